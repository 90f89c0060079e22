import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMON_CONSTANTS } from "../../src/energy/constants.ts";
import { exactExp, inverseNormal, sigmaOfBand, Z_95 } from "../../src/energy/log-normal.ts";
import { type ArmWork, createMeter } from "../../src/energy/meter.ts";
import { DEVICE_PROFILES, findProfile } from "../../src/energy/profiles.ts";
import { BOUNDARIES, createTimedMeter, PARTS, type TimedArm } from "../../src/energy/timed.ts";
import { NO_WORK } from "../../src/energy/work.ts";
import { createPrng } from "../../src/scenario/prng.ts";

const WORK: ArmWork = { arm: "dense", work: { head: { ...NO_WORK, multiplyAdds: 1e9, bytesRead: 3e8, bytesWritten: 1e8, dispatches: 700 }, symbolic: { ...NO_WORK, hostOperations: 5000 } } };
const arm = (compute: number, host: number, name: ArmWork["arm"] = "dense"): TimedArm => ({ ...WORK, arm: name, spans: { compute, host, wall: compute + host } });

describe("createTimedMeter()", () => {
  test("adds up by hand: RTX 4090, 2 s of computing and 0.5 s of the host", () => {
    const meter = createTimedMeter("rtx-4090", 1);
    // 2e9 operations * 4 pJ; 4e8 bytes * 250 pJ; (130 - 25) W * 2 s; 8 W * (0.5 s + 700 launches of 30 us); 25 W * 2.5 s; wall factor 1.31
    const parts = { arithmetic: 0.008, memory: 0.1, busy: 210, launching: 0.168, host: 4, symbolic: 0, idle: 62.5 };
    const dynamic = 0.008 + 0.1 + 210 + 4.168;
    for (const [boundary, joules] of [["dynamic", dynamic], ["device", dynamic + 62.5], ["wall", 1.31 * (dynamic + 62.5)]] as const) {
      const energy = meter.measure(arm(2, 0.5), boundary);
      expect(energy.mid).toBeCloseTo(joules, 9);
      for (const part of ["arithmetic", "memory", "busy", "launching", "host", "symbolic"] as const) expect(energy.byPart[part]).toBeCloseTo(parts[part], 9);
      expect(energy.byPart.idle).toBeCloseTo(boundary === "dynamic" ? 0 : 62.5, 9);
    }
    // phi * P_max = 0.35 * 450 W, idle inside
    const busy = (0.35 * 450 - 25) * 2 + 4.168;
    expect(meter.measure(arm(2, 0.5), "dynamic").byTime).toBeCloseTo(busy, 9);
    expect(meter.measure(arm(2, 0.5), "device").byTime).toBeCloseTo(busy + 62.5, 9);
    expect(meter.measure(arm(2, 0.5), "wall").byTime).toBeCloseTo(1.31 * (busy + 62.5), 9);
    expect(meter.measure(arm(2, 0.5), "device").disagrees).toBe(false);
  });

  test("a core launches no longer than the network computes, and not at all where the processor is the device", () => {
    // 700 launches of 30 us are 21 ms.
    expect(createTimedMeter("rtx-4090", 1).measure(arm(0.01, 0), "dynamic").byPart.launching).toBeCloseTo(8 * 0.01, 12);
    expect(createTimedMeter("rtx-4090", 1).measure(arm(0.1, 0), "dynamic").byPart.launching).toBeCloseTo(8 * 0.021, 12);
    expect(createTimedMeter("cpu-software", 1).measure(arm(0.1, 0), "dynamic").byPart.launching).toBe(0);
  });

  test("parser and solver are a part of their own, inside the host's", () => {
    const meter = createTimedMeter("rtx-4090", 1);
    const whole = meter.measure(arm(2, 0.5), "wall");
    const apart = meter.measure({ ...arm(2, 0.5), spans: { compute: 2, host: 0.5, solver: 0.2, wall: 2.5 } }, "wall");
    expect(apart.byPart.symbolic).toBeCloseTo(8 * 0.2, 12);
    expect(apart.byPart.host).toBeCloseTo(8 * 0.3, 12);
    expect(apart.mid).toBeCloseTo(whole.mid, 9);
    expect(apart.drawn).toEqual(whole.drawn);
    expect(() => meter.measure({ ...arm(2, 0.1), spans: { compute: 2, host: 0.1, solver: 0.2, wall: 2.1 } }, "wall")).toThrow(RangeError);
  });

  test.each(DEVICE_PROFILES.map(({ id }) => id))("%s: parts sum to the whole, inside the band; each boundary holds the one before", (id) => {
    const meter = createTimedMeter(id, 3);
    const energies = BOUNDARIES.map((boundary) => meter.measure(arm(0.8, 0.01), boundary));
    let last = 0;
    for (const { low, mid, high, byPart } of energies) {
      expect(PARTS.reduce((sum, part) => sum + byPart[part], 0)).toBeCloseTo(mid, 12);
      expect(low).toBeLessThanOrEqual(mid);
      expect(high).toBeGreaterThanOrEqual(mid);
      expect(mid).toBeGreaterThan(last);
      last = mid;
    }
  });

  test.each(DEVICE_PROFILES.map(({ id }) => id))("%s: not below the energy of its memory alone, not above the device's limit at the plug", (id) => {
    const profile = findProfile(id);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 100, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (compute, load) => {
        // Work the device can do in that time, whose own power fills what idle and busy power leave of the limit.
        const room = (profile.maxWatts - profile.busyWatts) * compute * load;
        const multiplyAdds = (room / 2 / (2 * profile.operationPicojoules)) * 1e12;
        const bytesRead = (room / 2 / profile.memoryPicojoules) * 1e12;
        const meter = createTimedMeter(id, 1);
        const { mid, byPart } = meter.measure({ arm: "dense", work: { head: { ...NO_WORK, multiplyAdds, bytesRead } }, spans: { compute, host: 0, wall: compute } }, "wall");
        expect(mid).toBeGreaterThanOrEqual(byPart.memory);
        expect(mid).toBeLessThanOrEqual(profile.maxWatts * compute * profile.wallFactor.central * (1 + 1e-9));
      }),
      { numRuns: 15 },
    );
  });

  test("estimates more than a factor of 2 apart are said to disagree, and the band covers both", () => {
    // Busy power of the H100 is 370 W over idle, and phi * P_max - P_idle 175 W.
    const meter = createTimedMeter("h100", 1);
    for (const boundary of ["dynamic", "device"] as const) {
      const energy = meter.measure(arm(1, 0), boundary);
      expect([boundary, energy.disagrees]).toEqual([boundary, boundary === "dynamic"]);
      if (boundary === "dynamic") expect(energy.low).toBeLessThanOrEqual(energy.byTime ?? 0);
      else expect(energy.low).toBe(energy.drawn.low);
      expect(energy.high).toBeGreaterThanOrEqual(energy.mid);
    }
    // Waiting alone is no disagreement: idle power is in both.
    expect(meter.measure({ ...arm(1, 0), spans: { compute: 1, host: 0, wall: 1000 } }, "device").disagrees).toBe(false);
  });

  test("where time alone disagrees on an arm, the interval of the ratio reaches to that by time alone, and no farther", () => {
    const meter = createTimedMeter("h100", 1);
    // 1 s each: time alone sees 175 J in both. Power and counts: 370 J, and 370 J with 7.4e13 operations * 5 pJ beside them.
    const hybrid: TimedArm = { ...arm(1, 0, "hybrid"), work: { head: { ...NO_WORK, multiplyAdds: 3.7e13 } } };
    const dense: TimedArm = { ...arm(1, 0), work: {} };
    const { low, ratio, high } = meter.ratio(dense, hybrid, "dynamic");
    expect(ratio).toBeCloseTo(0.5, 1);
    expect(high).toBe(1);
    expect(low).toBeGreaterThan(0.3);
    // On the RTX 4090 both agree on both arms: 105 J and 132.5 J by time, and 105 J with 2.4e13 operations * 4 pJ beside them.
    const agreeing = createTimedMeter("rtx-4090", 1).ratio(dense, { ...hybrid, work: { head: { ...NO_WORK, multiplyAdds: 1.2e13 } } }, "dynamic");
    expect(agreeing.ratio).toBeCloseTo(105 / 201, 1);
    expect(agreeing.high).toBeLessThan(0.9);
  });

  test("equal arms have ratio 1 at even odds; half the time at little work is a ratio near 2", () => {
    const meter = createTimedMeter("unknown", 5);
    for (const boundary of BOUNDARIES) {
      const equal = meter.ratio(arm(1, 0.1), arm(1, 0.1, "hybrid"), boundary);
      expect(equal.ratio).toBeCloseTo(1, 3);
      expect(equal.probabilityHybridLess).toBeCloseTo(0.5, 2);
      const half = meter.ratio(arm(200, 20), { ...arm(100, 10, "hybrid") }, boundary);
      expect(half.ratio).toBeCloseTo(2, 2);
    }
  });

  test("repeats widen the band by the noise of the clock and leave the middle where it was", () => {
    const meter = createTimedMeter("rtx-4090", 2);
    const once = meter.measure(arm(1, 0), "device");
    const steady = meter.measure({ ...arm(1, 0), repeats: [1, 1, 1, 1, 1, 1, 1] }, "device");
    expect(steady).toEqual(once);
    const noisy = meter.measure({ ...arm(1, 0), repeats: [0.3, 0.5, 1, 1, 1, 2, 3] }, "device");
    expect(noisy.mid).toBe(once.mid);
    expect(noisy.low).toBeLessThan(once.low);
    expect(noisy.high).toBeGreaterThan(once.high);
  });

  test("the noise of two arms has nothing in common: every repeat of one meets every repeat of the other", () => {
    const meter = createTimedMeter("rtx-4090", 2);
    const repeats = [1, 2];
    const [dense, hybrid] = [{ ...arm(1, 0), repeats }, { ...arm(1, 0, "hybrid"), repeats }];
    const { low, ratio, high } = meter.ratio(dense, hybrid, "device");
    // Ratios of busy time: 1/2, 1, 1 and 2 in equal parts, of which the constants in common take little away.
    expect(low).toBeLessThan(0.6);
    expect(high).toBeGreaterThan(1.7);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
    const alone = meter.ratio(dense, arm(1, 0, "hybrid"), "device");
    expect(alone.high).toBeGreaterThan(1.7);
    expect(alone.low).toBeGreaterThan(0.9);
  });

  describe("a time taken once", () => {
    const { low, high } = COMMON_CONSTANTS.clockNoise;
    const once = (compute: number, name: ArmWork["arm"] = "dense"): TimedArm => ({ ...arm(compute, 0, name), timedOnce: true });

    test("widens the band of an arm at every boundary by the noise of such a time, and leaves the middle where it was", () => {
      const meter = createTimedMeter("rtx-4090", 2);
      for (const boundary of BOUNDARIES) {
        const exact = meter.measure(arm(1, 0), boundary);
        const noisy = meter.measure(once(1), boundary);
        expect(noisy.mid).toBe(exact.mid);
        expect(noisy.byPart).toEqual(exact.byPart);
        // At least as wide as the noise alone, because all but the launches and the traffic, here 0.1 %, is power by that time.
        expect(noisy.drawn.low).toBeLessThan(exact.mid * low * 1.05);
        expect(noisy.drawn.high).toBeGreaterThan((exact.mid * high) / 1.05);
      }
    });

    test("gives the ratio the noise of both arms: two runs whose times differ by its usual spread overlap, and neither is certain", () => {
      const meter = createTimedMeter("cpu-software", 1);
      // One scenario whose arms need equally long: in one run the hybrid was timed at its 5 % point, in the other at its 95 % point.
      const [lucky, unlucky] = [low, high].map((factor) => meter.ratio(once(1), once(factor, "hybrid"), "dynamic"));
      const [early, late] = [low, high].map((factor) => meter.ratio(arm(1, 0), arm(factor, 0, "hybrid"), "dynamic"));
      if (lucky === undefined || unlucky === undefined || early === undefined || late === undefined) throw new Error("no ratios");
      expect(early.low).toBeGreaterThan(late.high); // without the noise they exclude each other
      expect(lucky.low).toBeLessThan(unlucky.high);
      expect(lucky.low).toBeLessThan(1);
      expect(unlucky.high).toBeGreaterThan(1);
      // ln of two independent times, sd sigma each, against one 1.645 sigma away: Phi(1.645 / sqrt 2) = 0.878, and less with what else is uncertain.
      expect(lucky.probabilityHybridLess).toBeGreaterThan(0.8);
      expect(lucky.probabilityHybridLess).toBeLessThan(0.9);
      expect(unlucky.probabilityHybridLess).toBeGreaterThan(0.1);
      expect(unlucky.probabilityHybridLess).toBeLessThan(0.2);
    });

    test("the interval covers nine of ten runs of arms whose own times are as noisy as stated", () => {
      const sigma = sigmaOfBand(low, 1, high);
      const prng = createPrng(77);
      const noise = (): number => exactExp(sigma * inverseNormal((prng.nextUint32() + 0.5) / 4294967296));
      const meter = createTimedMeter("cpu-software", 3);
      const truth = meter.ratio(arm(2, 0), arm(1, 0, "hybrid"), "dynamic").ratio;
      const runs = 400;
      let held = 0;
      for (let run = 0; run < runs; run++) {
        const ratio = meter.ratio(once(2 * noise()), once(noise(), "hybrid"), "dynamic");
        if (ratio.low <= truth && truth <= ratio.high) held++;
      }
      // 90 % and what else is uncertain; of 400 runs three standard deviations are 4.5 %.
      expect(held / runs).toBeGreaterThan(0.855);
      expect(held / runs).toBeLessThan(0.965);
    });

    test("equal arms keep exactly even odds", () => {
      expect(createTimedMeter("unknown", 5).ratio(once(1), once(1, "hybrid"), "dynamic").probabilityHybridLess).toBe(0.5);
    });
  });

  describe("tornado()", () => {
    const idle = (compute: number, name: ArmWork["arm"] = "dense"): TimedArm => ({ arm: name, work: {}, spans: { compute, host: 0, wall: compute } });
    const barsOf = (id: string, dense: TimedArm, hybrid: TimedArm): ReadonlyMap<string, { readonly low: number; readonly high: number }> =>
      new Map(createTimedMeter(id, 1).tornado(dense, hybrid).map((bar) => [bar.constant, bar]));

    test("of arms that only take time: the clock's noise alone moves the ratio, by that of two independent times", () => {
      const bars = barsOf("rtx-4090", { ...idle(2), timedOnce: true }, { ...idle(1, "hybrid"), timedOnce: true });
      const { low, high } = COMMON_CONSTANTS.clockNoise;
      const times = bars.get("times");
      // ln of the ratio of two times has sqrt 2 of the spread of one. 40 equally likely times have 1.4 % less than the normal: of a bar of e^2.9, 4 %.
      const factor = exactExp(2 * Math.SQRT2 * Z_95 * sigmaOfBand(low, 1, high));
      expect((times?.high ?? 0) / (times?.low ?? 1) / factor).toBeGreaterThan(0.95);
      expect((times?.high ?? 0) / (times?.low ?? 1) / factor).toBeLessThan(1.01);
      expect(Math.sqrt((times?.high ?? 0) * (times?.low ?? 0))).toBeCloseTo(2, 6);
      for (const [constant, bar] of bars) if (constant !== "times") expect([constant, bar.low, bar.high]).toEqual([constant, 2, 2]);
    });

    test("repeats stand for themselves, in all combinations; exact times have no noise", () => {
      const repeats = [1, 2];
      expect(barsOf("rtx-4090", { ...idle(1), repeats }, { ...idle(1, "hybrid"), repeats }).get("times")).toMatchObject({ low: expect.closeTo(0.5 + 0.5 * 0.15, 9), high: expect.closeTo(1 + 0.85, 9) });
      expect(barsOf("rtx-4090", idle(2), idle(1, "hybrid")).get("times")).toMatchObject({ low: 2, high: 2 });
    });

    test("by hand: the band of busy power, between an arm of time and one of arithmetic", () => {
      // 1 s at 105 W over idle, x/÷ 1.3; 2e12 operations * 4 pJ = 8 J in no time.
      const worker: TimedArm = { arm: "hybrid", work: { head: { ...NO_WORK, multiplyAdds: 1e12 } }, spans: { compute: 0, host: 0, wall: 0 } };
      const bars = barsOf("rtx-4090", idle(1), worker);
      expect(bars.get("busyPower")?.low).toBeCloseTo(105 / 1.3 / 8, 6);
      expect(bars.get("busyPower")?.high).toBeCloseTo((105 * 1.3) / 8, 6);
      expect(bars.get("operationEnergy")?.high).toBeCloseTo((105 * 1.3) / 8, 6);
    });

    test("the widest is first, and a bar of a mixture names the classes", () => {
      const bars = createTimedMeter("unknown", 1).tornado({ ...arm(2, 0.01), timedOnce: true }, { ...arm(1, 0.02, "hybrid"), timedOnce: true });
      const spans = bars.map(({ low, high }) => high / low);
      expect(spans).toEqual(spans.toSorted((a, b) => b - a));
      expect(bars[0]?.constant).toBe("times");
      expect(bars.map(({ constant }) => constant)).toContain("deviceClass");
      expect(barsOf("h100", arm(1, 0), arm(1, 0, "hybrid")).has("deviceClass")).toBe(false);
    });
  });

  test("counted joules do not know of it: the same digits before and after a timed measurement", () => {
    const before = createMeter("unknown", 9).measure(WORK.work);
    createTimedMeter("unknown", 9).measure(arm(1, 1), "wall");
    expect(createMeter("unknown", 9).measure(WORK.work)).toEqual(before);
  });

  test.each([[Number.NaN, 0], [-1, 0], [0, Infinity]])("spans of %d and %d s are a bug and throw", (compute, host) => {
    expect(() => createTimedMeter("unknown", 1).measure(arm(compute, host), "device")).toThrow(RangeError);
  });
});
