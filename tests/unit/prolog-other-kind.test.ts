// Values that read alike and are of another kind, 2 and 2.0, 501 and '00501': where a question misses facts by it, it says so; a
// question that is right, or whose value is not there in any spelling, says nothing.

import { describe, expect, test } from "vitest";
import type { SolverResult } from "../../src/solver/result.ts";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import { LIMITS, solve, table } from "./prolog-solve.ts";

const PASTED = table("pasted", ["item", "text", ["nut", "bolt", "cap"]], ["qty", "real", [2, 3.5, null]], ["code", "text", ["00501", "77", "x1"]]);
const STAFF = table("staff", ["name", "text", ["ann", "bob"]], ["age", "integer", ["31", "44"]], ["code", "integer", ["501", "77"]]);
const GRADES = table("grades", ["who", "text", ["ann", "bob"]], ["age", "real", [31, 44]]);
const tables = [PASTED, STAFF, GRADES];
const said = (result: SolverResult): string => ("cautions" in result ? result.cautions.filter((caution) => caution.includes("never the same term")).join("\n") : JSON.stringify(result));

describe("a value of another kind", () => {
  test.each([
    ["pasted.qty holds the float 2.0, not the whole number 2, and these are never the same term, so pasted(Item, 2, _) in line 1 misses it. Write 2.0, or a variable in its place and X =:= 2.", "?- pasted(Item, 2, _)."],
    ["pasted.code holds the atom '00501', not the whole number 501, and these are never the same term, so pasted(I, _, 00501) in line 1 misses it. Write '00501'.", "?- pasted(I, _, 00501)."],
    ["staff.age holds the whole number 31, not the atom '31', and these are never the same term, so staff(ann, '31', _) in line 1 misses it. Write 31.", "?- staff(ann, '31', _)."],
    ["staff.age holds the whole number 31, not the float 31.0", "?- staff(N, 31.0, _)."],
    ["pasted.qty holds the float 3.5, not the fraction 7r2", "?- pasted(_, 7r2, _)."],
    ["argument 1 of p/1 holds the float 2.0, not the whole number 2", "p(2.0). p(3.0).\n?- p(2)."],
    ["argument 1 of p/1 holds the atom '2', not the whole number 2", "p('2'). p(3).\n?- p(2)."],
    ["so Q = 2 in line 1 misses it. Write 2.0", "?- pasted(I, Q, _), Q = 2."],
    ["so 2 == Q in line 1 misses it. Write 2.0", "?- pasted(I, Q, _), 2 == Q."],
    ["so pasted(I, 2, _) in line 2 misses it", "?- two(I).\ntwo(I) :- pasted(I, 2, _)."],
    ["so has(nut, 2) in line 2 misses it", "has(I, Q) :- pasted(I, Q, _).\n?- has(nut, 2)."],
    ["so Q = 2 in line 1 misses it", "?- pasted(I, Q, _), ( I = nut, Q = 2 ; fail )."],
    ["so staff(N, '31', _) in line 1 misses it", "?- findall(N, staff(N, '31', _), L), L = [_|_]."],
  ])("is named: %s", async (caution, program) => {
    const result = await solve(program, { tables });
    expect(result.end).toBe("proved-no");
    expect(said(result)).toContain(caution);
  });

  test("under a negation it makes a yes, and is named there", async () => {
    const result = await solve("?- \\+ pasted(_, 2, _).", { tables });
    expect(result.end).toBe("answer");
    expect(said(result)).toContain("pasted.qty holds the float 2.0, not the whole number 2");
  });

  test("text in double marks is no atom", async () => {
    const result = await solve("parent('Ada', ben).\n?- parent(\"Ada\", X).");
    expect(result).toMatchObject({ end: "unknown" });
    expect(said(result)).toContain("argument 1 of parent/2 holds the atom 'Ada', not the string \"Ada\", and these are never the same term");
  });

  test.each([
    "?- pasted(I, 2.0, _).",
    "?- pasted(I, Q, _), Q \\== null, Q =:= 2.",
    "?- pasted(I, _, '00501').",
    "?- pasted(I, 4, _).", // nor is there a 4.0
    "?- pasted(I, null, _).",
    "?- staff(N, 31, _).",
    "?- staff(N, 99, _).",
    "?- staff(N, A, _), A = 31.",
    "p(2). p(2.0).\n?- p(2).",
    "p(X) :- X > 1.\n?- p(2).",
    "p(2.0). p(_).\n?- p(2).",
    "unused :- pasted(_, 2, _).\n?- staff(N, 31, _).",
    "?- ( staff(N, X, _) ; grades(N, X) ), N = ann.", // either, not both
  ])("is not named where nothing is missed: %s", async (program) => {
    expect(said(await solve(program, { tables }))).toBe("");
  });

  test("what it says to write finds it", async () => {
    for (const question of ["pasted(I, 2.0, _)", "(pasted(I, X, _), X \\== null, X =:= 2)", "pasted(I, _, '00501')"]) expect(await solve(`?- ${question}, I = nut.`, { tables })).toMatchObject({ end: "answer" });
  });
});

test("long tables are gone through to their end, many values no further than a million", async () => {
  const last = Array.from({ length: 300_000 }, (_, row) => `0${row}`);
  const tables = [table("long", ["code", "text", last])];
  const questions = (count: number): string => `?- ${Array.from({ length: count }, (_, index) => `long(${index === count - 1 ? 299_999 : 900_000 + index})`).join(" ; ")}.`;
  const prepared = (program: string): readonly string[] => {
    const result = prologLanguage.prepare(program, { tables, facts: "" }, LIMITS);
    return result.ok ? result.payload.cautions : [result.failure.message];
  };
  expect(prepared(questions(3))).toEqual([expect.stringContaining("long.code holds the atom '0299999', not the whole number 299999")]);
  expect(prepared(questions(5))).toEqual([]);
});

describe("a variable that stands for two columns", () => {
  test.each([
    ["staff.age holds the whole number 31 and grades.age the float 31.0, which are never the same term, so A in staff(N, A, _), grades(N, A) in line 1 is never both. Give each a variable of its own, and compare them with X =:= Y.", "?- staff(N, A, _), grades(N, A)."],
    ["pasted.code holds the atom '00501' and staff.code the whole number 501", "?- pasted(I, _, C), staff(N, _, C)."],
    ["staff.age holds the whole number 31 and grades.age the float 31.0", "?- staff(N, A, _), \\+ \\+ grades(N, A)."],
  ])("of different kinds is named: %s", async (caution, program) => {
    const result = await solve(program, { tables });
    expect(result.end).toBe("proved-no");
    expect(said(result)).toContain(caution);
  });

  test.each(["?- staff(N, _, _), grades(N, _).", "?- staff(N, A, _), grades(N, B), A =:= B.", "p(1). p(31.0).\n?- p(A), grades(N, A).", "?- staff(N, A, _), pasted(_, A, _)."])("is not named where they meet, or nothing reads alike: %s", async (program) => {
    expect(said(await solve(program, { tables }))).toBe("");
  });
});
