// Twin of attn_in.wgsl.

import { dot, normalize, roundingOf } from "./arithmetic.ts";
import type { DecodeState } from "./decode-state.ts";

export function attnInReference(state: DecodeState, layer: number): void {
  const { x, xn, q, keys, values, rope, parameters, position } = state;
  const { dim, heads, maxTokens } = state.config;
  const round = roundingOf(x);
  const half = dim / heads / 2;
  const qkv = state.layers[layer]!.qkv;
  const cache = (layer * maxTokens + position) * dim;
  normalize(x, xn, dim, state.normEpsilon);
  for (let part = 0; part < 3; part++) {
    for (let pair = 0; pair < dim / 2; pair++) {
      const angle = pair % half;
      const channel = Math.floor(pair / half) * 2 * half + angle;
      const a = dot(xn, 0, parameters, qkv + (part * dim + channel) * dim, dim);
      const b = dot(xn, 0, parameters, qkv + (part * dim + channel + half) * dim, dim);
      if (part === 2) {
        values[cache + channel] = a;
        values[cache + channel + half] = b;
        continue;
      }
      const cos = rope[2 * (position * half + angle)]!;
      const sin = rope[2 * (position * half + angle) + 1]!;
      const target = part === 0 ? q : keys;
      const at = part === 0 ? channel : cache + channel;
      target[at] = round(a * cos) - round(b * sin);
      target[at + half] = round(a * sin) + round(b * cos);
    }
  }
}
