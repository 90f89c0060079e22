// The micro-benchmark: what this device's GPU does in a second, by the clock of the page. Arithmetic in registers, reads by working
// set, and launches. Each figure is a median of about a second of repeats, by when clocks have risen; the time of an empty submit is taken off.

import type { GpuDevice } from "./device.ts";
import { answerOfGpu } from "./failure.ts";
import { createKernelPipeline, type Kernel, type KernelPipeline, type ShaderSources } from "./kernel.ts";
import { emptySubmit } from "./timer.ts";

/** Median, 5 % and 95 % point of the repeats. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Benchmark {
  /** f32 operations per second; a multiply-add is two. */
  readonly operationsPerSecond: Figure;
  /** Bytes read per second, by bytes of the working set, rising. */
  readonly bytesPerSecond: readonly { readonly workingSet: number; readonly rate: Figure }[];
  /**
   * Microseconds of one launch in a chain: a small dispatch that needs what the one before has written, with a pipeline and a bind group set
   * for it, in one pass and one submit with the others, as the plan of a run launches its own. Timed from before the encoding until the
   * last is done, less an empty submit, so both the API and the way from one launch to the next are in it. The 24-71 us of the classes
   * (arXiv 2604.02344, its published experiments) are of the API alone, but each launch there has an encoder, a pass and a submit of its
   * own: they are an upper bound for a plan that shares them. That paper's 95 us an operation hold its framework too, which is not here.
   */
  readonly dispatchMicroseconds: Figure;
  /** Microseconds of one submit with nothing in it, waited for. */
  readonly submitMicroseconds: Figure;
}

export interface BenchmarkOptions {
  /** Milliseconds on any clock. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** 0 .. 1, with what is being timed. */
  readonly onProgress: (fraction: number, text: string) => void;
}

export const INVOCATIONS = 64 * 256;
/** 4 chains of vec4 multiply-adds. */
export const OPERATIONS_PER_ROUND = 4 * 4 * 2;
const KIBIBYTE = 1024;
/** WebGPU's default limit of a binding, and more than the last-level cache of any class (96 MB). */
export const LARGEST_SET = 128 * KIBIBYTE * KIBIBYTE;
const WORKING_SETS = [512 * KIBIBYTE, 2048 * KIBIBYTE, 8192 * KIBIBYTE, 32768 * KIBIBYTE, LARGEST_SET] as const;
/** A batch shorter than this would be mostly the clock's own grain. */
const SHORTEST_BATCH_MS = 20;
/** Repeats of a figure: for this long, and no fewer than this many. A GPU that idled takes part of a second to reach its clock. */
const FIGURE_MS = 1500;
const FEWEST_REPEATS = 5;
const MOST_REPEATS = 200;
const MOST_ROUNDS = 2 ** 22;
const MOST_LAUNCHES = 20_000;
const CHAIN_BYTES = 64 * 4;

export const BENCH_FMA: Kernel = { name: "bench_fma", bindings: [{ name: "rounds", access: "uniform" }, { name: "sink", access: "write" }] };
export const BENCH_STREAM: Kernel = { name: "bench_stream", bindings: [{ name: "rounds", access: "uniform" }, { name: "data", access: "read" }, { name: "sink", access: "write" }] };
/** Each element of sink reads one vec4 a round. */
export const BENCH_CACHE: Kernel = { name: "bench_cache", bindings: [{ name: "rounds", access: "uniform" }, { name: "data", access: "read" }, { name: "sink", access: "write" }] };
export const BENCH_CHAIN: Kernel = { name: "bench_chain", bindings: [{ name: "state", access: "write" }] };
export const BENCH_EMPTY: Kernel = { name: "bench_empty", bindings: [] };

function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), low: at(0.05), high: at(0.95) };
}

/** Milliseconds of `run(rounds)` less `overhead`, `rounds` raised until a batch is long enough; [rounds, milliseconds] per repeat. */
export async function timeBatches(run: (rounds: number) => Promise<number>, overhead: number): Promise<readonly (readonly [rounds: number, milliseconds: number])[]> {
  let rounds = 1;
  let milliseconds = await run(rounds);
  while (milliseconds - overhead < SHORTEST_BATCH_MS && rounds < MOST_ROUNDS) {
    const growth = Math.min(16, Math.max(2, Math.ceil((1.2 * SHORTEST_BATCH_MS) / Math.max(1, milliseconds - overhead))));
    rounds = Math.min(MOST_ROUNDS, rounds * growth);
    milliseconds = await run(rounds);
  }
  const repeats: (readonly [number, number])[] = [];
  for (let spent = 0; repeats.length < FEWEST_REPEATS || (spent < FIGURE_MS && repeats.length < MOST_REPEATS); spent += milliseconds) {
    milliseconds = Math.max(1e-3, await run(rounds));
    // Other work made the batch long that the rounds were found by, or the GPU has a higher clock by now.
    if (milliseconds - overhead < SHORTEST_BATCH_MS / 2 && rounds < MOST_ROUNDS) rounds = Math.min(MOST_ROUNDS, 2 * rounds);
    else repeats.push([rounds, Math.max(1e-3, milliseconds - overhead)]); // not less than nothing, whatever the clock's grain
  }
  return repeats;
}

export class Bench {
  private readonly device: GPUDevice;
  private readonly options: Pick<BenchmarkOptions, "now" | "signal">;
  private readonly rounds: GPUBuffer;
  readonly sink: GPUBuffer;

  constructor(device: GPUDevice, options: Pick<BenchmarkOptions, "now" | "signal">) {
    this.device = device;
    this.options = options;
    this.rounds = device.createBuffer({ label: "bench rounds", size: 16, usage: 0x40 | 0x8 }); // UNIFORM | COPY_DST
    this.sink = device.createBuffer({ label: "bench sink", size: INVOCATIONS * 16, usage: 0x80 | 0x4 }); // STORAGE | COPY_SRC
  }

  /** Milliseconds until the GPU has done what `record` put into one submit, from the submit on or from before its encoding. */
  async submit(record: (pass: GPUComputePassEncoder) => void, from: "submit" | "encoding" = "submit"): Promise<number> {
    const { now, signal } = this.options;
    signal.throwIfAborted();
    const beganAt = now();
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record(pass);
    pass.end();
    const commands = encoder.finish();
    const startedAt = from === "encoding" ? beganAt : now();
    this.device.queue.submit([commands]);
    await answerOfGpu(this.device.queue.onSubmittedWorkDone());
    return now() - startedAt;
  }

  /** One dispatch of `kernel` with `rounds` in its uniform. */
  rounded({ pipeline, bind }: KernelPipeline, buffers: Readonly<Record<string, GPUBuffer>>): (rounds: number) => Promise<number> {
    const group = bind({ ...buffers, rounds: this.rounds, sink: this.sink });
    return async (rounds) => {
      this.device.queue.writeBuffer(this.rounds, 0, new Uint32Array([rounds, 0, 0, 0]));
      return this.submit((pass) => {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(INVOCATIONS / 64);
      });
    };
  }

  destroy(): void {
    this.rounds.destroy();
    this.sink.destroy();
  }
}

async function timeStream(bench: Bench, device: GPUDevice, kernel: KernelPipeline, bytes: number, overhead: number): Promise<Figure> {
  const data = device.createBuffer({ label: "bench data", size: bytes, usage: 0x80 });
  try {
    const batches = await timeBatches(bench.rounded(kernel, { data }), overhead);
    return figure(batches.map(([rounds, milliseconds]) => (bytes * rounds * 1000) / milliseconds));
  } finally {
    data.destroy();
  }
}

/** Rejects with the signal's reason, with what the device says when it is lost or refuses, or with GpuSilence. */
export async function runBenchmark({ device, refusal }: GpuDevice, shaders: ShaderSources, options: BenchmarkOptions): Promise<Benchmark> {
  const { onProgress } = options;
  const sizes = WORKING_SETS.filter((bytes) => bytes <= Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize));
  const steps = 3 + sizes.length;
  const [fma, stream, chain] = await Promise.all([BENCH_FMA, BENCH_STREAM, BENCH_CHAIN].map((kernel) => createKernelPipeline(device, kernel, shaders)));
  if (fma === undefined || stream === undefined || chain === undefined) throw new Error("a kernel of the benchmark is missing");
  const bench = new Bench(device, options);
  const state = device.createBuffer({ label: "bench chain", size: CHAIN_BYTES, usage: 0x80 }); // STORAGE
  try {
    onProgress(0, "Empty submits");
    const submits = (await emptySubmit(device, options.now, options.signal)).map((ms) => Math.max(1e-3, ms)); // as a batch: not nothing
    const overhead = figure(submits).median;

    onProgress(1 / steps, "Launches");
    const group = chain.bind({ state });
    const launches = await timeBatches((rounds) => bench.submit((pass) => {
      for (let i = 0; i < Math.min(rounds, MOST_LAUNCHES); i++) {
        pass.setPipeline(chain.pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(1);
      }
    }, "encoding"), overhead);

    onProgress(2 / steps, "Arithmetic");
    const arithmetic = await timeBatches(bench.rounded(fma, {}), overhead);

    const bytesPerSecond: { workingSet: number; rate: Figure }[] = [];
    for (const [index, workingSet] of sizes.entries()) {
      onProgress((3 + index) / steps, `Reads of ${workingSet / 1024} KiB`);
      bytesPerSecond.push({ workingSet, rate: await timeStream(bench, device, stream, workingSet, overhead) });
    }
    const refused = refusal();
    if (refused !== null) throw new Error(refused);
    onProgress(1, "Done");
    return {
      operationsPerSecond: figure(arithmetic.map(([rounds, ms]) => (INVOCATIONS * OPERATIONS_PER_ROUND * rounds * 1000) / ms)),
      bytesPerSecond,
      dispatchMicroseconds: figure(launches.map(([rounds, ms]) => (1000 * ms) / Math.min(rounds, MOST_LAUNCHES))),
      submitMicroseconds: figure(submits.map((ms) => 1000 * ms)),
    };
  } finally {
    state.destroy();
    bench.destroy();
  }
}
