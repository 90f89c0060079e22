// createEngineClient() against a worker made of a message channel: events, deaths, silence.

import { expose, type Endpoint } from "comlink";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BEAT_MS, createEngineClient, EXECUTE_TIMEOUT_MS, SILENT_BEATS, SILENT_BEATS_AT_START, type EngineClient } from "../../src/engine/client.ts";
import type { EngineApi, EngineEvent } from "../../src/engine/protocol.ts";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { READY } from "../fixtures/run-events.ts";

type FakeWorker = Worker & { die(message: string): void; terminated: boolean };

/** Answers like the engine worker; `null` for a worker that never answers. */
function fakeWorker(api: EngineApi | null): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  if (api !== null) expose(api, port2 as Endpoint);
  const crashes = new EventTarget();
  const worker = {
    terminated: false,
    die: (message: string) => crashes.dispatchEvent(Object.assign(new Event("error"), { message })),
    postMessage: (message: unknown, transfer: Transferable[]) => port1.postMessage(message, transfer),
    addEventListener: (type: string, handler: EventListener) => (type === "message" ? port1 : crashes).addEventListener(type, handler),
    removeEventListener: (type: string, handler: EventListener) => (type === "message" ? port1 : crashes).removeEventListener(type, handler),
    terminate: () => {
      worker.terminated = true;
      port1.close();
      port2.close();
    },
  };
  port1.start();
  return worker as unknown as FakeWorker;
}

/** Ready at once; a run ends as soon as it begins. */
function workingApi(overrides: Partial<EngineApi> = {}): EngineApi {
  let port: MessagePort | null = null;
  return {
    async start(eventPort) {
      port = eventPort;
      port.postMessage([READY]);
    },
    async run(runId, scenario) {
      port?.postMessage([
        { type: "run-started", runId, scenario, plan: "cpu", exactAnswer: "1888264" },
        { type: "run-done", runId, ratio: null, tornado: [], digest: { tokens: 0, tokenHash: "", workHash: "" } },
      ] satisfies EngineEvent[]);
    },
    prepare: async () => {},
    cancel: async () => {},
    time: async () => null,
    execute: async () => ({ ok: true, answer: "4", steps: [], hostOperations: 1 }),
    ...overrides,
  };
}

const never = new Promise<never>(() => {});
let events: EngineEvent[] = [];
let workers: FakeWorker[] = [];
let client: EngineClient;

function startClient(makeApi: (index: number) => EngineApi | null): void {
  client = createEngineClient("http://localhost/", () => {
    const worker = fakeWorker(makeApi(workers.length));
    workers.push(worker);
    return worker;
  });
  client.start((batch) => events.push(...batch));
}

const failures = (): EngineEvent[] => events.filter(({ type }) => type === "run-failed");
/** Lets messages through while the timers stand still. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};
const beats = async (count: number): Promise<void> => {
  for (let beat = 0; beat < count; beat++) {
    vi.advanceTimersByTime(BEAT_MS);
    await settle();
  }
};

beforeEach(() => {
  events = [];
  workers = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

test("a run's events arrive under the id that run() returned", async () => {
  startClient(() => workingApi());
  await settle();
  const runId = client.run(DEFAULT_SCENARIO);
  await settle();
  expect(events.map(({ type }) => type)).toEqual(["ready", "run-started", "run-done"]);
  expect(events[1]).toMatchObject({ runId, exactAnswer: "1888264" });
});

test("a crash fails the open run with code worker, and a new worker takes over", async () => {
  startClient((index) => workingApi(index === 0 ? { run: () => never } : {}));
  await settle();
  const runId = client.run(DEFAULT_SCENARIO);
  await settle();
  workers[0]?.die("out of memory.");
  expect(failures()).toMatchObject([{ runId, code: "worker", message: expect.stringContaining("out of memory") }]);
  expect(workers[0]?.terminated).toBe(true);
  client.run(DEFAULT_SCENARIO);
  await settle();
  expect(events.at(-1)).toMatchObject({ type: "run-done", runId: "run-2" });
});

test("a new seed, class or arm is prepared once, and again by a worker that takes over", async () => {
  const prepared: [worker: number, seed: number, profile: string][] = [];
  startClient((index) => workingApi({ prepare: async ({ seed, profile }) => void prepared.push([index, seed, profile]) }));
  client.prepare(DEFAULT_SCENARIO);
  client.prepare({ ...DEFAULT_SCENARIO, question: "What is 1 plus 1?" });
  await settle();
  expect(prepared).toEqual([[0, 1, "unknown"]]);
  client.prepare({ ...DEFAULT_SCENARIO, seed: 7 });
  client.prepare({ ...DEFAULT_SCENARIO, seed: 7, profile: "h100" });
  await settle();
  expect(prepared.slice(1)).toEqual([[0, 7, "unknown"], [0, 7, "h100"]]);
  workers[0]?.die("out of memory.");
  await settle();
  expect(prepared.slice(3)).toEqual([[1, 7, "h100"]]);
});

test("a late error of a worker already replaced changes nothing", async () => {
  startClient(() => workingApi());
  await settle();
  workers[0]?.die("first.");
  workers[0]?.die("again.");
  expect(workers).toHaveLength(2);
  expect(failures()).toHaveLength(1);
});

test("a worker that falls silent during a run is replaced after a few beats, not before", async () => {
  startClient((index) => workingApi(index === 0 ? { run: () => never, cancel: () => never } : {}));
  await settle();
  const runId = client.run(DEFAULT_SCENARIO);
  await settle();
  await beats(SILENT_BEATS);
  expect(failures()).toEqual([]);
  await beats(1);
  expect(failures()).toMatchObject([{ runId, code: "worker", message: expect.stringContaining("no sign of life") }]);
  expect(workers).toHaveLength(2);
});

test("a long run that still answers its beats is left alone", async () => {
  startClient(() => workingApi({ run: () => never }));
  await settle();
  client.run(DEFAULT_SCENARIO);
  await settle();
  await beats(10 * SILENT_BEATS);
  expect(failures()).toEqual([]);
});

test("a worker whose code never arrives is given longer, then restarted, and in the end given up", async () => {
  startClient(() => null);
  await beats(SILENT_BEATS_AT_START);
  expect(failures()).toEqual([]);
  await beats(3 * SILENT_BEATS_AT_START + 4);
  expect(workers).toHaveLength(4);
  expect(failures().at(-1)).toMatchObject({ message: expect.stringContaining("Reload the page") });
  const runId = client.run(DEFAULT_SCENARIO);
  await settle();
  expect(failures().at(-1)).toMatchObject({ runId, code: "worker" });
});

test("models that cannot be loaded are reported with code model, and programs still execute", async () => {
  startClient(() => workingApi({ start: async () => Promise.reject(new Error("HTTP 404")) }));
  await settle();
  expect(failures()).toMatchObject([{ runId: "", code: "model", message: "HTTP 404" }]);
  expect(await client.execute("2+2")).toMatchObject({ ok: true, answer: "4" });
});

test("execute() settles when the solver hangs and when the worker dies", async () => {
  startClient((index) => workingApi(index < 1 ? { execute: () => never } : {}));
  await settle();
  const hung = client.execute("1");
  await settle();
  vi.advanceTimersByTime(EXECUTE_TIMEOUT_MS);
  expect(await hung).toMatchObject({ ok: false, code: "timeout" });
  const orphan = client.execute("1");
  workers[0]?.die("gone.");
  expect(await orphan).toMatchObject({ ok: false, code: "no-engine" });
  expect(await client.execute("2+2")).toMatchObject({ ok: true });
});
