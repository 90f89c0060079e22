// Exact evaluation over the rationals (fraction.js on BigInt), one step per operation, bounded before it is paid for.
// Host operations: 1 per node, plus the 64-bit limb products of each operation (schoolbook count).

import Fraction from "fraction.js";
import { greatestCommonDivisor } from "../greatest-common-divisor.ts";
import type { ArmStep, ProgramOutcome } from "./outcome.ts";
import type { Expression, FailureCode, FunctionName, Operator, ProgramFailure } from "./ast.ts";
import { parseProgram } from "./parse.ts";

/** Largest numerator or denominator, in bits. */
export const MAX_BITS = 20000;
/** Decimal places up to which a terminating fraction is written as a decimal. */
export const MAX_PLACES = 12;

type Value = Fraction | boolean;

class EvaluationStop extends Error {
  readonly failure: ProgramFailure;
  constructor(code: FailureCode, message: string, column: number) {
    super(message);
    this.failure = { ok: false, code, message, column };
  }
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(16).length * 4;
}

function bits(value: Fraction): number {
  return Math.max(bitLength(value.n), bitLength(value.d));
}

function limbs(value: Fraction): number {
  return 1 + (bits(value) >> 6);
}

/** Integers plain; terminating fractions of at most 12 places as decimals; all else as "p/q". */
export function formatRational(value: Fraction): string {
  const sign = value.s < 0n ? "-" : "";
  if (value.d === 1n) return sign + value.n.toString();
  let rest = value.d;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n && twos <= MAX_PLACES) {
    rest /= 2n;
    twos++;
  }
  while (rest % 5n === 0n && fives <= MAX_PLACES) {
    rest /= 5n;
    fives++;
  }
  const places = Math.max(twos, fives);
  if (rest !== 1n || places > MAX_PLACES) return `${sign}${value.n}/${value.d}`;
  const digits = ((value.n * 10n ** BigInt(places)) / value.d).toString().padStart(places + 1, "0");
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function formatValue(value: Value): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return formatRational(value);
}

/** As an operand inside a step: negatives and fractions in parentheses, so that the step reads unambiguously. */
function formatOperand(value: Fraction): string {
  const text = formatRational(value);
  return text.startsWith("-") || text.includes("/") ? `(${text})` : text;
}

class Evaluator {
  readonly steps: ArmStep[] = [];
  hostOperations = 0;

  evaluate(node: Expression): Value {
    this.hostOperations++;
    switch (node.kind) {
      case "number": {
        return new Fraction(node.text);
      }
      case "negate": {
        const operand = this.number(node.operand);
        this.hostOperations += limbs(operand);
        return operand.neg();
      }
      case "binary": {
        const left = this.number(node.left);
        const right = this.number(node.right);
        const result = this.binary(node.operator, left, right, node.column);
        this.record(`${formatOperand(left)} ${node.operator} ${formatOperand(right)}`, result);
        return result;
      }
      case "call": {
        let size = 0;
        const operands = node.operands.map((operand) => {
          const value = this.number(operand);
          size += bits(value);
          if (size > MAX_BITS) throw tooLarge(node.column);
          return value;
        });
        const result = this.call(node.name, operands, node.column);
        this.record(`${node.name}(${operands.map(formatRational).join(", ")})`, result);
        return result;
      }
      default:
        return node satisfies never;
    }
  }

  record(expression: string, result: Value): void {
    this.steps.push({ expression, result: formatValue(result) });
  }

  number(node: Expression): Fraction {
    const value = this.evaluate(node);
    if (typeof value === "boolean") {
      throw new EvaluationStop("type", "A comparison gives yes or no, which cannot be calculated with; use gt, lt and eq outermost only.", node.column);
    }
    return value;
  }

  binary(operator: Operator, left: Fraction, right: Fraction, column: number): Fraction {
    if (operator !== "^") {
      if (bits(left) + bits(right) > MAX_BITS) throw tooLarge(column);
      this.hostOperations += limbs(left) * limbs(right);
    }
    switch (operator) {
      case "+":
        return left.add(right);
      case "-":
        return left.sub(right);
      case "*":
        return left.mul(right);
      case "/":
        return left.div(nonZero(right, column));
      case "^":
        return this.power(left, right, column);
      default:
        return operator satisfies never;
    }
  }

  power(base: Fraction, exponent: Fraction, column: number): Fraction {
    const power = exponent.s * integerOf(exponent, "an exponent", column);
    if (power < 0n) nonZero(base, column);
    const magnitude = power < 0n ? -power : power;
    const trivial = base.d === 1n && base.n <= 1n;
    if (!trivial && magnitude * BigInt(bits(base)) > BigInt(MAX_BITS)) throw tooLarge(column);
    // (+-1)^e and 0^e depend on the exponent's parity and zeroness only, so huge exponents stay cheap.
    const reduced = trivial ? (magnitude === 0n ? 0n : 2n - (magnitude % 2n)) : magnitude;
    // Numerator and denominator stay coprime under powers, so nothing needs to be reduced on the way.
    const numerator = this.integerPower(base.s * base.n, reduced);
    const denominator = this.integerPower(base.d, reduced);
    const result = new Fraction(numerator, denominator);
    return power < 0n ? result.inverse() : result;
  }

  /** Square and multiply; charged one limb product per pair of limbs. */
  integerPower(base: bigint, exponent: bigint): bigint {
    let result = 1n;
    let square = base;
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      const width = 1 + (bitLength(square < 0n ? -square : square) >> 6);
      if ((rest & 1n) === 1n) {
        this.hostOperations += width * (1 + (bitLength(result < 0n ? -result : result) >> 6));
        result *= square;
      }
      if (rest > 1n) {
        this.hostOperations += width * width;
        square *= square;
      }
    }
    return result;
  }

  call(name: FunctionName, operands: readonly Fraction[], column: number): Value {
    for (const operand of operands) this.hostOperations += limbs(operand);
    const [first, second] = operands;
    if (first === undefined) throw new Error(`${name}() was parsed without values`);
    const other = second ?? first;
    switch (name) {
      case "mod":
        return first.sub(first.div(nonZero(other, column)).floor().mul(other));
      case "div":
        return first.div(nonZero(other, column)).floor();
      case "min":
        return operands.reduce((a, b) => (b.compare(a) < 0 ? b : a));
      case "max":
        return operands.reduce((a, b) => (b.compare(a) > 0 ? b : a));
      case "avg":
        return operands.reduce((a, b) => a.add(b)).div(operands.length);
      case "abs":
        return first.abs();
      case "gcd":
        return new Fraction(operands.map((x) => integerOf(x, "gcd()", column)).reduce(greatestCommonDivisor));
      case "lcm":
        return new Fraction(
          operands
            .map((x) => integerOf(x, "lcm()", column))
            .reduce((a, b) => (a === 0n || b === 0n ? 0n : (a / greatestCommonDivisor(a, b)) * b)),
        );
      case "fact":
        return this.factorial(first, column);
      case "gt":
        return first.compare(other) > 0;
      case "lt":
        return first.compare(other) < 0;
      case "eq":
        return first.compare(other) === 0;
      default:
        return name satisfies never;
    }
  }

  factorial(value: Fraction, column: number): Fraction {
    const n = integerOf(value, "fact()", column);
    if (value.s < 0n) {
      throw new EvaluationStop("out-of-domain", `fact(-${n}) is not defined; use an integer of at least 0.`, column);
    }
    let size = 0;
    for (let i = 2n; i <= n; i++) {
      size += Math.log2(Number(i));
      if (size > MAX_BITS) throw tooLarge(column);
    }
    let result = 1n;
    for (let i = 2n; i <= n; i++) {
      result *= i;
      this.hostOperations += 1 + (bitLength(result) >> 6);
    }
    return new Fraction(result);
  }
}

function tooLarge(column: number): EvaluationStop {
  return new EvaluationStop("too-large", `A number here would need more than ${MAX_BITS} bits (${Math.floor(MAX_BITS * Math.log10(2))} digits); use smaller numbers.`, column);
}

function nonZero(value: Fraction, column: number): Fraction {
  if (value.n === 0n) {
    throw new EvaluationStop("division-by-zero", "This divides by zero; change the divisor.", column);
  }
  return value;
}

/** Magnitude of an integer; throws the typed stop on a fraction. */
function integerOf(value: Fraction, where: string, column: number): bigint {
  if (value.d !== 1n) {
    throw new EvaluationStop("not-an-integer", `${formatRational(value)} is not an integer, which ${where} needs; round it or change it.`, column);
  }
  return value.n;
}

/** Runs one program. All failures are values; see FailureCode in ast.ts. */
export function executeProgram(text: string): ProgramOutcome {
  const parsed = parseProgram(text);
  if (!parsed.ok) return parsed;
  const evaluator = new Evaluator();
  try {
    const answer = formatValue(evaluator.evaluate(parsed.expression));
    return { ok: true, answer, steps: evaluator.steps, hostOperations: parsed.hostOperations + evaluator.hostOperations };
  } catch (error) {
    if (error instanceof EvaluationStop) return { ...error.failure, hostOperations: parsed.hostOperations + evaluator.hostOperations };
    throw error;
  }
}
