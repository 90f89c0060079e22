// The shipped networks on the GPU and on the CPU twin: the core's tokens are the same on 300 generated questions, and a run counts the
// same work and joules.

import { expect, test } from "vitest";
import type { ModelId } from "../../src/engine/model-ids.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { runScenario } from "../../src/engine/run.ts";
import { acquireDevice, type GpuDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { decodeCheckpoint } from "../../src/model/checkpoint.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { createFusedDecoder } from "../../src/model/decode.ts";
import type { DecodedToken, Decoder, Model } from "../../src/model/decoder.ts";
import { createTokenizer, EOS } from "../../src/model/tokenizer.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
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

async function openShipped(id: ModelId): Promise<Model> {
  const file = await fetch(`/models/${id}.safetensors`);
  const opened = await decodeCheckpoint(new Uint8Array(await file.arrayBuffer()));
  if (!opened.ok) throw new Error(opened.message);
  return opened.model;
}

async function acquire(): Promise<GpuDevice> {
  const acquired = await acquireDevice();
  if (!acquired.ok) throw new Error(acquired.message);
  return acquired.gpu;
}

const onCpu = (model: Model): Decoder => createCpuDecoder(model, { yieldTurn: async () => {} });

test(`the core writes the twin's tokens on ${PROMPTS} questions`, { timeout: 300_000 }, async () => {
  const model = await openShipped("core");
  const tokenizer = createTokenizer(model.tokenizer);
  const fused = await createFusedDecoder(await acquire(), model, shaders);
  const twin = onCpu(model);
  let compared = 0;
  for (const { question } of generateSet(createPrng(300), "unseen-numbers", PROMPTS)) {
    const prompt = hybridPrompt(question, tokenizer, model.config.maxTokens);
    if (!prompt.ok) throw new Error(prompt.message);
    const gpu = await decodeAll(fused, prompt.tokens);
    const cpu = await decodeAll(twin, prompt.tokens);
    expect(gpu.map(({ id }) => id), question).toEqual(cpu.map(({ id }) => id));
    compared++;
  }
  expect(compared).toBe(PROMPTS);
  fused.destroy();
});

const MODELS = ["core", "dense"] as const;
/** Exact, worded, and two that the network reads more than once or cannot read. */
const QUESTIONS = ["What is 4817 times 392?", "Mary has 12 apples and buys 30 more. How many apples does she have now?", "5 divided by 0", "Who are you?"];

/** The events of a run without what belongs to a device: times, and the last digits of logits (margin, confidence). */
async function countedOn(decoders: ReadonlyMap<ModelId, Decoder>, scenario: Scenario): Promise<readonly EngineEvent[]> {
  const environment = { decoder: (id: ModelId) => decoders.get(id) ?? null, now: () => performance.now() };
  const events: EngineEvent[] = [];
  for await (const event of runScenario("run", scenario, environment, new AbortController().signal)) {
    if (event.type === "token") events.push({ ...event, margin: 0 });
    else if (event.type === "arm-done") events.push({ ...event, result: { ...event.result, elapsedMs: 0, hostMs: 0, solverMs: 0, idleMs: 0, confidence: null } });
    else events.push(event);
  }
  return events;
}

test("a run counts the same work and joules on either plan, to the last digit", { timeout: 300_000 }, async () => {
  const gpu = await acquire();
  const fused = new Map<ModelId, Decoder>();
  const cpu = new Map<ModelId, Decoder>();
  for (const id of MODELS) {
    const model = await openShipped(id);
    fused.set(id, await createFusedDecoder(gpu, model, shaders));
    cpu.set(id, onCpu(model));
  }
  for (const question of QUESTIONS) {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, question, arms: ["hybrid", "hybrid-all-blocks", "dense", "rules"] };
    const onGpu = await countedOn(fused, scenario);
    expect(onGpu, question).toEqual(await countedOn(cpu, scenario));
    const joules = onGpu.flatMap((event) => (event.type === "prompt" || event.type === "token" ? [event.energy] : event.type === "arm-done" ? [event.result.energy] : []));
    expect(joules.length).toBeGreaterThan(8);
    expect(joules.every(({ low, high }) => low >= 0 && Number.isFinite(high))).toBe(true);
    expect(onGpu.at(-1)).toMatchObject({ type: "run-done", ratio: { numerator: "dense" }, digest: { tokens: onGpu.filter(({ type }) => type === "token").length } });
  }
  for (const decoder of fused.values()) decoder.destroy();
});
