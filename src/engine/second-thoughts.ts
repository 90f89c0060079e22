// When an arm reads a question again, and which reading it takes. Execution-guided decoding (Wang et al. 2018, arXiv 1807.03100):
// what a program comes to tells of a misreading, "-37 apples" say, and the network's second choice at an uncertain token is often
// the right one. The core cannot know that by itself, as it sees slots and no numbers. Readings are therefore compared as Bayes'
// rule has it: by the probability the network gives them, times what the numbers say. Every network arm has it, and pays for it.

import type { DecodedToken } from "../model/decoder.ts";
import type { ArmStep } from "../solver/arithmetic/outcome.ts";

/** A first reading this probable stands, whatever it comes to: 5 - 9 is -4. */
export const CERTAIN = 0.9;
/** Most readings after the first: with a third, no more training questions came out right. */
const SECOND_READINGS = 2;
/** A sign for or against a reading counts as much as the network holding it this many times more probable, or less. From 10 to 150 it makes little difference. */
const BAYES_FACTOR = 20;

const DIVISION = /^([1-9]\d*) \/ (\d+)$/;
const REMAINDER = /^(?:mod|div)\((\d+), (\d+)\)$/;

/**
 * Signs for a reading (1) or against it (-1 each), from its answer, its steps and the numbers of the question. Questions rarely ask for
 * a negative number, a fraction that never ends, or what is left of a number after a division by a larger one. And their numbers are
 * chosen so that what is to be divided comes out even, which by chance it would do once in as many times as the divisor is large.
 */
export function plausibilityOf(answer: string, steps: readonly ArmStep[] = [], numbers: readonly string[] = []): number {
  const divisions = steps.filter(({ expression }) => numbers.includes(DIVISION.exec(expression)?.[2] ?? ""));
  const even = divisions.filter(({ result }) => /^\d+$/.test(result));
  const signsAgainst = [
    answer.startsWith("-"),
    answer.includes("/"),
    even.length < divisions.length,
    steps.some(({ expression }) => {
      const [, dividend, divisor] = REMAINDER.exec(expression) ?? [];
      return dividend !== undefined && divisor !== undefined && BigInt(dividend) < BigInt(divisor);
    }),
  ].filter(Boolean).length;
  if (signsAgainst > 0) return -signsAgainst;
  return even.some(({ expression }) => !expression.endsWith(" / 1")) ? 1 : 0;
}

/** Whether a program over `numbers` may well come out even: one of them divides another, or the sum or difference of two others. */
export function mayComeOutEven(numbers: readonly string[]): boolean {
  const whole = numbers.filter((number) => /^\d+$/.test(number)).map(BigInt);
  return whole.some((divisor, at) => {
    const others = divisor > 1n ? whole.filter((_, other) => other !== at) : [];
    return others.some((a, i) => a % divisor === 0n || others.slice(i + 1).some((b) => (a + b) % divisor === 0n || (a - b) % divisor === 0n));
  });
}

/** Host operations of mayComeOutEven(), at most: each divisor with each other number, and with the sum and difference of each two. */
export function evenOperations(numbers: readonly string[]): number {
  return numbers.length * (numbers.length - 1) ** 2;
}

/** log of the probability of what is written, all tokens together. */
export function logProbabilityOf(written: readonly DecodedToken[]): number {
  return written.reduce((sum, { logProbability }) => sum + logProbability, 0);
}

/** What readings are compared by; of a beginning, with the best that may come of it, a bound for every reading that goes on from it. */
export function weigh(written: readonly DecodedToken[], plausibility: number): number {
  return logProbabilityOf(written) + plausibility * Math.log(BAYES_FACTOR);
}

/** Other beginnings: the first tokens of `written`, then the runner-up of the next. The most probable first, the earlier on ties. */
export function secondThoughts(written: readonly DecodedToken[]): DecodedToken[][] {
  return written
    .map((token, at) => [...written.slice(0, at), { ...token, id: token.runnerUp, runnerUp: token.id, margin: -token.margin, logProbability: token.logProbability - token.margin }])
    .toSorted((a, b) => logProbabilityOf(b) - logProbabilityOf(a))
    .slice(0, SECOND_READINGS);
}
