// What the numbers say of a reading, and with which other beginnings it is written again.

import { expect, test } from "vitest";
import type { DecodedToken } from "../../src/model/decoder.ts";
import { evenOperations, mayComeOutEven, plausibilityOf, secondThoughts, weigh } from "../../src/engine/second-thoughts.ts";
import { executeProgram } from "../../src/solver/arithmetic/evaluate.ts";

test.each([
  ["a sum", "12+5", ["12", "5"], 0],
  ["a negative number", "5-12", ["5", "12"], -1],
  ["a division that comes out even", "96/6", ["96", "6"], 1],
  ["one that does so only after another step", "(52-44)/4", ["52", "44", "4"], 1],
  ["one by a number that the question does not have", "96/6", ["96"], 0],
  ["one of a decimal, which is never even by chance", "9.6/6", ["9.6", "6"], 0],
  ["one by 1, which always comes out even", "96/1", ["96", "1"], 0],
  ["one of nothing, which always comes out even", "(8-8)/4", ["8", "8", "4"], 0],
  ["a percentage", "35*40/100", ["35", "40"], 0],
  ["a remainder that ends", "104/10", ["104", "10"], -1],
  ["a fraction without end is one more sign against", "96/7", ["96", "7"], -2],
  ["one that is negative too", "(5-12)/9", ["5", "12", "9"], -2],
  ["a number that is left as it was", "mod(13, 177)", ["13", "177"], -1],
  ["a division by a larger one without remainder", "div(13, 177)", ["13", "177"], -1],
  ["a remainder that is one", "mod(177, 13)", ["177", "13"], 0],
  ["an even division does not outweigh a sign against", "3-96/6", ["3", "96", "6"], -1],
  ["yes", "gt(12, 5)", ["12", "5"], 0],
] as const)("plausibilityOf() %s", (_, program, numbers, plausibility) => {
  const outcome = executeProgram(program);
  expect(outcome).toMatchObject({ ok: true });
  if (outcome.ok) expect(plausibilityOf(outcome.answer, outcome.steps, numbers)).toBe(plausibility);
});

test("plausibilityOf() an answer alone, as the dense arm has it", () => {
  expect([plausibilityOf("12"), plausibilityOf("-12"), plausibilityOf("12/7"), plausibilityOf("-12/7")]).toEqual([0, -1, -1, -2]);
});

test.each([
  ["a number divides another", ["6", "96"], true],
  ["whatever the order", ["96", "6"], true],
  ["a difference", ["52", "44", "4"], true],
  ["a sum", ["73", "170", "9"], true],
  ["none", ["5", "12"], false],
  ["1 divides all, which says nothing", ["1", "12"], false],
  ["decimals are not looked at", ["8.64", "2"], false],
  ["nor is a number with itself", ["7"], false],
  ["no numbers at all, as in the dense arm", [], false],
] as const)("mayComeOutEven() %s", (_, numbers, wanted) => {
  expect(mayComeOutEven(numbers)).toBe(wanted);
});

test("evenOperations() counts every division that there may be", () => {
  // Of 3 numbers each by both others, and the sum and the difference of these: 3 * (2 + 2).
  expect([0, 1, 2, 3].map((count) => evenOperations(Array.from({ length: count }, () => "7")))).toEqual([0, 0, 2, 12]);
});

const written: DecodedToken[] = [[0.1, 0.9], [0.8, 0.3], [0.1, 0.5]].map(([logProbability = 0, margin = 0], at) => ({
  id: 300 + at, position: 10 + at, runnerUp: 400 + at, margin, logProbability: -logProbability, activeBlocks: [1],
}));

test("secondThoughts() begins with the most probable other beginnings, not with the smallest margins", () => {
  // -0.1 - 0.9, -0.1 - 0.8 - 0.3 and -0.1 - 0.8 - 0.1 - 0.5.
  const beginnings = secondThoughts(written);
  expect(beginnings.map((beginning) => beginning.map(({ id }) => id))).toEqual([[400], [300, 401]]);
  expect(beginnings[0]?.[0]).toMatchObject({ runnerUp: 300, margin: -0.9, position: 10 });
  expect(beginnings.map((beginning) => weigh(beginning, 0))).toEqual([expect.closeTo(-1, 12), expect.closeTo(-1.2, 12)]);
});

test("weigh() takes a sign against a reading for twenty times less probable, and one for it for twenty times more", () => {
  expect(Math.exp(weigh(written, -1) - weigh(written, 0))).toBeCloseTo(1 / 20, 12);
  expect(Math.exp(weigh(written, 1) - weigh(written, 0))).toBeCloseTo(20, 12);
});
