import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { calibrationText } from "../../src/energy/calibration.ts";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings } from "../fixtures/readings.ts";

const OTHER = { ...CALIBRATION, adapter: "other gpu" };
let stored: Map<string, string>;
let full = false;

beforeEach(() => {
  stored = new Map();
  full = false;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (full) throw new DOMException("full", "QuotaExceededError");
      stored.set(key, text);
    },
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());
/** As after a reload. */
const visit = () => {
  vi.resetModules();
  return import("../../src/views/kept-calibration.ts");
};

test("figures are kept for each adapter, over visits, and forgotten for one alone", async () => {
  const first = await visit();
  expect(first.keptCalibration("acme gpu")).toBeNull();
  expect(first.keepCalibration(CALIBRATION)).toBe(true);
  expect(first.keepCalibration(OTHER)).toBe(true);
  const anchored = { ...CALIBRATION, anchors: { at: "chip" as const, readings: readings() } };
  expect(first.keepCalibration(anchored)).toBe(true);
  const second = await visit();
  expect(second.keptCalibrations()).toEqual([anchored, OTHER]);
  expect(second.keptCalibration("acme gpu")).toEqual(anchored);
  expect(second.keptAnchors(anchored)?.at).toBe("chip");
  expect(second.keptCalibration("acme")).toBeNull();
  expect(second.forgetCalibration("acme gpu")).toBe(true);
  expect((await visit()).keptCalibrations()).toEqual([OTHER]);
});

test("what came from a file says so at the next visit; a flag that is none is a damaged entry", async () => {
  const imported = { ...OTHER, imported: true };
  stored.set("hundredfold.calibrations", JSON.stringify([imported, CALIBRATION, { ...CALIBRATION, adapter: "third gpu", imported: "perhaps" }]));
  expect((await visit()).keptCalibrations()).toEqual([imported, CALIBRATION]);
});

test("a stored figure that no device can have is left out, so that the page opens", async () => {
  const { benchmark } = CALIBRATION;
  stored.set("hundredfold.calibrations", JSON.stringify([{ ...OTHER, benchmark: { ...benchmark, dispatchMicroseconds: { low: 5e-324, median: 1, high: 2 } } }, CALIBRATION]));
  expect((await visit()).keptCalibrations()).toEqual([CALIBRATION]);
});

test("figures from before they were kept by adapter are found, and moved when others are kept", async () => {
  stored.set("hundredfold.calibration", calibrationText(CALIBRATION));
  const { keptCalibration, keepCalibration } = await visit();
  expect(keptCalibration("acme gpu")).toEqual(CALIBRATION);
  keepCalibration(OTHER);
  expect([...stored.keys()]).toEqual(["hundredfold.calibrations"]);
  expect((await visit()).keptCalibrations()).toEqual([OTHER, CALIBRATION]);
});

test.each(["{", "null", "7", "[]", '[{"version": 1}]'])("damaged text in the store is no calibration and stops nothing: %s", async (text) => {
  stored.set("hundredfold.calibrations", text);
  const { keptCalibrations, keepCalibration } = await visit();
  expect(keptCalibrations()).toEqual([]);
  expect(keepCalibration(CALIBRATION)).toBe(true);
  expect((await visit()).keptCalibrations()).toEqual([CALIBRATION]);
});

test("one damaged entry does not take the others with it", async () => {
  stored.set("hundredfold.calibrations", JSON.stringify([{ ...OTHER, benchmark: null }, CALIBRATION]));
  expect((await visit()).keptCalibrations()).toEqual([CALIBRATION]);
});

test("a browser that keeps nothing says so, has them for the visit, and keeps what was there", async () => {
  stored.set("hundredfold.calibrations", JSON.stringify([OTHER]));
  full = true;
  const { keptCalibrations, keepCalibration } = await visit();
  expect(keepCalibration(CALIBRATION)).toBe(false);
  expect(keptCalibrations()).toEqual([CALIBRATION, OTHER]);
  expect((await visit()).keptCalibrations()).toEqual([OTHER]);
});

test("no store at all is no calibration", async () => {
  vi.stubGlobal("localStorage", undefined);
  const { keptCalibrations, keepCalibration } = await visit();
  expect(keptCalibrations()).toEqual([]);
  expect(keepCalibration(CALIBRATION)).toBe(false);
  expect(keptCalibrations()).toEqual([CALIBRATION]);
});

test("the eight latest devices are kept", async () => {
  const { keptCalibrations, keepCalibration } = await visit();
  for (let i = 0; i < 10; i++) keepCalibration({ ...CALIBRATION, adapter: `gpu ${i}` });
  expect(keptCalibrations().map(({ adapter }) => adapter)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((i) => `gpu ${i}`));
});
