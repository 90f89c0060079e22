// The `cpu` plan: the TypeScript twins, one token per event-loop turn.

import { EngineFailure } from "../gpu/failure.ts";
import { newTokenLimit, SHORTEST_BATCH_MS } from "./decode-limits.ts";
import { type DecodeRequest, type DecodedToken, type Decoder, type DecodeTiming, type Model, TIMED_REPEATS } from "./decoder.ts";
import { chooseTokenReference } from "./reference/choose-token.ts";
import { createDecodeState } from "./reference/decode-state.ts";
import { decodeStep } from "./reference/decode-step.ts";

export interface CpuDecoderOptions {
  /** Called between tokens; defaults to one turn of the event loop. */
  readonly yieldTurn?: () => Promise<void>;
}

/** scheduler.yield() where it exists: a timer of 0 ms is clamped to 4 ms by browsers. */
function nextTurn(): Promise<void> {
  const scheduler = (globalThis as { scheduler?: { yield?: () => Promise<void> } }).scheduler;
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve, 0));
}

export function createCpuDecoder(model: Model, options: CpuDecoderOptions = {}): Decoder {
  const { config } = model;
  const state = createDecodeState(config, model.parameters);
  const yieldTurn = options.yieldTurn ?? nextTurn;
  let busy = false;

  async function* decode(request: DecodeRequest): AsyncGenerator<readonly DecodedToken[]> {
    const limit = newTokenLimit(config, request);
    if (busy) throw new Error("this decoder is already decoding");
    busy = true;
    try {
      state.position = 0;
      let input = request.prompt[0] ?? 0;
      for (let index = 0; index < request.prompt.length - 1 + limit; index++) {
        request.signal?.throwIfAborted();
        const forced = request.prompt[index + 1];
        const kept = decodeStep(state, input, request.activeBlocks, forced === undefined);
        if (forced !== undefined) {
          input = forced;
        } else {
          const choice = chooseTokenReference(state.logits);
          if (!choice.finite) throw new EngineFailure("wrong-results", `The network gave a non-finite value at position ${state.position}.`);
          input = choice.id;
          yield [
            {
              id: choice.id,
              position: state.position,
              runnerUp: choice.runnerUp,
              margin: choice.margin,
              logProbability: -Math.log(choice.sumExp),
              activeBlocks: kept,
            },
          ];
          if (choice.id === request.stopToken) return;
        }
        await yieldTurn();
      }
    } finally {
      busy = false;
    }
  }

  function decodeAgain({ prompt, activeBlocks }: DecodeRequest, emitted: number): void {
    state.position = 0;
    let input = prompt[0] ?? 0;
    for (let index = 0; index < prompt.length - 1 + emitted; index++) {
      const forced = prompt[index + 1];
      decodeStep(state, input, activeBlocks, forced === undefined);
      input = forced ?? chooseTokenReference(state.logits).id;
    }
  }

  async function time(request: DecodeRequest, emitted: number): Promise<DecodeTiming> {
    if (busy) throw new Error("this decoder is already decoding");
    busy = true;
    try {
      decodeAgain(request, emitted); // warm
      const seconds: number[] = [];
      for (let repeat = 0; repeat < TIMED_REPEATS; repeat++) {
        request.signal?.throwIfAborted();
        const startedAt = performance.now();
        let runs = 0;
        let elapsed = 0;
        for (; elapsed < SHORTEST_BATCH_MS; elapsed = performance.now() - startedAt) {
          decodeAgain(request, emitted);
          runs++;
        }
        seconds.push(elapsed / 1000 / runs);
        await yieldTurn();
      }
      return { clock: "page", seconds, tokens: request.prompt.length - 1 + emitted };
    } finally {
      busy = false;
    }
  }

  return { plan: "cpu", model, decode, waitedMs: () => 0, time, destroy: () => undefined };
}
