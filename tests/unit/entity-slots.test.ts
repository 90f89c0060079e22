import { expect, test } from "vitest";
import { MAX_ENTITIES, maskUnknownWords } from "../../src/model/entity-slots.ts";

const known = new Set(["how", "many", "has", "and", "gcd(", "a"]);
const mask = (text: string): string => maskUnknownWords(text, (word) => known.has(word)).text;

test.each([
  ["tom has <n0> figs and ann has <n1> figs", "<e11> has <n0> <e0> and <e10> has <n1> <e0>"],
  ["how many nuts and figs has tom and <n0> nuts and <n1> figs and <n2>", "how many <e0> and <e1> has <e11> and <n0> <e0> and <n1> <e1> and <n2>"],
  ["<n0> many figs, <n1>figs and <n2>, figs", "<n0> many <e11>, <n1><e11> and <n2>, <e11>"],
  ["<n0> figs <n1> figs <n1> nuts <n0> dates", "<n0> <e0> <n1> <e0> <n1> <e1> <n0> <e11>"],
  ["<n12> figs", "<n12> <e11>"],
  ["a fig and figs, a box and boxes, a berry and berries", "a <e0> and <e0>, a <e1> and <e1>, a <e2> and <e2>"],
  ["boxes and a box", "<e0> and a <e0>"],
  ["tom has <n0> figs. ann has <n1> and bob <n2> nuts", "<e11> has <n0> <e0>. <e10> has <n1> and <e9> <n2> <e2>"],
  ["figs: <n0>, nuts = <n1>; tea has $<n2>", "<e11>: <n0>, <e10> = <n1>; <e9> has $<n2>"],
  ["how many has ann and tom and <n0> and how many has bob <n1>", "how many has <e11> and <e9> and <n0> and how many has <e10> <n1>"],
  ["gcd(<n0>, <n1>) and gcd", "gcd(<n0>, <n1>) and <e11>"],
  ["größe and größe", "<e0> and <e0>"],
  ["x + <n0> = y", "x + <n0> = y"],
  ["tom's", "<e0>'s"],
  ["how many", "how many"],
  ["", ""],
])("maskUnknownWords(%j) is %j", (text, masked) => {
  expect(mask(text)).toBe(masked);
});

test("lists the replaced words, and lets words beyond the last slot share it", () => {
  const words = Array.from({ length: MAX_ENTITIES + 3 }, (_, index) => `w${"o".repeat(index + 1)}`);
  const masked = maskUnknownWords(words.join(" "), () => false);
  expect(masked.entities).toEqual(words.slice(0, MAX_ENTITIES));
  expect(masked.text.split(" ").slice(MAX_ENTITIES - 1)).toEqual(Array(4).fill(`<e${MAX_ENTITIES - 1}>`));
});

test("where numbers stand too, words beyond the first slot share the last", () => {
  const words = Array.from({ length: MAX_ENTITIES + 2 }, (_, index) => `w${"o".repeat(index + 1)}`);
  const slots = maskUnknownWords(`<n0> ${words.join(" ")}`, () => false).text.split(" ").slice(1);
  expect(slots.slice(0, 3)).toEqual(["<e0>", "<e11>", "<e10>"]);
  expect(slots.slice(MAX_ENTITIES - 1)).toEqual(["<e1>", "<e11>", "<e11>"]);
});

test("is linear in the text: 100,000 unknown words take less than a second", () => {
  const text = Array.from({ length: 100_000 }, (_, index) => `q${(index % 97).toString(36).replaceAll(/\d/g, "z")}q`).join(" ");
  const startedAt = performance.now();
  maskUnknownWords(text, () => false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
