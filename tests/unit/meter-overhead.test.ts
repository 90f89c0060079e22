// What the meters cost beside what they meter: the presets on the CPU plan, and again only what the meter did for them; and what the page makes of their times.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { ModelId } from "../../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../../src/engine/models.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { prepareRun, runScenario } from "../../src/engine/run.ts";
import { createMeter } from "../../src/energy/meter.ts";
import { BOUNDARIES, createTimedMeter, type TimedArm } from "../../src/energy/timed.ts";
import { addComponents } from "../../src/energy/work.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { launchedTokens } from "../../src/model/decode-limits.ts";
import { promptWork, tokenWork, wastedLaunches } from "../../src/model/decode-work.ts";
import type { DecodedToken, Decoder, DecodeRequest } from "../../src/model/decoder.ts";
import { PRESETS } from "../../src/scenario/presets.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

interface Decoding {
  readonly decoder: Decoder;
  readonly request: DecodeRequest;
  readonly tokens: DecodedToken[];
}

async function decodersOfThePage(): Promise<ReadonlyMap<ModelId, Decoder>> {
  const decoders = new Map<ModelId, Decoder>();
  for (const entry of parseManifest(JSON.parse(readFileSync("public/models/manifest.json", "utf8")))) {
    const opened = await openModel(entry, Uint8Array.from(readFileSync(`public/models/${entry.file}`)));
    if (!opened.ok) throw new Error(opened.message);
    decoders.set(entry.id, createCpuDecoder(opened.model, { yieldTurn: async () => {} }));
  }
  return decoders;
}

/** A preset as it ran, and the least time it took, in milliseconds. */
interface Run {
  readonly scenario: Scenario;
  readonly events: readonly EngineEvent[];
  readonly decodings: readonly Decoding[];
  readonly elapsedMs: number;
}

async function runOnce(scenario: Scenario, decoders: ReadonlyMap<ModelId, Decoder>): Promise<Run> {
  const decodings: Decoding[] = [];
  const watched = (decoder: Decoder): Decoder => ({
    ...decoder,
    async *decode(request) {
      const tokens: DecodedToken[] = [];
      decodings.push({ decoder, request, tokens });
      for await (const batch of decoder.decode(request)) {
        tokens.push(...batch);
        yield batch;
      }
    },
  });
  const environment = { decoder: (id: ModelId) => { const found = decoders.get(id); return found === undefined ? null : watched(found); }, now: () => 0 };
  const events: EngineEvent[] = [];
  const startedAt = performance.now();
  for await (const event of runScenario("run", scenario, environment, new AbortController().signal)) events.push(event);
  return { scenario, events, decodings, elapsedMs: performance.now() - startedAt };
}

/** What runScenario() asks of the meter and of the counting, in its order; the slot finder's and solver's counts are as in the results. */
function meterAlone({ events, decodings }: Run, { profile, seed }: Scenario): void {
  const meter = createMeter(profile, seed);
  const results = events.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
  for (const { decoder, request, tokens } of decodings) {
    const { config } = decoder.model;
    const options = { workingSetBytes: results[0]?.workingSetBytes ?? 0 };
    const perLayer = Array.from({ length: config.layers }, () => request.activeBlocks);
    let work = promptWork(config, request.prompt.length - 1, perLayer);
    meter.measure(work, options);
    for (const token of tokens) {
      const spent = tokenWork(config, token.position - 1, token.activeBlocks);
      work = addComponents(work, spent);
      meter.measure(spent, options);
    }
    const rest = wastedLaunches(config, launchedTokens(tokens.length, config.maxTokens) - tokens.length);
    meter.measure(addComponents(work, rest), options);
  }
  const hybrid = results.find(({ arm }) => arm === "hybrid");
  const dense = results.find(({ arm }) => arm === "dense");
  if (hybrid !== undefined && dense !== undefined) {
    meter.ratio(dense, hybrid);
    meter.tornado(dense, hybrid);
  }
}

const decoders = await decodersOfThePage();
const runs: Run[] = [];
const ROUNDS = 24;

beforeAll(async () => {
  for (const { scenario } of PRESETS) {
    let run = await runOnce(scenario, decoders);
    for (let again = 0; again < 7; again++) {
      const other = await runOnce(scenario, decoders);
      if (other.elapsedMs < run.elapsedMs) run = other;
    }
    runs.push(run);
  }
}, 60_000); // other work may share the machine

// The least of several times of each preset: what other work on the machine adds is left out of both.
function expectSmallShare(what: string, prepared: (run: Run) => Scenario): void {
  let running = 0;
  let metering = 0;
  for (const run of runs) {
    let least = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const scenario = prepared(run);
      const from = performance.now();
      meterAlone(run, scenario);
      least = Math.min(least, performance.now() - from);
    }
    running += run.elapsedMs;
    metering += least;
  }
  console.log(`${what}: ${runs.length} presets ${running.toFixed(1)} ms, the meter's share ${metering.toFixed(2)} ms: ${((100 * metering) / running).toFixed(2)} %`);
  expect(metering / running).toBeLessThan(0.01);
}

test("the meter takes less than a hundredth of the time of the runs it meters, on the CPU plan", () => {
  expectSmallShare("a seed known before", ({ scenario }) => scenario);
});

test("so it does for the first run of a new seed, which the engine prepared when the seed was chosen", () => {
  let seed = 1000;
  expectSmallShare("a new seed", (run) => {
    const scenario = { ...run.scenario, seed: seed++ };
    prepareRun(scenario, { decoder: (id) => decoders.get(id) ?? null });
    return scenario;
  });
});

/** What Ask and its panel reckon with the times of a run: the claim, its tornado, and every arm and the ratio at each boundary. */
function timedAlone({ events }: Run, seed: number, spans: TimedArm["spans"]): void {
  const meter = createTimedMeter("unknown", seed);
  const arms = events.flatMap((event) => (event.type === "arm-done" ? [{ ...event.result, spans, timedOnce: true }] : []));
  const [hybrid, dense] = arms;
  if (hybrid === undefined || dense === undefined) throw new Error("a preset has two arms");
  meter.ratio(dense, hybrid, "dynamic");
  meter.tornado(dense, hybrid);
  for (const boundary of BOUNDARIES) {
    for (const arm of arms) meter.measure(arm, boundary);
    meter.ratio(dense, hybrid, boundary);
  }
}

test("what the page makes of a run's times, once it has ended, takes less than 50 ms, draws of a new seed included", () => {
  let seed = 9000;
  for (const run of runs) {
    const times = Array.from({ length: ROUNDS }, () => {
      const startedAt = performance.now();
      timedAlone(run, seed++, { compute: 0.01, host: 0.001, solver: 0.0005, wall: 0.011 });
      return performance.now() - startedAt;
    });
    // From 50 ms on a task is long (W3C Long Tasks): a click or a key waits for it.
    console.log(`timed joules of a run of ${run.elapsedMs.toFixed(1)} ms: ${Math.min(...times).toFixed(1)} ms at best`);
    expect(Math.min(...times)).toBeLessThan(50);
  }
});
