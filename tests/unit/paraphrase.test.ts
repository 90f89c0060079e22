import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { Draw } from "../../src/tasks/arithmetic/example.ts";
import { OPERATIONS } from "../../src/tasks/arithmetic/operations.ts";
import { paraphrase, rephraseCalculation, tellInPresent } from "../../src/tasks/arithmetic/paraphrase.ts";
import { SITUATIONS } from "../../src/tasks/arithmetic/situations.ts";
import { chooseBranches } from "../../src/tasks/arithmetic/wording.ts";

const wordings = SITUATIONS.flatMap(({ variants }) => variants.flatMap((variant) => variant.wordings));
const numbers = (text: string): string[] => (text.match(/#[a-z]/g) ?? []).toSorted();
const PLACEHOLDERS = new Set(wordings.flatMap((wording) => wording.match(/@[A-Za-z]+\d?/g) ?? []));

test("paraphrase() keeps the numbers of every wording and knows its placeholders", () => {
  let changed = 0;
  wordings.forEach((written, index) => {
    for (let seed = 0; seed < 5; seed++) {
      const draw = new Draw(createPrng(index * 5 + seed));
      const wording = chooseBranches(draw, written);
      const said = paraphrase(draw, wording);
      expect(numbers(said)).toEqual(numbers(wording));
      for (const placeholder of said.match(/@[A-Za-z]+\d?/g) ?? []) expect(PLACEHOLDERS).toContain(placeholder);
      expect(said).not.toMatch(/\$\d\b|undefined|\s{2}/);
      if (said !== wording) changed++;
    }
  });
  expect(changed).toBeGreaterThan(wordings.length);
});

test("paraphrase() asks before the facts only where no pronoun would come before its name", () => {
  const wording = "@name has #a @things. @He lost #b. How many @things does @he have now?";
  for (let seed = 0; seed < 200; seed++) expect(paraphrase(new Draw(createPrng(seed)), wording)).not.toMatch(/ if /);
});

test.each([
  ["How many @things does @name have left?", "how many @things @name has left."],
  ["How much money did @he spend?", "how much money @he spent."],
  ["If @name has #a, how many @things are there?", "how many @things are there."],
])("paraphrase() also asks in a clause: %s", (wording, clause) => {
  const said = Array.from({ length: 500 }, (_, seed) => paraphrase(new Draw(createPrng(seed)), wording));
  const found = said.filter((text) => text.includes(clause) || text.includes(clause.replace("are there", "there are")));
  expect(found.length).toBeGreaterThan(10);
});

test("paraphrase() also tells a problem in the first and the second person", () => {
  const said = Array.from({ length: 500 }, (_, seed) => paraphrase(new Draw(createPrng(seed)), "@name carries #a @things and drops #b of @his @things. Is @name happy?"));
  expect(said.some((text) => /^I carry #a @things .*#b of my @things/.test(text))).toBe(true);
  expect(said.some((text) => /^you carry #a @things .*#b of your @things/.test(text))).toBe(true);
});

test("rephraseCalculation() changes the lead of a calculation and nothing else", () => {
  for (const wording of OPERATIONS.flatMap((operation) => operation.wordings)) {
    const draw = new Draw(createPrng(wording.length));
    const chosen = chooseBranches(draw, wording);
    const said = rephraseCalculation(draw, chosen);
    expect(numbers(said)).toEqual(numbers(chosen));
    if (!/^(?:what|how|compute|calculate|find|work|give|please|tell)/i.test(chosen)) expect(said).toBe(chosen);
  }
});

test.each([
  ["@name had #a @things. @He ate #b and #c were lost. How many @things did @he keep?", "@name has #a @things. @He eats #b and #c are lost. How many @things did @he keep?"],
  ["#a @people came. #b of them left. How many stayed?", "#a @people come. #b of them leave. How many stayed?"],
  ["A jar of #a coins was filled. I took #b. How many are in it?", "A jar of #a coins is filled. I take #b. How many are in it?"],
  // What came before what is told stays in the past.
  ["@name lost #b. Before that @he had #a. How many has @he now?", "@name lost #b. Before that @he had #a. How many has @he now?"],
  ["How many @things had @name?", "How many @things had @name?"],
])("tellInPresent() tells what happened as it happens: %s", (past, present) => {
  expect(tellInPresent(past)).toBe(present);
});
