import { describe, expect, it } from "vitest";
import { totalWork } from "../../src/energy/work.ts";
import { NORM_EPSILON, ROPE_BASE, type ModelConfig } from "../../src/model/config.ts";
import { SHORTEST_BATCH_MS } from "../../src/model/decode-limits.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { promptWork, tokenWork } from "../../src/model/decode-work.ts";
import { type DecodeRequest, type DecodedToken, type Decoder, TIMED_REPEATS } from "../../src/model/decoder.ts";
import { dot, expNonpositive32 } from "../../src/model/reference/arithmetic.ts";
import { chooseTokenReference } from "../../src/model/reference/choose-token.ts";
import { createDecodeState } from "../../src/model/reference/decode-state.ts";
import { decodeStep } from "../../src/model/reference/decode-step.ts";
import { selectBlocks } from "../../src/model/reference/ffn-down.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { randomModel } from "../fixtures/random-model.ts";

const config: ModelConfig = { name: "tiny", vocabSize: 70, dim: 48, layers: 2, heads: 3, ffnDim: 96, activeBlocks: 2, maxTokens: 24 };

async function decodeAll(decoder: Decoder, request: DecodeRequest): Promise<DecodedToken[]> {
  const tokens: DecodedToken[] = [];
  for await (const batch of decoder.decode(request)) tokens.push(...batch);
  return tokens;
}

/** The model written once more, without cache, order or sharing: logits after the last of `tokens`, in f64. */
function plainLogits(parameters: Float32Array, tokens: readonly number[], activeBlocks: number): number[] {
  const { dim, heads, ffnDim, vocabSize, layers } = config;
  const headDim = dim / heads;
  const norm = (x: readonly number[]): number[] => {
    const scale = 1 / Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / dim + NORM_EPSILON);
    return x.map((value) => value * scale);
  };
  const times = (at: number, rows: number, x: readonly number[]): number[] =>
    Array.from({ length: rows }, (_, row) => x.reduce((sum, value, i) => sum + value * parameters[at + row * dim + i]!, 0));
  const rotate = (x: readonly number[], position: number): number[] =>
    x.map((value, c) => {
      const i = c % headDim;
      const half = headDim / 2;
      const angle = position * ROPE_BASE ** ((-2 * (i % half)) / headDim);
      return i < half ? value * Math.cos(angle) - x[c + half]! * Math.sin(angle) : value * Math.cos(angle) + x[c - half]! * Math.sin(angle);
    });
  let xs = tokens.map((token) => Array.from(parameters.subarray(token * dim, (token + 1) * dim)));
  let at = vocabSize * dim;
  for (let layer = 0; layer < layers; layer++) {
    const qkv = xs.map((x) => times(at, 3 * dim, norm(x)));
    const queries = qkv.map((row, position) => rotate(row.slice(0, dim), position));
    const keys = qkv.map((row, position) => rotate(row.slice(dim, 2 * dim), position));
    const out = at + 3 * dim * dim;
    const up = out + dim * dim;
    const down = up + ffnDim * dim;
    xs = xs.map((x, t) => {
      const attended = Array.from({ length: dim }, (_, c) => {
        const head = Math.floor(c / headDim);
        const weights = keys.slice(0, t + 1).map((key) => {
          let score = 0;
          for (let i = head * headDim; i < (head + 1) * headDim; i++) score += queries[t]![i]! * key[i]!;
          return Math.exp(score / Math.sqrt(headDim));
        });
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return weights.reduce((sum, weight, s) => sum + (weight / total) * qkv[s]![2 * dim + c]!, 0);
      });
      const mixed = times(out, dim, attended).map((value, c) => value + x[c]!);
      const h = times(up, ffnDim, norm(mixed)).map((value) => Math.max(value, 0));
      const energies = Array.from({ length: ffnDim / 16 }, (_, b) => h.slice(16 * b, 16 * b + 16).reduce((sum, value) => sum + value * value, 0));
      const order = energies.map((_, b) => b).sort((a, b) => energies[b]! - energies[a]! || a - b);
      const kept = new Set(order.slice(0, activeBlocks));
      return mixed.map((value, c) => h.reduce((sum, hn, n) => (kept.has(Math.floor(n / 16)) ? sum + hn * parameters[down + n * dim + c]! : sum), value));
    });
    at = down + ffnDim * dim;
  }
  return times(0, vocabSize, norm(xs.at(-1)!));
}

describe("the decode twins", () => {
  it("agree in f64 with the model written down directly", () => {
    const model = randomModel(config, 3);
    const tokens = [5, 60, 0, 69, 33, 12, 12];
    for (const activeBlocks of [1, 2, 6]) {
      const state = createDecodeState(config, Float64Array.from(model.parameters));
      for (const token of tokens) decodeStep(state, token, activeBlocks, true);
      const plain = plainLogits(model.parameters, tokens, activeBlocks);
      // Same sums in another order, in f64: a few hundred roundings of 1e-16 on values of order 10.
      plain.forEach((value, id) => expect(Math.abs(state.logits[id]! - value)).toBeLessThan(1e-10));
    }
  });

  it("stay in f32 within 2e-4 of their f64 form on a random model", () => {
    const model = randomModel(config, 3);
    const single = createDecodeState(config, model.parameters);
    const double = createDecodeState(config, Float64Array.from(model.parameters));
    for (const token of [5, 60, 0, 69, 33]) {
      decodeStep(single, token, 2, true);
      decodeStep(double, token, 2, true);
      // About 60 sequential roundings (dot products of 96 / 4 and sums over 32 neurons) of 6e-8 on values of order 20.
      single.logits.forEach((value, id) => expect(Math.abs(value - double.logits[id]!)).toBeLessThan(2e-4));
    }
  });

  it("round after every operation in f32: dot() equals the same sum with Math.fround spelled out", () => {
    const prng = createPrng(8);
    const a = Float32Array.from({ length: 64 }, () => prng.nextFloat() - 0.5);
    const b = Float32Array.from({ length: 64 }, () => prng.nextFloat() - 0.5);
    const partial = new Float32Array(4);
    const product = new Float32Array(1);
    for (let i = 0; i < 64; i++) {
      product[0] = a[i]! * b[i]!;
      partial[i % 4]! += product[0]!;
    }
    expect(dot(a, 0, b, 0, 64)).toBe(Math.fround(Math.fround(partial[0]! + partial[1]!) + Math.fround(partial[2]! + partial[3]!)));
  });

  it("expNonpositive32() is within 2e-7 of exp, relative, on [-87, 0] and 0 below", () => {
    for (let i = 0; i <= 87000; i++) {
      const value = Math.fround(-i / 1000);
      expect(Math.abs(expNonpositive32(value) / Math.exp(value) - 1)).toBeLessThan(2e-7);
    }
    expect(expNonpositive32(0)).toBe(1);
    expect(expNonpositive32(-88)).toBe(0);
  });

  it("selectBlocks() keeps the highest energies, ascending, and of equal ones the lower index", () => {
    expect(selectBlocks(Float32Array.of(1, 3, 2, 3, 3), 2)).toEqual([1, 3]);
    expect(selectBlocks(Float32Array.of(0, 0, 0), 2)).toEqual([0, 1]);
    expect(selectBlocks(Float32Array.of(4, 1, 2), 3)).toEqual([0, 1, 2]);
  });

  it("chooseTokenReference() takes the lower id of equal logits, with margin 0", () => {
    expect(chooseTokenReference(Float32Array.of(1, 4, 4, 2))).toMatchObject({ id: 1, runnerUp: 2, top: 4, margin: 0, finite: true });
    expect(chooseTokenReference(Float32Array.of(1, 3, 2, 2))).toMatchObject({ id: 1, runnerUp: 2 });
    expect(chooseTokenReference(Float32Array.of(3, 1, 2))).toMatchObject({ id: 0, runnerUp: 2 });
    expect(chooseTokenReference(Float32Array.of(1, NaN)).finite).toBe(false);
  });
});

describe("createCpuDecoder()", () => {
  const model = randomModel(config, 4);
  const request: DecodeRequest = { prompt: [1, 7, 40], maxNewTokens: 10, stopToken: -1, activeBlocks: 2 };

  it("chooses the tokens that the direct model chooses, with its log probabilities", async () => {
    const tokens = await decodeAll(createCpuDecoder(model), request);
    expect(tokens).toHaveLength(10);
    const sequence = [...request.prompt];
    for (const token of tokens) {
      const logits = plainLogits(model.parameters, sequence, 2);
      const top = Math.max(...logits);
      expect(token.id).toBe(logits.indexOf(top));
      expect(token.position).toBe(sequence.length);
      expect(token.activeBlocks).toEqual([2, 2]);
      const logProbability = -Math.log(logits.reduce((sum, value) => sum + Math.exp(value - top), 0));
      expect(token.logProbability).toBeCloseTo(logProbability, 4);
      const second = [...logits].sort((a, b) => b - a)[1]!;
      expect(token.margin).toBeCloseTo(top - second, 3);
      expect(token.runnerUp).toBe(logits.indexOf(second));
      sequence.push(token.id);
    }
  });

  it("is timed in batches of at least 10 ms, and decodes the same afterwards", async () => {
    const decoder = createCpuDecoder(model);
    const all = await decodeAll(decoder, request);
    const startedAt = performance.now();
    const { clock, seconds } = await decoder.time(request, all.length);
    const elapsed = performance.now() - startedAt;
    expect(clock).toBe("page");
    expect(seconds).toHaveLength(TIMED_REPEATS);
    for (const one of seconds) expect(one).toBeGreaterThan(0);
    expect(elapsed).toBeGreaterThan(TIMED_REPEATS * SHORTEST_BATCH_MS);
    // A decode cannot have taken longer than all of them together.
    expect(Math.max(...seconds)).toBeLessThan(elapsed / 1000);
    expect(await decodeAll(decoder, request)).toEqual(all);
  });

  it("emits the stop token and ends there, ends at maxTokens, and starts afresh each time", async () => {
    const decoder = createCpuDecoder(model);
    const all = await decodeAll(decoder, request);
    const third = all[2]!.id;
    const until = all.findIndex((token) => token.id === third);
    expect(await decodeAll(decoder, { ...request, stopToken: third })).toEqual(all.slice(0, until + 1));
    const full = await decodeAll(decoder, { ...request, maxNewTokens: 1000 });
    expect(full.at(-1)!.position).toBe(config.maxTokens - 1);
    expect(await decodeAll(decoder, request)).toEqual(all);
  });

  it("refuses a request it cannot run and stops when aborted", async () => {
    const decoder = createCpuDecoder(model);
    await expect(decodeAll(decoder, { ...request, prompt: [] })).rejects.toThrow(RangeError);
    await expect(decodeAll(decoder, { ...request, prompt: [70] })).rejects.toThrow(RangeError);
    await expect(decodeAll(decoder, { ...request, activeBlocks: 7 })).rejects.toThrow(RangeError);
    await expect(decodeAll(decoder, { ...request, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(await decodeAll(decoder, request)).toHaveLength(10);
  });
});

describe("tokenWork()", () => {
  it("counts launches and blocks; the kernels' own counts are in kernel-work.test.ts", () => {
    const work = tokenWork(config, 4, [2, 2]);
    expect(work.feedForward).toMatchObject({ activeBlocks: 4, totalBlocks: 12 });
    expect(totalWork(work).dispatches).toBe(4 * config.layers + 2);
    expect(work.dispatch?.dispatches).toBe(4 * config.layers + 2);
    expect(totalWork(promptWork(config, 1, [2, 2])).dispatches).toBe(4 * config.layers + 1);
  });

  it("charges each further block its down rows and nothing else, and each position its cache rows", () => {
    const bytes = (position: number, blocks: number): number => totalWork(tokenWork(config, position, [blocks, blocks])).bytesRead;
    expect(bytes(4, 3) - bytes(4, 2)).toBe(config.layers * 16 * 48 * 4);
    expect(bytes(5, 2) - bytes(4, 2)).toBe(config.layers * 2 * 48 * 4);
  });
});
