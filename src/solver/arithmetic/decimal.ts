// A fraction as a decimal, to be read beside it: whole where it ends within 30 digits and places, else rounded to 10. Display only: the fraction is the answer.

/** Digits, and places, of a decimal that is written whole. */
const MOST_DIGITS = 30;
/** Digits of one that is rounded. */
const DIGITS = 10;
/** A rounded one from 10^10 on, or below 10^-5, is written with a power of ten. */
const LEAST_PLAIN = -5;
/** A longer fraction stands behind its decimal. */
const MOST_IN_FRONT = 100;

/** "1234", places 3 -> "1.234". */
function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, "0");
  return places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** The places of a fraction in lowest terms whose decimal ends: the larger power of 2 and 5 in its denominator; null where it does not end, or later than `most`. */
function placesOf(denominator: bigint, most: number): number | null {
  let rest = denominator;
  let places = 0;
  for (const prime of [2n, 5n]) {
    let power = 0;
    for (; rest % prime === 0n && power <= most; power++) rest /= prime;
    places = Math.max(places, power);
  }
  return rest === 1n && places <= most ? places : null;
}

/** To ten digits, a half rounded up. */
function rounded(numerator: bigint, denominator: bigint): string {
  // log10 of the value lies within one below this.
  let exponent = numerator.toString().length - denominator.toString().length;
  const scaled = (power: number): bigint => {
    const shift = 10n ** BigInt(Math.abs(power));
    const [above, below] = power < 0 ? [numerator, denominator * shift] : [numerator * shift, denominator];
    return (2n * above + below) / (2n * below);
  };
  let digits = scaled(DIGITS - 1 - exponent).toString();
  // One too few: the value lies below 10^exponent. One too many: it was rounded up to the next power of ten.
  if (digits.length < DIGITS) digits = scaled(DIGITS - 1 - --exponent).toString();
  if (digits.length > DIGITS) {
    exponent++;
    digits = digits.slice(0, DIGITS);
  }
  if (exponent < LEAST_PLAIN || exponent >= DIGITS) return `${withPoint(digits, DIGITS - 1)} × 10^${exponent}`;
  return withPoint(digits, DIGITS - 1 - exponent);
}

/** "7/3" -> "7/3 ≈ 2.333333333", "1/8192" -> "1/8192 = 0.0001220703125"; all else as it is. */
export function withDecimal(answer: string): string {
  const [, sign = "", above, below] = /^(-?)(\d+)\/(\d+)$/.exec(answer) ?? [];
  if (above === undefined || below === undefined) return answer;
  const [numerator, denominator] = [BigInt(above), BigInt(below)];
  if (numerator === 0n || denominator === 0n) return answer;
  const places = placesOf(denominator, MOST_DIGITS);
  const whole = places === null ? null : withPoint(((numerator * 10n ** BigInt(places)) / denominator).toString(), places);
  const ends = whole !== null && whole.replace(/^0\.0*|\./, "").length <= MOST_DIGITS;
  const decimal = `${ends ? "=" : "≈"} ${sign}${ends ? whole : rounded(numerator, denominator)}`;
  return answer.length > MOST_IN_FRONT ? `${decimal}, exactly ${answer}` : `${answer} ${decimal}`;
}
