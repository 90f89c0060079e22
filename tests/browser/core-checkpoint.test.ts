// The shipped core on the GPU and on the CPU twin: the same tokens on 300 generated questions.

import { expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { decodeCheckpoint } from "../../src/model/checkpoint.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { createFusedDecoder } from "../../src/model/decode.ts";
import type { DecodedToken, Decoder } from "../../src/model/decoder.ts";
import { createTokenizer, EOS } from "../../src/model/tokenizer.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { hybridPrompt } from "../../src/tasks/arithmetic/encode.ts";
import { generateSet } from "../../src/tasks/arithmetic/generate.ts";

const PROMPTS = 300;
const MAX_NEW_TOKENS = 24;

async function decodeAll(decoder: Decoder, prompt: readonly number[]): Promise<DecodedToken[]> {
  const tokens: DecodedToken[] = [];
  const request = { prompt, maxNewTokens: MAX_NEW_TOKENS, stopToken: EOS, activeBlocks: decoder.model.config.activeBlocks };
  for await (const batch of decoder.decode(request)) tokens.push(...batch);
  return tokens;
}

test(`the core writes the twin's tokens on ${PROMPTS} questions`, { timeout: 300_000 }, async () => {
  const file = await fetch("/models/core.safetensors");
  const opened = await decodeCheckpoint(new Uint8Array(await file.arrayBuffer()));
  if (!opened.ok) throw new Error(opened.message);
  const acquired = await acquireDevice();
  if (!acquired.ok) throw new Error(acquired.message);
  const { model } = opened;
  const tokenizer = createTokenizer(model.tokenizer);
  const onGpu = await createFusedDecoder(acquired.gpu, model, shaders);
  const onCpu = createCpuDecoder(model, { yieldTurn: async () => {} });
  let compared = 0;
  for (const { question } of generateSet(createPrng(300), "unseen-numbers", PROMPTS)) {
    const prompt = hybridPrompt(question, tokenizer, model.config.maxTokens);
    if (!prompt.ok) throw new Error(prompt.message);
    const gpu = await decodeAll(onGpu, prompt.tokens);
    const cpu = await decodeAll(onCpu, prompt.tokens);
    expect(gpu.map(({ id }) => id), question).toEqual(cpu.map(({ id }) => id));
    compared++;
  }
  expect(compared).toBe(PROMPTS);
  onGpu.destroy();
});
