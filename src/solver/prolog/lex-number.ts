// Numbers as written -> their one spelling: integers of any length, fractions in lowest terms, finite floats.

import { isDigit } from "../characters.ts";
import { greatestCommonDivisor } from "../greatest-common-divisor.ts";
import { PrologStop } from "./stop.ts";

/** Digits of one number in a program; calculated ones may be longer. */
const MAX_DIGITS = 10_000;

export interface ReadNumber {
  readonly kind: "integer" | "rational" | "float";
  readonly content: string;
  readonly end: number;
}

/** Past the digits, and the underscores between them as in 1_000_000. */
function endOfDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charAt(end)) || (text.charAt(end) === "_" && isDigit(text.charAt(end + 1)) && end > at)) end++;
  return end;
}

function integerOf(text: string, at: number, end: number): bigint {
  if (end - at > MAX_DIGITS) throw new PrologStop("too-long", `A number of ${end - at} digits; the most that can be written is ${MAX_DIGITS}.`, at);
  return BigInt(text.slice(at, end).replaceAll("_", ""));
}

const RADIX_DIGITS: Readonly<Record<string, RegExp>> = { x: /^[0-9a-fA-F]$/, o: /^[0-7]$/, b: /^[01]$/ };
const CODE_ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "`": "`", s: " ", e: "\u001b", 0: "\0", a: "\u0007", b: "\b", f: "\f", v: "\v" };

/** 0'a is the code of a; null where the text goes on otherwise. */
function characterCode(text: string, at: number): ReadNumber | null {
  const first = text.codePointAt(at + 2);
  if (text.charAt(at + 1) !== "'" || first === undefined) return null;
  const char = String.fromCodePoint(first);
  if (char === "\\") {
    const escaped = CODE_ESCAPES[text.charAt(at + 3)];
    if (escaped === undefined) throw new PrologStop("syntax", "0'\\ is followed by no known escape; write the code as a number.", at);
    return { kind: "integer", content: String(escaped.codePointAt(0)), end: at + 4 };
  }
  if (char === "'") {
    if (text.charAt(at + 3) !== "'") throw new PrologStop("syntax", "The code of ' is written 0'''; write it so, or as 39.", at);
    return { kind: "integer", content: "39", end: at + 4 };
  }
  return { kind: "integer", content: String(first), end: at + 2 + char.length };
}

function rational(above: bigint, below: bigint, at: number, end: number): ReadNumber {
  if (below === 0n) throw new PrologStop("syntax", "A fraction over 0 is no number; write another denominator.", at);
  const divisor = greatestCommonDivisor(above, below);
  return below === divisor
    ? { kind: "integer", content: String(above / divisor), end }
    : { kind: "rational", content: `${above / divisor}r${below / divisor}`, end };
}

/** A digit stands at `at`. Throws a PrologStop. */
export function readNumber(text: string, at: number): ReadNumber {
  const next = text.charAt(at + 1);
  if (text.charAt(at) === "0") {
    const code = characterCode(text, at);
    if (code !== null) return code;
    const digit = RADIX_DIGITS[next];
    if (digit?.test(text.charAt(at + 2)) === true) {
      let end = at + 2;
      while (digit.test(text.charAt(end))) end++;
      return { kind: "integer", content: String(integerOf(text, at, end)), end };
    }
  }
  const whole = endOfDigits(text, at);
  let end = whole;
  if (text.charAt(end) === "r" && isDigit(text.charAt(end + 1))) {
    const below = endOfDigits(text, end + 1);
    return rational(integerOf(text, at, end), integerOf(text, end + 1, below), at, below);
  }
  if (text.charAt(end) === "." && isDigit(text.charAt(end + 1))) end = endOfDigits(text, end + 1);
  if (text.charAt(end) === "e" || text.charAt(end) === "E") {
    const sign = text.charAt(end + 1) === "+" || text.charAt(end + 1) === "-" ? 1 : 0;
    if (isDigit(text.charAt(end + 1 + sign))) end = endOfDigits(text, end + 1 + sign);
  }
  if (end === whole) return { kind: "integer", content: String(integerOf(text, at, end)), end };
  const value = Number(text.slice(at, end).replaceAll("_", ""));
  if (!Number.isFinite(value)) throw new PrologStop("syntax", "A float beyond 1.8e308; write it as an integer, as in 10**400, which is exact to any length.", at);
  return { kind: "float", content: String(value), end };
}
