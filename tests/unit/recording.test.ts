// The recorded run that the page shows first, made again with the shipped checkpoints: same tokens, same counted work.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exactAnswer } from "../../src/engine/exact-answer.ts";
import type { ModelId } from "../../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../../src/engine/models.ts";
import { parseRecording } from "../../src/engine/replay.ts";
import { runScenario } from "../../src/engine/run.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import type { Decoder } from "../../src/model/decoder.ts";

test("the recorded run reproduces, digest and energy", async () => {
  const recording = parseRecording(JSON.parse(readFileSync("public/recordings/first.json", "utf8")));
  const started = recording?.events.find((event) => event.type === "run-started");
  const done = recording?.events.find((event) => event.type === "run-done");
  if (started === undefined || done === undefined) throw new Error("the recording has no run");
  const decoders = new Map<ModelId, Decoder>();
  for (const entry of parseManifest(JSON.parse(readFileSync("public/models/manifest.json", "utf8")))) {
    const opened = await openModel(entry, Uint8Array.from(readFileSync(`public/models/${entry.file}`)));
    if (!opened.ok) throw new Error(opened.message);
    decoders.set(entry.id, createCpuDecoder(opened.model, { yieldTurn: async () => {} }));
  }
  const environment = { decoder: (id: ModelId) => decoders.get(id) ?? null, now: () => 0 };
  const again = [];
  for await (const event of runScenario("run-1", started.scenario, environment, new AbortController().signal)) again.push(event);
  const doneAgain = again.at(-1);
  expect(started.exactAnswer).toBe(exactAnswer(started.scenario.question));
  expect(doneAgain).toEqual({ ...done, runId: "run-1" });
  // The times are of one machine, once; the recording is from before the solver's was taken.
  const results = (events: readonly { type: string }[]) => events.flatMap((event) => (event.type === "arm-done" && "result" in event ? [{ ...(event.result as object), elapsedMs: 0, hostMs: 0, solverMs: 0 }] : []));
  expect(results(again)).toEqual(results(recording?.events ?? []));
});
