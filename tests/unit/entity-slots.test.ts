import { expect, test } from "vitest";
import { MAX_ENTITIES, maskUnknownWords } from "../../src/model/entity-slots.ts";

const known = new Set(["how", "many", "has", "and", "gcd(", "a"]);
const mask = (text: string): string => maskUnknownWords(text, (word) => known.has(word)).text;

test.each([
  ["tom has <n0> figs and ann has <n1> figs", "<e0> has <n0> <e1> and <e2> has <n1> <e1>"],
  ["a fig and figs, a box and boxes, a berry and berries", "a <e0> and <e0>, a <e1> and <e1>, a <e2> and <e2>"],
  ["boxes and a box", "<e0> and a <e0>"],
  ["gcd(<n0>, <n1>) and gcd", "gcd(<n0>, <n1>) and <e0>"],
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

test("is linear in the text: 100,000 unknown words take less than a second", () => {
  const text = Array.from({ length: 100_000 }, (_, index) => `q${(index % 97).toString(36).replaceAll(/\d/g, "z")}q`).join(" ");
  const startedAt = performance.now();
  maskUnknownWords(text, () => false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
