// What the decoders can hold: the largest model the fused kernels take, and the checks of one request.

import { BLOCK_SIZE, ffnBlocks, type ModelConfig } from "./config.ts";
import type { DecodeRequest } from "./decoder.ts";

/** Sizes fixed in the WGSL: workgroup arrays, record words, tags. */
export const DECODE_LIMITS = { dim: 256, layers: 8, heads: 16, ffnDim: 4096, maxTokens: 256, vocabSize: 1024, attentionWeights: 3072 } as const;

/** Why the decoders cannot hold this model, or null. */
export function configProblem(config: ModelConfig): string | null {
  const { vocabSize, dim, layers, heads, ffnDim, activeBlocks, maxTokens } = config;
  const between = (value: number, low: number, high: number): boolean => Number.isInteger(value) && value >= low && value <= high;
  if (!between(dim, BLOCK_SIZE, DECODE_LIMITS.dim) || dim % 16 !== 0) return `dim ${dim} is not a multiple of 16 up to ${DECODE_LIMITS.dim}`;
  if (!between(heads, 1, DECODE_LIMITS.heads) || dim % heads !== 0 || (dim / heads) % 4 !== 0) {
    return `heads ${heads} do not split dim ${dim} into multiples of 4`;
  }
  if (!between(layers, 1, DECODE_LIMITS.layers)) return `layers ${layers} is not 1 to ${DECODE_LIMITS.layers}`;
  if (!between(ffnDim, BLOCK_SIZE, DECODE_LIMITS.ffnDim) || ffnDim % BLOCK_SIZE !== 0) {
    return `ffnDim ${ffnDim} is not a multiple of ${BLOCK_SIZE} up to ${DECODE_LIMITS.ffnDim}`;
  }
  if (!between(activeBlocks, 1, ffnBlocks(config))) return `activeBlocks ${activeBlocks} is not 1 to ${ffnBlocks(config)}`;
  if (!between(maxTokens, 2, DECODE_LIMITS.maxTokens)) return `maxTokens ${maxTokens} is not 2 to ${DECODE_LIMITS.maxTokens}`;
  if (!between(vocabSize, 2, DECODE_LIMITS.vocabSize)) return `vocabSize ${vocabSize} is not 2 to ${DECODE_LIMITS.vocabSize}`;
  if (heads * maxTokens > DECODE_LIMITS.attentionWeights) return `heads * maxTokens is over ${DECODE_LIMITS.attentionWeights}`;
  return null;
}

/** Tokens the fused plan launches before it looks at what was chosen. */
export const BATCH_TOKENS = 4;

/** What is timed as one: browsers round timestamps to 0.1 ms, so that is at most a hundredth. */
export const SHORTEST_BATCH_MS = 10;

/** Tokens whose kernels are launched to emit `emitted` of at most `limit`: whole batches. */
export function launchedTokens(emitted: number, limit: number): number {
  return Math.min(limit, Math.ceil(emitted / BATCH_TOKENS) * BATCH_TOKENS);
}

/** New tokens that fit the request and the cache; throws RangeError on a request that no plan can run. */
export function newTokenLimit(config: ModelConfig, request: DecodeRequest): number {
  const { prompt, maxNewTokens, activeBlocks } = request;
  if (prompt.length < 1 || prompt.length >= config.maxTokens) {
    throw new RangeError(`a prompt has 1 to ${config.maxTokens - 1} tokens, not ${prompt.length}`);
  }
  const stranger = prompt.find((id) => !Number.isInteger(id) || id < 0 || id >= config.vocabSize);
  if (stranger !== undefined) throw new RangeError(`prompt token ${stranger} is not in the vocabulary of ${config.vocabSize}`);
  if (!Number.isInteger(maxNewTokens) || maxNewTokens < 1) throw new RangeError(`maxNewTokens must be at least 1, not ${maxNewTokens}`);
  if (!Number.isInteger(activeBlocks) || activeBlocks < 1 || activeBlocks > ffnBlocks(config)) {
    throw new RangeError(`activeBlocks is 1 to ${ffnBlocks(config)}, not ${activeBlocks}`);
  }
  return Math.min(maxNewTokens, config.maxTokens - prompt.length);
}
