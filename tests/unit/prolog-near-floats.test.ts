// Where the rounding of floats alone decides, the no and the yes say so; where the numbers differ in truth, nothing is said.

import { describe, expect, test } from "vitest";
import type { SolverResult } from "../../src/solver/result.ts";
import { solve, table } from "./prolog-solve.ts";

const PRICES = "price(a, 0.1). price(b, 0.2). price(c, 0.3). price(d, 5).\n";
const said = (result: SolverResult): string => ("cautions" in result ? result.cautions.filter((caution) => caution.includes("rounding of floats alone")).join("\n") : "");

describe("a no that comes of rounding", () => {
  test.each([
    ["0.1+0.2=:=0.3", "price(a, X), price(b, Y), X + Y =:= 0.3"],
    ["0.1+0.2=<0.3", "price(a, X), price(b, Y), X + Y =< 0.3"],
    ["0.3>=0.1+0.2", "price(a, X), price(b, Y), 0.3 >= X + Y"],
    ["0.3 is 0.1+0.2", "price(a, X), price(b, Y), 0.3 is X + Y"],
    ["0.30000000000000004=0.3", "price(a, X), price(b, Y), Z is X + Y, Z = 0.3"],
    ["0.6000000000000001=:=0.6", "findall(P, (price(I, P), I \\= d), L), sum_list(L, S), S =:= 0.6"],
    ["sum_list([0.1, 0.2], 0.3)", "sum_list([0.1, 0.2], 0.3)"],
    ["=:=0", "price(a, X), price(b, Y), price(c, Z), D is X + Y - Z, D =:= 0"],
    ["=:=100", "findall(0.1, between(1, 1000, _), L), sum_list(L, S), S =:= 100"],
    ["\\+0.1+0.2=\\=0.3", "\\+ 0.1 + 0.2 =\\= 0.3"],
  ])("is said: %s", async (goal, question) => {
    const result = await solve(`${PRICES}?- ${question}.`);
    expect(result.end).toBe("proved-no");
    expect(said(result)).toContain(`${goal} does not hold by the rounding`);
  });

  test.each([
    ["0.1+0.1=:=0.3", "price(A, X), price(B, Y), X + Y =:= 0.3"],
    ["0.1+0.1=:=0.3", "price(a, X), member(Y, [0.1, 0.2]), Z is X, Z + Y =:= 0.3"],
    ["0.3 is 0.1+0.1", "price(a, X), price(_, Y), 0.3 is X + Y"],
  ])("may be of the second and later tries: %s and others, %s", async (goal, question) => {
    const result = await solve(`${PRICES}?- ${question}.`);
    expect(result.end).toBe("proved-no");
    expect(said(result)).toContain(`${goal} and others like it ask calculated floats to be equal`);
  });

  test("within a rule, and with the cells of a table", async () => {
    const tables = [table("item", ["name", "text", ["a", "b"]], ["price", "real", [0.1, 0.2]])];
    expect(said(await solve("pair(T) :- item(a, X), item(b, Y), X + Y =:= T.\n?- pair(0.3).", { tables }))).toContain("0.1+0.2=:=0.3");
    expect(said(await solve("pair(T) :- item(a, X), item(b, Y), X + Y =:= T.\n?- pair(0.7).", { tables }))).toBe("");
    expect(said(await solve("pair(T) :- item(_, X), item(_, Y), X + Y =:= T.\n?- pair(0.3).", { tables }))).toContain("and others like it");
  });

  test.each([
    "price(_, P), P > 7.0",
    "price(a, X), price(b, Y), X + Y =:= 0.4",
    "price(a, X), price(b, Y), X + Y > 0.3001",
    "price(a, X), price(b, Y), X + Y < 0.3", // nor on paper
    "price(a, P), P =:= 0.10000000001", // as written, nothing was calculated
    "X = 3, X + 1 =:= 4.5",
    "price(_, X), X =:= 0.35", // nothing is calculated
    "price(_, X), X + X > 70.5", // no equality
    "member(X, [0.5, 0.25]), X + X =:= 0.75", // exact, all of them
    "1r10 + 2r10 =:= 4r10",
    "price(e, _)",
  ])("is not said of another no: %s", async (question) => {
    expect(said(await solve(`${PRICES}?- ${question}.`))).toBe("");
  });

  test("what it says to do helps", async () => {
    expect(await solve("?- 1r10 + 2r10 =:= 3r10.")).toMatchObject({ end: "answer", cautions: [] });
    for (const goal of ["abs(X - Y) < 1.0e-9", "X =< Y + 1.0e-9"]) expect(await solve(`?- X is 0.1 + 0.2, Y = 0.3, ${goal}.`)).toMatchObject({ end: "answer" });
    expect(await solve("?- X is 0.1 + 0.2, Y = 0.3, X > Y + 1.0e-9.")).toMatchObject({ end: "proved-no", cautions: [] });
  });
});

describe("a yes that comes of rounding", () => {
  test.each([
    ["\\+0.1+0.2=:=0.3", "\\+ 0.1 + 0.2 =:= 0.3"],
    ["0.1+0.2>0.3", "price(a, X), price(b, Y), X + Y > 0.3"],
    ["0.1+0.2=\\=0.3", "price(a, X), price(b, Y), X + Y =\\= 0.3"],
    ["0.30000000000000004\\==0.3", "Z is 0.1 + 0.2, Z \\== 0.3"],
  ])("is said: %s", async (goal, question) => {
    const result = await solve(`${PRICES}?- ${question}.`);
    expect(result.end).toBe("answer");
    expect(said(result)).toContain(`${goal} holds by the rounding`);
  });

  test.each(["price(a, X), price(b, Y), X + Y >= 0.3", "price(a, X), X + X =:= 0.2", "price(a, X), X < 0.2", "Z is 0.1 + 0.2", "sum_list([0.1, 0.2], S)", "\\+ 0.1 + 0.2 =:= 0.4", "X is 0.1 ** 3"])("is not said of another yes: %s", async (question) => {
    const result = await solve(`${PRICES}?- ${question}.`);
    expect(result.end).toBe("answer");
    expect(said(result)).toBe("");
  });
});
