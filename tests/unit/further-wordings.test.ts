// Wordings that are only trained on: they fit their variants, and none is like a wording that is tested.

import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { Draw } from "../../src/tasks/arithmetic/example.ts";
import { FURTHER_WORDINGS } from "../../src/tasks/arithmetic/further-wordings.ts";
import { generateExample } from "../../src/tasks/arithmetic/generate.ts";
import { isHeldOutWording } from "../../src/tasks/arithmetic/hold-outs.ts";
import { OPERATIONS } from "../../src/tasks/arithmetic/operations.ts";
import { SITUATIONS } from "../../src/tasks/arithmetic/situations.ts";
import type { Variant } from "../../src/tasks/arithmetic/situations/variant.ts";
import { allBranches, render } from "../../src/tasks/arithmetic/wording.ts";

const VARIANTS = new Map<string, Pick<Variant, "program" | "values" | "wordings">>([
  ...SITUATIONS.filter(({ heldOut }) => heldOut !== true).flatMap(({ name, variants }) => variants.map((variant, index) => [`${name}/${index}`, variant] as const)),
  ...OPERATIONS.map((operation, index) => [`operation/${index}`, operation] as const),
]);
const LISTED = Object.entries(FURTHER_WORDINGS).flatMap(([key, wordings]) => wordings.map((wording) => ({ key, wording, variant: VARIANTS.get(key) })));
const variablesOf = (program: string): string[] => [...new Set(program.match(/(?<![a-z])[a-z](?![a-z(])/g) ?? [])].toSorted();

test("every further wording belongs to a variant, says each number of its program once, and knows its placeholders", () => {
  expect(LISTED.length).toBeGreaterThan(1000);
  const draw = new Draw(createPrng(1));
  for (const { key, wording, variant } of LISTED) {
    if (variant === undefined) throw new Error(`${key} is no variant`);
    for (const branch of allBranches(wording)) {
      const { order, question } = render(draw, branch, variant.values(draw), false);
      expect(new Set(order).size, branch).toBe(order.length);
      expect(order, branch).toEqual(expect.arrayContaining(variablesOf(variant.program)));
      expect(question).not.toMatch(/[[\]{}|@#]|undefined/);
    }
  }
});

/** The words of a wording; placeholders count as one. */
const bag = (wording: string): ReadonlySet<string> => new Set(wording.toLowerCase().replaceAll(/@\w+/g, "@").match(/[a-z%$@]+/g) ?? []);

test("none shares three fifths of its words with a held-out wording of its variant, and none is written there", () => {
  // A reworded sentence shares about half; two wordings that differ in a word or two share three quarters.
  for (const { key, wording, variant } of LISTED) {
    const tested = (variant?.wordings ?? []).filter(isHeldOutWording).flatMap(allBranches).map(bag);
    for (const words of allBranches(wording).map(bag)) {
      for (const other of tested) {
        const shared = [...words].filter((word) => other.has(word)).length;
        expect(shared / (words.size + other.size - shared), `${key}: ${wording}`).toBeLessThan(0.6);
      }
    }
    expect(variant?.wordings, key).not.toContain(wording);
  }
});

test("further wordings are drawn for training and for no other split", () => {
  const isFurther = (template: string): boolean => {
    const [situation = "", index = "", wording = ""] = template.split("/");
    const written = VARIANTS.get(`${situation}/${index}`)?.wordings.length;
    return written !== undefined && Number(wording) >= written;
  };
  const share = (split: "train" | "unseen-numbers" | "unseen-templates"): number =>
    Array.from({ length: 400 }, (_, seed) => generateExample(createPrng(seed), split)).filter(({ template }) => isFurther(template)).length;
  // About one question of training in eleven: 36 of 400, four standard deviations of which are 23.
  expect(share("train")).toBeGreaterThan(13);
  expect(share("unseen-numbers")).toBe(0);
  expect(share("unseen-templates")).toBe(0);
});
