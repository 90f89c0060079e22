// The GPU timer against a device made of counters: which clock it takes, what it takes off, and that it is inert without the feature.

import { expect, test } from "vitest";
import { createGpuTimer, emptySubmit } from "../../src/gpu/timer.ts";

/** `stamps`: nanoseconds that the queries will hold; null for a device without them. An empty submit takes `emptyMs` of the clock. */
function fakeDevice(stamps: readonly [bigint, bigint] | null, emptyMs: number) {
  const made = { querySets: 0, buffers: 0, destroyed: 0, submits: 0 };
  const destroy = (): void => void made.destroyed++;
  let time = 0;
  const device = {
    features: new Set(stamps === null ? [] : ["timestamp-query"]),
    createCommandEncoder: () => ({ finish: () => ({}) }),
    queue: { submit: () => void made.submits++, onSubmittedWorkDone: async () => void (time += emptyMs) },
    createQuerySet: () => (made.querySets++, { destroy }),
    createBuffer: () => (made.buffers++, { mapAsync: async () => {}, getMappedRange: () => new BigUint64Array(stamps ?? []).buffer, unmap: () => {}, destroy }),
  };
  return { device: device as unknown as GPUDevice, made, now: () => time };
}

test("an empty submit is the median of five groups, each of at least 10 ms or of twenty", async () => {
  for (const [emptyMs, submits] of [[0.25, 5 * 20], [1, 5 * 10], [100, 5]] as const) {
    const { device, made, now } = fakeDevice(null, emptyMs);
    expect(await emptySubmit(device, now)).toEqual(Array(5).fill(emptyMs));
    expect(made.submits).toBe(submits);
  }
});

test("an empty submit stops when it is told to", async () => {
  const { device, made, now } = fakeDevice(null, 1);
  await expect(emptySubmit(device, now, AbortSignal.abort())).rejects.toThrow(/abort/i);
  expect(made.submits).toBe(0);
});

test("without the feature nothing is made, no pass is marked, and the page's clock counts less an empty submit, never below 0", async () => {
  const { device, made, now } = fakeDevice(null, 3);
  const timer = await createGpuTimer(device, now);
  const encoder = new Proxy({}, { get: () => { throw new Error("the encoder was touched"); } }) as GPUCommandEncoder;
  for (const [first, last] of [[true, true], [true, false], [false, true], [false, false]] as const) expect(timer.passDescriptor(first, last)).toEqual({});
  timer.resolve(encoder);
  expect(await timer.read(13)).toEqual({ page: 10, timestamps: null });
  expect(await timer.read(2)).toEqual({ page: 0, timestamps: null });
  timer.destroy();
  expect(made).toMatchObject({ querySets: 0, buffers: 0 });
});

test("with it, the first pass and the last are marked, and all that was made goes again", async () => {
  const { device, made, now } = fakeDevice([5_000_000n, 17_100_000n], 0);
  const timer = await createGpuTimer(device, now);
  const marks = (first: boolean, last: boolean): unknown => timer.passDescriptor(first, last).timestampWrites;
  expect(marks(true, false)).toMatchObject({ beginningOfPassWriteIndex: 0 });
  expect(marks(true, false)).not.toHaveProperty("endOfPassWriteIndex");
  expect(marks(false, true)).toMatchObject({ endOfPassWriteIndex: 1 });
  expect(marks(true, true)).toMatchObject({ beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 });
  expect(marks(false, false)).toBeUndefined();
  expect((await timer.read(14)).timestamps).toBeCloseTo(12.1, 9);
  timer.destroy();
  expect(made.destroyed).toBe(made.querySets + made.buffers);
});

test.each([
  ["the same twice", 7n, 7n],
  ["backwards", 9_000_000n, 1_000_000n],
  ["longer than the page waited", 0n, 20_000_000n],
  ["never written", 0n, 0n],
] as const)("timestamps that cannot be a time of 14 ms are none: %s", async (_, begin, end) => {
  const { device, now } = fakeDevice([begin, end], 0);
  expect(await (await createGpuTimer(device, now)).read(14)).toEqual({ page: 14, timestamps: null });
});
