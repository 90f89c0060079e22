// Examples of the arithmetic task, split by split. Hold-outs are structural, not random:
//   train               all other templates, and more that only training has (stories.ts, inventories.ts, told-calculations.ts,
//                       further-wordings.ts); no integer n >= 10 with n mod 11 = 7 occurs in a question
//   unseen-numbers      trained templates, at least one such integer
//   unseen-templates    one wording in six, by a hash of its text, so that nobody chose which
//   unseen-situations   situations marked heldOut
//   outside             held-out questions that are not arithmetic; the program is "?"

import { maskUnknownWords } from "../../model/entity-slots.ts";
import { findSlots, fillSlots } from "../../model/number-slots.ts";
import type { Prng } from "../../scenario/prng.ts";
import { executeProgram } from "../../solver/arithmetic/evaluate.ts";
import { canonicalOrder } from "./canonical-order.ts";
import { Draw, NOT_UNDERSTOOD } from "./example.ts";
import type { ArithmeticExample, Draft, Split } from "./example.ts";
import { FRAMES, writeExpression } from "./expressions.ts";
import { isHeldOutNumber, pickWording, saysHeldOutCalculation } from "./hold-outs.ts";
import { inventory, nameQuantities } from "./inventories.ts";
import { OPERATIONS } from "./operations.ts";
import { damageWording } from "./damage.ts";
import { OUTSIDE_TEST, OUTSIDE_TRAIN } from "./outside.ts";
import { paraphrase, rephraseCalculation, tellInPresent } from "./paraphrase.ts";
import { normaliseQuestion } from "./question.ts";
import { SITUATIONS } from "./situations.ts";
import type { Variant } from "./situations/variant.ts";
import { STORIES, tell } from "./stories.ts";
import { toldCalculation } from "./told-calculations.ts";
import { chooseBranches, render } from "./wording.ts";
import type { Rendered } from "./wording.ts";
import { arithmeticTokenizer } from "./vocabulary.ts";

/** Shares of the splits that hold out numbers or wordings; the rest are word problems. */
const TESTED_EXPRESSION_SHARE = 0.28;
const TESTED_OPERATION_SHARE = 0.22;
/** Share of the questions of training that are said in other words than written. */
const PARAPHRASE_SHARE = 0.65;
/** Of the word problems of training put together from clauses or lists, the share that is then paraphrased too. */
const STORY_PARAPHRASE_SHARE = 0.4;
const TOLD_PARAPHRASE_SHARE = 0.2;
/** Of the stories, which are in the past, the share that is told as it happens. */
const STORY_PRESENT_SHARE = 0.3;

interface NamedVariant {
  readonly situation: string;
  readonly index: number;
  readonly variant: Variant;
}

const flatten = (heldOut: boolean): NamedVariant[] =>
  SITUATIONS.filter((situation) => (situation.heldOut ?? false) === heldOut).flatMap((situation) =>
    situation.variants.map((variant, index) => ({ situation: situation.name, index, variant })),
  );
const STORY_WORDINGS = STORIES.flatMap((variant, index) => variant.wordings.map((wording) => ({ variant, index, wording })));
const TRAINED = flatten(false);
const HELD_OUT = flatten(true);

/** Variables become slots in order of appearance; operands keep their order only where the question spells the program out. */
function programOverSlots(program: string, rendered: Rendered, spelledOut = false): string {
  const overSlots = program.replace(/(?<![a-z])[a-z](?![a-z(])/g, (variable) => {
    const slot = rendered.order.indexOf(variable);
    if (slot < 0) throw new Error(`the program ${program} uses ${variable}, which the question does not name`);
    return `<n${slot}>`;
  });
  return spelledOut ? overSlots : canonicalOrder(overSlots);
}

function wordProblem(draw: Draw, split: Split): Draft | null {
  const { situation, index, variant } = draw.pick(split === "unseen-situations" ? HELD_OUT : TRAINED);
  const picked = pickWording(draw, variant.wordings, split, `${situation}/${index}`);
  if (picked === null) return null;
  const { written } = picked;
  const said = split === "train" && draw.chance(PARAPHRASE_SHARE) ? paraphrase(draw, chooseBranches(draw, written)) : written;
  const rendered = render(draw, said, variant.values(draw), variant.distractors ?? true);
  return {
    question: rendered.question,
    numbers: rendered.values,
    program: programOverSlots(variant.program, rendered),
    template: `${situation}/${index}/${picked.index}`,
    situation,
    allowNegative: situation === "temperature",
  };
}

function story(draw: Draw): Draft {
  const { variant, index, wording } = draw.pick(STORY_WORDINGS);
  const past = tell(draw, wording);
  const told = draw.chance(STORY_PRESENT_SHARE) ? tellInPresent(past) : past;
  const rendered = render(draw, draw.chance(STORY_PARAPHRASE_SHARE) ? paraphrase(draw, told) : told, variant.values(draw), true);
  return { question: rendered.question, numbers: rendered.values, program: programOverSlots(variant.program, rendered), template: `story/${index}`, situation: "story", allowNegative: false };
}

function fromInventory(draw: Draw): Draft {
  const { wording, program, values } = inventory(draw);
  // A sentence that does not matter may be about @thing4 or an age: not where the question may be about one too.
  const rendered = render(draw, draw.chance(STORY_PARAPHRASE_SHARE) ? paraphrase(draw, wording) : wording, values, !/@thing4|years old/.test(wording));
  return { question: rendered.question, numbers: rendered.values, program: programOverSlots(program, rendered), template: "inventory/0", situation: "inventory", allowNegative: false };
}

function operation(draw: Draw, split: Split): Draft | null {
  const index = draw.small(0, OPERATIONS.length - 1);
  const spelled = OPERATIONS[index];
  if (spelled === undefined) return null;
  const picked = pickWording(draw, spelled.wordings, split, `operation/${index}`);
  if (picked === null) return null;
  const { written } = picked;
  const said = split === "train" && draw.chance(PARAPHRASE_SHARE) ? rephraseCalculation(draw, chooseBranches(draw, written)) : written;
  const rendered = render(draw, said, spelled.values(draw), false);
  return {
    question: rendered.question,
    numbers: rendered.values,
    program: programOverSlots(spelled.program, rendered),
    template: `operation/${index}/${picked.index}`,
    situation: "operation",
    allowNegative: true,
  };
}

function told(draw: Draw): Draft | null {
  const { wording, program, values } = toldCalculation(draw);
  const said = draw.chance(TOLD_PARAPHRASE_SHARE) ? rephraseCalculation(draw, wording) : wording;
  if (saysHeldOutCalculation(said)) return null;
  const rendered = render(draw, said, values, false);
  return { question: rendered.question, numbers: rendered.values, program: programOverSlots(program, rendered), template: "told/0", situation: "told", allowNegative: true };
}

function expression(draw: Draw, split: Split): Draft | null {
  const frame = pickWording(draw, FRAMES, split);
  if (frame === null) return null;
  const written = writeExpression(draw);
  const rendered = render(draw, frame.written.replace(/\bE\b/, () => written.text), written.values, false);
  return {
    question: rendered.question,
    numbers: rendered.values,
    program: programOverSlots(written.program, rendered, true),
    template: `expression/0/${frame.index}`,
    situation: "expression",
    allowNegative: true,
  };
}

function namedExpression(draw: Draw): Draft | null {
  const frame = pickWording(draw, FRAMES, "train");
  const named = frame === null ? null : nameQuantities(draw, writeExpression(draw), chooseBranches(draw, frame.written));
  if (named === null) return null;
  const rendered = render(draw, named.wording, named.values, false);
  return { question: rendered.question, numbers: rendered.values, program: programOverSlots(named.program, rendered, true), template: "named/0", situation: "named", allowNegative: true };
}

function outside(draw: Draw, templates: readonly string[]): Draft {
  const index = draw.small(0, templates.length - 1);
  const values = { a: draw.n(2, 99), b: draw.n(2, 99) };
  const rendered = render(draw, templates[index] ?? "", values, false);
  return { question: rendered.question, numbers: rendered.values, program: NOT_UNDERSTOOD, template: `outside/0/${index}`, situation: "outside", allowNegative: true };
}

/** A word problem that lost its question, its facts, or the sense of its question: not to be answered. */
function damaged(draw: Draw): Draft | null {
  const { variant } = draw.pick(TRAINED);
  const picked = pickWording(draw, variant.wordings, "train");
  const damage = picked === null ? null : damageWording(draw, chooseBranches(draw, picked.written));
  if (damage === null) return null;
  const rendered = render(draw, damage, variant.values(draw), false);
  return { question: rendered.question, numbers: rendered.values, program: NOT_UNDERSTOOD, template: "damaged/0", situation: "outside", allowNegative: true };
}

/** Shares of the training mix; the rest are word problems as written. */
const TRAINING_MIX: readonly (readonly [share: number, make: (draw: Draw) => Draft | null])[] = [
  [0.06, (draw) => outside(draw, OUTSIDE_TRAIN)],
  [0.04, damaged],
  [0.1, namedExpression],
  [0.08, (draw) => expression(draw, "train")],
  [0.13, (draw) => operation(draw, "train")],
  [0.07, told],
  [0.13, story],
  [0.11, fromInventory],
];

function draft(draw: Draw, split: Split): Draft | null {
  if (split === "outside") return outside(draw, OUTSIDE_TEST);
  if (split === "unseen-situations") return wordProblem(draw, split);
  const roll = draw.prng.nextFloat();
  if (split !== "train") {
    if (roll < TESTED_EXPRESSION_SHARE) return expression(draw, split);
    return roll < TESTED_EXPRESSION_SHARE + TESTED_OPERATION_SHARE ? operation(draw, split) : wordProblem(draw, split);
  }
  let below = 0;
  for (const [share, make] of TRAINING_MIX) if (roll < (below += share)) return make(draw);
  return wordProblem(draw, split);
}

/** The draft solved and checked against the slot finder and the rules of the split; null when it breaks one. */
function finish(candidate: Draft, split: Split): ArithmeticExample | null {
  const { question, program, template, situation } = candidate;
  const slots = findSlots(normaliseQuestion(question));
  if (!slots.ok) return null;
  const heldOut = slots.numbers.some(isHeldOutNumber);
  if (split === "train" && heldOut) return null;
  if (split === "unseen-numbers" && !heldOut) return null;
  if (program === NOT_UNDERSTOOD) return { question, program, answer: NOT_UNDERSTOOD, template, situation, split };
  if (slots.numbers.join(" ") !== candidate.numbers.join(" ")) return null;
  const filled = fillSlots(program, slots.numbers);
  if (!filled.ok) return null;
  const outcome = executeProgram(filled.program);
  if (!outcome.ok || outcome.answer.length > 40) return null;
  if (!candidate.allowNegative && (outcome.answer.startsWith("-") || outcome.answer.includes("/"))) return null;
  return { question, program, answer: outcome.answer, template, situation, split };
}

/** One example; draws until one keeps the rules of its split. */
export function generateExample(prng: Prng, split: Split): ArithmeticExample {
  for (let attempt = 0; attempt < 10000; attempt++) {
    const candidate = draft(new Draw(prng), split);
    const example = candidate === null ? null : finish(candidate, split);
    if (example !== null) return example;
  }
  throw new Error(`no example for the split ${split} in 10000 draws`);
}

/** What the network sees of an example, program included: equal keys mean equal hybrid examples. */
export function maskedKey(example: Pick<ArithmeticExample, "question" | "program">): string {
  const slots = findSlots(normaliseQuestion(example.question));
  const text = slots.ok ? slots.text : example.question;
  return `${maskUnknownWords(text, arithmeticTokenizer().knows).text}\n${example.program}`;
}

/** `count` examples with distinct questions, none of whose masked keys is in `exclude` (the keys of the training set). */
export function generateSet(prng: Prng, split: Split, count: number, exclude: ReadonlySet<string> = new Set()): ArithmeticExample[] {
  const examples: ArithmeticExample[] = [];
  const questions = new Set<string>();
  for (let attempt = 0; examples.length < count; attempt++) {
    if (attempt > 200 * count) throw new Error(`only ${examples.length} of ${count} distinct examples for ${split}`);
    const example = generateExample(prng, split);
    const key = normaliseQuestion(example.question);
    if (questions.has(key) || exclude.has(maskedKey(example))) continue;
    questions.add(key);
    examples.push(example);
  }
  return examples;
}
