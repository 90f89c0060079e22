// Phases of steady load to read a power meter by: each keeps the GPU at one kind of work for a share of the time, and counts it.

import type { PhaseRates } from "../energy/anchor.ts";
import { Bench, BENCH_CACHE, BENCH_EMPTY, BENCH_FMA, BENCH_STREAM, type BenchmarkOptions, INVOCATIONS, LARGEST_SET, OPERATIONS_PER_ROUND } from "./benchmark.ts";
import type { GpuDevice } from "./device.ts";
import { createKernelPipeline, type ShaderSources } from "./kernel.ts";

export const PHASES = [
  { id: "idle", title: "Nothing at all", kind: "idle", duty: 0 },
  { id: "launches", title: "Empty launches", kind: "launches", duty: 1 },
  { id: "reads-100", title: "Reads from memory, all the time", kind: "reads", duty: 1 },
  { id: "reads-50", title: "Reads from memory, half the time", kind: "reads", duty: 0.5 },
  { id: "reads-25", title: "Reads from memory, a quarter of the time", kind: "reads", duty: 0.25 },
  { id: "arithmetic-100", title: "Arithmetic, all the time", kind: "arithmetic", duty: 1 },
  { id: "arithmetic-50", title: "Arithmetic, half the time", kind: "arithmetic", duty: 0.5 },
  { id: "arithmetic-25", title: "Arithmetic, a quarter of the time", kind: "arithmetic", duty: 0.25 },
  { id: "cached-100", title: "Reads from the cache, all the time", kind: "cached", duty: 1 },
] as const;
export type Phase = (typeof PHASES)[number];

/** Long enough for a meter that shows a new value every few seconds. */
export const PHASE_SECONDS = 20;
/**
 * 1.5 MiB, which every workgroup reads whole. It fits the last-level cache of every class (2 MB at least). A first-level cache of c bytes serves a
 * read only where another workgroup of its core read the same within the last c bytes: with W of them in random places of s bytes, a
 * chance of (W - 1) / W * c / s at most. That is 1/12 for 128 KiB and 1/6 for 256 KiB, the largest there are.
 */
export const CACHED_BYTES = 1536 * 1024;
/** One submit; duty cycles are made of these and of pauses. */
const SLICE_MS = 50;
const LAUNCHES_PER_SUBMIT = 500;
const MOST_ROUNDS = 2 ** 20;

interface Slice {
  /** Runs `rounds` of the work; milliseconds. */
  readonly run: (rounds: number) => Promise<number>;
  readonly bytes: number;
  readonly cachedBytes: number;
  readonly operations: number;
}

async function sliceOf(bench: Bench, { device }: GpuDevice, kind: Exclude<Phase["kind"], "idle">, shaders: ShaderSources, kept: GPUBuffer[]): Promise<Slice> {
  if (kind === "launches") {
    const { pipeline } = await createKernelPipeline(device, BENCH_EMPTY, shaders);
    const run = (rounds: number): Promise<number> => bench.submit((pass) => {
      pass.setPipeline(pipeline);
      for (let i = 0; i < Math.min(20_000, rounds * LAUNCHES_PER_SUBMIT); i++) pass.dispatchWorkgroups(1);
    });
    return { run, bytes: 0, cachedBytes: 0, operations: 0 };
  }
  if (kind === "arithmetic") {
    return { run: bench.rounded(await createKernelPipeline(device, BENCH_FMA, shaders), {}), bytes: 0, cachedBytes: 0, operations: INVOCATIONS * OPERATIONS_PER_ROUND };
  }
  const reads = kind === "reads";
  const size = reads ? Math.min(LARGEST_SET, device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize) : CACHED_BYTES;
  const data = device.createBuffer({ label: "phase data", size, usage: 0x80 }); // STORAGE
  kept.push(data);
  const run = bench.rounded(await createKernelPipeline(device, reads ? BENCH_STREAM : BENCH_CACHE, shaders), { data });
  return { run, bytes: reads ? size : 0, cachedBytes: reads ? 0 : INVOCATIONS * 16, operations: 0 };
}

/**
 * Keeps `phase` up for `seconds` and gives what was done per second. Marks its begin and end on the page's timeline, where a profiler
 * with power counters finds them. Rejects with the signal's reason, or with GpuSilence.
 */
export async function runPhase(gpu: GpuDevice, shaders: ShaderSources, phase: Phase, seconds: number, options: BenchmarkOptions): Promise<PhaseRates> {
  const { now, signal, onProgress } = options;
  const { id, kind, duty } = phase;
  const bench = new Bench(gpu.device, options);
  const kept: GPUBuffer[] = [];
  const done = { busyMs: 0, rounds: 0 };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  performance.mark(`hundredfold ${id} begin`);
  const startedAt = now();
  try {
    const slice = kind === "idle" ? null : await sliceOf(bench, gpu, kind, shaders, kept);
    let rounds = 1;
    for (let elapsed = 0; elapsed < 1000 * seconds; elapsed = now() - startedAt) {
      signal.throwIfAborted();
      onProgress(elapsed / (1000 * seconds), phase.title);
      if (slice === null) {
        await pause(100);
        continue;
      }
      const milliseconds = Math.max(0.1, await slice.run(rounds));
      done.busyMs += milliseconds;
      done.rounds += rounds;
      rounds = Math.max(1, Math.min(MOST_ROUNDS, Math.round((rounds * SLICE_MS) / milliseconds)));
      if (duty < 1) await pause((milliseconds * (1 - duty)) / duty);
    }
    const total = (now() - startedAt) / 1000;
    onProgress(1, phase.title);
    return {
      busyShare: kind === "idle" ? 0 : Math.min(1, done.busyMs / 1000 / total),
      bytesPerSecond: ((slice?.bytes ?? 0) * done.rounds) / total,
      cachedBytesPerSecond: ((slice?.cachedBytes ?? 0) * done.rounds) / total,
      operationsPerSecond: ((slice?.operations ?? 0) * done.rounds) / total,
    };
  } finally {
    performance.mark(`hundredfold ${id} end`);
    for (const buffer of kept) buffer.destroy();
    bench.destroy();
  }
}
