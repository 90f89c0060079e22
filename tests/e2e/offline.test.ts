// After the first visit the page needs no server: the service worker has what was loaded, all views, and each engine that ran.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { ANSWER, ask, button, closeServer, open, QUESTION, region, statusSays } from "./page.ts";

/** File names in the service worker's keeping. */
const keptFiles = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url.slice(document.baseURI.split("#")[0]?.length));
  });

/** Waits until all that the build lists is kept, all networks among it. */
async function allKept(page: Page): Promise<void> {
  const listed = await page.evaluate(async (): Promise<readonly string[]> => (await fetch("offline-files.json")).json());
  const { models } = await page.evaluate(async (): Promise<{ models: { file: string }[] }> => (await fetch("models/manifest.json")).json());
  expect(listed).toEqual(expect.arrayContaining(["tables/countries.json", "models/manifest.json", ...models.map(({ file }) => `models/${file}`)]));
  const wanted = [...listed, ""];
  await expect.poll(async () => {
    const kept = await keptFiles(page);
    return wanted.filter((file) => !kept.includes(file));
  }, { timeout: 60_000 }).toEqual([]);
}

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
  const openView = (name: string): Promise<void> => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();
  await openView("Device");
  await region(page, "Measured").waitFor();
  await openView("Method");
  await page.locator("main figure").first().waitFor(); // drawn from a file of results
  await openView("Solve");
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
