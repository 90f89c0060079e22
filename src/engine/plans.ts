// Which plan decodes: the GPU if a device is there and passes the known-answer self-test, unless it is a software adapter
// that is slower than the CPU plan.

import type { GpuDevice } from "../gpu/device.ts";
import { causeOf, EngineFailure, type GpuFailure, inTime } from "../gpu/failure.ts";
import { createCpuDecoder } from "../model/cpu-decoder.ts";
import { createFusedDecoder } from "../model/decode.ts";
import type { DecodedToken, Decoder, Model, PlanName } from "../model/decoder.ts";
import { EOS, tokenizerOf } from "../model/tokenizer.ts";
import type { ShaderSources } from "../gpu/kernel.ts";
import { hybridPrompt } from "../tasks/arithmetic/encode.ts";
import { boundedDecoder } from "./bounded-decoder.ts";
import type { ModelId } from "./model-ids.ts";

export interface Plans {
  readonly plan: PlanName;
  readonly decoders: ReadonlyMap<ModelId, Decoder>;
  /** Why the GPU is not used; null too when the CPU is merely the faster one. */
  readonly gpuFailure: GpuFailure | null;
}

const SELF_TEST_QUESTION = "What is 12 times 34?";
const SELF_TEST_TOKENS = 8;
/**
 * Two right implementations may choose differently where the two best logits are this close: a logit of about 10 is the end
 * of some 2,000 roundings of at most 2^-24 each, 10 * 2000 * 2^-24 = 1.2e-3.
 */
const NEAR_TIE = 1.2e-3;

/**
 * A GPU that has not compiled a model's kernels by then, or not decoded the self-test's 16 tokens, counts as one that never will. A slow one is
 * not given up: three times the 20 s that compiling took on a software GPU of two cores with eight tasks waiting for each.
 */
export const GPU_STEP_MS = 60_000;

/** Tokens and the time they took, with the prompt and each of all; the second of two passes is timed, so that compilation is not. */
async function selfTest(decoder: Decoder, now: () => number): Promise<{ tokens: readonly DecodedToken[]; elapsedMs: number; tokenMs: number }> {
  const { model } = decoder;
  const prompt = hybridPrompt(SELF_TEST_QUESTION, tokenizerOf(model.tokenizer), model.config.maxTokens);
  if (!prompt.ok) throw new Error(prompt.message);
  let tokens: DecodedToken[] = [];
  let startedAt = 0;
  for (let pass = 0; pass < 2; pass++) {
    startedAt = now();
    tokens = [];
    const request = { prompt: prompt.tokens, maxNewTokens: SELF_TEST_TOKENS, stopToken: EOS, activeBlocks: model.config.activeBlocks };
    for await (const batch of decoder.decode(request)) tokens.push(...batch);
  }
  const elapsedMs = now() - startedAt;
  return { tokens, elapsedMs, tokenMs: elapsedMs / (prompt.tokens.length - 1 + tokens.length) };
}

/** The first token that differs, counted from 1, or null: behind a near tie the sequences may go separate ways. */
function firstDifference(onGpu: readonly DecodedToken[], onCpu: readonly DecodedToken[]): number | null {
  const first = onCpu.findIndex((token, index) => token.id !== onGpu[index]?.id);
  if (first < 0) return onGpu.length === onCpu.length ? null : onCpu.length + 1;
  return onGpu[first] !== undefined && (onCpu[first]?.margin ?? Infinity) < NEAR_TIE ? null : first + 1;
}

export function cpuPlans(models: ReadonlyMap<ModelId, Model>, gpuFailure: GpuFailure | null): Plans {
  return { plan: "cpu", decoders: new Map([...models].map(([id, model]) => [id, createCpuDecoder(model)])), gpuFailure };
}

/** A tested decoder per model, those of `made` as they are, or null on a software adapter that is slower than the CPU plan. Keeps none when it throws. */
async function gpuDecoders(models: ReadonlyMap<ModelId, Model>, made: ReadonlyMap<ModelId, Decoder>, software: boolean, now: () => number, makeDecoder: (model: Model) => Promise<Decoder>): Promise<ReadonlyMap<ModelId, Decoder> | null> {
  const decoders = new Map(made);
  let kept = false;
  try {
    for (const [id, model] of models) {
      if (decoders.has(id)) continue;
      const silent = (step: string): string => `The GPU has not ${step} model "${id}" within ${GPU_STEP_MS / 1000} s.`;
      const decoder = await inTime(makeDecoder(model), GPU_STEP_MS, "start-failed", silent("compiled the kernels of"));
      decoders.set(id, decoder);
      const onGpu = await inTime(selfTest(decoder, now), GPU_STEP_MS, "start-failed", silent("finished the self-test of"));
      const onCpu = await selfTest(createCpuDecoder(model), now);
      const difference = firstDifference(onGpu.tokens, onCpu.tokens);
      if (difference !== null) throw new EngineFailure("wrong-results", `model "${id}", token ${difference} of the self-test.`);
      if (software && onCpu.elapsedMs < onGpu.elapsedMs) return null;
      decoders.set(id, boundedDecoder(decoder, onGpu.tokenMs));
    }
    kept = true;
    return decoders;
  } finally {
    if (!kept) for (const decoder of decoders.values()) decoder.destroy();
  }
}

/**
 * Builds the decoders of every model on `gpu`, or on the CPU: with the cause when the GPU fails or does not give the twin's
 * tokens, without one when it is a software adapter slower than the CPU plan. A device that nothing decodes on is destroyed.
 * All arms share one plan, so that their times compare. `made`: decoders that `gpu` has from an earlier choice with fewer models; where the
 * plan changes, they end too. `makeDecoder` is replaced in tests.
 */
export async function choosePlans(
  models: ReadonlyMap<ModelId, Model>,
  gpu: GpuDevice,
  shaders: ShaderSources,
  now: () => number,
  made: ReadonlyMap<ModelId, Decoder> = new Map(),
  makeDecoder: (model: Model) => Promise<Decoder> = (model) => createFusedDecoder(gpu, model, shaders),
): Promise<Plans> {
  let cause: GpuFailure | null = null;
  try {
    const decoders = await gpuDecoders(models, made, gpu.software, now, makeDecoder);
    if (decoders !== null) return { plan: "fused", decoders, gpuFailure: null };
  } catch (error) {
    cause = await causeOf(error, gpu);
  }
  gpu.device.destroy();
  return cpuPlans(models, cause);
}
