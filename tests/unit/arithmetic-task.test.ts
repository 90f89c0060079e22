import { describe, expect, test } from "vitest";
import { findSlots, fillSlots } from "../../src/model/number-slots.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { executeProgram } from "../../src/solver/arithmetic/evaluate.ts";
import { decodeDenseAnswer, densePrompt, encodeDense, encodeHybrid, hybridPrompt } from "../../src/tasks/arithmetic/encode.ts";
import { damageWording } from "../../src/tasks/arithmetic/damage.ts";
import { Draw, SPLITS } from "../../src/tasks/arithmetic/example.ts";
import { FURTHER_WORDINGS } from "../../src/tasks/arithmetic/further-wordings.ts";
import { generateExample, generateSet, maskedKey } from "../../src/tasks/arithmetic/generate.ts";
import { isHeldOutNumber, isHeldOutWording, pickWording } from "../../src/tasks/arithmetic/hold-outs.ts";
import { OUTSIDE_TEST, OUTSIDE_TRAIN } from "../../src/tasks/arithmetic/outside.ts";
import { OPERATIONS } from "../../src/tasks/arithmetic/operations.ts";
import { SITUATIONS } from "../../src/tasks/arithmetic/situations.ts";
import { normaliseQuestion } from "../../src/tasks/arithmetic/question.ts";
import { parseByRules } from "../../src/tasks/arithmetic/rules.ts";
import { scoreAnswer } from "../../src/tasks/arithmetic/score.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";

const COUNT = 600;
const sets = Object.fromEntries(SPLITS.map((split) => [split, generateSet(createPrng(1).fork(split), split, split === "outside" ? 150 : COUNT)] as const)) as Record<(typeof SPLITS)[number], ReturnType<typeof generateSet>>;
const numbersOf = (question: string): readonly string[] => {
  const slots = findSlots(normaliseQuestion(question));
  return slots.ok ? slots.numbers : [];
};

describe("generateExample()", () => {
  test("is determined by its seed", () => {
    expect(generateExample(createPrng(4), "train")).toEqual(generateExample(createPrng(4), "train"));
  });

  test.each(SPLITS)("writes %s programs that execute to the stated answer, and fills every placeholder", (split) => {
    for (const example of sets[split]) {
      expect(example.question).not.toMatch(/[@#[\]|]/);
      const filled = fillSlots(example.program, numbersOf(example.question));
      if (!filled.ok) throw new Error(filled.message);
      const outcome = executeProgram(filled.program);
      expect(outcome.ok ? outcome.answer : "?").toBe(example.answer);
    }
  });

  test("keeps held-out numbers out of training and in every unseen-numbers question", () => {
    expect(sets.train.some((example) => numbersOf(example.question).some(isHeldOutNumber))).toBe(false);
    expect(sets["unseen-numbers"].every((example) => numbersOf(example.question).some(isHeldOutNumber))).toBe(true);
  });

  test("shares no template between training and the held-out splits", () => {
    const trained = new Set(sets.train.map((example) => example.template));
    for (const split of ["unseen-templates", "unseen-situations"] as const) {
      expect(sets[split].filter((example) => trained.has(example.template))).toEqual([]);
    }
    const situations = new Set(sets.train.map((example) => example.situation));
    expect(sets["unseen-situations"].filter((example) => situations.has(example.situation))).toEqual([]);
    expect(situations.size).toBeGreaterThanOrEqual(30);
  });

  test("shares no masked question between training and the held-out wordings", () => {
    const keys = new Set(generateSet(createPrng(8), "train", 4000).map(maskedKey));
    for (const split of ["unseen-templates", "unseen-situations", "outside"] as const) {
      const clean = generateSet(createPrng(9), split, 100, keys);
      expect(clean.filter((example) => keys.has(maskedKey(example)))).toEqual([]);
    }
  });

  test("writes bare expressions into the question as they stand in the program", () => {
    const written = sets.train.filter((example) => example.situation === "expression" && !/plus|minus|times|divided|multiplied| x /.test(example.question));
    expect(written.length).toBeGreaterThan(20);
    for (const example of written) expect(maskedKey(example).split("\n")[0]).toContain(example.program);
  });

  test("every wording is drawn for training or held out, one in six, and none is both", () => {
    const lists = [
      ...SITUATIONS.filter(({ heldOut }) => heldOut !== true).flatMap(({ name, variants }) => variants.map(({ wordings }, index) => ({ key: `${name}/${index}`, wordings }))),
      ...OPERATIONS.map(({ wordings }, index) => ({ key: `operation/${index}`, wordings })),
    ];
    for (const { key, wordings } of lists) {
      const all = wordings.length + (FURTHER_WORDINGS[key]?.length ?? 0);
      // The chance that one of `all` equally likely wordings is missed in 30 draws for each is below all * exp(-30) < 1e-10.
      const drawn = (split: "train" | "unseen-numbers" | "unseen-templates"): number[] =>
        [...new Set(Array.from({ length: 30 * all }, (_, seed) => pickWording(new Draw(createPrng(seed)), wordings, split, key)?.index ?? -1))].toSorted((a, b) => a - b);
      const heldOut = wordings.flatMap((wording, index) => (isHeldOutWording(wording) ? [index] : []));
      const trained = wordings.flatMap((wording, index) => (isHeldOutWording(wording) ? [] : [index]));
      expect(drawn("train"), key).toEqual([...trained, ...Array.from({ length: all - wordings.length }, (_, index) => wordings.length + index)]);
      expect(drawn("unseen-numbers"), key).toEqual(trained);
      expect(drawn("unseen-templates"), key).toEqual(heldOut.length > 0 ? heldOut : [-1]);
    }
    const wordings = lists.flatMap((list) => list.wordings);
    const share = wordings.filter(isHeldOutWording).length / wordings.length;
    // 1/6, give or take four standard errors of that many hashes.
    expect(Math.abs(share - 1 / 6)).toBeLessThan(4 * Math.sqrt(5 / 36 / wordings.length));
  });

  test("every variant comes up in the splits it belongs to", () => {
    const variantsOf = (split: "train" | "unseen-situations", count: number): Set<string> => {
      const prng = createPrng(5).fork(split);
      return new Set(Array.from({ length: count }, () => generateExample(prng, split).template.split("/").slice(0, 2).join("/")));
    };
    const train = variantsOf("train", 30_000);
    const unseen = variantsOf("unseen-situations", 2_000);
    // The rarest of some 170 variants comes once in some 700 questions of training: exp(-40) to miss it.
    for (const { name, heldOut, variants } of SITUATIONS) variants.forEach((_, index) => expect(heldOut === true ? unseen : train).toContain(`${name}/${index}`));
    OPERATIONS.forEach((_, index) => expect(train).toContain(`operation/${index}`));
  });

  test("a damaged word problem has lost its question, its facts, or the sense of its question", () => {
    const whole = "@name has #a @things. @He gives #b away. How many are left?";
    const damaged = new Set(Array.from({ length: 200 }, (_, seed) => damageWording(new Draw(createPrng(seed)), whole)));
    expect(damaged).toContain("@name has #a @things. @He gives #b away.");
    expect(damaged).toContain("How many are left?");
    for (const said of damaged) expect(said).not.toBe(whole);
    expect(damaged.size).toBeGreaterThan(20);
    // Not facts followed by one question: nothing to damage.
    for (const other of ["How many are left of #a after #b?", "How many are left? There were #a.", "There were #a. Add #b."]) expect(damageWording(new Draw(createPrng(1)), other)).toBeNull();
  });

  test("asks none of the outside questions of the test in training", () => {
    const spoken = (template: string): string[] => {
      const choice = /\[([^[\]]*)\]/.exec(template);
      if (choice === null) return [template.toLowerCase().replace(/[?!.]$/, "")];
      return (choice[1] ?? "").split("|").flatMap((branch) => spoken(template.replace(choice[0], () => branch)));
    };
    const trained = new Set(OUTSIDE_TRAIN.flatMap(spoken));
    expect(OUTSIDE_TEST.flatMap(spoken).filter((question) => trained.has(question))).toEqual([]);
  });

  test("asks about 9 % of training questions outside the domain", () => {
    const prng = createPrng(21);
    let outside = 0;
    for (let i = 0; i < 3000; i++) if (generateExample(prng, "train").program === "?") outside++;
    // Of the draws 10 %; what cannot be damaged is drawn anew. Binomial: four standard deviations of 3000 draws are 0.021.
    expect(Math.abs(outside / 3000 - 0.09)).toBeLessThan(0.021);
  });
});

describe("encodeHybrid() and encodeDense()", () => {
  const tokenizer = arithmeticTokenizer();

  test("keep the vocabulary at 1,024 tokens, and know most words of the trained wordings", () => {
    expect(tokenizer.vocabSize).toBeLessThanOrEqual(1024);
    const words = sets.train.flatMap(({ question }) => normaliseQuestion(question).match(/[a-z]{2,}/g) ?? []);
    expect(words.filter((word) => tokenizer.knows(word)).length / words.length).toBeGreaterThan(0.7);
  });

  test("give equal prompts for equal wordings, whatever the names and things", () => {
    const a = hybridPrompt("Ann has 12 figs. She ate 7 figs. How many figs are left?", tokenizer);
    const b = hybridPrompt("Xaver has 3 zithers. She ate 2 zithers. How many zithers are left?", tokenizer);
    expect(a.ok && b.ok && a.tokens).toEqual(b.ok && b.tokens);
  });

  test("start with the very prompt used for decoding and end with the program or the answer", () => {
    for (const example of sets.train) {
      const hybrid = encodeHybrid(example, tokenizer);
      const hybridStart = hybridPrompt(example.question, tokenizer);
      if (hybrid === null || !hybridStart.ok) continue;
      expect(hybrid.tokens.slice(0, hybrid.lossFrom)).toEqual(hybridStart.tokens);
      expect(tokenizer.decode(hybrid.tokens.slice(hybrid.lossFrom))).toBe(example.program);
      const dense = encodeDense(example, tokenizer);
      const denseStart = densePrompt(example.question, tokenizer);
      if (dense === null || !denseStart.ok) continue;
      expect(dense.tokens.slice(0, dense.lossFrom)).toEqual(denseStart.tokens);
      expect(decodeDenseAnswer(tokenizer.decode(dense.tokens.slice(dense.lossFrom)))).toBe(example.answer);
    }
  });

  test("give equal hybrid prompts for equal wordings, whatever the numbers", () => {
    const a = hybridPrompt("What is 12 plus 7?", tokenizer);
    const b = hybridPrompt("what is 123,456 plus  8.25 ?", tokenizer);
    expect(a.ok && b.ok && a.tokens).toEqual(b.ok && b.tokens);
  });

  test("write dense answers least-significant digit first", () => {
    const example = { ...generateExample(createPrng(1), "train"), question: "9*14", answer: "-12.5" };
    const dense = encodeDense(example, tokenizer);
    expect(dense === null ? null : tokenizer.decode(dense.tokens.slice(dense.lossFrom))).toBe("5.21-");
  });

  test("refuse what cannot be asked, with a code", () => {
    expect(hybridPrompt("  ", tokenizer)).toMatchObject({ ok: false, code: "empty" });
    expect(hybridPrompt("a".repeat(3000), tokenizer)).toMatchObject({ ok: false, code: "too-long" });
    expect(hybridPrompt("how many ".repeat(70), tokenizer)).toMatchObject({ ok: false, code: "too-long" });
    expect(hybridPrompt(Array(17).fill(1).join("+"), tokenizer)).toMatchObject({ ok: false, code: "too-many-numbers" });
  });
});

describe("parseByRules()", () => {
  test.each([
    ["What is 4817 times 392?", "4817*392"],
    ["((-1 + 2 + 9 * 5) - (-2 + -4 + -4 * -7)) =", "((-1+2+9*5)-(-2+(-4)+(-4)*(-7)))"],
    ["subtract 5 from 9", "9-5"],
    ["the sum of 3, 4 and 5", "(3+4+5)"],
    ["half of 80", "80/2"],
    ["15% of 80", "80*15/100"],
    ["12 squared", "12^2"],
    ["Is 4 greater than 3?", "gt(4, 3)"],
    ["Ann had 12 eggs. She lost 5 of them. How many eggs are left?", "12-5"],
    ["Hello there", null],
    ["What happened in the year 1969?", null],
  ])("reads %s as %s", (question, program) => {
    expect(parseByRules(question).program).toBe(program);
  });
});

test("scoreAnswer() compares exact rationals and words", () => {
  expect(scoreAnswer("0.5", "1/2")).toBe(true);
  expect(scoreAnswer("1/3", "0.333333333333")).toBe(false);
  expect(scoreAnswer("12", "12.0")).toBe(true);
  expect(scoreAnswer("-3", "3")).toBe(false);
  expect(scoreAnswer("yes", "Yes")).toBe(true);
  expect(scoreAnswer("yes", "1")).toBe(false);
  expect(scoreAnswer("1", null)).toBe(false);
  expect(scoreAnswer("1", "1/0")).toBe(false);
});
