// Presets: eight questions that together tell where each arm is strong and where it is not.

import { DEFAULT_SCENARIO, type Scenario } from "./scenario.ts";

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What to watch for, one sentence. */
  readonly why: string;
  readonly scenario: Scenario;
  /** Program for what the words of the question mean, as its authors meant them; null where it is not arithmetic. */
  readonly meant: string | null;
}

function preset(id: string, title: string, why: string, question: string, meant: string | null): Preset {
  return { id, title, why, scenario: { ...DEFAULT_SCENARIO, question }, meant };
}

export const PRESETS: readonly Preset[] = [
  preset("long-multiplication", "Long multiplication",
    "The hybrid writes one short program; a dense network must carry every digit itself.",
    DEFAULT_SCENARIO.question, "4817*392"),
  preset("precedence", "Brackets first",
    "The order of operations is a matter of reading; the arithmetic is left to the solver.",
    "Compute (318 + 47) * 26 - 1904 / 8", "(318+47)*26-1904/8"),
  preset("long-division", "Long division",
    "Exact division with many digits: each digit depends on all the ones before.",
    "What is 7006616 divided by 148?", "7006616/148"),
  preset("distractor", "A number that does not matter",
    "A word problem with one number too many: solving it right needs reading, not only arithmetic.",
    "A farm has 36 crates with 24 apples each. The barn is 120 years old. The farm sells 310 apples. How many apples are left?", "36*24-310"),
  preset("percentage", "A percentage",
    "The words hide a product and a quotient; the answer is exact, not rounded.",
    "What is 15 percent of 2480?", "15*2480/100"),
  preset("sharing", "Sharing with a remainder",
    "The remainder is asked for, not the quotient: a word decides which operation is right.",
    "There are 1000 marbles to be shared equally among 37 children. How many marbles are left over?", "mod(1000, 37)"),
  preset("outside", "Outside of the domain",
    "Neither arm knows geography: the right outcome is to abstain, and abstaining costs energy too.",
    "What is the capital of France?", null),
  preset("easy-addition", "An easy sum",
    "Three digits: a dense network learns even this only with long training. Where both arms are right, only energy separates them.",
    "What is 347 plus 285?", "347+285"),
];
