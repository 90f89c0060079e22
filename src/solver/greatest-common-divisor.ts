// Euclid's algorithm, in a loop: two integers of 10,000 digits take some 20,000 steps, more than calls fit on the stack.

/** Of two integers that are not negative; with 0, the other one. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
