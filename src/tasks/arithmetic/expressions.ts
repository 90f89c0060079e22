// Bare calculations: one operation in many spellings, chains, and nested parentheses with negatives.
// As in situations.ts, the last wording of a list belongs to the split unseen-templates.

import type { Draw, Values } from "./example.ts";

export interface SpelledOperation {
  readonly program: string;
  readonly wordings: readonly string[];
  readonly values: (d: Draw) => Values;
}

/** Digits 1..12, short numbers far more often than long ones. */
export function anyInteger(d: Draw): string {
  const roll = d.prng.nextFloat();
  const digits = roll < 0.45 ? d.small(1, 2) : roll < 0.8 ? d.small(2, 4) : d.small(4, 12);
  let text = d.small(1, 9).toString();
  for (let i = 1; i < digits; i++) text += d.small(0, 9).toString();
  return text;
}

export function anyNumber(d: Draw): string {
  if (!d.chance(0.15)) return anyInteger(d);
  return `${d.small(0, 999)}.${d.chance(0.5) ? d.small(1, 9) : d.small(1, 99).toString().padStart(2, "0")}`;
}

const pair = (d: Draw): Values => ({ a: anyNumber(d), b: anyNumber(d) });
const integers = (d: Draw): Values => ({ a: anyInteger(d), b: anyInteger(d) });
const ordered = (d: Draw): Values => {
  const [x, y] = [anyNumber(d), anyNumber(d)];
  return Number(x) >= Number(y) ? { a: x, b: y } : { a: y, b: x };
};
const divisible = (d: Draw): Values => {
  const b = d.small(2, d.chance(0.5) ? 12 : 400);
  return { a: d.chance(0.85) ? b * d.small(1, d.chance(0.5) ? 30 : 9000) : d.small(2, 900), b };
};
const tripleOf = (d: Draw): Values => ({ a: anyInteger(d), b: anyInteger(d), c: anyInteger(d) });
const single = (d: Draw): Values => ({ a: anyNumber(d) });
const even = (d: Draw): Values => ({ a: 2 * d.n(1, 500) });

export const OPERATIONS: readonly SpelledOperation[] = [
  { program: "a+b", values: pair, wordings: ["[What is|What's|How much is|compute|calculate|find|] #a plus #b?", "[Add|add up|sum up] #a and #b", "[What is |find |]the sum of #a and #b[?|.|]", "add #a to #b", "#a + #b", "#a+#b=", "#a increased by #b", "what do you get when you add #a and #b?", "#a [and|plus] #b [makes|is] what?", "total of #a and #b"] },
  { program: "a-b", values: ordered, wordings: ["[What is|What's|How much is|compute|calculate|find|] #a minus #b?", "[subtract|take|take away] #b from #a", "[What is |find |]the difference [between|of] #a and #b[?|.|]", "#a - #b", "#a-#b=", "#a [decreased|reduced|lowered] by #b", "#a take away #b", "how much more is #a than #b?", "#b less than #a", "what is #a less #b?", "deduct #b from #a"] },
  { program: "a-b", values: pair, wordings: ["What is #a - #b?", "#a minus #b", "compute #a-#b", "[subtract|take] #b from #a", "what remains if you subtract #b from #a?"] },
  { program: "a*b", values: pair, wordings: ["[What is|What's|How much is|compute|calculate|find|] #a times #b?", "multiply #a [by|and|with] #b", "[What is |find |]the product of #a and #b[?|.|]", "#a * #b", "#a*#b", "#a x #b =", "#a × #b", "#a multiplied by #b[?|]", "#a multiplied with #b is how much?"] },
  { program: "a/b", values: divisible, wordings: ["[What is|What's|How much is|compute|calculate|find|] #a divided by #b?", "divide #a by #b", "[What is |find |]the quotient of #a and #b[?|.|]", "#a / #b", "#a/#b=", "#a ÷ #b", "#a over #b", "how many times does #b go into #a?", "how often does #b fit in #a?"] },
  { program: "mod(a, b)", values: (d) => ({ a: anyInteger(d), b: d.small(2, 60) }), wordings: ["what is the remainder [when|if] #a is divided by #b?", "#a mod #b", "[find |]the remainder of #a divided by #b", "mod(#a, #b)", "#a modulo #b", "what is left over when dividing #a by #b?"] },
  { program: "div(a, b)", values: (d) => ({ a: anyInteger(d), b: d.small(2, 60) }), wordings: ["integer quotient of #a and #b", "how many whole times does #b go into #a?", "div(#a, #b)", "#a divided by #b without remainder", "integer division of #a by #b"] },
  { program: "a^2", values: single, wordings: ["[What is |find |]#a squared[?|]", "the square of #a", "square #a", "[what is|compute] the square of #a?", "#a raised to the second power"] },
  { program: "a^3", values: (d) => ({ a: d.small(1, 99) }), wordings: ["[What is |find |]#a cubed[?|]", "the cube of #a", "cube #a", "#a raised to the third power"] },
  { program: "a^b", values: (d) => ({ a: d.small(2, 20), b: d.small(2, 12) }), wordings: ["#a^#b", "#a to the power of #b", "[what is |]#a raised to the power [of |]#b?", "#a to the #b", "what is #a ^ #b?", "#a ** #b", "the power of #a with exponent #b"] },
  { program: "a/2", values: even, wordings: ["[What is |find |]half of #a[?|]", "halve #a", "half #a", "one half of #a", "what is #a cut in half?"] },
  { program: "a*2", values: single, wordings: ["[What is |find |]twice #a[?|]", "double #a", "the double of #a", "[what is|compute] double #a?", "#a doubled"] },
  { program: "a*3", values: single, wordings: ["triple #a", "[what is |]the triple of #a?", "thrice #a", "#a tripled"] },
  { program: "a*b/100", values: (d) => ({ b: d.percent(), a: d.n(1, 900) }), wordings: ["[What is |find |compute |How much is |]#b% of #a[?|]", "#b percent of #a", "[what is|calculate] #b percent of #a?", "what's #b % of #a", "take #b percent out of #a"] },
  { program: "avg(a, b)", values: integers, wordings: ["[What is |find |]the [average|mean] of #a and #b[?|]", "average #a and #b", "avg(#a, #b)", "the mean value of #a and #b"] },
  { program: "avg(a, b, c)", values: tripleOf, wordings: ["[What is |find |]the [average|mean] of #a, #b and #c[?|]", "average of #a #b #c", "avg(#a, #b, #c)", "the mean value of #a, #b and #c"] },
  { program: "a+b+c", values: tripleOf, wordings: ["[what is |]the sum of #a, #b and #c?", "add #a, #b and #c", "#a plus #b plus #c", "[total|sum] of #a, #b, #c", "sum #a and #b and #c"] },
  { program: "a*b*c", values: (d) => ({ a: d.small(2, 60), b: d.small(2, 60), c: d.small(2, 60) }), wordings: ["the product of #a, #b and #c", "multiply #a, #b and #c", "#a times #b times #c", "multiply together #a, #b, #c"] },
  { program: "max(a, b)", values: integers, wordings: ["[what is |]the [larger|maximum|greatest|largest] of #a and #b?", "max(#a, #b)", "maximum of #a and #b", "the bigger of #a and #b"] },
  { program: "min(a, b, c)", values: tripleOf, wordings: ["[what is |]the [smallest|minimum|least] of #a, #b and #c?", "min(#a, #b, #c)", "minimum of #a, #b, #c", "the lowest number among #a, #b and #c"] },
  { program: "max(a, b, c)", values: tripleOf, wordings: ["[what is |]the [largest|maximum|biggest|greatest] of #a, #b and #c?", "max(#a, #b, #c)", "maximum of #a, #b, #c", "the highest number among #a, #b and #c"] },
  { program: "gcd(a, b)", values: (d) => { const g = d.small(1, 30); return { a: g * d.small(1, 60), b: g * d.small(1, 60) }; }, wordings: ["[what is |find |]the greatest common divisor of #a and #b?", "gcd of #a and #b", "gcd(#a, #b)", "the greatest common factor of #a and #b", "largest number dividing both #a and #b"] },
  { program: "lcm(a, b)", values: (d) => ({ a: d.small(2, 60), b: d.small(2, 60) }), wordings: ["[what is |find |]the least common multiple of #a and #b?", "lcm of #a and #b", "lcm(#a, #b)", "smallest number divisible by both #a and #b"] },
  { program: "fact(a)", values: (d) => ({ a: d.small(2, 15) }), wordings: ["[what is |]the factorial of #a?", "#a factorial", "#a!", "fact(#a)", "compute factorial #a"] },
  { program: "abs(-a)", values: integers, wordings: ["[what is |]the absolute value of -#a?", "abs(-#a)", "absolute value of -#a", "magnitude of -#a"] },
  { program: "gt(a, b)", values: integers, wordings: ["is #a [greater|bigger|larger] than #b?", "#a > #b?", "is #a > #b?", "is #a more than #b?", "is #a above #b?"] },
  { program: "lt(a, b)", values: integers, wordings: ["is #a [less|smaller] than #b?", "#a < #b?", "is #a < #b?", "is #a below #b?"] },
  { program: "a/b+c/d", values: (d) => ({ a: d.small(1, 9), b: d.small(2, 12), c: d.small(1, 9), d: d.small(2, 12) }), wordings: ["[what is |]#a/#b + #c/#d[?|]", "#a/#b plus #c/#d", "add #a/#b and #c/#d", "the sum of the fractions #a/#b and #c/#d"] },
  { program: "a/b*c", values: (d) => { const b = d.small(2, 9); return { a: d.small(1, b), b, c: b * d.n(1, 40) }; }, wordings: ["[what is |]#a/#b of #c[?|]", "compute #a/#b of #c", "find #a/#b of #c", "take #a/#b out of #c"] },
  { program: "(a+b)*c", values: tripleOf, wordings: ["add #a and #b, then multiply by #c", "[what is |]the sum of #a and #b times #c?", "multiply the sum of #a and #b by #c", "sum #a and #b and take that #c times"] },
  { program: "a*b+c", values: tripleOf, wordings: ["multiply #a by #b, then add #c", "#a times #b plus #c", "[what is |]the product of #a and #b plus #c?", "take #a times #b and add #c to it"] },
  { program: "(a-b)*c", values: tripleOf, wordings: ["subtract #b from #a, then multiply by #c", "multiply the difference of #a and #b by #c", "[what is |]the difference of #a and #b times #c?", "take #b from #a and multiply what is left by #c"] },
  { program: "a*b-c", values: tripleOf, wordings: ["multiply #a by #b, then subtract #c", "#a times #b minus #c", "[what is |]the product of #a and #b minus #c?", "take #a times #b less #c"] },
  { program: "(a-b)/c", values: tripleOf, wordings: ["subtract #b from #a and divide by #c", "divide the difference of #a and #b by #c", "take #b from #a, then divide by #c", "split the difference of #a and #b in #c parts"] },
  { program: "(a+b)/c", values: tripleOf, wordings: ["add #a and #b, then divide by #c", "divide the sum of #a and #b by #c", "[what is |]the sum of #a and #b divided by #c?", "split the sum of #a and #b in #c parts"] },
];

/** Around a written expression E. */
export const FRAMES: readonly string[] = ["E", "E", "E", "E =", "E = ?", "What is E?", "what is E", "What's E?", "compute E", "Compute E.", "calculate E", "Calculate E", "evaluate E", "Evaluate E.", "How much is E?", "solve E", "find E", "What is the value of E?", "please compute E", "can you calculate E?", "work out E for me"];

export interface WrittenExpression {
  /** With #a, #b, .. in order of appearance. */
  readonly text: string;
  readonly program: string;
  readonly values: Values;
}

interface Part {
  text: string;
  program: string;
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
  const negatives = d.chance(0.25);
  const number = (): Part => {
    const key = String.fromCharCode(97 + used++);
    values[key] = long ? anyNumber(d) : d.small(1, d.chance(0.7) ? 12 : 200).toString();
    const sign = negatives && d.chance(0.4) ? "-" : "";
    return { text: `${sign}#${key}`, program: `${sign}${key}` };
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
    if (!words && !base.text.startsWith("-") && d.chance(0.03)) {
      const power = String.fromCharCode(97 + used++);
      values[power] = d.small(2, 3).toString();
      return { text: `${base.text}^#${power}`, program: `${base.program}^${power}` };
    }
    return base;
  };
  const depth = d.pick([0, 0, 1, 1, 2, 3]);
  const whole = chain(depth, d.small(2, 13));
  const wrapped = depth > 0 && d.chance(0.2);
  return wrapped ? { text: `(${whole.text})`, program: `(${whole.program})`, values } : { ...whole, values };
}
