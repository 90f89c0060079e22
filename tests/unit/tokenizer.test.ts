import { describe, expect, test } from "vitest";
import { BOS, EOS, PAD, SEP, buildTokenizer, createTokenizer } from "../../src/model/tokenizer.ts";
import { createPrng } from "../../src/scenario/prng.ts";

const tokenizer = createTokenizer(buildTokenizer(["how", "many", "a", "has", "min", "x"]));

describe("createTokenizer()", () => {
  test.each([
    "", " ", "  ", "how many", "How many", " how  many ", "HOW MANY", "howmany", "a<n0>", "a <n0> has", "min(<n0>, <n1>)", "min (1,2)",
    "gt(<n0>,<n1>)", "how(", "ahow(", "12.5, 3 . 4", "has 12 x 3", "has12", "tom's a", "don't", "'s's", "naïve café ☕ 👩‍🚀", "<n16> <cap> <0x41> <bos>", "\uFEFFa\n\tb\u0000",
    "How (a) $5 %a", "a.a ?a", "aHow", "É How",
  ])("round-trips %j", (text) => {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  test("round-trips random mixtures of words, spaces, signs and letters", () => {
    const prng = createPrng(3);
    const pieces = ["how", "many", "How", "A", "x", "min(", "min", "<n3>", "<n15>", "<e0>", "<e11>", " ", " ", " ", "  ", "7", "12", ".", ",", "(", ")", "$", "%", "+", "-", "'s", "'t", "'", "q", "Q", "é", "\n", "<", "n0>"];
    for (let i = 0; i < 20000; i++) {
      const text = Array.from({ length: prng.integer(0, 9) }, () => prng.pick(pieces)).join("");
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }
  });

  test("spends one token on a known word with the space before it, on a slot and on a digit", () => {
    expect(tokenizer.encode("how many a has <n0>")).toHaveLength(5);
    expect(tokenizer.encode("has 123")).toHaveLength(4);
    expect(tokenizer.encode("min(<n0>, <n1>)")).toHaveLength(5);
  });

  test("never emits a special token, and decodes special tokens to nothing", () => {
    expect(tokenizer.encode("<pad><bos><sep><eos>").every((id) => id > EOS)).toBe(true);
    expect(tokenizer.decode([BOS, ...tokenizer.encode("how"), SEP, EOS, PAD])).toBe("how");
  });
});

test("buildTokenizer() keeps the order, and refuses doubled words, other letters and more than 1,024 tokens", () => {
  expect(buildTokenizer(["b", "a"]).tokens.slice(-2)).toEqual(["b", "a"]);
  expect(() => buildTokenizer(["a", "a"])).toThrow(RangeError);
  expect(() => buildTokenizer(["Ä"])).toThrow(RangeError);
  const words = Array.from({ length: 1024 }, (_, index) => `w${[...index.toString(2)].map((bit) => (bit === "1" ? "i" : "o")).join("")}`);
  expect(() => buildTokenizer(words)).toThrow(/at most 1024/);
});
