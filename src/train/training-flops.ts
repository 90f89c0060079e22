// Executed multiply-adds of one training step, from the dispatched shapes: padding included, skipped blocks not.

import { BLOCK_SIZE, parameterLayout } from "../model/config.ts";
import type { ModelConfig } from "../model/config.ts";
import type { TrainingShape } from "./training-plan.ts";

/** FLOP (2 per multiply-add) of one step with sequences of `length`. AdamW: 18 per parameter. */
export function trainingFlops(config: ModelConfig, shape: TrainingShape, length: number): number {
  const { dim, ffnDim, vocabSize, layers } = config;
  const { tokens, lossRows } = shape;
  const active = config.activeBlocks * BLOCK_SIZE;
  const linear = 3 * 4 * dim * dim; // qkv and out: forward, input and weight gradient
  const feedForward = dim * ffnDim + 5 * dim * active; // only the forward up-projection is dense
  const attention = 9 * dim * ((length + 1) / 2); // products over the history: 2 forward, 3 for queries, 4 for keys and values
  const head = 3 * lossRows * vocabSize * dim;
  return 2 * (tokens * layers * (linear + feedForward + attention) + head) + 18 * parameterLayout(config).total;
}
