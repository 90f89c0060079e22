// Times a decode by replaying it: batches of at least 10 ms, by the GPU's timestamps where the device has them, else by the page's
// clock up to onSubmittedWorkDone, less the time of an empty submit. Without the feature nothing of it is made.

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
const EMPTY_SUBMITS = 9;
const MILLISECOND_NS = 1e6;

/** The time stamps at the two ends of a batch; null where the device has none. */
class Stamps {
  private readonly queries: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(device: GPUDevice) {
    this.queries = device.createQuerySet({ type: "timestamp", count: 2 });
    this.resolved = device.createBuffer({ label: "timestamps", size: 16, usage: 0x200 | 0x4 }); // QUERY_RESOLVE | COPY_SRC
    this.staging = device.createBuffer({ label: "timestamps read back", size: 16, usage: 0x1 | 0x8 }); // MAP_READ | COPY_DST
  }

  static of(device: GPUDevice): Stamps | null {
    return device.features.has("timestamp-query") ? new Stamps(device) : null;
  }

  writes(first: boolean, last: boolean): GPUComputePassDescriptor {
    if (!first && !last) return {};
    return { timestampWrites: { querySet: this.queries, ...(first && { beginningOfPassWriteIndex: 0 }), ...(last && { endOfPassWriteIndex: 1 }) } };
  }

  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.queries, 0, 2, this.resolved, 0);
    encoder.copyBufferToBuffer(this.resolved, 0, this.staging, 0, 16);
  }

  async milliseconds(): Promise<number> {
    await this.staging.mapAsync(0x1);
    const [begin = 0n, end = 0n] = new BigUint64Array(this.staging.getMappedRange());
    this.staging.unmap();
    return Number(end - begin) / MILLISECOND_NS;
  }

  destroy(): void {
    this.queries.destroy();
    this.resolved.destroy();
    this.staging.destroy();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Milliseconds from submitting nothing to hearing that it is done. */
async function emptySubmit(device: GPUDevice): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < EMPTY_SUBMITS; i++) {
    const startedAt = performance.now();
    device.queue.submit([device.createCommandEncoder().finish()]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

/** Rejects with the reason of `signal`. A device that is lost may leave it waiting. */
export async function timeBatches(device: GPUDevice, decode: Replay, signal: AbortSignal | undefined): Promise<DecodeTiming> {
  const stamps = Stamps.of(device);
  const batch = async (decodes: number, overhead: number): Promise<number> => {
    signal?.throwIfAborted();
    const startedAt = performance.now();
    for (let done = 0; done < decodes; done++) {
      for (let token = 0; token < decode.tokens; ) {
        const count = Math.min(decode.tokens - token, decode.tokensPerSubmit());
        const [first, last] = [done === 0 && token === 0, done === decodes - 1 && token + count === decode.tokens];
        const encoder = device.createCommandEncoder();
        if (token === 0) decode.prepare(encoder);
        const pass = encoder.beginComputePass(stamps?.writes(first, last) ?? {});
        for (let i = 0; i < count; i++) decode.replay(pass, token + i);
        pass.end();
        if (last) stamps?.resolve(encoder);
        device.queue.submit([encoder.finish()]);
        token += count;
      }
    }
    await device.queue.onSubmittedWorkDone();
    const elapsed = performance.now() - startedAt;
    decode.measured(elapsed / decodes, decode.tokens);
    return stamps === null ? Math.max(0, elapsed - overhead) : stamps.milliseconds();
  };
  try {
    const overhead = stamps === null ? await emptySubmit(device) : 0;
    let decodes = 1;
    // The first batch is warm-up; a batch too short is made longer until it is not.
    for (let milliseconds = await batch(1, overhead); milliseconds < SHORTEST_BATCH_MS && decodes < MOST_DECODES_PER_BATCH; milliseconds = await batch(decodes, overhead)) {
      const growth = milliseconds > 0 ? (1.3 * SHORTEST_BATCH_MS) / milliseconds : 4;
      decodes = Math.min(MOST_DECODES_PER_BATCH, Math.ceil(decodes * Math.min(16, Math.max(1.5, growth))));
    }
    const seconds: number[] = [];
    for (let repeat = 0; repeat < TIMED_REPEATS; repeat++) seconds.push((await batch(decodes, overhead)) / 1000 / decodes);
    return { clock: stamps === null ? "page" : "timestamps", seconds };
  } finally {
    stamps?.destroy();
  }
}
