// The micro-benchmark on the software adapter: its kernels compute what their twins do, its figures hang together, and it stops.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEVICE_PROFILES } from "../../src/energy/profiles.ts";
import { Bench, BENCH_CACHE, BENCH_CHAIN, BENCH_FMA, BENCH_STREAM, INVOCATIONS as ALL_INVOCATIONS, LARGEST_SET, runBenchmark, timeBatches } from "../../src/gpu/benchmark.ts";
import { acquireDevice, type GpuDevice } from "../../src/gpu/device.ts";
import { CACHED_BYTES, PHASES, runPhase } from "../../src/gpu/phases.ts";
import { createKernelPipeline } from "../../src/gpu/kernel.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { benchCache, firstLevelHits } from "../fixtures/bench-cache.ts";
import { benchChain } from "../fixtures/bench-chain.ts";
import { benchFma } from "../fixtures/bench-fma.ts";
import { benchStream } from "../fixtures/bench-stream.ts";
import { dispatch, download, upload } from "./run-kernel.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  const acquired = await acquireDevice();
  if (!acquired.ok) throw new Error(acquired.message);
  ({ gpu } = acquired);
});
afterAll(() => gpu.device.destroy());

const INVOCATIONS = 128;

async function sinkOf(kernel: typeof BENCH_FMA, rounds: number, data: Readonly<Record<string, GPUBuffer>>): Promise<Float32Array> {
  const { pipeline, bind } = await createKernelPipeline(gpu.device, kernel, shaders);
  const sink = upload(gpu.device, new Float32Array(INVOCATIONS * 4));
  const uniform = upload(gpu.device, new Uint32Array([rounds, 0, 0, 0]), GPUBufferUsage.UNIFORM);
  await dispatch(gpu.device, pipeline, bind({ ...data, rounds: uniform, sink }), INVOCATIONS / 64);
  return new Float32Array(await download(gpu.device, sink));
}

describe("kernels", () => {
  test.each([0, 1, 7, 100])("bench_fma is its twin after %d rounds", async (rounds) => {
    const sink = await sinkOf(BENCH_FMA, rounds, {});
    const twin = benchFma(rounds, INVOCATIONS);
    // Values are below 11 and halved each round: errors of two roundings a round sum to less than twice one round's. Then three sums below 44.
    const bound = (4 * 2 * 2 * 11 + 3 * 44) * 2 ** -24;
    twin.forEach((value, index) => expect(Math.abs((sink[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(bound));
  });

  test.each([[64, 1], [100, 3], [1000, 2]])("bench_stream reads all of %d vectors, %d times", async (vectors, rounds) => {
    // Whole numbers: sums below 2^24 are exact.
    const data = Float32Array.from({ length: vectors * 4 }, (_, index) => (index * 7) % 1000);
    const sink = await sinkOf(BENCH_STREAM, rounds, { data: upload(gpu.device, data) });
    expect([...sink]).toEqual([...benchStream(rounds, data, INVOCATIONS)]);
  });

  test.each([[64, 1], [192, 5], [1024, 40]])("bench_cache reads its share of %d vectors in each of %d rounds", async (vectors, rounds) => {
    const data = Float32Array.from({ length: vectors * 4 }, (_, index) => (index * 7) % 1000); // sums below 2^24 are exact
    const sink = await sinkOf(BENCH_CACHE, rounds, { data: upload(gpu.device, data) });
    expect([...sink]).toEqual([...benchCache(rounds, data, INVOCATIONS)]);
  });

  test("bench_chain, launched a hundred times in one pass, has each launch see the one before", async () => {
    const { pipeline, bind } = await createKernelPipeline(gpu.device, BENCH_CHAIN, shaders);
    const before = Uint32Array.from({ length: 64 }, (_, index) => 5 * index);
    const state = upload(gpu.device, before);
    const bench = new Bench(gpu.device, { now: () => performance.now(), signal: new AbortController().signal });
    await bench.submit((pass) => {
      for (let i = 0; i < 100; i++) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bind({ state }));
        pass.dispatchWorkgroups(1);
      }
    });
    bench.destroy();
    expect([...new Uint32Array(await download(gpu.device, state))]).toEqual([...benchChain(100, before)]);
  });
});

describe("working sets", () => {
  const caches = DEVICE_PROFILES.map(({ cacheBytes }) => cacheBytes);

  test("reads from memory do not fit the last-level cache of any class, reads from the cache fit that of every one", () => {
    expect(LARGEST_SET).toBeGreaterThan(Math.max(...caches));
    expect(CACHED_BYTES).toBeLessThan(Math.min(...caches));
  });

  test.each([16, 46, 128, 170])("first-level caches of %d cores serve few of the reads from the cache, however workgroups are dealt out", (cores) => {
    const groups = Array.from({ length: ALL_INVOCATIONS / 64 }, (_, index) => index);
    for (const core of [(group: number) => group % cores, (group: number) => Math.floor((group * cores) / groups.length)]) {
      // The chance of random places, c / s, and a quarter of it: the places are fixed.
      for (const kibibytes of [128, 256]) {
        const shares = Array.from({ length: cores }, (_, index) => groups.filter((group) => core(group) === index)).map((own) => own.length * firstLevelHits(own, CACHED_BYTES, kibibytes * 1024));
        expect(shares.reduce((sum, share) => sum + share, 0) / groups.length).toBeLessThan((1.25 * kibibytes * 1024) / CACHED_BYTES);
      }
    }
  });
});

describe("timeBatches()", () => {
  test("one batch that other work made long does not set the rounds of all", async () => {
    let runs = 0;
    const repeats = await timeBatches(async (rounds) => (runs++ === 0 ? 30 : 0.1 + 0.01 * rounds), 0.1);
    expect(repeats.length).toBeGreaterThanOrEqual(5);
    for (const [rounds, milliseconds] of repeats) {
      expect(milliseconds).toBeGreaterThanOrEqual(10);
      expect(milliseconds / rounds).toBeCloseTo(0.01, 9);
    }
  });

  test("work too short for any batch ends all the same, with times above nothing", async () => {
    const repeats = await timeBatches(async () => 0.1, 0.1);
    expect(repeats.length).toBeGreaterThanOrEqual(5);
    expect(repeats.every(([, milliseconds]) => milliseconds > 0)).toBe(true);
  });
});

describe("runBenchmark()", () => {
  test("gives positive figures with their spread, in order, and says how far it is", async () => {
    const fractions: number[] = [];
    const startedAt = performance.now();
    const benchmark = await runBenchmark(gpu, shaders, { now: () => performance.now(), signal: new AbortController().signal, onProgress: (fraction) => fractions.push(fraction) });
    const figures = [benchmark.operationsPerSecond, benchmark.dispatchMicroseconds, benchmark.submitMicroseconds, ...benchmark.bytesPerSecond.map(({ rate }) => rate)];
    for (const { low, median, high } of figures) {
      expect(low).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(median);
    }
    expect(benchmark.bytesPerSecond.length).toBeGreaterThanOrEqual(4);
    expect(benchmark.bytesPerSecond.at(-1)?.workingSet).toBe(Math.min(LARGEST_SET, gpu.device.limits.maxStorageBufferBindingSize));
    // A launch in a chain is cheaper than a submit that is waited for, if other work does not slow the one and not the other.
    expect(benchmark.dispatchMicroseconds.low).toBeLessThan(benchmark.submitMicroseconds.high);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    // 1.5 s of repeats for each figure but the submit; growing the batches comes on top.
    const seconds = (performance.now() - startedAt) / 1000;
    expect(seconds).toBeGreaterThan(1.5 * (2 + benchmark.bytesPerSecond.length));
    console.log(`benchmark on ${gpu.adapter}: ${(benchmark.operationsPerSecond.median / 1e9).toFixed(2)} GFLOP/s, ${benchmark.bytesPerSecond.map(({ workingSet, rate }) => `${workingSet / 1024} KiB ${(rate.median / 1e9).toFixed(2)} GB/s`).join(", ")}, ${benchmark.dispatchMicroseconds.median.toFixed(2)} us a launch, ${benchmark.submitMicroseconds.median.toFixed(0)} us a submit; ${seconds.toFixed(1)} s`);
  }, 60_000);

  test("a launch is timed with its encoding", async () => {
    const controller = new AbortController();
    const { prototype } = GPUComputePassEncoder;
    const original = Object.getOwnPropertyDescriptor(prototype, "setBindGroup");
    if (original === undefined) throw new Error("nothing to slow down");
    const setBindGroup = original.value as (this: GPUComputePassEncoder, ...args: unknown[]) => void;
    // A tenth of a millisecond more for each launch's bind group: far above what one takes.
    Object.defineProperty(prototype, "setBindGroup", {
      ...original,
      value(this: GPUComputePassEncoder, ...args: unknown[]) {
        for (const until = performance.now() + 0.1; performance.now() < until; );
        setBindGroup.apply(this, args);
      },
    });
    try {
      const { dispatchMicroseconds } = await runBenchmark(gpu, shaders, { now: () => performance.now(), signal: controller.signal, onProgress: () => {} });
      expect(dispatchMicroseconds.low).toBeGreaterThan(90); // a batch of 20 ms or more, less an empty submit of a millisecond or two
    } finally {
      Object.defineProperty(prototype, "setBindGroup", original);
    }
  }, 60_000);

  test("stops when it is told to", async () => {
    const controller = new AbortController();
    const running = runBenchmark(gpu, shaders, { now: () => performance.now(), signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toThrow(/abort/i);
  });

  test("stops in the middle of a figure, at the next submit", async () => {
    const controller = new AbortController();
    let stoppedAt = 0;
    const onProgress = (_: number, text: string): void => {
      if (text === "Arithmetic") setTimeout(() => (controller.abort(), (stoppedAt = performance.now())), 300);
    };
    await expect(runBenchmark(gpu, shaders, { now: () => performance.now(), signal: controller.signal, onProgress })).rejects.toThrow(/abort/i);
    expect(stoppedAt).toBeGreaterThan(0);
    expect(performance.now() - stoppedAt).toBeLessThan(1000); // a batch lasts 20 ms or so; the machine may be busy
  });
});

describe("runPhase()", () => {
  test.each(PHASES)("$id does its one kind of work for its share of the time", async (phase) => {
    const rates = await runPhase(gpu, shaders, phase, 0.6, { now: () => performance.now(), signal: new AbortController().signal, onProgress: () => {} });
    const { busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond } = rates;
    expect([bytesPerSecond > 0, cachedBytesPerSecond > 0, operationsPerSecond > 0]).toEqual([phase.kind === "reads", phase.kind === "cached", phase.kind === "arithmetic"]);
    // Timers come late and the first slice finds its length: a share is not above its duty by more than a slice of the time.
    expect(busyShare).toBeLessThanOrEqual(phase.duty === 0 ? 0 : Math.min(1, phase.duty + 0.35));
    if (phase.duty === 1) expect(busyShare).toBeGreaterThan(0.5);
    expect(performance.getEntriesByName(`hundredfold ${phase.id} end`).length).toBeGreaterThan(0);
  }, 30_000);
});
