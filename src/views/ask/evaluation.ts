// The published evaluation, as far as the energy panel needs it: joules and right answers of each arm, and the records of the trainings.

import * as v from "valibot";
import { ARM_NAMES } from "../../scenario/scenario.ts";

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const AMOUNT = v.pipe(v.number(), v.finite(), v.minValue(0));
const SIZE = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const CONFIG = v.object({ name: v.string(), vocabSize: SIZE, dim: SIZE, layers: SIZE, heads: SIZE, ffnDim: SIZE, activeBlocks: SIZE, maxTokens: SIZE });
const TRAINING = v.object({
  seconds: AMOUNT,
  /** Two for each multiply-add executed. */
  flops: AMOUNT,
  step: COUNT,
  arm: v.optional(v.string(), ""),
  /** Where it was begun anew from weights so far, with what they had been trained for, at what cost, and the shape of the network until then. */
  restarts: v.optional(v.array(v.object({ step: COUNT, arm: v.exactOptional(v.string()), flops: v.exactOptional(AMOUNT), seconds: v.exactOptional(AMOUNT), layers: v.exactOptional(SIZE), dim: v.exactOptional(SIZE), heads: v.exactOptional(SIZE), ffnDim: v.exactOptional(SIZE), activeBlocks: v.exactOptional(SIZE) })), []),
});
export type TrainingRecord = v.InferOutput<typeof TRAINING>;
/** The file, as far as it is read here. */
export const EVALUATION = v.object({
  models: v.record(v.string(), v.object({ config: CONFIG, training: TRAINING })),
  scores: v.record(v.string(), v.record(v.picklist(ARM_NAMES), v.object({ items: COUNT, correct: COUNT, abstained: COUNT, joules: AMOUNT }))),
});
export type Evaluation = v.InferOutput<typeof EVALUATION>;

/** The sets of questions worth a choice, by their names in the file. */
export const EVALUATED_SETS: Readonly<Record<string, string>> = {
  "unseen-numbers": "generated, numbers not trained on",
  "unseen-templates": "generated, wordings not trained on",
  "bbh-multistep_arithmetic_two": "BIG-Bench Hard, multistep arithmetic",
  svamp: "SVAMP",
};

let loading: Promise<Evaluation | null> | null = null;

/** Null when the file is absent or not what it should be; a later call tries again. */
export function loadEvaluation(base: string): Promise<Evaluation | null> {
  loading ??= fetch(new URL("results/arithmetic.json", base))
    .then(async (response) => (response.ok ? v.parse(EVALUATION, await response.json()) : null))
    .catch(() => null)
    .then((evaluation) => {
      if (evaluation === null) loading = null;
      return evaluation;
    });
  return loading;
}
