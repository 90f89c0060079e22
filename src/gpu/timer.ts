// How long the GPU took over a batch of submits: by its own timestamps where the device has them, else by the page's clock until the
// work is done, less what a submit with nothing in it takes. Without the feature no query is made and no pass is marked.

import { answerOfGpu } from "./failure.ts";

export type Clock = "timestamps" | "page";

export interface BatchTime {
  /** Milliseconds by the page's clock, less an empty submit; at least 0. */
  readonly page: number;
  /** Milliseconds by the GPU's own; null where it has none, or gave what cannot be a time. */
  readonly timestamps: number | null;
}

export interface GpuTimer {
  /** For the pass that opens the batch, the one that closes it, or both; {} for all others and without the feature. */
  passDescriptor(first: boolean, last: boolean): GPUComputePassDescriptor;
  /** Into the encoder of the last pass, behind it. */
  resolve(encoder: GPUCommandEncoder): void;
  /** `elapsed`: milliseconds by the page's clock from before the first submit until the last was done. */
  read(elapsed: number): Promise<BatchTime>;
  destroy(): void;
}

const USAGE = { MAP_READ: 0x1, COPY_SRC: 0x4, COPY_DST: 0x8, QUERY_RESOLVE: 0x200 } as const;
const NANOSECONDS = 1e6;
const GROUPS = 5;
/** A group of empty submits ends here: one alone may be shorter than the grain of the clock, and on some browsers one takes 100 ms. */
const GROUP_MS = 10;
const MOST_SUBMITS = 20;
/** Timestamps may run ahead of a page's clock by its grain and some drift. */
const CLOCK_GRAIN_MS = 1;
const CLOCK_DRIFT = 1.1;

/** Milliseconds of one submit with nothing in it, waited for: five groups, rising. Throws GpuSilence. */
export async function emptySubmit(device: GPUDevice, now: () => number = () => performance.now(), signal?: AbortSignal): Promise<readonly number[]> {
  const timeGroup = async (): Promise<number> => {
    const startedAt = now();
    let submits = 0;
    let elapsed = 0;
    for (; submits < MOST_SUBMITS && elapsed < GROUP_MS; elapsed = now() - startedAt) {
      signal?.throwIfAborted();
      device.queue.submit([device.createCommandEncoder().finish()]);
      await device.queue.onSubmittedWorkDone();
      submits++;
    }
    return elapsed / submits;
  };
  const groups: number[] = [];
  for (let group = 0; group < GROUPS; group++) groups.push(await answerOfGpu(timeGroup()));
  return groups.sort((a, b) => a - b);
}

const measured = new WeakMap<GPUDevice, Promise<number>>();

/** The median of `emptySubmit()`, milliseconds, measured once a device. */
export function emptySubmitMs(device: GPUDevice, now?: () => number): Promise<number> {
  const known = measured.get(device) ?? emptySubmit(device, now).then((groups) => groups[Math.floor(GROUPS / 2)] ?? 0);
  measured.set(device, known);
  return known;
}

function believable(milliseconds: number, elapsed: number): boolean {
  return milliseconds > 0 && milliseconds <= CLOCK_DRIFT * elapsed + CLOCK_GRAIN_MS;
}

export async function createGpuTimer(device: GPUDevice, now?: () => number): Promise<GpuTimer> {
  const overhead = await emptySubmitMs(device, now);
  const page = (elapsed: number): number => Math.max(0, elapsed - overhead);
  if (!device.features.has("timestamp-query")) {
    return { passDescriptor: () => ({}), resolve: () => {}, read: async (elapsed) => ({ page: page(elapsed), timestamps: null }), destroy: () => {} };
  }
  const querySet = device.createQuerySet({ type: "timestamp", count: 2 });
  const resolved = device.createBuffer({ label: "timestamps", size: 16, usage: USAGE.QUERY_RESOLVE | USAGE.COPY_SRC });
  const staging = device.createBuffer({ label: "timestamps read back", size: 16, usage: USAGE.MAP_READ | USAGE.COPY_DST });
  return {
    passDescriptor: (first, last) => (first || last ? { timestampWrites: { querySet, ...(first && { beginningOfPassWriteIndex: 0 }), ...(last && { endOfPassWriteIndex: 1 }) } } : {}),
    resolve(encoder) {
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
    },
    async read(elapsed) {
      await staging.mapAsync(USAGE.MAP_READ);
      const [begin = 0n, end = 0n] = new BigUint64Array(staging.getMappedRange());
      staging.unmap();
      const milliseconds = Number(end - begin) / NANOSECONDS;
      return { page: page(elapsed), timestamps: believable(milliseconds, elapsed) ? milliseconds : null };
    },
    destroy() {
      querySet.destroy();
      resolved.destroy();
      staging.destroy();
    },
  };
}
