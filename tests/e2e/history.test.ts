// The browser's own buttons: back, forward and reload lose no run that can be kept, and start none.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { encodeShareLink } from "../../src/scenario/share-link.ts";
import { ask, button, open, questionBox, region, statusSays } from "./page.ts";

const SUM = "What is 347 plus 285?";
const link = (question: string): string => encodeShareLink({ ...DEFAULT_SCENARIO, question });

const go = (page: Page, view: string): Promise<void> => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();

/** The live run of `question` with this answer is on the page, and so is the question. */
async function showsRun(page: Page, question: string, answer: string): Promise<void> {
  const ratio = region(page, "Energy ratio");
  await ratio.getByText("Live run").waitFor();
  await ratio.getByText(question).waitFor();
  await region(page, "Hybrid answer").getByText(answer, { exact: true }).waitFor();
  expect(await questionBox(page).inputValue()).toBe(question);
}

test("a run is there again after another view, by Back and by the way back on the page", async () => {
  const { page, errors } = await open();
  await statusSays(page, "Ready");
  await ask(page, SUM);
  await statusSays(page, "Finished");
  const program = region(page, "Program").getByRole("textbox");
  await program.fill("347 + 285 + 1");
  for (const copied of [false, true]) {
    if (copied) await button(page, "Copy link").click();
    for (const name of ["Solve", "Device", "Method"]) {
      await go(page, name);
      await region(page, "Energy ratio").waitFor({ state: "detached" });
      await page.goBack();
      await showsRun(page, SUM, "632");
    }
    await go(page, "Method");
    await region(page, "Energy ratio").waitFor({ state: "detached" });
    await go(page, "Ask");
    await showsRun(page, SUM, "632");
    expect(await program.inputValue()).toBe("347 + 285 + 1");
  }
  expect(errors).toEqual([]);
});

test("each address has its own run: a link and back again shows what was there, and forward the other", async () => {
  const { page, errors } = await open();
  await statusSays(page, "Ready");
  await ask(page, SUM);
  await statusSays(page, "Finished");
  await page.evaluate((hash) => (location.hash = hash), link("What is 12 minus 50?"));
  await region(page, "Notice").getByText("Opened from a link", { exact: true }).waitFor();
  // Nothing runs by itself.
  await region(page, "Energy ratio").getByText("No run yet").waitFor();
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await showsRun(page, "What is 12 minus 50?", "-38");
  await page.goBack();
  await showsRun(page, SUM, "632");
  await page.goForward();
  await showsRun(page, "What is 12 minus 50?", "-38");
  await page.evaluate(() => (location.hash = "#v1&q=AAAA&c=12345678"));
  await region(page, "Notice").getByText("This link cannot be read").waitFor();
  await page.goBack();
  await region(page, "Notice").getByText("This link cannot be read").waitFor({ state: "detached" });
  await showsRun(page, "What is 12 minus 50?", "-38");
  expect(errors).toEqual([]);
});

test("a reload keeps the scenario and runs nothing, from this view, from another one and under a link", async () => {
  const { page } = await open();
  await statusSays(page, "Ready");
  await page.getByText("Settings", { exact: true }).click();
  await page.getByRole("spinbutton", { name: /^Seed/ }).fill("57");
  await page.getByRole("checkbox", { name: /^Rules/ }).check();
  await ask(page, SUM);
  await statusSays(page, "Finished");
  const kept = async (question: string): Promise<void> => {
    await statusSays(page, "Ready");
    expect(await questionBox(page).inputValue()).toBe(question);
    expect(await region(page, "Energy ratio").getByText("Live run").count()).toBe(0);
  };
  await page.reload();
  await kept(SUM);
  await page.getByText("Settings", { exact: true }).click();
  expect(await page.getByRole("spinbutton", { name: /^Seed/ }).inputValue()).toBe("57");
  expect(await page.getByRole("checkbox", { name: /^Rules/ }).isChecked()).toBe(true);

  await go(page, "Device");
  await region(page, "Energy ratio").waitFor({ state: "detached" });
  await page.reload();
  await go(page, "Ask");
  await kept(SUM);

  await page.evaluate((hash) => (location.hash = hash), link("1 + 1"));
  await questionBox(page).fill("2 + 2"); // typed over what the link holds
  await page.reload();
  await kept("2 + 2");
  // A link opened anew is not overwritten by what was typed elsewhere.
  await page.evaluate((hash) => (location.hash = hash), link("3 + 3"));
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "3 + 3");
});
