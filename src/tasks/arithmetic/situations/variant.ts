// What a word problem is made of, and the values several of them share.
// Programs name variables; they become slots in order of appearance.

import type { Draw, Values } from "../example.ts";

export interface Variant {
  readonly values: (d: Draw) => Values;
  /** Arithmetic over single-letter variables, e.g. "(a-b)/c". */
  readonly program: string;
  readonly wordings: readonly string[];
  /** False where an extra sentence would change the sense. */
  readonly distractors?: boolean;
}

export interface Situation {
  readonly name: string;
  readonly heldOut?: boolean;
  readonly variants: readonly Variant[];
}

export const two = (d: Draw): Values => ({ a: d.n(2, 99), b: d.n(2, 99) });
export const bigSmall = (d: Draw): Values => {
  const b = d.n(2, 60);
  return { a: b + d.n(1, 60), b };
};
export const three = (d: Draw): Values => ({ a: d.n(2, 80), b: d.n(2, 80), c: d.n(2, 80) });
export const loseTwo = (d: Draw): Values => {
  const b = d.n(2, 30);
  const c = d.n(2, 30);
  return { a: b + c + d.n(0, 50), b, c };
};
export const product = (d: Draw): Values => ({ a: d.n(2, 40), b: d.small(2, 20) });
export const quotient = (d: Draw): Values => {
  const b = d.small(2, 15);
  return { a: b * d.n(2, 30), b };
};
export const any2 = (d: Draw): Values => ({ a: d.n(10, 200), b: d.small(3, 12) });

