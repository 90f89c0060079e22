// What every headless command shares: the shipped checkpoints on the cpu plan, options and JSON lines.

import { readFileSync } from "node:fs";
import { createCpuDecoder } from "../src/model/cpu-decoder.ts";
import type { Decoder, Model } from "../src/model/decoder.ts";
import type { ModelId } from "../src/engine/arms.ts";
import { openModel, parseManifest } from "../src/engine/models.ts";
import type { ArmResult, EngineEvent } from "../src/engine/protocol.ts";
import { type RunEnvironment, runScenario } from "../src/engine/run.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const FOLDER = "public/models";

export interface Host {
  readonly models: ReadonlyMap<ModelId, Model>;
  readonly environment: RunEnvironment;
}

/** Opens every checkpoint of the manifest; a damaged one ends the command with its reason. */
export async function openHost(): Promise<Host> {
  const models = new Map<ModelId, Model>();
  const decoders = new Map<ModelId, Decoder>();
  for (const entry of parseManifest(JSON.parse(readFileSync(`${FOLDER}/manifest.json`, "utf8")))) {
    const opened = await openModel(entry, Uint8Array.from(readFileSync(`${FOLDER}/${entry.file}`)));
    if (!opened.ok) throw new Error(opened.message);
    models.set(entry.id, opened.model);
    // No turn of the event loop between tokens: nothing else runs here.
    decoders.set(entry.id, createCpuDecoder(opened.model, { yieldTurn: async () => {} }));
  }
  return { models, environment: { decoder: (id) => decoders.get(id) ?? null, now: () => performance.now() } };
}

/** All events of a run. */
export async function collectEvents(scenario: Scenario, host: Host): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [{ type: "run-started", runId: "run-1", scenario, plan: "cpu", expected: null }];
  for await (const event of runScenario("run-1", scenario, host.environment, new AbortController().signal)) events.push(event);
  return events;
}

/** Results of a run by arm. */
export async function collectResults(scenario: Scenario, host: Host): Promise<ArmResult[]> {
  const events = await collectEvents(scenario, host);
  return events.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
}

export type JsonLine = { readonly ok: true; readonly value: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly message: string };

/** Parses a file of JSON lines; a bad line keeps its place as a message with its number. */
export function readJsonLines(file: string): JsonLine[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index): JsonLine[] => {
    if (line.trim() === "") return [];
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return [{ ok: true, value: { ...value } }];
    } catch {
      // falls through to the message below
    }
    return [{ ok: false, message: `${file}, line ${index + 1}: not a JSON object` }];
  });
}
