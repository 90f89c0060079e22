// The second road of an arithmetic answer: the program again, as remainders modulo a prime, without one exact number.
// A wrong answer agrees by accident about once in 2.3e18.

import type { Expression } from "./ast.ts";

/** The Mersenne prime 2^61 - 1. */
export const PRIME = 2n ** 61n - 1n;
/** Factors multiplied for one factorial; the evaluator's bound on bits lies far below. */
const MAX_FACTORIAL = 5000n;

const modulo = (value: bigint): bigint => ((value % PRIME) + PRIME) % PRIME;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

/** By Fermat's little theorem; null where the prime divides the value. */
function inverse(value: bigint): bigint | null {
  return value === 0n ? null : power(value, PRIME - 2n);
}

function quotient(above: bigint, below: bigint | null): bigint | null {
  const inverted = below === null ? null : inverse(below);
  return inverted === null ? null : modulo(above * inverted);
}

/** "12", "0.125" or "-7/3" as a remainder; null for anything else. */
function ofText(text: string): bigint | null {
  const [, sign, whole, places, below] = /^(-?)(\d*)(?:\.(\d+)|\/(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || (whole === "" && places === undefined)) return null;
  const size = quotient(modulo(BigInt(whole + (places ?? ""))), modulo(below === undefined ? power(10n, BigInt(places?.length ?? 0)) : BigInt(below)));
  return size === null ? null : modulo(sign === "-" ? -size : size);
}

/** An exponent or the argument of a factorial counts as itself, not as a remainder: only literals are followed. */
function literal(node: Expression): bigint | null {
  if (node.kind === "number") return /^\d{1,15}$/.test(node.text) ? BigInt(node.text) : null;
  if (node.kind !== "negate") return null;
  const operand = literal(node.operand);
  return operand === null ? null : -operand;
}

/** Null where remainders do not tell: comparisons, rounding, divisors, exponents that are calculated. */
function remainder(node: Expression): bigint | null {
  switch (node.kind) {
    case "number":
      return ofText(node.text);
    case "negate": {
      const operand = remainder(node.operand);
      return operand === null ? null : modulo(-operand);
    }
    case "call": {
      const [first] = node.operands;
      const n = node.name === "fact" && first !== undefined ? literal(first) : null;
      if (n === null || n < 0n || n > MAX_FACTORIAL) return null;
      let product = 1n;
      for (let factor = 2n; factor <= n; factor++) product = modulo(product * factor);
      return product;
    }
    case "binary": {
      const left = remainder(node.left);
      if (left === null) return null;
      if (node.operator === "^") {
        const exponent = literal(node.right);
        if (exponent === null) return null;
        return exponent < 0n ? inverse(power(left, -exponent)) : power(left, exponent);
      }
      const right = remainder(node.right);
      if (right === null) return null;
      switch (node.operator) {
        case "+":
          return modulo(left + right);
        case "-":
          return modulo(left - right);
        case "*":
          return modulo(left * right);
        case "/":
          return quotient(left, right);
        default:
          return node.operator satisfies never;
      }
    }
    default:
      return node satisfies never;
  }
}

/** "unchecked": the program has a part that remainders say nothing about. */
export function checkAnswer(program: Expression, answer: string): "agrees" | "differs" | "unchecked" {
  const expected = remainder(program);
  const found = ofText(answer);
  if (expected === null || found === null) return "unchecked";
  return expected === found ? "agrees" : "differs";
}
