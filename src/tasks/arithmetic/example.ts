// What an arithmetic example is, and the draws its generators share. All randomness comes from the Prng passed in.

import type { Prng } from "../../scenario/prng.ts";

export const SPLITS = ["train", "unseen-numbers", "unseen-templates", "unseen-situations", "outside"] as const;
export type Split = (typeof SPLITS)[number];

/** The program that means: not understood as arithmetic. */
export const NOT_UNDERSTOOD = "?";

export interface ArithmeticExample {
  readonly question: string;
  /** Over slots in order of appearance, e.g. "(<n0>-<n1>)/<n2>"; "?" outside the domain. */
  readonly program: string;
  /** Exact answer; "?" outside the domain. */
  readonly answer: string;
  /** situation/variant/wording */
  readonly template: string;
  readonly situation: string;
  readonly split: Split;
}

/** A question still to be checked and solved. `#a` in `text` was rendered as values.get("a"). */
export interface Draft {
  readonly question: string;
  readonly program: string;
  /** The numbers put into the question, in order: what the slot finder must find again. */
  readonly numbers: readonly string[];
  readonly template: string;
  readonly situation: string;
  /** Word problems of the school kind have answers of at least zero. */
  readonly allowNegative: boolean;
}

/** Values of the variables of one question, as plain decimal text. */
export type Values = Readonly<Record<string, string | number>>;

export class Draw {
  readonly prng: Prng;
  /** 1, or a power of ten that enlarges this whole question. */
  readonly scale: number;

  constructor(prng: Prng) {
    this.prng = prng;
    const roll = prng.nextFloat();
    this.scale = roll < 0.72 ? 1 : roll < 0.9 ? 10 : roll < 0.97 ? 100 : 10000;
  }

  /** Integer in [low, high], enlarged by the scale of the question. */
  n(low: number, high: number): number {
    if (this.scale === 1) return this.prng.integer(low, high);
    return this.prng.integer(low * this.scale, high * this.scale);
  }

  /** Integer in [low, high], never enlarged (people, days, dozens). */
  small(low: number, high: number): number {
    return this.prng.integer(low, high);
  }

  /** Amount of money or a measure: an integer, or two decimals (one in three). */
  money(low: number, high: number): string {
    const whole = this.prng.integer(low, high);
    if (this.prng.nextFloat() < 0.65) return whole.toString();
    return `${whole}.${this.prng.integer(1, 99).toString().padStart(2, "0")}`;
  }

  /** Amount with one decimal place (one in two). */
  tenth(low: number, high: number): string {
    const whole = this.prng.integer(low, high);
    return this.prng.nextFloat() < 0.5 ? whole.toString() : `${whole}.${this.prng.integer(1, 9)}`;
  }

  percent(): number {
    return this.prng.nextFloat() < 0.6 ? this.prng.integer(1, 18) * 5 : this.prng.integer(2, 98);
  }

  chance(probability: number): boolean {
    return this.prng.nextFloat() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return this.prng.pick(items);
  }
}
