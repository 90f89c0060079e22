// Log-normal draws that are bit-identical on every machine: exp, ln and the inverse normal from + - * / and sqrt,
// which IEEE 754 rounds exactly. Math.exp and Math.log may differ in the last digit between browsers.

const LN_2 = 0.6931471805599453;

/** e^x, relative error below 1e-14 for |x| < 500. Taylor series on |r| <= ln(2) / 2, then doublings. */
export function exactExp(x: number): number {
  const doublings = Math.round(x / LN_2);
  const r = x - doublings * LN_2;
  let sum = 1;
  for (let n = 18; n >= 1; n--) sum = 1 + (r / n) * sum;
  const factor = doublings < 0 ? 0.5 : 2;
  for (let i = Math.abs(doublings); i > 0; i--) sum *= factor;
  return sum;
}

/** ln x for x > 0: halve or double into [0.7, 1.4], then ln m = 2 artanh((m - 1) / (m + 1)). */
export function exactLn(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError(`exactLn() needs a positive finite number, got ${x}`);
  let mantissa = x;
  let doublings = 0;
  for (; mantissa > 1.4; doublings++) mantissa /= 2;
  for (; mantissa < 0.7; doublings--) mantissa *= 2;
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let sum = 0;
  for (let n = 25; n >= 1; n -= 2) sum = 1 / n + square * sum;
  return doublings * LN_2 + 2 * t * sum;
}

/**
 * Quantile of the standard normal for 0 < p < 1; relative error below 1.2e-9.
 * Source: P. J. Acklam, An algorithm for computing the inverse normal cumulative distribution function (2003).
 */
export function inverseNormal(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`inverseNormal() needs 0 < p < 1, got ${p}`);
  if (p > 0.5) return -inverseNormal(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * exactLn(p));
    return (
      (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) * q + 2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) * r + 2.506628277459239) * q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) * r + 1)
  );
}

/** 95 % point of the standard normal. */
export const Z_95 = 1.6448536269514722;

/** Standard deviation of ln X when low, central and high are its 5, 50 and 95 % points; the wider side counts. */
export function sigmaOfBand(low: number, central: number, high: number): number {
  return Math.max(exactLn(high / central), exactLn(central / low)) / Z_95;
}
