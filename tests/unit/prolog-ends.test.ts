// Which end a Prolog question comes to: a yes is proved, a no is proved, and what the search could not decide is said to be open.

import { describe, expect, test } from "vitest";
import { answer, solve } from "./prolog-solve.ts";

describe("constraints that are left on variables", () => {
  const NO_COLOURING = "k4([A, B, C, D]) :- [A, B, C, D] ins 1..3, A #\\= B, A #\\= C, A #\\= D, B #\\= C, B #\\= D, C #\\= D.";

  test.each([
    ["three in two holes", "p :- [X, Y, Z] ins 0..1, X #\\= Y, Y #\\= Z, X #\\= Z.\n?- p."],
    ["three in two holes, asked for", "?- [X, Y, Z] ins 0..1, X #\\= Y, Y #\\= Z, X #\\= Z."],
    ["four in three holes", "p :- length(L, 4), L ins 1..3, all_different(L).\n?- p."],
    ["K4 in three colours", `${NO_COLOURING}\n?- k4(_).`],
    ["K4 in three colours, one of them tried", `${NO_COLOURING}\nq :- k4([A|_]), indomain(A).\n?- q.`],
  ])("no: %s", async (_, program) => {
    expect(await solve(program)).toMatchObject({ end: "proved-no", explanation: [{ text: "the constraints left on the variables", note: "no values meet all of them" }] });
  });

  test.each(["p :- X in 1..3.\n?- p.", "p :- X #> Y.\n?- p.", "p :- [X, Y, Z] ins 0..2, all_different([X, Y, Z]).\n?- p.", "p(X) :- X in 1..3, Y #> X.\n?- p(2).", "p :- dif(X, Y).\n?- p."])("yes, some values meet them: %s", async (program) => {
    const result = await answer(program);
    expect(result.headline).toBe("Yes");
    expect(result.checks.join()).toMatch(/the solution holds.*proved step by step/);
    expect(result.cautions).toEqual([]);
  });

  test.each([
    ["without bounds", "p :- X #> Y, Y #> X.\n?- p."],
    ["too many to try", "p :- length(L, 12), L ins 1..11, all_different(L).\n?- p."],
  ])("open, %s: neither held nor proved", async (_, program) => {
    const result = await answer(program, { limits: { work: 1e6 } });
    expect(result).toMatchObject({ headline: "Yes, if the constraints left open can be met", checks: [], explanation: [] });
    expect(result.cautions.join()).toContain("Constraints left open");
  });
});
