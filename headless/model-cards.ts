// model-cards: writes public/models/<id>.md from the checkpoints and the evaluation, so that no figure is typed by hand.

import { readFileSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import { ARM_NAMES } from "../src/scenario/scenario.ts";
import { type ModelConfig, parameterLayout } from "../src/model/config.ts";
import { openHost } from "./host.ts";

const SCORE = v.object({ items: v.number(), correct: v.number(), abstained: v.number(), joules: v.number() });
const REPORT = v.object({ scores: v.record(v.string(), v.record(v.string(), SCORE)) });

const ROLES = {
  core: "The sparse core: reads a question whose numbers and unknown words are slots and writes a program for the arithmetic solver.",
  dense: "The dense rival of the core's size: reads digits (unknown words are slots), writes the answer itself, least-significant digit first.",
  "dense-large": "The larger dense rival: as `dense`, with more parameters.",
} as const;

const { scores } = v.parse(REPORT, JSON.parse(readFileSync("public/results/arithmetic.json", "utf8")));
const arms = ARM_NAMES.filter((arm) => Object.values(scores).some((row) => row[arm] !== undefined));
const table = [
  `| items | ${arms.join(" | ")} |`,
  `|---|${arms.map(() => "---").join("|")}|`,
  ...Object.entries(scores).map(([split, row]) => {
    const cells = arms.map((arm) => {
      const score = row[arm];
      return score === undefined ? "-" : `${((100 * score.correct) / score.items).toFixed(1)} % (${score.abstained} abstained)`;
    });
    return `| ${split} (${Math.max(...Object.values(row).map(({ items }) => items))}) | ${cells.join(" | ")} |`;
  }),
].join("\n");

const { models } = await openHost();
const DATA = v.fallback(v.array(v.tuple([v.number(), v.number()])), []);

/** Data versions and the steps they began at; more than one where the generator grew between two sittings. */
function dataVersions(training: Readonly<Record<string, unknown>>): string {
  const data = v.parse(DATA, training["data"]);
  if (data.length < 2) return `data version ${String(training["dataVersion"])}`;
  return `data versions ${data.map(([version, step]) => `${version} (from step ${step})`).join(", ")}`;
}

const RESTARTS = v.fallback(v.array(v.object({ contentHash: v.string(), step: v.number(), arm: v.optional(v.string()), layers: v.optional(v.number()), dim: v.optional(v.number()) })), []);

/** Where the schedule and the optimizer began anew from the weights alone, of which network last, and where it grew or its task changed. */
function warmRestarts(training: Readonly<Record<string, unknown>>, { layers, dim }: ModelConfig): string {
  const restarts = v.parse(RESTARTS, training["restarts"]);
  const last = restarts.at(-1);
  if (last === undefined) return "";
  const until = (what: (restart: (typeof restarts)[number]) => boolean): (typeof restarts)[number] | undefined => restarts.filter(what).at(-1);
  const shallower = until((restart) => restart.layers !== undefined && restart.layers < layers);
  const narrower = until((restart) => restart.dim !== undefined && restart.dim < dim);
  const another = until((restart) => restart.arm !== undefined && restart.arm !== training["arm"]);
  const added = [
    shallower && `${shallower.layers} layers until step ${shallower.step}, the others added after it`,
    narrower && `width ${narrower.dim} until step ${narrower.step}, the rest added after it`,
    another && `until step ${another.step} it was the ${another.arm} core and learned to write programs: this one begins with all that training`,
  ].flatMap((change) => (change === undefined ? [] : [`; ${change}`])).join("");
  return `; begun anew from the weights after ${restarts.length === 1 ? "step" : "steps"} ${restarts.map(({ step }) => step).join(" and ")} (warm restarts), the command is that of the last part, and its \`--from\` held the network with sha-256 ${last.contentHash} then${added}`;
}

const AVERAGED = v.fallback(v.array(v.number()), []);

/** Whose mean the weights are, where they are that of several checkpoints. */
function averaged(training: Readonly<Record<string, unknown>>): string {
  const steps = v.parse(AVERAGED, training["averaged"]);
  return steps.length === 0 ? "" : `; the weights are the mean of ${steps.length} checkpoints of steps ${steps[0]} to ${steps.at(-1)} (average command)`;
}

for (const [id, { config, training, contentHash }] of models) {
  const number = (key: string): number => Number(training[key]);
  writeFileSync(`public/models/${id}.md`, `# Model card: ${id}

${ROLES[id]}

| | |
|---|---|
| shape | ${config.layers} layers, width ${config.dim}, ${config.heads} heads, ${config.ffnDim} feed-forward neurons in ${config.ffnDim / 16} blocks, ${config.activeBlocks} active per token |
| parameters | ${parameterLayout(config).total}, stored as f16; vocabulary ${config.vocabSize} |
| trained on | generated arithmetic questions, ${dataVersions(training)}, seed ${String(training["seed"])}, ${number("examples")} examples drawn, none twice |
| steps | ${number("step")} of ${number("steps")}, 1,920 tokens each with padding, peak learning rate ${number("peakLearningRate")}, cosine decay to zero${warmRestarts(training, config)}${averaged(training)} |
| executed work | ${(number("flops") / 1e12).toFixed(2)} TFLOP (counted), ${number("seconds")} s on a two-core software adapter |
| last loss | ${number("loss").toFixed(3)} nats per program or answer token (one batch) |
| abstains below | ${training["abstainThreshold"] === undefined ? "never" : Number(training["abstainThreshold"]).toPrecision(3)} |
| command | \`${String(training["command"])}\` |
| sha-256 | ${contentHash} |

## Scores

Share of right answers; on \`outside\` abstaining is right. All arms answer the same items. \`train\` draws fresh questions
from the training distribution; \`unseen-numbers\` keeps trained wordings and holds out numbers; \`unseen-templates\` holds out
one in six of the written wordings, by a hash; \`unseen-situations\` holds out what the questions are about. Names without a split's name are public test items, reported as they are.

${table}

## Limits

- Trained for a small fraction of the compute such a network can use: one run, one seed.
- Where two cards name different numbers of examples, the comparison of these networks is provisional.
${v.parse(DATA, training["data"]).length > 1 ? "- The generator grew while this network was trained: wordings were added between the data versions above, and the planned number of steps was raised on the way. So the command alone, on the newest version, gives another network.\n" : ""}- Only English arithmetic questions. Wordings unlike the generated ones are misread; see the scores on public items.
`);
}
console.log(`${models.size} model cards written`);
