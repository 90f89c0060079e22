// What SQL does to numbers without a word: found in the tree, said beside the answer.

import type { BinaryOperator, Expression, ValueType } from "./ast.ts";
import { formatReal } from "./run-query.ts";
import type { Known } from "./scope.ts";
import { countsAs, disorderOf, misjudged, MOSTLY, readInFull, readingOf, type TextOrigin, type TextReading } from "./text-reading.ts";

/** Examples named of each kind. */
const MOST_OF_A_KIND = 3;
const LARGEST_INTEGER = 2n ** 63n - 1n;

export type Kind = "condition" | "outer-join" | "natural-join" | "date-order" | "date-compare" | "date-function" | "letter-case" | "letter-order" | "text-number" | "text-order" | "text-compare" | "division" | "division-by-zero" | "overflow" | "literal" | "null" | "real-equality";

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

/** A constant as a number and as SQL writes it out as text; null where it is none. */
export function writtenOut(node: Expression): { readonly value: number; readonly text: string } | null {
  const integer = constant(node);
  if (integer !== null) return { value: Number(integer), text: String(integer) };
  const negative = node.kind === "unary" && node.operator === "-";
  const number = negative ? node.operand : node;
  if (number.kind !== "number" || number.type !== "real") return null;
  const value = Number(number.text) * (negative ? -1 : 1);
  return { value, text: formatReal(value) };
}

const SUMMING: ReadonlySet<string> = new Set(["sum", "total", "avg"]);

/** Whether rounding can have come in. */
function isCalculated(node: Expression): boolean {
  if (node.kind === "unary") return node.operator !== "NOT" && isCalculated(node.operand);
  return (node.kind === "binary" && ["+", "-", "*", "/"].includes(node.operator)) || (node.kind === "call" && SUMMING.has(node.name.text));
}

const ORDERED: ReadonlySet<BinaryOperator> = new Set(["<", "<=", ">", ">="]);
const CALCULATED: ReadonlySet<BinaryOperator> = new Set(["+", "-", "*", "/", "%", "&", "|", "<<", ">>"]);
const EQUAL: ReadonlySet<BinaryOperator> = new Set(["=", "<>", "IS", "IS NOT", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"]);

/** A place in the query with what is known of its value. */
export type Operand = readonly [node: Expression, known: Known];

const isNumber = ({ type }: Known): boolean => type === "integer" || type === "real";
const mayBeText = ({ type, text }: Known): boolean => type === "text" || (type === "any" && text !== undefined);
const quoted = (cell: string): string => `"${cell.slice(0, 30)}"`;
const reads = ({ text }: Known): TextReading | null => (text === undefined ? null : readingOf(text.column));
const inOrder = ([first, second]: readonly [string, string]): string => `${quoted(first)} comes before ${quoted(second)}`;
/** Cells of two columns put in order together. */
const MOST_OF_EACH = 2500;
const LETTER_BY_LETTER = ["10", "9"] as const;

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

  add(kind: Kind, message: string): void {
    this.found.set(kind, (this.found.get(kind) ?? new Set()).add(message));
  }

  number(node: Expression): void {
    if (node.kind !== "number" || node.type !== "integer" || node.text.length < 19 || BigInt(node.text) <= LARGEST_INTEGER) return;
    this.add("literal", `${this.snippet(node)} has more than 64 bits: SQL reads it as a real, exact to about 16 digits.`);
  }

  /** The place as it is written; a column by its name, also where it is not written out, as in NATURAL JOIN. */
  private said(node: Expression): string {
    if (node.kind !== "column") return this.snippet(node);
    return node.table === null ? node.name.text : `${node.table.text}.${node.name.text}`;
  }

  /** The place, and the column its text comes from where the place does not name it. */
  subject([node, { text }]: Operand): string {
    if (text === undefined || (node.kind === "column" && node.name.text.toLowerCase() === text.column.name.toLowerCase())) return this.said(node);
    return `${this.said(node)} (${text.table}.${text.column.name})`;
  }

  private remedy(text: TextOrigin | undefined, otherwise: string): string {
    return text?.own === true && readingOf(text.column)?.convertible === true ? `Choose number or whole number as the type of ${text.column.name} in the Data panel.` : otherwise;
  }

  /** Text that is calculated with. `unread` is what becomes of a text that is no number. */
  textAsNumber(operand: Operand, unread: "start" | "null" = "start"): void {
    const [node, known] = operand;
    if (!mayBeText(known) || known.plain === true || (node.kind === "text" && readInFull(node.text))) return;
    const { text } = known;
    const reading = reads(known);
    if (reading !== null && reading.misread === null) return; // every cell is the plain number it says
    const cell = node.kind === "text" ? node.text : (reading?.misread?.cell ?? null);
    const what =
      unread === "null"
        ? `this gives NULL for a text that is no plain number${cell === null ? "" : `, such as ${quoted(cell)}`}`
        : `SQL calculates with the number at the start of each text, and with 0 where there is none${cell === null ? "" : `: ${quoted(cell)} counts as ${countsAs(cell)}`}`;
    const otherwise = text === undefined ? "See that it holds plain numbers only, such as 12.5." : "Is it the column you mean?";
    this.add("text-number", `${this.subject(operand)} is text, and ${what}. ${this.remedy(text, otherwise)}`);
  }

  /** Text that looks like numbers and is put in order, or of which the first or last is taken; `name` where the place says another. */
  textOrder(operand: Operand, name?: string): void {
    const [, known] = operand;
    const reading = mayBeText(known) ? reads(known) : null;
    if (reading === null || reading.share < MOSTLY || reading.disorder === null) return;
    this.add("text-order", `${name ?? this.subject(operand)} is text, ordered letter by letter: ${inOrder(reading.disorder)}. ${this.remedy(known.text, "CAST(... AS REAL) orders plain numbers by size.")}`);
  }

  /** Both sides of an operator. */
  textOperands(operator: BinaryOperator, left: Operand, right: Operand): void {
    if (CALCULATED.has(operator)) for (const operand of [left, right]) this.textAsNumber(operand);
    else if (ORDERED.has(operator) || EQUAL.has(operator)) this.compared(left, right, ORDERED.has(operator));
  }

  /** Values compared with one another: equal or not, or greater and smaller where they are `ordered`. True where that is a trap. */
  compared(left: Operand, right: Operand, ordered: boolean): boolean {
    const [text, other] = mayBeText(left[1]) ? [left, right] : [right, left];
    if (!mayBeText(text[1])) return false;
    if (!isNumber(other[1])) return ordered && this.comparedTexts(text, other);
    if (other[1].affinity === true) return this.comparedAsNumbers(text, ordered);
    return text[1].affinity === true ? this.comparedAsText(text, other, ordered) : this.comparedAsTheyAre(text, other);
  }

  /** A constant in marks is meant to be text. */
  private comparedTexts(left: Operand, right: Operand): boolean {
    if (left[0].kind === "text" || right[0].kind === "text") return false;
    const [one, two] = [reads(left[1]), reads(right[1])];
    if (one === null || two === null || one.share < MOSTLY || two.share < MOSTLY) return false;
    const disorder = disorderOf([...one.numbers.slice(0, MOST_OF_EACH), ...two.numbers.slice(0, MOST_OF_EACH)]);
    if (disorder === null) return false;
    this.add("text-compare", `${this.subject(left)} and ${this.subject(right)} are text, compared letter by letter: ${inOrder(disorder)}. ${this.remedy(left[1].text, "CAST(... AS REAL) compares plain numbers by size.")}`);
    return true;
  }

  // The next three follow section 4.2 of SQLite's "Datatypes", Type Conversions Prior To Comparison: the affinity of one side
  // converts the other; without any, text is the greater.

  /** With a column of numbers: each text that is a plain number is converted, a constant too. */
  private comparedAsNumbers(text: Operand, ordered: boolean): boolean {
    const [node, known] = text;
    const reading = reads(known);
    if (node.kind === "text") {
      if (readInFull(node.text)) return false;
      this.add("text-compare", `${this.said(node)} is no plain number: it equals no number and is greater than all of them. ${node.text.trim() === "" ? "Write IS NULL to find empty cells." : "Write a plain number, such as 12.5."}`);
      return true;
    }
    if (reading === null || (!ordered && reading.share < MOSTLY)) return false;
    // Words are equal to no number and need not be; $5 should be.
    const cell = ordered ? reading.misread?.cell : reading.numbers.find((number) => !readInFull(number.cell))?.cell;
    if (cell === undefined) return false;
    this.add("text-compare", `${this.subject(text)} is text: where it is no plain number, such as ${quoted(cell)}, it equals no number and is greater than all of them. ${this.remedy(known.text, "Is it the column you mean?")}`);
    return true;
  }

  /** A column of text with a number that is no column: the number is written out. */
  private comparedAsText(text: Operand, [number, { type }]: Operand, ordered: boolean): boolean {
    const reading = reads(text[1]);
    const constant = writtenOut(number);
    let example: string;
    if (constant !== null && reading !== null) {
      const cell = misjudged(reading, constant, ordered);
      if (cell === null) return false;
      example = !ordered ? `${quoted(cell)} does not equal it` : inOrder(cell < constant.text ? [cell, constant.text] : [constant.text, cell]);
    } else if (ordered) {
      example = inOrder(reading?.disorder ?? LETTER_BY_LETTER);
    } else {
      const odd = reading?.numbers.find(({ cell, value }) => (type === "real" ? cell !== formatReal(value) : Number.isInteger(value) && cell !== String(value)));
      if (odd === undefined) return false;
      example = `${quoted(odd.cell)} equals no ${type === "real" ? "real" : "whole number"}`;
    }
    const otherwise = constant === null ? `Write CAST(${this.said(text[0])} AS REAL) to compare numbers.` : `Write '${constant.text}' if you mean text.`;
    this.add("text-compare", `${this.subject(text)} is text, and SQL compares ${this.said(number)} with it letter by letter: ${example}. ${this.remedy(text[1].text, otherwise)}`);
    return true;
  }

  private comparedAsTheyAre(text: Operand, [number]: Operand): boolean {
    const [node, known] = text;
    const constant = writtenOut(number);
    let remedy = `Write CAST(${this.said(node)} AS REAL) to compare numbers.`;
    if (node.kind === "text") remedy = readInFull(node.text) ? `Write ${node.text.trim()} without the marks.` : "Compare numbers with numbers.";
    else if (constant !== null) remedy = `Write '${constant.text}' for the text, or CAST(${this.said(node)} AS REAL) for the number.`;
    this.add("text-compare", `${this.subject(text)} is text and ${this.said(number)} is a number: in SQL they are never equal, and the text is the greater whatever it says. ${this.remedy(known.text, remedy)}`);
    return true;
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
    const real = (left === "real" && isCalculated(node.left)) || (right === "real" && isCalculated(node.right));
    if (real) this.add("real-equality", `${text} compares calculated reals: 0.1 + 0.2 = 0.3 is false in SQL; write abs(a - b) < 1e-9.`);
  }
}
