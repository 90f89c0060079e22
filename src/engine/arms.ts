// The contestants. Each arm is a row of this table: how the question becomes a prompt and how the network's text becomes an
// answer. Its checkpoint is in model-ids.ts; `rules` has no network.

import { executeProgram } from "../solver/arithmetic/evaluate.ts";
import type { ArmStep } from "../solver/arithmetic/outcome.ts";
import { NO_WORK, type WorkByComponent } from "../energy/work.ts";
import { ffnBlocks } from "../model/config.ts";
import type { Model } from "../model/decoder.ts";
import { fillSlots } from "../model/number-slots.ts";
import type { Tokenizer } from "../model/tokenizer.ts";
import type { ArmName, Scenario } from "../scenario/scenario.ts";
import { decodeDenseAnswer, densePrompt, hybridPrompt, type Prompt } from "../tasks/arithmetic/encode.ts";
import { NOT_UNDERSTOOD } from "../tasks/arithmetic/example.ts";
import { plausibilityOf } from "./second-thoughts.ts";

/** What the network's output text, or the rules, came to. */
export interface Reading {
  readonly answer: string | null;
  readonly program: string | null;
  readonly steps: readonly ArmStep[];
  readonly abstained: string | null;
  /** What the numbers say for it (1) or against it (below 0), see second-thoughts.ts; null = this stands as it is. */
  readonly plausibility: number | null;
  /** Counted work of the solver; empty where none ran. */
  readonly work: WorkByComponent;
}

export interface NeuralArm {
  prompt(question: string, tokenizer: Tokenizer, maxTokens: number): Prompt;
  /** Blocks kept per token and layer. */
  activeBlocks(model: Model, scenario: Scenario): number;
  read(text: string, prompt: Extract<Prompt, { ok: true }>, confidence: number, model: Model): Reading;
}

const NOT_UNDERSTOOD_TEXT = "Not understood as arithmetic. Rephrase the question, or edit the program below.";

/** Executes a program text as the solver would, charged to the `symbolic` component. `numbers`: those of the question. */
export function readProgram(program: string, hostOperations: number, numbers: readonly string[]): Reading {
  const outcome = executeProgram(program);
  const work: WorkByComponent = { symbolic: { ...NO_WORK, hostOperations: hostOperations + outcome.hostOperations } };
  return outcome.ok
    ? { answer: outcome.answer, program, steps: outcome.steps, abstained: null, plausibility: plausibilityOf(outcome.answer, outcome.steps, numbers), work }
    : { answer: null, program, steps: [], abstained: outcome.message, plausibility: -1, work };
}

/** Probability below which the hybrid abstains, as calibrated when the checkpoint was evaluated; 0 = never. */
export function abstainThreshold(model: Model): number {
  const value = model.training["abstainThreshold"];
  return typeof value === "number" && value >= 0 && value <= 1 ? value : 0;
}

function readHybrid(text: string, prompt: Extract<Prompt, { ok: true }>, confidence: number, model: Model): Reading {
  const filled = fillSlots(text, prompt.numbers);
  const filling = filled.ok ? filled.hostOperations : text.length;
  const unread = { answer: null, steps: [], plausibility: null, work: { symbolic: { ...NO_WORK, hostOperations: filling } } };
  if (!filled.ok) return { ...unread, program: text, abstained: filled.message, plausibility: -1 };
  if (filled.program === NOT_UNDERSTOOD) return { ...unread, program: filled.program, abstained: NOT_UNDERSTOOD_TEXT };
  if (confidence < abstainThreshold(model)) {
    return { ...unread, program: filled.program, abstained: "Not sure enough: the program below is the best guess. Check it, edit it if needed, and run it." };
  }
  return readProgram(filled.program, filling, prompt.numbers);
}

function trainedBlocks(model: Model, scenario: Scenario): number {
  if (scenario.activePercent === 0) return model.config.activeBlocks;
  const all = ffnBlocks(model.config);
  return Math.min(all, Math.max(1, Math.round((all * scenario.activePercent) / 100)));
}

const hybrid: NeuralArm = { prompt: hybridPrompt, activeBlocks: trainedBlocks, read: readHybrid };

const dense: NeuralArm = {
  prompt: densePrompt,
  activeBlocks: ({ config }) => ffnBlocks(config),
  read: (text) => {
    const answer = decodeDenseAnswer(text);
    const understood = answer !== NOT_UNDERSTOOD && answer !== "";
    return { answer: understood ? answer : null, program: null, steps: [], abstained: understood ? null : "The dense network answered: not understood.", plausibility: understood ? plausibilityOf(answer) : null, work: {} };
  },
};

export const NEURAL_ARMS: Readonly<Record<Exclude<ArmName, "rules">, NeuralArm>> = {
  hybrid,
  "hybrid-all-blocks": { ...hybrid, activeBlocks: ({ config }) => ffnBlocks(config) },
  dense,
  "dense-large": dense,
};
