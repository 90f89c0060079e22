// Shape of the transformer and where each tensor lies in the one flat f32 parameter buffer.
// Every matrix is stored with one contiguous row per OUTPUT unit (or per neuron, for `down` too).

export const BLOCK_SIZE = 16;
/** Added to the mean square inside RMSNorm. */
export const NORM_EPSILON = 1e-5;
export const ROPE_BASE = 10000;

export interface ModelConfig {
  readonly name: string;
  readonly vocabSize: number;
  /** Residual width, a multiple of 16. */
  readonly dim: number;
  readonly layers: number;
  /** dim / heads is even and a multiple of 4. */
  readonly heads: number;
  /** Feed-forward neurons, a multiple of BLOCK_SIZE. */
  readonly ffnDim: number;
  /** Feed-forward blocks of 16 neurons kept per token, 1 .. ffnDim / 16. */
  readonly activeBlocks: number;
  /** Longest sequence: prompt and answer together, in tokens. */
  readonly maxTokens: number;
}

/** The sizes that are trained here; about 0.4, 0.5, 0.9, 1.1 and 3.5 million parameters with a vocabulary of 1,024. */
export const MODEL_SIZES = {
  nano: { dim: 96, layers: 3, heads: 4, ffnDim: 384 },
  micro: { dim: 96, layers: 4, heads: 4, ffnDim: 384 },
  mini: { dim: 128, layers: 4, heads: 4, ffnDim: 512 },
  midi: { dim: 144, layers: 4, heads: 6, ffnDim: 576 },
  small: { dim: 256, layers: 4, heads: 8, ffnDim: 1024 },
} as const;

export type ModelSize = keyof typeof MODEL_SIZES;

export interface TensorSlot {
  readonly name: string;
  readonly shape: readonly [number, number];
  /** In f32 elements from the start of the flat buffer; a multiple of 4. */
  readonly offset: number;
}

export interface ParameterLayout {
  readonly tensors: readonly TensorSlot[];
  /** f32 elements in all. */
  readonly total: number;
}

export function ffnBlocks(config: ModelConfig): number {
  return config.ffnDim / BLOCK_SIZE;
}

/** embed (V, d); per layer qkv (3d, d), out (d, d), up (ffn, d), down (ffn, d). The head is embed again. */
export function parameterLayout(config: ModelConfig): ParameterLayout {
  const { dim, ffnDim, vocabSize, layers } = config;
  const tensors: TensorSlot[] = [];
  let offset = 0;
  const add = (name: string, rows: number, columns: number): void => {
    tensors.push({ name, shape: [rows, columns], offset });
    offset += rows * columns;
  };
  add("embed", vocabSize, dim);
  for (let layer = 0; layer < layers; layer++) {
    add(`layer${layer}.qkv`, 3 * dim, dim);
    add(`layer${layer}.out`, dim, dim);
    add(`layer${layer}.up`, ffnDim, dim);
    add(`layer${layer}.down`, ffnDim, dim);
  }
  return { tensors, total: offset };
}

/** Offset of a named tensor in f32 elements; throws on a name the layout does not have. */
export function tensorOffset(layout: ParameterLayout, name: string): number {
  const slot = layout.tensors.find((tensor) => tensor.name === name);
  if (slot === undefined) throw new Error(`no tensor named ${name}`);
  return slot.offset;
}
