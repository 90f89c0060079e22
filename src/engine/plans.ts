// Which plan decodes: the GPU if a device is there, it passes the known-answer self-test, and it is the faster one here.

import type { GpuDevice } from "../gpu/device.ts";
import type { GpuFailure } from "../gpu/failure.ts";
import { createCpuDecoder } from "../model/cpu-decoder.ts";
import { createFusedDecoder } from "../model/decode.ts";
import type { Decoder, Model, PlanName } from "../model/decoder.ts";
import { createTokenizer, EOS } from "../model/tokenizer.ts";
import type { ShaderSources } from "../gpu/kernel.ts";
import { hybridPrompt } from "../tasks/arithmetic/encode.ts";
import type { ModelId } from "./arms.ts";

export interface Plans {
  readonly plan: PlanName;
  readonly decoders: ReadonlyMap<ModelId, Decoder>;
  readonly gpuFailure: GpuFailure | null;
}

const SELF_TEST_QUESTION = "What is 12 times 34?";
const SELF_TEST_TOKENS = 8;

/** Token ids and the time they took; the second of two passes is timed, so that compilation is not. */
async function selfTest(decoder: Decoder, now: () => number): Promise<{ ids: string; elapsedMs: number }> {
  const { model } = decoder;
  const prompt = hybridPrompt(SELF_TEST_QUESTION, createTokenizer(model.tokenizer), model.config.maxTokens);
  if (!prompt.ok) throw new Error(prompt.message);
  let ids: number[] = [];
  let startedAt = 0;
  for (let pass = 0; pass < 2; pass++) {
    startedAt = now();
    ids = [];
    const request = { prompt: prompt.tokens, maxNewTokens: SELF_TEST_TOKENS, stopToken: EOS, activeBlocks: model.config.activeBlocks };
    for await (const batch of decoder.decode(request)) ids.push(...batch.map(({ id }) => id));
  }
  return { ids: ids.join(), elapsedMs: now() - startedAt };
}

export function cpuPlans(models: ReadonlyMap<ModelId, Model>, gpuFailure: GpuFailure | null): Plans {
  return { plan: "cpu", decoders: new Map([...models].map(([id, model]) => [id, createCpuDecoder(model)])), gpuFailure };
}

/**
 * Builds the decoders of every model on `gpu`, or on the CPU when the GPU does not give the twin's tokens or is a slower
 * software adapter. All arms share one plan, so that their times compare.
 */
export async function choosePlans(models: ReadonlyMap<ModelId, Model>, gpu: GpuDevice, shaders: ShaderSources, now: () => number): Promise<Plans> {
  const decoders = new Map<ModelId, Decoder>();
  let trusted = true;
  try {
    for (const [id, model] of models) {
      const fused = await createFusedDecoder(gpu, model, shaders);
      decoders.set(id, fused);
      const onGpu = await selfTest(fused, now);
      const onCpu = await selfTest(createCpuDecoder(model), now);
      trusted = onGpu.ids === onCpu.ids && !(gpu.software && onCpu.elapsedMs < onGpu.elapsedMs);
      if (!trusted) break;
    }
  } catch (error) {
    for (const decoder of decoders.values()) decoder.destroy();
    throw error;
  }
  if (trusted) return { plan: "fused", decoders, gpuFailure: null };
  for (const decoder of decoders.values()) decoder.destroy();
  return cpuPlans(models, null);
}
