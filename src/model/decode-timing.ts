// Times a decode by replaying it in batches of at least 10 ms, again and again.

import { createGpuTimer, type BatchTime } from "../gpu/timer.ts";
import { SHORTEST_BATCH_MS } from "./decode-limits.ts";
import { type DecodeTiming, TIMED_REPEATS } from "./decoder.ts";

export interface Replay {
  /** Tokens of one decode, prompt included. */
  readonly tokens: number;
  /** Puts the buffers back to where a decode begins. */
  prepare(encoder: GPUCommandEncoder): void;
  replay(pass: GPUComputePassEncoder, token: number): void;
  /** As many as keep a submit short enough for the page to stay responsive. */
  tokensPerSubmit(): number;
  measured(milliseconds: number, tokens: number): void;
}

const MOST_DECODES_PER_BATCH = 256;

/** Rejects with the reason of `signal`. A device that is lost may leave it waiting. */
export async function timeBatches(device: GPUDevice, decode: Replay, signal: AbortSignal | undefined): Promise<DecodeTiming> {
  const timer = await createGpuTimer(device);
  const batch = async (decodes: number): Promise<BatchTime> => {
    signal?.throwIfAborted();
    const startedAt = performance.now();
    for (let done = 0; done < decodes; done++) {
      for (let token = 0; token < decode.tokens; ) {
        const count = Math.min(decode.tokens - token, decode.tokensPerSubmit());
        const [first, last] = [done === 0 && token === 0, done === decodes - 1 && token + count === decode.tokens];
        const encoder = device.createCommandEncoder();
        if (token === 0) decode.prepare(encoder);
        const pass = encoder.beginComputePass(timer.passDescriptor(first, last));
        for (let i = 0; i < count; i++) decode.replay(pass, token + i);
        pass.end();
        if (last) timer.resolve(encoder);
        device.queue.submit([encoder.finish()]);
        token += count;
      }
    }
    await device.queue.onSubmittedWorkDone();
    const elapsed = performance.now() - startedAt;
    decode.measured(elapsed / decodes, decode.tokens);
    return timer.read(elapsed);
  };
  const long = ({ page, timestamps }: BatchTime): number => timestamps ?? page;
  try {
    let decodes = 1;
    // The first batch is warm-up; a batch too short is made longer until it is not.
    for (let milliseconds = long(await batch(1)); milliseconds < SHORTEST_BATCH_MS && decodes < MOST_DECODES_PER_BATCH; milliseconds = long(await batch(decodes))) {
      const growth = milliseconds > 0 ? (1.3 * SHORTEST_BATCH_MS) / milliseconds : 4;
      decodes = Math.min(MOST_DECODES_PER_BATCH, Math.ceil(decodes * Math.min(16, Math.max(1.5, growth))));
    }
    const batches: BatchTime[] = [];
    for (let repeat = 0; repeat < TIMED_REPEATS; repeat++) batches.push(await batch(decodes));
    // One clock for all repeats: the page's as soon as one of the GPU's times cannot be one.
    const stamps = batches.flatMap(({ timestamps }) => timestamps ?? []);
    const clock = stamps.length === batches.length ? "timestamps" : "page";
    const milliseconds = clock === "timestamps" ? stamps : batches.map(({ page }) => page);
    return { clock, seconds: milliseconds.map((one) => one / 1000 / decodes), tokens: decode.tokens };
  } finally {
    timer.destroy();
  }
}
