// Recordings: the events of a finished run as a file. They enter the store where live events do, so every field is checked.

import * as v from "valibot";
import { CONSTANT_NAMES } from "../energy/meter.ts";
import { COMPONENTS } from "../energy/work.ts";
import { GPU_FAILURES } from "../gpu/failure.ts";
import { MAX_PREFIXES, MODEL_DIGITS } from "../scenario/digest.ts";
import { ARM_NAMES } from "../scenario/scenario.ts";
import { SCENARIO_SCHEMA } from "../scenario/schema.ts";
import { MODEL_IDS } from "./model-ids.ts";
import type { EngineEvent } from "./protocol.ts";

const RUN_FAILURES = ["gpu", "model", "question", "worker", "cancelled"] as const satisfies readonly Extract<EngineEvent, { type: "run-failed" }>["code"][];

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const JOULES = v.pipe(v.number(), v.finite(), v.minValue(0));
const MILLISECONDS = v.pipe(v.number(), v.finite(), v.minValue(0));
const NUMBER = v.pipe(v.number(), v.finite());
const ARM = v.picklist(ARM_NAMES);
const PLAN = v.picklist(["fused", "cpu"]);
const COMPONENT = v.picklist(COMPONENTS);
const HASH = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
/** Recordings from before links named their networks have none. */
const ARM_DIGESTS = v.exactOptional(v.array(v.object({
  model: v.pipe(v.string(), v.regex(new RegExp(`^([0-9a-f]{${MODEL_DIGITS}}|)$`))),
  prefixes: v.pipe(v.string(), v.regex(/^([A-Za-z0-9_-]{2})*$/), v.maxLength(2 * MAX_PREFIXES)),
})));

/** Recordings from before runs named their checkpoints have none. */
const CONTENT_HASHES = v.exactOptional(v.record(v.picklist(MODEL_IDS), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))));

/** Recordings from before second readings do not have it. */
const READING = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), 1);
/** A count that recordings of earlier meters do not have. */
const LATER_COUNT = v.optional(COUNT, 0);
const LATER_TIME = v.optional(MILLISECONDS, 0);
const WORK = v.record(COMPONENT, v.object({
  multiplyAdds: COUNT, halfMultiplyAdds: LATER_COUNT, comparisons: LATER_COUNT, residentBytes: LATER_COUNT, bytesRead: COUNT, bytesWritten: COUNT, dispatches: COUNT, activeBlocks: COUNT, totalBlocks: COUNT, hostOperations: COUNT,
}));
const ENERGY = v.object({ low: JOULES, mid: JOULES, high: JOULES, byComponent: v.record(COMPONENT, JOULES) });
const RATIO = v.object({ ratio: JOULES, low: JOULES, high: JOULES, probabilityHybridLess: v.pipe(v.number(), v.minValue(0), v.maxValue(1)), numerator: ARM, denominator: ARM });
const TORNADO_BAR = v.object({ constant: v.picklist(CONSTANT_NAMES), low: JOULES, high: JOULES });
const RESULT = v.object({
  arm: ARM, answer: v.nullable(v.string()), program: v.nullable(v.string()),
  steps: v.array(v.object({ expression: v.string(), result: v.string() })),
  abstained: v.nullable(v.string()), reading: READING, confidence: v.nullable(NUMBER), tokens: COUNT, work: WORK, energy: ENERGY, workingSetBytes: COUNT, elapsedMs: MILLISECONDS, hostMs: MILLISECONDS, solverMs: v.exactOptional(MILLISECONDS), idleMs: LATER_TIME,
});
const runId = v.string();
const EVENT = v.variant("type", [
  v.object({ type: v.literal("models-listed"), runId, models: v.array(v.picklist(MODEL_IDS)) }),
  v.object({ type: v.literal("status"), runId, phase: v.string(), bytes: COUNT, total: COUNT }),
  v.object({ type: v.literal("ready"), runId, plan: PLAN, adapter: v.string(), software: v.boolean(), gpuFailure: v.nullable(v.object({ code: v.picklist(GPU_FAILURES), message: v.string() })) }),
  v.object({ type: v.literal("run-started"), runId, scenario: SCENARIO_SCHEMA, plan: PLAN, exactAnswer: v.nullable(v.string()), contentHashes: CONTENT_HASHES }),
  v.object({ type: v.literal("prompt"), runId, arm: ARM, tokens: COUNT, work: WORK, energy: ENERGY }),
  v.object({ type: v.literal("token"), runId, arm: ARM, reading: READING, index: COUNT, id: COUNT, text: v.string(), margin: NUMBER, activeBlocks: COUNT, totalBlocks: COUNT, work: WORK, energy: ENERGY }),
  v.object({ type: v.literal("arm-done"), runId, result: RESULT }),
  v.object({ type: v.literal("arm-timed"), runId, arm: ARM, timing: v.object({ clock: v.picklist(["timestamps", "page"]), seconds: v.pipe(v.array(MILLISECONDS), v.minLength(1)), tokens: LATER_COUNT }) }),
  v.object({ type: v.literal("run-done"), runId, ratio: v.nullable(RATIO), tornado: v.array(TORNADO_BAR), digest: v.object({ tokens: COUNT, tokenHash: HASH, workHash: HASH, arms: ARM_DIGESTS }) }),
  v.object({ type: v.literal("run-failed"), runId, code: v.picklist(RUN_FAILURES), message: v.string() }),
]);
const RECORDING = v.object({ version: v.literal(1), events: v.pipe(v.array(EVENT), v.minLength(1)) });

export interface Recording {
  readonly version: 1;
  readonly events: readonly EngineEvent[];
}

/** Null when the value is not a recording of this version; `onRefused` is told why, with the path of the first fault. */
export function parseRecording(value: unknown, onRefused: (reason: string) => void = () => {}): Recording | null {
  const parsed = v.safeParse(RECORDING, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  onRefused(`The recording is damaged at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}`);
  return null;
}

/** The recorded events at `url`; an empty list when the file is absent or not a recording, with the reason to `onRefused`. */
export async function loadRecording(url: string, onRefused: (reason: string) => void = () => {}): Promise<readonly EngineEvent[]> {
  try {
    const response = await fetch(url);
    if (response.ok) return parseRecording(await response.json(), onRefused)?.events ?? [];
    onRefused(`The recording could not be read (HTTP ${response.status}).`);
  } catch (error) {
    onRefused(`The recording could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [];
}
