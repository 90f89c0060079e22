// A GPU decoder whose waits have an end: a GPU that falls silent in a run never settles the promises that wait for it, and says no word of being lost.

import { answerOfGpu, GPU_SILENCE_MS } from "../gpu/failure.ts";
import { BATCH_TOKENS, launchedTokens } from "../model/decode-limits.ts";
import { type Decoder, TIMED_REPEATS } from "../model/decoder.ts";

/** Eight tasks waiting for each core make work nine times as long; three times that is not waited for, as while loading (GPU_STEP_MS). */
const LOADED = 3 * 9;
/** Of a decode that is timed: one to warm up, then the repeats. Shorter ones are put together to batches of some 13 ms: a tenth of a second for all of them. */
const TIMED_DECODES = 1 + TIMED_REPEATS;

/** `decoder`, whose decode() and time() throw GpuSilence where the GPU does not answer. `tokenMs`: what a token took in the self-test. */
export function boundedDecoder(decoder: Decoder, tokenMs: number): Decoder {
  const answered = async <T>(answer: Promise<T>, tokens: number): Promise<T> => answerOfGpu(answer, Math.max(GPU_SILENCE_MS, LOADED * tokens * tokenMs));
  return {
    ...decoder,
    async *decode(request) {
      const batches = decoder.decode(request);
      let waiting = false;
      let tokens = request.prompt.length - 1 + BATCH_TOKENS;
      try {
        for (;;) {
          waiting = true;
          const next = await answered(batches.next(), tokens);
          waiting = false;
          if (next.done === true) return;
          yield next.value;
          tokens = BATCH_TOKENS;
        }
      } finally {
        // Left between two batches, it lets go of the decoder; within one it has failed by itself, or would wait as long as the GPU is silent.
        if (!waiting) await batches.return(undefined);
      }
    },
    time: (request, emitted) => answered(decoder.time(request, emitted), TIMED_DECODES * (request.prompt.length - 1 + launchedTokens(emitted, Infinity))),
  };
}
