// Twin of head_logits.wgsl.

import { dot, normalize } from "./arithmetic.ts";
import type { DecodeState } from "./decode-state.ts";

export function headLogitsReference(state: DecodeState): void {
  const { x, xn, logits, parameters } = state;
  const { dim, vocabSize } = state.config;
  normalize(x, xn, dim, state.normEpsilon);
  for (let token = 0; token < vocabSize; token++) logits[token] = dot(xn, 0, parameters, token * dim, dim);
}
