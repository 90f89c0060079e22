// Arithmetic as written: functions that do not exist are found before anything runs.

import { suggestion } from "../nearest.ts";
import type { Term } from "./ast.ts";
import { ARITHMETIC_FUNCTIONS, CONSTRAINT_FUNCTIONS, NOT_REPEATABLE } from "./built-ins.ts";
import { PrologStop } from "./stop.ts";

function unknownFunction(name: string, arity: number, functions: ReadonlySet<string>, constraints: boolean, at: number): PrologStop {
  if (NOT_REPEATABLE.has(name)) return new PrologStop("not-allowed", `${name} would give another result each time; write the number instead.`, at);
  if (constraints && (name === "/" || name === "rdiv")) return new PrologStop("unknown-function", "Constraints are over whole numbers; write X // Y for the quotient without its fraction, or Y * Z #= X.", at);
  if (constraints && name === "**") return new PrologStop("unknown-function", "In constraints a power is written with ^; write X^2.", at);
  const same = [...functions].find((key) => key.slice(0, key.lastIndexOf("/")) === name);
  if (same !== undefined) return new PrologStop("unknown-function", `${name} takes ${same.slice(same.lastIndexOf("/") + 1)} here, not ${arity}; change the number of values.`, at);
  const names = [...functions].map((key) => key.slice(0, key.lastIndexOf("/"))).filter((other) => /^[a-z]/.test(other));
  const where = constraints ? "in constraints" : "in arithmetic";
  return new PrologStop("unknown-function", `${name}${arity === 0 ? "" : `/${arity}`} is no function ${where}: ${suggestion(name, [...new Set(names)], "functions")} Predicates are called as goals of their own.`, at);
}

/** As runtime.ts bounds all numbers. */
const MAX_BITS = 800_000;

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length;
}

/** Value of a sum, product, shift or power of whole numbers, which SWI-Prolog works out as it loads a constraint; null for anything else. */
function constantOf(term: Term): bigint | null {
  if (term.kind === "integer") return term.text.length > MAX_BITS / 3 ? null : BigInt(term.text);
  if (term.kind !== "compound" || term.args.length !== 2) return null;
  const [left, right] = term.args.map(constantOf);
  if (left === undefined || left === null || right === undefined || right === null) return null;
  const fits = (bits: number): void => {
    if (bits > MAX_BITS) throw new PrologStop("too-large", "This number would be too large: at most about 240,000 digits (800,000 bits) are calculated with; use smaller numbers.", term.at);
  };
  const small = left >= -1n && left <= 1n;
  switch (term.name) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      fits(bitLength(left) + bitLength(right));
      return left * right;
    case "<<":
      if (left !== 0n) fits(Number(right));
      return right >= 0n ? left << right : null;
    case ">>":
      if (left !== 0n) fits(-Number(right));
      return null;
    case "^":
      if (right < 0n || (small && right > BigInt(MAX_BITS))) return null;
      if (!small) fits((bitLength(left) - 1) * Number(right));
      return left ** right;
    default:
      return null;
  }
}

/** `constraints`: a side of #=, where numbers are whole. Throws a PrologStop. */
export function checkArithmetic(term: Term, constraints: boolean): void {
  const functions = constraints ? CONSTRAINT_FUNCTIONS : ARITHMETIC_FUNCTIONS;
  switch (term.kind) {
    case "variable":
    case "integer":
      return;
    case "rational":
    case "float":
      if (constraints) throw new PrologStop("unknown-function", "Constraints are over whole numbers; multiply both sides until all numbers are whole, or use is.", term.at);
      return;
    case "atom":
      if (!functions.has(`${term.name}/0`)) throw unknownFunction(term.name, 0, functions, constraints, term.at);
      return;
    case "compound":
      if (!functions.has(`${term.name}/${term.args.length}`)) throw unknownFunction(term.name, term.args.length, functions, constraints, term.at);
      for (const arg of term.args) checkArithmetic(arg, constraints);
      if (constraints) constantOf(term);
      return;
    case "string":
      throw new PrologStop("unknown-function", `"${term.text.slice(0, 20)}" is text, not a number; write the number without marks.`, term.at);
    case "list":
    case "nil":
      throw new PrologStop("unknown-function", "A list is no number; use sum_list or sum to add up its items.", term.at);
    default:
      return term satisfies never;
  }
}

/** 1..9, inf..5, 3, 1..3 \/ 7..9 or a variable. Throws a PrologStop. */
export function checkDomain(term: Term): void {
  if (term.kind === "variable" || term.kind === "integer") return;
  const [left, right] = term.kind === "compound" ? term.args : [];
  if (term.kind === "compound" && left !== undefined && right !== undefined && term.args.length === 2) {
    if (term.name === "\\/") {
      checkDomain(left);
      checkDomain(right);
      return;
    }
    const bound = (end: Term, infinite: string): boolean => end.kind === "variable" || end.kind === "integer" || (end.kind === "atom" && end.name === infinite);
    if (term.name === ".." && bound(left, "inf") && bound(right, "sup")) return;
  }
  throw new PrologStop("syntax", "A domain is written 1..9, inf..5, 3..sup, or 1..3 \\/ 7..9 in parts; the bounds are numbers, inf or sup.", term.at);
}
