import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { Draw } from "../../src/tasks/arithmetic/example.ts";
import { paraphrase } from "../../src/tasks/arithmetic/paraphrase.ts";
import { SITUATIONS } from "../../src/tasks/arithmetic/situations.ts";

const wordings = SITUATIONS.flatMap(({ variants }) => variants.flatMap((variant) => variant.wordings));
const numbers = (text: string): string[] => (text.match(/#[a-z]/g) ?? []).toSorted();
const count = (text: string, bracket: string): number => text.split(bracket).length - 1;

test("paraphrase() keeps the numbers, the choices and the placeholders of every wording", () => {
  let changed = 0;
  wordings.forEach((wording, index) => {
    for (let seed = 0; seed < 5; seed++) {
      const said = paraphrase(new Draw(createPrng(index * 5 + seed)), wording);
      expect(numbers(said)).toEqual(numbers(wording));
      for (const bracket of ["[", "]", "|"]) expect(count(said, bracket)).toBe(count(wording, bracket));
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
