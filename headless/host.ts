// What every headless command shares: the shipped checkpoints with a plan to decode them, and JSON lines.
// The plan is `cpu`, or `fused` on Dawn when VK_ICD_FILENAMES names a Vulkan driver.

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { exactAnswer } from "../src/engine/exact-answer.ts";
import type { ModelId } from "../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../src/engine/models.ts";
import type { ArmResult, EngineEvent } from "../src/engine/protocol.ts";
import { contentHashesOf, type RunEnvironment, runScenario } from "../src/engine/run.ts";
import { acquireDevice } from "../src/gpu/device.ts";
import { createCpuDecoder } from "../src/model/cpu-decoder.ts";
import { createFusedDecoder } from "../src/model/decode.ts";
import type { Decoder, Model, PlanName } from "../src/model/decoder.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const FOLDER = "public/models";

export interface Host {
  readonly plan: PlanName;
  readonly models: ReadonlyMap<ModelId, Model>;
  readonly environment: RunEnvironment;
}

type MakeDecoder = (model: Model) => Promise<Decoder>;

/** Kept reachable: the native binding frees objects that are only referenced by others of its own. */
const kept: unknown[] = [];

async function dawnDecoders(): Promise<MakeDecoder> {
  const { create } = await import("webgpu");
  const gpu = create([]);
  const acquired = await acquireDevice({ gpu, secure: true });
  if (!acquired.ok) throw new Error(`VK_ICD_FILENAMES is set, but ${acquired.message} Unset it for the cpu plan.`);
  kept.push(gpu, acquired.gpu);
  console.error(`decoding on ${acquired.gpu.adapter}`);
  const shaders = Object.fromEntries(readdirSync("shaders").map((file) => [basename(file, ".wgsl"), readFileSync(`shaders/${file}`, "utf8")]));
  return (model) => createFusedDecoder(acquired.gpu, model, shaders);
}

/** No turn of the event loop between tokens: nothing else runs here. */
const cpuDecoder: MakeDecoder = async (model) => createCpuDecoder(model, { yieldTurn: async () => {} });

/** Opens every checkpoint of the manifest; a damaged one ends the command with its reason. */
export async function openHost(): Promise<Host> {
  const onDawn = process.env["VK_ICD_FILENAMES"] !== undefined;
  const makeDecoder = onDawn ? await dawnDecoders() : cpuDecoder;
  const models = new Map<ModelId, Model>();
  const decoders = new Map<ModelId, Decoder>();
  for (const entry of parseManifest(JSON.parse(readFileSync(`${FOLDER}/manifest.json`, "utf8")))) {
    const opened = await openModel(entry, Uint8Array.from(readFileSync(`${FOLDER}/${entry.file}`)));
    if (!opened.ok) throw new Error(opened.message);
    models.set(entry.id, opened.model);
    decoders.set(entry.id, await makeDecoder(opened.model));
  }
  return {
    plan: onDawn ? "fused" : "cpu",
    models,
    environment: { decoder: (id) => decoders.get(id) ?? null, now: () => performance.now() },
  };
}

/** All events of a run. */
export async function collectEvents(scenario: Scenario, host: Host): Promise<EngineEvent[]> {
  const adapter = host.plan === "cpu" ? "no GPU" : "software adapter";
  const ready: EngineEvent = { type: "ready", runId: "", plan: host.plan, adapter, software: true, gpuFailure: null };
  const events: EngineEvent[] = [ready, { type: "run-started", runId: "run-1", scenario, plan: host.plan, exactAnswer: exactAnswer(scenario.question), contentHashes: contentHashesOf(scenario, host.environment) }];
  for await (const event of runScenario("run-1", scenario, host.environment, new AbortController().signal)) events.push(event);
  return events;
}

/** Results of a run by arm. */
export async function collectResults(scenario: Scenario, host: Host): Promise<ArmResult[]> {
  const events = await collectEvents(scenario, host);
  return events.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
}

export type QuestionLine =
  | { readonly ok: true; readonly question: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

/** Parses JSON lines that each have a text `question`; a bad line keeps its place as a message with its number. */
export function readQuestionLines(file: string): QuestionLine[] {
  return readFileSync(file, "utf8").split("\n").flatMap((line, index): QuestionLine[] => {
    if (line.trim() === "") return [];
    const bad = (reason: string): QuestionLine[] => [{ ok: false, message: `${file}, line ${index + 1}: ${reason}` }];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return bad("not JSON");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return bad("not a JSON object");
    const fields: Readonly<Record<string, unknown>> = { ...value };
    const question = fields["question"];
    return typeof question === "string" ? [{ ok: true, question, fields }] : bad('no text "question"');
  });
}
