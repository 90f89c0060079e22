// Twin of choose_token.wgsl.

import { expOf, roundingOf, type FloatArray } from "./arithmetic.ts";

const LANES = 64;

export interface Choice {
  readonly id: number;
  readonly top: number;
  /** Id of the second largest logit. */
  readonly runnerUp: number;
  /** Top-1 minus top-2. */
  readonly margin: number;
  /** sum over ids of exp(logit - top). */
  readonly sumExp: number;
  readonly finite: boolean;
}

export function chooseTokenReference(logits: FloatArray): Choice {
  const round = roundingOf(logits);
  const exp = expOf(logits);
  let id = 0;
  let runnerUp = 0;
  let top = -Infinity;
  let second = -Infinity;
  let finite = true;
  for (let token = 0; token < logits.length; token++) {
    const value = logits[token]!;
    if (!Number.isFinite(value)) finite = false;
    if (value > top) {
      second = top;
      runnerUp = id;
      top = value;
      id = token;
    } else if (value > second) {
      second = value;
      runnerUp = token;
    }
  }
  let sumExp = 0;
  for (let lane = 0; lane < LANES; lane++) {
    let partial = 0;
    for (let token = lane; token < logits.length; token += LANES) partial = round(partial + exp(round(logits[token]! - top)));
    sumExp = round(sumExp + partial);
  }
  return { id, runnerUp, top, margin: round(top - second), sumExp, finite };
}
