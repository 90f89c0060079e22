// Twin of ffn_up.wgsl.

import { dot, normalize } from "./arithmetic.ts";
import type { DecodeState } from "./decode-state.ts";

export function ffnUpReference(state: DecodeState, layer: number): void {
  const { x, xn, h, parameters } = state;
  const { dim, ffnDim } = state.config;
  const up = state.layers[layer]!.up;
  normalize(x, xn, dim, state.normEpsilon);
  for (let neuron = 0; neuron < ffnDim; neuron++) {
    h[neuron] = Math.max(dot(xn, 0, parameters, up + neuron * dim, dim), 0);
  }
}
