// What the meter costs beside what it meters: the presets on the CPU plan, and again only what the meter did for them.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ModelId } from "../../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../../src/engine/models.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { runScenario } from "../../src/engine/run.ts";
import { createMeter } from "../../src/energy/meter.ts";
import { addComponents } from "../../src/energy/work.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { launchedTokens } from "../../src/model/decode-limits.ts";
import { promptWork, tokenWork, wastedLaunches } from "../../src/model/decode-work.ts";
import type { DecodedToken, Decoder, DecodeRequest } from "../../src/model/decoder.ts";
import { PRESETS } from "../../src/scenario/presets.ts";

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

/** What runScenario() asks of the meter and of the counting, in its order; the slot finder's and solver's counts are as in the results. */
function meterAlone(runs: readonly { readonly events: readonly EngineEvent[]; readonly decodings: readonly Decoding[] }[]): void {
  for (const { events, decodings } of runs) {
    const started = events.find((event) => event.type === "run-started");
    const scenario = started?.scenario ?? PRESETS[0]?.scenario;
    if (scenario === undefined) throw new Error("no scenario");
    const meter = createMeter(scenario.profile, scenario.seed);
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
}

// The least of several times: what other work on the machine adds is left out of both. The draws of a profile are made once, not here.
test("the meter takes less than a hundredth of the time of the runs it meters, on the CPU plan", async () => {
  const decoders = await decodersOfThePage();
  const runAll = async () => {
    const runs = [];
    for (const { scenario } of PRESETS) {
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
      for await (const event of runScenario("run", scenario, environment, new AbortController().signal)) events.push(event);
      runs.push({ events, decodings });
    }
    return runs;
  };
  let running = Infinity;
  let metering = Infinity;
  for (let i = 0; i < 8; i++) {
    const startedAt = performance.now();
    const runs = await runAll();
    running = Math.min(running, performance.now() - startedAt);
    for (let again = 0; again < 3; again++) {
      const from = performance.now();
      meterAlone(runs);
      metering = Math.min(metering, performance.now() - from);
    }
  }
  console.log(`${PRESETS.length} presets: ${running.toFixed(1)} ms, the meter's share ${metering.toFixed(2)} ms: ${((100 * metering) / running).toFixed(2)} %`);
  expect(metering / running).toBeLessThan(0.01);
});
