// Arms, plans and models: how a network's text becomes an answer, which plan decodes, and what happens to checkpoints that
// do not arrive.

import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { NEURAL_ARMS } from "../../src/engine/arms.ts";
import { addressOf, fetchManifest, fetchModels, type FetchProgress, STALL_MS } from "../../src/engine/models.ts";
import { choosePlans, GPU_STEP_MS, type Plans } from "../../src/engine/plans.ts";
import { parseRecording } from "../../src/engine/replay.ts";
import { totalWork } from "../../src/energy/work.ts";
import type { GpuDevice } from "../../src/gpu/device.ts";
import { EngineFailure, GPU_FAILURES } from "../../src/gpu/failure.ts";
import { encodeCheckpoint } from "../../src/model/checkpoint.ts";
import { ffnBlocks } from "../../src/model/config.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import type { DecodedToken, Decoder, Model } from "../../src/model/decoder.ts";
import { createTokenizer } from "../../src/model/tokenizer.ts";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { hybridPrompt, type Prompt } from "../../src/tasks/arithmetic/encode.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";
import { GPU_FAILURE_TEXTS } from "../../src/views/ask/gpu-failure-text.ts";
import { randomModel } from "../fixtures/random-model.ts";
import { READY } from "../fixtures/run-events.ts";

const tokenizer = arithmeticTokenizer().data;
const config = { name: "test", vocabSize: tokenizer.tokens.length, dim: 16, layers: 1, heads: 2, ffnDim: 64, activeBlocks: 1, maxTokens: 64 };
const model = { ...randomModel(config, 1), tokenizer };
const careful = { ...model, training: { abstainThreshold: 0.5 } };
const { hybrid, dense, "hybrid-all-blocks": allBlocks } = NEURAL_ARMS;

function prompt(question: string): Extract<Prompt, { ok: true }> {
  const made = hybridPrompt(question, createTokenizer(tokenizer), config.maxTokens);
  if (!made.ok) throw new Error(made.message);
  return made;
}
const product = prompt("What is 4817 times 392?");

test("the hybrid fills the slots and executes the program, charged as symbolic work", () => {
  const reading = hybrid.read("<n0>*<n1>", product, 1, careful);
  expect(reading).toMatchObject({ answer: "1888264", program: "4817*392", abstained: null });
  expect(totalWork(reading.work).hostOperations).toBeGreaterThan(0);
});

test.each([
  ["?", 1, "?", /Not understood/],
  ["<n0>*<n1>", 0.49, "4817*392", /Not sure enough/],
  ["<n0>*<n7>", 1, "<n0>*<n7>", /<n7>/],
  ["<n0>*", 1, "4817*", /./],
  ["<n0>/0", 1, "4817/0", /zero/i],
])("for %s at probability %d the hybrid abstains, still shows the program, and pays for reading it", (text, confidence, program, reason) => {
  const reading = hybrid.read(text, product, confidence, careful);
  expect(reading).toMatchObject({ answer: null, program, abstained: expect.stringMatching(reason) });
  expect(totalWork(reading.work).hostOperations).toBeGreaterThan(0);
});

test("a solver run that fails late costs more than one that fails at once", () => {
  const operations = (text: string): number => totalWork(hybrid.read(text, product, 1, model).work).hostOperations;
  expect(operations("<n0>^<n1>/0")).toBeGreaterThan(operations("<n0>/0+<n1>") + 1000);
});

test("without a calibrated threshold no program is too unlikely to execute", () => {
  expect(hybrid.read("<n0>*<n1>", product, 1e-9, model).answer).toBe("1888264");
});

test("the dense arm's digits are read back to front; its question mark is an abstention", () => {
  expect(dense.read("4628881", product, 1, model)).toMatchObject({ answer: "1888264", program: null, abstained: null });
  expect(dense.read("?", product, 1, model).answer).toBeNull();
  expect(dense.read("", product, 1, model).answer).toBeNull();
});

test("active blocks: as trained, a share of all but at least one, or all", () => {
  const all = ffnBlocks(config);
  expect(hybrid.activeBlocks(model, DEFAULT_SCENARIO)).toBe(config.activeBlocks);
  expect(hybrid.activeBlocks(model, { ...DEFAULT_SCENARIO, activePercent: 50 })).toBe(all / 2);
  expect(hybrid.activeBlocks(model, { ...DEFAULT_SCENARIO, activePercent: 0.1 })).toBe(1);
  expect(allBlocks.activeBlocks(model, DEFAULT_SCENARIO)).toBe(all);
  expect(dense.activeBlocks(model, DEFAULT_SCENARIO)).toBe(all);
});

let clockMs = 0;
let destroyed = 0;
let devicesDestroyed = 0;

/** Stands in for the GPU's decoder: the twin's tokens after `change`, `passMs` on the test's clock per pass (the twin: 0). */
function gpuDecoder(twinOf: Model, change: (token: DecodedToken) => DecodedToken, passMs: number): Decoder {
  const twin = createCpuDecoder(twinOf);
  return {
    ...twin,
    plan: "fused",
    async *decode(request) {
      clockMs += passMs;
      for await (const batch of twin.decode(request)) yield batch.map(change);
    },
    destroy: () => void destroyed++,
  };
}

type Fake = readonly [change: (token: DecodedToken) => DecodedToken, passMs: number];
const same: Fake[0] = (token) => token;
const otherTokens: Fake[0] = (token) => ({ ...token, id: (token.id + 1) % config.vocabSize });
const otherMargin: Fake[0] = (token) => ({ ...token, margin: token.margin / 2 });

/** core and dense, each with its own stand-in unless `made` has its decoder, on a device that lives unless `trouble` says otherwise. */
async function plansWith(software: boolean, core: Fake, dense: Fake, trouble: { lost?: string; refusal?: string } = {}, made?: Plans["decoders"]): Promise<Plans> {
  clockMs = 0;
  destroyed = 0;
  devicesDestroyed = 0;
  const gpu = {
    software,
    device: { destroy: () => void devicesDestroyed++ },
    lost: trouble.lost === undefined ? new Promise<string>(() => {}) : Promise.resolve(trouble.lost),
    refusal: () => trouble.refusal ?? null,
  } as unknown as GpuDevice;
  const models = new Map([["core", model], ["dense", { ...model }]] as const);
  const fakes = new Map([[models.get("core"), core], [models.get("dense"), dense]]);
  return choosePlans(models, gpu, {}, () => clockMs, made, async (of) => gpuDecoder(of, ...(fakes.get(of) ?? core)));
}

test.each([
  ["a GPU that gives the twin's tokens decodes, however slowly", false, [same, 9], [same, 9], "fused", null, 0],
  ["another margin is no other result", false, [otherMargin, 0], [otherMargin, 0], "fused", null, 0],
  ["other tokens mean wrong-results", false, [otherTokens, 0], [same, 0], "cpu", "wrong-results", 1],
  ["other tokens of the second model alone mean it too", false, [same, 0], [otherTokens, 0], "cpu", "wrong-results", 2],
  ["a software adapter as fast as the CPU decodes", true, [same, 0], [same, 0], "fused", null, 0],
  ["a software adapter slower than the CPU is no failure", true, [same, 9], [same, 9], "cpu", null, 1],
  ["a slow software adapter with other tokens is one", true, [otherTokens, 9], [same, 9], "cpu", "wrong-results", 1],
] satisfies [string, boolean, Fake, Fake, string, string | null, number][])("choosePlans(): %s", async (_, software, core, dense, plan, gpuFailure, dropped) => {
  const plans = await plansWith(software, core, dense);
  expect(plans.plan).toBe(plan);
  expect(plans.gpuFailure?.code ?? null).toBe(gpuFailure);
  expect([...plans.decoders.values()].map((decoder) => decoder.plan)).toEqual([plan, plan]);
  expect(destroyed).toBe(dropped);
  expect(devicesDestroyed).toBe(plan === "cpu" ? 1 : 0);
});

const fails = (error: Error): Fake => [() => { throw error; }, 0];

test.each([
  ["a device that says it is lost is lost, whatever the error", new TypeError("x"), { lost: "driver reset" }, { code: "device-lost", message: "driver reset" }],
  ["a failed readback of a device that lives is not a lost device", new EngineFailure("device-lost", "no results"), {}, { code: "start-failed", message: "no results" }],
  ["a shader that does not compile is shown in the compiler's words", new Error("expected ';'"), {}, { code: "start-failed", message: "expected ';'" }],
  ["a refused call comes before what followed from it", new EngineFailure("wrong-results", "zeros"), { refusal: "binding 3 is too small" }, { code: "start-failed", message: "binding 3 is too small" }],
  ["a foreseen cause keeps its name", new EngineFailure("limit-too-small", "too wide"), {}, { code: "limit-too-small", message: "too wide" }],
] as const)("choosePlans() ends on the CPU plan, keeps no decoder and no device: %s", async (_, error, trouble, cause) => {
  const plans = await plansWith(false, [same, 0], fails(error), trouble);
  expect(plans).toMatchObject({ plan: "cpu", gpuFailure: cause });
  expect([destroyed, devicesDestroyed]).toEqual([2, 1]);
});

test("a model that comes later gets a decoder beside those that are there; where it fails, all go and the CPU decodes", async () => {
  const { decoders } = await plansWith(false, [same, 0], [same, 0]);
  const made = new Map([...decoders].slice(0, 1));
  const added = await plansWith(false, fails(new Error("core was made again")), [same, 0], {}, made);
  expect(added.plan).toBe("fused");
  expect([...added.decoders.keys()]).toEqual(["core", "dense"]);
  expect(added.decoders.get("core")).toBe(made.get("core"));
  expect([destroyed, devicesDestroyed]).toEqual([0, 0]);
  const failed = await plansWith(false, [same, 0], [otherTokens, 0], {}, made);
  expect(failed).toMatchObject({ plan: "cpu", gpuFailure: { code: "wrong-results", message: 'model "dense", token 1 of the self-test.' } });
  expect([...failed.decoders.values()].map(({ plan }) => plan)).toEqual(["cpu", "cpu"]);
  expect([destroyed, devicesDestroyed]).toEqual([2, 1]);
});

test.each([
  ["compiling", "compiled the kernels", async (): Promise<Decoder> => new Promise(() => {})],
  ["decoding", "finished the self-test", async (of: Model): Promise<Decoder> => ({ ...gpuDecoder(of, same, 0), async *decode() { yield await new Promise<never>(() => {}); } })],
])("choosePlans() ends on the CPU plan when the GPU falls silent while %s", async (_, step, makeDecoder) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const gpu = { software: false, device: { destroy: () => {} }, lost: new Promise<string>(() => {}), refusal: () => null } as unknown as GpuDevice;
    let plans: Plans | null = null;
    void choosePlans(new Map([["core", model]]), gpu, {}, () => 0, undefined, makeDecoder).then((chosen) => (plans = chosen));
    await vi.advanceTimersByTimeAsync(GPU_STEP_MS - 1);
    expect(plans).toBeNull();
    await vi.advanceTimersByTimeAsync(1000); // and the wait for news of a lost device
    expect(plans).toMatchObject({ plan: "cpu", gpuFailure: { code: "start-failed", message: `The GPU has not ${step} of model "core" within 60 s.` } });
  } finally {
    vi.useRealTimers();
  }
});

test("every GPU failure can be recorded and has a text of its own", () => {
  for (const code of GPU_FAILURES) expect(parseRecording({ version: 1, events: [{ ...READY, gpuFailure: { code, message: "" } }] })).not.toBeNull();
  const texts = GPU_FAILURES.flatMap((code) => Object.values(GPU_FAILURE_TEXTS[code]) as string[]);
  expect(new Set(texts).size).toBe(3 * GPU_FAILURES.length);
});

const file = encodeCheckpoint(model, "f16");
const sha256 = createHash("sha256").update(file).digest("hex");

type Answer = (signal: AbortSignal) => Promise<Response>;
let requested: string[] = [];

/** Serves the list and each checkpoint as it is, or as `answers` has it. */
function serve(answers: Record<string, Answer>, ids: readonly string[] = ["core", "dense"]): void {
  const models = ids.map((id) => ({ id, file: `${id}.safetensors`, bytes: file.length, sha256 }));
  requested = [];
  vi.stubGlobal("fetch", (url: URL, options?: { signal: AbortSignal }) => {
    const name = url.pathname.split("/").at(-1) ?? "";
    if (name !== "manifest.json") requested.push(url.href);
    const answer = answers[name]?.(options?.signal ?? new AbortController().signal);
    return answer ?? Promise.resolve(name === "manifest.json" ? Response.json({ models }) : new Response(file));
  });
}
const BASE = "http://localhost/";
const load = async (onProgress: FetchProgress = () => {}, signal = new AbortController().signal) => fetchModels(await fetchManifest(BASE), BASE, onProgress, signal);

afterEach(() => vi.unstubAllGlobals());

test("fetchModels() opens every checkpoint and reports bytes up to the total", async () => {
  serve({});
  const reported: [number, number][] = [];
  const models = await load((_, bytes, total) => reported.push([bytes, total]));
  expect([...models.keys()]).toEqual(["core", "dense"]);
  expect(reported.at(-1)).toEqual([2 * file.length, 2 * file.length]);
  expect(reported.every(([bytes], index) => index === 0 || bytes >= (reported[index - 1]?.[0] ?? 0))).toBe(true);
});

test.each([
  ["missing", async () => new Response("", { status: 404 })],
  ["unreachable", async () => Promise.reject(new TypeError("network"))],
  ["cut short", async () => new Response(file.slice(0, 100))],
  ["too long", async () => new Response(new Uint8Array(file.length + 1))],
  ["altered", async () => new Response(file.map((byte, index) => (index === file.length - 1 ? byte ^ 1 : byte)))],
] satisfies [string, Answer][])("a rival that is %s is left out, and such a core is an error", async (_, answer) => {
  serve({ "dense.safetensors": answer });
  expect([...(await load()).keys()]).toEqual(["core"]);
  serve({ "core.safetensors": answer });
  await expect(load()).rejects.toThrow(/core\.safetensors/);
});

/** The first 100 bytes, then nothing until the download is aborted. */
const stalling: Answer = async (signal) =>
  new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(file.slice(0, 100));
      signal.addEventListener("abort", () => controller.error(signal.reason));
    },
  }));
/** Not even an answer. */
const silent: Answer = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

/** Until `count` downloads have begun and brought what they bring; vi.waitFor() would move the false clock. */
async function downloads(count: number): Promise<void> {
  for (let turnsMore = 10; turnsMore > 0; turnsMore -= requested.length < count ? 0 : 1) await new Promise(setImmediate);
}

test.each([["midway", stalling], ["before the first byte", silent]] satisfies [string, Answer][])("a download that stalls %s ends after STALL_MS: the rival is left out, and such a core is an error", async (_, answer) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    serve({ "dense.safetensors": answer });
    let ids: readonly string[] | null = null;
    const loaded = load().then((models) => (ids = [...models.keys()]));
    await downloads(2);
    await vi.advanceTimersByTimeAsync(STALL_MS - 1);
    expect(ids).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    await loaded;
    expect(ids).toEqual(["core"]);
    serve({ "core.safetensors": answer });
    const failed = expect(load()).rejects.toThrow(/core\.safetensors could not be read: no byte of it has come for 20 s/);
    await downloads(1);
    await vi.advanceTimersByTimeAsync(STALL_MS);
    await failed;
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ["not there", async () => new Response("", { status: 404 }), /list of checkpoints could not be read: HTTP 404/],
  ["unreachable", async () => Promise.reject(new TypeError("network")), /list of checkpoints could not be read: network/],
  ["no JSON", async () => new Response("<html>"), /list of checkpoints could not be read: /],
] satisfies [string, Answer, RegExp][])("a list of checkpoints that is %s is an error", async (_, answer, message) => {
  serve({ "manifest.json": answer });
  await expect(load()).rejects.toThrow(message);
  expect(requested).toEqual([]);
});

test("a list of checkpoints that never comes is an error after STALL_MS", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    serve({ "manifest.json": silent });
    const failed = expect(load()).rejects.toThrow(/list of checkpoints could not be read: no byte of it has come for 20 s/);
    await vi.advanceTimersByTimeAsync(STALL_MS);
    await failed;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a download that is slow but alive is waited for, and leaves no timer behind", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const quarter = Math.ceil(file.length / 4);
    let sent = 0;
    serve({ "dense.safetensors": async () => new Response(new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, STALL_MS - 1));
        controller.enqueue(file.slice(sent, (sent += quarter)));
        if (sent >= file.length) controller.close();
      },
    })) });
    let ids: readonly string[] | null = null;
    void load().then((models) => (ids = [...models.keys()]));
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(STALL_MS - 1);
      expect(ids).toEqual(["core", "dense"]);
    });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a stopped download throws the reason and asks for nothing more", async () => {
  const controller = new AbortController();
  serve({ "core.safetensors": stalling });
  const loaded = load((_, bytes) => bytes > 0 && controller.abort(new Error("Stopped.")), controller.signal);
  await expect(loaded).rejects.toThrow("Stopped.");
  expect(requested).toHaveLength(1);
});

test("a checkpoint's address has its hash, so that another file has another address", async () => {
  serve({});
  await load();
  expect(requested).toEqual([`${BASE}models/core.safetensors?${sha256.slice(0, 8)}`, `${BASE}models/dense.safetensors?${sha256.slice(0, 8)}`]);
  const entry = { id: "core", file: "core.safetensors", bytes: 1, sha256: "1".repeat(64) } as const;
  expect(addressOf({ ...entry, sha256: "2".repeat(64) })).not.toBe(addressOf(entry));
});

test("fetchManifest() refuses a list without the core", async () => {
  serve({}, ["dense"]);
  await expect(fetchManifest(BASE)).rejects.toThrow(/no core/);
});
