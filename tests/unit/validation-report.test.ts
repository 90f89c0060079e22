// What the plots of the validation report show: read from the published report itself.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as v from "valibot";
import { fittedPoints, named, uncalibratedPoints, VALIDATION } from "../../src/views/method/validation-report.ts";
import { logAxis } from "../../src/views/method/log-axis.ts";

const { sets } = v.parse(VALIDATION, JSON.parse(readFileSync("public/results/energy-validation.json", "utf8")));

test("the published report keeps its bars: 12 % rms on H100 and B200, 8 % at the wall, nine points in ten inside the band of the draws", () => {
  expect(sets.map(({ title, barPercent }) => [title.split(/[ ,]/)[0], barPercent])).toEqual([["H100", 12], ["B200", 12], ["RTX", 8]]);
  for (const { points, barPercent, uncalibrated, forms } of sets) {
    expect(forms["hybrid"]?.rmsPercent).toBeLessThanOrEqual(barPercent);
    expect(uncalibrated.covered / points).toBeGreaterThanOrEqual(0.9);
    expect(uncalibrated.coveredStretched).toBeGreaterThanOrEqual(uncalibrated.covered);
  }
});

test.each(sets.map((set) => [set.title, set] as const))("%s: every point is plotted, and what the plots call failures adds up to what the report says", (_title, set) => {
  const fitted = fittedPoints(set);
  const uncalibrated = uncalibratedPoints(set);
  const meant = fitted.filter(({ outside }) => !outside);
  expect(meant).toHaveLength(set.points);
  expect(fitted).toHaveLength(uncalibrated.length);
  expect(uncalibrated.filter(({ failed, outside }) => !failed && !outside)).toHaveLength(set.uncalibrated.covered);
  // The plotted estimates are those whose error the table has, to the rounding of both.
  const rms = Math.sqrt(meant.reduce((sum, { measured, estimate }) => sum + (estimate / measured - 1) ** 2, 0) / meant.length);
  expect(Math.abs(100 * rms - (set.forms["hybrid"]?.rmsLeftOutPercent ?? 0))).toBeLessThan(0.1);
});

test("outliers are named, farthest first, once a model", () => {
  const point = (model: string, measured: number, estimate: number) => ({ model, measured, estimate, band: null, failed: true, outside: false });
  expect(named([point("a", 1, 1.3), point("b", 2, 1), point("a", 1, 1.1)])).toEqual(["b \u221250 %", "a +30 %"]);
  expect(named([])).toEqual([]);
});

test("logAxis() places decades evenly and names round values within", () => {
  const axis = logAxis([0.03, 3]);
  expect(axis.place(0.3)).toBeCloseTo(0.5, 12);
  expect(axis.place(0.03)).toBeGreaterThan(0);
  expect(axis.ticks).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
  expect(logAxis([0.03, 7]).ticks).toEqual([0.03, 0.1, 0.3, 1, 3]);
  expect(logAxis([1e-3, 1e3]).ticks).toEqual([1e-3, 1e-2, 0.1, 1, 10, 100, 1000]);
  expect(() => logAxis([])).toThrow(RangeError);
  expect(() => logAxis([1, 0])).toThrow(RangeError);
});
