// The built page in Chromium, for the end-to-end tests: dist/ through the start script's server, and the steps they share.
// Importing this file starts the browser once per test file and closes each test's pages.

import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "playwright";
import { afterAll, afterEach, beforeAll } from "vitest";
import { BROWSER_FLAGS, browserPath } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

const PREFIX = "/some/folder/"; // the page must work under a sub-path
export const QUESTION = "What is 4817 times 392?";
export const ANSWER = "1888264";

let browser: Browser;
let server: { port: number; close: () => void };
let address = "";
let context: BrowserContext | null = null;
let closed = false;
let served = "dist";

beforeAll(async () => {
  if (!existsSync("dist/index.html")) throw new Error("dist/ is missing: run `npm run build` first");
  server = await serve("dist", 0, PREFIX);
  address = `http://127.0.0.1:${server.port}${PREFIX}`;
  browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_FLAGS });
});
afterEach(async () => {
  await context?.close();
  if (closed || served !== "dist") await serveRelease("dist");
  closed = false;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** Until the end of the test `folder` is the site, at the same address. */
export async function serveRelease(folder: string): Promise<void> {
  if (!closed) server.close();
  server = await serve(folder, server.port, PREFIX);
  served = folder;
}

/** Until the end of the test nothing reaches the site. Playwright's setOffline() would leave the service worker its network. */
export function closeServer(): void {
  server.close();
  closed = true;
}

export interface Visit {
  readonly page: Page;
  /** Exceptions and console errors, such as a breach of the content security policy or a file not found. */
  readonly errors: string[];
  /** Requests that left the site. */
  readonly foreign: string[];
}

/** Opens the page in a browser context of its own; `prepare` comes before the first request. */
export async function open(hash = "", options: BrowserContextOptions = {}, prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<Visit> {
  // Blocked unless asked for: requests that a service worker answers cannot be changed by a test.
  context = await browser.newContext({ serviceWorkers: "block", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // other work may share the machine
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) foreign.push(request.url());
  });
  await prepare(page);
  await page.goto(address + hash);
  return { page, errors, foreign };
}

export const POSED_ADAPTER = "acme one";

/** The software GPU under the name of a graphics card, in the page and its worker: what only a real GPU gets can then be seen. For `open()`. */
export async function poseAsHardware(page: Page): Promise<void> {
  const pose = `if ("GPUAdapter" in globalThis) Object.defineProperty(GPUAdapter.prototype, "info", { get: () => ({ vendor: "acme", architecture: "one", device: "", description: "", isFallbackAdapter: false }) });\n`;
  await page.addInitScript({ content: pose });
  await page.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: pose + (await response.text()) });
  });
}

export const questionBox = (page: Page): Locator => page.getByRole("textbox", { name: "Question", exact: true });
export const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
export const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

export async function ask(page: Page, question: string): Promise<void> {
  await questionBox(page).fill(question);
  await button(page, "Run").click();
}

/** Waits until the line under the question says `text`. */
export async function statusSays(page: Page, text: string | RegExp, timeout = 60_000): Promise<void> {
  await page.getByRole("status").filter({ hasText: text }).waitFor({ timeout });
}

/** Pixels by which the page is wider than its window. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
