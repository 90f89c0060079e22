// After the first visit the page needs no server: the service worker has what was loaded, all views, and each engine that ran.

import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { ANSWER, ask, button, closeServer, open, QUESTION, region, serveRelease, statusSays } from "./page.ts";

interface OfflineFiles {
  readonly kept: readonly string[];
  readonly others: readonly string[];
}

/** File names in the service worker's keeping. */
const keptFiles = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url.split("#")[0]?.slice(document.baseURI.split("#")[0]?.length) ?? "");
  });

/** Waits until all that the build lists is kept, all networks among it. */
async function allKept(page: Page): Promise<void> {
  const { kept: listed } = await page.evaluate(async (): Promise<OfflineFiles> => (await fetch("offline-files.json")).json());
  const { models } = await page.evaluate(async (): Promise<{ models: { file: string; sha256: string }[] }> => (await fetch("models/manifest.json")).json());
  expect(listed).toEqual(expect.arrayContaining(["tables/countries.json", "models/manifest.json", ...models.map(({ file, sha256 }) => `models/${file}?${sha256.slice(0, 8)}`)]));
  const wanted = [...listed, ""];
  await expect.poll(async () => {
    const kept = await keptFiles(page);
    return wanted.filter((file) => !kept.includes(file));
  }, { timeout: 60_000 }).toEqual([]);
}

const openView = (page: Page, name: string): Promise<void> => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();

/** A page whose server is gone, for the service worker too. */
async function reloadWithoutServer(page: Page): Promise<void> {
  closeServer();
  await page.reload();
  expect(await page.evaluate(() => fetch("never-loaded.txt").then(() => "reached", () => "out of reach"))).toBe("out of reach");
}

/** A preset of each language, its result without the time. */
async function runEach(page: Page): Promise<readonly string[]> {
  const results: string[] = [];
  for (const [language, preset] of [["SQL", "Largest landlocked country"], ["Prolog", "Family"], ["Plan", "Missionaries and cannibals"], ["Arithmetic", "30!"]] as const) {
    await page.getByRole("radio", { name: language }).check();
    await button(page, preset).click();
    await button(page, "Run").click();
    await statusSays(page, /^Finished/);
    const result = await region(page, "Result").innerText();
    results.push(result.replace(/[\d.,]+ m?s, timed on this device/, ""));
  }
  return results;
}

test("a visit of Ask alone is enough for every view; an engine that never ran says so and what to do", async () => {
  const { page, errors } = await open("", { serviceWorkers: "allow" });
  await statusSays(page, /ready/i);
  await allKept(page);
  expect((await keptFiles(page)).filter((file) => /(?:arithmetic|plan|sql|prolog)-worker|\.wasm|\.data/.test(file))).toEqual([]);

  await reloadWithoutServer(page);
  await statusSays(page, /ready/i);
  await ask(page, QUESTION);
  await region(page, "Hybrid answer").getByText(ANSWER).first().waitFor();

  errors.length = 0; // of the request that was to fail
  await openView(page, "Device");
  await region(page, "Measured").waitFor();
  await openView(page, "Method");
  await page.locator("main figure").first().waitFor(); // drawn from a file of results
  await openView(page, "Solve");
  await page.locator(".cm-content").waitFor(); // the full editor, not the plain one that stands in for it
  expect(errors).toEqual([]);

  await page.getByRole("radio", { name: "SQL" }).check();
  await button(page, "Run").click();
  await region(page, "Result").getByText("SQLite was not loaded before, and its server cannot be reached now. Connect once and run again; after that it works without a connection.").waitFor();
});

test("engines that ran once run again without a server", async () => {
  const { page } = await open("#solve", { serviceWorkers: "allow" });
  await allKept(page);
  const once = await runEach(page);
  await expect.poll(async () => (await keptFiles(page)).filter((file) => /-worker-|\.wasm$|\.data$/.test(file)).length).toBeGreaterThanOrEqual(7);
  await reloadWithoutServer(page);
  expect(await runEach(page)).toEqual(once);
});

/** The release before dist/, in a folder of its own: other scripts and styles but for the engines, and a file of results that dist/ no longer has. */
function earlierRelease(): string {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  cpSync("dist", folder, { recursive: true });
  const renamed = readdirSync(`${folder}/assets`).filter((name) => /\.(?:js|css)$/.test(name) && !/^(?:arithmetic|plan|sql|prolog)-worker-/.test(name));
  const rename = (text: string): string => renamed.reduce((changed, name) => changed.replaceAll(name, `was-${name}`), text);
  for (const name of renamed) renameSync(`${folder}/assets/${name}`, `${folder}/assets/was-${name}`);
  for (const file of ["index.html", ...renamed.map((name) => `assets/was-${name}`)]) writeFileSync(`${folder}/${file}`, rename(readFileSync(`${folder}/${file}`, "utf8")));
  writeFileSync(`${folder}/results/retired.json`, "{}");
  const list: OfflineFiles = JSON.parse(rename(readFileSync("dist/offline-files.json", "utf8")));
  writeFileSync(`${folder}/offline-files.json`, JSON.stringify({ ...list, kept: [...list.kept, "results/retired.json"] }));
  return folder;
}

async function solveArithmetic(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Arithmetic" }).check();
  await button(page, "30!").click();
  await button(page, "Run").click();
  await statusSays(page, /^Finished/);
}

test("files of an earlier release go when all of the new one are kept and no page of the earlier one is open", async () => {
  const folder = earlierRelease();
  try {
    await serveRelease(folder);
    const { page } = await open("#solve", { serviceWorkers: "allow" });
    const address = page.url();
    await allKept(page);
    await solveArithmetic(page);
    const others = await page.context().newPage();
    await others.goto(address.replace("#solve", ""));
    await statusSays(others, /ready/i);
    const earlier = await keptFiles(page);
    expect(earlier).toEqual(expect.arrayContaining(["results/retired.json", expect.stringMatching(/^assets\/was-MethodView-/), expect.stringMatching(/^assets\/arithmetic-worker-/)]));

    await serveRelease("dist");
    for (let visit = 0; visit < 2; visit++) { // the second comes after what the first had tidied
      await page.reload();
      await allKept(page);
    }
    expect(await keptFiles(page)).toEqual(expect.arrayContaining([...earlier]));
    await openView(others, "Method"); // a part that this page had not loaded, and that the server no longer has
    await others.locator("main figure").first().waitFor();

    await others.close();
    await page.reload();
    const list: OfflineFiles = JSON.parse(readFileSync("dist/offline-files.json", "utf8"));
    const belongs = new Set([...list.kept, ...list.others, ""]);
    await expect.poll(async () => (await keptFiles(page)).filter((file) => !belongs.has(file))).toEqual([]);
    await allKept(page);

    await reloadWithoutServer(page);
    await solveArithmetic(page); // kept from the earlier release, whose engine is this one's
    await openView(page, "Ask");
    await ask(page, QUESTION);
    await region(page, "Hybrid answer").getByText(ANSWER).first().waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
