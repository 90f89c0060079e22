import { describe, expect, test } from "vitest";
import { ANCHORS, fitAnchors } from "../../src/energy/anchor.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { readings, TRUTH } from "../fixtures/readings.ts";

describe("fitAnchors()", () => {
  test("finds the constants behind exact readings", () => {
    const outcome = fitAnchors(readings());
    if (!outcome.ok) throw new Error(outcome.message);
    for (const anchor of ANCHORS) expect(outcome.fit.constants[anchor].central / TRUTH[anchor]).toBeCloseTo(1, 6);
    expect(outcome.fit.rms).toBeLessThan(1e-9);
    expect(outcome.fit.mostWatts).toBeCloseTo(146, 9); // cached reads all the time: 40 + 25 + 9e11 * 9e-11
  });

  test("says which constants no reading shows", () => {
    const few = readings().filter(({ operationsPerSecond, cachedBytesPerSecond }) => operationsPerSecond === 0 && cachedBytesPerSecond === 0);
    const outcome = fitAnchors(few);
    if (!outcome.ok) throw new Error(outcome.message);
    expect(outcome.fit.seen).toEqual({ idleWatts: true, busyWatts: true, joulesPerByte: true, joulesPerCachedByte: false, joulesPerOperation: false });
    expect(outcome.fit.constants.joulesPerOperation).toEqual({ low: 0, central: 0, high: 0 });
  });

  test("its bands hold the truth nine times in ten when the meter errs as stated", () => {
    const prng = createPrng(5);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - prng.nextFloat())) * Math.cos(2 * Math.PI * prng.nextFloat());
    let inside = 0;
    const trials = 25;
    for (let trial = 0; trial < trials; trial++) {
      const common = 1 + 0.05 * normal();
      const outcome = fitAnchors(readings((watts) => watts * common * (1 + 0.03 * normal())), trial);
      if (!outcome.ok) throw new Error(outcome.message);
      for (const anchor of ["idleWatts", "joulesPerByte", "joulesPerOperation"] as const) {
        const { low, high } = outcome.fit.constants[anchor];
        if (TRUTH[anchor] >= low && TRUTH[anchor] <= high) inside++;
      }
    }
    // The residuals add to the stated error, so the bands are wide rather than narrow: at least 90 % less four standard errors of 25 independent trials (0.06).
    expect(inside / (3 * trials)).toBeGreaterThan(0.9 - 4 * 0.06);
  });

  test("is the same for the same readings", () => {
    expect(fitAnchors(readings(), 3)).toEqual(fitAnchors(readings(), 3));
  });

  test.each([
    ["too few", readings().slice(0, 4), "too-few"],
    ["a reading of zero", readings().map((one, index) => (index === 3 ? { ...one, watts: 0 } : one)), "bad-watts"],
    ["a reading that is none", readings().map((one, index) => (index === 3 ? { ...one, watts: Number.NaN } : one)), "bad-watts"],
    ["no idle phase", readings().slice(1), "no-idle"],
    ["a meter that shows the same all the time", readings(() => 60), "flat"],
  ] as const)("%s: a reason", (_, phases, code) => {
    const outcome = fitAnchors(phases);
    expect(outcome).toMatchObject({ ok: false, code });
    expect(outcome.ok ? "" : outcome.message).toMatch(/[.]$/);
  });
});
