// What a visitor does with the controls of the built page, and what the page does when the engine fails under it.

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page, Worker } from "playwright";
import { expect, test } from "vitest";
import { parseRecording } from "../../src/engine/replay.ts";
import { formatJoules } from "../../src/energy/units.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
import { MAX_QUESTION_LENGTH } from "../../src/scenario/schema.ts";
import type { RunDigest } from "../../src/scenario/digest.ts";
import { decodeShareLink, encodeShareLink } from "../../src/scenario/share-link.ts";
import { replay } from "../../src/store/reduce.ts";
import { formatEnergy } from "../../src/views/format.ts";
import { claimOf } from "../../src/views/ask/claim.ts";
import { headlineOf } from "../../src/views/ask/verdict.ts";
import { ANSWER, ask, button, open, QUESTION, questionBox, region, sidewaysScroll, statusSays } from "./page.ts";

const link = (changes: Partial<Scenario>): string => encodeShareLink({ ...DEFAULT_SCENARIO, ...changes });

/** The engine worker that runs now; a crashed one is replaced by another. */
function engineWorker(page: Page): Worker {
  const worker = page.workers().at(-1);
  if (worker === undefined) throw new Error("the page has no worker");
  return worker;
}

/** Every token of either plan waits `ms` from now on, so that a run lasts as long as a test needs it. */
async function delayTokens(page: Page, ms: number): Promise<void> {
  await engineWorker(page).evaluate(`
    globalThis.turns ??= 0;
    if (globalThis.tokenDelayMs === undefined) {
      const late = () => new Promise((resolve) => setTimeout(resolve, globalThis.tokenDelayMs));
      scheduler.yield = () => (globalThis.turns++, late());
      const map = globalThis.GPUBuffer?.prototype.mapAsync;
      if (map !== undefined) GPUBuffer.prototype.mapAsync = function (...rest) { globalThis.turns++; return late().then(() => map.apply(this, rest)); };
    }
    globalThis.tokenDelayMs = ${ms};
  `);
}

/** A live run of the default question that goes on until it is stopped. */
async function startLongRun(page: Page): Promise<void> {
  await statusSays(page, "Ready");
  await delayTokens(page, 300);
  await ask(page, QUESTION);
  await statusSays(page, "Running");
}

/** The worker has let go of a long run: without the delay, hardly a token more is decoded. */
async function engineRests(page: Page): Promise<void> {
  await page.waitForTimeout(1000); // for the message to arrive
  const before = await engineWorker(page).evaluate<number>("turns");
  await delayTokens(page, 0);
  await page.waitForTimeout(1000);
  expect((await engineWorker(page).evaluate<number>("turns")) - before).toBeLessThanOrEqual(1);
}

async function runsToTheEnd(page: Page): Promise<void> {
  await statusSays(page, "Finished");
  expect(await region(page, "Energy ratio").getByText("Live run").count()).toBe(1);
  await region(page, "Hybrid answer").getByText(ANSWER, { exact: true }).waitFor();
}

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return readFile(await file.path(), "utf8");
}

/** RFC 4180 text as rows of cells. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

test.each([
  ["Stop button", (page: Page) => button(page, "Stop").click()],
  ["Escape", (page: Page) => page.keyboard.press("Escape")],
])("%s ends a run, the page says so, and Run works again", async (_, stop) => {
  const { page, errors } = await open();
  await startLongRun(page);
  await stop(page);
  await statusSays(page, "Stopped");
  await region(page, "Energy ratio").getByText("Stopped before the end").waitFor();
  expect(await button(page, "Stop").getAttribute("aria-disabled")).toBe("true");
  await engineRests(page);
  await button(page, "Run").click();
  await runsToTheEnd(page);
  expect(errors).toEqual([]);
});

test("a link copied during a run does not hide how the run ends", async () => {
  const { page } = await open();
  await startLongRun(page);
  await page.keyboard.press("Alt+L");
  await statusSays(page, /link/i);
  await button(page, "Stop").click();
  await statusSays(page, "Stopped");
});

test("JSON and CSV hold the numbers on the screen", async () => {
  const { page, errors } = await open(link({ question: "What is 12 minus 50?", arms: ["hybrid", "dense", "rules"] }));
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  const json = parseRecording(JSON.parse(await download(page, "Export JSON")));
  const [header, ...rows] = parseCsv(await download(page, "Export CSV"));
  const run = replay(json?.events ?? []);
  if (run === null || header === undefined) throw new Error("an export is empty");
  const { models } = JSON.parse(await readFile("dist/models/manifest.json", "utf8")) as { models: { id: string; sha256: string }[] };
  const sha256 = (id: string) => models.find((model) => model.id === id)?.sha256;
  expect(run.events.find(({ type }) => type === "run-started")).toMatchObject({ contentHashes: { core: sha256("core"), dense: sha256("dense") } });
  const column = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? "";

  // An export does not say where it was made: all machines of these tests compute on the processor.
  const claim = claimOf({ ...run, machine: { plan: "cpu", adapter: "", software: true } });
  if (claim === null) throw new Error("no ratio");
  await region(page, "Energy ratio").getByText(headlineOf(run, claim)).waitFor(); // the tier's badge comes after it
  for (const [arm, name] of [["hybrid", "Hybrid answer"], ["dense", "Dense answer"], ["rules", "Rules: answer"]] as const) {
    const result = run.arms[arm]?.result;
    if (result == null) throw new Error(`the export has no ${arm}`);
    const shown = await region(page, name).getByRole("definition").allInnerTexts();
    expect(shown[0]).toBe(formatEnergy(result.energy));
    const whole = rows.find((row) => column(row, "arm") === arm && column(row, "part") === "whole arm") ?? [];
    const [low, mid, high] = ["joules_low", "joules_mid", "joules_high"].map((joules) => formatJoules(Number(column(whole, joules))));
    expect(shown[0]).toBe(`${mid} (${low} to ${high})`);
    const tokens = rows.filter((row) => column(row, "arm") === arm && column(row, "part") === "token");
    const prompt = rows.find((row) => column(row, "arm") === arm && column(row, "part") === "prompt") ?? [];
    expect(shown[1]).toBe(`${Number(column(prompt, "token"))}, ${tokens.length}`);
    expect(await region(page, name).getByText(result.answer ?? "No answer", { exact: true }).count()).toBeGreaterThan(0);
    expect(column(whole, "text")).toBe(result.answer ?? "");
  }
  expect(run.arms.rules?.result?.answer).toBe("-38");
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  expect(errors).toEqual([]);
});

/** From now on requests for `address` wait until the function returned is called. */
async function hold(page: Page, address: string): Promise<() => void> {
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.context().route(address, async (route) => {
    await held;
    await route.continue();
  });
  return letThrough;
}

test("a crash during a run is named, and a Run pressed while the new engine loads works", async () => {
  const { page } = await open();
  await startLongRun(page);
  const letThrough = await hold(page, "**/core.safetensors*");
  await engineWorker(page).evaluate('setTimeout(() => { throw new Error("injected crash"); }, 0)');
  const notice = region(page, "Notice");
  await notice.getByText("The engine stopped", { exact: true }).waitFor();
  await notice.getByText(/injected crash.*starts again/).waitFor();
  await statusSays(page, /Loading core/);
  await button(page, "Run").click();
  await notice.getByText("The engine stopped", { exact: true }).waitFor({ state: "detached" });
  letThrough();
  await runsToTheEnd(page);
  expect(await notice.count()).toBe(0);
});

test("an engine that dies without a word during a run is noticed and replaced", async () => {
  const { page } = await open();
  await startLongRun(page);
  await engineWorker(page).evaluate("setTimeout(() => self.close(), 0)");
  await region(page, "Notice").getByText(/no sign of life/).waitFor();
  await button(page, "Run").click(); // the new engine may still be loading
  await runsToTheEnd(page);
});

test("a crash between runs is named until the engine is back", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  const letThrough = await hold(page, "**/manifest.json");
  await engineWorker(page).evaluate('setTimeout(() => { throw new Error("injected crash"); }, 0)');
  await region(page, "Notice").getByText(/injected crash/).waitFor();
  letThrough();
  await region(page, "Notice").waitFor({ state: "detached" });
  await ask(page, QUESTION);
  await runsToTheEnd(page);
});

test("an engine that cannot be loaded leaves the recorded run and says what to do", async () => {
  const { page } = await open("", {}, (page) => page.context().route("**/worker-*.js", (route) => route.abort()));
  await region(page, "Notice").getByText(/Reload the page/).first().waitFor();
  await statusSays(page, "The engine did not start");
  await region(page, "Energy ratio").getByText("Recorded run").waitFor();
  expect(await button(page, "Run").getAttribute("aria-disabled")).toBe("true");
});

test("a GPU that computes wrong is found out: the CPU decodes, and the page says why", async () => {
  const wrong = `{
    const write = GPUQueue.prototype.writeBuffer;
    GPUQueue.prototype.writeBuffer = function (buffer, offset, data, ...rest) {
      return write.call(this, buffer, offset, buffer.label === "parameters" ? data.slice().fill(0) : data, ...rest);
    };
  }\n`;
  const { page, errors } = await open("", {}, (page) => page.context().route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: wrong + (await response.text()) });
  }));
  const notice = region(page, "Notice");
  await notice.getByText("On the CPU: the GPU gives wrong results").click();
  await notice.getByText(/chose other tokens than the CPU/).waitFor();
  await notice.getByText(/Update the graphics driver/).waitFor();
  await ask(page, QUESTION);
  await runsToTheEnd(page);
  expect(errors).toEqual([]);
});

test("a GPU engine that cannot start is named as that, in the error's own words, and the CPU goes on", async () => {
  const broken = `{
    const create = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (descriptor) {
      return create.call(this, { ...descriptor, code: descriptor.code + " not wgsl" });
    };
  }\n`;
  const { page } = await open("", {}, (page) => page.context().route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: broken + (await response.text()) });
  }));
  const notice = region(page, "Notice");
  await notice.getByText("On the CPU: the GPU engine could not start").click();
  await notice.getByText(/^Found: \S/).waitFor();
  await ask(page, QUESTION);
  await runsToTheEnd(page);
});

test("the larger dense arm and its model card are offered where its checkpoint is shipped, and only there", async () => {
  const larger = (page: Page) => page.getByRole("checkbox", { name: /^Larger dense/ });
  const { page } = await open();
  await statusSays(page, "Ready");
  await page.getByText("Settings", { exact: true }).click();
  await larger(page).check();
  expect(await page.getByRole("link", { name: "larger dense" }).getAttribute("href")).toMatch(/models\/dense-large\.md$/);
  await ask(page, QUESTION);
  await runsToTheEnd(page);
  expect(await region(page, "Larger dense: answer").getByText(/not available/).count()).toBe(0);
  const { page: without } = await open("", {}, (before) => before.route("**/manifest.json", async (route) => {
    const response = await route.fetch();
    const { models } = (await response.json()) as { models: { id: string }[] };
    await route.fulfill({ response, json: { models: models.filter(({ id }) => id !== "dense-large") } });
  }));
  await statusSays(without, "Ready");
  await without.getByText("Settings", { exact: true }).click();
  expect(await larger(without).count()).toBe(0);
  expect(await without.getByRole("link", { name: "larger dense" }).count()).toBe(0);
});

test("a software GPU that is merely slow raises no notice", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  expect(await region(page, "Notice").count()).toBe(0);
});

type PreparedSeeds = typeof globalThis & { preparedSeeds?: number[] };

/** Runs in the page: notes the seed of each call of the engine's prepare(). */
function notePreparedSeeds(): void {
  const seeds: number[] = [];
  (globalThis as PreparedSeeds).preparedSeeds = seeds;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
    const [call] = message as [{ path?: string[]; argumentList?: { value: { seed: number } }[] }];
    if (call.path?.[0] === "prepare") seeds.push(...(call.argumentList ?? []).map(({ value }) => value.seed));
    Reflect.apply(post, this, message);
  };
}

test("New seed changes the seed alone, a run carries it, and Reset brings back the start", async () => {
  const { page } = await open("", {}, (before) => before.addInitScript(notePreparedSeeds));
  await statusSays(page, "Ready");
  await page.getByText("Settings", { exact: true }).click();
  const seed = page.getByRole("spinbutton", { name: /^Seed/ });
  expect(await seed.inputValue()).toBe("1");
  await button(page, "New seed").click();
  const drawn = await seed.inputValue();
  // Known to the engine before a run asks for it, so that no run waits for its draws.
  expect(await page.evaluate(() => (globalThis as PreparedSeeds).preparedSeeds)).toEqual([1, Number(drawn)]);
  expect(drawn).toMatch(/^\d+$/);
  expect(await questionBox(page).inputValue()).toBe(QUESTION);
  await ask(page, "What is 347 plus 285?");
  await statusSays(page, "Finished");
  const events = parseRecording(JSON.parse(await download(page, "Export JSON")))?.events ?? [];
  expect(replay(events)?.scenario).toEqual({ ...DEFAULT_SCENARIO, question: "What is 347 plus 285?", seed: Number(drawn) });
  await button(page, "Reset").click();
  expect(await seed.inputValue()).toBe("1");
  expect(await questionBox(page).inputValue()).toBe(QUESTION);
  await region(page, "Energy ratio").getByText("Recorded run").waitFor();
});

test("Reset during a run stops it and shows the recorded run", async () => {
  const { page } = await open(link({ question: "What is 2 plus 2?" }));
  await startLongRun(page);
  await button(page, "Reset").click();
  await region(page, "Energy ratio").getByText("Recorded run").waitFor();
  await statusSays(page, "Ready");
  expect(new URL(page.url()).hash).toBe("");
  await delayTokens(page, 0);
  await button(page, "Run").click();
  await runsToTheEnd(page);
});

test("numbers in the settings can be typed, cleared and typed again", async () => {
  const { page } = await open();
  await page.getByText("Settings", { exact: true }).click();
  const seed = page.getByRole("spinbutton", { name: /^Seed/ });
  await seed.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("57");
  await page.keyboard.press("Tab");
  expect(await seed.inputValue()).toBe("57");
  await page.keyboard.press("Tab"); // past "New seed"
  await page.keyboard.press("Control+A");
  await page.keyboard.type("12.5");
  await page.keyboard.press("Tab");
  expect(await page.getByRole("spinbutton", { name: /^Active blocks/ }).inputValue()).toBe("12.5");
  await seed.fill("");
  await page.keyboard.press("Tab");
  expect(await seed.inputValue()).toBe("57"); // an empty field falls back to what holds
});

test("a link's settings are listed, an answer cut short by them can be let run on, and the question stays", async () => {
  const { page, errors } = await open(link({ question: "What is 347 plus 285?", maxNewTokens: 1, seed: 9 }));
  const notice = region(page, "Notice");
  await notice.getByText(/seed 9; answers of at most 1 token\.$/).waitFor();
  await notice.getByText(/press Run/i).waitFor();
  await statusSays(page, "Ready");
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText(/did not end within 1 token/).waitFor();
  expect(await notice.getByText(/press Run/i).count()).toBe(0);
  await page.getByText("Settings", { exact: true }).click();
  const longest = page.getByRole("spinbutton", { name: /^Longest answer/ });
  expect(await longest.inputValue()).toBe("1");
  await longest.fill("0");
  await page.keyboard.press("Tab");
  expect(await longest.inputValue()).toBe("1"); // an answer of no tokens is none
  await longest.fill("64");
  await button(page, "Run").click();
  await region(page, "Hybrid answer").getByText("632", { exact: true }).waitFor();
  expect(await questionBox(page).inputValue()).toBe("What is 347 plus 285?");
  expect(errors).toEqual([]);
});

test("an edited program is executed again; mistakes are explained, lose nothing and can be corrected", async () => {
  const { page, errors } = await open();
  const program = region(page, "Program");
  const text = program.getByRole("textbox");
  const outcomes = [
    ["2^200", "Answer: 1606938044258990275541962092341162602522202993782792835301376"],
    ["12 + * 3", /\(column \d+\)/],
    ["1/0", /zero/i],
    ["(7 - 5) * 21", "Answer: 42"],
  ] as const;
  for (const [written, outcome] of outcomes) {
    await text.fill(written);
    await program.getByRole("button", { name: "Execute" }).click();
    await program.getByText(outcome).waitFor();
    expect(await text.inputValue()).toBe(written);
  }
  const steps = await region(page, "Steps").getByRole("row").allInnerTexts();
  expect(steps.map((row) => row.split("\t"))).toEqual([["Step", "Expression", "Result"], ["1", "7 - 5", "2"], ["2", "2 * 21", "42"]]);
  expect(errors).toEqual([]);
});

test("everything by keyboard: Tab to the question, Enter runs, Escape stops, Control+Enter executes, Alt+L links", async () => {
  const { page } = await open();
  const focused = (): Promise<string> => page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? (activeElement?.id || activeElement?.textContent) ?? "";
  });
  await statusSays(page, "Ready");
  await delayTokens(page, 300);
  for (const stop of ["Ask", "Solve", "Device", "Method", "question"]) {
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(stop);
  }
  expect(await questionBox(page).evaluate((box) => getComputedStyle(box).outlineStyle)).toBe("solid");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("What is 347 plus 285?");
  await page.keyboard.press("Enter");
  await statusSays(page, "Running");
  expect(await focused()).toBe("question");
  expect(await questionBox(page).inputValue()).toBe("What is 347 plus 285?");
  await page.keyboard.press("Escape");
  await statusSays(page, "Stopped");
  await delayTokens(page, 0);
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Run");
  await page.keyboard.press("Space");
  await statusSays(page, "Finished");

  const stops: string[] = [];
  while (stops.at(-1) !== "Program text" && stops.length < 60) {
    await page.keyboard.press("Tab");
    stops.push(await focused());
    if (stops.at(-1) === "Settings") await page.keyboard.press("Enter"); // opens them
  }
  expect(stops).toEqual(expect.arrayContaining(["Stop", "Long multiplication", "Settings", "seed", "New seed", "Reset", "Copy link", "Export JSON", "Export CSV", "Program text"]));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("6 * 7");
  await page.keyboard.press("Control+Enter");
  await region(page, "Program").getByText("Answer: 42").waitFor();
  // Still in the text. What Option+L and AltGr+L write instead is no l, and stays a letter.
  const letters = await page.evaluate(() => [
    { key: "¬", altKey: true }, { key: "ł", altKey: true }, { key: "l", altKey: true, ctrlKey: true }, { key: "l", altKey: true, metaKey: true }, { key: "l" },
  ].map((keys) => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyL", bubbles: true, cancelable: true, ...keys }))));
  expect(letters).toEqual([true, true, true, true, true]); // none was taken
  expect(new URL(page.url()).hash).toBe("");
  await page.keyboard.press("Alt+l");
  await statusSays(page, /link/i);
  expect(await region(page, "Program").getByRole("textbox").inputValue()).toBe("6 * 7");
  expect(new URL(page.url()).hash).toMatch(/^#v4&.*&d=\d+\.[0-9a-f]{16}\.[0-9a-f]{16},[0-9a-f]{8}\.[\w-]+,[0-9a-f]{8}\.[\w-]+&c=/);
});

test("Alt+L copies a link from the question box too, where the focus is after Enter", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  await questionBox(page).fill("What is 347 plus 285?");
  await questionBox(page).press("Enter");
  await statusSays(page, "Finished");
  await page.keyboard.press("Alt+L");
  await statusSays(page, /link/i);
  expect(new URL(page.url()).hash).toMatch(/^#v4&.*&d=/);
  expect(await questionBox(page).inputValue()).toBe("What is 347 plus 285?");
});

test("a link whose run differs says which arm, which token and with which margin; one from another network says so", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  await ask(page, QUESTION);
  await statusSays(page, "Finished");
  await page.keyboard.press("Alt+L");
  await statusSays(page, /link/i);
  const sent = decodeShareLink(new URL(page.url()).hash);
  if (sent.status !== "ok" || sent.digest?.arms === undefined) throw new Error("the link has no digest");
  const { scenario, digest } = sent;
  const [hybrid, dense] = sent.digest.arms;
  if (hybrid === undefined || dense === undefined) throw new Error("the link has no arms");
  const other = dense.prefixes.startsWith("__", 4) ? "--" : "__";
  const altered = { ...dense, prefixes: `${dense.prefixes.slice(0, 4)}${other}${dense.prefixes.slice(6)}` };
  const notice = region(page, "Notice");
  const reopened = async (changed: RunDigest): Promise<void> => {
    await page.evaluate((hash) => (location.hash = hash), encodeShareLink(scenario, changed));
    await notice.getByText(/Press Run to check/).waitFor();
    await button(page, "Run").click();
    await statusSays(page, "Finished");
  };
  await reopened({ ...digest, tokenHash: "0".repeat(16), arms: [hybrid, altered] });
  await notice.getByText(/dense differs from token 3 \(margin here [\d.e+-]+\)\. The networks are the same/).waitFor();
  expect(await notice.getByText(/Press Run/).count()).toBe(0);
  await reopened({ ...digest, arms: [{ ...hybrid, model: hybrid.model === "00000000" ? "11111111" : "00000000" }, dense] });
  await notice.getByText(/^Reproduced: \d+ of \d+ tokens, with other networks$/).waitFor();
  await notice.getByText(`here ${hybrid.model}`).waitFor();
});

test("an empty question cannot be run", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  for (const question of ["", "  \n "]) {
    await questionBox(page).fill(question);
    expect(await button(page, "Run").getAttribute("aria-disabled")).toBe("true");
    await questionBox(page).press("Enter");
    await statusSays(page, "Ready");
  }
});

test.each([
  ["emoji", "🍎🍎 What is 🧮 3 × 4 ?! 👩‍👩‍👧 ¿ ٣ ½"],
  ["markup", `<img src="x" onerror="document.title='broken in'"><b>What is 4817 times 392?</b>&lt;script&gt;`],
  ["one endless word", "8".repeat(700)],
  ["too many words", "9 plus ".repeat(200)],
])("a question of %s is shown as it is, runs to an end, and survives a link", async (_, question) => {
  const { page, errors, foreign } = await open("", { viewport: { width: 360, height: 740 } });
  const title = await page.title();
  await ask(page, question);
  await statusSays(page, "Finished");
  expect(await region(page, "Energy ratio").innerText()).toContain(question.trim());
  expect(await page.locator("img, b").count()).toBe(0);
  expect(await page.title()).toBe(title);
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Alt+L");
  await statusSays(page, /link/i);
  await page.reload();
  await region(page, "Notice").getByText("Opened from a link", { exact: true }).waitFor();
  expect(await questionBox(page).inputValue()).toBe(question);
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test("a pasted question is cut to its longest length and still answered", async () => {
  const { page, errors } = await open();
  await statusSays(page, "Ready");
  await questionBox(page).fill("");
  await page.keyboard.insertText("Why? ".repeat(1000));
  expect((await questionBox(page).inputValue()).length).toBe(MAX_QUESTION_LENGTH);
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText(/shorten it/).waitFor();
  expect(errors).toEqual([]);
});

test("a link opened while a run goes on stops the run and takes its place", async () => {
  const { page, errors } = await open();
  await startLongRun(page);
  await page.evaluate((hash) => (location.hash = hash), link({ question: "What is 347 plus 285?" }));
  await region(page, "Notice").getByText("Opened from a link", { exact: true }).waitFor();
  expect(await questionBox(page).inputValue()).toBe("What is 347 plus 285?");
  await statusSays(page, "Ready");
  await engineRests(page);
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await region(page, "Energy ratio").getByText("What is 347 plus 285?").waitFor();
  expect(errors).toEqual([]);
});

test("a link that cannot be read, opened during a run, leaves the run alone", async () => {
  const { page } = await open();
  await startLongRun(page);
  await page.evaluate(() => (location.hash = "#v1&q=AAAA&c=12345678"));
  await region(page, "Notice").getByText("This link cannot be read").waitFor();
  await delayTokens(page, 0);
  await runsToTheEnd(page);
});

test.each([
  ["light", "phone", 360],
  ["dark", "phone", 360],
  ["dark", "desk", 1280],
] as const)("%s, %s: after a live run with settings open nothing is out of reach or hard to read", async (colorScheme, _, width) => {
  const { page, errors } = await open(link({ arms: ["hybrid", "dense", "hybrid-all-blocks", "rules"], seed: 7 }), { colorScheme, viewport: { width, height: 740 } });
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(paper).toBe(colorScheme === "dark" ? "rgb(21, 24, 26)" : "rgb(251, 250, 247)");
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await page.getByText("Settings", { exact: true }).click();
  const program = region(page, "Program");
  await program.getByRole("textbox").fill("7^300 + ");
  await program.getByRole("button", { name: "Execute" }).click();
  await program.getByText(/column/).waitFor();
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  await program.getByRole("textbox").fill("7^300 / 3^50");
  await program.getByRole("button", { name: "Execute" }).click();
  await program.getByText(/^Answer/).waitFor();
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
});

test.each([["reduce", false], ["no-preference", true]] as const)("with prefers-reduced-motion: %s, motion on the page is %s", async (reducedMotion, moves) => {
  const { page } = await open("", { reducedMotion });
  expect(await button(page, "Reset").evaluate((element) => getComputedStyle(element).transitionDuration !== "0s")).toBe(moves);
  await startLongRun(page);
  if (!moves) expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
