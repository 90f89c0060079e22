// Recordings: the events of a finished run as a file. They enter the store where live events do.

import * as v from "valibot";
import type { EngineEvent } from "./protocol.ts";

const EVENT_TYPES = ["status", "ready", "run-started", "prompt", "token", "arm-done", "run-done", "run-failed"] as const;

// The site's own file, written by the recorder from typed events: its envelope is checked, not every field.
const RECORDING = v.object({
  version: v.literal(1),
  events: v.pipe(v.array(v.looseObject({ type: v.picklist(EVENT_TYPES), runId: v.string() })), v.minLength(1)),
});

export interface Recording {
  readonly version: 1;
  readonly events: readonly EngineEvent[];
}

function isRecording(value: unknown): value is Recording {
  return v.is(RECORDING, value);
}

/** Null when the value is not a recording of this version. */
export function parseRecording(value: unknown): Recording | null {
  return isRecording(value) ? value : null;
}

/** The recorded events at `url`; an empty list when the file is absent or not a recording. */
export async function loadRecording(url: string): Promise<readonly EngineEvent[]> {
  try {
    const response = await fetch(url);
    if (!response.ok) return [];
    return parseRecording(await response.json())?.events ?? [];
  } catch {
    return [];
  }
}
