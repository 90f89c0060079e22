// Comparisons that came out as they did by the rounding of floats alone: 0.1+0.2 =:= 0.3 does not hold, though the numbers on
// paper are equal. They are looked for among the goals of a proof and of a why-not, whose values stand in their text.

import type { Term } from "./ast.ts";
import { lex } from "./lex.ts";
import { TermParser } from "./parse-term.ts";
import type { Step } from "./protocol.ts";
import { PrologStop } from "./stop.ts";

/**
 * Most that rounding puts between two results that are equal on paper, as a share of the largest number on the way: each
 * operation adds at most 2^-53 of it (Higham, 2002, section 2.2), and 2^20 operations are more than a sum of any column here.
 */
const MOST_ROUNDING = 2 ** -33;

/**
 * A float of no more digits is taken as written, one of more as calculated: rounding leaves any of the neighbouring floats, which
 * show 16 or 17 digits, one in ten a digit less, and so one in 10,000 only 12 of them.
 */
const WRITTEN_DIGITS = 12;

interface Value {
  readonly value: number;
  /** The largest number on the way to it. */
  readonly largest: number;
  readonly float: boolean;
  /** Whether it is a fraction that floats only come near to, such as 0.1. */
  readonly inexact: boolean;
  /** Whether rounding can have changed it. */
  readonly rounded: boolean;
}

function literal(value: number, float: boolean): Value {
  const digits = value.toExponential().replace(/e.*$/, "").replaceAll(/\D/g, "").length;
  // What is left of a difference does not show how large the numbers were; up to 1 is assumed.
  const rounded = float && digits > WRITTEN_DIGITS;
  return { value, largest: rounded ? Math.max(1, Math.abs(value)) : Math.abs(value), float, inexact: float && !Number.isInteger(value * 2 ** 20), rounded };
}

const FUNCTIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+/2": (a, b) => a + b,
  "-/2": (a, b) => a - b,
  "*/2": (a, b) => a * b,
  "//2": (a, b) => a / b,
  "**/2": (a, b) => a ** b,
  "^/2": (a, b) => a ** b,
  "-/1": (a) => -a,
  "abs/1": (a) => Math.abs(a),
  "sqrt/1": (a) => Math.sqrt(a),
  "max/2": (a, b) => Math.max(a, b),
  "min/2": (a, b) => Math.min(a, b),
};
/** They give one of their values as it is, or with another sign. */
const UNROUNDED: ReadonlySet<string> = new Set(["-/1", "abs/1", "max/2", "min/2"]);

/** Null where it is not made of numbers and these functions. */
function valueOf(term: Term): Value | null {
  switch (term.kind) {
    case "integer":
      return literal(Number(term.text), false);
    case "rational": {
      const [above = "", below = ""] = term.text.split("r");
      return literal(Number(above) / Number(below), false);
    }
    case "float":
      return literal(term.value, true);
    case "compound": {
      const key = `${term.name}/${term.args.length}`;
      const values = term.args.map(valueOf);
      const [a, b = a] = values;
      const calculate = FUNCTIONS[key];
      if (calculate === undefined || a === undefined || a === null || b === undefined || b === null) return null;
      const value = calculate(a.value, b.value);
      const float = a.float || b.float || key === "sqrt/1";
      const inexact = float && (a.inexact || b.inexact || key === "//2" || key === "sqrt/1");
      return { value, largest: Math.max(a.largest, b.largest, Math.abs(value)), float, inexact, rounded: a.rounded || b.rounded || (inexact && !UNROUNDED.has(key)) };
    }
    default:
      return null;
  }
}

/** By name, whether they hold between numbers that are equal. */
const COMPARISONS: ReadonlyMap<string, boolean> = new Map([
  ...["=:=", "=<", ">=", "is", "=", "=="].map((name) => [name, true] as const),
  ...["=\\=", "<", ">", "\\=", "\\=="].map((name) => [name, false] as const),
]);

/** Those that ask for equality. */
const EQUALITIES: ReadonlySet<string> = new Set(["=:=", "is", "=", "=="]);

interface Comparison {
  readonly equality: boolean;
  readonly sides: readonly [Value, Value];
  /** Whether the goal holds where the sides are equal. */
  readonly ifEqual: boolean;
}

function comparisonOf(term: Term): Comparison | null {
  if (term.kind !== "compound" || term.args.length > 2) return null;
  const [left, right] = term.args;
  if (left === undefined) return null;
  if (right === undefined) {
    const denied = term.name === "\\+" ? comparisonOf(left) : null;
    return denied === null ? null : { ...denied, equality: false, ifEqual: !denied.ifEqual };
  }
  const summed = (term.name === "sum_list" || term.name === "sumlist") && left.kind === "list" && left.tail === null;
  const ifEqual = summed || COMPARISONS.get(term.name);
  if (ifEqual === undefined) return null;
  const { at, end } = term;
  const first = valueOf(summed ? left.items.reduce((sum, item): Term => ({ kind: "compound", name: "+", args: [sum, item], at, end })) : left);
  const second = valueOf(right);
  return first === null || second === null ? null : { equality: summed || EQUALITIES.has(term.name), sides: [first, second], ifEqual };
}

function parsed(text: string): Term | null {
  try {
    return new TermParser(lex(`${text} .`)).clause();
  } catch (error) {
    if (error instanceof PrologStop) return null; // a line that was cut
    throw error;
  }
}

function comparedIn(goal: string): Comparison | null {
  const term = /\d[.]\d/.test(goal) ? parsed(goal) : null;
  return term === null ? null : comparisonOf(term);
}

/** Whether floats are compared there that differ by no more than rounding, and the goal would have come out otherwise were they equal. */
function hangsOnRounding(goal: string, held: boolean): boolean {
  const comparison = comparedIn(goal);
  if (comparison === null || comparison.ifEqual === held) return false;
  const [a, b] = comparison.sides;
  const difference = Math.abs(a.value - b.value);
  return (a.rounded || b.rounded) && difference > 0 && difference <= MOST_ROUNDING * Math.max(a.largest, b.largest);
}

/** Whether a calculated float is to be equal to another. */
function asksEquality(goal: string): boolean {
  const comparison = comparedIn(goal);
  return comparison !== null && comparison.equality && comparison.sides.some(({ rounded }) => rounded);
}

const INSTEAD = "Write the numbers as fractions, as 3r10 for 0.3, or leave room for rounding: abs(X - Y) < 1.0e-9 for X =:= Y, X =< Y + 1.0e-9 for X =< Y, X > Y + 1.0e-9 for X > Y.";

/** `steps`: goals that all held. Null where none of them hangs on rounding. */
export function heldByRounding(steps: readonly Step[]): string | null {
  const near = steps.find(({ kind, text }) => (kind === "sys" || kind === "not") && hangsOnRounding(text, true));
  return near === undefined ? null : `${near.text} holds by the rounding of floats alone: on paper its sides may be equal. ${INSTEAD}`;
}

/** `reasons`: goals that failed, of each the first time it was tried; `several`: whether they may have been tried with other values too. */
export function failedByRounding(reasons: readonly Step[], several: boolean): string | null {
  const failed = reasons.filter(({ kind }) => kind === "fails" || kind === "holds");
  const near = failed.find(({ text }) => hangsOnRounding(text, false));
  if (near !== undefined) return `${near.text} does not hold by the rounding of floats alone: on paper its sides may be equal. ${INSTEAD}`;
  const equality = several ? failed.find(({ text }) => asksEquality(text)) : undefined;
  return equality === undefined ? null : `${equality.text} and others like it ask calculated floats to be equal to the last digit, and one of them may have missed by the rounding of floats alone. ${INSTEAD}`;
}
