// Each decode kernel alone against float64, every element within a bound derived from its own inputs (fixtures/rounded.ts).

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { createKernelPipeline } from "../../src/gpu/kernel.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { type ModelConfig, NORM_EPSILON, parameterLayout } from "../../src/model/config.ts";
import { attnIn } from "../../src/model/kernels/attn-in.ts";
import { attnOut } from "../../src/model/kernels/attn-out.ts";
import { chooseToken } from "../../src/model/kernels/choose-token.ts";
import { type DecodeKernel, RECORD_WORDS } from "../../src/model/kernels/decode-kernel.ts";
import { ffnDown } from "../../src/model/kernels/ffn-down.ts";
import { ffnUp } from "../../src/model/kernels/ffn-up.ts";
import { headLogits } from "../../src/model/kernels/head-logits.ts";
import { layerOffsets, ropeTable } from "../../src/model/reference/decode-state.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { add, divide, dot, exact, exponential, inverseSquareRoot, maximum, multiply, relu, type Rounded, subtract, sum, worstShare } from "../fixtures/rounded.ts";
import { dispatch, download, exactly, randomFloats, range, upload, type Words } from "./run-kernel.ts";

let device: GPUDevice;
beforeAll(async () => {
  const result = await acquireDevice();
  if (!result.ok) throw new Error(result.message);
  device = result.gpu.device;
});
afterAll(() => device.destroy());

const at = (values: readonly Rounded[], index: number): Rounded => values[index] ?? exact(Number.NaN);
const slice = (values: readonly Rounded[], start: number, count: number): readonly Rounded[] => values.slice(start, start + count);
const STOPPED_AT = 1;

/** The smallest model, one across the edges of workgroups, and the widest the kernels take. Position is the last or the first. */
const CASES: readonly (readonly [ModelConfig, layer: number, position: number])[] = [
  [{ name: "tiny", vocabSize: 5, dim: 16, layers: 1, heads: 1, ffnDim: 16, activeBlocks: 1, maxTokens: 2 }, 0, 0],
  [{ name: "odd", vocabSize: 70, dim: 48, layers: 2, heads: 3, ffnDim: 80, activeBlocks: 2, maxTokens: 9 }, 1, 8],
  [{ name: "wide", vocabSize: 1024, dim: 256, layers: 1, heads: 16, ffnDim: 1088, activeBlocks: 17, maxTokens: 20 }, 0, 19],
];

describe.each(CASES)("$name, layer %i, position %i", (config, layer, position) => {
  const { dim, heads, ffnDim, vocabSize, maxTokens, layers, activeBlocks } = config;
  const headDim = dim / heads;
  const half = headDim / 2;
  const offsets = layerOffsets(config)[layer] ?? { qkv: 0, out: 0, up: 0, down: 0 };
  const epsilon: Rounded = { value: NORM_EPSILON, error: NORM_EPSILON * 2 ** -24 };
  const attentionScale = Math.fround(1 / Math.sqrt(headDim));

  const shapeWords = new Uint32Array(12);
  shapeWords.set([dim, heads, ffnDim, vocabSize, maxTokens, layer]);
  new Float32Array(shapeWords.buffer).set([attentionScale, NORM_EPSILON], 6);
  shapeWords.set([offsets.qkv, offsets.out, offsets.up, offsets.down].map((offset) => offset / 4), 8);

  const inputs = {
    shape: shapeWords,
    state: new Uint32Array([position, 0]),
    control: new Uint32Array([1, activeBlocks, STOPPED_AT, 7, ...range(maxTokens, () => 0)]),
    params: randomFloats(1, parameterLayout(config).total),
    x: randomFloats(2, dim),
    rope: Float32Array.from(ropeTable(config)),
    q: randomFloats(3, dim),
    keys: randomFloats(4, layers * maxTokens * dim),
    values: randomFloats(5, layers * maxTokens * dim),
    // Small integers: block energies are exact in f32 and often tie.
    h: Float32Array.from({ length: ffnDim }, (_, i) => (i * 7919) % 3),
    logits: randomFloats(6, vocabSize),
    records: new Uint32Array(maxTokens * RECORD_WORDS),
  } satisfies Record<string, Words>;
  type Name = keyof typeof inputs;

  const P = exactly(inputs.params);
  const X = exactly(inputs.x);
  const row = (offset: number, index: number): readonly Rounded[] => slice(P, offset + index * dim, dim);
  const scale = inverseSquareRoot(add(divide(dot(X, X), exact(dim)), epsilon));
  const XN = X.map((value) => multiply(value, scale));

  async function run(kernel: DecodeKernel, state = inputs.state): Promise<Record<Name, ArrayBuffer>> {
    const { pipeline, bind } = await createKernelPipeline(device, kernel, shaders);
    const buffers = Object.fromEntries(Object.entries({ ...inputs, state }).map(([name, data]) => [name, upload(device, data, name === "shape" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE)]));
    await dispatch(device, pipeline, bind(buffers), kernel.workgroups(config));
    const results: Partial<Record<Name, ArrayBuffer>> = {};
    for (const name of Object.keys(inputs) as Name[]) {
      const buffer = buffers[name];
      if (buffer !== undefined) results[name] = await download(device, buffer);
      buffer?.destroy();
    }
    return results as Record<Name, ArrayBuffer>;
  }

  test("attn_in", async () => {
    const results = await run(attnIn);
    const projected = range(3 * dim, (channel) => dot(XN, row(offsets.qkv, channel)));
    const rotated = projected.map((value, channel) => {
      if (channel >= 2 * dim) return value;
      const within = channel % headDim;
      const turn = 2 * (position * half + (within % half));
      const [cos, sin] = [exact(inputs.rope[turn] ?? Number.NaN), exact(inputs.rope[turn + 1] ?? Number.NaN)];
      const partner = at(projected, within < half ? channel + half : channel - half);
      return within < half ? subtract(multiply(value, cos), multiply(partner, sin)) : add(multiply(partner, sin), multiply(value, cos));
    });
    const cached = (layer * maxTokens + position) * dim;
    worstShare(new Float32Array(results.q), slice(rotated, 0, dim), "q");
    worstShare(new Float32Array(results.keys).subarray(cached, cached + dim), slice(rotated, dim, dim), "keys");
    worstShare(new Float32Array(results.values).subarray(cached, cached + dim), slice(rotated, 2 * dim, dim), "values");
    // Other rows of the cache stay as they were.
    expect([...new Float32Array(results.keys).subarray(0, cached)]).toEqual([...inputs.keys.subarray(0, cached)]);
  });

  test("attn_out", async () => {
    const results = await run(attnOut);
    const [Q, KEYS, VALUES] = [exactly(inputs.q), exactly(inputs.keys), exactly(inputs.values)];
    const cache = (token: number): number => (layer * maxTokens + token) * dim;
    const attended = range(heads, (head) => {
      const scores = range(position + 1, (token) => multiply(dot(slice(Q, head * headDim, headDim), slice(KEYS, cache(token) + head * headDim, headDim)), exact(attentionScale)));
      const largest = maximum(scores);
      const weights = scores.map((score) => exponential(subtract(score, largest)));
      const total = sum(weights);
      return range(headDim, (c) => divide(dot(weights, range(position + 1, (token) => at(VALUES, cache(token) + head * headDim + c))), total));
    }).flat();
    worstShare(new Float32Array(results.x), range(dim, (channel) => add(at(X, channel), dot(attended, row(offsets.out, channel)))), "x");
  });

  test("ffn_up", async () => {
    worstShare(new Float32Array((await run(ffnUp)).h), range(ffnDim, (neuron) => relu(dot(XN, row(offsets.up, neuron)))), "h");
  });

  test("ffn_down keeps the blocks of highest energy, the lower index first on ties", async () => {
    const results = await run(ffnDown);
    const energies = range(ffnDim / 16, (block) => ({ block, energy: range(16, (i) => (inputs.h[block * 16 + i] ?? 0) ** 2).reduce((p, q) => p + q) }));
    const kept = energies.toSorted((p, q) => q.energy - p.energy || p.block - q.block).slice(0, activeBlocks).map(({ block }) => block);
    const neurons = kept.flatMap((block) => range(16, (i) => block * 16 + i));
    const wanted = range(dim, (channel) => add(at(X, channel), sum(neurons.map((n) => multiply(exact(inputs.h[n] ?? 0), at(P, offsets.down + n * dim + channel))))));
    worstShare(new Float32Array(results.x), wanted, "x");
    expect(new Uint32Array(results.records)[position * RECORD_WORDS + 8 + layer]).toBe(activeBlocks);
  });

  test("head_logits", async () => {
    worstShare(new Float32Array((await run(headLogits)).logits), range(vocabSize, (id) => dot(XN, row(0, id))), "logits");
  });

  test("choose_token takes the largest logit and embeds it", async () => {
    const results = await run(chooseToken);
    const order = [...inputs.logits.keys()].toSorted((p, q) => (inputs.logits[q] ?? 0) - (inputs.logits[p] ?? 0) || p - q);
    const [first = 0, second = 0] = order;
    const record = new Uint32Array(results.records).subarray(position * RECORD_WORDS, (position + 1) * RECORD_WORDS);
    const figures = new Float32Array(Uint32Array.from(record).buffer);
    const [best, next] = [exact(inputs.logits[first] ?? 0), exact(inputs.logits[second] ?? 0)];
    expect([record[0], record[1], record[5], record[6]]).toEqual([7 * 1024 + position, first, 0, second]);
    const total = sum([...inputs.logits].map((logit) => exponential(subtract(exact(logit), best))));
    worstShare(figures.subarray(2, 5), [best, subtract(best, next), total], "logit, margin, sum of exponentials");
    expect([...new Float32Array(results.x)]).toEqual([...inputs.params.subarray(first * dim, (first + 1) * dim)]);
    expect([...new Uint32Array(results.state).subarray(0, 2)]).toEqual([position + 1, first === STOPPED_AT ? 1 : 0]);
  });

  test("after the stop token every kernel leaves every buffer as it was", async () => {
    for (const kernel of [attnIn, attnOut, ffnUp, ffnDown, headLogits, chooseToken]) {
      const results = await run(kernel, new Uint32Array([position, 1]));
      for (const name of ["x", "q", "keys", "values", "h", "logits", "records"] as const) {
        expect(new Uint8Array(results[name]).subarray(0, inputs[name].byteLength)).toEqual(new Uint8Array(inputs[name].buffer));
      }
    }
  });
});

test("choose_token breaks ties towards the lower id", async () => {
  const [config] = CASES[1] ?? [];
  if (config === undefined) throw new Error("no case");
  const prng = createPrng(3);
  const { pipeline, bind } = await createKernelPipeline(device, chooseToken, shaders);
  for (let round = 0; round < 5; round++) {
    const logits = Float32Array.from({ length: config.vocabSize }, () => prng.integer(0, 3));
    const shape = new Uint32Array([config.dim, config.heads, config.ffnDim, config.vocabSize, config.maxTokens, 0, 0, 0, 0, 0, 0, 0]);
    const data: Record<string, Words> = {
      shape, logits, state: new Uint32Array(2), control: new Uint32Array([1, 1, 999, 1, ...range(config.maxTokens, () => 0)]),
      params: randomFloats(1, parameterLayout(config).total), x: new Float32Array(config.dim), records: new Uint32Array(config.maxTokens * RECORD_WORDS),
    };
    const buffers = Object.fromEntries(Object.entries(data).map(([name, words]) => [name, upload(device, words, name === "shape" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE)]));
    await dispatch(device, pipeline, bind(buffers), chooseToken.workgroups(config));
    const records = buffers["records"];
    if (records === undefined) throw new Error("no records");
    const [, id, , margin, , , runnerUp] = new Uint32Array(await download(device, records));
    expect(id).toBe(logits.indexOf(Math.max(...logits)));
    expect(runnerUp).toBe(logits.indexOf(Math.max(...logits), (id ?? 0) + 1));
    expect(margin).toBe(0); // two or more share the largest logit
  }
});
