// The 5 % and 95 % points of the joules of many spans of work, without evaluating every draw for each.
//
// Joules under draw i are v_i = sum over counts j of w_j c_ij with all c_ij >= 0. If each count of w' lies within s .. S times its
// count in an anchor w, then s v_i <= v'_i <= S v_i for every draw, hence also for the sorted values. A draw with v_i < q s / S, where
// q is the quantile of the anchor, stays below the new quantile, and one with v_i > q S / s above it: only those between are
// evaluated. Tokens of one arm differ by a few per cent in their counts, so that is some hundred of 4096 draws.

import { DRAWS } from "./draws.ts";

/** Widest S / s that an anchor serves; rounding is far below the slack. */
const WIDEST = 1.1;
const SLACK = 1e-9;
const ANCHORS = 4;
const LAST = DRAWS - 1;

/** The draws among which one point of the band must be. */
interface Near {
  /** Share of draws below the point. */
  readonly p: number;
  /** Draws that are certainly below it. */
  readonly below: number;
  readonly indices: Uint16Array;
}

interface Anchor {
  readonly key: number;
  readonly counts: readonly number[];
  readonly near: readonly [low: Near, high: Near];
}

/** Joules under draw `i`; linear in the counts, no coefficient below 0. */
export type Evaluate = (i: number) => number;

/** S / s of `counts` against the anchor; Infinity where one of them lacks a count that the other has. */
function spread(counts: readonly number[], anchor: readonly number[]): number {
  let smallest = Infinity;
  let largest = 0;
  for (let j = 0; j < counts.length; j++) {
    const [now = 0, then = 0] = [counts[j], anchor[j]];
    if (now === 0 && then === 0) continue;
    const factor = now / then;
    if (factor < smallest) smallest = factor;
    if (factor > largest) largest = factor;
  }
  return smallest > 0 && largest < Infinity ? largest / smallest : Infinity;
}

function quantileAmong({ p, below, indices }: Near, evaluate: Evaluate, scratch: Float64Array): number {
  const values = scratch.subarray(0, indices.length);
  for (let n = 0; n < indices.length; n++) values[n] = evaluate(indices[n] ?? 0);
  values.sort();
  const place = Math.floor(p * LAST);
  const low = values[place - below] ?? Number.NaN;
  const high = values[place - below + 1] ?? Number.NaN;
  return low === high ? low : low + (p * LAST - place) * (high - low);
}

/** Finds bands of spans whose draws are the same; the points are those that sorting all draws gives, whatever was asked before. */
export class BandFinder {
  private anchors: readonly Anchor[] = [];
  private readonly values = new Float64Array(DRAWS);
  private readonly scratch = new Float64Array(DRAWS);

  /** `counts`: what `evaluate` is linear in. `key`: calls with the same one evaluate with the same coefficients. */
  find(key: number, counts: readonly number[], evaluate: Evaluate): { readonly low: number; readonly high: number } {
    const known = this.anchors.find((anchor) => anchor.key === key && spread(counts, anchor.counts) <= WIDEST);
    const { near } = known ?? this.anchor(key, counts, evaluate);
    return { low: quantileAmong(near[0], evaluate, this.scratch), high: quantileAmong(near[1], evaluate, this.scratch) };
  }

  /** Evaluates every draw and remembers which lie near the ends of the band. */
  private anchor(key: number, counts: readonly number[], evaluate: Evaluate): Anchor {
    const { values, scratch } = this;
    for (let i = 0; i < DRAWS; i++) values[i] = evaluate(i);
    scratch.set(values);
    scratch.sort();
    const near = (p: number): Near => {
      const place = Math.floor(p * LAST);
      const from = (scratch[place] ?? 0) / (WIDEST + SLACK);
      const to = (scratch[place + 1] ?? 0) * (WIDEST + SLACK);
      let below = 0;
      const indices: number[] = [];
      values.forEach((value, i) => {
        if (value < from) below++;
        else if (value <= to) indices.push(i);
      });
      return { p, below, indices: Uint16Array.from(indices) };
    };
    const made: Anchor = { key, counts: [...counts], near: [near(0.05), near(0.95)] };
    this.anchors = [made, ...this.anchors].slice(0, ANCHORS);
    return made;
  }
}
