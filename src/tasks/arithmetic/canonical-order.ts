// One spelling for programs that differ only in the order of commutative operands, so that the network has one to learn:
// what is added before what is subtracted, factors before divisors, each by the slot it first uses, constants last.

import { parseProgram } from "../../solver/arithmetic/parse.ts";
import type { Expression } from "../../solver/arithmetic/ast.ts";

/** Slot i stands as this number plus i while the program is parsed; larger than any constant of a template. */
const SLOT_BASE = 9_000_000;
const COMMUTATIVE = new Set(["min", "max", "avg", "gcd", "lcm", "eq"]);
const SUM = 1;
const PRODUCT = 2;
const UNARY = 3;
const ATOM = 4;

interface Piece {
  readonly text: string;
  /** How tightly the outermost operation binds: SUM .. ATOM. */
  readonly binding: number;
  /** Smallest slot used; Infinity for constants. */
  readonly slot: number;
}

const inParentheses = (piece: Piece, binding: number): string => (piece.binding < binding ? `(${piece.text})` : piece.text);
const bySlot = (a: Piece, b: Piece): number => (a.slot === b.slot ? 0 : a.slot - b.slot);
const firstSlot = (pieces: readonly Piece[]): number => Math.min(...pieces.map(({ slot }) => slot));

/** The operands of a chain of `forward` and `backward` operators, e.g. a-b+c: [a, c] and [b]. */
function chain(expression: Expression, forward: "+" | "*", backward: "-" | "/"): { kept: Expression[]; inverted: Expression[] } {
  if (expression.kind !== "binary" || (expression.operator !== forward && expression.operator !== backward)) {
    return { kept: [expression], inverted: [] };
  }
  const left = chain(expression.left, forward, backward);
  const right = chain(expression.right, forward, backward);
  return expression.operator === forward
    ? { kept: [...left.kept, ...right.kept], inverted: [...left.inverted, ...right.inverted] }
    : { kept: [...left.kept, ...right.inverted], inverted: [...left.inverted, ...right.kept] };
}

function join(expression: Expression, forward: "+" | "*", backward: "-" | "/", binding: number): Piece {
  const { kept, inverted } = chain(expression, forward, backward);
  const first = kept.map(write).toSorted(bySlot);
  const second = inverted.map(write).toSorted(bySlot);
  const text =
    first.map((piece) => inParentheses(piece, binding)).join(forward) +
    second.map((piece) => backward + inParentheses(piece, binding + 1)).join("");
  return { text, binding, slot: firstSlot([...first, ...second]) };
}

function write(expression: Expression): Piece {
  switch (expression.kind) {
    case "number": {
      const slot = Number(expression.text) - SLOT_BASE;
      return slot >= 0 ? { text: `<n${slot}>`, binding: ATOM, slot } : { text: expression.text, binding: ATOM, slot: Infinity };
    }
    case "negate": {
      const operand = write(expression.operand);
      return { ...operand, text: `-${inParentheses(operand, ATOM)}`, binding: UNARY };
    }
    case "call": {
      const operands = expression.operands.map(write);
      const ordered = COMMUTATIVE.has(expression.name) ? operands.toSorted(bySlot) : operands;
      return { text: `${expression.name}(${ordered.map(({ text }) => text).join(", ")})`, binding: ATOM, slot: firstSlot(operands) };
    }
    case "binary": {
      if (expression.operator === "+" || expression.operator === "-") return join(expression, "+", "-", SUM);
      if (expression.operator === "*" || expression.operator === "/") return join(expression, "*", "/", PRODUCT);
      const [base, power] = [write(expression.left), write(expression.right)];
      return { text: `${inParentheses(base, ATOM)}^${inParentheses(power, ATOM)}`, binding: UNARY, slot: firstSlot([base, power]) };
    }
    default:
      return expression satisfies never;
  }
}

/** The canonical spelling of a program over slots (`<n0>` ..); throws on a text that is not one. */
export function canonicalOrder(program: string): string {
  const parsed = parseProgram(program.replace(/<n(\d+)>/g, (_, index: string) => String(SLOT_BASE + Number(index))));
  if (!parsed.ok) throw new Error(`${program}: ${parsed.message}`);
  return write(parsed.expression).text;
}
