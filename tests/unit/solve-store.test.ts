import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SolverFailure, SolverResult } from "../../src/solver/result.ts";
import { LANGUAGES } from "../../src/solver/result.ts";
import { DETECT_ALL } from "../../src/solver/data/csv-outcome.ts";
import {
  createSolveStore, EFFORTS, initialState, inputOf, limitsOf, type OwnTable, reduceSolve, ROW_LIMITS, sameInput, shownOutcome, shownProblem,
  type SolveAction, type SolvePreset, type SolveState,
} from "../../src/store/solve-store.ts";
import { SOLVE_PRESETS } from "../../src/views/solve/presets.ts";

const PRESETS: readonly SolvePreset[] = [
  { id: "a", title: "A", why: "", language: "sql", program: "SELECT 1", tables: ["countries"] },
  { id: "b", title: "B", why: "", language: "sql", program: "SELECT 2", tables: [] },
  { id: "c", title: "C", why: "", language: "prolog", program: "?- p(X).", tables: [] },
  { id: "d", title: "D", why: "", language: "arithmetic", program: "1 + 1", tables: [] },
];
const START = initialState(PRESETS);
const ANSWER: SolverResult = {
  end: "answer", headline: "2", table: null, explanation: [], checks: [], cautions: [], sources: [], work: { unit: "operations", count: 3 },
};
const FAILURE: SolverFailure = { end: "not-understood", code: "syntax", message: "Expected a number.", position: { line: 1, column: 3 } };

function own(id: number, name: string): OwnTable {
  const table = { name, columns: [{ name: "a", type: "text" as const, cells: ["x"] }], source: null };
  return { id, file: new File(["a\nx\n"], `${name}.csv`), choices: DETECT_ALL, types: {}, fraction: 1, outcome: null, table, notes: [] };
}

const after = (state: SolveState, ...actions: SolveAction[]): SolveState => actions.reduce(reduceSolve, state);
const ran = (state: SolveState, result: SolverResult): SolveState =>
  after(state, { type: "run-started", runId: 1, input: inputOf(state) }, { type: "run-ended", runId: 1, result, milliseconds: 1 });

describe("reduceSolve()", () => {
  test("starts with the first preset of each language", () => {
    expect(START.programs).toEqual({ arithmetic: "1 + 1", sql: "SELECT 1", prolog: "?- p(X).", plan: "" });
    expect(START.tables.sql).toEqual(["countries"]);
    expect(START.facts).toBe("");
  });

  test("each language keeps its own program, tables and result", () => {
    const state = after(ran(START, ANSWER), { type: "language-chosen", language: "arithmetic" });
    expect(shownOutcome(state)).toBeNull();
    const edited = after(state, { type: "program-changed", program: "2 + 2" }, { type: "language-chosen", language: "sql" });
    expect(edited.programs.sql).toBe("SELECT 1");
    expect(shownOutcome(edited)).toMatchObject({ result: ANSWER, stale: false });
  });

  const changes: readonly (readonly [string, SolveAction])[] = [
    ["the program", { type: "program-changed", program: "SELECT 3" }],
    ["the tables", { type: "table-chosen", name: "cities", on: true }],
    ["a table left out", { type: "table-chosen", name: "countries", on: false }],
    ["own data", { type: "own-put", table: own(1, "mine") }],
    ["the limits", { type: "limits-chosen", effort: "long", rows: 1000 }],
    ["a preset", { type: "preset-opened", preset: PRESETS[1]! }],
  ];
  test.each(changes)("a result is stale once %s changed", (_, action) => {
    expect(shownOutcome(after(ran(START, ANSWER), action))?.stale).toBe(true);
  });

  test("a result is fresh again when the change is taken back", () => {
    const there = after(ran(START, ANSWER), { type: "program-changed", program: "SELECT 3" });
    expect(shownOutcome(after(there, { type: "program-changed", program: "SELECT 1" }))?.stale).toBe(false);
  });

  test("facts belong to Prolog and do not make an SQL result stale", () => {
    const state = after(ran(START, ANSWER), { type: "facts-changed", facts: "q(2)." });
    expect(shownOutcome(state)?.stale).toBe(false);
    expect(inputOf(state).facts).toBe("");
    expect(inputOf(after(state, { type: "language-chosen", language: "prolog" })).facts).toBe("q(2).");
  });

  test("tables do not go to the languages that read none", () => {
    const state = after(START, { type: "own-put", table: own(1, "mine") }, { type: "language-chosen", language: "plan" });
    expect(inputOf(state)).toMatchObject({ tables: [], own: [] });
  });

  test("nothing but the program stands in the way of an answer at first: no facts, in any language", () => {
    for (const language of LANGUAGES) expect(inputOf(initialState(SOLVE_PRESETS, language)).facts).toBe("");
  });

  test("a preset leaves the visitor's facts alone", () => {
    for (const preset of SOLVE_PRESETS) expect(after(START, { type: "facts-changed", facts: "mine(1)." }, { type: "preset-opened", preset }).facts).toBe("mine(1).");
  });

  test("progress and ends of another run change nothing", () => {
    const running = after(START, { type: "run-started", runId: 2, input: inputOf(START) });
    const progress = { phase: "running", text: "", bytes: 0, totalBytes: 0 } as const;
    expect(after(running, { type: "run-progressed", runId: 1, progress }, { type: "run-ended", runId: 1, result: ANSWER, milliseconds: 1 })).toEqual(running);
    expect(after(running, { type: "run-progressed", runId: 2, progress }).run?.progress).toEqual(progress);
  });

  test("a result goes to the language it was run in, whichever is shown when it comes", () => {
    const state = after(
      START,
      { type: "run-started", runId: 1, input: inputOf(START) },
      { type: "language-chosen", language: "prolog" },
      { type: "run-ended", runId: 1, result: ANSWER, milliseconds: null },
    );
    expect(Object.keys(state.outcomes)).toEqual(["sql"]);
  });

  test("own tables are replaced by id, in place", () => {
    const state = after(START, { type: "own-put", table: own(1, "a") }, { type: "own-put", table: own(2, "b") }, { type: "own-put", table: own(1, "c") });
    expect(state.own.map(({ table }) => table?.name)).toEqual(["c", "b"]);
    expect(after(state, { type: "own-removed", id: 1 }).own).toHaveLength(1);
  });

  test("a good link fills the page and keeps own data; a bad one changes nothing but its notice", () => {
    const before = after(START, { type: "own-put", table: own(1, "a") });
    const task = { language: "prolog", program: "?- q.", tables: [], facts: "q.", own: [] } as const;
    const opened = after(before, { type: "link-opened", link: { status: "ok", task } });
    expect(inputOf(opened)).toMatchObject({ language: "prolog", program: "?- q.", facts: "q.", own: before.own });
    const link = { status: "malformed", reason: "no" } as const;
    expect(after(before, { type: "link-opened", link })).toEqual({ ...before, link });
  });

  test("facts that a link takes the place of are set aside and can be brought back", () => {
    const opened = (state: SolveState, facts: string): SolveState =>
      after(state, { type: "link-opened", link: { status: "ok", task: { language: "prolog", program: "?- q.", tables: [], facts, own: [] } } });
    const mine = after(START, { type: "facts-changed", facts: "mine(1)." });
    const without = opened(mine, "");
    expect(without).toMatchObject({ facts: "", factsAside: "mine(1)." });
    expect(after(without, { type: "facts-swapped" })).toMatchObject({ facts: "mine(1).", factsAside: null });
    const swapped = after(opened(mine, "theirs(1)."), { type: "facts-swapped" });
    expect(swapped).toMatchObject({ facts: "mine(1).", factsAside: "theirs(1)." });
    expect(opened(opened(mine, ""), "")).toMatchObject({ facts: "", factsAside: "mine(1)." });
    expect(opened(mine, "mine(1).").factsAside).toBeNull();
  });
});

describe("shownProblem()", () => {
  test("a parser's complaint holds for the very text it was about", () => {
    const state = after(START, { type: "checked", input: inputOf(START), failure: FAILURE });
    expect(shownProblem(state)).toBe(FAILURE);
    expect(shownProblem(after(state, { type: "program-changed", program: "SELECT" }))).toBeNull();
  });

  test("a run's failure is marked until the program changes; an answer marks nothing", () => {
    expect(shownProblem(ran(START, FAILURE))).toBe(FAILURE);
    expect(shownProblem(after(ran(START, FAILURE), { type: "program-changed", program: "" }))).toBeNull();
    expect(shownProblem(ran(START, ANSWER))).toBeNull();
  });
});

test("limitsOf() gives more time and more work to more patience, in every language", () => {
  for (const language of LANGUAGES) {
    const [normal, long, veryLong] = EFFORTS.map((effort) => limitsOf({ ...inputOf(START), language, effort }));
    for (const key of ["milliseconds", "work"] as const) {
      expect(long![key]).toBeGreaterThan(normal![key]);
      expect(veryLong![key]).toBeGreaterThan(long![key]);
    }
  }
});

test("createSolveStore() keeps sameInput() and staleness in step over any actions", () => {
  const action = fc.oneof(
    fc.constantFrom(...LANGUAGES).map((language): SolveAction => ({ type: "language-chosen", language })),
    fc.constantFrom("x", "y").map((program): SolveAction => ({ type: "program-changed", program })),
    fc.record({ name: fc.constantFrom("a", "b"), on: fc.boolean() }).map((choice): SolveAction => ({ type: "table-chosen", ...choice })),
    fc.constantFrom(...PRESETS).map((preset): SolveAction => ({ type: "preset-opened", preset })),
    fc.record({ effort: fc.constantFrom(...EFFORTS), rows: fc.constantFrom(...ROW_LIMITS) }).map((limits): SolveAction => ({ type: "limits-chosen", ...limits })),
    fc.constant("run" as const),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const store = createSolveStore(PRESETS);
      let runId = 0;
      for (const next of actions) {
        if (next !== "run") store.dispatch(next);
        else {
          store.dispatch({ type: "run-started", runId: ++runId, input: inputOf(store.getState()) });
          store.dispatch({ type: "run-ended", runId, result: ANSWER, milliseconds: 1 });
          expect(shownOutcome(store.getState())?.stale).toBe(false);
        }
        const state = store.getState();
        const outcome = shownOutcome(state);
        if (outcome !== null) expect(outcome.stale).toBe(!sameInput(outcome.input, inputOf(state)));
        expect(new Set(state.tables[state.language]).size).toBe(state.tables[state.language].length);
      }
    }),
    { seed: 1 },
  );
});
