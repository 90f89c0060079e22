// The whole training step against float64: loss and gradients of a small model, in a real browser, under an error scope.

import { afterAll, beforeAll, expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { type ModelConfig, parameterLayout } from "../../src/model/config.ts";
import { trainingLoss } from "../../src/model/reference/training-loss.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { initialParameters } from "../../src/train/initialise.ts";
import { createTrainingPlan, type TrainingBatch, type TrainingPlan } from "../../src/train/training-plan.ts";
import { type TrainingStep, trainingStep } from "../fixtures/kernel-training-step.ts";

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

async function freshPlan(parameters: Float32Array<ArrayBuffer>, model = config): Promise<TrainingPlan> {
  return createTrainingPlan(device, shaders, model, shape, settings, { parameters, moments: new Float32Array(parameters.length * 2) });
}

// How far may an f32 gradient be off? A proven bound says nothing here: running error analysis (rounded.ts) over two layers
// grows about tenfold per product, to 0.25 on block energies of 9. Proofs are kernel by kernel (training-kernels.test.ts);
// the whole step gets a statistical bound per parameter instead. Monte Carlo arithmetic (D. S. Parker, 1997): the float64
// step is repeated with every operation disturbed by its full relative accuracy, of random sign. Real rounding errors are at
// most that large, rms 1 / sqrt(3) of it for + - *. The mean of 16 squares falls below 0.15 of its expectation in fewer than
// 1 of 20,000 parameters (chi-squared), so 12 of its roots are at least 12 * 0.38 * sqrt(3) = 8 deviations of real rounding.
const RUNS = 16;
const DEVIATIONS = 12;

/** Exact loss and gradients, and the bounds on an f32 computation of them. */
function expectedStep(model: ModelConfig, parameters: Float32Array, batch: TrainingBatch): { exact: TrainingStep; lossBound: number; bounds: Float64Array } {
  const exact = trainingStep(model, parameters, batch, (value) => value);
  const prng = createPrng(17);
  const disturb = (value: number, relative: number): number => value * (prng.nextUint32() % 2 === 0 ? 1 + relative : 1 - relative);
  const disturbed = Array.from({ length: RUNS }, () => trainingStep(model, parameters, batch, disturb));
  const bound = (deviations: readonly number[]): number => DEVIATIONS * Math.sqrt(deviations.reduce((sum, one) => sum + one * one, 0) / RUNS);
  return {
    exact,
    lossBound: bound(disturbed.map(({ loss }) => loss - exact.loss)),
    bounds: exact.gradients.map((value, at) => bound(disturbed.map(({ gradients }) => gradients[at]! - value))),
  };
}

/** Largest |gradient - exact| / bound of each tensor; a gradient that is exactly 0 has the bound 0. */
function worstShares(gradients: Float32Array, exact: Float64Array, bounds: Float64Array): Record<string, number> {
  return Object.fromEntries(parameterLayout(config).tensors.map(({ name, shape: [rows, columns], offset }) => {
    let worst = 0;
    for (let at = offset; at < offset + rows * columns; at++) {
      const off = Math.abs(gradients[at]! - exact[at]!);
      const share = off === 0 ? 0 : off / bounds[at]!;
      if (!(share <= worst)) worst = share;
    }
    return [name, worst];
  }));
}

test.each([[8, 2], [16, 2], [16, 6]])("every gradient is within f32 rounding of float64, sequences of %i, %i of 6 blocks kept", async (length, activeBlocks) => {
  device.pushErrorScope("validation");
  const model = { ...config, activeBlocks };
  const parameters = initialParameters(model, 3);
  const plan = await freshPlan(parameters, model);
  const batch = randomBatch(5, length);
  plan.step(batch, 0, 1);
  const loss = await plan.readLoss(batch);
  const gradients = await plan.readGradients();
  expect(await device.popErrorScope()).toBeNull();
  plan.destroy();
  const { exact, lossBound, bounds } = expectedStep(model, parameters, batch);
  expect(Math.abs(loss - exact.loss)).toBeLessThan(lossBound);
  for (const [name, share] of Object.entries(worstShares(gradients, exact.gradients, bounds))) expect(share, name).toBeLessThan(1);
  // The check can fail: with one target of 13 changed, every tensor is far outside.
  const other = trainingStep(model, parameters, { ...batch, targets: batch.targets.with(0, (batch.targets[0]! + 1) % config.vocabSize) }, (value) => value);
  for (const [name, share] of Object.entries(worstShares(gradients, other.gradients, bounds))) expect(share, name).toBeGreaterThan(1000);
});

// Central differences D(h) of the loss. Truncation, h^2 / 6 times the third derivative, is a third of D(2h) - D(h), taken
// whole. Rounding: each loss is right to a few 2^-53 of itself; 8 are allowed, in both of two losses over 2h.
const STEP = 2 ** -18;

test.each([8, 16])("the float64 gradients are the derivatives of trainingLoss, sequences of %i", (length) => {
  const parameters = initialParameters(config, 3);
  const batch = randomBatch(5, length);
  const { loss, gradients } = trainingStep(config, parameters, batch, (value) => value);
  const point = Float64Array.from(parameters);
  expect(Math.abs(loss - trainingLoss(config, point, batch))).toBeLessThan(8 * 2 ** -53 * loss);
  const difference = (at: number, step: number): number => {
    const lossAt = (offset: number): number => trainingLoss(config, point.with(at, point[at]! + offset), batch);
    return (lossAt(step) - lossAt(-step)) / (2 * step);
  };
  const prng = createPrng(9);
  for (const { name, shape: [rows, columns], offset } of parameterLayout(config).tensors) {
    for (let i = 0; i < 10; i++) {
      const at = offset + prng.integer(0, rows * columns - 1);
      const numeric = difference(at, STEP);
      const bound = Math.abs(difference(at, 2 * STEP) - numeric) + (8 * 2 ** -53 * loss) / STEP;
      expect(Math.abs(gradients[at]! - numeric), `${name}, parameter ${at}`).toBeLessThan(bound);
      expect(bound).toBeLessThan(1e-7);
    }
  }
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
