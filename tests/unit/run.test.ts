// runScenario(): order of events, conservation of work, digests, missing rivals and cancelling.

import { expect, test, vi } from "vitest";
import type { ModelId } from "../../src/engine/model-ids.ts";
import { openModel, parseManifest } from "../../src/engine/models.ts";
import type { ArmResult, EngineEvent } from "../../src/engine/protocol.ts";
import { parseRecording } from "../../src/engine/replay.ts";
import { contentHashesOf, prepareRun, type RunEnvironment, runScenario } from "../../src/engine/run.ts";
import { timeRun } from "../../src/engine/time-run.ts";
import { CONSTANT_NAMES } from "../../src/energy/meter.ts";
import { addComponents, type WorkByComponent } from "../../src/energy/work.ts";
import { encodeCheckpoint } from "../../src/model/checkpoint.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import type { Decoder } from "../../src/model/decoder.ts";
import { EOS } from "../../src/model/tokenizer.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";
import { randomModel } from "../fixtures/random-model.ts";

const tokenizer = arithmeticTokenizer().data;
const config = { name: "test", vocabSize: tokenizer.tokens.length, dim: 32, layers: 2, heads: 2, ffnDim: 64, activeBlocks: 1, maxTokens: 64 };
const model = { ...randomModel(config, 1), tokenizer };
const turnless = { yieldTurn: async () => {} };

function environment(ids: readonly string[]): RunEnvironment {
  const decoders = new Map<string, Decoder>(ids.map((id) => [id, createCpuDecoder(model, turnless)]));
  return { decoder: (id) => decoders.get(id) ?? null, now: () => 0 };
}

const scenario: Scenario = { ...DEFAULT_SCENARIO, arms: ["hybrid", "dense", "rules"], maxNewTokens: 6 };

async function events(wanted: Scenario, ids = ["core", "dense"], signal = new AbortController().signal): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of runScenario("r", wanted, environment(ids), signal)) all.push(event);
  return all;
}

test("arms finish in the order of the scenario and the run ends with ratio and digest", async () => {
  const all = await events(scenario);
  expect(all.flatMap((event) => (event.type === "arm-done" ? [event.result.arm] : []))).toEqual(["hybrid", "dense", "rules"]);
  const last = all.at(-1);
  expect(last?.type).toBe("run-done");
  if (last?.type !== "run-done") return;
  expect(last.ratio?.ratio).toBeGreaterThan(0);
  expect(last.tornado.map(({ constant }) => constant).sort()).toEqual([...CONSTANT_NAMES].sort()); // a mixture has every bar
  expect(last.digest.tokens).toBe(all.filter((event) => event.type === "token").length);
});

test("the work of an arm is the sum of its prompt, its tokens and its solver", async () => {
  const all = await events({ ...scenario, arms: ["dense"] });
  const result = all.flatMap((event) => (event.type === "arm-done" ? [event.result] : []))[0];
  const sum = all.reduce<WorkByComponent>((work, event) => (event.type === "prompt" || event.type === "token" ? addComponents(work, event.work) : work), {});
  expect(result?.work).toEqual(sum);
});

test("the same scenario gives the same digest; another sparsity gives other counted work", async () => {
  const digest = async (wanted: Scenario): Promise<unknown> => (await events(wanted)).flatMap((event) => (event.type === "run-done" ? [event.digest] : []))[0];
  expect(await digest(scenario)).toEqual(await digest(scenario));
  expect(await digest({ ...scenario, activePercent: 100 })).not.toEqual(await digest(scenario));
});

test("a prepared run has the events of one that is not, to the last digit", async () => {
  for (const profile of ["unknown", "h100"]) {
    const plain = await events({ ...scenario, profile, seed: 11 });
    for (const seed of [12, 13]) await events({ ...scenario, profile, seed }); // the draws of seed 11 are forgotten
    prepareRun({ ...scenario, profile, seed: 11 }, environment(["core", "dense"]));
    expect(await events({ ...scenario, profile, seed: 11 })).toEqual(plain);
  }
});

test("the checkpoints of a run: each once, none for an arm without a network, none that is missing or has no hash", () => {
  const hashed = (hashes: Readonly<Partial<Record<ModelId, string>>>): RunEnvironment => ({
    now: () => 0,
    decoder: (id) => (hashes[id] === undefined ? null : createCpuDecoder({ ...model, contentHash: hashes[id] }, turnless)),
  });
  const arms = ["hybrid", "hybrid-all-blocks", "dense", "rules"] as const;
  const all = { core: "c0", dense: "d0", "dense-large": "e0" };
  expect(contentHashesOf({ ...scenario, arms }, hashed(all))).toEqual({ core: "c0", dense: "d0" });
  expect(contentHashesOf({ ...scenario, arms: ["dense-large"] }, hashed(all))).toEqual({ "dense-large": "e0" });
  expect(contentHashesOf({ ...scenario, arms }, hashed({ core: "c0" }))).toEqual({ core: "c0" });
  expect(contentHashesOf({ ...scenario, arms }, hashed({ core: "", dense: "d0" }))).toEqual({ dense: "d0" });
  expect(contentHashesOf({ ...scenario, arms: ["rules"] }, hashed(all))).toEqual({});
});

test("a missing rival is said, and the other arms still run", async () => {
  const all = await events(scenario, ["core"]);
  const dense = all.flatMap((event) => (event.type === "arm-done" && event.result.arm === "dense" ? [event.result] : []))[0];
  expect(dense?.answer).toBeNull();
  expect(dense?.abstained).toContain("dense");
  expect(all.at(-1)).toMatchObject({ type: "run-done", ratio: null, tornado: [] });
});

test.each([
  [["rules", "hybrid-all-blocks", "dense-large", "dense", "hybrid"], "dense"],
  [["hybrid", "hybrid-all-blocks", "dense-large"], "dense-large"],
  [["hybrid", "hybrid-all-blocks", "rules"], "hybrid-all-blocks"],
  [["hybrid", "rules"], null],
  [["dense", "hybrid-all-blocks"], null],
] as const)("the hybrid among %j is compared with: %s", async (arms, rival) => {
  const last = (await events({ ...scenario, arms }, ["core", "dense", "dense-large"])).at(-1);
  expect(last?.type === "run-done" && (last.ratio?.numerator ?? null)).toBe(rival);
});

test("against itself with no block skipped, the hybrid saves what its skipped blocks would have cost", async () => {
  const all = await events({ ...scenario, arms: ["hybrid", "hybrid-all-blocks"] }, ["core"]);
  const [hybrid, whole] = all.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
  expect(hybrid?.tokens).toBe(whole?.tokens);
  expect(hybrid?.work.feedForward?.multiplyAdds).toBeLessThan(whole?.work.feedForward?.multiplyAdds ?? 0);
  expect(hybrid?.work.attention).toEqual(whole?.work.attention);
  const [done] = all.filter((event) => event.type === "run-done");
  expect(done?.type === "run-done" && done.ratio?.ratio).toBeGreaterThan(1);
});

test("a cancelled run throws the abort reason", async () => {
  await expect(events(scenario, ["core", "dense"], AbortSignal.abort())).rejects.toThrow(/abort/i);
});

test("an empty question and one with too many numbers are explained, not run", async () => {
  for (const question of ["", Array.from({ length: 17 }, (_, i) => i + 3).join("+")]) {
    const [done] = (await events({ ...scenario, question, arms: ["hybrid"] })).filter((event) => event.type === "arm-done");
    expect(done?.type === "arm-done" && done.result.abstained).toMatch(/empty|numbers/);
  }
});

test.each([
  // Digits are tokens of their own for the dense arm; the slot finder counts a long number as one.
  ["dense", "too many tokens", "9".repeat(70), /tokens/],
  ["hybrid", "too many numbers", Array.from({ length: 17 }, (_, i) => i + 3).join("+"), /numbers/],
  ["hybrid", "a number that is too long", "8".repeat(50), /digits/],
] as const)("%s pays for a question refused for %s: for every character at least, and the digest knows", async (arm, _, question, reason) => {
  const all = await events({ ...scenario, question, arms: [arm] });
  const [result] = all.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
  expect(result?.abstained).toMatch(reason);
  expect(result?.work.slots?.hostOperations).toBeGreaterThan(question.length);
  expect(result?.energy.mid).toBeGreaterThan(0);
  const other = await events({ ...scenario, question: `${question}0`, arms: [arm] });
  const workHash = (run: readonly EngineEvent[]): unknown => run.flatMap((event) => (event.type === "run-done" ? [event.digest.workHash] : []))[0];
  expect(workHash(other)).not.toBe(workHash(all));
});

test("a prompt refused for its length costs what the same prompt costs where it fits", async () => {
  const question = "What is 4817 times 392?";
  const slotsOf = async (maxTokens: number): Promise<unknown> => {
    const decoder = createCpuDecoder({ ...model, config: { ...config, maxTokens } }, turnless);
    const run = runScenario("r", { ...scenario, question, arms: ["hybrid"], maxNewTokens: 1 }, { decoder: () => decoder, now: () => 0 }, new AbortController().signal);
    for await (const event of run) if (event.type === "arm-done") return event.result.work.slots;
    return null;
  };
  expect(await slotsOf(4)).toEqual(await slotsOf(64));
});

test("rules answers a bare expression exactly, without any token", async () => {
  const [done] = (await events({ ...scenario, question: "What is 4817 times 392?", arms: ["rules"] })).filter((event) => event.type === "arm-done");
  expect(done).toMatchObject({ result: { answer: "1888264", tokens: 0 } });
});

test("parseManifest() refuses addresses and other surprises", () => {
  const entry = { id: "core", file: "core.safetensors", bytes: 10, sha256: "0".repeat(64) };
  expect(parseManifest({ models: [entry] })).toEqual([entry]);
  for (const bad of [{}, { models: [{ ...entry, file: "https://elsewhere/x.safetensors" }] }, { models: [{ ...entry, bytes: 1e12 }] }, null]) {
    expect(() => parseManifest(bad)).toThrow(/damaged/);
  }
});

test("parseRecording() takes the recorder's files and nothing else", async () => {
  expect(parseRecording({ version: 1, events: await events(scenario) })).not.toBeNull();
  expect(parseRecording({ version: 1, events: await events(scenario), joules: [] })).not.toBeNull(); // as the page exports it
  for (const bad of [null, {}, { version: 2, events: [] }, { version: 1, events: [{ type: "surprise", runId: "" }] }]) {
    expect(parseRecording(bad)).toBeNull();
  }
});

test("the launches behind the stop token are charged: whole batches of four", async () => {
  const stopping: Decoder = {
    plan: "cpu",
    model,
    async *decode() {
      for (const id of [300, 301, 302, 303, EOS]) yield [{ id, position: 10, runnerUp: 0, margin: 1, logProbability: -0.1, activeBlocks: [1, 1] }];
    },
    waitedMs: () => 0,
    time: async () => ({ clock: "page", seconds: [0.01], tokens: 1 }),
    destroy: () => undefined,
  };
  const all: EngineEvent[] = [];
  const run = runScenario("r", { ...scenario, arms: ["dense"], maxNewTokens: 32 }, { decoder: () => stopping, now: () => 0 }, new AbortController().signal);
  for await (const event of run) all.push(event);
  const launches = (event: EngineEvent): number => (event.type === "token" || event.type === "prompt" ? (event.work.dispatch?.dispatches ?? 0) : 0);
  const useful = all.reduce((sum, event) => sum + launches(event), 0);
  const [done] = all.filter((event) => event.type === "arm-done");
  const perToken = 4 * config.layers + 2;
  expect(done?.type === "arm-done" && done.result.work.dispatch?.dispatches).toBe(useful + 3 * perToken);
});

/** Writes the first program, and the other one when asked to go on from `beginning` tokens of it. */
function twoMinds(first: string, beginning: number, other: string, probabilityOfFirst: number): { decoder: Decoder; prompts: (readonly number[])[] } {
  const { encode } = arithmeticTokenizer();
  const [one, two] = [[...encode(first), EOS], [...encode(other), EOS]];
  const prompts: (readonly number[])[] = [];
  const decoder: Decoder = {
    plan: "cpu",
    model,
    async *decode({ prompt }) {
      prompts.push(prompt);
      const start = prompts[0]?.length ?? 0;
      for (const [at, id] of (prompts.length === 1 ? one : two.slice(prompt.length - start)).entries()) {
        const margin = prompts.length === 1 && at === beginning ? 0.25 : 2;
        yield [{ id, position: prompt.length + at, runnerUp: two[at] ?? 0, margin, logProbability: Math.log(probabilityOfFirst) / one.length, activeBlocks: [1, 1] }];
      }
    },
    waitedMs: () => 0,
    time: async () => ({ clock: "page", seconds: [0.01], tokens: 1 }),
    destroy: () => undefined,
  };
  return { decoder, prompts };
}

async function ask(question: string, decoder: Decoder): Promise<{ all: EngineEvent[]; result: ArmResult | undefined }> {
  const all: EngineEvent[] = [];
  const run = runScenario("r", { ...scenario, question, arms: ["hybrid"], maxNewTokens: 32 }, { decoder: () => decoder, now: () => 0 }, new AbortController().signal);
  for await (const event of run) all.push(event);
  return { all, result: all.flatMap((event) => (event.type === "arm-done" ? [event.result] : []))[0] };
}

test("a doubtful answer is read again from the most probable other token, and the second reading is charged whole", async () => {
  const { decoder, prompts } = twoMinds("<n0>-<n1>", 0, "<n1>-<n0>", 0.5);
  const { all, result } = await ask("Tom is 5 and Ann is 12. How much older is Ann?", decoder);
  expect(result).toMatchObject({ answer: "7", program: "12-5", reading: 2, tokens: 8 });
  const tokens = all.flatMap((event) => (event.type === "token" ? [event] : []));
  expect(tokens.map(({ reading }) => reading)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  expect(tokens[4]?.margin).toBe(-0.25);
  const [first = [], second = []] = prompts;
  expect(second).toEqual([...first, tokens[4]?.id]);
  // The question and the other first token: all read again, then three tokens with their launches, and those behind the stop.
  const [prompt] = all.flatMap((event) => (event.type === "prompt" ? [event] : []));
  const perToken = 4 * config.layers + 2;
  expect(tokens[4]?.work.dispatch?.dispatches).toBe((prompt?.work.dispatch?.dispatches ?? 0) + perToken - 1);
  const sum = [prompt, ...tokens].reduce((total, event) => total + (event?.work.dispatch?.dispatches ?? 0), 0);
  expect(result?.work.dispatch?.dispatches).toBe(sum + perToken); // one launch of the second batch of four was behind the stop
  expect(result?.confidence).toBeCloseTo(0.5 * Math.exp(-0.25), 10);
});

test.each([
  ["eight empty waits of 3 ms in 100 ms", 8, 3, 24],
  ["waits that would have been longer than the run", 8, 30, 100],
] as const)("what empty submits take is told from the work, at most all of it: %s", async (_, waits, emptyMs, idleMs) => {
  const { decoder } = twoMinds("<n0>-<n1>", 0, "<n1>-<n0>", 1);
  let clock = 0;
  let waited = 1000; // other runs before
  const waiting: Decoder = {
    ...decoder,
    async *decode(request) {
      clock += 100;
      waited += waits * emptyMs;
      yield* decoder.decode(request);
    },
    waitedMs: () => waited,
  };
  const run = runScenario("r", { ...scenario, question: "What is 7 minus 5?", arms: ["hybrid"] }, { decoder: () => waiting, now: () => clock }, new AbortController().signal);
  for await (const event of run) if (event.type === "arm-done") expect(event.result).toMatchObject({ elapsedMs: 100, hostMs: 0, idleMs });
});

const OLDER = "Tom is 5 and Ann is 12. How much older is Ann?";
const TRIPS = "Tom has 96 things to carry, 6 on each trip. How many trips is that?";

test.each([
  ["a reading that is certain stands", OLDER, "<n0>-<n1>", "<n1>-<n0>", 0.95, { answer: "-7", reading: 1, tokens: 4 }],
  ["an answer without doubt stands where nothing comes out even", OLDER, "<n1>-<n0>", "<n0>-<n1>", 0.5, { answer: "7", reading: 1, tokens: 4 }],
  ["second thoughts that are doubtful too change nothing", OLDER, "<n0>-<n1>", "<n0>/<n1>", 0.5, { answer: "-7", reading: 1, tokens: 12 }],
  ["a division that comes out even is taken for an answer without doubt", TRIPS, "<n0>*<n1>", "<n0>/<n1>", 0.5, { answer: "16", reading: 2, tokens: 8 }],
  ["but not for one that is certain", TRIPS, "<n0>*<n1>", "<n0>/<n1>", 0.95, { answer: "576", reading: 1, tokens: 4 }],
  ["and it stands itself, whatever else there is", TRIPS, "<n0>/<n1>", "<n0>-<n1>", 0.5, { answer: "16", reading: 1, tokens: 4 }],
  ["without an even division the more probable reading stays", TRIPS, "<n0>+<n1>", "<n0>-<n1>", 0.5, { answer: "102", reading: 1, tokens: 12 }],
] as const)("%s", async (_, question, first, other, certainty, wanted) => {
  const { result } = await ask(question, twoMinds(first, 1, other, certainty).decoder);
  expect(result).toMatchObject(wanted);
});

test("looking whether numbers may come out even is charged to the solver, once, and only where the network was not certain", async () => {
  const operations = async (certainty: number): Promise<number> => (await ask(OLDER, twoMinds("<n1>-<n0>", 1, "<n0>-<n1>", certainty).decoder)).result?.work.symbolic?.hostOperations ?? 0;
  expect(await operations(0.5) - await operations(0.95)).toBe(2);
});

test.each(["timestamps", "page"] as const)("a run is timed again arm by arm: every decode of it, second readings too, and nothing without a network; one decode by the page's clock makes it the page's: %s", async (firstClock) => {
  const timedDecodes: (readonly [prompt: number, emitted: number])[] = [];
  const { decoder } = twoMinds("<n0>-<n1>", 0, "<n1>-<n0>", 0.5);
  const timed: Decoder = {
    ...decoder,
    time: async ({ prompt }, emitted) => {
      timedDecodes.push([prompt.length, emitted]);
      return { clock: timedDecodes.length === 1 ? firstClock : "timestamps", seconds: [0.25, 0.5], tokens: prompt.length - 1 + emitted };
    },
  };
  const wanted: Scenario = { ...scenario, question: "Tom is 5 and Ann is 12. How much older is Ann?", arms: ["hybrid", "rules"], maxNewTokens: 32 };
  const all: EngineEvent[] = [];
  for await (const event of timeRun("r", wanted, { decoder: () => timed, now: () => 0 }, new AbortController().signal)) all.push(event);
  const [[prompt]] = timedDecodes as [readonly [number, number]];
  expect(all).toEqual([{ type: "arm-timed", runId: "r", arm: "hybrid", timing: { clock: firstClock, seconds: [0.5, 1], tokens: 2 * prompt + 6 } }]);
  expect(timedDecodes).toEqual([[prompt, 4], [prompt + 1, 3]]);
});

test("openModel() refuses a file with another hash, and takes it where the page has no hash function", async () => {
  const bytes = encodeCheckpoint({ config, tokenizer, training: {}, parameters: model.parameters }, "f32");
  const entry = { id: "core" as const, file: "core.safetensors", bytes: bytes.length, sha256: "0".repeat(64) };
  expect(await openModel(entry, bytes)).toMatchObject({ ok: false });
  vi.stubGlobal("crypto", {});
  expect(await openModel(entry, bytes)).toMatchObject({ ok: true });
  vi.unstubAllGlobals();
});

test("parser and solver are timed apart from the slot finder, once a reading; in the rules arm from the parsed words on", async () => {
  const { decoder } = twoMinds("<n0>-<n1>", 0, "<n1>-<n0>", 0.5);
  let clock = 0; // a millisecond each time somebody looks
  const run = runScenario("r", { ...scenario, question: "Tom is 5 and Ann is 12. How much older is Ann?", arms: ["hybrid", "rules"] }, { decoder: () => decoder, now: () => ++clock }, new AbortController().signal);
  const results = [];
  for await (const event of run) if (event.type === "arm-done") results.push(event.result);
  expect(results).toMatchObject([{ arm: "hybrid", reading: 2, hostMs: 3, solverMs: 2 }, { arm: "rules", elapsedMs: 2, hostMs: 2, solverMs: 1 }]);
});
