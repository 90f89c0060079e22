// A wider network that computes what the narrower one computes: new neurons and heads write nothing into the residual, and nothing
// writes into the new part of it, until they are trained (Chen et al. 2016, "Net2Net"; Chen et al. 2022, "bert2BERT"). RMSNorm takes
// the mean over more numbers, so that what it gives is larger; all weights are scaled down by as much.

import { type ModelConfig, parameterLayout } from "../model/config.ts";
import { initialParameters } from "./initialise.ts";

/** Row of a (3 dim, dim) matrix of queries, keys and values in a wider one: each of the three grows at its end. */
const wideRow = (name: string, row: number, dim: number, wider: number): number => (name.endsWith(".qkv") ? Math.floor(row / dim) * wider + (row % dim) : row);

/**
 * Flat parameters for `wider`, which differs from `config` in dim, heads and ffnDim alone and has heads of the same size; new weights
 * that nothing reads yet are drawn from `seed`. The same logits, but for rounding and for the epsilon in RMSNorm, where both keep all blocks.
 * Throws on another shape.
 */
export function widen(parameters: Float32Array, config: ModelConfig, wider: ModelConfig, seed: number): Float32Array<ArrayBuffer> {
  const same = wider.layers === config.layers && wider.vocabSize === config.vocabSize && wider.dim * config.heads === config.dim * wider.heads;
  if (!same || wider.dim < config.dim || wider.ffnDim < config.ffnDim) {
    throw new Error(`a network of width ${config.dim} with ${config.heads} heads and ${config.ffnDim} neurons cannot go on with ${wider.dim}, ${wider.heads} and ${wider.ffnDim}`);
  }
  const from = parameterLayout(config);
  const to = parameterLayout(wider);
  const scale = Math.sqrt(config.dim / wider.dim);
  const widened = initialParameters(wider, seed);
  to.tensors.forEach(({ name, shape, offset }, index) => {
    const narrow = from.tensors[index];
    if (narrow === undefined) throw new Error(`no tensor named ${name}`);
    const [rows, columns] = narrow.shape;
    if (!name.endsWith(".qkv") && !name.endsWith(".up")) widened.fill(0, offset, offset + shape[0] * shape[1]);
    for (let row = 0; row < rows; row++) {
      const start = offset + wideRow(name, row, config.dim, wider.dim) * shape[1];
      for (let column = 0; column < columns; column++) widened[start + column] = scale * (parameters[narrow.offset + row * columns + column] ?? 0);
    }
  });
  return widened;
}
