import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CONSTANT_NAMES } from "../../src/energy/meter.ts";
import { replay, type RunState } from "../../src/store/reduce.ts";
import { axisTop, chartArms, cumulativeSeries, MAX_POINTS, perTokenSeries, tornadoRows } from "../../src/store/series.ts";
import { CONSTANT_TITLES, formatFactor } from "../../src/views/format.ts";
import { runEvents } from "../fixtures/run-events.ts";

function runOf(denseTokens?: number): RunState {
  const run = replay(runEvents("run-1", denseTokens));
  if (run === null) throw new Error("no run");
  return run;
}

test("joules per token start at token 1, and an arm that has ended has no further point", () => {
  const { points, lastToken } = perTokenSeries(runOf());
  expect(points.map(({ token, a, b }) => [token, a, b])).toEqual([[1, 1, 2], [2, 1, 2], [3, 1, 2], [4, undefined, 2], [5, undefined, 2]]);
  expect(points[0]?.aBand).toEqual([0.5, 2]);
  expect(lastToken).toBe(5);
});

test("joules so far start with the prompt, grow by each token and end with the whole arm", () => {
  const { points } = cumulativeSeries(runOf());
  expect(points.map(({ a }) => a)).toEqual([2, 3, 4, 5, 6, undefined, undefined]);
  expect(points.map(({ b }) => b)).toEqual([4, 6, 8, 10, 12, 14, 14]);
  expect(points[0]?.token).toBe(0);
  expect(points[1]?.bBand).toEqual([3, 12]);
});

test("no length of run gives more than 240 points, a falling total, or an axis below a band", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), (tokens) => {
      const run = runOf(tokens);
      for (const { points, top } of [perTokenSeries(run), cumulativeSeries(run)]) {
        expect(points.length).toBeLessThanOrEqual(MAX_POINTS);
        for (const { bBand } of points) expect(bBand?.[1] ?? 0).toBeLessThanOrEqual(top);
      }
      const totals = cumulativeSeries(run).points.flatMap(({ b }) => (b === undefined ? [] : [b]));
      expect(totals).toEqual([...totals].sort((x, y) => x - y));
      expect(totals.at(-1)).toBe(4 + 2 * tokens);
    }),
    { numRuns: 40 },
  );
});

test("axisTop() is a round number that is not below the value, and never twice as large", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-15, max: 1e15, noNaN: true }), (value) => {
      const top = axisTop(value);
      expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(top).toBeLessThanOrEqual(value * 2);
    }),
  );
  expect(axisTop(0)).toBe(1);
});

test("the chart shows the hybrid and the rival of the ratio first, then whatever else runs", () => {
  const run = runOf();
  const withArms = (arms: RunState["scenario"]["arms"]): RunState => ({ ...run, scenario: { ...run.scenario, arms } });
  expect(chartArms(withArms(["rules", "dense", "hybrid"]))).toEqual(["hybrid", "dense"]);
  expect(chartArms(withArms(["rules", "hybrid-all-blocks", "dense-large", "hybrid"]))).toEqual(["hybrid", "dense-large"]);
  expect(chartArms(withArms(["rules", "hybrid-all-blocks", "hybrid"]))).toEqual(["hybrid", "hybrid-all-blocks"]);
  expect(chartArms(withArms(["rules", "hybrid"]))).toEqual(["hybrid", "rules"]);
  expect(chartArms(withArms(["rules"]))).toEqual(["rules"]);
});

test("a run without tokens gives empty series on a valid axis", () => {
  const run: RunState = { ...runOf(), arms: {} };
  expect(perTokenSeries(run)).toMatchObject({ points: [], top: 1 });
  expect(cumulativeSeries(run)).toMatchObject({ points: [], top: 1 });
});

test("tornado bars share one logarithmic axis, from the smallest ratio to the largest", () => {
  const rows = tornadoRows([
    { constant: "memoryEnergy", low: 1, high: 16 },
    { constant: "busyPower", low: 2, high: 8 },
    { constant: "hostPower", low: 4, high: 4 },
  ]);
  expect(rows.map(({ factor }) => factor)).toEqual([16, 4, 1]);
  expect(rows.flatMap(({ from, to }) => [from, to])).toEqual([0, 1, 0.25, 0.75, 0.5, 0.5]); // powers of two: ln 2^k / ln 16 = k / 4
});

test("a tornado without spread stands in the middle; one without an end on the axis is left out", () => {
  expect(tornadoRows([{ constant: "busyPower", low: 3, high: 3 }])).toMatchObject([{ factor: 1, from: 0.5, to: 0.5 }]);
  expect(tornadoRows([{ constant: "busyPower", low: 0, high: 3 }])).toEqual([]);
  expect(tornadoRows([])).toEqual([]);
});

test("the tornado of a run comes with its ratio", () => {
  expect(runOf().tornado.map(({ constant }) => constant)).toEqual(["memoryEnergy", "hostPower"]);
  expect(replay(runEvents("run-1").slice(0, -1))?.tornado).toEqual([]);
});

test("every uncertain input has a name of its own", () => {
  expect(Object.keys(CONSTANT_TITLES).sort()).toEqual([...CONSTANT_NAMES].sort());
  expect(new Set(Object.values(CONSTANT_TITLES)).size).toBe(CONSTANT_NAMES.length);
});

test.each([[1, "0 %"], [1.00001, "less than 0.01 %"], [1.0051, "0.51 %"], [1.119, "12 %"], [2, "2-fold"], [3.14, "3.1-fold"]])(
  "formatFactor(%d) is %s", (factor, text) => expect(formatFactor(factor)).toBe(text));
