// What a training run is made of besides kernels: the schedule, the batches and the count of its work.

import { expect, test } from "vitest";
import { parameterLayout } from "../../src/model/config.ts";
import type { EncodedExample } from "../../src/tasks/arithmetic/encode.ts";
import { createDecodeState } from "../../src/model/reference/decode-state.ts";
import { decodeStep } from "../../src/model/reference/decode-step.ts";
import { batchStream, exampleSeed } from "../../src/train/batches.ts";
import { deepen } from "../../src/train/deepen.ts";
import { initialParameters } from "../../src/train/initialise.ts";
import { learningRateAt } from "../../src/train/schedule.ts";
import { trainingFlops } from "../../src/train/training-flops.ts";
import { widen } from "../../src/train/widen.ts";

const config = { name: "test", vocabSize: 40, dim: 32, layers: 2, heads: 2, ffnDim: 96, activeBlocks: 6, maxTokens: 16 };

test("learningRateAt() warms up to the peak and is zero at the last step", () => {
  const rates = Array.from({ length: 100 }, (_, index) => learningRateAt(index + 1, 100, 1));
  expect(rates.indexOf(Math.max(...rates)) + 1).toBe(4);
  expect(Math.max(...rates)).toBe(1);
  expect(rates.slice(4).every((rate, index) => rate < (rates[index + 3] ?? 0))).toBe(true);
  expect(rates.at(-1)).toBe(0);
});

test("trainingFlops() is 6 per parameter and token, and little more, when every block and row is computed", () => {
  const shape = { tokens: 24, lossRows: 24, lengths: [8] };
  const products = 6 * parameterLayout(config).total * shape.tokens;
  const flops = trainingFlops(config, shape, 8);
  expect(flops).toBeGreaterThan(products);
  // Beside the products of this small shape, per token and layer: attention's 4.5 keys at 9 x 32 multiply-adds and two heads' 45 per key,
  // norms 2 x 5 x 32, rope 2 x 5 x 32; per token 27 a logit; AdamW 12 a parameter over 24 tokens.
  const others = 2 * (24 * 2 * (4.5 * (9 * 32 + 90) + 20 * 32) + 24 * 27 * 40 + 12 * parameterLayout(config).total);
  expect(flops / (products + others)).toBeGreaterThan(0.95);
  expect(flops / (products + others)).toBeLessThan(1.05);
});

test("trainingFlops() leaves out the skipped blocks of all products but the forward up-projection", () => {
  const shape = { tokens: 24, lossRows: 8, lengths: [8] };
  const flops = (activeBlocks: number): number => trainingFlops({ ...config, activeBlocks }, shape, 8);
  // A block more: 16 neurons in five products of width 32, and the three additions that end each neuron's own gradient.
  expect(flops(3) - flops(2)).toBe(2 * shape.tokens * config.layers * (5 * config.dim * 16 + 16 * 3));
});

test("batchStream() predicts each program token from the position before it and weighs the rows to one", () => {
  const examples: EncodedExample[] = [
    { tokens: [1, 10, 11, 2, 20, 3], lossFrom: 4 },
    { tokens: Array.from({ length: 40 }, () => 5), lossFrom: 39 },
    { tokens: [1, 12, 2, 21, 22, 3], lossFrom: 3 },
  ];
  const counts = { drawn: 0, tooLong: 0 };
  const batches = batchStream((index) => examples[index] ?? null, { tokens: 16, lossRows: 8, lengths: [16, 8] }, counts);
  const batch = batches.next().value;
  expect(batch.length).toBe(8);
  expect(counts).toEqual({ drawn: 3, tooLong: 1 });
  const used = [...batch.rows].flatMap((position, row) => (position === 0xffffffff ? [] : [[position, batch.targets[row]]]));
  expect(used).toEqual([[3, 20], [4, 3], [10, 21], [11, 22], [12, 3]]);
  const sum = batch.weights.reduce((total, weight) => total + weight, 0);
  expect(Math.abs(sum - 1)).toBeLessThanOrEqual(5 * 2 ** -24); // five f32 roundings of 1/5
  expect([...batch.tokens.subarray(0, 8)]).toEqual([1, 10, 11, 2, 20, 3, 0, 0]);
});

test("exampleSeed() depends on the index and the seed, not on what was drawn before", () => {
  const seeds = Array.from({ length: 1000 }, (_, index) => exampleSeed(1, index));
  expect(new Set(seeds).size).toBe(1000);
  expect(exampleSeed(1, 7)).toBe(seeds[7]);
  expect(exampleSeed(2, 7)).not.toBe(seeds[7]);
});

test("deepen() adds layers that change no logit until they are trained, and then do", () => {
  const shallow = { ...config, activeBlocks: 3 };
  const deeper = { ...shallow, layers: 4 };
  const parameters = initialParameters(shallow, 5);
  const logits = (model: typeof config, weights: Float32Array<ArrayBuffer>): number[] => {
    const state = createDecodeState(model, weights);
    for (const token of [3, 17, 3, 39]) decodeStep(state, token, model.activeBlocks, true);
    return [...state.logits];
  };
  const deepened = deepen(parameters, shallow, deeper);
  expect(logits(deeper, deepened)).toEqual(logits(shallow, parameters));
  const last = parameterLayout(deeper).tensors.find(({ name }) => name === "layer3.down");
  const trained = deepened.map((value, index) => (last !== undefined && index >= last.offset ? value + 0.1 : value));
  expect(logits(deeper, trained)).not.toEqual(logits(shallow, parameters));
  expect(deepen(parameters, shallow, shallow)).toEqual(parameters);
  expect(() => deepen(deepened, deeper, shallow)).toThrow(/4 layers cannot go on with 2/);
});

test("widen() adds heads, neurons and width that change no logit until they are trained, and then do", () => {
  const narrow = { ...config, activeBlocks: 6 };
  const wider = { ...narrow, dim: 48, heads: 3, ffnDim: 160, activeBlocks: 10 };
  // Residuals this large leave the epsilon of RMSNorm nothing to say.
  const parameters = initialParameters(narrow, 5).map((value, index) => (index < narrow.vocabSize * narrow.dim ? value * 2 ** 20 : value));
  const logits = (model: typeof config, weights: Float32Array<ArrayBuffer>): number[] => {
    const state = createDecodeState(model, weights);
    for (const token of [3, 17, 3, 39]) decodeStep(state, token, model.activeBlocks, true);
    return [...state.logits];
  };
  const before = logits(narrow, parameters);
  const widened = widen(parameters, narrow, wider, 9);
  const largest = Math.max(...before.map(Math.abs));
  // Every weight is rounded once more, and a logit goes through a chain of 2 layers of 4 products and the head, each of at most 160 terms.
  const bound = largest * 9 * 160 * 2 ** -24;
  logits(wider, widened).forEach((logit, index) => expect(Math.abs(logit - (before[index] ?? Number.NaN))).toBeLessThan(bound));
  for (const name of ["embed", "layer1.out", "layer1.down"]) {
    const tensor = parameterLayout(wider).tensors.find((slot) => slot.name === name);
    const end = (tensor?.offset ?? 0) + (tensor?.shape[0] ?? 0) * (tensor?.shape[1] ?? 0);
    const trained = widened.map((value, index) => (index >= (tensor?.offset ?? 0) && index < end && value === 0 ? largest : value));
    expect(logits(wider, trained).some((logit, index) => Math.abs(logit - (before[index] ?? 0)) > bound), name).toBe(true);
  }
  expect(widen(parameters, narrow, narrow, 9)).toEqual(parameters);
  expect(() => widen(parameters, narrow, { ...wider, heads: 4 }, 9)).toThrow(/width 32 with 2 heads and 96 neurons cannot go on with 48, 4 and 160/);
  expect(() => widen(widened, wider, narrow, 9)).toThrow(/cannot go on with 32, 2 and 96/);
});
