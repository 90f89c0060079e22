// ask: answers a file of questions with one arm.
//   ask --in questions.jsonl --out answers.jsonl --arm hybrid|dense|dense-large|rules|hybrid-all-blocks
// Each line {id, question} becomes {id, answer, program, abstained, tokens, work, energy}; bad lines are reported and skipped.

import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ARM_NAMES, DEFAULT_SCENARIO } from "../src/scenario/scenario.ts";
import { collectResults, openHost, readQuestionLines } from "./host.ts";

const { values: options } = parseArgs({
  options: { in: { type: "string" }, out: { type: "string" }, arm: { type: "string", default: "hybrid" } },
});
const arm = ARM_NAMES.find((name) => name === options.arm);
if (options.in === undefined || options.out === undefined || arm === undefined) {
  console.error(`Usage: ask --in questions.jsonl --out answers.jsonl --arm ${ARM_NAMES.join("|")}`);
  process.exit(2);
}
if (!existsSync(options.in)) {
  console.error(`There is no file ${options.in}.`);
  process.exit(2);
}
const host = await openHost();
const answers: string[] = [];
let bad = 0;
for (const line of readQuestionLines(options.in)) {
  if (!line.ok) {
    console.error(line.message);
    bad++;
    continue;
  }
  const [result] = await collectResults({ ...DEFAULT_SCENARIO, question: line.question, arms: [arm] }, host);
  if (result === undefined) throw new Error("a run ended without a result");
  const { answer, program, abstained, tokens, work, energy } = result;
  answers.push(JSON.stringify({ id: line.fields["id"] ?? null, answer, program, abstained, tokens, work, energy }));
}
writeFileSync(options.out, answers.map((answer) => `${answer}\n`).join(""));
console.log(`${answers.length} answered, ${bad} lines refused`);
process.exitCode = bad === 0 ? 0 : 1;
