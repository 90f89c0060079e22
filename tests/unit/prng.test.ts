import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";

test("the same seed gives the same stream, another seed another", () => {
  const stream = (seed: number): number[] => {
    const prng = createPrng(seed);
    return Array.from({ length: 8 }, () => prng.nextUint32());
  };
  expect(stream(1)).toEqual(stream(1));
  expect(stream(1)).not.toEqual(stream(2));
});

test("fork() depends on its purpose and not on how far the parent has run", () => {
  const fresh = createPrng(5);
  const used = createPrng(5);
  used.nextUint32();
  expect(used.fork("energy").nextUint32()).toBe(fresh.fork("energy").nextUint32());
  expect(fresh.fork("energy").nextUint32()).not.toBe(fresh.fork("questions").nextUint32());
});

test("nextFloat() is uniform: chi-square over 64 bins is below its 99.9 % point", () => {
  const prng = createPrng(1);
  const bins = Array.from({ length: 64 }, () => 0);
  const draws = 64_000;
  for (let i = 0; i < draws; i++) {
    const bin = Math.floor(prng.nextFloat() * 64);
    bins[bin] = (bins[bin] ?? Number.NaN) + 1;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(103.4); // 63 degrees of freedom
});

test("integer() reaches both ends and nothing else", () => {
  const prng = createPrng(2);
  const seen = new Set(Array.from({ length: 500 }, () => prng.integer(-1, 2)));
  expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
});

test("pick() of an empty list throws", () => {
  expect(() => createPrng(1).pick([])).toThrow(RangeError);
});
