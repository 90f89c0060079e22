// What Prolog programs answer: exact arithmetic, search, constraints, tables, proofs, why-not and the honest ends.

import { describe, expect, test } from "vitest";
import type { Explanation } from "../../src/solver/result.ts";
import { answer, rows, solve, table } from "./prolog-solve.ts";

const FAMILY = "parent(ada, ben).\nparent(ben, dora).\nparent(ada, cleo).\nancestor(X, Y) :- parent(X, Y).\nancestor(X, Y) :- parent(X, Z), ancestor(Z, Y).\n";
const lines = (explanation: readonly Explanation[]): readonly string[] => explanation.flatMap(({ text, note, children }) => [`${text} | ${note}`, ...lines(children)]);

describe("exact arithmetic", () => {
  test.each([
    ["numlist(1, 30, L), foldl([X, A, B]>>(B is A * X), L, 1, F)", "F", "265252859812191058636308480000000"],
    ["X is 2 ** 200", "X", "1606938044258990275541962092341162602522202993782792835301376"],
    ["X is 2 ^ 200", "X", "1606938044258990275541962092341162602522202993782792835301376"],
    ["X is 7 / 2", "X", "7r2"],
    ["X is 1 / 3 + 1 / 6", "X", "1r2"],
    ["X is 6 / 3", "X", "2"],
    ["X is 7 // 2", "X", "3"],
    ["X is -7 mod 3", "X", "2"],
    ["X is max(3, 2) * abs(-4)", "X", "12"],
    ["X is gcd(84, 36)", "X", "12"],
  ])("%s", async (goal, name, value) => {
    const { table: found } = await answer(`?- ${goal}.`);
    expect(found?.rows[0]?.[found.columns.indexOf(name)]).toBe(value);
  });

  test("a fraction is explained, and so is a float", async () => {
    expect((await answer("?- X is 7 / 2.")).cautions.join()).toContain("7r2 is the fraction 7/2, exact");
    expect((await answer("?- X is sqrt(2).")).cautions.join()).toContain("floats, exact to about 16 digits");
  });

  test.each(["X is 1 / 0", "X is foo + 1", "X is Y + 1"])("%s is an error in words", async (goal) => {
    const result = await solve(`?- ${goal}.`);
    expect(result).toMatchObject({ end: "not-understood" });
    expect("message" in result && result.message.length).toBeGreaterThan(20);
  });
});

describe("search", () => {
  test("every solution in Prolog's order, with the source of each fact", async () => {
    const result = await answer(`${FAMILY}?- ancestor(Who, dora).`);
    expect(result.table).toMatchObject({ columns: ["Who"], rows: [["ben"], ["ada"]], total: 2 });
    expect(result.checks.join()).toMatch(/put back into the question: all 2 solutions hold/);
    expect(lines(result.explanation)).toEqual(expect.arrayContaining(["parent(ben, dora) | fact, line 2", "ancestor(ada, dora) | rule, line 5"]));
    expect(result.work).toMatchObject({ unit: "inferences" });
  });

  test("facts beside the program have lines of their own", async () => {
    const result = await answer("likes(X) :- fruit(X).\n?- likes(pear).", { facts: "fruit(apple).\nfruit(pear)." });
    expect(result.headline).toBe("Yes");
    expect(lines(result.explanation)).toContain("fruit(pear) | fact, line 2 of the facts");
  });

  test("the same program takes the same inferences every time", async () => {
    const program = `${FAMILY}?- ancestor(X, Y).`;
    const first = await answer(program);
    await rows("?- member(X, [1,2,3]).");
    expect((await answer(program)).work).toEqual(first.work);
  });

  test.each([
    ["findall(X-Y, (member(X, [1,2]), member(Y, [a,b])), L)", "[1-a, 1-b, 2-a, 2-b]"],
    ["setof(X, member(X, [c,a,b,a]), L)", "[a, b, c]"],
    ["aggregate_all(count, member(_, [a,b]), L)", "2"],
    ["length(L, 2)", "[_, _]"],
    ["atom_length('größe 😀', L)", "7"],
    ["msort([b, 1, a, 2.0, \"s\"], L)", "[1, 2.0, \"s\", a, b]"],
    ["include([X]>>(X > 1), [1,2,3], L)", "[2, 3]"],
    ["nb = nb, L = 'it''s'", "it's"],
  ])("%s", async (goal, value) => {
    const { table: found } = await answer(`?- ${goal}.`);
    expect(found?.rows[0]?.[found.columns.indexOf("L")]?.replaceAll(/_\w+/g, "_")).toBe(value);
  });

  test.each([
    ["term_to_atom(f(X, Y, X), A)", "f(_1,_2,_1)"],
    ["term_to_atom(X, A)", "'_1'"],
    ["Z = b, term_to_atom([X, Z|Y] - 'B c', A)", "'[_1,b|_2]-\\'B c\\''"],
    ["X #> 3, term_to_atom(X, A)", "'_1'"],
    ["maplist(term_to_atom, [f(X)], [A])", "f(_1)"],
    ["term_to_atom(f(a, 'B c', \"s\", - 1, 1 - -1, '$VAR'(1)), A)", "f(a,'B c',\"s\",- 1,1- -1,'$VAR'(1))"],
    ["term_to_atom(f(X, Y), 'f(a, B)'), A = X", "a"],
  ])("text of a term, variables by their order, the same in every run: %s", async (goal, text) => {
    for (const _ of [1, 2]) {
      const { table: found } = await answer(`?- ${goal}.`);
      expect(found?.rows[0]?.[found.columns.indexOf("A")]).toBe(text);
    }
  });

  test("negation, cuts, conditions and disjunction keep their meaning", async () => {
    const program = "n(1). n(2). n(3).\nfirst(X) :- n(X), !.\nsize(X, S) :- ( X > 2 -> S = big ; X > 1 -> S = middle ; S = small ).\nodd(X) :- n(X), \\+ X =:= 2.\n";
    expect(await rows(`${program}?- first(X).`)).toEqual([["1"]]);
    expect(await rows(`${program}?- n(X), size(X, S).`)).toEqual([["1", "small"], ["2", "middle"], ["3", "big"]]);
    expect(await rows(`${program}?- odd(X) ; X = 9.`)).toEqual([["1"], ["3"], ["9"]]);
  });

  test("tabling ends a left recursion", async () => {
    const program = ":- table path/2.\nedge(a, b). edge(b, c). edge(c, a).\npath(X, Y) :- path(X, Z), edge(Z, Y).\npath(X, Y) :- edge(X, Y).\n?- path(a, X).";
    expect(new Set((await rows(program)).flat())).toEqual(new Set(["a", "b", "c"]));
  });

  test("several questions are answered in one run", async () => {
    const result = await answer(`${FAMILY}?- parent(ada, X).\n?- parent(zoe, _).`);
    expect(result.headline).toBe("1 of 2 questions has solutions");
    expect(result.table?.rows).toHaveLength(3);
  });

  test("more solutions than asked for are cut, and said", async () => {
    const result = await answer("?- between(1, 1000000, X).", { limits: { rows: 5 } });
    expect(result.table?.rows).toHaveLength(5);
    expect(result.cautions.join()).toContain("there may be more");
  });
});

describe("constraints", () => {
  test("SEND + MORE = MONEY has its one solution, put back", async () => {
    const program = "p([S,E,N,D,M,O,R,Y]) :- L = [S,E,N,D,M,O,R,Y], L ins 0..9, all_different(L), S #\\= 0, M #\\= 0,\n 1000*S+100*E+10*N+D + 1000*M+100*O+10*R+E #= 10000*M+1000*O+100*N+10*E+Y, label(L).\n?- p(L).";
    const result = await answer(program);
    expect(result.table?.rows).toEqual([["[9, 5, 6, 7, 1, 0, 8, 2]"]]);
    expect(result.checks.join()).toContain("put back into the question");
  });

  test("what is narrowed but not fixed is shown as such, with what to add", async () => {
    const result = await answer("?- X #> 3, X #< 9, X mod 2 #= 0.");
    expect(result.table?.columns).toEqual(["X", "where"]);
    expect(result.table?.rows[0]?.[1]).toMatch(/X in 4\.\.8/);
    expect(result.cautions.join()).toContain("add label([X])");
  });

  test("no whole number squares to 2: the search is complete", async () => {
    expect(await solve("?- X in 0..1000, X * X #= 2, label([X]).")).toMatchObject({ end: "proved-no", headline: "No solution" });
  });
});

describe("tables", () => {
  const sales = table("sales", ["region", "text", ["north", "south", "it's"]], ["amount", "integer", ["12345678901234567890", "5", null]], ["share", "real", [0.5, 1, 2.25]]);

  test("rows are facts, exact and with their row numbers", async () => {
    expect(await rows("?- sales(R, A, S).", { tables: [sales] })).toEqual([["north", "12345678901234567890", "0.5"], ["south", "5", "1.0"], ["it's", "null", "2.25"]]);
    const result = await answer("big(R) :- sales(R, A, _), A \\= null, A > 100.\n?- big(R).", { tables: [sales] });
    expect(result.table?.rows).toEqual([["north"]]);
    expect(result.cautions.join()).toMatch(/Empty cells of sales\.\w+ are the atom null; to skip them, write X \\== null/);
    // A no may come of it too.
    expect(await solve("?- sales(north, 5, _).", { tables: [sales] })).toMatchObject({ end: "proved-no", cautions: [expect.stringContaining("are the atom null")] });
    expect(await solve("?- sales(north, 5, _).\n?- sales(south, null, _).", { tables: [sales] })).toMatchObject({ end: "proved-no", cautions: [expect.stringContaining("are the atom null")] });
    expect(lines(result.explanation).some((line) => /^sales\(north.*row 1/.test(line))).toBe(true);
  });

  test("a changed table is read anew, an unchanged one is kept, a table that is gone is unknown", async () => {
    expect(await rows("?- t(X).", { tables: [table("t", ["x", "integer", [1]])] })).toEqual([["1"]]);
    expect(await rows("?- t(X).", { tables: [table("t", ["x", "integer", [2]])] })).toEqual([["2"]]);
    expect(await solve("?- t(X).")).toMatchObject({ end: "not-understood", code: "unknown-predicate" });
  });

  test("10,000 rows join in less than the limit", async () => {
    const many = table("edge", ["a", "integer", Array.from({ length: 10_000 }, (_, i) => i)], ["b", "integer", Array.from({ length: 10_000 }, (_, i) => (i * 7) % 10_000)]);
    const result = await answer("?- aggregate_all(count, (edge(X, Y), edge(Y, Z), Z < 100, X < 5000), N).", { tables: [many] });
    expect(Number(result.table?.rows[0]?.at(-1))).toBe(Array.from({ length: 5000 }, (_, x) => (49 * x) % 10_000).filter((z) => z < 100).length);
  });
});

describe("ends without an answer", () => {
  test("no: the goals that failed are named", async () => {
    const result = await solve(`${FAMILY}?- ancestor(dora, ada).`);
    expect(result).toMatchObject({ end: "proved-no", headline: "No" });
    expect("explanation" in result && lines(result.explanation).join("\n")).toMatch(/parent\(dora, ada\) \| no fact or rule fits/);
  });

  test("unknown: what no fact mentions is not denied", async () => {
    expect(await solve(`${FAMILY}?- ancestor(zoe, ada).`)).toMatchObject({ end: "unknown", headline: expect.stringContaining("zoe") });
  });

  test.each([
    ["?- grandparent(X, Y).", "unknown-predicate", 1, 4],
    ["p(1)\n?- p(X).", "syntax", 2, 1],
    ["p(1).", "no-query", 1, 6],
    ["?- X is 1 + .", "syntax", 1, 13],
    ["?- p('abc).", "syntax", 1, 6],
    ["?- foo:bar(X).", "not-allowed", 1, 4],
    ["append(a, b, c) :- true.\n:- dynamic q/1.\n?- true.", "not-allowed", 2, 4],
    ["?- X = [1, 2.", "syntax", 1, 8],
  ])("not understood: %s", async (program, code, line, column) => {
    expect(await solve(program)).toMatchObject({ end: "not-understood", code, position: { line, column } });
  });

  test.each([
    ["loop :- loop.\n?- loop.", "work"],
    ["p(X) :- p(f(X)).\n?- p(a).", "work"],
    ["?- length(L, 200000000).", "memory"],
    ["?- X is 10 ** (10 ** 10).", "too-large"],
    ["?- numlist(1, 500000000, L).", "memory"],
  ])("out of budget: %s", async (program) => {
    expect(await solve(program, { limits: { work: 3e6 } })).toMatchObject({ end: "out-of-budget" });
    // The engine is as good as before.
    expect(await rows("?- X is 20 + 22.")).toEqual([["42"]]);
  });
});
