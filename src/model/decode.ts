// The `fused` plan: greedy decoding on the GPU. Buffers, pipelines and bind groups are made once; each token replays the
// same 4 dispatches per layer + 2 (inside the prompt + 1). Position, prompt, block budget and the chosen tokens live in GPU
// buffers, so a submit carries several tokens; a ring of 3 staging buffers brings their records back, one map per batch.
// Batches have a fixed length and follow one another, so how many launches a stop token wastes depends on the number of
// tokens alone and can be charged (launchedTokens). In them the kernels find the stop mark and do next to nothing.

import type { GpuDevice } from "../gpu/device.ts";
import { EngineFailure } from "../gpu/failure.ts";
import { createKernelPipeline, type Kernel, type ShaderSources } from "../gpu/kernel.ts";
import { emptySubmitMs } from "../gpu/timer.ts";
import { NORM_EPSILON, type ModelConfig } from "./config.ts";
import { BATCH_TOKENS, configProblem, launchedTokens, newTokenLimit } from "./decode-limits.ts";
import { timeBatches } from "./decode-timing.ts";
import type { DecodeRequest, DecodedToken, Decoder, DecodeTiming, Model } from "./decoder.ts";
import { attnIn } from "./kernels/attn-in.ts";
import { attnOut } from "./kernels/attn-out.ts";
import { chooseToken } from "./kernels/choose-token.ts";
import { RECORD_WORDS, type DecodeKernel } from "./kernels/decode-kernel.ts";
import { ffnDown } from "./kernels/ffn-down.ts";
import { ffnUp } from "./kernels/ffn-up.ts";
import { headLogits } from "./kernels/head-logits.ts";
import { layerOffsets, ropeTable } from "./reference/decode-state.ts";

export const DECODE_KERNELS: readonly DecodeKernel[] = [attnIn, attnOut, ffnUp, ffnDown, headLogits, chooseToken];

const RECORD_BYTES = RECORD_WORDS * 4;
const MAX_PROMPT_BATCH = 16;
const RING = 3;
/** A submit should stay below 50 ms on a slow adapter, so that the page stays responsive and no watchdog fires. */
const TARGET_SUBMIT_MS = 35;
const CONTROL_WORDS = 4;

export interface FusedDecoder extends Decoder {
  /** Counted since creation. */
  readonly counters: FusedCounters;
}

export interface FusedCounters {
  /** Tokens encoded into submits, prompt and speculative ones included. */
  submittedTokens: number;
  /** Tokens whose kernels did their work (not cut short by stopToken). */
  executedTokens: number;
  dispatches: number;
  submits: number;
}

interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: number;
  readonly head: boolean;
}

interface Batch {
  readonly staging: GPUBuffer;
  /** Input position of the first token. */
  readonly first: number;
  readonly count: number;
  readonly mapped: Promise<void>;
}

/**
 * Compiles the kernels and uploads the model. Rejects with EngineFailure "limit-too-small" when the model does not fit the
 * kernels or the device, and with a plain Error when a kernel does not compile.
 */
export async function createFusedDecoder(
  gpu: Pick<GpuDevice, "device" | "ledger" | "lost">,
  model: Model,
  shaders: ShaderSources,
): Promise<FusedDecoder> {
  const { device, ledger } = gpu;
  const { config } = model;
  const problem = configProblem(config);
  if (problem !== null) throw new EngineFailure("limit-too-small", `The fused plan cannot hold this model: ${problem}.`);
  if (model.parameters.byteLength > device.limits.maxStorageBufferBindingSize) {
    throw new EngineFailure("limit-too-small", `The model has ${model.parameters.byteLength} bytes; the GPU binds ${device.limits.maxStorageBufferBindingSize}.`);
  }

  const held: { buffer: GPUBuffer; label: string }[] = [];
  const makeBuffer = (label: string, bytes: number, usage: number): GPUBuffer => {
    const size = Math.ceil(bytes / 16) * 16;
    const buffer = device.createBuffer({ label, size, usage });
    ledger.add(label, size);
    held.push({ buffer, label });
    return buffer;
  };
  const filled = (label: string, data: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, usage: number): GPUBuffer => {
    const buffer = makeBuffer(label, data.byteLength, usage | USAGE.COPY_DST);
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };

  const { dim, layers, maxTokens, vocabSize, ffnDim } = config;
  const parameters = model.parameters as Float32Array<ArrayBuffer>;
  const cacheBytes = layers * maxTokens * dim * 4;
  const buffers = {
    params: filled("parameters", parameters, USAGE.STORAGE | USAGE.COPY_SRC),
    rope: filled("rope", Float32Array.from(ropeTable(config)), USAGE.STORAGE),
    x: makeBuffer("x", dim * 4, USAGE.STORAGE | USAGE.COPY_DST),
    q: makeBuffer("q", dim * 4, USAGE.STORAGE),
    keys: makeBuffer("keys", cacheBytes, USAGE.STORAGE),
    values: makeBuffer("values", cacheBytes, USAGE.STORAGE),
    h: makeBuffer("h", ffnDim * 4, USAGE.STORAGE),
    logits: makeBuffer("logits", vocabSize * 4, USAGE.STORAGE),
    state: makeBuffer("state", 8, USAGE.STORAGE | USAGE.COPY_DST),
    control: makeBuffer("control", (CONTROL_WORDS + maxTokens) * 4, USAGE.STORAGE | USAGE.COPY_DST),
    records: makeBuffer("records", maxTokens * RECORD_BYTES, USAGE.STORAGE | USAGE.COPY_SRC),
  };
  const shapes = layerShapes(config).map((bytes, layer) => filled(`shape ${layer}`, bytes, USAGE.UNIFORM));
  const freeStaging = Array.from({ length: RING }, (_, index) =>
    makeBuffer(`staging ${index}`, BATCH_TOKENS * RECORD_BYTES, USAGE.MAP_READ | USAGE.COPY_DST),
  );

  const pipelines = new Map<Kernel, Awaited<ReturnType<typeof createKernelPipeline>>>();
  let overheadMs = 0;
  try {
    await Promise.all(DECODE_KERNELS.map(async (kernel) => pipelines.set(kernel, await createKernelPipeline(device, kernel, shaders))));
    overheadMs = await emptySubmitMs(device); // on an idle device
  } catch (error) {
    for (const { buffer } of held) buffer.destroy();
    throw error;
  }
  const step = (kernel: DecodeKernel, shape: GPUBuffer | undefined): Step => {
    const made = pipelines.get(kernel);
    if (made === undefined || shape === undefined) throw new Error(`kernel ${kernel.name} was not made`);
    return { pipeline: made.pipeline, group: made.bind({ ...buffers, shape }), workgroups: kernel.workgroups(config), head: kernel === headLogits };
  };
  const plan: readonly Step[] = [
    ...shapes.flatMap((shape) => [step(attnIn, shape), step(attnOut, shape), step(ffnUp, shape), step(ffnDown, shape)]),
    step(headLogits, shapes[0]),
    step(chooseToken, shapes[0]),
  ];

  const counters: FusedCounters = { submittedTokens: 0, executedTokens: 0, dispatches: 0, submits: 0 };
  let lostReason: string | null = null;
  void gpu.lost.then((reason) => (lostReason = reason));
  let busy = false;
  let destroyed = false;
  let run = 0;
  /** Times that a decode waited for the GPU. */
  let waits = 0;
  /** Measured per token, slowest recent; a cautious guess before the first measurement. */
  let tokenMs = 10;

  const replay = (pass: GPUComputePassEncoder, head: boolean): void => {
    for (const { pipeline, group, workgroups, head: isHead } of plan) {
      if (isHead && !head) continue;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(workgroups);
      counters.dispatches++;
    }
    counters.submittedTokens++;
  };

  const submit = (count: number, head: boolean, copy: { readonly staging: GPUBuffer; readonly first: number } | null): void => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let index = 0; index < count; index++) replay(pass, head);
    pass.end();
    if (copy !== null) encoder.copyBufferToBuffer(buffers.records, copy.first * RECORD_BYTES, copy.staging, 0, count * RECORD_BYTES);
    device.queue.submit([encoder.finish()]);
    counters.submits++;
  };

  const submitBatch = (first: number, count: number): Batch => {
    const staging = freeStaging.pop();
    if (staging === undefined) throw new Error("the staging ring is empty");
    submit(count, true, { staging, first });
    const mapped = staging.mapAsync(MAP_MODE_READ, 0, count * RECORD_BYTES);
    mapped.catch(() => undefined); // reported where the batch is awaited
    return { staging, first, count, mapped };
  };

  const lost = (message: string, cause?: unknown): EngineFailure =>
    new EngineFailure("device-lost", lostReason === null ? message : `${message} (${lostReason})`, { cause });
  const wrong = (message: string): EngineFailure => new EngineFailure("wrong-results", message);

  const measure = (elapsedMs: number, count: number): void => {
    tokenMs = 0.5 * tokenMs + 0.5 * (elapsedMs / count);
  };
  const batchSize = (most: number): number => Math.max(1, Math.min(most, Math.floor(TARGET_SUBMIT_MS / tokenMs)));

  async function readBatch(batch: Batch, tag: number, stopToken: number): Promise<DecodedToken[]> {
    try {
      waits++;
      await batch.mapped;
    } catch (error) {
      throw lost("The GPU did not return its results", error);
    }
    const words = new Uint32Array(batch.staging.getMappedRange(0, batch.count * RECORD_BYTES).slice(0));
    batch.staging.unmap();
    freeStaging.push(batch.staging);
    const floats = new Float32Array(words.buffer);
    const tokens: DecodedToken[] = [];
    for (let index = 0; index < batch.count; index++) {
      const at = index * RECORD_WORDS;
      const position = batch.first + index;
      const [seen = 0, id = 0, , marginBits = 0, sumBits = 0, broken = 0, runnerUp = 0] = words.subarray(at, at + 7);
      if (seen !== (tag * 1024 + position) >>> 0) throw wrong(`The GPU answered for step ${seen} where step ${position} was asked`);
      if (broken !== 0 || !finiteBits(marginBits) || !finiteBits(sumBits)) throw wrong(`The GPU gave a non-finite value at position ${position}`);
      if (id >= vocabSize || runnerUp >= vocabSize) throw wrong(`The GPU chose token ${Math.max(id, runnerUp)} of ${vocabSize}`);
      counters.executedTokens++;
      tokens.push({
        id,
        position: position + 1,
        runnerUp,
        margin: floats[at + 3] ?? 0,
        logProbability: -Math.log(floats[at + 4] ?? 1),
        activeBlocks: Array.from(words.subarray(at + 8, at + 8 + layers)),
      });
      if (id === stopToken) break;
    }
    return tokens;
  }

  async function runPrompt(count: number, signal: AbortSignal | undefined): Promise<void> {
    for (let done = 0; done < count; ) {
      signal?.throwIfAborted();
      const size = Math.min(count - done, batchSize(MAX_PROMPT_BATCH));
      const before = performance.now();
      submit(size, false, null);
      waits++;
      await Promise.race([device.queue.onSubmittedWorkDone(), gpu.lost]);
      if (lostReason !== null) throw lost("The GPU was lost inside the prompt");
      measure(performance.now() - before, size);
      counters.executedTokens += size;
      done += size;
    }
  }

  async function* decode(request: DecodeRequest): AsyncGenerator<readonly DecodedToken[]> {
    const limit = newTokenLimit(config, request);
    if (destroyed) throw new Error("this decoder was destroyed");
    if (busy) throw new Error("this decoder is already decoding");
    busy = true;
    run = (run % 0xffff) + 1;
    const tag = run;
    try {
      if (lostReason !== null) throw lost("The GPU was lost");
      const { prompt, signal, stopToken } = request;
      const firstToken = prompt[0] ?? 0;
      device.queue.writeBuffer(buffers.control, 0, Uint32Array.from([prompt.length, request.activeBlocks, stopToken, tag, ...prompt]));
      device.queue.writeBuffer(buffers.state, 0, new Uint32Array(2));
      device.queue.writeBuffer(buffers.x, 0, parameters, firstToken * dim, dim);
      await runPrompt(prompt.length - 1, signal);
      let next = prompt.length - 1;
      const end = next + limit;
      while (next < end) {
        const batch = submitBatch(next, Math.min(end - next, BATCH_TOKENS));
        next += batch.count;
        const tokens = await readBatch(batch, tag, stopToken);
        signal?.throwIfAborted();
        yield tokens;
        if (tokens.at(-1)?.id === stopToken) return;
        signal?.throwIfAborted();
      }
    } finally {
      busy = false;
    }
  }

  async function time(request: DecodeRequest, emitted: number): Promise<DecodeTiming> {
    const { prompt, activeBlocks, stopToken, signal } = request;
    const launched = launchedTokens(emitted, newTokenLimit(config, request));
    if (destroyed) throw new Error("this decoder was destroyed");
    if (busy) throw new Error("this decoder is already decoding");
    busy = true;
    try {
      device.queue.writeBuffer(buffers.control, 0, Uint32Array.from([prompt.length, activeBlocks, stopToken, run, ...prompt]));
      const reading = prompt.length - 1;
      const timing = timeBatches(device, {
        tokens: reading + launched,
        prepare: (encoder) => {
          encoder.clearBuffer(buffers.state);
          encoder.copyBufferToBuffer(buffers.params, (prompt[0] ?? 0) * dim * 4, buffers.x, 0, dim * 4);
        },
        replay: (pass, token) => replay(pass, token >= reading),
        tokensPerSubmit: () => batchSize(reading + launched),
        measured: measure,
      }, signal);
      const end = await Promise.race([timing, gpu.lost.then(() => null)]);
      if (end === null || lostReason !== null) throw lost("The GPU was lost while it was timed");
      return end;
    } finally {
      busy = false;
    }
  }

  const destroy = (): void => {
    if (destroyed) return;
    destroyed = true;
    for (const { buffer, label } of held) {
      ledger.remove(label, buffer.size);
      buffer.destroy();
    }
  };

  return { plan: "fused", model, counters, decode, waitedMs: () => waits * overheadMs, time, destroy };
}

/** GPUBufferUsage and GPUMapMode by value: the globals are absent under Node. */
const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 } as const;
const MAP_MODE_READ = 1;

/** Bit test: exponent not all ones. */
function finiteBits(bits: number): boolean {
  return (bits & 0x7f800000) !== 0x7f800000;
}

/** The `Layer` uniform of every layer: 12 words, as declared in each kernel. */
function layerShapes(config: ModelConfig): Uint8Array<ArrayBuffer>[] {
  const { dim, heads, ffnDim, vocabSize, maxTokens } = config;
  return layerOffsets(config).map((offsets, layer) => {
    const bytes = new Uint8Array(48);
    const words = new Uint32Array(bytes.buffer);
    words.set([dim, heads, ffnDim, vocabSize, maxTokens, layer]);
    new Float32Array(bytes.buffer).set([1 / Math.sqrt(dim / heads), NORM_EPSILON], 6);
    words.set([offsets.qkv, offsets.out, offsets.up, offsets.down].map((offset) => offset / 4), 8);
    return bytes;
  });
}
