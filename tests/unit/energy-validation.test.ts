import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { nonNegativeLeastSquares } from "../../src/energy/least-squares.ts";
import { findProfile } from "../../src/energy/profiles.ts";
import { bandCoverage, batchedServing, desktopAtTheWall, estimates, onTensorUnits, validateForm } from "../../src/energy/validation.ts";
import { VALIDATION } from "../../src/views/method/validation-report.ts";

describe("nonNegativeLeastSquares()", () => {
  test("finds the exact coefficients of consistent rows, whatever their units", () => {
    const rows = [[1, 2e9, 3e-3], [2, 1e9, 5e-3], [4, 4e9, 1e-3], [3, 8e9, 9e-3]];
    const { coefficients, residual } = nonNegativeLeastSquares(rows, rows.map(([a = 0, b = 0, c = 0]) => 7 * a + 5e-9 * b + 11e3 * c));
    expect(coefficients[0]).toBeCloseTo(7, 9);
    expect((coefficients[1] ?? 0) * 1e9).toBeCloseTo(5, 9);
    expect((coefficients[2] ?? 0) / 1e3).toBeCloseTo(11, 9);
    expect(residual).toBeLessThan(1e-18 * 1e6);
  });

  test("is never worse than any other non-negative coefficients, and fulfils the optimality conditions", () => {
    const values = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(fc.property(fc.array(fc.tuple(values, values, values, values), { minLength: 4, maxLength: 9 }), fc.tuple(values, values, values), (table, other) => {
      const rows = table.map(([a, b, c]) => [a, b, c]);
      const targets = table.map(([, , , target]) => target);
      const { coefficients, residual } = nonNegativeLeastSquares(rows, targets);
      const residualOf = (x: readonly number[]): number => rows.reduce((sum, row, index) => sum + (row.reduce((dot, value, column) => dot + value * (x[column] ?? 0), 0) - (targets[index] ?? 0)) ** 2, 0);
      expect(coefficients.every((value) => value >= 0)).toBe(true);
      expect(residual).toBeLessThanOrEqual(residualOf(other) * (1 + 1e-9));
      // Karush-Kuhn-Tucker: the gradient is zero where a coefficient is free and not negative where it is held at zero.
      coefficients.forEach((coefficient, column) => {
        const gradient = rows.reduce((sum, row, index) => sum + (row[column] ?? 0) * (row.reduce((dot, value, at) => dot + value * (coefficients[at] ?? 0), 0) - (targets[index] ?? 0)), 0);
        const scale = rows.reduce((sum, row, index) => sum + Math.abs((row[column] ?? 0) * (targets[index] ?? 0)), 0);
        if (coefficient > 0) expect(Math.abs(gradient)).toBeLessThan(1e-7 * scale);
        else expect(gradient).toBeGreaterThan(-1e-7 * scale);
      });
    }), { numRuns: 300, seed: 11 });
  });

  test("refuses no columns and too many", () => {
    expect(() => nonNegativeLeastSquares([], [])).toThrow(RangeError);
    expect(() => nonNegativeLeastSquares([Array<number>(9).fill(1)], [1])).toThrow(RangeError);
  });
});

test("validateForm() leaves out a whole model at a time: an outlier is not helped by its own points", () => {
  const point = (model: string, seconds: number, joules: number) => ({ model, seconds, joules, bytes: 0, operations: 0 });
  const report = validateForm([point("a", 1, 100), point("b", 2, 200), point("odd", 1, 200), point("odd", 2, 400)], "time");
  expect(report.errorsLeftOut.filter(({ model }) => model === "odd").map(({ error }) => error)).toEqual([-0.5, -0.5]);
  expect(() => validateForm([point("a", 1, 100)], "time")).toThrow(RangeError);
});

test("validateForm() does not part bytes from operations that always come with them", () => {
  const points = [1, 2, 3, 4].map((size) => ({ model: `m${size % 2}`, seconds: 0.1 / size, joules: 5 * (0.1 / size) + 3e-9 * size * 1e9, bytes: size * 1e9, operations: size * 4e9 }));
  const { coefficients } = validateForm(points, "hybrid");
  expect(coefficients.operations).toBe(0);
  expect(coefficients.bytes * 1e9).toBeCloseTo(3, 6);
});

const PUBLISHED = v.parse(VALIDATION, JSON.parse(readFileSync("public/results/energy-validation.json", "utf8")));
test("a fixed term is joules of a token whatever its counts, and its fit finds them", () => {
  const points = [1, 2, 3, 5].map((size) => ({ model: `m${size % 2}`, seconds: 0, joules: 0.4 + 3e-10 * size * 1e9, bytes: size * 1e9, operations: size * 4e9 }));
  const { coefficients, rms } = validateForm(points, "fixed");
  expect(coefficients.fixed).toBeCloseTo(0.4, 9);
  expect(coefficients.bytes * 1e10).toBeCloseTo(3, 9);
  expect(rms).toBeLessThan(1e-12);
  expect(estimates([{ model: "none", seconds: 1, joules: 1, bytes: 0, operations: 0 }], "fixed", { coefficients })[0]).toBeCloseTo(0.4, 9);
});

const FOLDER = "../shared/energy-validation";
const measured = existsSync(FOLDER);
if (!measured) console.log("skipped: the public energy measurements are not on this machine");

describe.skipIf(!measured)("on public measurements", () => {
  const served = measured ? readFileSync(`${FOLDER}/ml-energy-chat-dense-bf16.csv`, "utf8") : "";
  const desktop = measured ? readFileSync(`${FOLDER}/rtx4090-wall-ollama.csv`, "utf8") : "";

  test.each([
    ["H100", 80, batchedServing(served || "gpu", "H100"), 0.12],
    ["B200", 80, batchedServing(served || "gpu", "B200"), 0.12],
    ["RTX 4090 at the wall", 18, desktopAtTheWall(desktop || "model"), 0.08],
  ] as const)("counts and time explain the joules of %s better than either alone, within the bar", (name, count, points, bar) => {
    expect(points).toHaveLength(count);
    const hybrid = validateForm(points, "hybrid");
    expect(hybrid.rms).toBeLessThan(bar);
    // On points of the fit more terms are always better; on models left out they need not be.
    for (const form of ["counts", "time"] as const) expect(hybrid.rmsLeftOut).toBeLessThan(validateForm(points, form).rmsLeftOut);
    // The strongest form without a clock: on models left out it is the better one on B200, as METHOD.md says.
    const fixed = validateForm(points, "fixed");
    expect(hybrid.rms).toBeLessThan(fixed.rms);
    expect(fixed.rmsLeftOut < hybrid.rmsLeftOut).toBe(name === "B200");
  });

  const h100 = findProfile("h100");
  const sets = [
    ["H100", batchedServing(served || "gpu", "H100"), onTensorUnits(h100), "device"],
    ["B200", batchedServing(served || "gpu", "B200"), onTensorUnits(h100), "device"],
    ["RTX 4090 at the wall", desktopAtTheWall(desktop || "model"), findProfile("rtx-4090"), "wall"],
  ] as const;

  test.each(sets)("%s: the band of the uncalibrated class covers nine points in ten by its draws alone, and stretching it takes none away", (_, points, profile, boundary) => {
    const report = bandCoverage(points, profile, boundary);
    expect(report.covered / report.points).toBeGreaterThanOrEqual(0.9);
    expect(report.coveredStretched).toBeGreaterThanOrEqual(report.covered);
  });

  test("the e_f of plain f32 is not that of runs on tensor units: with it the draws of h100 cover fewer than one in four", () => {
    for (const [, points] of sets.slice(0, 2)) expect(bandCoverage(points, h100, "device").covered / points.length).toBeLessThan(0.25);
  });

  test.each(sets)("%s: the published report has these figures", (name, points, profile, boundary) => {
    const { bands, covered, coveredStretched, medianRatio } = bandCoverage(points, profile, boundary);
    const published = PUBLISHED.sets.find(({ title }) => title.startsWith(name.slice(0, 4)));
    expect(published?.uncalibrated).toMatchObject({ covered, coveredStretched, medianRatio });
    const four = (value: number): number => Number(value.toPrecision(4));
    expect(published?.measured.slice(0, points.length).map(([, , , low, mid, high]) => [low, mid, high])).toEqual(bands.map(({ low, mid, high }) => [low, mid, high].map(four)));
  });
});
