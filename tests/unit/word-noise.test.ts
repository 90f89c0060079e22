import fc from "fast-check";
import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { addWordNoise } from "../../src/train/word-noise.ts";

const WORDS: ReadonlySet<number> = new Set([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
const NOT_WORDS = [0, 1, 2, 3, 4];
const EXAMPLE = { tokens: [1, 10, 11, 2, 12, 13, 3, 14, 15, 4, 10, 11, 12, 0], lossFrom: 10 };
const draws = Array.from({ length: 2000 }, (_, seed) => addWordNoise(createPrng(seed), EXAMPLE, WORDS, 0.25));
const questionOf = ({ tokens, lossFrom }: typeof EXAMPLE): readonly number[] => tokens.slice(0, lossFrom);
const words = (tokens: readonly number[]): readonly number[] => tokens.filter((token) => WORDS.has(token));

test("keeps the answer and all that is no word, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 40 }), fc.array(fc.integer({ min: 0, max: 19 })), fc.nat(), (question, answer, seed) => {
      const noisy = addWordNoise(createPrng(seed), { tokens: [...question, ...answer], lossFrom: question.length }, WORDS, 1);
      expect(noisy.tokens.slice(noisy.lossFrom)).toEqual(answer);
      const others = (tokens: readonly number[]): readonly number[] => tokens.filter((token) => NOT_WORDS.includes(token));
      expect(others(noisy.tokens.slice(0, noisy.lossFrom))).toEqual(others(question));
    }),
  );
});

test("keeps words that the question says twice", () => {
  const twice = { tokens: [10, 1, 11, 2, 10, 12, 13, 10, 0], lossFrom: 8 };
  for (let seed = 0; seed < 200; seed++) expect(addWordNoise(createPrng(seed), twice, WORDS, 1).tokens.filter((token) => token === 10).length).toBeGreaterThanOrEqual(3);
});

test("leaves words out and replaces them at the stated shares", () => {
  // A disturbed example (0.6 of them) loses 1/8 of its words on average, half of these left out: of 6 words 0.6 * 6 / 16 = 0.225.
  const missing = draws.reduce((sum, noisy) => sum + 6 - words(questionOf(noisy)).length, 0) / draws.length;
  // Binomial with p < 0.04 over 6 * 2000 words: s.d. below 0.012 per example; the shares' own spread adds as much again.
  expect(Math.abs(missing - 0.225)).toBeLessThan(0.06);
  const untouched = draws.filter((noisy) => noisy.tokens.join() === EXAMPLE.tokens.join()).length / draws.length;
  expect(untouched).toBeGreaterThan(0.4);
  const seen = new Set(draws.flatMap((noisy) => words(questionOf(noisy))));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([...WORDS]);
});

test("does nothing at 0, and the same for the same seed", () => {
  expect(addWordNoise(createPrng(3), EXAMPLE, WORDS, 0)).toBe(EXAMPLE);
  expect(addWordNoise(createPrng(3), EXAMPLE, WORDS, 1)).toEqual(addWordNoise(createPrng(3), EXAMPLE, WORDS, 1));
});
