// The recorded run that the page shows first, made again with the shipped checkpoints: same tokens, same counted work.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exactAnswer } from "../../src/engine/exact-answer.ts";
import type { ModelId } from "../../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../../src/engine/models.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { parseRecording } from "../../src/engine/replay.ts";
import { contentHashesOf, runScenario } from "../../src/engine/run.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import type { Decoder } from "../../src/model/decoder.ts";
import { hashPrefixes, MODEL_DIGITS } from "../../src/scenario/digest.ts";
import type { ArmName } from "../../src/scenario/scenario.ts";

test("the recorded run reproduces, digest and energy", async () => {
  const recording = parseRecording(JSON.parse(readFileSync("public/recordings/first.json", "utf8")));
  const started = recording?.events.find((event) => event.type === "run-started");
  const done = recording?.events.find((event) => event.type === "run-done");
  if (started === undefined || done === undefined) throw new Error("the recording has no run");
  const decoders = new Map<ModelId, Decoder>();
  const hashes = new Map<ModelId, string>();
  for (const entry of parseManifest(JSON.parse(readFileSync("public/models/manifest.json", "utf8")))) {
    const opened = await openModel(entry, Uint8Array.from(readFileSync(`public/models/${entry.file}`)));
    if (!opened.ok) throw new Error(opened.message);
    hashes.set(entry.id, entry.sha256);
    decoders.set(entry.id, createCpuDecoder(opened.model, { yieldTurn: async () => {} }));
  }
  const environment = { decoder: (id: ModelId) => decoders.get(id) ?? null, now: () => 0 };
  const again: EngineEvent[] = [];
  for await (const event of runScenario("run-1", started.scenario, environment, new AbortController().signal)) again.push(event);
  const doneAgain = again.at(-1);
  expect(started.exactAnswer).toBe(exactAnswer(started.scenario.question));
  if (doneAgain?.type !== "run-done") throw new Error("the run did not end");
  // A recording from before digests named their networks has no arms in it; one that has them must have these.
  const { arms } = doneAgain.digest;
  expect(doneAgain).toEqual({ ...done, runId: "run-1", digest: { ...done.digest, arms: done.digest.arms ?? arms } });
  expect(arms?.map(({ model }) => model)).toEqual([hashes.get("core"), hashes.get("dense")].map((hash) => hash?.slice(0, MODEL_DIGITS)));
  // The checkpoints named where the run starts are the shipped ones.
  const contentHashes = contentHashesOf(started.scenario, environment);
  expect(contentHashes).toEqual({ core: hashes.get("core"), dense: hashes.get("dense") });
  expect(started.contentHashes).toEqual(contentHashes);
  // Every token has its prefix hash, told from the recorded tokens.
  const ids = (arm: ArmName) => recording?.events.flatMap((event) => (event.type === "token" && event.arm === arm ? [event.id] : [])) ?? [];
  expect(arms?.map(({ prefixes }) => prefixes)).toEqual(started.scenario.arms.map((arm) => hashPrefixes(ids(arm))));
  // The times are of one machine, once; the recording is from before the solver's was taken.
  const results = (events: readonly { type: string }[]) => events.flatMap((event) => (event.type === "arm-done" && "result" in event ? [{ ...(event.result as object), elapsedMs: 0, hostMs: 0, solverMs: 0 }] : []));
  expect(results(again)).toEqual(results(recording?.events ?? []));
});
