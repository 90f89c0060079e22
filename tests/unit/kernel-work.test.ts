// Counts of every kernel against arithmetic written out by hand, at three shapes each: below, on and across the edge of a tile. The
// numbers below come from the shaders, not from the host records.

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addWork, COMPONENTS, NO_WORK, totalWork, type Work } from "../../src/energy/work.ts";
import { type ModelConfig, parameterLayout } from "../../src/model/config.ts";
import { promptWork, tokenWork, wastedLaunches } from "../../src/model/decode-work.ts";
import { attnIn } from "../../src/model/kernels/attn-in.ts";
import { attnOut } from "../../src/model/kernels/attn-out.ts";
import { chooseToken, chooseTokenStopped } from "../../src/model/kernels/choose-token.ts";
import type { DecodeDims, DecodeKernel } from "../../src/model/kernels/decode-kernel.ts";
import { ffnDown } from "../../src/model/kernels/ffn-down.ts";
import { ffnUp } from "../../src/model/kernels/ffn-up.ts";
import { headLogits } from "../../src/model/kernels/head-logits.ts";
import { createTrainingPlan } from "../../src/train/training-plan.ts";
import { TRAINING_KERNELS, type TrainingKernel, trainingDispatches, trainingWork } from "../../src/train/training-work.ts";

type Counts = readonly [multiplyAdds: number, comparisons: number, bytesRead: number, bytesWritten: number, residentBytes: number, workgroups: number];

const BASE = { name: "shape", layers: 2, maxTokens: 16 };
/** Workgroups have 64 lanes. Below: 48 of 64 channels, head size 12, 5 tokens, 2 of 6 blocks. */
const BELOW: DecodeDims = { ...BASE, vocabSize: 62, dim: 48, heads: 4, ffnDim: 96, activeBlocks: 2, position: 4 };
/** On the edge: 64 channels, 64 neurons in 4 blocks, all kept, 64 words; the first token, inside a prompt. */
const EDGE: DecodeDims = { ...BASE, vocabSize: 64, dim: 64, heads: 4, ffnDim: 64, activeBlocks: 4, position: 0, insidePrompt: true };
/** Across: 80 channels, 80 neurons in 5 blocks, one kept, 65 words; 8 tokens, inside a prompt. */
const ACROSS: DecodeDims = { ...BASE, vocabSize: 65, dim: 80, heads: 4, ffnDim: 80, activeBlocks: 1, position: 7, insidePrompt: true };

// A norm of d channels: d squares, 3 additions, mean, epsilon and root, d scalings. A dot of n: n and 3 additions. exp: 12.
// Resident reads of every kernel: 48 bytes of sizes in 2 sectors and the state in one: 96.
const DECODE: readonly (readonly [DecodeKernel, DecodeDims, Counts])[] = [
  // Lanes 3d/2, each: norm 2d + 6, two rows 2 (d + 3); 2 products each way in d turns. Reads 3 d^2, x, rope row d / heads; writes q, k, v.
  [attnIn, BELOW, [72 * (102 + 102) + 192, 0, 27648 + 96 + 192 + 64, 576, 96 + 192 + 64 + 192, 2]],
  [attnIn, EDGE, [96 * (134 + 134) + 256, 0, 49152 + 96 + 256 + 64, 768, 96 + 256 + 64 + 256, 2]],
  [attnIn, ACROSS, [120 * (166 + 166) + 320, 0, 76800 + 96 + 320 + 96, 960, 96 + 320 + 96 + 320, 2]],

  // Per head and token: dot of d / heads and scaling, difference, exp, total = d / heads + 3 + 1 + 1 + 12 + 1; values tokens * d; division
  // d; d rows of d + 3, residual 1. Peaks: heads * (tokens - 1). Reads both caches, Wout; q and x.
  [attnOut, BELOW, [20 * 30 + 240 + 48 + 48 * 52, 16, 2 * 960 + 9216 + 96 + 384, 192, 96 + 384 + 192, 1]],
  [attnOut, EDGE, [4 * 34 + 64 + 64 + 64 * 68, 0, 2 * 256 + 16384 + 96 + 512, 256, 96 + 512 + 256, 1]],
  [attnOut, ACROSS, [32 * 38 + 640 + 80 + 80 * 84, 28, 2 * 2560 + 25600 + 96 + 640, 320, 96 + 640 + 320, 1]],

  // Each neuron: norm and a row. Reads the rows, x; writes h.
  [ffnUp, BELOW, [96 * (102 + 51), 96, 18432 + 96 + 192, 384, 96 + 192 + 384, 2]],
  [ffnUp, EDGE, [64 * (134 + 67), 64, 16384 + 96 + 256, 256, 96 + 256 + 256, 1]],
  [ffnUp, ACROSS, [80 * (166 + 83), 80, 25600 + 96 + 320, 320, 96 + 320 + 320, 2]],

  // Each workgroup: 19 a block; b^2 ranks, b limits, slots of the last blocks kept, 64 b counts. Then 16 d a kept block, d residuals.
  // Reads 16 rows a kept block (64 d bytes), control, h, x; writes x and a word of records. Slots: 5 + 4; 3 + 2 + 1 + 0; 4.
  [ffnDown, BELOW, [1 * 6 * 19 + 2 * 768 + 48, 1 * (36 + 6 + 9 + 384), 2 * 3072 + 96 + 32 + 384 + 192, 192 + 32, 96 + 32 + 384 + 192 + 224, 1]],
  [ffnDown, EDGE, [1 * 4 * 19 + 4 * 1024 + 64, 1 * (16 + 4 + 6 + 256), 4 * 4096 + 96 + 32 + 256 + 256, 256 + 32, 96 + 32 + 256 + 256 + 288, 1]],
  [ffnDown, ACROSS, [2 * 5 * 19 + 1 * 1280 + 80, 2 * (25 + 5 + 4 + 320), 1 * 5120 + 96 + 32 + 320 + 320, 320 + 32, 96 + 32 + 320 + 320 + 352, 2]],

  // Each word: norm and a row. 62 words are 248 bytes: 8 sectors; 65 are 260: 9 sectors.
  [headLogits, BELOW, [62 * (102 + 51), 0, 11904 + 96 + 192, 256, 96 + 192 + 256, 1]],
  [headLogits, EDGE, [64 * (134 + 67), 0, 16384 + 96 + 256, 256, 96 + 256 + 256, 1]],
  [headLogits, ACROSS, [65 * (166 + 83), 0, 20800 + 96 + 320, 288, 96 + 320 + 288, 2]],

  // Each logit: difference, exp, addition = 14, and 3 comparisons; 63 merges of 3; 64 partial sums, one margin. Reads logits, control (a
  // second sector for a prompt token past word 7), an embedding; writes x, state, records.
  [chooseToken, BELOW, [62 * 14 + 65, 186 + 189, 192 + 96 + 256 + 32, 192 + 64, 96 + 256 + 32 + 256, 1]],
  [chooseToken, EDGE, [64 * 14 + 65, 192 + 189, 256 + 96 + 256 + 32, 256 + 64, 96 + 256 + 32 + 320, 1]],
  [chooseToken, ACROSS, [65 * 14 + 65, 195 + 189, 320 + 96 + 288 + 64, 320 + 64, 96 + 288 + 64 + 384, 1]],
];

test.each(DECODE)("$name at $1.dim channels counts what was derived by hand", (kernel, dims, [multiplyAdds, comparisons, bytesRead, bytesWritten, residentBytes, workgroups]) => {
  const counted = kernel.work(dims);
  expect(counted).toMatchObject({ multiplyAdds, comparisons, bytesRead, bytesWritten, residentBytes, dispatches: 1, halfMultiplyAdds: 0, hostOperations: 0 });
  expect(kernel.workgroups(dims)).toBe(workgroups);
  expect(counted.residentBytes).toBeLessThanOrEqual(counted.bytesRead + counted.bytesWritten);
  expect((counted.bytesRead + counted.bytesWritten) % 32).toBe(0);
});

describe("a token", () => {
  const kernels = (dims: DecodeDims, blocks: readonly number[]): readonly Work[] => [
    ...blocks.flatMap((activeBlocks) => [attnIn, attnOut, ffnUp, ffnDown].map((kernel) => kernel.work({ ...dims, activeBlocks }))),
    chooseToken.work(dims),
  ];

  test.each([BELOW, EDGE, ACROSS])("conserves: the components are the kernels, launches apart ($dim channels)", (dims) => {
    const blocks = [dims.activeBlocks, 1];
    const prompt = Array.from({ length: dims.position + 1 }, (_, position) => kernels({ ...dims, position, insidePrompt: true }, blocks)).flat();
    expect(totalWork(promptWork(dims, dims.position + 1, blocks))).toEqual(prompt.reduce(addWork, NO_WORK));
    const withHead = [...kernels({ ...dims, insidePrompt: false }, blocks), headLogits.work(dims)].reduce(addWork, NO_WORK);
    const parts = tokenWork(dims, dims.position, blocks);
    expect(totalWork(parts)).toEqual(withHead);
    for (const component of COMPONENTS) expect(parts[component]?.dispatches ?? 0).toBe(component === "dispatch" ? 10 : 0);
  });

  test("past the stop token, nine kernels read a sector and return, and choose_token looks over the logits", () => {
    // 3 tokens, 2 layers: 9 kernels with a sector of state each; 62 logits at 14 and 3; 63 merges; sizes, state and logits read.
    expect(wastedLaunches(BELOW, 3)).toEqual({
      head: { ...NO_WORK, multiplyAdds: 3 * 868, comparisons: 3 * 375, bytesRead: 3 * 352, residentBytes: 3 * 352 },
      dispatch: { ...NO_WORK, dispatches: 30, bytesRead: 3 * 288, residentBytes: 3 * 288 },
    });
    expect(chooseTokenStopped(BELOW).bytesWritten).toBe(0);
    expect(wastedLaunches(BELOW, 0)).toEqual({});
  });
});

type StepCounts = readonly [multiplyAdds: number, comparisons: number, bytesRead: number, bytesWritten: number];
const K = TRAINING_KERNELS;

// Tiles are 32 x 32 outputs, rows of 32 tokens, 64 pairs or 4-channel groups, 16 loss rows. exp: 11. A norm's dot of n: n + 3.
const TRAINING: readonly (readonly [TrainingKernel, string, Work, StepCounts])[] = [
  // Ids and a row a token, no arithmetic: 4 t + 4 t d read (ids in sectors), 4 t d written.
  ["train_embed", "15 tokens x 16", K.train_embed({ TOKENS: 15, DIM: 16 }), [0, 0, 64 + 960, 960]],
  ["train_embed", "16 x 16", K.train_embed({ TOKENS: 16, DIM: 16 }), [0, 0, 64 + 1024, 1024]],
  ["train_embed", "17 x 16", K.train_embed({ TOKENS: 17, DIM: 16 }), [0, 0, 96 + 1088, 1088]],
  ["train_gather_rows", "15 rows x 16", K.train_gather_rows({ ROWS: 15, DIM: 16 }), [0, 0, 64 + 960, 960]],
  ["train_gather_rows", "16 x 16", K.train_gather_rows({ ROWS: 16, DIM: 16 }), [0, 0, 64 + 1024, 1024]],
  ["train_gather_rows", "17 x 32", K.train_gather_rows({ ROWS: 17, DIM: 32 }), [0, 0, 96 + 2176, 2176]],

  // A token: d squares + 3, mean, epsilon, root, d scalings = 2 d + 6; x read, y and one inverse written.
  ["train_rms_norm", "31 tokens x 16", K.train_rms_norm({ TOKENS: 31, DIM: 16 }), [31 * 38, 0, 1984, 1984 + 128]],
  ["train_rms_norm", "32 x 48", K.train_rms_norm({ TOKENS: 32, DIM: 48 }), [32 * 102, 0, 6144, 6144 + 128]],
  ["train_rms_norm", "33 x 32", K.train_rms_norm({ TOKENS: 33, DIM: 32 }), [33 * 70, 0, 4224, 4224 + 160]],
  // A token: d products + 3, mean, 2 d = 3 d + 4; dy, y, inverse and (to add to it) dx read.
  ["train_rms_norm_gradient", "31 x 16, added", K.train_rms_norm_gradient({ TOKENS: 31, DIM: 16, ACCUMULATE: true }), [31 * 52, 0, 3 * 1984 + 128, 1984]],
  ["train_rms_norm_gradient", "32 x 48", K.train_rms_norm_gradient({ TOKENS: 32, DIM: 48, ACCUMULATE: false }), [32 * 148, 0, 2 * 6144 + 128, 6144]],
  ["train_rms_norm_gradient", "33 x 32", K.train_rms_norm_gradient({ TOKENS: 33, DIM: 32, ACCUMULATE: false }), [33 * 100, 0, 2 * 4224 + 160, 4224]],

  // m n k, one more to add to what is there; relu and gate compare once an output. Reads a, w and (added, gated) y.
  ["train_matmul_rows", "28 x 36 x 16, added", K.train_matmul_rows({ M: 28, N: 36, K: 16, RELU: false, ACCUMULATE: true, GATE: false }), [1008 * 17, 0, 1792 + 2304 + 4032, 4032]],
  ["train_matmul_rows", "32 x 32 x 32, relu", K.train_matmul_rows({ M: 32, N: 32, K: 32, RELU: true, ACCUMULATE: false, GATE: false }), [1024 * 32, 1024, 4096 + 4096, 4096]],
  ["train_matmul_rows", "36 x 64 x 48, gated", K.train_matmul_rows({ M: 36, N: 64, K: 48, RELU: false, ACCUMULATE: false, GATE: true }), [2304 * 48, 2304, 6912 + 12288 + 9216, 9216]],
  ["train_matmul_input", "28 x 36 x 16", K.train_matmul_input({ M: 28, N: 36, K: 16, ACCUMULATE: false }), [448 * 36, 0, 4032 + 2304, 1792]],
  ["train_matmul_input", "32 x 32 x 32", K.train_matmul_input({ M: 32, N: 32, K: 32, ACCUMULATE: false }), [1024 * 32, 0, 4096 + 4096, 4096]],
  ["train_matmul_input", "36 x 64 x 48, added", K.train_matmul_input({ M: 36, N: 64, K: 48, ACCUMULATE: true }), [1728 * 65, 0, 9216 + 12288 + 6912, 6912]],
  ["train_matmul_weight", "28 x 36 x 16", K.train_matmul_weight({ M: 28, N: 36, K: 16 }), [576 * 28, 0, 4032 + 1792, 2304]],
  ["train_matmul_weight", "32 x 32 x 32", K.train_matmul_weight({ M: 32, N: 32, K: 32 }), [1024 * 32, 0, 4096 + 4096, 4096]],
  ["train_matmul_weight", "36 x 64 x 48", K.train_matmul_weight({ M: 36, N: 64, K: 48 }), [3072 * 36, 0, 9216 + 6912, 12288]],

  // d pairs a token: sine with sign, 2 products each way = 5. q and k read and written, table of length x head size.
  ["train_rope", "3 x 16, heads of 8, length 3", K.train_rope({ TOKENS: 3, DIM: 16, HEAD_DIM: 8, LENGTH: 3 }), [240, 0, 384 + 96, 384]],
  ["train_rope", "4 x 16, heads of 4, length 2", K.train_rope({ TOKENS: 4, DIM: 16, HEAD_DIM: 4, LENGTH: 2 }), [320, 0, 512 + 32, 512]],
  ["train_rope", "10 x 32, heads of 12, length 5", K.train_rope({ TOKENS: 10, DIM: 32, HEAD_DIM: 12, LENGTH: 5 }), [1600, 0, 2560 + 256, 2560]],

  // 31 tokens of one sequence see 1 + .. + 31 = 496 keys; 4 of length 8: 4 x 36 = 144; 33 of length 11: 3 x 66 = 198. Per head a pair: score
  // h, difference, exp 11, total, sum h = 2 h + 13; a token: q h, first largest 1 + 11 + 1 + h, division h = 3 h + 13.
  ["train_attention", "1 head of 16, 31 of 31", K.train_attention({ TOKENS: 31, DIM: 16, HEADS: 1, HEAD_DIM: 16, LENGTH: 31 }), [496 * 45 + 31 * 61, 496, 5952, 1984 + 256]],
  ["train_attention", "2 heads of 8, 32 of 8", K.train_attention({ TOKENS: 32, DIM: 16, HEADS: 2, HEAD_DIM: 8, LENGTH: 8 }), [2 * (144 * 29 + 32 * 37), 288, 6144, 2048 + 512]],
  ["train_attention", "4 heads of 12, 33 of 11", K.train_attention({ TOKENS: 33, DIM: 48, HEADS: 4, HEAD_DIM: 12, LENGTH: 11 }), [4 * (198 * 37 + 33 * 49), 792, 19008, 6336 + 1056]],
  // A pair: score h, pull h, difference, exp, division, (pull - delta), product, scale, sum h = 3 h + 16; a token: q h, delta h.
  ["train_attention_query", "1 head of 16, 31 of 31", K.train_attention_query({ TOKENS: 31, DIM: 16, HEADS: 1, HEAD_DIM: 16, LENGTH: 31 }), [496 * 64 + 31 * 32, 0, 5952 + 1984 + 1984 + 256, 128 + 1984]],
  ["train_attention_query", "2 heads of 8, 32 of 8", K.train_attention_query({ TOKENS: 32, DIM: 16, HEADS: 2, HEAD_DIM: 8, LENGTH: 8 }), [2 * (144 * 40 + 32 * 16), 0, 6144 + 2048 + 2048 + 512, 256 + 2048]],
  ["train_attention_query", "4 heads of 12, 33 of 11", K.train_attention_query({ TOKENS: 33, DIM: 48, HEADS: 4, HEAD_DIM: 12, LENGTH: 11 }), [4 * (198 * 52 + 33 * 24), 0, 19008 + 6336 + 6336 + 1056, 544 + 6336]],
  // A pair: score h, pull h, difference, exp, division, (pull - delta), product, scale, dv h, dk h = 4 h + 16; a token: k h.
  ["train_attention_key_value", "1 head of 16, 31 of 31", K.train_attention_key_value({ TOKENS: 31, DIM: 16, HEADS: 1, HEAD_DIM: 16, LENGTH: 31 }), [496 * 80 + 31 * 16, 0, 5952 + 1984 + 256 + 128, 3968]],
  ["train_attention_key_value", "2 heads of 8, 32 of 8", K.train_attention_key_value({ TOKENS: 32, DIM: 16, HEADS: 2, HEAD_DIM: 8, LENGTH: 8 }), [2 * (144 * 48 + 32 * 8), 0, 6144 + 2048 + 512 + 256, 4096]],
  ["train_attention_key_value", "4 heads of 12, 33 of 11", K.train_attention_key_value({ TOKENS: 33, DIM: 48, HEADS: 4, HEAD_DIM: 12, LENGTH: 11 }), [4 * (198 * 64 + 33 * 12), 0, 19008 + 6336 + 1056 + 544, 12672]],

  // A token: 19 a block; b^2 ranks and b limits. h read, a word for every 32 blocks written.
  ["train_select_blocks", "31 x 32", K.train_select_blocks({ TOKENS: 31, FFN: 32, WORDS: 1 }), [31 * 38, 31 * 6, 3968, 128]],
  ["train_select_blocks", "32 x 512", K.train_select_blocks({ TOKENS: 32, FFN: 512, WORDS: 1 }), [32 * 608, 32 * 1056, 65536, 128]],
  ["train_select_blocks", "33 x 528", K.train_select_blocks({ TOKENS: 33, FFN: 528, WORDS: 2 }), [33 * 627, 33 * 1122, 69696, 288]],
  // 16 d a kept block and token, d to add; d / 4 lanes test every bit. Reads 64 bytes of a and 64 d of w a block, words, y to add to.
  ["train_ffn_gather", "1 token keeps 1 of 4", K.train_ffn_gather({ TOKENS: 1, DIM: 32, FFN: 64, WORDS: 1, KEPT: 1, ACCUMULATE: true }), [512 + 32, 8 * 4, 64 + 2048 + 32 + 128, 128]],
  ["train_ffn_gather", "4 keep 1 of 4", K.train_ffn_gather({ TOKENS: 4, DIM: 16, FFN: 64, WORDS: 1, KEPT: 1, ACCUMULATE: false }), [4 * 256, 4 * 16, 256 + 4096 + 32, 256]],
  ["train_ffn_gather", "9 keep 3 of 33", K.train_ffn_gather({ TOKENS: 9, DIM: 48, FFN: 528, WORDS: 2, KEPT: 3, ACCUMULATE: true }), [9 * (2304 + 48), 9 * 12 * 33, 1728 + 432 * 192 + 96 + 1728, 1728]],
  // 16 rows a kept block, each d + 3; 4 lanes a block test every bit, 16 gates. Reads h, dy, w, words; writes dh.
  ["train_ffn_hidden_gradient", "1 token keeps 1 of 4", K.train_ffn_hidden_gradient({ TOKENS: 1, DIM: 32, FFN: 64, WORDS: 1, KEPT: 1 }), [16 * 35, 16 + 16, 64 + 128 + 2048 + 32, 64]],
  ["train_ffn_hidden_gradient", "4 keep 1 of 4", K.train_ffn_hidden_gradient({ TOKENS: 4, DIM: 16, FFN: 64, WORDS: 1, KEPT: 1 }), [4 * 16 * 19, 4 * 32, 256 + 256 + 4096 + 32, 256]],
  ["train_ffn_hidden_gradient", "9 keep 3 of 33", K.train_ffn_hidden_gradient({ TOKENS: 9, DIM: 48, FFN: 528, WORDS: 2, KEPT: 3 }), [9 * 48 * 51, 27 * 148, 1728 + 1728 + 432 * 192 + 96, 1728]],
  // 16 d a kept block and token; d lanes a block test every token's bit. All rows of dw are written.
  ["train_ffn_weight", "1 token keeps 1 of 4", K.train_ffn_weight({ TOKENS: 1, DIM: 32, FFN: 64, WORDS: 1, KEPT: 1 }), [512, 4 * 32, 64 + 128 + 32, 8192]],
  ["train_ffn_weight", "4 keep 1 of 4", K.train_ffn_weight({ TOKENS: 4, DIM: 16, FFN: 64, WORDS: 1, KEPT: 1 }), [1024, 4 * 64, 256 + 256 + 32, 4096]],
  ["train_ffn_weight", "9 keep 3 of 33", K.train_ffn_weight({ TOKENS: 9, DIM: 48, FFN: 528, WORDS: 2, KEPT: 3 }), [9 * 2304, 33 * 432, 1728 + 1728 + 96, 101376]],

  // A row: peaks v; total 13 v, gradient 14 v, goal 2. Targets, weights and logits read; logits and two numbers written.
  ["train_cross_entropy", "15 x 64", K.train_cross_entropy({ ROWS: 15, VOCAB: 64 }), [15 * 1730, 960, 64 + 64 + 3840, 3840 + 128]],
  ["train_cross_entropy", "16 x 32", K.train_cross_entropy({ ROWS: 16, VOCAB: 32 }), [16 * 866, 512, 64 + 64 + 2048, 2048 + 128]],
  ["train_cross_entropy", "17 x 40", K.train_cross_entropy({ ROWS: 17, VOCAB: 40 }), [17 * 1082, 680, 96 + 96 + 2720, 2720 + 160]],
  // An addition a token and channel. Starts (v + 1), positions, dx and the gradient read.
  ["train_embed_gradient", "15 tokens, 63 words x 16", K.train_embed_gradient({ VOCAB: 63, DIM: 16 }, 15), [240, 0, 256 + 64 + 960 + 4032, 4032]],
  ["train_embed_gradient", "16 tokens, 64 words x 16", K.train_embed_gradient({ VOCAB: 64, DIM: 16 }, 16), [256, 0, 288 + 64 + 1024 + 4096, 4096]],
  ["train_embed_gradient", "17 tokens, 65 words x 32", K.train_embed_gradient({ VOCAB: 65, DIM: 32 }, 17), [544, 0, 288 + 96 + 2176 + 8320, 8320]],
  // 2 + 3 + 7 a parameter; 16 bytes read, 12 written, and the step's rate.
  ["train_adamw", "252", K.train_adamw({ PARAMETERS: 252 }), [3024, 0, 32 + 1024 + 2016 + 1024, 2016 + 1024]],
  ["train_adamw", "256", K.train_adamw({ PARAMETERS: 256 }), [3072, 0, 32 + 16 * 256, 12 * 256]],
  ["train_adamw", "264", K.train_adamw({ PARAMETERS: 264 }), [3168, 0, 32 + 16 * 264, 12 * 264]],
];

test.each(TRAINING)("%s at %s counts what was derived by hand", (_name, _shape, counted, [multiplyAdds, comparisons, bytesRead, bytesWritten]) => {
  expect(counted).toEqual({ ...NO_WORK, multiplyAdds, comparisons, bytesRead, bytesWritten, dispatches: 1 });
});

test("every kernel there is has its counts derived at three shapes", () => {
  const derived = [...DECODE.map(([{ name }]) => name), ...TRAINING.map(([name]) => name)];
  const shaders = readdirSync("shaders").map((file) => file.replace(/\.wgsl$/, "")).filter((name) => !name.startsWith("bench_"));
  expect(Object.fromEntries(shaders.map((name) => [name, derived.filter((one) => one === name).length]))).toEqual(Object.fromEntries(shaders.map((name) => [name, 3])));
});

/** Records what a plan dispatches, with the constants in front of each shader; nothing runs. */
async function recordedStep(config: ModelConfig, tokens: number, lossRows: number, length: number): Promise<readonly (readonly [string, ReadonlyMap<string, string>])[]> {
  const recorded: (readonly [string, ReadonlyMap<string, string>])[] = [];
  type Pipeline = { readonly label: string; readonly code: string };
  const pass = { setPipeline: ({ label, code }: Pipeline) => recorded.push([label, new Map([...code.matchAll(/^const (\w+) = (\w+?)u?;$/gm)].map(([, name = "", value = ""]) => [name, value]))]), setBindGroup: () => {}, dispatchWorkgroups: () => {}, end: () => {} };
  const device = {
    createBuffer: () => ({ destroy: () => {} }),
    createShaderModule: ({ code }: { code: string }) => code,
    createComputePipeline: ({ label, compute }: { label: string; compute: { module: string } }) => ({ label, code: compute.module, getBindGroupLayout: () => ({}) }),
    createBindGroup: () => ({}),
    createCommandEncoder: () => ({ beginComputePass: () => pass, finish: () => ({}) }),
    queue: { writeBuffer: () => {}, submit: () => {} },
  };
  const shaders = Object.fromEntries(Object.keys(TRAINING_KERNELS).map((name) => [name, ""]));
  const { total } = parameterLayout(config);
  const state = { parameters: new Float32Array(total), moments: new Float32Array(2 * total) };
  const plan = await createTrainingPlan(device as unknown as GPUDevice, shaders, config, { tokens, lossRows, lengths: [length] }, { beta1: 0.9, beta2: 0.98, decay: 0.1 }, state);
  const batch = { length, tokens: new Uint32Array(tokens), rows: new Uint32Array(lossRows), targets: new Uint32Array(lossRows), weights: new Float32Array(lossRows) };
  plan.step(batch, 1e-3, 1);
  return recorded;
}

describe.each([["a third of the blocks", 2], ["all blocks", 6]])("a training step with %s", (_title, activeBlocks) => {
  const config: ModelConfig = { name: "step", vocabSize: 40, dim: 32, layers: 2, heads: 4, ffnDim: 96, activeBlocks, maxTokens: 16 };
  const shape = { tokens: 24, lossRows: 12, lengths: [8] };

  test("counts the dispatches that the plan records, with their constants", async () => {
    const recorded = await recordedStep(config, 24, 12, 8);
    const expected = recorded.map(([name, constants]) => {
      const c = Object.fromEntries([...constants].map(([key, value]) => [key, value === "true" ? true : value === "false" ? false : Number(value)]));
      const kernel = TRAINING_KERNELS[name as TrainingKernel] as (constants: object, tokens: number) => Work;
      return [name, kernel({ ...c, KEPT: activeBlocks }, 24)];
    });
    expect(trainingDispatches(config, shape, 8)).toEqual(expected);
  });

  test("conserves: its work is the sum of its dispatches; AdamW alone moves 28 bytes a parameter", () => {
    const dispatches = trainingDispatches(config, shape, 8);
    const total = trainingWork(config, shape, 8);
    expect(total).toEqual(dispatches.map(([, work]) => work).reduce(addWork, NO_WORK));
    expect(total.dispatches).toBe(dispatches.length);
    expect(total.dispatches).toBe(activeBlocks === 6 ? 2 * 21 + 11 : 2 * 22 + 11);
    const adamw = dispatches.at(-1)?.[1] ?? NO_WORK;
    expect(adamw.bytesRead + adamw.bytesWritten - 32).toBe(28 * parameterLayout(config).total);
  });
});
