// Calculations told in words: step by step ("start with 3, double it, then add 4") or as a phrase within a phrase ("4 more than
// the double of 3"). Training only; what reads like a held-out wording of operations.ts is left out by the caller.
// {x|y} is a free choice as in stories.ts.

import type { Draw, Values } from "./example.ts";
import { anyNumber } from "./operations.ts";

export interface ToldCalculation {
  readonly wording: string;
  readonly program: string;
  readonly values: Values;
}

/** How tightly the outermost operation of a program binds, so that parentheses stand only where they are needed. */
type Binding = 1 | 2 | 3 | 4;
interface Part {
  readonly text: string;
  readonly program: string;
  readonly binding: Binding;
}

const within = (part: Part, binding: Binding): string => (part.binding < binding ? `(${part.program})` : part.program);
const plus = (x: Part, y: Part): Omit<Part, "text"> => ({ program: `${x.program}+${within(y, 2)}`, binding: 1 });
const minus = (x: Part, y: Part): Omit<Part, "text"> => ({ program: `${x.program}-${within(y, 2)}`, binding: 1 });
const times = (x: Part, y: Part): Omit<Part, "text"> => ({ program: `${within(x, 2)}*${within(y, 3)}`, binding: 2 });
const over = (x: Part, y: Part): Omit<Part, "text"> => ({ program: `${within(x, 2)}/${within(y, 3)}`, binding: 2 });
const squared = (x: Part): Omit<Part, "text"> => ({ program: `${within(x, 4)}^2`, binding: 3 });
const constant = (value: number): Part => ({ text: "", program: String(value), binding: 4 });
/** What multiplies or divides by a number that is not said in digits. */
const SCALED: readonly (readonly [combine: typeof times, by: number, phrases: string, steps: string])[] = [
  [times, 2, "{twice|the double of|double} P", "double {it|that|the result}"],
  [times, 3, "{the triple of|triple} P", "triple {it|that|the result}"],
  [over, 2, "{half of|one half of|the half of} P", "{halve {it|that|the result}|take half of {it|that}|cut {it|that} in half}"],
  [over, 3, "{a third of|one third of} P", "take {a third|one third} of {it|that}"],
  [over, 4, "{a quarter of|one quarter of|a fourth of|one fourth of} P", "take {a quarter|one quarter|a fourth} of {it|that}"],
];
/** Two parts joined in a phrase: P is the first operand, Q the second. */
const JOINED: readonly (readonly [combine: typeof plus, phrases: readonly string[]])[] = [
  [plus, ["the sum of P and Q", "the {total|sum} of P and Q", "Q {more|greater|larger|higher} than P", "P {increased|raised} by Q", "P with Q added{| to it}", "Q added to P", "P and Q {together|taken together|added together|added up}"]],
  [minus, ["Q {less|smaller|lower|fewer} than P", "P {decreased|lowered|reduced} by Q", "Q {taken away|taken off|subtracted|deducted|removed} from P", "P with Q {taken away|taken off|subtracted|left off}", "P without Q", "what {remains|is left} of P without Q"]],
  [times, ["the product of P and Q", "P multiplied {by|with} Q", "P times Q"]],
  [over, ["the quotient of P and Q", "P divided by Q", "P {split|shared|cut} into Q equal parts"]],
];
/** The same where one operand is a phrase itself (P) and nothing must be read two ways. */
const NESTED: typeof JOINED = [
  [plus, ["Q {more|greater|larger|higher} than P", "the sum of Q and P", "the {sum|total} of P and Q", "P, {plus|increased by|and then plus} Q", "Q added to P", "P and then Q more"]],
  [minus, ["Q {less|smaller|lower|fewer} than P", "P, {minus|less|decreased by|reduced by|lowered by} Q", "Q {taken away|taken off|subtracted} from P"]],
  [times, ["Q times P", "the product of Q and P", "P, {times|multiplied by|all multiplied by|and that times} Q"]],
  [over, ["P, {divided by|all divided by|and that divided by} Q", "P, {split|shared} into Q equal parts"]],
  // Here the phrase is what is taken away or divided by.
  [(x, y) => minus(y, x), ["Q {minus|less} P", "P {taken away|taken off|subtracted} from Q", "what {remains|is left} of Q without P", "Q without P"]],
  [(x, y) => over(y, x), ["Q divided by P", "the quotient of Q and P", "Q, divided by P"]],
];
const STEPS: readonly (readonly [combine: typeof plus, steps: readonly string[]])[] = [
  [plus, ["add Q", "add Q to {it|that|the result}", "add Q more", "{raise|increase} {it|that} by Q", "put Q {on top|more on|back|to it}", "add another Q", "go up by Q"]],
  [minus, ["subtract Q", "subtract Q from {it|that|the result}", "take away Q", "take Q {away|off}", "take {away|off} another Q", "{lower|reduce|decrease} {it|that} by Q", "{deduct|remove} Q", "take Q from {it|that}", "go down by Q"]],
  [times, ["multiply by Q", "multiply {it|that|the result|what you get} by Q", "take {it|that} Q times", "make {it|that} Q times as {large|big|much}"]],
  [over, ["divide by Q", "divide {it|that|the result|what you get} by Q", "{split|share} {it|that|the result} into Q equal parts"]],
];
/** First steps, which take two numbers: P is the first operand. */
const OPENINGS: typeof STEPS = [
  [plus, ["add P and Q", "add Q to P", "to P add Q", "{raise|increase} P by Q", "take {the sum|the total} of P and Q", "take P and add Q", "start with P and add Q", "put P and Q together", "P plus Q"]],
  [minus, ["subtract Q from P", "take Q {away from|from|off} P", "from P {take away|subtract|take|deduct|remove} Q", "{lower|reduce|decrease} P by Q", "start with P and take away Q", "take P {minus|less} Q"]],
  [times, ["multiply P {by|with|and} Q", "take {the product of P and Q|P times Q|P, Q times}", "start with P and multiply by Q"]],
  [over, ["divide P by Q", "take {the quotient of P and Q|P divided by Q}", "{split|share} P into Q equal parts", "start with P and divide by Q"]],
];
/** What goes on with the verb of the step before it. */
const AGAIN: Readonly<Record<string, string>> = {
  "+": "{|also |another |a further }Q",
  "-": "{|also |another |a further }Q",
  "*": "by Q",
  "/": "by Q",
};
const LINKS = [", then ", " and then ", ", and then ", ". Then ", ", ", " and ", "; then ", ". After that ", ", after that ", ". Next, "];
/** [before the steps, after them]. */
const AROUND_COMMANDS: readonly (readonly [lead: string, ending: string])[] = [
  ["{|please |now |first }", "{|.|!}"],
  ["", "{.|!|, and} {what is the {result|answer}|what do I get|what {number results|comes out|is it now}|how much is {that|it now}}?"],
  ["", "{.|:} {tell me|give me|find|show} the {result|answer|number}."],
  ["if {I|you|we} ", ", {what do {I|you|we} get|what is the result|how much is it|what comes out|what number results}?"],
  ["{what do I get|what is the result|what results|how much is it|what comes out} if I ", "?"],
  ["I ", ". {What do I get|What is the result|How much is it now|What number is that}?"],
];
/** Around steps that begin with no command. */
const AROUND_FACTS: typeof AROUND_COMMANDS = AROUND_COMMANDS.filter(([lead]) => lead === "");
const QUESTIONS = ["{what is|what's|how much is} E?", "{what number is|which number is} E?", "{find|compute|calculate|work out|give me|tell me|determine} E", "E", "E{?| =|, please}", "{I need|I want to know|can you find|let me know} E", "E is how much?", "{what does|how much does} E come to?"];

/** A choice among equals that hold choices of their own. */
function say(draw: Draw, text: string): string {
  let said = text;
  while (said.includes("{")) said = said.replaceAll(/\{([^{}]*)\}/g, (_, choices: string) => draw.pick(choices.split("|")));
  return said;
}

const fill = (text: string, p: Part, q?: Part): string => text.replaceAll(/\b[PQ]\b/g, (which) => (which === "P" ? p.text : (q?.text ?? "")));

/** A calculation of one to three operations over one to four numbers; its divisions seldom come out even. */
export function toldCalculation(draw: Draw): ToldCalculation {
  const values: Record<string, string> = {};
  const number = (): Part => {
    const key = String.fromCharCode(97 + Object.keys(values).length);
    values[key] = anyNumber(draw);
    return { text: `#${key}`, program: key, binding: 4 };
  };
  const told = draw.chance(0.6) ? stepByStep(draw, number) : phrase(draw, number);
  return { wording: told.text, program: told.program, values };
}

function stepByStep(draw: Draw, number: () => Part): Part {
  const first = number();
  let part: Part;
  let operator = "";
  if (draw.chance(0.35)) part = { ...first, text: say(draw, `{start with|take|begin with|start at|the number is} ${first.text}`) };
  else {
    const [combine, openings] = draw.pick(OPENINGS);
    const second = number();
    const joined = combine(first, second);
    operator = joined.program.charAt(1);
    part = { ...joined, text: fill(say(draw, draw.pick(openings)), first, second) };
  }
  const more = operator === "" ? draw.small(1, 3) : draw.small(1, 2);
  for (let i = 0; i < more; i++) {
    const link = draw.pick(LINKS);
    if (draw.chance(0.3)) {
      const [combine, by, , steps] = draw.pick(SCALED);
      const square = draw.chance(0.1);
      part = { ...(square ? squared(part) : combine(part, constant(by))), text: part.text + link + say(draw, square ? "square {it|that|the result}" : steps) };
      operator = "";
      continue;
    }
    const same = operator !== "" && draw.chance(0.3);
    const [combine, steps] = same ? (STEPS["+-*/".indexOf(operator)] ?? draw.pick(STEPS)) : draw.pick(STEPS);
    const next = number();
    const step = say(draw, same ? (AGAIN[operator] ?? "") : draw.pick(steps));
    const joined = combine(part, next);
    part = { ...joined, text: part.text + (same ? draw.pick([" and then ", ", then ", " and "]) : link) + fill(step, part, next) };
    operator = "+-*/"[[plus, minus, times, over].indexOf(combine)] ?? "";
  }
  const [lead, ending] = draw.pick(/^(?:to|from|the|#)/.test(part.text) ? AROUND_FACTS : AROUND_COMMANDS);
  return { ...part, text: say(draw, lead) + part.text + say(draw, ending) };
}

/** "the double of #a" or "the sum of #a and #b", the larger phrase around it, and the question. */
function phrase(draw: Draw, number: () => Part): Part {
  const scaled = (inner: Part): Part => {
    if (draw.chance(0.15)) return { ...squared(inner), text: `the square of ${inner.text}` };
    const [combine, by, phrases] = draw.pick(SCALED);
    return { ...combine(inner, constant(by)), text: fill(say(draw, phrases), inner) };
  };
  const joined = (): Part => {
    const [combine, phrases] = draw.pick(JOINED);
    const [p, q] = [number(), number()];
    return { ...combine(p, q), text: fill(say(draw, draw.pick(phrases)), p, q) };
  };
  // "twice the sum of .." needs a phrase with a name; "twice 3 plus 4" could be read two ways.
  const named = (): Part => {
    const [combine, phrases] = draw.pick(JOINED);
    const [p, q] = [number(), number()];
    const name = phrases.find((text) => text.startsWith("the ")) ?? "the difference of P and Q";
    return { ...combine(p, q), text: fill(say(draw, name), p, q) };
  };
  const around = (inner: Part): Part => {
    const [combine, phrases] = draw.pick(NESTED);
    const q = number();
    return { ...combine(inner, q), text: fill(say(draw, draw.pick(phrases)), inner, q) };
  };
  const make = draw.pick([joined, () => scaled(named()), () => around(named()), () => around(scaled(number())), () => around(named())]);
  const made = make();
  return { ...made, text: say(draw, draw.pick(QUESTIONS)).replace(/\bE\b/, () => made.text) };
}
