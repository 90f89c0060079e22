// Which end a Prolog question comes to: a yes is proved, a no is proved, and what the search could not decide is said to be open.

import { describe, expect, test } from "vitest";
import type { SolverFailure } from "../../src/solver/result.ts";
import { answer, solve, table } from "./prolog-solve.ts";

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
  ])("not decided, %s: neither held nor proved", async (_, program) => {
    expect(await solve(program, { limits: { work: 1e6 } })).toMatchObject({ end: "unknown", headline: "Not decided", explanation: [], cautions: [expect.stringContaining("Constraints left open")] });
  });

  test.each(["?- X #> Y, Y #> X.", "?- X * X #= 2 * Y * Y, X #> 0."])("not decided, with what is left: %s", async (program) => {
    const result = await solve(program, { limits: { work: 1e6 } });
    expect(result).toMatchObject({ end: "unknown", headline: "Not decided", explanation: [{ text: expect.stringMatching(/X.*#.*Y|Y.*#.*X/), note: "whether any values meet this was not found out" }] });
    expect("cautions" in result && result.cautions).toEqual([expect.stringContaining("add label([...])")]);
  });

  test("beside a question that has a solution, what is not decided is no answer", async () => {
    const result = await answer("?- X #> Y, Y #> X.\n?- Z in 1..2, label([Z]).", { limits: { work: 1e6 } });
    expect(result.headline).toBe("1 of 2 questions has solutions");
    expect(result.table?.rows.map(([, value]) => value)).toEqual(["Not decided", "Z = 1", "Z = 2"]);
  });

  test("a solution beside one that is not decided stays an answer", async () => {
    const result = await answer("?- X = 1, Y = 2 ; X #> Y, Y #> X.", { limits: { work: 1e6 } });
    expect(result.headline).toBe("2 solutions");
    expect(result.cautions.join()).toContain("Constraints left open");
  });
});

describe("a no is proved only where nothing was decided too early", () => {
  const BACHELOR = "male(bob). male(jim). married(jim).\n";
  const FIRST = "n(1). n(2). first(X) :- n(X), !.\n";

  test.each([
    ["\\+ married(X) in line 2", `${BACHELOR}bachelor(X) :- \\+ married(X), male(X).\n?- bachelor(X).`],
    ["\\+ X #> 3 in line 1", "?- X in 1..5, \\+ X #> 3, label([X])."],
    ["\\+ bad(X) in line 1", "ok(X) :- X in 1..3, \\+ bad(X). bad(2).\n?- ok(X), label([X])."],
    ["X = 1 in line 1", "f(X, Y) :- ( X = 1 -> Y = one ; Y = other ).\n?- f(X, Y), X = 2."],
    ["once(member(X,[1,2,3])) in line 1", "?- once(member(X,[1,2,3])), X > 1."],
    ["ignore(X = 1) in line 1", "?- ignore(X = 1), X = 2."],
    ["X == Y in line 1", "?- X == Y, X = Y."],
    ["X \\= a in line 1", "?- X \\= a, X = b."],
    ["var(X) in line 1", "?- nonvar(X) ; var(X), X = 1, X = 2."],
    ["The cut in line 1", `${FIRST}?- first(X), X > 1.`],
    ["The cut in line 1", "f(1, one) :- !. f(_, other).\n?- f(X, Y), X = 2."],
    ["The cut in line 1", "f(1, one) :- !. f(_, other).\n?- f(1, Y), Y = other."],
    ["The cut in line 1", "has(X, [X|_]) :- !. has(X, [_|T]) :- has(X, T).\n?- has(X, [1, 2]), X = 2."],
    ["The cut in line 1", "f(X, Y) :- ( X = 1, !, Y = one ; Y = other ).\n?- f(X, Y), X = 2."],
    ["memberchk(K-V, [a-1, b-2]) in line 1", "?- memberchk(K-V, [a-1, b-2]), V > 1."],
    ["findall(Y, member(X-Y, [a-1, b-2]), L) in line 1", "?- findall(Y, member(X-Y, [a-1, b-2]), L), X = a, L = [1]."],
    ["forall(member(X, [1]), X > 1) in line 1", "?- forall(member(X, [1]), X > 1), X = 2."],
    ["==(X) in line 1", "?- maplist(==(X), [a]), X = a."],
    ["length(L, 2), L ins 0..1 in line 1", "?- ( length(L, 2), L ins 0..1 -> L = [1, 2] ; true )."],
  ])("not decided: %s, %s", async (place, program) => {
    const result = await solve(program);
    expect(result).toMatchObject({ end: "unknown", headline: "Not decided" });
    expect("cautions" in result && result.cautions.join("\n")).toContain(place);
  });

  test("what its variables are and what to do is said", async () => {
    const result = await solve(`${BACHELOR}bachelor(X) :- \\+ married(X), male(X).\n?- bachelor(X).`);
    expect("cautions" in result && result.cautions).toEqual(["\\+ married(X) in line 2 ran while X was not known, and failed for some values without trying the others; put it behind the goals that give X a value."]);
  });

  test("a variable that stands in a negation of the question alone is asked for; one that begins with _ is any", async () => {
    const result = await solve("?- \\+ married(X).\nmarried(jim).");
    expect(result).toMatchObject({ end: "unknown", cautions: [expect.stringContaining("or write _X if no value at all is meant")] });
    expect(await solve("?- \\+ married(_X).\nmarried(jim).")).toMatchObject({ end: "proved-no" });
  });

  test.each([
    ["a test behind what gives the value", `${BACHELOR}bachelor(X) :- male(X), \\+ married(X).\n?- bachelor(X), X = jim.`],
    ["a variable of the negation alone", `${BACHELOR}?- \\+ married(_).`],
    ["a negation that binds nothing", "n(1).\n?- member(X, [1, 2]), \\+ n(_), X = 1."],
    ["a condition on what is known", "f(X, Y) :- ( X = 1 -> Y = one ; Y = other ).\n?- f(1, two)."],
    ["a cut behind a test", "max(X, Y, Z) :- X >= Y, !, Z = X.\nmax(_, Y, Y).\n?- max(3, 1, Z), Z > 5."],
    ["a cut with its result behind it", "fact(0, F) :- !, F = 1.\nfact(N, F) :- M is N - 1, fact(M, G), F is N * G.\n?- fact(3, 5)."],
    ["a cut on known terms", "has(X, [X|_]) :- !.\nhas(X, [_|T]) :- has(X, T).\n?- has(4, [1, 2, 3])."],
    ["a key that is there once", "?- memberchk(a-V, [a-1, b-2]), V > 1."],
    ["all values of one variable", "?- findall(X, member(X, [1, 2]), L), L = [1]."],
    ["negations inside setof", "?- setof(X, (member(X, [1, 2]), \\+ member(X, [2])), L), L = [2]."],
    ["terms that can never be equal", "?- f(X) \\= g(Y), X = 1, Y = 2, X = Y."],
  ])("proved: %s", async (_, program) => {
    expect(await solve(program)).toMatchObject({ end: "proved-no", cautions: [] });
  });

  test("of several questions one that is not decided makes the end unknown", async () => {
    expect(await solve(`${FIRST}?- first(X), X > 1.\n?- first(7).`)).toMatchObject({ end: "unknown", headline: "No solution was found; 1 of 2 questions is not decided" });
  });

  test("with solutions, others may be missing", async () => {
    const result = await answer(`${BACHELOR}bachelor(X) :- \\+ married(X), male(X).\n?- bachelor(X) ; X = bob.`);
    expect(result.cautions.join()).toMatch(/There may be other solutions: \\\+ married\(X\) in line 2/);
  });

  test("marks keep the meaning and the order of the solutions", async () => {
    const program = "p(X, Y) :- q(X), !, r(Y).\np(z, z).\nq(1). q(2).\nr(a). r(b).\ns(X) :- ( q(X), X > 1 ; X = 9, ! ; X = 8 ).\ns(10).\nt([a, X|T], f(X, T), X) :- !.\nt(_, _, none).\n";
    const all = async (goal: string): Promise<unknown> => (await answer(`${program}?- ${goal}.`)).table?.rows;
    expect(await all("p(X, Y)")).toEqual([["1", "a"], ["1", "b"]]);
    expect(await all("s(X)")).toEqual([["2"], ["9"]]);
    expect(await all("t([a, b, c], F, X)")).toEqual([["f(b, [c])", "b"]]);
    expect(await all("t([a, b|T], f(b, [c]), X)")).toEqual([["[c]", "b"]]);
    expect(await all("t([b], F, X)")).toEqual([["_", "none"]]);
    expect(await all("member(X, [3, 1, 2]), once((q(Y), Y > 1)), ignore(fail), forall(q(Z), Z < 3), \\+ X = 3")).toEqual([["1", "2", "_"], ["2", "2", "_"]]);
    expect(await all("bagof(X-Y, (q(X), \\+ X = 2, once(r(Y))), L)")).toEqual([["_", "_", "[1-a]"]]);
    expect(await all("maplist(memberchk, [X], [[5, 6]]), include(==(5), [4, X], L)")).toEqual([["5", "[5]"]]);
  });
});

describe("a negation that rests on another one", () => {
  test.each(["?- \\+ \\+ X = 1, X = 2.", "r(1).\nq(X) :- \\+ r(X).\np(X) :- \\+ q(X).\n?- p(X), X = 2.", "c(X) :- ( X = 1 -> fail ; true ).\n?- ( c(X) -> Y = a ; Y = b ), X = 2."])("is no fault of the engine: %s", async (program) => {
    const result = await answer(program);
    expect(result.checks).toEqual([]);
    expect(result.cautions.join("\n")).toMatch(/Perhaps not right: .* in line [123] (ran|was decided) while X was not known/);
    expect(result.cautions.join("\n")).toContain("does not hold when put back");
  });

  test("a yes that came of it is doubted where there is nothing to put back", async () => {
    const result = await answer("p :- \\+ q.\nq :- \\+ r(X), X = 2.\nr(1).\n?- p.");
    expect(result.cautions.join()).toMatch(/Perhaps not right: \\\+ r\(X\) in line 2/);
  });
});

describe("negation through tabled predicates", () => {
  const MOVES = "move(a, b). move(b, c). move(c, d).\n";

  test.each([
    ["\\+ p", ":- table p/0.\np :- \\+ p.\n?- p."],
    ["\\+ win(Y)", ":- table win/1.\nmove(a, b). move(b, a). move(b, c). win(X) :- move(X, Y), \\+ win(Y).\n?- win(X)."],
    ["\\+ p", ":- table p/0.\nq :- \\+ p. p :- \\+ q.\n?- p."],
    ["p", ":- table p/0.\np :- ( p -> fail ; true ).\n?- p."],
    ["aggregate_all(count, p(_), N)", ":- table p/1.\np(1). p(N) :- aggregate_all(count, p(_), N).\n?- p(X)."],
    ["findall(Y, p(Y), L)", ":- table p/1.\np(X) :- findall(Y, p(Y), L), length(L, X).\n?- p(X)."],
  ])("is refused where it waits for itself: %s", async (goal, program) => {
    expect(await solve(program)).toMatchObject({ end: "not-understood", code: "circle", message: expect.stringContaining(`${goal} in line 2 waits for a tabled predicate that waits for it in turn`) });
  });

  test("and where a library predicate would ask", async () => {
    expect(await solve(":- table p/1.\np(X) :- include(p, [X], L), L = [].\n?- p(1).")).toMatchObject({ end: "not-understood", code: "not-allowed", position: { line: 2, column: 9 } });
  });

  test("is right where the tables are complete by then", async () => {
    expect((await answer(`:- table win/1.\n${MOVES}win(X) :- move(X, Y), \\+ win(Y).\n?- win(X).`)).table?.rows.flat().toSorted()).toEqual(["a", "c"]);
    const knapsack = ":- table best/2.\nitem(1, 10). item(2, 25). item(3, 5).\nbest(0, 0).\nbest(N, B) :- N > 0, aggregate_all(max(V), (item(W, P), W =< N, M is N - W, best(M, B0), V is P + B0), B).\n?- best(9, B).";
    expect((await answer(knapsack)).table?.rows).toEqual([["110"]]);
  });
});

describe("arithmetic at run time", () => {
  test.each([
    "?- atom_concat(rand, om_float, A), X is A.",
    "?- atom_concat(cpu, time, A), A > 1.",
    "?- atom_concat(rand, om, A), T =.. [A, 5], X is 1 + T.",
    "?- sum_list([1, random_float], X).",
    "?- maplist(max_list, [[cputime]], L).",
    "?- maplist(is, [X], [random_float]).",
    "?- foldl([X, A, B]>>(B is A + X), [realtime], 0, S).",
    "?- aggregate_all(sum(X), member(X, [cputime]), S).",
    "?- T = max(X, y), aggregate_all(T, member(X, [cputime]), S).",
    "?- aggregate_all(r(count, min(X)), member(X, [cputime]), S).",
  ])("no clock and no chance: %s", async (program) => {
    expect(await solve(program)).toMatchObject({ end: "not-understood", code: "type", message: expect.stringContaining("another result each time") });
  });

  test("nor out of a table", async () => {
    const tables = [table("t", ["f", "text", ["random_float"]])];
    expect(await solve("?- t(F), X is F.", { tables })).toMatchObject({ end: "not-understood", code: "type" });
    expect((await answer("?- t(F).", { tables })).headline).toBe("random_float");
  });

  test.each([
    ["?- t(_, X), Y is X + 1, Y > 5.", "a number"],
    ["?- t(_, X), X > 5.", "a number"],
    ["?- t(_, X), X #> 5.", "a whole number"],
    ["?- t(_, X), between(X, 3, Y), fail.", "a whole number"],
    ["?- findall(X, t(_, X), L), sum_list(L, S).", "a number"],
    ["?- aggregate_all(max(X), t(_, X), S).", "a number"],
  ])("an empty cell is named with its column: %s", async (program, needed) => {
    const tables = [table("t", ["n", "text", ["a", "b"]], ["x", "integer", [1, null]])];
    const { message } = (await solve(program, { tables })) as SolverFailure;
    expect(message).toContain(`null stands where ${needed}`);
    expect(message).toContain("it is an empty cell of t.x. To skip empty cells, write X \\== null behind the goal that reads the table");
    expect((await answer(program.replace("t(_, X)", "(t(_, X), X \\== null)").replace("5", "0").replace(", fail", ""), { tables })).end).toBe("answer");
  });

  test("where several columns have empty cells all are named, and null that is no cell is a word like others", async () => {
    const tables = [table("t", ["x", "integer", [null]]), table("u", ["y", "real", [null]])];
    expect(await solve("?- t(X), u(Y), Z is X * Y.", { tables })).toMatchObject({ message: expect.stringContaining("an empty cell of t.x or u.y") });
    expect(await solve("?- X = null, length(L, X).")).toMatchObject({ message: expect.not.stringContaining("cell") });
  });

  test.each([
    ["max(V-N)", "max(V, N)", "aggregate_all(max(V-N), score(N, V), M)", "max(5, bob)"],
    ["min(V - N)", "min(V, N)", "aggregate_all(min(V - N), score(N, V), M)", "min(3, v(ann))"],
    ["max(V-N)", "max(V, N)", "aggregate_all(r(count, max(V-N)), score(N, V), M)", "r(2, max(5, bob))"],
  ])("%s subtracts, and for a pair %s is written", async (wrong, right, question, found) => {
    const scores = "score(v(ann), 3). score(bob, 5).\n";
    const { message } = (await solve(`${scores}?- ${question}.`)) as SolverFailure;
    expect(message).toContain(`${wrong} subtracts; for the largest or smallest value with what belongs to it, write ${right}.`);
    expect((await answer(`${scores}best(M) :- ${question.replace(wrong, right)}.\n?- best(M).`)).headline).toBe(found);
    expect(((await solve(`${scores}best(M) :- ${question}.\n?- best(M).`)) as SolverFailure).message).toContain(`write ${right}`);
  });

  test("a difference of numbers is one, and elsewhere no pair is spoken of", async () => {
    expect((await answer("trade(3, 1). trade(5, 4).\n?- aggregate_all(max(P-C), trade(P, C), M).")).table?.rows[0]?.at(-1)).toBe("2");
    for (const question of ["aggregate_all(max(N), score(N, _), M)", "score(N, V), X is V - N"]) {
      const { message } = (await solve(`score(ann, 3).\n?- ${question}.`)) as SolverFailure;
      expect(message).toContain("ann stands where a number is needed");
      expect(message).not.toContain("subtracts");
    }
  });

  test("their names are words like others, and known functions are calculated", async () => {
    expect((await answer("method(random).\n?- method(X).")).headline).toBe("random");
    expect((await answer("?- E = 1 + 2 * max(3, 4), X is E, maplist([A, B]>>(B is A), [2 ** 3, pi - pi], L).")).table?.rows).toEqual([["1+2*max(3, 4)", "9", "_", "_", "[8, 0.0]"]]);
  });
});

describe("terms that stand in themselves", () => {
  const LESS = "less(X, s(X)).\nloop(0).\nloop(N) :- N > 0, M is N - 1, loop(M).\n";

  test.each(["?- less(A, A).", "p :- less(A, A).\n?- p.", "p :- loop(5000), less(A, A).\n?- p.", "p(X, X).\n?- p(Y, f(Y)).", "?- \\+ X = f(X)."])("end in words: %s", async (program) => {
    expect(await solve(LESS + program)).toMatchObject({ end: "not-understood", code: "infinite-term", message: expect.stringContaining("which has no end") });
  });

  test("unify_with_occurs_check fails, and terms that only share variables are none of them", async () => {
    expect(await solve("?- unify_with_occurs_check(X, f(X)).")).toMatchObject({ end: "proved-no" });
    expect((await answer(`${LESS}?- less(A, B), less(B, C), A = z.`)).table?.rows).toEqual([["z", "s(z)", "s(s(z))"]]);
  });

  test("long lists are built in time that grows with their length", async () => {
    expect((await answer("?- numlist(1, 100000, L), foldl([X, A, [X|A]]>>true, L, [], R), R = [N|_], L = [_|_], length(R, K), K =:= N, fail ; N = 1.")).table?.rows.length).toBe(1);
  }, 20_000);
});
