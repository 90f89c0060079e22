// Starting weights from a seed: normal values, std 0.02 for the embedding, 1/sqrt(fan in) for inputs to a layer and
// 1/sqrt(fan in * 2 * layers) for what writes into the residual (GPT-2's depth scaling).

import { type ModelConfig, parameterLayout } from "../model/config.ts";
import { createPrng } from "../scenario/prng.ts";

/** Flat parameters of `config` drawn from `seed`. The draw is a sum of 12 uniforms: only + and -, the same everywhere. */
export function initialParameters(config: ModelConfig, seed: number): Float32Array<ArrayBuffer> {
  const layout = parameterLayout(config);
  const values = new Float32Array(layout.total);
  for (const { name, shape, offset } of layout.tensors) {
    const prng = createPrng(seed).fork(name);
    const residual = name.endsWith(".out") || name.endsWith(".down");
    const fanIn = name.endsWith(".down") ? config.activeBlocks * 16 : config.dim;
    const std = name === "embed" ? 0.02 : 1 / Math.sqrt(fanIn * (residual ? 2 * config.layers : 1));
    for (let i = 0; i < shape[0] * shape[1]; i++) {
      let sum = -6;
      for (let draw = 0; draw < 12; draw++) sum += prng.nextFloat();
      values[offset + i] = sum * std;
    }
  }
  return values;
}
