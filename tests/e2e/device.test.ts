// The Device view: what it finds, measures, keeps, and says about files that are none.

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "vitest";
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
  await measured.getByText("T1: measured speed").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Export").click()]);
  const text = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: 1, software: true });
  await button(page, "Forget").click();
  await measured.getByText("T0: class only").waitFor();
  await measured.getByLabel("Import a file").setInputFiles({ name: "device.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await measured.getByText("Taken from device.json.").waitFor();
  await measured.getByLabel("Import a file").setInputFiles({ name: "odd.json", mimeType: "application/json", buffer: Buffer.from("{\"version\": 1}") });
  await measured.getByText(/no calibration of this version.*are kept/).waitFor();
  await measured.getByText("T1: measured speed").waitFor();
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
});

test("Stop ends a measurement and keeps what was there", async () => {
  const { page } = await open("#device");
  await button(page, "Measure").click();
  await button(page, "Stop").click();
  await region(page, "Measured").getByText(/Stopped; the figures from before are kept|Measured\./).waitFor();
  await button(page, "Measure").waitFor();
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
