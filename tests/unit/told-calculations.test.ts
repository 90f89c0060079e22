import { expect, test } from "vitest";
import { createPrng } from "../../src/scenario/prng.ts";
import { executeProgram } from "../../src/solver/arithmetic/evaluate.ts";
import { Draw } from "../../src/tasks/arithmetic/example.ts";
import { generateExample } from "../../src/tasks/arithmetic/generate.ts";
import { isHeldOutWording } from "../../src/tasks/arithmetic/hold-outs.ts";
import { OPERATIONS } from "../../src/tasks/arithmetic/operations.ts";
import { toldCalculation } from "../../src/tasks/arithmetic/told-calculations.ts";
import { allBranches, chooseBranches } from "../../src/tasks/arithmetic/wording.ts";

const told = (seed: number): ReturnType<typeof toldCalculation> => toldCalculation(new Draw(createPrng(seed)));
const variablesOf = (text: string): string[] => [...new Set(text.match(/(?<![a-z])[a-z](?![a-z(])/g) ?? [])].toSorted();

test("every number is said once, is in the program and has a value, and no choice is left open", () => {
  for (let seed = 0; seed < 3000; seed++) {
    const { wording, program, values } = told(seed);
    const said = (wording.match(/#[a-z]/g) ?? []).map((name) => name.slice(1)).toSorted();
    expect(wording).not.toMatch(/[{}|PQE]\b|undefined/);
    expect(said, wording).toEqual(variablesOf(program));
    expect(Object.keys(values).toSorted(), wording).toEqual(said);
  }
});

/** What a step does to the number so far, for the steps that this reading of its own knows. */
const READINGS: readonly (readonly [RegExp, (so: number, by: number) => number])[] = [
  [/^(?:add|put|(?:increase|raise) (?:it|that) by) #([a-z])(?: to (?:it|that|the result)| more| on top| back)?$/, (so, by) => so + by],
  [/^(?:subtract|take away|deduct|remove|(?:lower|reduce|decrease) (?:it|that) by) #([a-z])(?: from (?:it|that|the result))?$/, (so, by) => so - by],
  [/^multiply(?: it| that| the result| what you get)? by #([a-z])$/, (so, by) => so * by],
  [/^divide(?: it| that| the result| what you get)? by #([a-z])$/, (so, by) => so / by],
  [/^double (?:it|that|the result)$/, (so) => so * 2],
  [/^halve (?:it|that|the result)$/, (so) => so / 2],
  [/^square (?:it|that|the result)$/, (so) => so * so],
];

const ENDING = /(?:[.:!]|, and|,) ?(?:(?:what|tell|give|find|show|how)\b.*)?$/;

test("steps are taken one after the other, whatever binds tighter in the program", () => {
  const small: Readonly<Record<string, number>> = { a: 3, b: 7, c: 11, d: 13, e: 17 };
  let read = 0;
  for (let seed = 0; seed < 20000; seed++) {
    const { wording, program } = told(seed);
    const [start, ...steps] = wording.toLowerCase().replace(ENDING, "").replace(/^(?:please|now|first|i) /, "").split(/(?:,|;|\.)? (?:and then|then|after that|next|and),? |, /);
    const first = /^(?:start with|begin with|start at|take) #([a-z])$/.exec(start ?? "");
    if (first === null || steps.length === 0) continue;
    let so: number | null = small[first[1] ?? ""] ?? Number.NaN;
    for (const step of steps) {
      const reading = READINGS.find(([pattern]) => pattern.test(step));
      const variable = reading?.[0].exec(step)?.[1] ?? "a";
      so = so === null || reading === undefined ? null : reading[1](so, small[variable] ?? Number.NaN);
    }
    if (so === null) continue;
    read++;
    const outcome = executeProgram(program.replaceAll(/[a-e]/g, (name) => String(small[name])));
    if (!outcome.ok) throw new Error(`${wording}: ${outcome.message}`);
    const [numerator = "", denominator = "1"] = outcome.answer.split("/");
    // The reading rounds at each of at most four steps: a relative error of four units of 2^-53, and as much again for the division here.
    expect(Math.abs(Number(numerator) / Number(denominator) - so), `${wording} ${program}`).toBeLessThanOrEqual(Math.abs(so) * 8 * 2 ** -53 + 1e-12);
  }
  expect(read).toBeGreaterThan(200);
});

test("allBranches() lists just what chooseBranches() can choose", () => {
  const wording = "[What is|Find] the [sum|total] of #a and #b[?|.|]";
  const chosen = new Set(Array.from({ length: 300 }, (_, seed) => chooseBranches(new Draw(createPrng(seed)), wording)));
  expect(new Set(allBranches(wording))).toEqual(chosen);
  expect(chosen.size).toBe(6);
});

test("no training question says a held-out calculation in the same words", () => {
  const same = (text: string): string => text.toLowerCase().replaceAll(/#[a-z]/g, "#").replaceAll(/[^a-z#%]+/g, " ").trim();
  const heldOut = new Set(OPERATIONS.flatMap(({ wordings }) => wordings.filter(isHeldOutWording).flatMap(allBranches).map(same)));
  const drawn = Array.from({ length: 20000 }, (_, seed) => same(told(seed).wording));
  // The generator by itself does say some of them: what is checked below could fail.
  expect(drawn.some((wording) => heldOut.has(wording))).toBe(true);
  let seen = 0;
  for (let seed = 0; seed < 6000; seed++) {
    const { question, situation } = generateExample(createPrng(seed), "train");
    if (situation !== "told") continue;
    seen++;
    expect(heldOut).not.toContain(same(question.replaceAll(/\d[\d.,]*\d|\d/g, "#a")));
  }
  expect(seen).toBeGreaterThan(200);
});
