// Tier T2: timed joules by a device's own readings.

import { describe, expect, test } from "vitest";
import { fitAnchors } from "../../src/energy/anchor.ts";
import type { Anchored, MeterPlace } from "../../src/energy/anchored.ts";
import { createMeter } from "../../src/energy/meter.ts";
import { BOUNDARIES, createTimedMeter, PARTS, type TimedArm, type TimedMeter } from "../../src/energy/timed.ts";
import { NO_WORK } from "../../src/energy/work.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { readings, TRUTH } from "../fixtures/readings.ts";

const WORKING_SET = 2e6; // in the 24 MB cache of rtx-lovelace
/** Half the bytes stay in the cache anyway: out of the cache, 2e9 come from memory and 2e9 do not. */
const WORK = { head: { ...NO_WORK, multiplyAdds: 2e11, bytesRead: 3e9, bytesWritten: 1e9, residentBytes: 2e9, dispatches: 700 }, symbolic: { ...NO_WORK, hostOperations: 5000 } };
const arm = (compute: number, host: number, name: TimedArm["arm"] = "dense", workingSetBytes = 1e9): TimedArm => ({ arm: name, work: WORK, workingSetBytes, spans: { compute, host, wall: compute + host } });

function anchored(at: MeterPlace, phases = readings(), seed = 1): Anchored {
  const outcome = fitAnchors(phases, seed);
  if (!outcome.ok) throw new Error(outcome.message);
  return { fit: outcome.fit, at };
}

describe("a timed meter with readings", () => {
  test("adds up by hand at the plug: the readings are the plug's, the processor core and the way between device and plug the class's", () => {
    const meter = createTimedMeter("rtx-lovelace", 1, anchored("plug"));
    // 4e11 operations * 8 pJ; 2e9 bytes * 230 pJ + 2e9 * 90 pJ; 25 W * 2 s; 40 W * 2.5 s; and 8 W * 0.5 s of the core, at 1.31 from device to plug
    const [arithmetic, memory, busy, idle, core] = [3.2, 0.46 + 0.18, 50, 100, 4];
    const w = 1.31;
    const wall = meter.measure(arm(2, 0.5), "wall");
    expect(wall.mid).toBeCloseTo(arithmetic + memory + busy + idle + w * core, 6);
    expect(meter.measure(arm(2, 0.5), "device").mid).toBeCloseTo((arithmetic + memory + busy + idle) / w + core, 6);
    expect(meter.measure(arm(2, 0.5), "dynamic").mid).toBeCloseTo((arithmetic + memory + busy) / w + core, 6);
    // All 4e9 bytes from the cache.
    expect(meter.measure(arm(2, 0.5, "dense", WORKING_SET), "wall").mid).toBeCloseTo(arithmetic + 4e9 * 90e-12 + busy + idle + w * core, 6);
  });

  test("adds up by hand in the chip: the readings are the device's", () => {
    const meter = createTimedMeter("rtx-lovelace", 1, anchored("chip"));
    const device = 3.2 + 0.64 + 50 + 100 + 4;
    expect(meter.measure(arm(2, 0.5), "device").mid).toBeCloseTo(device, 6);
    expect(meter.measure(arm(2, 0.5), "wall").mid).toBeCloseTo(1.31 * device, 6);
  });

  test.each(["plug", "chip"] as const)("parts sum to the whole, inside the band; each boundary holds the one before: %s", (at) => {
    const meter = createTimedMeter("unknown", 3, anchored(at));
    let last = 0;
    for (const boundary of BOUNDARIES) {
      const { low, mid, high, byPart } = meter.measure(arm(0.8, 0.01), boundary);
      expect(PARTS.reduce((sum, part) => sum + byPart[part], 0)).toBeCloseTo(mid, 12);
      expect(low).toBeLessThanOrEqual(mid);
      expect(high).toBeGreaterThanOrEqual(mid);
      expect(mid).toBeGreaterThan(last);
      last = mid;
    }
  });

  test("the cross-check is idle power and a share of what lies between it and the highest reading", () => {
    const meter = createTimedMeter("rtx-lovelace", 1, anchored("chip"));
    // 40 W * 2.5 s + 0.35 * (146 - 40) W * 2 s + 8 W * 0.5 s; the core that launches is in the readings
    const busy = 74.2 + 4;
    expect(meter.measure(arm(2, 0.5), "device").byTime).toBeCloseTo(100 + busy, 6);
    expect(meter.measure(arm(2, 0.5), "dynamic").byTime).toBeCloseTo(busy, 6);
    expect(meter.measure(arm(2, 0.5), "wall").byTime).toBeCloseTo(1.31 * (100 + busy), 6);
    expect(meter.measure(arm(2, 0.5), "device").disagrees).toBe(false);
    const much = { ...arm(2, 0.5), work: { head: { ...NO_WORK, multiplyAdds: 2e14 } } };
    const { disagrees, byTime, low } = meter.measure(much, "dynamic"); // 3.2 kJ of arithmetic against 78 J
    expect(disagrees).toBe(true);
    expect(low).toBeLessThanOrEqual(byTime ?? 0);
  });

  test("what no reading shows stays the class's", () => {
    const few = anchored("chip", readings().filter(({ operationsPerSecond, cachedBytesPerSecond }) => operationsPerSecond === 0 && cachedBytesPerSecond === 0));
    const ofClass = createTimedMeter("rtx-lovelace", 1).measure(arm(2, 0.5), "device").byPart;
    const own = createTimedMeter("rtx-lovelace", 1, few).measure(arm(2, 0.5), "device").byPart;
    expect(own.arithmetic).toBe(ofClass.arithmetic);
    // 2e9 bytes * 230 pJ of its own, 2e9 * 0.5 * 230 pJ of the class's cache: lovelace's byte happens to cost as much
    expect(own.memory).toBeCloseTo(0.69, 6);
    expect(own.idle).toBeCloseTo(100, 6);
  });

  test("the band at the plug holds the true joules nine times in ten when the meter errs as stated", () => {
    const prng = createPrng(11);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - prng.nextFloat())) * Math.cos(2 * Math.PI * prng.nextFloat());
    const spent: TimedArm = { ...arm(2, 0), work: { head: { ...NO_WORK, multiplyAdds: 1e10, bytesRead: 1e9 } } };
    const truth = 2 * (TRUTH.idleWatts + TRUTH.busyWatts) + 2e10 * TRUTH.joulesPerOperation + 1e9 * TRUTH.joulesPerByte;
    let inside = 0;
    const trials = 100;
    for (let trial = 0; trial < trials; trial++) {
      const common = 1 + 0.05 * normal();
      const meter = createTimedMeter("rtx-lovelace", 1, anchored("plug", readings((watts) => watts * common * (1 + 0.03 * normal())), trial));
      const { low, high } = meter.measure(spent, "wall");
      if (truth >= low && truth <= high) inside++;
      expect(high / low).toBeLessThan(1.5); // the class's band is more than threefold
    }
    expect(inside / trials).toBeGreaterThan(0.9 - 4 * 0.03); // four standard errors of 100 trials at 0.9
  });

  test("the meter's error in common cancels in the ratio, and equal arms are at even odds", () => {
    const meter = createTimedMeter("rtx-lovelace", 2, anchored("plug"));
    const double = meter.ratio(arm(2, 0), { ...arm(1, 0, "hybrid"), work: { head: { ...NO_WORK, multiplyAdds: 1e11, bytesRead: 1.5e9, bytesWritten: 0.5e9, residentBytes: 1e9 } } }, "wall");
    expect(double.ratio).toBeCloseTo(2, 2);
    const { low, high } = meter.measure(arm(2, 0), "wall");
    expect(double.high / double.low).toBeLessThan(1 + (high / low - 1) / 5);
    expect(meter.ratio(arm(1, 0.1), arm(1, 0.1, "hybrid"), "wall").probabilityHybridLess).toBeCloseTo(0.5, 2);
  });

  test("its tornado goes through the bands of the readings, those of the class for the rest", () => {
    const bars = (meter: TimedMeter): ReadonlyMap<string, number> => new Map(meter.tornado(arm(2, 0.5), arm(0.1, 0.5, "hybrid")).map(({ constant, low, high }) => [constant, high / low]));
    const [own, ofClass] = [bars(createTimedMeter("rtx-lovelace", 1, anchored("plug"))), bars(createTimedMeter("rtx-lovelace", 1))];
    // x/÷ 2 of the class, some per cent of a meter.
    expect(own.get("busyPower")).toBeGreaterThan(1);
    expect((own.get("busyPower") ?? 0) - 1).toBeLessThan(((ofClass.get("busyPower") ?? 0) - 1) / 3);
    expect([...own.keys()].toSorted()).toEqual([...ofClass.keys()].toSorted());
    expect(own.get("hostPower")).toBeGreaterThan(1.1);
  });

  test("leaves the class and counted joules as they were, to the last digit, before and after", () => {
    const counted = createMeter("rtx-lovelace", 9).measure(WORK);
    const timed = createTimedMeter("rtx-lovelace", 9).measure(arm(1, 1), "wall");
    createTimedMeter("rtx-lovelace", 9, anchored("plug")).ratio(arm(1, 1), arm(2, 1, "hybrid"), "wall");
    expect(createMeter("rtx-lovelace", 9).measure(WORK)).toEqual(counted);
    expect(createTimedMeter("rtx-lovelace", 9).measure(arm(1, 1), "wall")).toEqual(timed);
  });
});
