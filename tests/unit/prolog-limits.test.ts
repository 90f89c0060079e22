// Terms, programs and numbers that are too deep, too long or too large: an answer cut with a note, or an end that says the limit.

import { describe, expect, test } from "vitest";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import { readNumber } from "../../src/solver/prolog/lex-number.ts";
import type { SolverFailure } from "../../src/solver/result.ts";
import { answer, LIMITS, rows, solve } from "./prolog-solve.ts";

const BUILD = "build(0, z).\nbuild(N, n(T)) :- N > 0, M is N - 1, build(M, T).\nleft(0, z).\nleft(N, n(T, x)) :- N > 0, M is N - 1, left(M, T).\nsum(0, 0).\nsum(N, T + 1) :- N > 0, M is N - 1, sum(M, T).\n";

describe("terms nested thousands deep", () => {
  test.each(["build", "left", "sum"])("an answer is cut with a note, after few inferences: %s", async (name) => {
    const result = await answer(`${BUILD}?- ${name}(4000, T).`);
    expect(result.table?.rows[0]?.[0]).toMatch(/…/);
    expect(result.cautions).toContain("Terms that are nested more than 500 deep are cut there: … stands for the rest.");
    expect(result.checks).toEqual(["put back into the question: the solution holds"]);
    expect(result.work.count).toBeLessThan(200_000);
  });

  test("of what is cut 500 levels are shown, and 400 levels are shown whole", async () => {
    const [[cut = ""] = []] = await rows(`${BUILD}?- build(501, T).`);
    expect(cut).toBe(`${"n(".repeat(500)}…${")".repeat(500)}`);
    const whole = await answer(`${BUILD}?- build(400, T).`);
    expect(whole.table?.rows).toEqual([[`${"n(".repeat(400)}z${")".repeat(400)}`]]);
    expect(whole.cautions).toEqual([]);
  });

  test("twenty thousand levels are kept and put back too", async () => {
    const result = await answer(`${BUILD}?- left(20000, T).`);
    expect(result.cautions.join()).toContain("cut there");
    expect(result.checks).toEqual(["put back into the question: the solution holds"]);
  }, 30_000);

  test("in a proof, in a why-not and in an error", async () => {
    const proof = await answer(`${BUILD}p(N) :- build(N, T), q(T).\nq(n(_)).\n?- p(1500).`);
    expect(JSON.stringify(proof.explanation)).toContain("…");
    const no = await solve(`${BUILD}p(N) :- build(N, T), q(T).\nq(m(_)).\n?- p(4000).`);
    expect(no.end === "proved-no" && JSON.stringify(no.explanation)).toContain(`q(${"n(".repeat(99)}…`);
    expect(await solve(`${BUILD}?- build(4000, T), atom_length(T, L).`)).toMatchObject({ end: "not-understood", message: expect.stringContaining("…") });
    expect(await solve(`${BUILD}?- sum(4000, T), X is T, Y = X, T = 1.`)).toMatchObject({ end: "proved-no" });
  });

  test("text is not made of them, nor they of text", async () => {
    for (const question of ["build(4000, T), term_to_atom(T, A)", "build(4000, T), maplist(term_to_atom, [T], A)", "length(L, 1001), maplist(=('('), L), atomic_list_concat(L, A), term_to_atom(T, A)"]) {
      expect(await solve(`${BUILD}?- ${question}.`)).toMatchObject({ end: "out-of-budget", code: "too-deep" });
    }
    expect(await rows("?- term_to_atom(f(g(1), [2]), A), term_to_atom(B, A), B = f(C, _).")).toEqual([["f(g(1),[2])", "f(g(1), [2])", "g(1)"]]);
  });

  test("lists are one level, whatever their length", async () => {
    const result = await answer("?- numlist(1, 10000, L).");
    expect(result.table?.rows[0]?.[0]).toMatch(/^\[1, 2, 3, .*, 9999, 10000\]$/);
    expect(result.cautions).toEqual([]);
    expect(await solve("?- numlist(1, 100000, L).")).toMatchObject({ end: "out-of-budget", code: "too-large" });
    expect(await rows(`?- L = [${Array.from({ length: 10_000 }, (_, i) => i).join(", ")}], last(L, X), L = [Y|_], L = [_|_], M = X.`)).toHaveLength(1);
  });

  test("a term of few parts that is written as many ends in words", async () => {
    expect(await solve("d(0, z).\nd(N, f(T, T)) :- N > 0, M is N - 1, d(M, T).\n?- d(60, T).")).toMatchObject({ end: "out-of-budget", code: "too-large" });
  });
});

describe("programs nested deep", () => {
  const nested = (open: string, inner: string, close: string, levels: number): string => open.repeat(levels) + inner + close.repeat(levels);

  test.each([
    ["parentheses", nested("(", "a", ")", 5000)],
    ["lists", nested("[", "", "]", 5000)],
    ["braces", nested("{", "a", "}", 5000)],
    ["arguments", nested("f(", "a", ")", 5000)],
  ])("%s: refused with their place", (_, term) => {
    const prepared = prologLanguage.prepare(`p(1).\n?- X = ${term}.`, { tables: [], facts: "" }, LIMITS);
    expect(prepared).toMatchObject({ ok: false, failure: { end: "not-understood", code: "too-deep", position: { line: 2 } } });
  });

  const GOALS: readonly (readonly [string, string, string])[] = [
    ["(", "true", ", true)"],
    ["(", "fail", " ; true)"],
    ["once(", "true", ")"],
    ["findall(X, ", "true", ", _)"],
    ["call(", "true", ")"],
    ["\\+ ", "p(_)", ""],
    ["( ", "true", " -> true ; fail )"],
  ];
  test.each(GOALS)("goals, %s: refused beyond 200, and run up to there", async (open, inner, close) => {
    const refused = await solve(`p(1).\n?- ${nested(open, inner, close, 450)}.`);
    expect(refused).toMatchObject({ end: "not-understood", code: "too-deep", message: expect.stringContaining("200 goals inside one another"), position: { line: 2 } });
    expect((await solve(`p(1).\n?- ${nested(open, inner, close, 190)}.`)).end).toMatch(/^(answer|proved-no)$/);
  });

  test("goals after one another and branches are not nested", async () => {
    expect((await answer(`?- ${Array.from({ length: 900 }, () => "true").join(", ")}.`)).headline).toBe("Yes");
    expect((await answer(`p(1).\n?- p(X), ${nested("( X > 1 -> Y = 1 ; ", "Y = 2", " )", 400)}.`)).headline).toBe("X = 1, Y = 2");
  });
});

describe("rules that call themselves first", () => {
  const EDGES = "edge(a, b). edge(b, c).\n";
  const PATH = "path(X, Y) :- path(X, Z), edge(Z, Y).\npath(X, Y) :- edge(X, Y).\n";
  const SAID = "calls itself first in the rule of line";
  const ended = async (program: string): Promise<string> => {
    const result = await solve(program, { limits: { work: 1e6 } });
    expect([program, result.end]).toEqual([program, "out-of-budget"]);
    return (result as SolverFailure).message;
  };

  test.each([
    ["path/2", 2, `${EDGES}${PATH}?- path(a, X).`],
    ["path/2", 2, `${EDGES}path(X, Y) :- X \\== Y, path(X, Z), edge(Z, Y).\n?- path(a, X).`],
    ["p/1", 1, "p(X) :- q(X).\nq(X) :- r(X), s.\nr(X) :- p(X).\ns.\n?- p(1)."],
    ["n/1", 1, "n(X) :- n(Y), X is Y + 1.\n?- n(X)."],
    ["p/1", 2, "s.\np(X) :- ( p(X), s ; s ).\n?- p(1)."],
  ])("%s in line %i is named: %#", async (key, line, program) => {
    const message = await ended(program);
    expect(message).toContain(`${key} ${SAID} ${line}`);
    expect(message).toContain(`Write :- table ${key}. at the top`);
  });

  test.each([
    ["p/0", "p :- \\+ q.\nq :- \\+ p.\n?- p."],
    ["p/0", "p :- \\+ p.\n?- p."],
    ["p/0", "p :- ( p -> fail ; true ).\n?- p."],
    ["p/0", "p :- q.\nq :- r.\nr :- \\+ p.\n?- p."],
    ["p/0", "p :- p.\np :- \\+ p.\n?- p."],
    ["p/1", "p(X) :- \\+ q(X).\nq(X) :- p(X).\n?- p(1)."],
  ])("%s through a negation or condition is not to be tabled, which would be refused: %#", async (key, program) => {
    const message = await ended(program);
    expect(message).toContain(`${key} ${SAID} 1, through \\+ or a condition`);
    expect(message).not.toContain("Write :- table");
    expect(message).toContain(":- table does not help there");
    expect(await solve(`:- table ${key}.\n${program}`)).toMatchObject({ end: "not-understood", code: "circle" });
  });

  test("a negation beside the recursion, not on its way, changes nothing", async () => {
    expect(await ended(`${EDGES}${PATH}far(X) :- \\+ path(X, c).\n?- far(a).`)).toContain("Write :- table path/2. at the top");
  });

  test("and where some solutions came first", async () => {
    const result = await answer(`${EDGES}path(X, Y) :- edge(X, Y).\npath(X, Y) :- path(X, Z), edge(Z, Y).\n?- path(a, X).`, { limits: { work: 1e6 } });
    expect(result.cautions.join()).toContain(`path/2 ${SAID} 3`);
  });

  test.each(["f(N) :- M is N + 1, f(M).\n?- f(0).", "len([_|T], N) :- len(T, M), N is M + 1.\nlen([], 0).\n?- len(L, 3).", `${EDGES}walk(X, Y) :- edge(X, Y).\nwalk(X, Y) :- edge(X, Z), walk(Z, Y).\nup(N) :- M is N + 1, up(M).\n?- walk(a, c), up(0).`, `${PATH}edge(a, b).\nf(N) :- M is N + 1, f(M).\n?- f(0).`])("nothing is said of it where none is: %#", async (program) => {
    const message = await ended(program);
    expect(message).not.toContain(SAID);
    expect(message).toContain("Check that recursion comes to an end");
  });

  test("a predicate is tabled in the program that says so, not in the next one", async () => {
    expect((await answer(`:- table path/2.\n${EDGES}${PATH}?- path(a, X).`)).table?.rows.length).toBe(2);
    await ended(`${EDGES}${PATH}?- path(a, X).`);
    expect((await answer(`:- table path/2.\n${EDGES}${PATH}?- path(a, X).`)).table?.rows.length).toBe(2);
  });
});

describe("numbers too large for the memory", () => {
  test.each([
    "X is 1 << 10000000000",
    "Y = 10000000000, X is 1 << Y",
    "X is 1 >> -10000000000",
    "X is 1 << 100000000000000000000000",
    "X is 2 ** 10000000000",
    "X is 1 + 7 ^ 7 ^ 7 ^ 7",
    "X is 2r3 ** 100000000",
    "T = 1 << 10000000000, X is T",
    "sum_list([1 << 10000000000], X)",
    "maplist([A, B]>>(B is 2 ** A), [3, 10000000000], X)",
    "maplist(is, [X], [2 ** 10000000000])",
  ])("at once and with the limit: %s", async (goal) => {
    const result = await solve(`?- ${goal}.`);
    expect(result).toMatchObject({ end: "out-of-budget", code: "too-large", message: expect.stringContaining("at most about 240,000 digits (800,000 bits)") });
  });

  test.each(["X #= 1 << 10000000000", "X #= 2 ^ 10000000000", "X #= 7 ^ 7 ^ 7 ^ 7", "X #> 2 ^ 3 + 1 << 3000000000000000000000"])("in constraints with the place: %s", async (goal) => {
    expect(await solve(`?- ${goal}.`)).toMatchObject({ end: "not-understood", code: "too-large", position: { line: 1 }, message: expect.stringContaining("at most about 240,000 digits (800,000 bits)") });
  });

  test("the longest fractions are read in lowest terms: two neighbouring Fibonacci numbers take Euclid's algorithm the most steps", () => {
    const least = 10n ** 9998n;
    let [above, below] = [1n, 1n];
    while (above < least) [above, below] = [above + below, above];
    const text = `${2n * above}r${2n * below}`;
    expect(readNumber(text, 0)).toEqual({ kind: "rational", content: `${above}r${below}`, end: text.length });
  });

  test("large ones are calculated, and powers that stay small", async () => {
    expect(await rows("?- X is (1 << 780000) mod 7, Y is (2 ** 700000) mod 7, Z is 0 << 10000000000, U is (-1) ^ 10000000001, V is 2 ** -3, W is 5 >> 10000000000.")).toEqual([["1", "2", "0", "-1", "1r8", "0"]]);
    expect(await rows("?- X #= 2 ^ 100 - 3 ^ 2, Y #= (1 << 30) - 1, Z #= 1 ^ 10000000000.")).toEqual([["1267650600228229401496703205367", "1073741823", "1"]]);
  });
});
