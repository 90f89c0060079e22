// Exact work of the training kernels, from the constants that specialise their shaders, and of one step: the sum over its dispatches.
// Counting as in model/kernels/decode-kernel.ts: a multiplication whose product is added is one multiply-add, and so is any that is left
// alone; unique bytes per dispatch in whole sectors; padding tokens and rows count, lanes that return do not. Where the data decide, the
// comment says what is counted.

import { addWork, NO_WORK, type Work } from "../energy/work.ts";
import { BLOCK_SIZE, ffnBlocks, type ModelConfig, parameterLayout } from "../model/config.ts";
import { dotMultiplyAdds, sectorBytes } from "../model/kernels/decode-kernel.ts";
import type { TrainingShape } from "./training-plan.ts";

/** exp_poly: range reduction 4, polynomial 6, scaling 1. */
const EXP = 11;

type Size = "M" | "N" | "K" | "TOKENS" | "DIM" | "HEADS" | "HEAD_DIM" | "LENGTH" | "FFN" | "WORDS" | "ROWS" | "VOCAB" | "PARAMETERS";
type Sizes<Names extends Size> = Readonly<Record<Names, number>>;
type Attention = Sizes<"TOKENS" | "DIM" | "HEADS" | "HEAD_DIM" | "LENGTH">;
/** `KEPT`: blocks every token keeps. */
type FeedForward = Sizes<"TOKENS" | "DIM" | "FFN" | "WORDS"> & { readonly KEPT: number };

/** One dispatch; `read` and `written` are lists of contiguous f32 or u32 elements. */
function dispatch(counts: { readonly multiplyAdds: number; readonly comparisons?: number }, read: readonly number[], written: readonly number[]): Work {
  const bytes = (pieces: readonly number[]): number => pieces.reduce((sum, elements) => sum + sectorBytes(elements), 0);
  return { ...NO_WORK, dispatches: 1, ...counts, bytesRead: bytes(read), bytesWritten: bytes(written) };
}

/** Pairs of a query and a key it sees, per head: sequences of LENGTH, each key sees itself and those before. */
const seenPairs = ({ TOKENS, LENGTH }: Sizes<"TOKENS" | "LENGTH">): number => (TOKENS * (LENGTH + 1)) / 2;
/** Rows of a feed-forward matrix that some token reads: all, unless the tokens together keep fewer. */
const touchedRows = ({ TOKENS, FFN, KEPT }: FeedForward): number => Math.min(FFN, TOKENS * KEPT * BLOCK_SIZE);

/** Work by kernel; the argument has the names of the shader's constants. */
export const TRAINING_KERNELS = {
  train_embed: ({ TOKENS, DIM }: Sizes<"TOKENS" | "DIM">) => dispatch({ multiplyAdds: 0 }, [TOKENS, TOKENS * DIM], [TOKENS * DIM]),

  // Rows that are not used read nothing; charged as used.
  train_gather_rows: ({ ROWS, DIM }: Sizes<"ROWS" | "DIM">) => dispatch({ multiplyAdds: 0 }, [ROWS, ROWS * DIM], [ROWS * DIM]),

  train_rms_norm: ({ TOKENS, DIM }: Sizes<"TOKENS" | "DIM">) =>
    dispatch({ multiplyAdds: TOKENS * (dotMultiplyAdds(DIM) + 3 + DIM) }, [TOKENS * DIM], [TOKENS * DIM, TOKENS]),

  // The mean of dy . y, then two products a channel.
  train_rms_norm_gradient: ({ TOKENS, DIM, ACCUMULATE }: Sizes<"TOKENS" | "DIM"> & { readonly ACCUMULATE: boolean }) =>
    dispatch({ multiplyAdds: TOKENS * (dotMultiplyAdds(DIM) + 1 + 2 * DIM) }, [TOKENS * DIM, TOKENS * DIM, TOKENS, ACCUMULATE ? TOKENS * DIM : 0], [TOKENS * DIM]),

  train_matmul_rows: ({ M, N, K, RELU, ACCUMULATE, GATE }: Sizes<"M" | "N" | "K"> & Readonly<Record<"RELU" | "ACCUMULATE" | "GATE", boolean>>) => {
    return dispatch({ multiplyAdds: M * N * (K + (ACCUMULATE ? 1 : 0)), comparisons: RELU || GATE ? M * N : 0 }, [M * K, N * K, ACCUMULATE || GATE ? M * N : 0], [M * N]);
  },

  train_matmul_input: ({ M, N, K, ACCUMULATE }: Sizes<"M" | "N" | "K"> & { readonly ACCUMULATE: boolean }) =>
    dispatch({ multiplyAdds: M * K * (N + (ACCUMULATE ? 1 : 0)) }, [M * N, N * K, ACCUMULATE ? M * K : 0], [M * K]),

  train_matmul_weight: ({ M, N, K }: Sizes<"M" | "N" | "K">) => dispatch({ multiplyAdds: N * K * M }, [M * N, M * K], [N * K]),

  // DIM pairs a token in q and k: the sine with its sign, then two products each way.
  train_rope: ({ TOKENS, DIM, HEAD_DIM, LENGTH }: Sizes<"TOKENS" | "DIM" | "HEAD_DIM" | "LENGTH">) =>
    dispatch({ multiplyAdds: TOKENS * DIM * 5 }, [TOKENS * 2 * DIM, LENGTH * HEAD_DIM], [TOKENS * 2 * DIM]),

  // q scaled and the sum divided; per pair score, exp of a difference, total and sum. The first key always is a new largest score; later
  // ones, which the data decide, are not counted.
  train_attention: (c: Attention) =>
    dispatch(
      { multiplyAdds: c.HEADS * (seenPairs(c) * (2 * c.HEAD_DIM + 2 + EXP) + c.TOKENS * (3 * c.HEAD_DIM + 2 + EXP)), comparisons: c.HEADS * seenPairs(c) },
      [c.TOKENS * 3 * c.DIM],
      [c.TOKENS * c.DIM, 2 * c.TOKENS * c.HEADS],
    ),

  // q scaled and delta; per pair score, pull, exp of a difference, four factors and the sum.
  train_attention_query: (c: Attention) =>
    dispatch(
      { multiplyAdds: c.HEADS * (seenPairs(c) * (3 * c.HEAD_DIM + 5 + EXP) + c.TOKENS * 2 * c.HEAD_DIM) },
      [c.TOKENS * 3 * c.DIM, c.TOKENS * c.DIM, c.TOKENS * c.DIM, 2 * c.TOKENS * c.HEADS],
      [c.TOKENS * c.HEADS, c.TOKENS * c.DIM],
    ),

  train_attention_key_value: (c: Attention) =>
    dispatch(
      { multiplyAdds: c.HEADS * (seenPairs(c) * (4 * c.HEAD_DIM + 5 + EXP) + c.TOKENS * c.HEAD_DIM) },
      [c.TOKENS * 3 * c.DIM, c.TOKENS * c.DIM, 2 * c.TOKENS * c.HEADS, c.TOKENS * c.HEADS],
      [c.TOKENS * 2 * c.DIM],
    ),

  train_select_blocks: ({ TOKENS, FFN, WORDS }: Sizes<"TOKENS" | "FFN" | "WORDS">) => {
    const blocks = FFN / BLOCK_SIZE;
    return dispatch({ multiplyAdds: TOKENS * blocks * dotMultiplyAdds(BLOCK_SIZE), comparisons: TOKENS * (blocks * blocks + blocks) }, [TOKENS * FFN], [TOKENS * WORDS]);
  },

  // Each of DIM / 4 lanes tests every block's bit.
  train_ffn_gather: (c: FeedForward & { readonly ACCUMULATE: boolean }) =>
    dispatch(
      { multiplyAdds: c.TOKENS * c.DIM * (c.KEPT * BLOCK_SIZE + (c.ACCUMULATE ? 1 : 0)), comparisons: (c.TOKENS * c.DIM * c.FFN) / (4 * BLOCK_SIZE) },
      [c.TOKENS * c.KEPT * BLOCK_SIZE, touchedRows(c) * c.DIM, c.TOKENS * c.WORDS, c.ACCUMULATE ? c.TOKENS * c.DIM : 0],
      [c.TOKENS * c.DIM],
    ),

  // Four lanes a kept block, each of which tests every block's bit; the gate compares once a neuron.
  train_ffn_hidden_gradient: (c: FeedForward) =>
    dispatch(
      { multiplyAdds: c.TOKENS * c.KEPT * BLOCK_SIZE * dotMultiplyAdds(c.DIM), comparisons: c.TOKENS * c.KEPT * (4 * (c.FFN / BLOCK_SIZE) + BLOCK_SIZE) },
      [c.TOKENS * c.KEPT * BLOCK_SIZE, c.TOKENS * c.DIM, touchedRows(c) * c.DIM, c.TOKENS * c.WORDS],
      [c.TOKENS * c.KEPT * BLOCK_SIZE],
    ),

  // DIM lanes a block, each of which tests the block's bit of every token.
  train_ffn_weight: (c: FeedForward) =>
    dispatch(
      { multiplyAdds: c.TOKENS * c.KEPT * BLOCK_SIZE * c.DIM, comparisons: (c.FFN / BLOCK_SIZE) * c.DIM * c.TOKENS },
      [c.TOKENS * c.KEPT * BLOCK_SIZE, c.TOKENS * c.DIM, c.TOKENS * c.WORDS],
      [c.FFN * c.DIM],
    ),

  // Twice exp of a difference per logit, once into the total and once weighed and divided; the goal twice.
  train_cross_entropy: ({ ROWS, VOCAB }: Sizes<"ROWS" | "VOCAB">) =>
    dispatch({ multiplyAdds: ROWS * (VOCAB * (2 * (1 + EXP) + 3) + 2), comparisons: ROWS * VOCAB }, [ROWS, ROWS, ROWS * VOCAB], [ROWS * VOCAB, 2 * ROWS]),

  train_embed_gradient: ({ VOCAB, DIM }: Sizes<"VOCAB" | "DIM">, TOKENS: number) =>
    dispatch({ multiplyAdds: TOKENS * DIM }, [VOCAB + 1, TOKENS, TOKENS * DIM, VOCAB * DIM], [VOCAB * DIM]),

  // Moments 2 and 3, the update 7. Gradient, both moments and parameter are read, all but the gradient written: 28 bytes.
  train_adamw: ({ PARAMETERS }: Sizes<"PARAMETERS">) => dispatch({ multiplyAdds: 12 * PARAMETERS }, [4, PARAMETERS, 2 * PARAMETERS, PARAMETERS], [2 * PARAMETERS, PARAMETERS]),
};
export type TrainingKernel = keyof typeof TRAINING_KERNELS;

/** The dispatches of one step with sequences of `length`, in the order of training-plan.ts. */
export function trainingDispatches(config: ModelConfig, shape: TrainingShape, length: number): readonly (readonly [TrainingKernel, Work])[] {
  const { dim: DIM, ffnDim: FFN, vocabSize: VOCAB, heads: HEADS, activeBlocks: KEPT } = config;
  const { tokens: TOKENS, lossRows: ROWS } = shape;
  const allBlocks = KEPT === ffnBlocks(config);
  const attention: Attention = { TOKENS, DIM, HEADS, HEAD_DIM: DIM / HEADS, LENGTH: length };
  const ffn: FeedForward = { TOKENS, DIM, FFN, WORDS: Math.ceil(ffnBlocks(config) / 32), KEPT };
  const done: (readonly [TrainingKernel, Work])[] = [];
  const add = (name: TrainingKernel, work: Work): unknown => done.push([name, work]);
  const k = TRAINING_KERNELS;
  const rows = (M: number, N: number, finish: "store" | "relu" | "accumulate" | "gate"): unknown =>
    add("train_matmul_rows", k.train_matmul_rows({ M, N, K: DIM, RELU: finish === "relu", ACCUMULATE: finish === "accumulate", GATE: finish === "gate" }));
  const input = (M: number, N: number, ACCUMULATE = false): unknown => add("train_matmul_input", k.train_matmul_input({ M, N, K: DIM, ACCUMULATE }));
  const weight = (M: number, N: number): unknown => add("train_matmul_weight", k.train_matmul_weight({ M, N, K: DIM }));
  const norm = (): unknown => add("train_rms_norm", k.train_rms_norm({ TOKENS, DIM }));
  const normGradient = (ACCUMULATE: boolean): unknown => add("train_rms_norm_gradient", k.train_rms_norm_gradient({ TOKENS, DIM, ACCUMULATE }));
  const rope = (): unknown => add("train_rope", k.train_rope(attention));
  const gather = (count: number): unknown => add("train_gather_rows", k.train_gather_rows({ ROWS: count, DIM }));
  const ffnGather = (ACCUMULATE: boolean): unknown => add("train_ffn_gather", k.train_ffn_gather({ ...ffn, ACCUMULATE }));

  add("train_embed", k.train_embed({ TOKENS, DIM }));
  for (let layer = 0; layer < config.layers; layer++) {
    norm();
    rows(TOKENS, 3 * DIM, "store");
    rope();
    add("train_attention", k.train_attention(attention));
    rows(TOKENS, DIM, "accumulate");
    norm();
    rows(TOKENS, FFN, "relu");
    if (allBlocks) {
      input(TOKENS, FFN, true);
      continue;
    }
    add("train_select_blocks", k.train_select_blocks(ffn));
    ffnGather(true);
  }
  norm();
  gather(ROWS);
  rows(ROWS, VOCAB, "store");
  add("train_cross_entropy", k.train_cross_entropy({ ROWS, VOCAB }));

  weight(ROWS, VOCAB);
  input(ROWS, VOCAB);
  gather(TOKENS);
  normGradient(false);
  for (let layer = 0; layer < config.layers; layer++) {
    if (allBlocks) {
      weight(TOKENS, FFN);
      rows(TOKENS, FFN, "gate");
      weight(TOKENS, FFN);
      input(TOKENS, FFN);
    } else {
      add("train_ffn_hidden_gradient", k.train_ffn_hidden_gradient(ffn));
      add("train_ffn_weight", k.train_ffn_weight(ffn));
      add("train_ffn_weight", k.train_ffn_weight(ffn));
      ffnGather(false);
    }
    normGradient(true);
    weight(TOKENS, DIM);
    input(TOKENS, DIM);
    add("train_attention_query", k.train_attention_query(attention));
    add("train_attention_key_value", k.train_attention_key_value(attention));
    rope();
    weight(TOKENS, 3 * DIM);
    input(TOKENS, 3 * DIM);
    normGradient(true);
  }
  add("train_embed_gradient", k.train_embed_gradient({ VOCAB, DIM }, TOKENS));
  add("train_adamw", k.train_adamw({ PARAMETERS: parameterLayout(config).total }));
  return done;
}

/** Work of one step: `config.activeBlocks` blocks kept. */
export function trainingWork(config: ModelConfig, shape: TrainingShape, length: number): Work {
  return trainingDispatches(config, shape, length).reduce((sum, [, work]) => addWork(sum, work), NO_WORK);
}
