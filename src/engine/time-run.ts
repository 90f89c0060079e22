// Times the networks of a run again: the same decodes, replayed in batches. Not part of the run, its work or its digest.

import type { Decoder, DecodeRequest, DecodeTiming } from "../model/decoder.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ARM_MODELS } from "./model-ids.ts";
import type { EngineEvent } from "./protocol.ts";
import { type RunEnvironment, runScenario } from "./run.ts";

interface Decoded {
  readonly request: DecodeRequest;
  emitted: number;
}

/** What the arm decodes: it runs once more, because a question may be read again. */
async function decodesOf(runId: string, scenario: Scenario, environment: RunEnvironment, decoder: Decoder, signal: AbortSignal): Promise<readonly Decoded[]> {
  const decodes: Decoded[] = [];
  const watched: Decoder = {
    ...decoder,
    async *decode(request) {
      const decoded: Decoded = { request, emitted: 0 };
      decodes.push(decoded);
      for await (const batch of decoder.decode(request)) {
        decoded.emitted += batch.length;
        yield batch;
      }
    },
  };
  const run = runScenario(runId, scenario, { ...environment, decoder: () => watched }, signal);
  while ((await run.next()).done !== true);
  return decodes;
}

/** Yields "arm-timed" for every arm with a network. Throws what the decoders throw. */
export async function* timeRun(runId: string, scenario: Scenario, environment: RunEnvironment, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  for (const arm of scenario.arms) {
    const model = ARM_MODELS[arm];
    const decoder = model === null ? null : environment.decoder(model);
    if (decoder === null) continue;
    const timings: DecodeTiming[] = [];
    for (const { request, emitted } of await decodesOf(runId, { ...scenario, arms: [arm] }, environment, decoder, signal)) {
      timings.push(await decoder.time(request, emitted));
    }
    const [first] = timings;
    if (first === undefined) continue; // the prompt was refused: nothing was decoded
    const clock = timings.every((timing) => timing.clock === "timestamps") ? "timestamps" : "page";
    const seconds = first.seconds.map((_, repeat) => timings.reduce((sum, timing) => sum + (timing.seconds[repeat] ?? 0), 0));
    yield { type: "arm-timed", runId, arm, timing: { clock, seconds, tokens: timings.reduce((sum, { tokens }) => sum + tokens, 0) } };
  }
}
