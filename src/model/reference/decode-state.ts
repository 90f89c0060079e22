// Buffers of one decoding run for the twins: the same as on the GPU, in f32 or f64.

import { NORM_EPSILON, ROPE_BASE, ffnBlocks, parameterLayout, tensorOffset, type ModelConfig } from "../config.ts";
import type { FloatArray } from "./arithmetic.ts";

/** Where the tensors of a layer lie in the flat parameter buffer, in f32 elements. */
export interface LayerOffsets {
  readonly qkv: number;
  readonly out: number;
  readonly up: number;
  readonly down: number;
}

export interface DecodeState {
  readonly config: ModelConfig;
  readonly layers: readonly LayerOffsets[];
  readonly normEpsilon: number;
  readonly parameters: FloatArray;
  /** (maxTokens, headDim / 2, 2): cos, sin. */
  readonly rope: FloatArray;
  /** (dim) residual. */
  readonly x: FloatArray;
  /** (dim) normed residual, which the kernels keep in registers. */
  readonly xn: FloatArray;
  /** (dim) */
  readonly q: FloatArray;
  /** (layer, position, dim) */
  readonly keys: FloatArray;
  readonly values: FloatArray;
  /** (heads, maxTokens) attention weights. */
  readonly weights: FloatArray;
  /** (dim) */
  readonly attended: FloatArray;
  /** (ffnDim) */
  readonly h: FloatArray;
  /** (blocks) */
  readonly energy: FloatArray;
  /** (dim) sum over the kept blocks, before the residual. */
  readonly gathered: FloatArray;
  /** (vocabSize) */
  readonly logits: FloatArray;
  position: number;
}

/** (maxTokens, headDim / 2, 2) cos and sin of position * ROPE_BASE^(-2i / headDim), computed in f64. */
export function ropeTable(config: ModelConfig): Float64Array {
  const headDim = config.dim / config.heads;
  const half = headDim / 2;
  const table = new Float64Array(config.maxTokens * half * 2);
  for (let position = 0; position < config.maxTokens; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * ROPE_BASE ** ((-2 * i) / headDim);
      table[2 * (position * half + i)] = Math.cos(angle);
      table[2 * (position * half + i) + 1] = Math.sin(angle);
    }
  }
  return table;
}

export function layerOffsets(config: ModelConfig): LayerOffsets[] {
  const layout = parameterLayout(config);
  const offsets: LayerOffsets[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const at = (name: string): number => tensorOffset(layout, `layer${layer}.${name}`);
    offsets.push({ qkv: at("qkv"), out: at("out"), up: at("up"), down: at("down") });
  }
  return offsets;
}

/** f32 state from Float32Array parameters, f64 state from Float64Array parameters. */
export function createDecodeState(config: ModelConfig, parameters: FloatArray): DecodeState {
  const floats = (length: number): FloatArray =>
    parameters instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  const { dim, heads, ffnDim, maxTokens, layers, vocabSize } = config;
  const rope = ropeTable(config);
  return {
    config,
    layers: layerOffsets(config),
    normEpsilon: NORM_EPSILON,
    parameters,
    rope: parameters instanceof Float32Array ? Float32Array.from(rope) : rope,
    x: floats(dim),
    xn: floats(dim),
    q: floats(dim),
    keys: floats(layers * maxTokens * dim),
    values: floats(layers * maxTokens * dim),
    weights: floats(heads * maxTokens),
    attended: floats(dim),
    h: floats(ffnDim),
    energy: floats(ffnBlocks(config)),
    gathered: floats(dim),
    logits: floats(vocabSize),
    position: 0,
  };
}

/** x = embed[token] */
export function embedToken(state: DecodeState, token: number): void {
  const { dim } = state.config;
  state.x.set(state.parameters.subarray(token * dim, (token + 1) * dim));
}
