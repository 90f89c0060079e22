// The fused GPU plan against its TypeScript twins: same tokens, same counts, nothing created per token.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acquireDevice, type GpuDevice } from "../../src/gpu/device.ts";
import { EngineFailure } from "../../src/gpu/failure.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { emptySubmitMs } from "../../src/gpu/timer.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { createFusedDecoder } from "../../src/model/decode.ts";
import { BATCH_TOKENS, launchedTokens } from "../../src/model/decode-limits.ts";
import { type DecodeRequest, type DecodedToken, type Decoder, TIMED_REPEATS } from "../../src/model/decoder.ts";
import { createDecodeState } from "../../src/model/reference/decode-state.ts";
import { decodeStep } from "../../src/model/reference/decode-step.ts";
import { randomModel } from "../fixtures/random-model.ts";

// Sizes that straddle the workgroup edges: 64 invocations (rows 72, 96, 120, neurons 48 and 320, vocabulary 63 to 130), 20 blocks.
const configs: readonly ModelConfig[] = [
  { name: "narrow", vocabSize: 63, dim: 48, layers: 2, heads: 3, ffnDim: 48, activeBlocks: 1, maxTokens: 40 },
  { name: "uneven", vocabSize: 130, dim: 80, layers: 3, heads: 5, ffnDim: 320, activeBlocks: 3, maxTokens: 33 },
  { name: "widest", vocabSize: 64, dim: 256, layers: 4, heads: 8, ffnDim: 1024, activeBlocks: 8, maxTokens: 20 },
];
const request: DecodeRequest = { prompt: [1, 7, 40, 2, 19], maxNewTokens: 13, stopToken: -1, activeBlocks: 2 };

async function decodeAll(decoder: Decoder, asked: DecodeRequest): Promise<DecodedToken[]> {
  const tokens: DecodedToken[] = [];
  for await (const batch of decoder.decode(asked)) tokens.push(...batch);
  return tokens;
}

/** Runs `body` with every call of `method` on the prototype of `object` counted. */
async function countCalls(object: object, methods: readonly string[], body: () => Promise<void>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const prototype = Object.getPrototypeOf(object) as Record<string, (...args: unknown[]) => unknown>;
  const originals = methods.map((method) => prototype[method]);
  methods.forEach((method, index) => {
    counts[method] = 0;
    prototype[method] = function (this: unknown, ...args: unknown[]) {
      counts[method] = (counts[method] ?? 0) + 1;
      return originals[index]?.apply(this, args);
    };
  });
  try {
    await body();
  } finally {
    methods.forEach((method, index) => {
      const original = originals[index];
      if (original !== undefined) prototype[method] = original;
    });
  }
  return counts;
}

let gpu: GpuDevice;

beforeAll(async () => {
  const result = await acquireDevice();
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  gpu = result.gpu;
});

afterAll(() => gpu.device.destroy());

describe.each(configs)("the fused plan on $name", (config) => {
  it.each([1, 2, Infinity])("chooses the twin's tokens with %s blocks on", async (blocks) => {
    const model = randomModel(config, 11);
    const activeBlocks = Math.min(blocks, config.ffnDim / 16);
    gpu.device.pushErrorScope("validation");
    const fused = await createFusedDecoder(gpu, model, shaders);
    const tokens = await decodeAll(fused, { ...request, activeBlocks });
    expect(await gpu.device.popErrorScope()).toBeNull();
    const twin = await decodeAll(createCpuDecoder(model), { ...request, activeBlocks });
    expect(tokens.map(({ id, position, activeBlocks: kept }) => ({ id, position, kept }))).toEqual(
      twin.map(({ id, position, activeBlocks: kept }) => ({ id, position, kept })),
    );
    // Both are f32 in the same order; a compiler may contract a * b + c. Every logit is a chain of at most
    // layers * (dim + 16 * blocks) / 4 roundings of 2^-24 on values below 64.
    const bound = 64 * config.layers * ((3 * config.dim + 16 * activeBlocks) / 4) * 2 ** -24;
    tokens.forEach((token, index) => {
      expect(Math.abs(token.margin - (twin[index]?.margin ?? NaN))).toBeLessThan(bound);
      expect(Math.abs(token.logProbability - (twin[index]?.logProbability ?? NaN))).toBeLessThan(bound);
    });
    fused.destroy();
  });
});

describe("the fused plan", () => {
  const config = configs[1] as ModelConfig;
  const model = randomModel(config, 12);

  it("agrees with the float64 twins about the top token wherever the margin is larger than the f32 error", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    const tokens = await decodeAll(fused, request);
    fused.destroy();
    const state = createDecodeState(config, Float64Array.from(model.parameters));
    for (const token of request.prompt.slice(0, -1)) decodeStep(state, token, request.activeBlocks, false);
    let input = request.prompt.at(-1) ?? 0;
    let checked = 0;
    for (const token of tokens) {
      decodeStep(state, input, request.activeBlocks, true);
      const order = Array.from(state.logits).sort((a, b) => b - a);
      if (token.margin > 1e-3) {
        expect(state.logits[token.id]).toBe(order[0]);
        expect(Math.abs(token.margin - ((order[0] ?? NaN) - (order[1] ?? NaN)))).toBeLessThan(1e-3);
        checked++;
      }
      input = token.id;
    }
    expect(checked).toBeGreaterThan(10);
  });

  it("creates no bind group, buffer or pipeline while decoding, and dispatches at most 4 per layer + 2 per token", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    let dispatches: Record<string, number> = {};
    const created = await countCalls(gpu.device, ["createBindGroup", "createBuffer", "createComputePipeline", "createShaderModule"], async () => {
      dispatches = await countCalls(pass, ["dispatchWorkgroups"], async () => void (await decodeAll(fused, request)));
    });
    pass.end();
    encoder.finish();
    expect(created).toEqual({ createBindGroup: 0, createBuffer: 0, createComputePipeline: 0, createShaderModule: 0 });
    const prompt = request.prompt.length - 1;
    expect(dispatches["dispatchWorkgroups"]).toBe(prompt * (4 * config.layers + 1) + request.maxNewTokens * (4 * config.layers + 2));
    expect(fused.counters.dispatches).toBe(dispatches["dispatchWorkgroups"]);
    fused.destroy();
  });

  it("ends at the stop token, counts what was executed, and decodes the same again afterwards", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    const all = await decodeAll(fused, request);
    const stopToken = all[5]?.id ?? 0;
    const until = all.findIndex((token) => token.id === stopToken);
    const before = fused.counters.executedTokens;
    expect(await decodeAll(fused, { ...request, stopToken })).toEqual(all.slice(0, until + 1));
    expect(fused.counters.executedTokens - before).toBe(request.prompt.length - 1 + until + 1);
    expect(fused.counters.submittedTokens - fused.counters.executedTokens).toBe(launchedTokens(until + 1, request.maxNewTokens) - until - 1);
    expect(await decodeAll(fused, request)).toEqual(all);
    fused.destroy();
  });

  it("can be left in the middle or aborted, and decodes the same afterwards", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    const all = await decodeAll(fused, request);
    for await (const batch of fused.decode(request)) {
      expect(batch).toHaveLength(BATCH_TOKENS);
      break;
    }
    const controller = new AbortController();
    await expect(
      (async () => {
        for await (const _ of fused.decode({ ...request, signal: controller.signal })) controller.abort();
      })(),
    ).rejects.toThrow(/abort/i);
    expect(await decodeAll(fused, request)).toEqual(all);
    fused.destroy();
  });

  it("is timed in batches of whole decodes, by timestamps where there are any, and decodes the same afterwards", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const bare = await adapter?.requestDevice();
    if (bare === undefined) throw new Error("no second device");
    const withoutTimestamps = { ...gpu, device: bare, lost: new Promise<string>(() => {}) };
    for (const [on, clock] of [[gpu, "timestamps"], [withoutTimestamps, "page"]] as const) {
      const fused = await createFusedDecoder(on, model, shaders);
      const all = await decodeAll(fused, request);
      const dispatches = fused.counters.dispatches;
      on.device.pushErrorScope("validation");
      const timing = await fused.time(request, all.length);
      expect(await on.device.popErrorScope()).toBeNull();
      expect(timing.clock).toBe(clock);
      expect(timing.tokens).toBe(request.prompt.length - 1 + launchedTokens(all.length, request.maxNewTokens));
      expect(timing.seconds).toHaveLength(TIMED_REPEATS);
      // Whole decodes only: as many dispatches as one took, some number of times. A batch lasts 10 ms, and none a minute.
      expect((fused.counters.dispatches - dispatches) % dispatches).toBe(0);
      const decodes = (fused.counters.dispatches - dispatches) / dispatches;
      expect(decodes).toBeGreaterThan(TIMED_REPEATS);
      for (const seconds of timing.seconds) expect(seconds).toBeGreaterThan(0);
      expect(timing.seconds.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThan(60);
      expect(await decodeAll(fused, request)).toEqual(all);
      fused.destroy();
    }
    bare.destroy();
  });

  it("fills the cache to its last position and takes a prompt of one token", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    const asked = { ...request, prompt: [9], maxNewTokens: 1000 };
    const tokens = await decodeAll(fused, asked);
    expect(tokens.at(-1)?.position).toBe(config.maxTokens - 1);
    expect(tokens.map((token) => token.id)).toEqual((await decodeAll(createCpuDecoder(model), asked)).map((token) => token.id));
    fused.destroy();
  });

  it("counts one wait a batch, each as long as an empty submit takes", async () => {
    const fused = await createFusedDecoder(gpu, model, shaders);
    expect(fused.waitedMs()).toBe(0);
    const short = { ...request, prompt: [9] }; // nothing before the last prompt token
    await decodeAll(fused, short);
    const batches = Math.ceil(short.maxNewTokens / BATCH_TOKENS);
    expect(fused.waitedMs()).toBeCloseTo(batches * (await emptySubmitMs(gpu.device)), 9);
    expect(fused.waitedMs()).toBeGreaterThan(0);
    fused.destroy();
  });

  it("gives all its bytes back to the ledger", async () => {
    const before = gpu.ledger.total;
    const fused = await createFusedDecoder(gpu, model, shaders);
    expect(gpu.ledger.byLabel.get("parameters")).toBe(model.parameters.byteLength);
    fused.destroy();
    expect(gpu.ledger.total).toBe(before);
  });

  it("reports a non-finite network as wrong results, not as a token", async () => {
    const parameters = model.parameters.slice();
    parameters[config.vocabSize * config.dim] = NaN;
    const fused = await createFusedDecoder(gpu, { ...model, parameters }, shaders);
    await expect(decodeAll(fused, request)).rejects.toMatchObject({ code: "wrong-results" });
    fused.destroy();
  });

  it("refuses a model that the kernels cannot hold", async () => {
    await expect(createFusedDecoder(gpu, { ...model, config: { ...config, dim: 512 } }, shaders)).rejects.toMatchObject({
      code: "limit-too-small",
    });
  });

  it("throws EngineFailure device-lost when the device goes away", async () => {
    const result = await acquireDevice();
    if (!result.ok) throw new Error(result.message);
    const fused = await createFusedDecoder(result.gpu, model, shaders);
    const error = await (async () => {
      for await (const _ of fused.decode(request)) result.gpu.device.destroy();
    })().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineFailure);
    expect(error).toMatchObject({ code: "device-lost" });
  });
});

describe("acquireDevice()", () => {
  it("names each cause", async () => {
    const noAdapter = { requestAdapter: async () => null } as unknown as GPU;
    expect(await acquireDevice({ secure: false })).toMatchObject({ ok: false, code: "insecure-context" });
    expect(await acquireDevice({ gpu: undefined })).toMatchObject({ ok: false, code: "no-webgpu" });
    expect(await acquireDevice({ gpu: noAdapter })).toMatchObject({ ok: false, code: "no-adapter" });
    const greedy = await acquireDevice({ needs: { maxBufferSize: 2 ** 50 } });
    expect(greedy).toMatchObject({ ok: false, code: "limit-too-small" });
    expect(greedy.ok ? "" : greedy.message).toContain("maxBufferSize");
  });

  it("retries once, then reports a device that cannot be made", async () => {
    let tries = 0;
    const adapter = { limits: {}, info: {}, features: new Set(), requestDevice: async () => (tries++, Promise.reject(new Error("busy"))) };
    const flaky = { requestAdapter: async () => adapter } as unknown as GPU;
    expect(await acquireDevice({ gpu: flaky })).toMatchObject({ ok: false, code: "start-failed", message: expect.stringContaining("busy") });
    expect(tries).toBe(2);
  });
});
