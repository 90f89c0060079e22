// The 5 % and 95 % points of the joules of many spans of work, without evaluating every draw for each.
//
// Joules under draw i are v_i = sum over counts j of w_j c_ij with all c_ij >= 0. Let w be the counts of an anchor, whose v are known, w' new
// counts and t any scale. What w' / t has more or less of each count than w changes v_i by at most
//   -l v_i .. +m v_i,   l = sum of less_j R_j,  m = sum of more_j R_j,  R_j = max over draws of c_ij / v_i
// so v'_i / t lies within (1 - l) .. (1 + m) of v_i for every draw, and the sorted values likewise. A draw that lies below the anchor's
// quantile by more than the spread (1 + m) / (1 - l) stays below the new quantile, and so above: only those between are evaluated.
// Three levels: a coarse anchor for work of a kind, made from all draws, and among the draws it keeps finer ones, down to neighbouring
// tokens, whose counts differ by a few per cent, so that some tens of 4096 draws are left.

import { type Columns, columnsOf, COUNTS, type Draws, DRAWS, evaluate, fitting } from "./draws.ts";
import { interpolate, select } from "./quantiles.ts";

type Counts = readonly number[];

/** Widest spread that an anchor serves, by level. The spread of two steps is at most the product of theirs. */
const WIDEST = [1.5, 1.12, 1.02] as const;
/** Draws within these factors of the quantile are kept: an anchor must find all its own in the one above. Rounding is far below 1e-9. */
const WINDOW = WIDEST.map((_, level) => WIDEST.slice(level).reduce((product, widest) => product * widest, 1 + 1e-9));
/** Anchors remembered at each level. */
const KEPT = 8;
const LAST = DRAWS - 1;

/** The draws among which one point of the band must be. */
interface Near {
  /** Share of draws below the point. */
  readonly p: number;
  /** Draws that are certainly below it. */
  readonly below: number;
  readonly indices: Uint16Array;
}

interface Band {
  readonly low: number;
  readonly high: number;
}

/** The order statistics on both sides of a point. */
interface Statistics {
  readonly at: number;
  readonly next: number;
}

function pointOf({ p }: Near, { at, next }: Statistics): number {
  return interpolate(p, DRAWS, at, next);
}

interface Anchor {
  readonly counts: Counts;
  /** R_j, or more. */
  readonly shares: readonly number[];
  readonly low: Near;
  readonly high: Near;
  /** At its own counts. */
  readonly band: Band;
}

const EVERY_DRAW = Uint16Array.from({ length: DRAWS }, (_, i) => i);
const ANYWHERE = { low: { p: 0.05, below: 0, indices: EVERY_DRAW }, high: { p: 0.95, below: 0, indices: EVERY_DRAW } } as const;

/** t: the ratio of the count that the anchor's joules depend on most. */
function scaleOf(counts: Counts, { counts: anchor, shares }: Anchor): number {
  let most = 0;
  let scale = 0;
  for (let j = 0; j < COUNTS; j++) {
    const weight = (anchor[j] ?? 0) * (shares[j] ?? 0);
    if (weight <= most) continue;
    most = weight;
    scale = (counts[j] ?? 0) / (anchor[j] ?? 1);
  }
  return scale;
}

/** 1 - l and 1 + m of `counts` at scale t. */
function changeOf(counts: Counts, { counts: anchor, shares }: Anchor, scale: number): { readonly least: number; readonly most: number } {
  let least = 1;
  let most = 1;
  for (let j = 0; j < COUNTS; j++) {
    const change = ((counts[j] ?? 0) / scale - (anchor[j] ?? 0)) * (shares[j] ?? 0);
    if (change < 0) least += change;
    else most += change;
  }
  return { least, most };
}

/** R_j at `counts`, or more, from the parent's: v'_i >= t (1 - l) v_i. */
function sharesBelow(parent: Anchor, counts: Counts): readonly number[] {
  const scale = scaleOf(counts, parent);
  const { least } = changeOf(counts, parent, scale);
  return parent.shares.map((share) => share / (scale * least));
}

/** Finds bands of spans of work; the points are those that sorting all draws gives, whatever was asked before. */
export class BandFinder {
  private readonly columns: Columns;
  private readonly anchors: Anchor[][] = WIDEST.map(() => []);
  private readonly values = new Float64Array(DRAWS);
  private readonly sorted = new Float64Array(DRAWS);

  constructor(columns: Columns) {
    this.columns = columns;
  }

  /** `counts` as from countsOf(). */
  find(counts: Counts): Band {
    if (counts.every((count) => count === 0)) return { low: 0, high: 0 };
    const { low, high, counts: own, band } = this.anchor(counts, WIDEST.length - 1);
    return own === counts ? band : { low: this.pointAmong(low, counts), high: this.pointAmong(high, counts) };
  }

  private pointAmong(near: Near, counts: Counts): number {
    this.evaluate(near, counts);
    return pointOf(near, this.statistics(near));
  }

  /** The anchor of a level that serves `counts`, made if there is none. */
  private anchor(counts: Counts, level: number): Anchor {
    const anchors = this.anchors[level] ?? [];
    for (const anchor of anchors) {
      const scale = scaleOf(counts, anchor);
      if (scale === 0) continue;
      const { least, most } = changeOf(counts, anchor, scale);
      if (least > 0 && most / least <= (WIDEST[level] ?? 0)) return anchor;
    }
    const parent = level === 0 ? null : this.anchor(counts, level - 1);
    const { low, high } = parent ?? ANYWHERE;
    this.evaluate(low, counts);
    const shares = parent === null ? this.largestShares() : sharesBelow(parent, counts);
    const lowStatistics = this.statistics(low);
    const lowNear = this.narrow(low, lowStatistics, WINDOW[level] ?? Infinity);
    if (high.indices !== low.indices) this.evaluate(high, counts);
    const highStatistics = this.statistics(high);
    const highNear = this.narrow(high, highStatistics, WINDOW[level] ?? Infinity);
    const made: Anchor = { counts, shares, low: lowNear, high: highNear, band: { low: pointOf(low, lowStatistics), high: pointOf(high, highStatistics) } };
    anchors.unshift(made);
    anchors.length = Math.min(anchors.length, KEPT);
    return made;
  }

  /** R_j of the values of all draws, just evaluated. One division a draw: a run with a new seed waits for this. */
  private largestShares(): readonly number[] {
    const [a, b, c, d, e, f] = this.columns;
    let [ra, rb, rc, rd, re, rf] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < DRAWS; i++) {
      const inverse = 1 / (this.values[i] ?? 1);
      ra = Math.max(ra, (a[i] ?? 0) * inverse);
      rb = Math.max(rb, (b[i] ?? 0) * inverse);
      rc = Math.max(rc, (c[i] ?? 0) * inverse);
      rd = Math.max(rd, (d[i] ?? 0) * inverse);
      re = Math.max(re, (e[i] ?? 0) * inverse);
      rf = Math.max(rf, (f[i] ?? 0) * inverse);
    }
    return [ra, rb, rc, rd, re, rf];
  }

  /** Evaluates the draws of `near` into `values`, in their order. */
  private evaluate({ indices }: Near, counts: Counts): void {
    evaluate(this.columns, counts, indices, this.values);
  }

  /** Of the draws of `near`, just evaluated: the order statistic at the point and the next. */
  private statistics({ p, below, indices }: Near): Statistics {
    const size = indices.length;
    const part = this.sorted.subarray(0, size);
    part.set(this.values.subarray(0, size));
    const place = Math.floor(p * LAST) - below;
    select(part, place);
    let next = Infinity;
    for (let n = place + 1; n < size; n++) next = Math.min(next, part[n] ?? Infinity);
    return { at: part[place] ?? Number.NaN, next };
  }

  /** The draws of `near`, just evaluated, that lie within the window round its point. */
  private narrow(near: Near, { at, next }: Statistics, window: number): Near {
    const from = at / window;
    const to = next * window;
    const kept = new Uint16Array(near.indices.length);
    let { below } = near;
    let size = 0;
    for (let n = 0; n < near.indices.length; n++) {
      const value = this.values[n] ?? 0;
      if (value < from) below++;
      else if (value <= to) kept[size++] = near.indices[n] ?? 0;
    }
    return { p: near.p, below, indices: kept.slice(0, size) };
  }
}

const finders = new WeakMap<Draws, Map<number, BandFinder>>();

/** The finder of these draws for a working set; shared, so that the next run starts from the anchors of the last. */
export function bandFinder(draws: Draws, workingSetBytes: number): BandFinder {
  const known = finders.get(draws) ?? new Map<number, BandFinder>();
  finders.set(draws, known);
  const fits = fitting(draws, workingSetBytes);
  const found = known.get(fits) ?? new BandFinder(columnsOf(draws, workingSetBytes, draws.countingError));
  known.set(fits, found);
  return found;
}
