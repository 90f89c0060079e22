import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchoredBy, calibratedProfile, type Calibration, calibrationText, implausibility, MAX_CALIBRATION_CHARACTERS, parseCalibration, tierOf } from "../../src/energy/calibration.ts";
import { drawsFor } from "../../src/energy/draws.ts";
import { createMeter } from "../../src/energy/meter.ts";
import { findProfile } from "../../src/energy/profiles.ts";
import { BOUNDARIES, createTimedMeter, type TimedArm } from "../../src/energy/timed.ts";
import { NO_WORK } from "../../src/energy/work.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings, TRUTH } from "../fixtures/readings.ts";

const figure = (median: number): Calibration["benchmark"]["submitMicroseconds"] => ({ median, low: median / 2, high: median * 2 });
const ANCHORED: Calibration = { ...CALIBRATION, anchors: { at: "plug", readings: readings() } };

describe("calibration files", () => {
  test("come back as they went out", () => {
    expect(parseCalibration(calibrationText(CALIBRATION))).toEqual({ ok: true, calibration: CALIBRATION });
  });

  test("of tier T1, made before there were anchors, still open; those of tier T2 keep theirs", () => {
    const { anchors: _, ...first } = CALIBRATION;
    expect(parseCalibration(JSON.stringify(first))).toEqual({ ok: true, calibration: CALIBRATION });
    expect(parseCalibration(calibrationText(ANCHORED))).toEqual({ ok: true, calibration: ANCHORED });
  });

  test("with what was fitted once, but not the readings, are tier T1", () => {
    const band = { low: 1, central: 2, high: 3 };
    const fitted = { ...CALIBRATION, anchors: { rms: 0.02, constants: { idleWatts: band, busyWatts: band, joulesPerByte: band, joulesPerCachedByte: band, joulesPerOperation: band } } };
    expect(parseCalibration(JSON.stringify(fitted))).toEqual({ ok: true, calibration: CALIBRATION });
  });

  test("of tier T2 are fitted again from their readings, the same each time", () => {
    const parsed = parseCalibration(calibrationText(ANCHORED));
    if (!parsed.ok) throw new Error(parsed.message);
    expect(anchoredBy(parsed.calibration)).toEqual(anchoredBy(ANCHORED));
    expect(anchoredBy(ANCHORED)?.fit.constants.idleWatts.central).toBeCloseTo(TRUTH.idleWatts, 6);
    expect([null, CALIBRATION, ANCHORED].map(tierOf)).toEqual(["T0", "T1", "T2"]);
  });

  test.each([
    ["", "not-json"],
    ["{", "not-json"],
    ["null", "not-a-calibration"],
    ["[]", "not-a-calibration"],
    [JSON.stringify({ ...CALIBRATION, version: 2 }), "not-a-calibration"],
    [JSON.stringify({ ...CALIBRATION, extra: 1 }), "not-a-calibration"],
    [JSON.stringify({ ...CALIBRATION, adapter: "" }), "not-a-calibration"],
    [calibrationText(CALIBRATION).replace('"median": 12', '"median": -12'), "not-a-calibration"],
    [calibrationText(CALIBRATION).replace('"low": 6', '"low": 60'), "not-a-calibration"],
    [calibrationText(CALIBRATION).replace('"version"', '"__proto__": {"polluted": 1}, "version"'), "not-a-calibration"],
    [JSON.stringify({ ...ANCHORED, anchors: { at: "the neighbour's", readings: readings() } }), "not-a-calibration"],
    [JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings().slice(0, 4) } }), "not-a-calibration"],
    [JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings(() => 60) } }), "not-a-calibration"],
    [JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings((watts) => -watts) } }), "not-a-calibration"],
    [" ".repeat(MAX_CALIBRATION_CHARACTERS + 1), "too-long"],
  ])("that are none give a reason: %#", (text, code) => {
    const parsed = parseCalibration(text);
    expect(parsed).toMatchObject({ ok: false, code });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  const run: TimedArm = { arm: "dense", work: { head: { ...NO_WORK, multiplyAdds: 1e10, bytesRead: 1e9, dispatches: 700 }, symbolic: { ...NO_WORK, hostOperations: 5000 } }, workingSetBytes: 1e9, spans: { compute: 0.5, host: 0.01, wall: 0.6 } };
  /** What the page does with a calibration of the device it runs on. */
  function measure(calibration: Calibration): void {
    const meter = createTimedMeter("rtx-lovelace", 1, anchoredBy(calibration));
    for (const boundary of BOUNDARIES) {
      const { low, mid, high } = meter.measure(run, boundary);
      expect(low >= 0 && low <= mid && mid <= high && high < Infinity, `${boundary}: ${low} ${mid} ${high}`).toBe(true);
    }
    const profile = calibratedProfile(findProfile("rtx-lovelace"), calibration);
    expect(drawsFor(profile, 1).perDispatch.every((joules) => joules >= 0 && joules < Infinity)).toBe(true);
    const counted = createMeter(profile, 1).measure(run.work);
    expect(counted.low >= 0 && counted.high < Infinity).toBe(true);
  }

  const { benchmark } = CALIBRATION;
  const withLaunch = (launch: object): string => JSON.stringify({ ...CALIBRATION, benchmark: { ...benchmark, dispatchMicroseconds: launch } });
  test.each([
    ["a launch of hardly any time", withLaunch({ low: 5e-324, median: 1, high: 2 })],
    ["a launch of all time", withLaunch({ low: 1, median: 1.7e308, high: 1.75e308 })],
    ["a launch of two seconds", withLaunch(figure(2e6))],
    ["a launch that takes what it likes", withLaunch({ low: 0.01, median: 1, high: 1000 })],
    ["one operation a second", JSON.stringify({ ...CALIBRATION, benchmark: { ...benchmark, operationsPerSecond: figure(1) } })],
    ["more bytes than any memory gives", JSON.stringify({ ...CALIBRATION, benchmark: { ...benchmark, bytesPerSecond: [{ workingSet: 1024, rate: figure(1e15) }] } })],
    ["a working set of a petabyte", JSON.stringify({ ...CALIBRATION, benchmark: { ...benchmark, bytesPerSecond: [{ workingSet: 2 ** 50, rate: figure(1e11) }] } })],
    ["readings of hardly any operations", JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings().map((one) => ({ ...one, operationsPerSecond: Math.min(1e-310, one.operationsPerSecond) })) } })],
    ["readings of one operation a second", JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings().map((one) => ({ ...one, operationsPerSecond: Math.min(1, one.operationsPerSecond) })) } })],
    ["readings by which an operation takes a microjoule", JSON.stringify({ ...ANCHORED, anchors: { at: "plug", readings: readings().map((one) => ({ ...one, operationsPerSecond: one.operationsPerSecond / 1e6 })) } })],
  ])("with %s are refused, with the figure that is wrong", (_, text) => {
    expect(parseCalibration(text)).toMatchObject({ ok: false, code: "not-a-calibration", message: expect.stringMatching(/at (benchmark|anchors)[.].*Choose a file/) });
  });

  test("just measured are held to the same: what a file of them would be refused for is named", () => {
    expect(implausibility(CALIBRATION)).toBeNull();
    expect(implausibility({ ...CALIBRATION, benchmark: { ...benchmark, operationsPerSecond: { low: 1e10, median: 1e10, high: 1e17 } } })).toMatch(/^at benchmark[.]operationsPerSecond/);
  });

  test("at the ends of what is plausible measure runs to joules that are numbers", () => {
    for (const median of [0.01, 1e6]) {
      const parsed = parseCalibration(withLaunch({ low: Math.max(0.01, median / 1e4), median, high: Math.min(1e6, median * 1e4) }));
      if (!parsed.ok) throw new Error(parsed.message);
      measure(parsed.calibration);
    }
  });

  test("300 files with a figure or reading exchanged, and 200 damaged ones: a reason each, or a meter that measures a run to joules that are numbers", () => {
    const whole = JSON.stringify(ANCHORED);
    const numbers = [...whole.matchAll(/(?<=[:[,])-?[0-9.]+(e[+-]?[0-9]+)?/g)];
    const prng = createPrng(4);
    let accepted = 0;
    for (let i = 0; i < 500; i++) {
      const damaged = i >= 300;
      const number = prng.pick(numbers);
      const at = damaged ? prng.integer(0, whole.length - 1) : number.index;
      const length = damaged ? prng.integer(0, 3) : number[0].length;
      const other = damaged
        ? prng.pick(["0", "9", "-", ".", "e9", "e-9", "e-99", "e300", "null", ","])
        : prng.pick(["0", "5e-324", "1e-310", "1", "1.7e308", "1e999", ...[-300, -12, -3, -1, -0.1, 0.1, 1, 3, 12].map((power) => String(Number(number[0]) * 10 ** power))]);
      const parsed = parseCalibration(whole.slice(0, at) + other + whole.slice(at + length));
      if (!parsed.ok) continue;
      accepted++;
      measure(parsed.calibration);
    }
    expect(accepted).toBeGreaterThan(100);
    expect(accepted).toBeLessThan(400);
  });

  test("2,000 damaged files: a reason each, or figures that make sense", () => {
    const whole = calibrationText(CALIBRATION);
    const prng = createPrng(3);
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      const at = prng.integer(0, whole.length - 1);
      const text = whole.slice(0, at) + prng.pick(["", "0", "9", "-", "\"", "{", "}", "e9", "null", "\u0000", ","]) + whole.slice(at + prng.integer(0, 4));
      const parsed = parseCalibration(text);
      if (!parsed.ok) {
        refused++;
        expect(parsed.message).toMatch(/Choose a file/);
        continue;
      }
      const { low, median, high } = parsed.calibration.benchmark.dispatchMicroseconds;
      expect(low > 0 && low <= median && median <= high && high < Infinity).toBe(true);
    }
    expect(refused).toBeGreaterThan(1000);
  });
});

test("calibratedProfile() moves the energy of launches with the measured time, and nothing else", () => {
  const profile = findProfile("rtx-lovelace");
  const launches = { dispatch: { ...NO_WORK, dispatches: 1000 } };
  const arithmetic = { head: { ...NO_WORK, multiplyAdds: 1e9, bytesRead: 1e8 } };
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 500, noNaN: true }), (microseconds) => {
      const meter = createMeter(calibratedProfile(profile, { ...CALIBRATION, benchmark: { ...CALIBRATION.benchmark, dispatchMicroseconds: figure(microseconds) } }), 1);
      // As in the class, in the measured time instead of 30 us.
      expect(meter.measure(launches).mid).toBeCloseTo((createMeter("rtx-lovelace", 1).measure(launches).mid * microseconds) / 30, 9);
      expect(meter.measure(arithmetic).mid).toBe(createMeter("rtx-lovelace", 1).measure(arithmetic).mid);
    }),
    { numRuns: 20 },
  );
});
