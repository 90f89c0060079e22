// Exact scoring: two answers are equal when they are the same rational, or the same word.

import Fraction from "fraction.js";

const RATIONAL = /^-?\d+(\.\d+)?(\/\d+)?$/;

function parseRational(text: string): Fraction | null {
  const plain = text.replace(/\s+/g, "");
  if (!RATIONAL.test(plain) || plain.length > 7000) return null;
  const [numerator = "", denominator = "1"] = plain.split("/");
  const divisor = new Fraction(denominator);
  return divisor.n === 0n ? null : new Fraction(numerator).div(divisor);
}

/** False when nothing was given. "0.5" equals "1/2"; "yes" equals "Yes". */
export function scoreAnswer(expected: string, given: string | null): boolean {
  if (given === null) return false;
  const left = parseRational(expected);
  const right = parseRational(given);
  if (left !== null && right !== null) return left.equals(right);
  return left === null && right === null && expected.trim().toLowerCase() === given.trim().toLowerCase();
}
