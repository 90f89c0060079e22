// Arms and models: how a network's text becomes an answer, and what happens to checkpoints that do not arrive.

import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { NEURAL_ARMS } from "../../src/engine/arms.ts";
import { fetchModels } from "../../src/engine/models.ts";
import { totalWork } from "../../src/energy/work.ts";
import { encodeCheckpoint } from "../../src/model/checkpoint.ts";
import { ffnBlocks } from "../../src/model/config.ts";
import { createTokenizer } from "../../src/model/tokenizer.ts";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { hybridPrompt, type Prompt } from "../../src/tasks/arithmetic/encode.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";
import { randomModel } from "../fixtures/random-model.ts";

const tokenizer = arithmeticTokenizer();
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

const file = encodeCheckpoint(model, "f16");
const sha256 = createHash("sha256").update(file).digest("hex");

/** Serves core as it is and dense as `dense` makes it. */
function serve(answers: Record<string, () => Promise<Response>>): void {
  const models = ["core", "dense"].map((id) => ({ id, file: `${id}.safetensors`, bytes: file.length, sha256 }));
  vi.stubGlobal("fetch", (url: URL) => {
    const name = url.pathname.split("/").at(-1) ?? "";
    if (name === "manifest.json") return Promise.resolve(Response.json({ models }));
    return answers[name]?.() ?? Promise.resolve(new Response(file));
  });
}
const load = (onProgress = (): void => {}) => fetchModels("http://localhost/", onProgress);

afterEach(() => vi.unstubAllGlobals());

test("fetchModels() opens every checkpoint and reports bytes up to the total", async () => {
  serve({});
  const reported: [number, number][] = [];
  const models = await fetchModels("http://localhost/", (_, bytes, total) => reported.push([bytes, total]));
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
] satisfies [string, () => Promise<Response>][])("a rival that is %s is left out; a core that is %s is an error", async (_, answer) => {
  serve({ "dense.safetensors": answer });
  expect([...(await load()).keys()]).toEqual(["core"]);
  serve({ "core.safetensors": answer });
  await expect(load()).rejects.toThrow(/core\.safetensors/);
});
