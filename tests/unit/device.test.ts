// acquireDevice() against browsers made up here: which cause it names, how often it asks, and that silence ends.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { acquireDevice, type DeviceOptions } from "../../src/gpu/device.ts";
import { REPLY_MS } from "../../src/gpu/failure.ts";

type Answer = () => Promise<unknown>;
const never: Answer = () => new Promise(() => {});
const refuse: Answer = () => Promise.reject(new Error("driver"));

const device = { lost: never(), addEventListener: () => {} };
const adapterWith = (requestDevice: Answer) => ({
  info: { vendor: "acme", architecture: "one", device: "", description: "" }, features: new Set(), limits: { maxBufferSize: 1024 }, requestDevice,
});
const works = adapterWith(async () => device);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What comes of a browser whose calls for an adapter end as `answers` say, in turn, once the time that a silent one gets has passed. */
async function acquireFrom(answers: readonly Answer[], options: DeviceOptions = {}) {
  let asked = 0;
  const gpu = { requestAdapter: () => answers[asked++]?.() ?? never() } as unknown as GPU;
  let result: Awaited<ReturnType<typeof acquireDevice>> | null = null;
  void acquireDevice({ gpu, secure: true, ...options }).then((acquired) => (result = acquired));
  await vi.advanceTimersByTimeAsync(REPLY_MS - 1);
  const before: typeof result = result;
  await vi.advanceTimersByTimeAsync(1);
  const after: typeof result = result;
  return { before, after, asked };
}

test.each([
  ["an adapter", [never], "no-adapter", /asked for a GPU adapter.* 5 s/],
  ["a device", [async () => adapterWith(never)], "start-failed", /asked for a device.* 5 s/],
] satisfies [string, Answer[], string, RegExp][])("a browser that never answers the call for %s is given up after REPLY_MS, without another try", async (_, answers, code, message) => {
  const { before, after, asked } = await acquireFrom(answers);
  expect(before).toBeNull();
  expect(after).toMatchObject({ ok: false, code, message: expect.stringMatching(message) });
  expect(asked).toBe(1);
});

test.each([
  ["no adapter", [async () => null, async () => null], "no-adapter", 2],
  ["a refused adapter", [refuse, refuse], "no-adapter", 2],
  ["a refused device", [async () => adapterWith(refuse), async () => adapterWith(refuse)], "start-failed", 2],
  ["limits that are too small", [async () => works], "limit-too-small", 1],
] satisfies [string, Answer[], string, number][])("%s is named at once", async (_, answers, code, tries) => {
  const { before, asked } = await acquireFrom(answers, { needs: code === "limit-too-small" ? { maxBufferSize: 2048 } : {} });
  expect(before).toMatchObject({ ok: false, code });
  expect(asked).toBe(tries);
});

test.each([
  ["at once", [async () => works], 1],
  ["at the second call", [refuse, async () => works], 2],
  ["just in time", [() => new Promise((resolve) => setTimeout(() => resolve(works), REPLY_MS - 2))], 1],
] satisfies [string, Answer[], number][])("a device that comes %s is used, and no timer is left behind", async (_, answers, tries) => {
  const { before, asked } = await acquireFrom(answers);
  expect(before).toMatchObject({ ok: true, gpu: { adapter: "acme one" } });
  expect(asked).toBe(tries);
  expect(vi.getTimerCount()).toBe(0);
});

test("an insecure page and a browser without WebGPU are not asked", async () => {
  expect(await acquireDevice({ gpu: {} as GPU, secure: false })).toMatchObject({ ok: false, code: "insecure-context" });
  expect(await acquireDevice({ gpu: undefined, secure: true })).toMatchObject({ ok: false, code: "no-webgpu" });
});
