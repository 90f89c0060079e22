// Words that results of all languages share: amounts with their noun, lines of an explanation.

import type { Explanation } from "./result.ts";

/** Digits in groups of three, as in 1,000. */
export const number = new Intl.NumberFormat("en");

/** "1 row", "2,000 rows". */
export function count(amount: number, one: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : `${one}s`}`;
}

/** One line of an explanation with those below it. */
export function line(text: string, note = "", children: readonly Explanation[] = []): Explanation {
  return { text, note, children };
}
