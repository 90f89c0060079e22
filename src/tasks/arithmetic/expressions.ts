// Written calculations: chains and nested parentheses with negatives, in symbols or in words.

import type { Draw, Values } from "./example.ts";
import { anyNumber } from "./operations.ts";

/** Around a written expression E. */
export const FRAMES: readonly string[] = [
  "E",
  "E",
  "E",
  "E =",
  "E = ?",
  "E?",
  "E equals",
  "What is E?",
  "what is E",
  "What's E?",
  "whats E",
  "compute E",
  "Compute E.",
  "calculate E",
  "Calculate E",
  "evaluate E",
  "Evaluate E.",
  "How much is E?",
  "how much is E",
  "solve E",
  "Solve: E",
  "find E",
  "find the value of E",
  "What is the value of E?",
  "what is the result of E?",
  "Give me the result of E.",
  "please compute E",
  "please calculate E",
  "can you calculate E?",
  "Can you work out E?",
  "could you please solve E",
  "work out E for me",
  "Work out E.",
  "[Tell me|Show me] what E is.",
  "tell me the answer to E",
  "what do I get for E?",
  "What does E [equal|give|make]?",
  "E is how much?",
  "E equals what?",
  "E makes what?",
  "I need [the answer to|the value of] E",
  "What is the answer to E?",
  "calculate the following: E",
  "do the math: E",
  "E, please",
  "E, what is it?",
  "Can you tell me what E is?",
  "I want to know E",
  "[Do you know|Can you say|Will you tell me] what E makes?",
  "The answer to E is what?",
  "My homework says E. What is the [answer|result|value]?",
  "Here is the [problem|exercise|question]: E",
  "Determine the value of E.",
  "result of E",
  "the value of E = ?",
  "How would you work out E?",
  "What number is E?",
  "which number does E give?",
  "Let me know what E comes to.",
  "If I type E, what do I get?",
  "? = E",
  "I put E into my calculator. What does it show?",
  "say what E is",
  "We have to solve E. What comes out?",
  "Figure out E for [me|us].",
  "help me with E",
  "Hi, what would E be?",
  "E: find the answer",
  "Check this for me: E =",
  "So how much does E make in the end?",
  "The teacher wrote E. What is the right answer?",
  "It says E here. How much is that?",
  "I got E to solve at school, so what do I write down?",
  "E comes to how much?",
];

export interface WrittenExpression {
  /** With #a, #b, .. in order of appearance. */
  readonly text: string;
  readonly program: string;
  readonly values: Values;
}

interface Part {
  readonly text: string;
  readonly program: string;
}

/** A written expression of 2 .. 14 numbers with the same structure in text and program. */
export function writeExpression(d: Draw): WrittenExpression {
  const values: Record<string, string> = {};
  let used = 0;
  const spaced = d.chance(0.6);
  const words = d.chance(0.15);
  const long = d.chance(0.25);
  const gap = spaced || words ? " " : "";
  const spelling: Record<string, readonly string[]> = words
    ? { "+": ["plus"], "-": ["minus"], "*": ["times", "multiplied by"], "/": ["divided by"], "^": ["to the power of"] }
    : { "+": ["+"], "-": ["-"], "*": d.chance(0.85) ? ["*"] : ["×", "x"], "/": d.chance(0.85) ? ["/"] : ["÷"], "^": ["^"] };
  const negatives = d.chance(0.35);
  const number = (): Part & { readonly negative: boolean } => {
    const key = String.fromCharCode(97 + used++);
    const magnitude = long ? anyNumber(d) : d.small(1, d.chance(0.7) ? 12 : 200).toString();
    const negative = negatives && d.chance(0.4);
    values[key] = negative ? `-${magnitude}` : magnitude;
    return { text: `#${key}`, program: key, negative };
  };
  const chain = (depth: number, atMost: number): Part => {
    const count = d.small(2, Math.max(2, Math.min(atMost, 4)));
    let { text, program } = operand(depth, Math.floor(atMost / count));
    for (let i = 1; i < count; i++) {
      const operator = d.pick(["+", "+", "-", "-", "*", "*", "/"]);
      const right = operand(depth, Math.floor(atMost / count));
      text += `${gap}${d.pick(spelling[operator] ?? [operator])}${gap}${right.text}`;
      program += `${operator}${right.program}`;
    }
    return { text, program };
  };
  const operand = (depth: number, atMost: number): Part => {
    if (depth > 0 && atMost >= 2 && d.chance(0.6)) {
      const inner = chain(depth - 1, atMost);
      return { text: `(${inner.text})`, program: `(${inner.program})` };
    }
    const base = number();
    if (!words && !base.negative && d.chance(0.03)) {
      const power = String.fromCharCode(97 + used++);
      values[power] = d.small(2, 3).toString();
      return { text: `${base.text}^#${power}`, program: `${base.program}^${power}` };
    }
    return base;
  };
  /** Two chains in parentheses, joined. */
  const twoGroups = (): Part => {
    const [left, right] = [chain(0, d.small(4, 16)), chain(0, d.small(4, 16))];
    const operator = d.pick(["+", "-", "*"]);
    return { text: `(${left.text})${gap}${d.pick(spelling[operator] ?? [operator])}${gap}(${right.text})`, program: `(${left.program})${operator}(${right.program})` };
  };
  const grouped = d.chance(0.25);
  const depth = grouped ? 1 : d.pick([0, 0, 1, 1, 2, 3]);
  const whole = grouped ? twoGroups() : chain(depth, d.small(2, 13));
  const wrapped = depth > 0 && d.chance(0.2);
  return wrapped ? { text: `(${whole.text})`, program: `(${whole.program})`, values } : { ...whole, values };
}
