// The report of the fits on public measurements, checked at the edge, and what its plots show and say.

import * as v from "valibot";
import type { PlottedPoint } from "./AgreementPlot.tsx";

const PERCENT = v.pipe(v.number(), v.finite());
/** Points within the band of the draws, and within one stretched over time alone where that disagrees. */
const COVERAGE = { picojoulesPerOperation: v.number(), covered: v.number(), coveredStretched: v.number(), medianRatio: v.number() };
const JOULES = v.pipe(v.number(), v.finite(), v.minValue(Number.MIN_VALUE));
export const VALIDATION = v.object({
  sets: v.array(v.object({
    title: v.string(),
    points: v.number(),
    barPercent: PERCENT,
    uncalibrated: v.object({ profile: v.string(), boundary: v.string(), ...COVERAGE }),
    /** With the e_f of runs here, where the measured ones computed on other units. */
    plain: v.exactOptional(v.object(COVERAGE)),
    measured: v.array(v.tuple([v.string(), JOULES, JOULES, JOULES, JOULES, JOULES, v.picklist([0, 1])])),
    forms: v.record(v.string(), v.object({
      title: v.string(), rmsPercent: PERCENT, rmsLeftOutPercent: PERCENT,
      models: v.array(v.object({ model: v.string(), lowestPercent: PERCENT, highestPercent: PERCENT })),
    })),
  })),
});
export type Validation = v.InferOutput<typeof VALIDATION>;
export type MeasuredSet = Validation["sets"][number];

/** Points further off than this many times the bar are drawn and named as outliers. */
export const OUTLIER_BARS = 2;

/** The hybrid form, each model left out of the fit in turn. */
export function fittedPoints({ measured, barPercent }: MeasuredSet): readonly PlottedPoint[] {
  return measured.map(([model, joules, fitted, , , , inFit]) => ({
    model, measured: joules, estimate: fitted, band: null, outside: inFit === 0,
    failed: Math.abs(fitted / joules - 1) > (OUTLIER_BARS * barPercent) / 100,
  }));
}

/** The uncalibrated class with its band. */
export function uncalibratedPoints({ measured }: MeasuredSet): readonly PlottedPoint[] {
  return measured.map(([model, joules, , low, mid, high, inFit]) => ({
    model, measured: joules, estimate: mid, band: [low, high], outside: inFit === 0, failed: joules < low || joules > high,
  }));
}

/** "gemma3:270m +18 %", farthest first; one entry a model, its farthest point. */
export function named(points: readonly PlottedPoint[]): readonly string[] {
  const error = ({ measured, estimate }: PlottedPoint): number => estimate / measured - 1;
  const farthest = points.toSorted((a, b) => Math.abs(error(b)) - Math.abs(error(a)));
  return farthest
    .filter(({ model }, index) => farthest.findIndex((other) => other.model === model) === index)
    .map((point) => `${point.model} ${error(point) < 0 ? "\u2212" : "+"}${Math.round(Math.abs(100 * error(point)))} %`);
}
