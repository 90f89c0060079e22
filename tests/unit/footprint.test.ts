import { describe, expect, test } from "vitest";
import { breakEvenAnswers, carbonGrams, electricityCost, LAMP_WATTS, lampSeconds } from "../../src/energy/footprint.ts";
import { GRID_INTENSITIES } from "../../src/energy/grid.ts";

describe("footprint", () => {
  test("20 mJ a token are 5.6 Wh and 2.6 g per million tokens at the world's average", () => {
    const joules = 0.02 * 1e6;
    expect(carbonGrams(joules, 472.94)).toBeCloseTo(2.627, 3);
    expect(electricityCost(joules, 0.3)).toBeCloseTo((0.3 * 20_000) / 3.6e6, 12);
    expect(lampSeconds(joules)).toBe(20_000 / LAMP_WATTS);
  });

  test.each([
    ["pays back", { training: 100, answer: 1 }, { training: 20, answer: 3 }, 40],
    ["cheaper from the start", { training: 1, answer: 1 }, { training: 2, answer: 3 }, 0],
    ["never, dearer both ways", { training: 3, answer: 4 }, { training: 2, answer: 3 }, null],
    ["never, saves nothing", { training: 3, answer: 3 }, { training: 2, answer: 3 }, null],
    ["dearer per answer after a cheap training", { training: 1, answer: 4 }, { training: 2, answer: 3 }, null],
  ])("break-even: %s", (_, saver, other, answers) => {
    expect(breakEvenAnswers(saver, other)).toBe(answers);
  });
});

describe("GRID_INTENSITIES", () => {
  test("has every code once, no impossible value, and what others state", () => {
    const codes = GRID_INTENSITIES.map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const [, name, grams] of GRID_INTENSITIES) {
      expect(name).not.toBe("");
      expect(grams).toBeGreaterThan(5);
      expect(grams).toBeLessThan(1500);
    }
    expect(codes).not.toContain("CAF"); // 0 in the source
    const grams = Object.fromEntries(GRID_INTENSITIES.map(([code, , value]) => [code, value]));
    expect(grams).toMatchObject({ WORLD: 472.94, FRA: 44.18, DEU: 342.06, POL: 614.98, SWE: 35.89, USA: 383.55 });
  });
});
