// The training kernels against float64: loss and gradients of a small model, in a real browser, under an error scope.

import { afterAll, beforeAll, expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import { trainingLoss } from "../../src/model/reference/training-loss.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { initialParameters } from "../../src/train/initialise.ts";
import { createTrainingPlan, type TrainingBatch, type TrainingPlan } from "../../src/train/training-plan.ts";

// Shapes straddle the 4 x 4 tiles' 32-wide workgroups: 36 words, 96 neurons, 32 and 96 wide rows.
const config: ModelConfig = { name: "test", vocabSize: 36, dim: 32, layers: 2, heads: 2, ffnDim: 96, activeBlocks: 2, maxTokens: 16 };
const shape = { tokens: 32, lossRows: 16, lengths: [8, 16] };
const settings = { beta1: 0.9, beta2: 0.98, decay: 0.01 };
const USED_ROWS = 13;

function randomBatch(seed: number, length: number): TrainingBatch {
  const prng = createPrng(seed);
  const rows = new Uint32Array(shape.lossRows).fill(0xffffffff);
  const targets = new Uint32Array(shape.lossRows);
  const weights = new Float32Array(shape.lossRows);
  for (let row = 0; row < USED_ROWS; row++) {
    rows[row] = row * 2 + prng.integer(0, 1);
    targets[row] = prng.integer(0, config.vocabSize - 1);
    weights[row] = 1 / USED_ROWS;
  }
  const tokens = new Uint32Array(shape.tokens).map(() => prng.integer(0, config.vocabSize - 1));
  return { length, tokens, rows, targets, weights };
}

let device: GPUDevice;
beforeAll(async () => {
  const result = await acquireDevice();
  if (!result.ok) throw new Error(result.message);
  device = result.gpu.device;
});
afterAll(() => device.destroy());

async function freshPlan(parameters: Float32Array<ArrayBuffer>): Promise<TrainingPlan> {
  return createTrainingPlan(device, shaders, config, shape, settings, { parameters, moments: new Float32Array(parameters.length * 2) });
}

// Each f32 gradient is a chain of about 12 sums of at most 96 terms: gamma_n = n * 2^-24 with n = 12 * 96, times the largest
// partial sum, which stays below 1 here (weights of the loss rows add up to 1, activations are normalised).
const GRADIENT_BOUND = 12 * 96 * 2 ** -24;
// Central differences with step h: truncation h^2 / 6 * |f'''| (f''' below 100 here) plus rounding 2^-52 * loss / h.
const STEP = 1e-5;
const DIFFERENCE_BOUND = (STEP ** 2 / 6) * 100 + (2 ** -52 * 10) / STEP;

test.each([8, 16])("gradients equal central differences of the float64 loss, sequences of %i", async (length) => {
  device.pushErrorScope("validation");
  const parameters = initialParameters(config, 3);
  const plan = await freshPlan(parameters);
  const batch = randomBatch(5, length);
  plan.step(batch, 0, 1);
  const loss = await plan.readLoss(batch);
  const gradients = await plan.readGradients();
  expect(await device.popErrorScope()).toBeNull();
  const exact = Float64Array.from(parameters);
  expect(Math.abs(loss - trainingLoss(config, exact, batch))).toBeLessThan(GRADIENT_BOUND * 4);
  const prng = createPrng(9);
  let largest = 0;
  for (let i = 0; i < 200; i++) {
    const at = prng.integer(0, exact.length - 1);
    const value = exact[at] ?? 0;
    exact[at] = value + STEP;
    const above = trainingLoss(config, exact, batch);
    exact[at] = value - STEP;
    const below = trainingLoss(config, exact, batch);
    exact[at] = value;
    const numeric = (above - below) / (2 * STEP);
    largest = Math.max(largest, Math.abs(numeric));
    expect(Math.abs((gradients[at] ?? 0) - numeric), `parameter ${at}`).toBeLessThan(GRADIENT_BOUND + DIFFERENCE_BOUND);
  }
  expect(largest).toBeGreaterThan(1000 * GRADIENT_BOUND); // the check sees real gradients, not zeros
  plan.destroy();
});

test("two trainings with one seed are bit-identical, and the loss falls", async () => {
  const run = async (): Promise<{ parameters: Float32Array; first: number; last: number }> => {
    const plan = await freshPlan(initialParameters(config, 7));
    const batch = randomBatch(11, 8);
    let first = 0;
    let last = 0;
    for (let step = 1; step <= 12; step++) {
      plan.step(batch, 1e-2, step);
      last = await plan.readLoss(batch);
      if (step === 1) first = last;
    }
    const { parameters } = await plan.readState();
    plan.destroy();
    return { parameters, first, last };
  };
  const once = await run();
  const again = await run();
  expect(again.parameters).toEqual(once.parameters);
  expect(once.last).toBeLessThan(once.first / 2);
});

test("a step of a 4-layer model takes at most 100 dispatches", async () => {
  const deep = { ...config, layers: 4 };
  const parameters = initialParameters(deep, 1);
  const plan = await createTrainingPlan(device, shaders, deep, shape, settings, { parameters, moments: new Float32Array(parameters.length * 2) });
  expect(plan.dispatchesPerStep).toBe(99);
  plan.destroy();
});
