// train: trains a checkpoint with the project's own WGSL trainer, headless and resumable.
//   train --arm hybrid|dense --out public/models/core.safetensors --size nano|micro|mini|midi|small --steps 1000 --rate 3e-3
//         --seed 1 --all-blocks-every 4 --forget 0.05 --noise 0.25 --from FILE --snapshots FOLDER
// The hybrid keeps a quarter of the feed-forward blocks, the dense arm all.
// State is kept in .cache/training/ every 100 steps; the same command goes on where it stopped.
// --from goes on from the weights of a checkpoint, with its stream of examples and its step count but a fresh optimizer and
// a schedule of its own: a warm restart (Loshchilov & Hutter 2017, "SGDR"). Where --size has more layers or is wider than the
// checkpoint, it grows; see deepen.ts and widen.ts. The dense arm can go on from a hybrid's. --snapshots keeps the checkpoint of every 100 steps, for the average command.

import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync, existsSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { create } from "webgpu";
import { decodeCheckpoint, encodeCheckpoint } from "../src/model/checkpoint.ts";
import { BLOCK_SIZE, MODEL_SIZES, type ModelConfig, type ModelSize, parameterLayout } from "../src/model/config.ts";
import type { Tokenizer } from "../src/model/tokenizer.ts";
import { createPrng, type Prng } from "../src/scenario/prng.ts";
import { encodeDense, encodeHybrid, type EncodedExample } from "../src/tasks/arithmetic/encode.ts";
import { generateExample } from "../src/tasks/arithmetic/generate.ts";
import { arithmeticTokenizer } from "../src/tasks/arithmetic/vocabulary.ts";
import { batchStream, exampleSeed } from "../src/train/batches.ts";
import { deepen } from "../src/train/deepen.ts";
import { initialParameters } from "../src/train/initialise.ts";
import { learningRateAt } from "../src/train/schedule.ts";
import { addWordNoise } from "../src/train/word-noise.ts";
import { widen } from "../src/train/widen.ts";
import { trainingFlops } from "../src/train/training-flops.ts";
import { createTrainingPlan } from "../src/train/training-plan.ts";

const { values: options } = parseArgs({
  options: {
    arm: { type: "string", default: "hybrid" },
    out: { type: "string", default: "public/models/core.safetensors" },
    size: { type: "string", default: "nano" },
    steps: { type: "string", default: "1000" },
    rate: { type: "string", default: "3e-3" },
    seed: { type: "string", default: "1" },
    lengths: { type: "string", default: "16,24,32,40,48,64,96" },
    // Every so many steps keep all blocks, so that the network also works without sparsity; 0 = never.
    "all-blocks-every": { type: "string", default: "4" },
    // Share of the rarer known words that an example treats as unknown, so that unknown words are no surprise.
    forget: { type: "string", default: "0.05" },
    // Most of the words of a word problem that are left out or replaced, so that no single word decides; see word-noise.ts.
    noise: { type: "string", default: "0" },
    from: { type: "string" },
    snapshots: { type: "string" },
  },
});
const SAVE_EVERY = 100;
/** Raised whenever the generator draws other examples than before. */
const DATA_VERSION = 27;
/** The most frequent words of the vocabulary are never forgotten. */
const ALWAYS_KNOWN = 200;
const LOG_EVERY = 20;
const steps = Number(options.steps);
const seed = Number(options.seed);
const dense = options.arm === "dense";
const tokenizer = arithmeticTokenizer();
const tokenizerData = tokenizer.data;
const isModelSize = (name: string): name is ModelSize => Object.hasOwn(MODEL_SIZES, name);
if (!isModelSize(options.size)) throw new Error(`--size is one of ${Object.keys(MODEL_SIZES).join(", ")}, not ${options.size}`);
const size = MODEL_SIZES[options.size];
const allBlocks = size.ffnDim / BLOCK_SIZE;
const config: ModelConfig = {
  name: dense ? `${options.size}-dense` : options.size,
  vocabSize: Math.ceil(tokenizerData.tokens.length / 4) * 4,
  ...size,
  activeBlocks: dense ? allBlocks : allBlocks / 4,
  maxTokens: 192,
};
const allBlocksEvery = Number(options["all-blocks-every"]);
const shape = {
  tokens: 1920,
  lossRows: 768,
  lengths: options.lengths.split(",").map(Number),
  activeBlocks: allBlocksEvery > 0 && config.activeBlocks < allBlocks ? [config.activeBlocks, allBlocks] : [config.activeBlocks],
};
const command = `node scripts/run-headless.mjs train ${process.argv.slice(2).join(" ")}`;

/** Counts how far the run has come; saved with the optimizer state. */
interface Progress {
  readonly step: number;
  readonly drawn: number;
  /** Of the drawn: longer than the longest sequence. */
  readonly tooLong: number;
  readonly flops: number;
  readonly seconds: number;
  /** [data version, first step drawn from it]: more than one where the generator changed between two sittings. */
  readonly data: readonly (readonly [version: number, fromStep: number])[];
  /** Warm restarts: the checkpoint gone on from and its last step. */
  readonly restarts: readonly Restart[];
}

/** Arm, shape and cost so far are those of the checkpoint; older records leave them out, there nothing changed. */
type Restart = v.InferOutput<typeof RESTART>;

const OPTIONAL = v.optional(v.number());
const RESTART = v.object({ contentHash: v.string(), step: v.number(), arm: v.optional(v.string()), flops: OPTIONAL, seconds: OPTIONAL, layers: OPTIONAL, dim: OPTIONAL, heads: OPTIONAL, ffnDim: OPTIONAL, activeBlocks: OPTIONAL });

const stateFile = `.cache/training/${basename(options.out)}.state`;
mkdirSync(".cache/training", { recursive: true });

interface Start {
  readonly progress: Progress;
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly moments: Float32Array<ArrayBuffer>;
}

const RECORD = v.object({
  seed: v.number(),
  step: v.number(),
  examples: v.number(),
  tooLong: v.optional(v.number(), 0),
  flops: v.number(),
  seconds: v.number(),
  data: v.array(v.tuple([v.number(), v.number()])),
  arm: v.string(),
  restarts: v.optional(v.array(RESTART), []),
});

async function restart(file: string): Promise<Start> {
  const opened = await decodeCheckpoint(Uint8Array.from(readFileSync(file)));
  if (!opened.ok) throw new Error(`${file}: ${opened.message}`);
  const { model } = opened;
  const record = v.parse(RECORD, model.training);
  if (record.seed !== seed) throw new Error(`${file} was trained with --seed ${record.seed}`);
  const { step, examples: drawn, tooLong, flops, seconds, data, arm } = record;
  const { layers, dim, heads, ffnDim, activeBlocks } = model.config;
  const deeper = { ...model.config, layers: config.layers };
  return {
    progress: { step, drawn, tooLong, flops, seconds, data, restarts: [...record.restarts, { contentHash: model.contentHash, step, arm, flops, seconds, layers, dim, heads, ffnDim, activeBlocks }] },
    parameters: widen(deepen(model.parameters, model.config, deeper), deeper, config, seed),
    moments: new Float32Array(parameterLayout(config).total * 2),
  };
}

async function begin(): Promise<Start> {
  const { total } = parameterLayout(config);
  if (!existsSync(stateFile)) {
    if (options.from !== undefined) return restart(options.from);
    return {
      progress: { step: 0, drawn: 0, tooLong: 0, flops: 0, seconds: 0, data: [], restarts: [] },
      parameters: initialParameters(config, seed),
      moments: new Float32Array(total * 2),
    };
  }
  const bytes = readFileSync(stateFile);
  const headLength = bytes.readUInt32LE(0);
  const head: { command: string; progress: Progress } = JSON.parse(bytes.toString("utf8", 4, 4 + headLength));
  if (head.command !== command) throw new Error(`${stateFile} belongs to another command: ${head.command}. Move it away to start anew.`);
  const floats = new Float32Array(Uint8Array.from(bytes.subarray(4 + headLength)).buffer);
  return { progress: head.progress, parameters: floats.slice(0, total), moments: floats.slice(total) };
}

function saveState(progress: Progress, parameters: Float32Array, moments: Float32Array): void {
  const head = Buffer.from(JSON.stringify({ command, progress }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  const body = [size, head, Buffer.from(parameters.buffer), Buffer.from(moments.buffer)];
  writeFileSync(`${stateFile}.new`, Buffer.concat(body));
  renameSync(`${stateFile}.new`, stateFile);
}

// The recorded plans never index out of bounds (tests run them with every check on): clamping each access costs a tenth of the time.
const gpu = create(["enable-dawn-features=disable_robustness"]);
const adapter = await gpu.requestAdapter();
if (adapter === null) throw new Error("no WebGPU adapter: set VK_ICD_FILENAMES to a Vulkan driver");
const device = await adapter.requestDevice();
device.addEventListener("uncapturederror", (event) => {
  throw new Error((event as GPUUncapturedErrorEvent).error.message);
});
// Kept reachable: the native binding frees objects that are only referenced by others of its own.
const kept = [gpu, adapter, device];

const shaders: Record<string, string> = {};
for (const file of readdirSync("shaders")) {
  shaders[basename(file, ".wgsl")] = readFileSync(`shaders/${file}`, "utf8");
}
const start = await begin();
/** The schedule and the optimizer count from the last warm restart. */
const origin = start.progress.restarts.at(-1)?.step ?? 0;
const plan = await createTrainingPlan(device, shaders, config, shape, { beta1: 0.9, beta2: 0.98, decay: 0.1 }, start);
console.log(`${adapter.info.description}; ${parameterLayout(config).total} parameters, ${plan.dispatchesPerStep} dispatches a step, from step ${start.progress.step}`);

const encode = dense ? encodeDense : encodeHybrid;
const firstRareWord = tokenizerData.tokens.findIndex((token) => /^[a-z]+$/.test(token)) + ALWAYS_KNOWN;
const rareWords = new Set(tokenizerData.tokens.slice(firstRareWord));

const plainWords: ReadonlySet<number> = new Set(tokenizerData.tokens.flatMap((token, id) => (/^[a-z]{2,}$/.test(token) ? [id] : [])));

/** The tokenizer of one example: it has forgotten a few rare words. */
function forgetful(prng: Prng): Tokenizer {
  const share = Number(options.forget);
  const forgotten = new Map<string, boolean>();
  const forgets = (word: string): boolean => {
    if (!rareWords.has(word)) return false;
    const decided = forgotten.get(word) ?? prng.nextFloat() < share;
    forgotten.set(word, decided);
    return decided;
  };
  return { ...tokenizer, knows: (piece) => tokenizer.knows(piece) && !forgets(piece) };
}

function drawExample(index: number): EncodedExample | null {
  const prng = createPrng(exampleSeed(seed, index));
  const example = generateExample(prng, "train");
  const encoded = encode(example, forgetful(prng.fork("forget")), config.maxTokens);
  if (encoded === null || example.situation === "expression" || example.situation === "outside") return encoded;
  return addWordNoise(prng.fork("noise"), encoded, plainWords, Number(options.noise));
}

/** Milliseconds in which the work submitted is surely not done. */
let patience = 0;

/** The native binding polls without a pause while it waits, which takes a core from a software adapter: most of the time is slept through. */
async function workDone(): Promise<void> {
  const begun = performance.now();
  await setTimeout(patience);
  await device.queue.onSubmittedWorkDone();
  patience = Math.min(0.8 * (performance.now() - begun), 2 * patience + 20); // one late step does not make all others late
}

// Resuming starts the buckets anew from the next example: the stream is the same, batch borders may shift.
const counts = { drawn: start.progress.drawn, tooLong: start.progress.tooLong };
const batches = batchStream(drawExample, shape, counts);

let { flops } = start.progress;
const { restarts } = start.progress;
const data = start.progress.data.at(-1)?.[0] === DATA_VERSION ? start.progress.data : [...start.progress.data, [DATA_VERSION, start.progress.step + 1] as const];
const startedAt = performance.now();
for (let step = start.progress.step + 1; step <= steps; step++) {
  const batch = batches.next().value;
  const activeBlocks = shape.activeBlocks.length > 1 && step % allBlocksEvery === 0 ? allBlocks : config.activeBlocks;
  plan.step(batch, learningRateAt(step - origin, steps - origin, Number(options.rate)), step - origin, activeBlocks);
  flops += trainingFlops({ ...config, activeBlocks }, shape, batch.length);
  const last = step === steps;
  if (step % LOG_EVERY !== 0 && !last) {
    if (step % 2 === 0) await workDone();
    continue;
  }
  const loss = await plan.readLoss(batch);
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} at step ${step}: lower --rate`);
  const seconds = start.progress.seconds + (performance.now() - startedAt) / 1000;
  console.log(`step ${step}/${steps} loss ${loss.toFixed(4)} ${seconds.toFixed(0)} s ${(flops / 1e12).toFixed(2)} TFLOP ${counts.drawn} examples`);
  if (step % SAVE_EVERY !== 0 && !last) continue;
  const { parameters, moments } = await plan.readState();
  saveState({ step, ...counts, flops, seconds, data, restarts }, parameters, moments);
  const training = {
    task: "arithmetic", dataVersion: DATA_VERSION, data, ...(restarts.length > 0 && { restarts }), arm: options.arm, seed, step, steps, peakLearningRate: Number(options.rate),
    examples: counts.drawn, tooLong: counts.tooLong, flops, seconds: Math.round(seconds), loss,
    command, blocks: allBlocks,
  };
  mkdirSync("public/models", { recursive: true });
  const bytes = encodeCheckpoint({ config, tokenizer: tokenizerData, training, parameters }, "f16");
  writeFileSync(options.out, bytes);
  if (options.snapshots === undefined) continue;
  mkdirSync(options.snapshots, { recursive: true });
  writeFileSync(`${options.snapshots}/${step}.safetensors`, bytes);
}
console.log(`done: ${options.out}`, kept.length);
process.exit(0);
