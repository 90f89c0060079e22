// Prolog programs that want out or want to break the parser: refused with a place, or bounded; and what gets through always loads.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { LIMITS, rows, solve } from "./prolog-solve.ts";

describe("refused by the parser and its allow-list", () => {
  test.each([
    "?- _ := fetch(\"http://x\").",
    "?- js_eval(\"1\").",
    "?- call(js_eval, \"1\").",
    "?- G = js_eval(\"1\"), call(G).",
    "?- X = halt, X.",
    "?- G =.. [halt], G.",
    "?- maplist(call, [halt]).",
    "?- maplist([G]>>call(G), [halt]).",
    "?- foldl(call, [a], halt, _).",
    "?- findall(x, halt, _).",
    "?- forall(true, halt).",
    "?- \\+ halt.",
    "?- catch(halt, _, true).",
    "?- once((true, (halt ; true))).",
    "?- setof(X, Y^shell(X, Y), _).",
    "?- aggregate_all(count, shell(x), _).",
    "?- p.\np :- halt.",
    "?- consult('x.pl').",
    "?- [user].",
    "?- [x].",
    "?- load_files(x, []).",
    "?- use_module(library(process)).",
    ":- use_module(library(http/http_open)).\n?- true.",
    "?- open(x, read, _).",
    "?- read(X).",
    "?- read_term(X, []).",
    "?- see(x).",
    "?- write(x).",
    "?- format(\"~w\", [x]).",
    "?- assertz(p(1)).",
    "?- retract(p(1)).",
    "?- abolish(p/1).",
    "?- system:halt.",
    "?- @(halt, user).",
    "?- user:p.",
    "?- set_prolog_flag(double_quotes, codes).",
    "?- op(700, xfx, ===).",
    "?- char_conversion(a, b).",
    "?- nb_setval(count, 1).",
    "?- b_setval(x, 1).",
    "?- thread_create(true).",
    "?- sleep(1000).",
    "?- get_time(T).",
    "?- random(X).",
    "?- shell(ls).",
    "?- getenv(a, B).",
    "?- garbage_collect.",
    "?- prolog_load_context(a, B).",
    "?- clause(p, B).",
    "?- call_with_time_limit(1, true).",
    "?- term_to_atom(G, 'halt'), G.",
    "term_expansion(a, b).\n:- initialization(main).\n?- true.",
    "'q:0'([x]).\n?- runtime:start.",
    "?- '$set_source_module'(x).",
    "?- '$sig_atomic'(halt).",
    "?- X = '.'(a, b).",
    "?- X = _{a: 1}.put(b, 2).",
    "?- X = point{x: 1}.x.",
    "?- foo(.",
    "?- X = 0'.",
    "?- X = \"abc.",
    "?- X = 'a\\q'.",
    "?- X = \u0000.",
    "?- X = f(\u202e).",
    `?- X = ${"f(".repeat(4000)}a${")".repeat(4000)}.`,
    `?- X = ${"[".repeat(4000)}${"]".repeat(4000)}.`,
    `?- X = ${"- ".repeat(4000)}1.`,
    `?- ${"\\+ ".repeat(4000)}true.`,
    `?- X = ${"a".repeat(300_000)}.`,
  ])("%s", (program) => {
    const prepared = prologLanguage.prepare(program, { tables: [], facts: "" }, LIMITS);
    expect(prepared).toMatchObject({ ok: false, failure: { end: "not-understood" } });
    if (!prepared.ok) expect(prepared.failure.message.length).toBeGreaterThan(15);
  });
});

describe("harmless", () => {
  test.each([
    ["'__proto__'(1). constructor(2). toString(3).\n?- '__proto__'(X).", "1"],
    ["p('q:0'). p('n:0').\n?- p(X), X == 'n:0'.", "n:0"],
    ["answer(1, 2, 3). start. clear(x).\n?- clear(X).", "x"],
    ["kb(a, b, c, d, e).\n?- kb(X, b, c, d, e).", "a"],
    ["?- X = '</script><img src=x onerror=alert(1)>'.", "</script><img src=x onerror=alert(1)>"],
    ["?- X = 'a\\x1e\\b\\x1f\\c', atom_length(X, 5).", null],
    ["?- atom_codes(X, [104, 97, 108, 116]).", "halt"],
    ["?- X = \"it's\".", "\"it's\""],
  ])("%s", async (program, value) => {
    const result = await solve(program);
    expect(result.end).toBe("answer");
    if (value !== null && result.end === "answer") expect(result.table?.rows).toEqual([[value]]);
  });

  test("a cyclic term and an endless list end in words", async () => {
    for (const program of ["?- X = f(X).", "?- L = [a|L], member(b, L).", "?- X = [X|X], copy_term(X, Y), Y == X."]) {
      const result = await solve(program, { limits: { work: 1e6 } });
      expect(["not-understood", "out-of-budget", "proved-no"]).toContain(result.end);
    }
    expect(await rows("?- X is 40 + 2.")).toEqual([["42"]]);
  });
});

const PROGRAMS = [
  "parent(ada, ben). parent(ben, 'dora x').\nanc(X, Y) :- parent(X, Y).\nanc(X, Y) :- parent(X, Z), anc(Z, Y).\n?- anc(W, D), \\+ W = D.",
  "len([], 0).\nlen([_|T], N) :- len(T, M), N is M + 1.\n?- len([a, \"b\", 0'c, 1.5, 2r3, -4], N), ( N > 3 -> X = big ; X = small ).",
  "?- X #> 3, X #< 9, X mod 2 #= 0, label([X]).",
  ":- table p/2.\ne(a, b). e(b, a).\np(X, Y) :- p(X, Z), e(Z, Y).\np(X, Y) :- e(X, Y).\n?- findall(Y, p(a, Y), L), msort(L, S).",
  "?- maplist([X, Y]>>(Y is X * X), [1, 2, 3], L), foldl([X, A, B]>>(B is A + X), L, 0, S), atomic_list_concat([s, S], T).",
];

test("2,000 damaged programs: a failure with its place, or a program SWI-Prolog loads and answers", async () => {
  const prng = createPrng(11);
  let refused = 0;
  let ran = 0;
  for (let i = 0; i < 2000; i++) {
    let program = prng.pick(PROGRAMS);
    for (let change = prng.integer(1, 3); change > 0; change--) {
      const at = prng.integer(0, program.length);
      const piece = prng.pick(["", "", "", ",", ".", "(", ")", "[", "]", "|", "'", "\"", "-", " ", "\n", "X", "_", "0", "!", ":-", "->", ";", "\\", "%", "/*", "{", "}", "é", "\u{1f600}"]);
      program = program.slice(0, at) + piece + program.slice(at + prng.integer(0, 3));
    }
    const prepared = prologLanguage.prepare(program, { tables: [], facts: "" }, LIMITS);
    if (!prepared.ok) {
      refused++;
      const { position, message } = prepared.failure;
      const lines = program.split("\n");
      expect([program, message.length > 10]).toEqual([program, true]);
      expect([program, position !== null && position.line >= 1 && position.line <= lines.length && position.column >= 1 && position.column <= (lines[position.line - 1]?.length ?? 0) + 1]).toEqual([program, true]);
    } else {
      ran++;
      const result = await solve(program, { limits: { work: 20_000, rows: 20 } });
      expect([program, "code" in result && (result.code === "refused" || result.code === "engine-defect") ? result.message : ""]).toEqual([program, ""]);
    }
  }
  console.log(`damaged Prolog programs: ${refused} of 2000 refused, ${ran} of the others run`);
  expect(refused).toBeGreaterThan(500);
  expect(ran).toBeGreaterThan(30);
}, 60_000);

const atom = fc.oneof(fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,5}$/), fc.string({ minLength: 1, maxLength: 5 }).filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)));
const quoted = (name: string): string => `'${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
const { term } = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4 },
    atom.map(quoted),
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
    fc.tuple(atom.filter((name) => name !== "."), fc.array(tie("term"), { minLength: 1, maxLength: 3 })).map(([name, args]) => `${quoted(name)}(${args.join(", ")})`),
    fc.array(tie("term"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  ),
}));

test("a term comes back from SWI-Prolog as text that reads as the same term, whatever is in it", async () => {
  await fc.assert(
    fc.asyncProperty(term, async (text) => {
      const [row] = await rows(`?- X = t(${text}).`);
      const printed = row?.[0] ?? "";
      const result = await solve(`?- X = t(${text}), X = ${printed}.`);
      expect([text, printed, result.end]).toEqual([text, printed, "answer"]);
    }),
    { numRuns: 150, seed: 5 },
  );
}, 60_000);
