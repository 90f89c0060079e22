// The Device view: what it finds, measures, keeps, and says about files that are none.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "vitest";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings } from "../fixtures/readings.ts";
import { button, open, region, sidewaysScroll } from "./page.ts";

test("measures the GPU there is, keeps the figures over a visit, exports and forgets them", async () => {
  const { page, errors, foreign } = await open("#device");
  await region(page, "Detected").getByText(/The networks run on/).waitFor();
  const measured = region(page, "Measured");
  await measured.getByText("T0: class only").waitFor();
  await button(page, "Measure").click();
  await measured.getByText("Measured.").waitFor();
  expect(await measured.getByRole("row", { name: /Arithmetic, f32/ }).innerText()).toMatch(/GFLOP\/s/);
  expect(await measured.getByRole("row", { name: /^Reads of/ }).count()).toBeGreaterThanOrEqual(4);
  await page.reload();
  await measured.getByText(/^Measured on .*, which is the processor/).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Export").click()]);
  const text = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: 1, software: true });
  await button(page, "Forget").click();
  await measured.getByText("T0: class only").waitFor();
  await measured.getByLabel("Import a file").setInputFiles({ name: "device.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await measured.getByText(/Taken from device.json. It was made on a device whose adapter reports the same name .*, which need not be this one/).waitFor();
  await measured.getByText(/Measured on a device whose adapter reports the name/).waitFor();
  await measured.getByLabel("Import a file").setInputFiles({ name: "odd.json", mimeType: "application/json", buffer: Buffer.from("{\"version\": 1}") });
  await measured.getByText(/no calibration of this version.*are kept/).waitFor();
  await measured.getByText(/Measured on a device whose adapter reports the name/).waitFor();
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test("a software adapter is the processor: measured or anchored, it stays at T0, and nothing says that runs use its figures", async () => {
  const { page, errors } = await open("#device");
  const measured = region(page, "Measured");
  const anchored = region(page, "Anchored");
  const tiers = measured.locator("dl");
  await region(page, "Detected").getByText(/The networks run on/).waitFor();
  await tiers.getByText(/The networks run on the processor here.*no next tier/).waitFor();
  await anchored.getByText(/The networks run on the processor here: readings can be taken/).waitFor();
  await button(page, "Measure").click();
  await measured.getByText("Measured.").waitFor();
  await measured.getByText(/This adapter is the processor: .* these figures enter no joule/).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Export").click()]);
  const own = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(own).toMatchObject({ software: true });
  const file = JSON.stringify({ ...CALIBRATION, adapter: own.adapter, software: true, anchors: { at: "plug", readings: readings() } });
  await measured.getByLabel("Import a file").setInputFiles({ name: "read.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await anchored.getByRole("row", { name: /^Idle, the whole machine/ }).waitFor();
  await anchored.getByText(/Read at the plug\. This adapter is the processor: readings .* not these/).waitFor();
  expect(await tiers.innerText()).toMatch(/^T0, now/);
  expect(await region(page, "Measured").getByText(/T0: class only/).count()).toBe(1);
  expect(await page.getByText(/T[12]\b|of runs on this GPU use/).count()).toBe(0);
  expect(errors).toEqual([]);
});

test("Stop ends a measurement and keeps what was there", async () => {
  const { page } = await open("#device");
  await button(page, "Measure").click();
  await button(page, "Stop").click();
  await region(page, "Measured").getByText(/Stopped; the figures from before are kept|Measured\./).waitFor();
  await button(page, "Measure").waitFor();
});

test("readings of a plug meter anchor the device, and a reading that is none is said", async () => {
  const { page, errors } = await open("#device");
  const anchored = region(page, "Anchored");
  const file = anchored.getByLabel(/Firefox Profiler/);
  await file.setInputFiles({ name: "early.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await anchored.getByText(/Run the phases while the profiler records/).waitFor();
  await button(page, "Measure").click();
  await region(page, "Measured").getByText("Measured.").waitFor();
  // From here on a clock that goes five times as fast: a phase of 20 s takes 4 s, and does a fifth of the work in a second.
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    const since = now();
    performance.now = () => since + 5 * (now() - since);
  });
  // A machine that draws 40 W idle, 10 W more when busy, and some watts more at full reads and full arithmetic: a processor does few of them.
  const watts: readonly (readonly [string, number])[] = [
    ["Nothing at all", 40], ["Reads from memory, all the time", 53], ["Arithmetic, all the time", 54], ["Reads from the cache, all the time", 52], ["Reads from memory, half the time", 47],
  ];
  const read = async (phase: string, value: string): Promise<void> => {
    await button(page, `Run the phase: ${phase}`).click();
    await anchored.getByText(`${phase}: done.`).waitFor();
    await anchored.getByLabel(`Watts during: ${phase}`).fill(value);
  };
  for (const [phase, value] of watts) await read(phase, phase === "Nothing at all" ? "forty" : String(value));
  await button(page, "Fit").click();
  await anchored.getByText(/no reading of a plug meter/).waitFor();
  await anchored.getByLabel("Watts during: Nothing at all").fill("40");
  await button(page, "Fit").click();
  await anchored.getByText(/"Empty launches" has no reading/).waitFor();
  await read("Empty launches", "50");
  // As many readings as constants fit without a residual: idle is what was typed.
  await anchored.getByLabel("Watts during: Reads from memory, half the time").fill("");
  await button(page, "Fit").click();
  await anchored.getByText("Anchored with 5 readings.").waitFor();
  expect(await anchored.getByRole("row", { name: /^Idle, the whole machine/ }).innerText()).toMatch(/40 W/);
  await anchored.getByText(/^Read at the plug\./).waitFor();
  // The same readings out of a profile with power counters, packed as the profiler packs it.
  const times = Array.from({ length: 101 }, (_, i) => 100 * i);
  const count = times.map((_, i) => (i === 0 ? 0 : (44 * 0.1) / 3.6e-9));
  const marks = [["hundredfold idle begin", 1000], ["hundredfold idle end", 9000]] as const;
  const profile = {
    counters: [{ name: "Power: CPU package", category: "power", samples: { time: times, count } }],
    threads: [{ markers: { startTime: marks.map(([, time]) => time), data: marks.map(([name]) => ({ type: "UserTiming", name })) } }],
  };
  await file.setInputFiles({ name: "profile.json.gz", mimeType: "application/gzip", buffer: gzipSync(JSON.stringify(profile)) });
  await anchored.getByText(/1 phases read from Power: CPU package/).waitFor();
  expect(await anchored.getByLabel("Watts during: Nothing at all").inputValue()).toBe("44");
  await file.setInputFiles({ name: "odd.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await anchored.getByText(/no profile of the Firefox Profiler/).waitFor();
  expect(await anchored.getByLabel("Watts during: Nothing at all").inputValue()).toBe("44");
  expect(errors).toEqual([]);
});

test("the class chosen here is the one a run is charged to", async () => {
  const { page } = await open("#device");
  await page.getByLabel("Device class that counted joules are charged to").selectOption("rtx-4090");
  await page.getByRole("link", { name: "Ask" }).click();
  await page.getByRole("status").filter({ hasText: /ready/i }).waitFor();
  await button(page, "Run").click();
  await region(page, "Energy panel").getByText(/Counted: NVIDIA RTX 4090/).waitFor();
});

test.each(["light", "dark"] as const)("phone width, %s: nothing sticks out, axe finds nothing", async (colorScheme) => {
  const { page } = await open("#device", { viewport: { width: 360, height: 740 }, colorScheme });
  await button(page, "Measure").click();
  await region(page, "Measured").getByText("Measured.").waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
