// What a visitor does with the built page: ask, read, share, break. Runs against dist/ through the start script's server.

import { existsSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { BROWSER_FLAGS, browserPath } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const PREFIX = "/some/folder/"; // the page must work under a sub-path
const QUESTION = "What is 4817 times 392?";

let browser: Browser;
let server: { port: number; close: () => void };
let address = "";
let context: BrowserContext;

beforeAll(async () => {
  if (!existsSync("dist/index.html")) throw new Error("dist/ is missing: run `npm run build` first");
  server = await serve("dist", 0, PREFIX);
  address = `http://127.0.0.1:${server.port}${PREFIX}`;
  browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_FLAGS });
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(hash = "", options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[]; foreign: string[] }> {
  context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text()); // a breach of the content security policy, a file not found
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) foreign.push(request.url());
  });
  await page.goto(address + hash);
  return { page, errors, foreign };
}

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole("textbox", { name: "Question", exact: true }).fill(question);
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

test("answers 4817 times 392 live, shows the program, and talks to nobody else", async () => {
  const { page, errors, foreign } = await open();
  await ask(page, QUESTION);
  // The recorded run shows the same answer, so the answer counts only once a live run has finished: 60 s in all.
  await page.getByRole("region", { name: "Energy ratio" }).getByText("Live run").waitFor({ timeout: 25_000 });
  await page.getByRole("status").filter({ hasText: "Finished" }).waitFor({ timeout: 30_000 });
  await page.getByRole("region", { name: "Hybrid answer" }).getByText("1888264", { exact: true }).first().waitFor({ timeout: 5000 });
  const program = page.getByRole("region", { name: "Program", exact: true });
  expect((await program.getByRole("textbox").inputValue()).replaceAll(" ", "")).toBe("4817*392");
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test("the recorded run paints within a second, the engine is ready within six", async () => {
  const { page } = await open();
  await page.getByText(/recorded run/i).first().waitFor({ timeout: 5000 });
  const entry = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  expect(await entry.jsonValue()).toBeLessThan(1000);
  const run = page.locator('button[aria-keyshortcuts="Enter"]:not([aria-disabled="true"])');
  await run.waitFor({ timeout: 6000 });
  const ready = await page.evaluate(() => performance.now());
  expect(ready).toBeLessThan(6000);
});

test("an edited program is executed again", async () => {
  const { page } = await open();
  const program = page.getByRole("region", { name: "Program", exact: true });
  await program.getByRole("textbox").fill("2^200");
  await program.getByRole("button", { name: "Execute" }).click();
  await page.getByText("1606938044258990275541962092341162602522202993782792835301376").first().waitFor();
});

test("division by zero is explained and loses nothing", async () => {
  const { page } = await open();
  const program = page.getByRole("region", { name: "Program", exact: true });
  await program.getByRole("textbox").fill("1/0");
  await program.getByRole("button", { name: "Execute" }).click();
  await program.getByText(/zero/i).first().waitFor();
  expect(await program.getByRole("textbox").inputValue()).toBe("1/0");
});

test.each(["#v1&seed=zzz&c=00000000", "#v99&q=x", "#%%%", "#v1&q=AAAA&c=12345678"])("a bad link %s gives a notice, never a blank page", async (hash) => {
  const { page, errors } = await open(hash);
  await page.getByRole("region", { name: "Notice" }).waitFor();
  expect(await page.getByRole("button", { name: "Run", exact: true }).isVisible()).toBe(true);
  expect(errors).toEqual([]);
});

test.each([
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
] satisfies [string, BrowserContextOptions][])("no accessibility violations: %s", async (_, options) => {
  const { page } = await open("", { ...options, reducedMotion: "reduce" });
  await page.getByRole("region", { name: "Hybrid answer" }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
