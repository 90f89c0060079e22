// Stories and lists: every clause exists, every number of the program is told once, and none is ever tested on.

import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { Draw } from "../../src/tasks/arithmetic/example.ts";
import { generateExample } from "../../src/tasks/arithmetic/generate.ts";
import { writeExpression } from "../../src/tasks/arithmetic/expressions.ts";
import { inventory, nameQuantities } from "../../src/tasks/arithmetic/inventories.ts";
import { STORIES, tell } from "../../src/tasks/arithmetic/stories.ts";
import { STORY_PARTS } from "../../src/tasks/arithmetic/story-parts.ts";
import { render } from "../../src/tasks/arithmetic/wording.ts";

const variablesOf = (text: string): string[] => [...new Set(text.match(/(?<![a-z])[a-z](?![a-z(])/g) ?? [])].toSorted();

test("tell() fills every slot and names each number of the program once, beside those that the story does not need", () => {
  const draw = new Draw(createPrng(1));
  for (const { program, wordings, values } of STORIES) {
    for (const wording of wordings) {
      for (let i = 0; i < 20; i++) {
        const told = tell(draw, wording);
        expect(told, wording).not.toMatch(/[{}|]|#n|undefined/);
        const { order } = render(draw, told, values(draw), false);
        expect(new Set(order).size, told).toBe(order.length);
        for (const variable of variablesOf(program)) expect(order, told).toContain(variable);
      }
    }
  }
});

test("a list names each number of its program once and leaves no choice open", () => {
  for (let seed = 0; seed < 3000; seed++) {
    const draw = new Draw(createPrng(seed));
    const { wording, program, values } = inventory(draw);
    expect(wording).not.toMatch(/[{}|]|undefined| {2}/);
    const { order } = render(draw, wording, values, false);
    expect(new Set(order).size, wording).toBe(order.length);
    for (const variable of variablesOf(program)) expect(order, wording).toContain(variable);
    expect(Object.keys(values), wording).toEqual(expect.arrayContaining([...order]));
  }
});

test("names stand for the numbers of an expression, each said beside it once", () => {
  let made = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const draw = new Draw(createPrng(seed));
    const written = writeExpression(draw);
    const named = nameQuantities(draw, written, "What is E?");
    if (named === null) continue;
    made++;
    const { order } = render(draw, named.wording, named.values, false);
    expect(new Set(order).size, named.wording).toBe(order.length);
    expect(order, named.wording).toEqual(expect.arrayContaining([...variablesOf(written.program)]));
    expect(Object.keys(named.values), named.wording).toEqual(expect.arrayContaining([...order]));
    expect(named.program).toBe(written.program);
  }
  expect(made).toBeGreaterThan(600);
  const x = nameQuantities(new Draw(createPrng(5)), { text: "#a - #b", program: "a-b", values: { a: "3", b: "4" } }, "E");
  expect(x?.wording).toMatch(/^(?!.*\bE\b).*#a.*$/);
});

test("every clause is used, and one that takes a number says it once", () => {
  const used = new Set(STORIES.flatMap(({ wordings }) => wordings.flatMap((wording) => [...wording.matchAll(/\{(\w+)(?::\w)?\}/g)].map(([, name]) => name))));
  expect(Object.keys(STORY_PARTS).filter((name) => !used.has(name))).toEqual([]);
  for (const [name, clauses] of Object.entries(STORY_PARTS)) {
    expect(new Set(clauses).size, name).toBe(clauses.length);
    const numbers = clauses.map((clause) => clause.split("#n").length - 1);
    expect(new Set(numbers).size, name).toBe(1);
  }
});

test("stories and lists are for training only", () => {
  const situations = (split: "train" | "unseen-numbers" | "unseen-templates" | "unseen-situations"): Set<string> =>
    new Set(Array.from({ length: 150 }, (_, index) => generateExample(createPrng(index), split).situation));
  for (const made of ["story", "inventory", "named"]) expect(situations("train")).toContain(made);
  for (const split of ["unseen-numbers", "unseen-templates", "unseen-situations"] as const) {
    for (const made of ["story", "inventory", "named"]) expect(situations(split)).not.toContain(made);
  }
});
