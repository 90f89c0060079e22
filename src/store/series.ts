// Chart points of a run: joules per token and joules so far, at most 240 points, with 5-95 % bands; and the tornado's bars.
// The tokens of an arm share every uncertain constant, so the ends of their bands add up.

import type { Energy, TornadoBar } from "../energy/meter.ts";
import { rivalOf } from "../scenario/rival.ts";
import type { ArmName } from "../scenario/scenario.ts";
import type { RunState } from "./reduce.ts";

export const MAX_POINTS = 240;

/** Joules of the first (a) and second (b) arm of the chart at one token; absent where an arm has no token. */
export interface ChartPoint {
  readonly token: number;
  readonly a?: number;
  readonly aBand?: readonly [number, number];
  readonly b?: number;
  readonly bBand?: readonly [number, number];
}

export interface EnergySeries {
  readonly points: readonly ChartPoint[];
  /** End of the axis that starts at zero, joules. */
  readonly top: number;
  readonly lastToken: number;
}

type Band = Pick<Energy, "low" | "mid" | "high">;
const ZERO: Band = { low: 0, mid: 0, high: 0 };

/** The at most two arms worth a chart: the hybrid and the rival it is compared with first, else the first two of the scenario. */
export function chartArms(run: RunState): readonly ArmName[] {
  const { arms } = run.scenario;
  const rival = rivalOf(arms);
  const pair: readonly ArmName[] = rival === null ? ["hybrid"] : ["hybrid", rival];
  return [...pair.filter((arm) => arms.includes(arm)), ...arms.filter((arm) => !pair.includes(arm))].slice(0, 2);
}

function add(x: Band, y: Band): Band {
  return { low: x.low + y.low, mid: x.mid + y.mid, high: x.high + y.high };
}

function scale(x: Band, factor: number): Band {
  return { low: x.low * factor, mid: x.mid * factor, high: x.high * factor };
}

/** Smallest of 1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8 times a power of ten that is not below `value`: quarters have two digits. */
export function axisTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((one) => one * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}

/** Energy of each token, from token 1. */
function tokenBands(run: RunState, arm: ArmName): readonly Band[] {
  return (run.arms[arm]?.tokens ?? []).map((token) => token.energy);
}

/** Joules so far: [prompt, after token 1, ..., after the last token, whole arm with its solver]. */
function cumulativeBands(run: RunState, arm: ArmName): readonly Band[] {
  const armRun = run.arms[arm];
  if (armRun === undefined) return [];
  if (armRun.promptEnergy === null && armRun.tokens.length === 0) return armRun.result === null ? [] : [ZERO, armRun.result.energy];
  let sum: Band = armRun.promptEnergy ?? ZERO;
  const bands = [sum];
  for (const token of armRun.tokens) bands.push((sum = add(sum, token.energy)));
  if (armRun.result !== null) bands.push(armRun.result.energy);
  return bands;
}

function toSeries(a: readonly Band[], b: readonly Band[], firstToken: number, merge: (bands: readonly Band[]) => Band): EnergySeries {
  const length = Math.max(a.length, b.length);
  const stride = Math.max(1, Math.ceil(length / MAX_POINTS));
  const points: ChartPoint[] = [];
  let highest = 0;
  for (let start = 0; start < length; start += stride) {
    const last = Math.min(start + stride, length) - 1;
    const mergeSpan = (bands: readonly Band[]): Band | null => (start < bands.length ? merge(bands.slice(start, last + 1)) : null);
    const first = mergeSpan(a);
    const second = mergeSpan(b);
    highest = Math.max(highest, first?.high ?? 0, second?.high ?? 0);
    points.push({
      token: last + firstToken,
      ...(first === null ? {} : { a: first.mid, aBand: [first.low, first.high] as const }),
      ...(second === null ? {} : { b: second.mid, bBand: [second.low, second.high] as const }),
    });
  }
  return { points, top: axisTop(highest), lastToken: length - 1 + firstToken };
}

function bandsOf(run: RunState, bands: (run: RunState, arm: ArmName) => readonly Band[]): [readonly Band[], readonly Band[]] {
  const [a, b] = chartArms(run);
  return [a === undefined ? [] : bands(run, a), b === undefined ? [] : bands(run, b)];
}

/** Mean over the tokens that share a point. */
export function perTokenSeries(run: RunState): EnergySeries {
  const [a, b] = bandsOf(run, tokenBands);
  return toSeries(a, b, 1, (bands) => scale(bands.reduce(add, ZERO), 1 / bands.length));
}

/** Token 0 is the prompt; the last point of a finished arm holds all of its energy. */
export function cumulativeSeries(run: RunState): EnergySeries {
  const [a, b] = bandsOf(run, cumulativeBands);
  return toSeries(a, b, 0, (bands) => bands[bands.length - 1] ?? ZERO);
}

export interface TornadoRow<Name extends string> extends TornadoBar<Name> {
  /** Larger ratio over the smaller one; 1 = the constant does not move it. */
  readonly factor: number;
  /** Ends of the bar on the logarithmic axis that all bars share, 0 .. 1. */
  readonly from: number;
  readonly to: number;
}

/** Rows of the tornado, widest first; a bar with an end at 0 or infinity has no place on the axis and is left out. */
export function tornadoRows<Name extends string>(bars: readonly TornadoBar<Name>[]): readonly TornadoRow<Name>[] {
  const drawable = bars.filter(({ low, high }) => low > 0 && high < Infinity);
  const left = Math.log(Math.min(...drawable.map(({ low }) => low)));
  const right = Math.log(Math.max(...drawable.map(({ high }) => high)));
  const place = (ratio: number): number => (right > left ? (Math.log(ratio) - left) / (right - left) : 0.5);
  return drawable.map((bar) => ({ ...bar, factor: bar.high / bar.low, from: place(bar.low), to: place(bar.high) }));
}
