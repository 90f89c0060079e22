// A GPU that falls silent in a run, played by a device whose mapAsync() never settles: the run ends as with a lost device, and what came before is kept.

import { afterEach, expect, test, vi } from "vitest";
import { boundedDecoder } from "../../src/engine/bounded-decoder.ts";
import { choosePlans } from "../../src/engine/plans.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { runScenario } from "../../src/engine/run.ts";
import { runBenchmark } from "../../src/gpu/benchmark.ts";
import type { GpuDevice } from "../../src/gpu/device.ts";
import { answerOfGpu, causeOf, GPU_SILENCE_MS, GpuSilence } from "../../src/gpu/failure.ts";
import { createLedger } from "../../src/gpu/ledger.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { BATCH_TOKENS } from "../../src/model/decode-limits.ts";
import { type DecodedToken, type Decoder, TIMED_REPEATS } from "../../src/model/decoder.ts";
import { RECORD_WORDS } from "../../src/model/kernels/decode-kernel.ts";
import { createTokenizer, EOS } from "../../src/model/tokenizer.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
import { hybridPrompt } from "../../src/tasks/arithmetic/encode.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";
import { randomModel } from "../fixtures/random-model.ts";

const tokenizer = arithmeticTokenizer().data;
const config = { name: "test", vocabSize: tokenizer.tokens.length, dim: 16, layers: 1, heads: 2, ffnDim: 64, activeBlocks: 1, maxTokens: 64 };
const model = { ...randomModel(config, 1), tokenizer };
/** That of the self-test, so that the device has one answer to give. */
const scenario: Scenario = { ...DEFAULT_SCENARIO, question: "What is 12 times 34?", arms: ["hybrid"], maxNewTokens: 2 * BATCH_TOKENS };
/** Two passes of the self-test. */
const MAPS_AT_LOAD = 4;

const made = hybridPrompt(scenario.question, createTokenizer(tokenizer), config.maxTokens);
if (!made.ok) throw new Error(made.message);
const request = { prompt: made.tokens, maxNewTokens: scenario.maxNewTokens, stopToken: EOS, activeBlocks: config.activeBlocks };

async function twinTokens(): Promise<readonly DecodedToken[]> {
  const tokens: DecodedToken[] = [];
  for await (const batch of createCpuDecoder(model).decode(request)) tokens.push(...batch);
  return tokens;
}

interface FakeBuffer {
  readonly label: string;
  readonly size: number;
  readonly bytes: ArrayBuffer;
  destroy(): void;
  mapAsync(): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/**
 * A device that gives `answer` behind the prompt, whatever its kernels are, and says nothing from the `silentFrom`-th mapAsync() on. What
 * still waits when its buffer is destroyed is refused, as WebGPU has it.
 */
function fakeGpu(answer: readonly DecodedToken[], silentFrom: number): GpuDevice {
  let maps = 0;
  let tag = 0;
  const createBuffer = ({ label, size }: { label: string; size: number }): FakeBuffer => {
    const bytes = new ArrayBuffer(size);
    let refuse = (): void => {};
    return {
      label, size, bytes,
      destroy: () => refuse(),
      mapAsync: async () => (++maps < silentFrom ? undefined : new Promise((_, reject) => (refuse = () => reject(new DOMException("destroyed", "AbortError"))))),
      getMappedRange: () => bytes,
      unmap: () => {},
    };
  };
  const copyBufferToBuffer = (_: FakeBuffer, from: number, to: FakeBuffer, __: number, length: number): void => {
    for (let at = 0; at < length / 4; at += RECORD_WORDS) {
      const position = (from / 4 + at) / RECORD_WORDS;
      const token = answer[position - request.prompt.length + 1];
      new Uint32Array(to.bytes).set([tag * 1024 + position, token?.id ?? 0, 0, 0, 0, 0, token?.runnerUp ?? 0], at);
      new Float32Array(to.bytes)[at + 4] = 1;
    }
  };
  const pass = { setPipeline: () => {}, setBindGroup: () => {}, dispatchWorkgroups: () => {}, end: () => {} };
  const device = {
    limits: { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 27 },
    features: new Set(),
    createBuffer,
    createShaderModule: () => ({}), createBindGroupLayout: () => ({}), createPipelineLayout: () => ({}), createBindGroup: () => ({}),
    createComputePipelineAsync: async () => ({}),
    createCommandEncoder: () => ({ beginComputePass: () => pass, copyBufferToBuffer, clearBuffer: () => {}, finish: () => ({}) }),
    queue: {
      submit: () => {},
      onSubmittedWorkDone: async () => (maps < silentFrom ? undefined : new Promise(() => {})),
      writeBuffer: ({ label }: FakeBuffer, _: number, data: Uint32Array) => void (tag = label === "control" ? data[3] ?? 0 : tag),
    },
    destroy: () => {},
  };
  return { device: device as unknown as GPUDevice, adapter: "fake", software: false, ledger: createLedger(), lost: new Promise(() => {}), refusal: () => null };
}

const shaders = new Proxy({}, { get: () => "" });
const fakeTimers = (): void => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
afterEach(() => void vi.useRealTimers());

/** Until nothing more comes without the clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
}

/** What becomes of `promise`: null until it settles. */
function outcomeOf(promise: Promise<unknown>): { now: () => unknown } {
  let outcome: unknown = null;
  void promise.then((value) => (outcome = { value }), (error: unknown) => (outcome = error));
  return { now: () => outcome };
}

test("a GPU that falls silent in the second batch of a run ends it as a lost device, and the tokens of the first are kept", async () => {
  const answer = await twinTokens();
  expect(answer).toHaveLength(2 * BATCH_TOKENS);
  const gpu = fakeGpu(answer, MAPS_AT_LOAD + 2);
  const plans = await choosePlans(new Map([["core", model]]), gpu, shaders, () => 0);
  expect(plans).toMatchObject({ plan: "fused", gpuFailure: null });
  fakeTimers();
  const events: EngineEvent[] = [];
  const run = async (): Promise<void> => {
    for await (const event of runScenario("r", scenario, { decoder: (id) => plans.decoders.get(id) ?? null, now: () => 0 }, new AbortController().signal)) events.push(event);
  };
  const ended = outcomeOf(run());
  await settle();
  await vi.advanceTimersByTimeAsync(GPU_SILENCE_MS - 1);
  expect(ended.now()).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  const error = ended.now();
  expect(error).toBeInstanceOf(GpuSilence);
  expect(events.flatMap((event) => (event.type === "token" ? [event.id] : []))).toEqual(answer.slice(0, BATCH_TOKENS).map(({ id }) => id));
  vi.useRealTimers();
  expect(await causeOf(error, gpu)).toEqual({ code: "device-lost", message: "The GPU has not answered for 15 s." });
  expect(await causeOf(error, { ...gpu, lost: Promise.resolve("driver reset") })).toEqual({ code: "device-lost", message: "driver reset" });
  for (const decoder of plans.decoders.values()) decoder.destroy(); // what still waits is refused then, and nobody is left to hear it
  await settle();
});

test("a GPU that answers is not watched any longer: no timer is left, and a run left in the middle lets go of the decoder", async () => {
  const answer = await twinTokens();
  const plans = await choosePlans(new Map([["core", model]]), fakeGpu(answer, Infinity), shaders, () => 0);
  const decoder = plans.decoders.get("core");
  if (decoder === undefined) throw new Error("there is no decoder");
  fakeTimers();
  const controller = new AbortController();
  const stopped = (async () => {
    for await (const _ of decoder.decode({ ...request, signal: controller.signal })) controller.abort(new Error("Stopped."));
  })();
  await expect(stopped).rejects.toThrow("Stopped.");
  for await (const _ of decoder.decode(request)) break;
  const ids: number[] = [];
  for await (const batch of decoder.decode(request)) ids.push(...batch.map(({ id }) => id));
  expect(ids).toEqual(answer.map(({ id }) => id));
  expect(vi.getTimerCount()).toBe(0);
});

const silentDecoder: Decoder = { ...createCpuDecoder(model), async *decode() { yield await new Promise<never>(() => {}); }, time: () => new Promise(() => {}) };
const PROMPT = request.prompt.length - 1;

test.each([
  ["a prompt and its first batch", 100, 27 * 100 * (PROMPT + BATCH_TOKENS), (decoder: Decoder) => decoder.decode(request).next()],
  ["a decode that is timed", 10, 27 * 10 * (1 + TIMED_REPEATS) * (PROMPT + 2 * BATCH_TOKENS), (decoder: Decoder) => decoder.time(request, BATCH_TOKENS + 1)],
  ["a decode that is timed on a fast GPU", 0.01, GPU_SILENCE_MS, (decoder: Decoder) => decoder.time(request, BATCH_TOKENS + 1)],
] satisfies [string, number, number, (decoder: Decoder) => Promise<unknown>][])("%s, of %d ms a token in the self-test, has %d ms", async (_, tokenMs, ms, wait) => {
  expect(ms).toBeGreaterThanOrEqual(GPU_SILENCE_MS);
  fakeTimers();
  const ended = outcomeOf(wait(boundedDecoder(silentDecoder, tokenMs)));
  await vi.advanceTimersByTimeAsync(ms - 5); // each of its five parts is of whole milliseconds
  expect(ended.now()).toBeNull();
  await vi.advanceTimersByTimeAsync(5);
  expect(ended.now()).toBeInstanceOf(GpuSilence);
});

test("a computer that slept has used up one part of the limit: an answer that comes on waking counts", async () => {
  fakeTimers();
  let answer = (): void => {};
  const ended = outcomeOf(answerOfGpu(new Promise<string>((resolve) => (answer = () => resolve("here")))));
  await vi.advanceTimersToNextTimerAsync(); // the timer that was due meanwhile comes first
  answer();
  await settle();
  expect(ended.now()).toEqual({ value: "here" });
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ["at its first submit", 1],
  ["behind five groups of empty submits, one in each by this clock", 6],
])("a measurement of the device ends too when the GPU falls silent %s", async (_, silentFrom) => {
  fakeTimers();
  const gpu = fakeGpu([], Infinity);
  let submits = 0;
  gpu.device.queue.onSubmittedWorkDone = async () => (++submits < silentFrom ? undefined : new Promise(() => {}));
  let time = 0;
  const ended = outcomeOf(runBenchmark(gpu, shaders, { now: () => (time += 100), signal: new AbortController().signal, onProgress: () => {} }));
  await settle();
  expect(submits).toBe(silentFrom);
  await vi.advanceTimersByTimeAsync(GPU_SILENCE_MS - 1);
  expect(ended.now()).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended.now()).toBeInstanceOf(GpuSilence);
});
