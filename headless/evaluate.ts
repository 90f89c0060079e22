// evaluate: scores every arm on the same generated items of each split, and on files of public test items.
//   evaluate --out public/results/arithmetic.json --items 200 [--yardstick FILE]...

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { createPrng } from "../src/scenario/prng.ts";
import { type ArmName, ARM_NAMES, DEFAULT_SCENARIO } from "../src/scenario/scenario.ts";
import { NOT_UNDERSTOOD, SPLITS } from "../src/tasks/arithmetic/example.ts";
import { generateExample, generateSet, maskedKey } from "../src/tasks/arithmetic/generate.ts";
import { scoreAnswer } from "../src/tasks/arithmetic/score.ts";
import { exampleSeed } from "../src/train/batches.ts";
import { collectResults, openHost, readQuestionLines } from "./host.ts";

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: "public/results/arithmetic.json" },
    items: { type: "string", default: "200" },
    yardstick: { type: "string", multiple: true, default: [] },
  },
});
const TEST_SEED = 20261123;

interface Item {
  readonly question: string;
  /** "?" = outside the domain: abstaining is right. */
  readonly answer: string;
}

interface Score {
  items: number;
  correct: number;
  abstained: number;
  joules: number;
}

const host = await openHost();
const arms = ARM_NAMES.filter((arm) => arm !== "dense-large" || host.models.has("dense-large"));

// Masked questions of the training streams as the generator draws them now: tests never repeat one, except where only the
// numbers are new. (A checkpoint whose data changed between two sittings saw other examples before; its card says so.)
const streams = new Map<number, number>();
for (const { training } of host.models.values()) {
  const seed = Number(training["seed"] ?? 1);
  streams.set(seed, Math.max(streams.get(seed) ?? 0, Number(training["examples"] ?? 0)));
}
const trained = new Set<string>();
for (const [seed, examples] of streams) {
  for (let index = 0; index < examples; index++) trained.add(maskedKey(generateExample(createPrng(exampleSeed(seed, index)), "train")));
}

const sets = new Map<string, Item[]>();
for (const split of SPLITS) {
  const exclude = split === "unseen-numbers" || split === "train" ? new Set<string>() : trained;
  sets.set(split, generateSet(createPrng(TEST_SEED).fork(split), split, Number(options.items), exclude));
}
for (const file of options.yardstick) {
  const items = readQuestionLines(file).flatMap((line): Item[] => {
    const answer = line.ok ? line.fields["answer"] : undefined;
    if (line.ok && (typeof answer === "string" || typeof answer === "number")) return [{ question: line.question, answer: String(answer) }];
    console.error(line.ok ? `${file}: the question ${JSON.stringify(line.question)} has no "answer"` : line.message);
    return [];
  });
  sets.set(basename(file, ".jsonl"), items);
}

const report: Record<string, Partial<Record<ArmName, Score>>> = {};
for (const [name, items] of sets) {
  const scores: Partial<Record<ArmName, Score>> = {};
  for (const arm of arms) {
    const score: Score = { items: items.length, correct: 0, abstained: 0, joules: 0 };
    for (const item of items) {
      const [result] = await collectResults({ ...DEFAULT_SCENARIO, question: item.question, arms: [arm] }, host);
      if (result === undefined) throw new Error("a run ended without a result");
      const outside = item.answer === NOT_UNDERSTOOD;
      if (result.answer === null) score.abstained++;
      if (outside ? result.answer === null : scoreAnswer(item.answer, result.answer)) score.correct++;
      score.joules += result.energy.mid;
    }
    scores[arm] = score;
    console.log(`${name} ${arm}: ${score.correct}/${score.items} correct, ${score.abstained} abstained, ${score.correct === 0 ? `${score.joules.toExponential(2)} J in all` : `${(score.joules / score.correct).toExponential(2)} J per correct answer`}`);
  }
  report[name] = scores;
}
mkdirSync(dirname(options.out), { recursive: true });
const models = Object.fromEntries([...host.models].map(([id, model]) => [id, { config: model.config, training: model.training, contentHash: model.contentHash }]));
writeFileSync(options.out, `${JSON.stringify({ version: 1, seed: TEST_SEED, models, scores: report }, null, 1)}\n`);
