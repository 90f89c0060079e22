// calibrate: sets the hybrid's abstention threshold in the core checkpoint: the probability that SHARE of fresh in-domain
// training-distribution questions fall below. Test splits play no part.
//   calibrate [--items 400]

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { decodeCheckpoint, encodeCheckpoint } from "../src/model/checkpoint.ts";
import { createPrng } from "../src/scenario/prng.ts";
import { DEFAULT_SCENARIO } from "../src/scenario/scenario.ts";
import { NOT_UNDERSTOOD } from "../src/tasks/arithmetic/example.ts";
import { generateSet } from "../src/tasks/arithmetic/generate.ts";
import { collectResults, openHost } from "./host.ts";

const FILE = "public/models/core.safetensors";
/** Half of the 3 % of questions of the domain that may be refused; of those with new wordings about as many fall below it. */
const SHARE = 0.015;
const CALIBRATION_SEED = 77;

const { values: options } = parseArgs({ options: { items: { type: "string", default: "400" } } });
const host = await openHost();
const confidences: number[] = [];
for (const { question, answer } of generateSet(createPrng(CALIBRATION_SEED), "train", Number(options.items))) {
  if (answer === NOT_UNDERSTOOD) continue;
  const [result] = await collectResults({ ...DEFAULT_SCENARIO, question, arms: ["hybrid"] }, host);
  if (result !== undefined && result.confidence !== null) confidences.push(result.confidence);
}
confidences.sort((a, b) => a - b);
const abstainThreshold = confidences[Math.floor(confidences.length * SHARE)] ?? 0;
const opened = await decodeCheckpoint(Uint8Array.from(readFileSync(FILE)));
if (!opened.ok) throw new Error(opened.message);
const { contentHash: _, ...content } = opened.model;
writeFileSync(FILE, encodeCheckpoint({ ...content, training: { ...content.training, abstainThreshold } }, "f16"));
console.log(`threshold ${abstainThreshold.toPrecision(3)} from ${confidences.length} questions; run the manifest command next`);
