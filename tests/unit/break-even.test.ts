import { describe, expect, test } from "vitest";
import { breakEven, type TrainedWork } from "../../src/energy/break-even.ts";
import { SHARED_K_VARIANCE } from "../../src/energy/constants.ts";
import { DRAWS, SIGMA_K } from "../../src/energy/draws.ts";
import { Z_95 } from "../../src/energy/log-normal.ts";
import { NO_WORK } from "../../src/energy/work.ts";

/** Of launches alone, so that every constant but the two k cancels. */
function launches(training: number, answer: number): TrainedWork {
  return { training: { ...NO_WORK, dispatches: training }, answer: { work: { dispatch: { ...NO_WORK, dispatches: answer } }, workingSetBytes: 1 } };
}

describe("breakEven()", () => {
  test("is (1000 - 200) / (14 - 6) answers, with a band from what the two k do not share", () => {
    const { low, median, high, never } = breakEven("h100", 1, launches(1000, 6), launches(200, 14));
    // With r = k_dense / k_hybrid, N(r) falls; the median of r is 1.
    const answers = (r: number): number => (1000 - 200 * r) / (14 * r - 6);
    const apart = SIGMA_K * Math.sqrt(2 * (1 - SHARED_K_VARIANCE)); // sd of ln r
    // The share below a quantile has the error sqrt(p (1 - p) / n); over the density that is the error of ln r. Four of them.
    const tolerance = (p: number, z: number): number => (4 * apart * Math.sqrt((p * (1 - p)) / DRAWS)) / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
    for (const [found, p, z] of [[low, 0.05, Z_95], [median, 0.5, 0], [high, 0.95, -Z_95]] as const) {
      const error = tolerance(p, z);
      expect(found).toBeGreaterThan(answers(Math.exp(apart * z + error)));
      expect(found).toBeLessThan(answers(Math.exp(apart * z - error)));
    }
    expect(never).toBe(0);
  });

  test("does not depend on a class whose constants cancel, and does where training and answers differ in kind", () => {
    const [a, b] = ["h100", "phone"].map((profile) => breakEven(profile, 1, launches(1000, 6), launches(200, 14)));
    expect(a?.low).toBeCloseTo(b?.low ?? 0, 9); // rounding of a product
    expect(a?.high).toBeCloseTo(b?.high ?? 0, 9);
    const arithmetic = { ...launches(0, 6), training: { ...NO_WORK, multiplyAdds: 1e9 } };
    const [c, d] = ["h100", "cpu-software"].map((profile) => breakEven(profile, 1, arithmetic, launches(0, 14)));
    expect(d?.median).toBeGreaterThan(10 * (c?.median ?? Infinity));
  });

  test("training is read from memory, answers from the cache where they fit", () => {
    const bytes = { ...NO_WORK, bytesRead: 1e6 };
    const system = (training: number, answer: number): TrainedWork => ({ training: { ...bytes, bytesRead: training }, answer: { work: { head: { ...bytes, bytesRead: answer } }, workingSetBytes: 1e6 } });
    const { median } = breakEven("h100", 1, system(1e9, 6e6), system(0, 14e6));
    // Memory costs at least what the cache does, and a cached byte half of one in the middle.
    expect(median).toBeGreaterThan(150);
  });

  test("never, where it saves nothing: in the draws in which that is so", () => {
    const even = breakEven("h100", 1, launches(1000, 10), launches(200, 10));
    expect(even.never).toBe(0.5); // the draws come in pairs with the two k exchanged
    expect(even.high).toBe(Infinity);
    expect(breakEven("h100", 1, launches(1000, 14), launches(200, 1))).toEqual({ low: Infinity, median: Infinity, high: Infinity, never: 1 });
  });

  test("0 answers, where training cost less too", () => {
    expect(breakEven("unknown", 1, launches(100, 6), launches(900, 60))).toEqual({ low: 0, median: 0, high: 0, never: 0 });
  });
});
