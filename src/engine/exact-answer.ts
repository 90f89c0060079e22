// The exact answer of a question where it is known without a network, so that the arms can be called right or wrong:
// where the hand grammar reads every word of it, or where a preset states how its question is meant.

import { PRESETS } from "../scenario/presets.ts";
import { executeProgram } from "../solver/arithmetic/evaluate.ts";
import { normaliseQuestion } from "../tasks/arithmetic/question.ts";
import { parseByRules } from "../tasks/arithmetic/rules.ts";

/** Null when the question would have to be guessed at. */
export function exactAnswer(question: string): string | null {
  const same = normaliseQuestion(question);
  const preset = PRESETS.find(({ scenario }) => normaliseQuestion(scenario.question) === same);
  const rules = parseByRules(question);
  const program = preset?.meant ?? (rules.complete ? rules.program : null);
  if (program === null) return null;
  const outcome = executeProgram(program);
  return outcome.ok ? outcome.answer : null;
}
