// train: trains a checkpoint with the project's own WGSL trainer, headless and resumable.
//   train --arm hybrid|dense --out public/models/core.safetensors --name nano --layers 3 --dim 96 --ffn 384 --active 6
//         --steps 1000 --rate 3e-3 --seed 1
// State is kept in .cache/training/ every 100 steps; the same command goes on where it stopped.

import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync, existsSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { create } from "webgpu";
import { encodeCheckpoint } from "../src/model/checkpoint.ts";
import { type ModelConfig, ffnBlocks, parameterLayout } from "../src/model/config.ts";
import { createTokenizer } from "../src/model/tokenizer.ts";
import { createPrng } from "../src/scenario/prng.ts";
import { encodeDense, encodeHybrid } from "../src/tasks/arithmetic/encode.ts";
import { generateExample } from "../src/tasks/arithmetic/generate.ts";
import { arithmeticTokenizer } from "../src/tasks/arithmetic/vocabulary.ts";
import { batchStream, exampleSeed } from "../src/train/batches.ts";
import { initialParameters } from "../src/train/initialise.ts";
import { learningRateAt } from "../src/train/schedule.ts";
import { trainingFlops } from "../src/train/training-flops.ts";
import { createTrainingPlan } from "../src/train/training-plan.ts";

const { values: options } = parseArgs({
  options: {
    arm: { type: "string", default: "hybrid" },
    out: { type: "string", default: "public/models/core.safetensors" },
    name: { type: "string", default: "nano" },
    layers: { type: "string", default: "3" },
    dim: { type: "string", default: "96" },
    heads: { type: "string", default: "4" },
    ffn: { type: "string", default: "384" },
    active: { type: "string", default: "6" },
    steps: { type: "string", default: "1000" },
    rate: { type: "string", default: "3e-3" },
    seed: { type: "string", default: "1" },
    lengths: { type: "string", default: "24,32,40,48,64,96" },
  },
});
const SAVE_EVERY = 100;
/** Raised whenever the generator draws other examples than before. */
const DATA_VERSION = 2;
const LOG_EVERY = 20;
const steps = Number(options.steps);
const seed = Number(options.seed);
const dense = options.arm === "dense";
const tokenizerData = arithmeticTokenizer();
const tokenizer = createTokenizer(tokenizerData);
const config: ModelConfig = {
  name: options.name,
  vocabSize: Math.ceil(tokenizerData.tokens.length / 4) * 4,
  dim: Number(options.dim),
  layers: Number(options.layers),
  heads: Number(options.heads),
  ffnDim: Number(options.ffn),
  activeBlocks: dense ? Number(options.ffn) / 16 : Number(options.active),
  maxTokens: 192,
};
const shape = { tokens: 1920, lossRows: 576, lengths: options.lengths.split(",").map(Number) };
const command = `node scripts/run-headless.mjs train ${process.argv.slice(2).join(" ")}`;

/** Counts how far the run has come; saved with the optimizer state. */
interface Progress {
  readonly step: number;
  readonly drawn: number;
  readonly flops: number;
  readonly seconds: number;
}

const stateFile = `.cache/training/${basename(options.out)}.state`;
mkdirSync(".cache/training", { recursive: true });

function resume(): { progress: Progress; parameters: Float32Array<ArrayBuffer>; moments: Float32Array<ArrayBuffer> } {
  const { total } = parameterLayout(config);
  if (!existsSync(stateFile)) {
    return {
      progress: { step: 0, drawn: 0, flops: 0, seconds: 0 },
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

const gpu = create([]);
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
const start = resume();
const plan = await createTrainingPlan(device, shaders, config, shape, { beta1: 0.9, beta2: 0.98, decay: 0.02 }, start);
console.log(`${adapter.info.description}; ${parameterLayout(config).total} parameters, ${plan.dispatchesPerStep} dispatches a step, from step ${start.progress.step}`);

const encode = dense ? encodeDense : encodeHybrid;
// Resuming starts the buckets anew from the next example: the stream is the same, batch borders may shift.
const counts = { drawn: start.progress.drawn, tooLong: 0 };
const batches = batchStream(
  (index) => encode(generateExample(createPrng(exampleSeed(seed, index)), "train"), tokenizer),
  shape,
  counts,
);

let { flops } = start.progress;
const startedAt = performance.now();
for (let step = start.progress.step + 1; step <= steps; step++) {
  const batch = batches.next().value;
  plan.step(batch, learningRateAt(step, steps, Number(options.rate)), step);
  flops += trainingFlops(config, shape, batch.length);
  const last = step === steps;
  if (step % LOG_EVERY !== 0 && !last) {
    if (step % 2 === 0) await device.queue.onSubmittedWorkDone();
    continue;
  }
  const loss = await plan.readLoss(batch);
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss} at step ${step}: lower --rate`);
  const seconds = start.progress.seconds + (performance.now() - startedAt) / 1000;
  console.log(`step ${step}/${steps} loss ${loss.toFixed(4)} ${seconds.toFixed(0)} s ${(flops / 1e12).toFixed(2)} TFLOP ${counts.drawn} examples`);
  if (step % SAVE_EVERY !== 0 && !last) continue;
  const { parameters, moments } = await plan.readState();
  saveState({ step, drawn: counts.drawn, flops, seconds }, parameters, moments);
  const training = {
    task: "arithmetic", dataVersion: DATA_VERSION, arm: options.arm, seed, step, steps, peakLearningRate: Number(options.rate),
    examples: counts.drawn, tooLong: counts.tooLong, flops, seconds: Math.round(seconds), loss,
    command, blocks: ffnBlocks(config),
  };
  mkdirSync("public/models", { recursive: true });
  writeFileSync(options.out, encodeCheckpoint({ config, tokenizer: tokenizerData, training, parameters }, "f16"));
}
console.log(`done: ${options.out}`, kept.length);
process.exit(0);
