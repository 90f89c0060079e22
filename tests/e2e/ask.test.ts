// What a visitor sees of the built page: an answer, within the promised time, whatever the link, for everybody.

import AxeBuilder from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright";
import { expect, test } from "vitest";
import { ANSWER, ask, button, open, QUESTION, region, sidewaysScroll, statusSays } from "./page.ts";

test("answers 4817 times 392 live, shows the program, and talks to nobody else", async () => {
  const { page, errors, foreign } = await open();
  await ask(page, QUESTION);
  // The recorded run shows the same answer, so the answer counts only once a live run has finished: 60 s in all.
  await region(page, "Energy ratio").getByText("Live run").waitFor({ timeout: 25_000 });
  await statusSays(page, "Finished", 30_000);
  await region(page, "Hybrid answer").getByText(ANSWER, { exact: true }).first().waitFor({ timeout: 5000 });
  const program = region(page, "Program");
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

/** Holds the larger dense checkpoint back until it is let through; `requests` counts. */
function holdLarger() {
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  const larger = { requests: 0, letThrough };
  const prepare = (page: Page): Promise<unknown> => page.context().route(/\/dense-large\.safetensors/, async (route) => {
    larger.requests++;
    await held;
    await route.continue().catch(() => {}); // stopped meanwhile
  });
  return { larger, prepare };
}

async function chooseLarger(page: Page): Promise<void> {
  await statusSays(page, "Ready");
  await page.getByText("Settings", { exact: true }).click();
  await page.getByRole("checkbox", { name: /^Larger dense/ }).check();
}

test("the engine is ready and answers without the larger dense network, which a run with that arm loads, once and with progress", async () => {
  const { larger, prepare } = holdLarger();
  const { page, errors } = await open("", {}, prepare);
  await chooseLarger(page);
  expect(larger.requests).toBe(0);
  await ask(page, QUESTION);
  await statusSays(page, /Loading dense-large\.safetensors: 0 B of 2\.\d+ MB/);
  larger.letThrough();
  await statusSays(page, "Finished");
  const answer = region(page, "Larger dense: answer");
  await answer.waitFor();
  expect(await answer.getByText(/not available/).count()).toBe(0);
  await ask(page, "What is 12 times 34?");
  await statusSays(page, "Finished");
  expect(larger.requests).toBe(1);
  expect(errors).toEqual([]);
});

test("a run that waits for the larger dense network can be stopped, and one without it goes on", async () => {
  const { larger, prepare } = holdLarger();
  const { page } = await open("", {}, prepare);
  await chooseLarger(page);
  await ask(page, QUESTION);
  await statusSays(page, /Loading dense-large/);
  await button(page, "Stop").click();
  await statusSays(page, "Stopped");
  await page.getByRole("checkbox", { name: /^Larger dense/ }).uncheck();
  await ask(page, QUESTION);
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText(ANSWER, { exact: true }).first().waitFor();
  expect(larger.requests).toBe(1);
});

test.each(["#v1&seed=zzz&c=00000000", "#v99&q=x", "#%%%", "#v1&q=AAAA&c=12345678"])("a bad link %s gives a notice, never a blank page", async (hash) => {
  const { page, errors } = await open(hash);
  await region(page, "Notice").waitFor();
  expect(await page.getByRole("button", { name: "Run", exact: true }).isVisible()).toBe(true);
  expect(errors).toEqual([]);
});

test.each([
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
] satisfies [string, BrowserContextOptions][])("no accessibility violations: %s", async (_, options) => {
  const { page } = await open("", { ...options, reducedMotion: "reduce" });
  await region(page, "Hybrid answer").waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
});

test("a question of stacked accents is drawn in its own place only", async () => {
  const { page } = await open("", { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  await statusSays(page, "Ready");
  const header = () => page.screenshot({ clip: { x: 0, y: 0, width: 390, height: 240 } });
  const before = await header();
  await ask(page, "\u0300".repeat(2000));
  await statusSays(page, "Finished");
  await region(page, "Energy ratio").getByText(/^Question/).waitFor();
  expect((await header()).equals(before)).toBe(true);
});

test("where the hybrid has no answer, nothing is called exact, right or saved", async () => {
  const { page } = await open();
  await ask(page, "5 divided by 0");
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText("This divides by zero").waitFor();
  await region(page, "Energy ratio").getByText(/^(Hybrid gave no answer, so nothing is saved|Neither hybrid nor dense gave an answer)/).waitFor();
  expect(await region(page, "Dense answer").innerText()).not.toMatch(/exact for|right:/);
  await region(page, "Energy panel").getByText(/gave no answer, so it has no joules per answer/).waitFor();
});

test("a number that would be read in part is named, and nothing is called right", async () => {
  const { page } = await open();
  await ask(page, "0x10 plus 1");
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText("“0x10” is not read as a number here").waitFor();
  await region(page, "Energy ratio").getByText("No ratio: hybrid wrote nothing.").waitFor();
  expect(await page.getByText("Exact answer:").count()).toBe(0);
  expect(await page.getByText("right: equals").count()).toBe(0);
});

/** `script` runs in the engine's worker ahead of its own code. For `open()`. */
const inEngine = (script: string) => (page: Page): Promise<unknown> =>
  page.context().route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });

/** Waits for the notice of `title` that says `found`, then for a whole run on the CPU. */
async function decodesOnCpu(page: Page, title: string, found: RegExp): Promise<void> {
  const notice = region(page, "Notice");
  await notice.getByText(`On the CPU: ${title}`).click();
  await notice.getByText(found).waitFor();
  await ask(page, QUESTION);
  await statusSays(page, "Finished");
  await region(page, "Hybrid answer").getByText(ANSWER, { exact: true }).first().waitFor();
}

test.each([
  ["has no WebGPU", 'Object.defineProperty(navigator, "gpu", { value: undefined });', "this browser has no WebGPU", /offers no WebGPU/],
  ["offers no adapter", "GPU.prototype.requestAdapter = async () => null;", "no usable GPU found", /offers no GPU adapter/],
  ["allows buffers of 64 KiB only", 'Object.defineProperty(GPUSupportedLimits.prototype, "maxStorageBufferBindingSize", { get: () => 65536 });', "the GPU's limits are too small", /65,?536/],
  ["never answers the call for an adapter", "GPU.prototype.requestAdapter = () => new Promise(() => {});", "no usable GPU found", /asked for a GPU adapter and has not answered within 5 s/],
  ["never answers the call for a device", "GPUAdapter.prototype.requestDevice = () => new Promise(() => {});", "the GPU engine could not start", /asked for a device and has not answered within 5 s/],
])("a browser that %s decodes on the CPU and says why", async (_, script, title, found) => {
  const { page, errors } = await open("", {}, inEngine(script));
  await decodesOnCpu(page, title, found);
  expect(errors).toEqual([]);
});

test("on an insecure address the CPU decodes and the notice names https", async () => {
  const { page } = await open();
  const site = new URL(page.url());
  const insecure = "http://hundredfold.test";
  await page.context().route(`${insecure}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: site.origin + pathname + search }) });
  });
  await page.goto(insecure + site.pathname);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await decodesOnCpu(page, "this address is not secure", /over https or localhost/);
});

/** As fast as a graphics card claims to be: a software GPU slower than the CPU would not be used. For `inEngine()`. */
const POSE = 'Object.defineProperty(GPUAdapter.prototype, "info", { get: () => ({ vendor: "acme", architecture: "one", device: "", description: "", isFallbackAdapter: false }) });';

test("a GPU lost in a run is started again once; lost again, the CPU takes over", { timeout: 300_000 }, async () => {
  // The device goes with the next submit once it is told to.
  const { page } = await open("", {}, inEngine(`
    ${POSE}
    globalThis.loseDevice = false;
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor);
      const submit = device.queue.submit.bind(device.queue);
      device.queue.submit = (buffers) => {
        submit(buffers);
        if (loseDevice) { loseDevice = false; device.destroy(); }
      };
      return device;
    };
  `));
  const loseInRun = async (then: string): Promise<void> => {
    const worker = page.workers().find((one) => /\/worker-[^/]*\.js$/.test(one.url()));
    await worker?.evaluate("loseDevice = true");
    await ask(page, QUESTION);
    await region(page, "Notice").getByText(`${then}; press Run to repeat.`).waitFor();
  };
  await statusSays(page, /Ready on .*acme one/);
  await loseInRun("The engine started again");
  await ask(page, QUESTION);
  await statusSays(page, "Finished");
  expect(await region(page, "Notice").getByText("On the CPU").count()).toBe(0); // the next is lost on the GPU again
  await loseInRun("The CPU has taken over");
  await decodesOnCpu(page, "the GPU was lost", /^Found: Device was destroyed/);
});

test("a GPU that falls silent in a run does not hold up Stop, counts as lost, and the CPU goes on", async () => {
  // Once it is told to, it answers for `answers` batches more and then never again; the limit of that wait passes with letTimePass().
  const { page, errors } = await open("", {}, inEngine(`
    ${POSE}
    globalThis.answers = Infinity;
    const map = GPUBuffer.prototype.mapAsync;
    GPUBuffer.prototype.mapAsync = function (...rest) { return answers-- > 0 ? map.apply(this, rest) : new Promise(() => {}); };
    const set = globalThis.setTimeout;
    let due = null;
    globalThis.setTimeout = (then, ms) => (answers < 0 && ms > 1000 ? void (due = then) : set(then, ms));
    globalThis.silence = async () => { while (due === null) await new Promise((resolve) => set(resolve, 10)); };
    globalThis.letTimePass = () => { for (let then = due; then !== null; then = due) { due = null; then(); } };
  `));
  await statusSays(page, /Ready on .*acme one/);
  const inWorker = (script: string) => page.workers().find((one) => /\/worker-[^/]*\.js$/.test(one.url()))?.evaluate(script);
  await inWorker("answers = 2"); // for the one batch of the hybrid, and one of the dense arm's two
  await ask(page, QUESTION);
  await inWorker("silence()");
  await button(page, "Stop").click();
  await statusSays(page, "Stopped");
  await region(page, "Hybrid answer").getByText(ANSWER, { exact: true }).first().waitFor();
  await inWorker("letTimePass()");
  await decodesOnCpu(page, "the GPU was lost", /^Found: The GPU has not answered for \d+ s/);
  expect(errors).toEqual([]);
});
