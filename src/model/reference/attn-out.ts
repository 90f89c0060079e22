// Twin of attn_out.wgsl.

import { dot, expOf, roundingOf } from "./arithmetic.ts";
import type { DecodeState } from "./decode-state.ts";

export function attnOutReference(state: DecodeState, layer: number): void {
  const { x, q, keys, values, weights, attended, parameters } = state;
  const { dim, heads, maxTokens } = state.config;
  const round = roundingOf(x);
  const exp = expOf(x);
  const headDim = dim / heads;
  const tokens = state.position + 1;
  const cacheRow = layer * maxTokens;
  const scale = round(1 / Math.sqrt(headDim));
  for (let head = 0; head < heads; head++) {
    const first = head * maxTokens;
    let peak = -Infinity;
    for (let token = 0; token < tokens; token++) {
      const score = round(dot(q, head * headDim, keys, (cacheRow + token) * dim + head * headDim, headDim) * scale);
      weights[first + token] = score;
      peak = Math.max(peak, score);
    }
    let total = 0;
    for (let token = 0; token < tokens; token++) {
      const weight = exp(round(weights[first + token]! - peak));
      weights[first + token] = weight;
      total = round(total + weight);
    }
    for (let channel = head * headDim; channel < (head + 1) * headDim; channel++) {
      let sum = 0;
      for (let token = 0; token < tokens; token++) {
        sum = round(sum + round(weights[first + token]! * values[(cacheRow + token) * dim + channel]!));
      }
      attended[channel] = sum / total;
    }
  }
  const out = state.layers[layer]!.out;
  for (let channel = 0; channel < dim; channel++) {
    x[channel] = x[channel]! + dot(attended, 0, parameters, out + channel * dim, dim);
  }
}
