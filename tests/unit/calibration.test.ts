import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchoredBy, calibratedProfile, type Calibration, calibrationText, MAX_CALIBRATION_CHARACTERS, parseCalibration, tierOf } from "../../src/energy/calibration.ts";
import { createMeter } from "../../src/energy/meter.ts";
import { findProfile } from "../../src/energy/profiles.ts";
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
      // 1000 launches at 35 - 9 W
      expect(meter.measure(launches).mid).toBeCloseTo(1000 * microseconds * 1e-6 * 26, 9);
      expect(meter.measure(arithmetic).mid).toBe(createMeter("rtx-lovelace", 1).measure(arithmetic).mid);
    }),
    { numRuns: 20 },
  );
});
