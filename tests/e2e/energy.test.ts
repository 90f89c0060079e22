// The energy panel of a run and the method page, as a visitor uses them.

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings } from "../fixtures/readings.ts";
import { ask, button, open, POSED_ADAPTER, poseAsHardware, QUESTION, region, sidewaysScroll, statusSays } from "./page.ts";

/** Joules of the first "170 mJ" in `text`. */
function joules(text: string): number {
  const [, value, prefix] = /([\d.]+) (n|µ|m|k|)J/.exec(text) ?? [];
  if (value === undefined) throw new Error(`no joules in ${text}`);
  return Number(value) * { n: 1e-9, µ: 1e-6, m: 1e-3, k: 1e3, "": 1 }[prefix as "m"];
}

test("counted and timed joules stand side by side; the boundary moves the timed ones only", async () => {
  const { page, errors } = await open();
  await statusSays(page, /ready/i);
  await ask(page, QUESTION);
  await statusSays(page, /Finished/);
  const panel = region(page, "Energy panel");
  await panel.getByText(/of the dense energy: .* counted .*, .* timed/).waitFor();
  const row = panel.getByRole("row", { name: /^Hybrid/ }).first();
  await row.getByRole("listitem").filter({ hasText: /^\s*Launching GPU work \d+ %$/ }).waitFor(); // the key to the bar
  const counted = await row.getByRole("cell").nth(0).innerText();
  const seen: number[] = [];
  const reason = await region(page, "Energy ratio").getByText(/by counted work hybrid used/).innerText();
  for (const boundary of ["What the run adds", "The device meanwhile", "At the plug"]) {
    await panel.getByRole("radio", { name: boundary }).check();
    const line = await panel.getByText(/of the dense energy: .* timed/).innerText();
    expect(line).toMatch(new RegExp(`counted \\(what the run adds\\).* timed \\(${boundary.toLowerCase()}\\)`));
    expect(line).toContain(reason); // the claim is of what the run adds, at every boundary
    seen.push(joules(await row.getByRole("cell").nth(2).innerText()));
    expect(await row.getByRole("cell").nth(0).innerText()).toBe(counted);
  }
  // Two digits are shown: 3 W of idle power beside 8 W and the plug's 1.47 are far more than rounding.
  expect(seen[1]).toBeGreaterThan(seen[0] ?? 0);
  expect(seen[2]).toBeGreaterThan(seen[1] ?? 0);
  for (const name of ["Hybrid answer", "Energy ratio", "Energy by component"]) await region(page, name).getByText("(what the run adds)").first().waitFor();
  expect(await page.getByRole("img", { name: /^Energy (per token|so far): / }).locator("xpath=following-sibling::figcaption").allInnerTexts()).toEqual([expect.stringContaining("(what the run adds)"), expect.stringContaining("(what the run adds)")]);
  await panel.getByText(/Joules per right answer/).waitFor();
  await panel.getByText(/Training paid back/).waitFor();
  expect(errors).toEqual([]);
});

test("a live run is timed again on demand, and the recorded one is not; the tier stands beside the joules", async () => {
  const { page, errors } = await open();
  await statusSays(page, /ready/i);
  const panel = region(page, "Energy panel");
  const again = page.getByRole("button", { name: "Time it 7 times" });
  await panel.getByText(/Counted: /).waitFor();
  expect(await again.count()).toBe(0);
  await ask(page, QUESTION);
  await statusSays(page, /Finished/);
  const row = panel.getByRole("row", { name: /^Hybrid/ }).first();
  const counted = await row.getByRole("cell").nth(0).innerText();
  await again.click();
  await panel.getByText(/7 times, by the page's clock/).waitFor();
  await row.getByText(/network again: median .* to .*; .* for each of \d+ tokens/).waitFor();
  expect(await row.getByRole("cell").nth(0).innerText()).toBe(counted);
  await region(page, "Energy ratio").getByText(/Timed 7 times, by the page's clock/).waitFor();
  for (const name of ["Hybrid answer", "Energy by component", "Energy ratio", "Energy panel"]) {
    await region(page, name).getByRole("link", { name: /^Tier T0: counted with constants of the device class/ }).first().waitFor();
  }
  await region(page, "Energy ratio").getByRole("link", { name: /^Tier T0: timed on the processor/ }).first().waitFor();
  const findings = (await new AxeBuilder({ page }).analyze()).violations;
  expect(findings.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(errors).toEqual([]);
});

/** Both files of the run shown. */
async function exported(page: Page): Promise<{ readonly csv: readonly (readonly string[])[]; readonly joules: readonly { readonly kind: string; readonly tier: string; readonly boundary: string; readonly mid: number }[] }> {
  const text = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const csv = (await text("Export CSV")).trim().split("\r\n").map((row) => row.split(","));
  return { csv, joules: JSON.parse(await text("Export JSON")).joules };
}

test("on a GPU whose meter was read, timed joules are by its readings and say so; counted ones are what they are everywhere", async () => {
  const keep = (calibrations: string): void => localStorage.setItem("hundredfold.calibrations", calibrations);
  const seen: { counted: string; timed: number[]; badges: number }[] = [];
  for (const tier of ["T0", "T1", "T2"] as const) {
    const { page, errors } = await open("", {}, async (before) => {
      await poseAsHardware(before);
      const calibration = { ...CALIBRATION, adapter: POSED_ADAPTER, anchors: tier === "T2" ? { at: "plug", readings: readings() } : null };
      if (tier !== "T0") await before.addInitScript(keep, JSON.stringify([calibration]));
    });
    await statusSays(page, /ready on the GPU \(acme one\)/i);
    await ask(page, QUESTION);
    await statusSays(page, /Finished/, 120_000);
    const panel = region(page, "Energy panel");
    await button(page, "Time it 7 times").click();
    await panel.getByText(/7 times, by the GPU's own clock/).waitFor({ timeout: 120_000 });
    const row = panel.getByRole("row", { name: /^Hybrid/ }).first();
    const counted = await row.getByRole("cell").nth(0).innerText();
    const timed: number[] = [];
    for (const boundary of ["What the run adds", "The device meanwhile", "At the plug"]) {
      await panel.getByRole("radio", { name: boundary }).check();
      timed.push(joules(await row.getByRole("cell").nth(2).innerText()));
    }
    const badge = page.getByRole("link", { name: new RegExp(`^Tier ${tier}: timed`) });
    seen.push({ counted, timed, badges: await badge.count() });
    await panel.getByText({ T0: /Measure this device/, T1: /A measurement of launches, made on this device.*launching is .* of the time of hybrid/, T2: /by 9 readings at the plug, made on this device/ }[tier]).waitFor();
    const files = await exported(page);
    const [header = [], ...rows] = files.csv;
    const tiers = (part: RegExp): ReadonlySet<string | undefined> => new Set(rows.filter((one) => part.test(one[1] ?? "")).map((one) => one[header.indexOf("joules_tier")]));
    expect(tiers(/^(prompt|token|whole arm)$/)).toEqual(new Set(["T0"]));
    expect(tiers(/^timed: (dynamic|device|wall)$/)).toEqual(new Set([tier]));
    expect(new Set(files.joules.map(({ kind, tier: of }) => `${kind} ${of}`))).toEqual(new Set(["counted T0", `timed ${tier}`]));
    if (tier === "T2") {
      const findings = (await new AxeBuilder({ page }).analyze()).violations;
      expect(findings.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  }
  const [t0, t1, t2] = seen;
  expect(new Set(seen.map(({ counted }) => counted)).size).toBe(1);
  for (const { timed, badges } of seen) {
    expect(timed).toEqual(timed.toSorted((a, b) => a - b));
    expect(badges).toBeGreaterThanOrEqual(4); // headline, sentence, table, a million tokens
  }
  // The same times about, but 65 W of the readings stand against 2.4 + 6.6 W of the unknown class.
  expect((t2?.timed[2] ?? 0) / (t0?.timed[2] ?? 1)).toBeGreaterThan(2);
  expect((t1?.timed[2] ?? 0) / (t0?.timed[2] ?? 1)).toBeLessThan(2);
});

test.each([[320, "light"], [390, "light"], [390, "dark"], [414, "light"]] as const)("at %d px, %s, no table of the panel scrolls sideways, each figure has its label, and axe finds nothing", async (width, colorScheme) => {
  const { page, errors } = await open("", { viewport: { width, height: 844 }, colorScheme });
  const panel = region(page, "Energy panel");
  await panel.getByText(/Joules per right answer/).waitFor();
  const wide = panel.getByRole("group", { name: /^Table/ });
  expect(await wide.evaluateAll((groups) => groups.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((group) => group.ariaLabel))).toEqual([]);
  expect(await wide.count()).toBe(4); // energy, right answers, training, a million tokens
  expect(await sidewaysScroll(page)).toBe(0);
  const table = panel.getByRole("table").first();
  expect(await table.getByRole("rowheader").allInnerTexts()).toEqual(["Hybrid", "Dense"]);
  for (const system of ["Hybrid", "Dense"]) {
    const cells = table.getByRole("row", { name: new RegExp(`^${system}`) }).getByRole("cell");
    const texts = await cells.allInnerTexts();
    for (const [at, label] of ["Counted, per answer", "Counted, per token", "Timed, per answer", "Time"].entries()) expect(texts[at]).toMatch(new RegExp(`^${label}[^]*\\d [mµ]?[Js]\\b`));
    // A cell is as high as its label or its figures; the padding and the leading that the text's own box lacks are less than a line.
    const emptyLines = await cells.evaluateAll((all) => all.map((cell) => {
      const heights = Array.from(cell.children, (child) => {
        const content = document.createRange();
        content.selectNodeContents(child);
        return content.getBoundingClientRect().height;
      });
      return (cell.clientHeight - Math.max(...heights)) / Number.parseFloat(getComputedStyle(cell).lineHeight);
    }));
    expect(Math.max(...emptyLines)).toBeLessThan(1);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(errors).toEqual([]);
});

test("carbon follows the country, and a price that is none is said and loses nothing", async () => {
  const { page } = await open();
  await statusSays(page, /ready/i);
  const panel = region(page, "Energy panel");
  const grams = async (): Promise<string> => /[\d.,]+ \([\d.,]+ to [\d.,]+\) g CO/.exec(await panel.innerText())?.[0] ?? "";
  const world = await grams();
  await panel.getByLabel("Electricity of").selectOption("FRA");
  expect(Number.parseFloat((await grams()).replaceAll(",", ""))).toBeLessThan(Number.parseFloat(world.replaceAll(",", "")) / 5);
  await panel.getByLabel("Price of a kWh").fill("cheap");
  await panel.getByText(/a price from 0 to 1000/).waitFor();
  expect(await panel.getByLabel("Price of a kWh").inputValue()).toBe("cheap");
  await panel.getByLabel("Price of a kWh").fill("0,4");
  await panel.getByText(/of your currency/).first().waitFor();
});

test.each(["light", "dark"] as const)("the method page has every class, the validation with its failures, and axe finds nothing: %s", async (colorScheme) => {
  const { page, errors } = await open("", { viewport: { width: 360, height: 740 }, colorScheme });
  await region(page, "Energy panel").getByRole("link", { name: "How is this made?" }).click();
  await page.getByRole("rowheader", { name: "NVIDIA RTX 4090" }).waitFor();
  await page.getByText(/covers 17 of 18/).waitFor();
  // Three sets of measurements, fitted and uncalibrated; the failures by name.
  expect(await page.getByRole("img", { name: /estimated against measured/ }).count()).toBe(6);
  await page.getByText(/Outside the band: qwen3:0\.6b/).waitFor();
  await page.getByText(/Triangles: sparse models.*gpt-oss:20b \+132 %, gemma3n:e4b \+59 %/).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(errors).toEqual([]);
  await page.getByRole("link", { name: "Ask" }).click();
  await button(page, "Run").waitFor();
});
