// What SQL does to numbers without a word: found in the tree, said beside the answer.

import type { DataColumn } from "../result.ts";
import type { BinaryOperator, Expression, ValueType } from "./ast.ts";

/** Examples named of each kind. */
const MOST_OF_A_KIND = 3;
const LARGEST_INTEGER = 2n ** 63n - 1n;

type Kind = "text-number" | "text-order" | "division" | "division-by-zero" | "overflow" | "literal" | "null" | "real-equality";

/** Exact value of a constant of integers, as SQL calculates it; null where it is none or leaves 64 bits. */
function constant(node: Expression): bigint | null {
  const fits = (value: bigint): bigint | null => (value > LARGEST_INTEGER || value < -LARGEST_INTEGER - 1n ? null : value);
  if (node.kind === "number") return node.type === "integer" && node.text.length <= 19 ? fits(BigInt(node.text)) : null;
  if (node.kind === "unary") {
    const operand = node.operator === "-" || node.operator === "+" ? constant(node.operand) : null;
    return operand === null ? null : fits(node.operator === "-" ? -operand : operand);
  }
  if (node.kind !== "binary") return null;
  const left = constant(node.left);
  const right = constant(node.right);
  if (left === null || right === null) return null;
  switch (node.operator) {
    case "+":
      return fits(left + right);
    case "-":
      return fits(left - right);
    case "*":
      return fits(left * right);
    case "/":
      return right === 0n ? null : fits(left / right);
    default:
      return null;
  }
}

function isArithmetic(node: Expression): boolean {
  return (node.kind === "binary" && ["+", "-", "*", "/"].includes(node.operator)) || (node.kind === "unary" && node.operator !== "NOT" && isArithmetic(node.operand));
}

/** 1,234 and $5 and 12 % and 007, and plain numbers. */
const FIGURE = /^\s*[+-]?\s*(?:[$€£¥]|[A-Z]{3})?\s*\d[\d.,'\s]*(?:\s*(?:[%$€£¥]|[A-Z]{3}))?\s*$/;
/** What SQLite reads of a text as a number. */
const LEADING_NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const SAMPLED_CELLS = 500;
/** No number is longer, and the patterns stay fast on what is none. */
const LONGEST_FIGURE = 60;

/** Null for a column of numbers, and where fewer than half of the cells look like numbers; else a cell, best one that SQL misreads. */
export function figureOf({ type, cells }: DataColumn): string | null {
  if (type !== "text") return null;
  const sample = cells.slice(0, SAMPLED_CELLS).filter((cell) => cell !== null).map(String);
  const figures = sample.filter((cell) => cell.length <= LONGEST_FIGURE && FIGURE.test(cell));
  if (figures.length === 0 || figures.length < sample.length / 2) return null;
  return figures.find((cell) => LEADING_NUMBER.exec(cell)?.[0].trim() !== cell.trim()) ?? figures[0] ?? null;
}

/** What is known of a value where text is taken for numbers. */
interface Textual {
  readonly type: ValueType;
  readonly figure?: string;
}

const ORDERED: ReadonlySet<BinaryOperator> = new Set(["<", "<=", ">", ">="]);
const CALCULATED: ReadonlySet<BinaryOperator> = new Set(["+", "-", "*", "/", "%"]);
const EQUAL: ReadonlySet<BinaryOperator> = new Set(["=", "<>", "IS", "IS NOT", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"]);
const READ_AS_NUMBER = "choose integer or real as its type under Data";

const maybeInteger = (type: ValueType): boolean => type === "integer" || type === "any" || type === "text";

export class Cautions {
  private readonly program: string;
  private readonly found = new Map<Kind, Set<string>>();

  constructor(program: string) {
    this.program = program;
  }

  list(): string[] {
    return [...this.found.values()].flatMap((messages) => [...messages].slice(0, MOST_OF_A_KIND));
  }

  snippet({ at, end }: { readonly at: number; readonly end: number }): string {
    const text = this.program.slice(at, end).replaceAll(/\s+/g, " ");
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }

  private add(kind: Kind, message: string): void {
    this.found.set(kind, (this.found.get(kind) ?? new Set()).add(message));
  }

  number(node: Expression): void {
    if (node.kind !== "number" || node.type !== "integer" || node.text.length < 19 || BigInt(node.text) <= LARGEST_INTEGER) return;
    this.add("literal", `${this.snippet(node)} has more than 64 bits: SQL reads it as a real, exact to about 16 digits.`);
  }

  /** Text that is calculated with. */
  textAsNumber(node: Expression, { type, figure }: Textual): void {
    if (type !== "text") return;
    const example = figure === undefined ? "" : ` ("${figure.trim().slice(0, 30)}" counts as ${LEADING_NUMBER.exec(figure)?.[0].trim() ?? "0"})`;
    const remedy = node.kind === "column" ? READ_AS_NUMBER : "read numbers out of it first";
    this.add("text-number", `${this.snippet(node)} is text: SQL calculates with the number at the start of each text, and with 0 where there is none${example}; ${remedy}.`);
  }

  /** Text that looks like numbers and is put in order. */
  textOrder(node: Expression, { type, figure }: Textual): void {
    if (type !== "text" || figure === undefined) return;
    this.add("text-order", `${this.snippet(node)} is text, ordered letter by letter: "10" comes before "9"; ${READ_AS_NUMBER}.`);
  }

  textOperands(operator: BinaryOperator, operands: readonly (readonly [Expression, Textual])[]): void {
    if (CALCULATED.has(operator)) {
      for (const [node, value] of operands) this.textAsNumber(node, value);
      return;
    }
    const numbers = operands.some(([, { type }]) => type === "integer" || type === "real");
    for (const [node, { type, figure }] of operands) {
      if (type !== "text" || node.kind === "text" || !(ORDERED.has(operator) || EQUAL.has(operator))) continue;
      if (numbers || (ORDERED.has(operator) && figure !== undefined)) {
        this.add("text-order", `${this.snippet(node)} is text, compared letter by letter: "10" comes before "9" and "1,0" is not 1; ${READ_AS_NUMBER}.`);
      }
    }
  }

  /** `growing`: an operand comes from the round before of a recursive part. */
  binary(node: Expression & { readonly kind: "binary" }, left: ValueType, right: ValueType, growing: boolean): void {
    const { operator } = node;
    if (operator === "/" || operator === "%") this.division(node, left, right);
    else if (operator === "=" || operator === "<>") this.equality(node, left, right);
    else if (operator === "+" || operator === "-" || operator === "*") {
      const literal = node.left.kind === "number" || node.right.kind === "number";
      const folds = constant(node.left) !== null && constant(node.right) !== null;
      const grows = operator === "*" ? growing || !literal : growing && !literal;
      if (folds ? constant(node) === null : grows && maybeInteger(left) && maybeInteger(right)) {
        this.add("overflow", `${this.snippet(node)}: an integer beyond 64 bits (about 9.2e18) becomes a real in SQL, exact to about 16 digits; the arithmetic language is exact to any length.`);
      }
    }
  }

  private division(node: Expression & { readonly kind: "binary" }, left: ValueType, right: ValueType): void {
    const text = this.snippet(node);
    const above = constant(node.left);
    const below = constant(node.right);
    if (node.operator === "/" && maybeInteger(left) && maybeInteger(right) && below !== 0n) {
      const remedy = `write ${this.snippet(node.left)} * 1.0 / ${this.snippet(node.right)} for the whole quotient`;
      if (above !== null && below !== null) {
        if (above % below !== 0n) this.add("division", `${text} of integers is ${above / below} in SQL, which cuts off the rest; ${remedy}.`);
      } else if (left === "integer" && right === "integer") {
        this.add("division", `${text} divides integers: SQL cuts off the rest, as in 7/2 = 3; ${remedy}.`);
      } else {
        this.add("division", `${text}: where both are integers SQL cuts off the rest, as in 7/2 = 3; ${remedy}.`);
      }
    }
    const nonZeroLiteral = (below !== null && below !== 0n) || (node.right.kind === "number" && Number(node.right.text) !== 0);
    if (!nonZeroLiteral) this.add("division-by-zero", `${text}: dividing by zero gives NULL in SQL, not an error.`);
  }

  private equality(node: Expression & { readonly kind: "binary" }, left: ValueType, right: ValueType): void {
    const text = this.snippet(node);
    if (left === "null" || right === "null") this.add("null", `${text} is never true: nothing equals NULL in SQL; write IS NULL or IS NOT NULL.`);
    const real = (node.left.kind !== "number" && left === "real" && isArithmetic(node.left)) || (right === "real" && isArithmetic(node.right));
    if (real) this.add("real-equality", `${text} compares calculated reals: 0.1 + 0.2 = 0.3 is false in SQL; write abs(a - b) < 1e-9.`);
  }
}
