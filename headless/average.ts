// average: the mean of the weights of several checkpoints of one training as a checkpoint (Izmailov et al. 2018, "Averaging Weights
// Leads to Wider Optima and Better Generalization").
//   average --out public/models/core.safetensors FILE FILE ...      files from train --snapshots, in the order of their steps

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type CheckpointContent, decodeCheckpoint, encodeCheckpoint } from "../src/model/checkpoint.ts";

const { values: { out }, positionals: files } = parseArgs({ options: { out: { type: "string" } }, allowPositionals: true });
if (out === undefined || files.length < 2) {
  console.error("average needs --out FILE and at least two checkpoints of one training.");
  process.exit(2);
}
const checkpoints: CheckpointContent[] = [];
for (const file of files) {
  const opened = await decodeCheckpoint(Uint8Array.from(readFileSync(file)));
  if (!opened.ok) throw new Error(`${file}: ${opened.message}`);
  const { contentHash: _, ...content } = opened.model;
  const [first = content] = checkpoints;
  if (content.parameters.length !== first.parameters.length || content.training["command"] !== first.training["command"]) throw new Error(`${file} is of another training than ${files[0]}`);
  checkpoints.push(content);
}
const last = checkpoints.at(-1);
if (last === undefined) throw new Error("no checkpoints");
const parameters = last.parameters.map((_, index) => checkpoints.reduce((sum, one) => sum + (one.parameters[index] ?? 0), 0) / checkpoints.length);
const averaged = checkpoints.map(({ training }) => Number(training["step"]));
writeFileSync(out, encodeCheckpoint({ ...last, parameters, training: { ...last.training, averaged } }, "f16"));
console.log(`${out}: the mean of steps ${averaged.join(", ")}`);
