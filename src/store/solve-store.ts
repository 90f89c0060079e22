// The Solve page's state: programs, data, the run under way and each language's last outcome. A zustand cell around one reducer.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { DecodedProgramLink } from "../scenario/program-link.ts";
import type { BoxProgress } from "../solver/box/box.ts";
import type { CsvChoices, CsvOutcome } from "../solver/data/csv-outcome.ts";
import type { ColumnType, DataTable, Language, SolverFailure, SolverLimits, SolverResult } from "../solver/result.ts";

/** How reading a file ended; "worker" says that reading itself broke down. */
export type OwnOutcome = CsvOutcome | { readonly ok: false; readonly code: "worker"; readonly message: string; readonly row: null; readonly picks: null };

/** A table the visitor brought along: the file, how it is to be read, and what came of it. */
export interface OwnTable {
  readonly id: number;
  readonly file: File;
  readonly choices: CsvChoices;
  /** Corrected types by column name. */
  readonly types: Readonly<Record<string, ColumnType>>;
  /** Share of the file that has been read, 0 .. 1. */
  readonly fraction: number;
  /** Null while it is being read. */
  readonly outcome: OwnOutcome | null;
  /** What programs see, types corrected and the name told apart from the others; null when there is nothing to see. */
  readonly table: DataTable | null;
  /** What correcting the types did, a sentence each. */
  readonly notes: readonly string[];
}

/** How long and how far a solver may go before it gives up. */
export const EFFORTS = ["normal", "long", "very-long"] as const;
export type Effort = (typeof EFFORTS)[number];

export const ROW_LIMITS = [1, 10, 100, 1000, 10_000] as const;

/** All that decides a result. */
export interface SolveInput {
  readonly language: Language;
  readonly program: string;
  /** Names of built-in tables. */
  readonly tables: readonly string[];
  /** Facts and rules beside the program, Prolog only. */
  readonly facts: string;
  readonly own: readonly OwnTable[];
  readonly effort: Effort;
  readonly rows: number;
}

export interface Outcome {
  readonly runId: number;
  /** What was run: the result is stale once the page says something else. */
  readonly input: SolveInput;
  readonly result: SolverResult;
  readonly milliseconds: number | null;
}

export interface SolvePreset {
  readonly id: string;
  readonly title: string;
  /** One line: what it shows. */
  readonly why: string;
  readonly language: Language;
  readonly program: string;
  readonly tables: readonly string[];
}

/** What the visitor writes, of every language. */
export interface SolveDraft {
  readonly language: Language;
  readonly programs: Readonly<Record<Language, string>>;
  readonly tables: Readonly<Record<Language, readonly string[]>>;
  readonly facts: string;
  /** The visitor's facts that a link's took the place of, to be brought back; null where there are none. */
  readonly factsAside: string | null;
}

export interface SolveState extends SolveDraft {
  readonly own: readonly OwnTable[];
  readonly effort: Effort;
  readonly rows: number;
  readonly run: { readonly runId: number; readonly input: SolveInput; readonly progress: BoxProgress | null } | null;
  readonly outcomes: Readonly<Partial<Record<Language, Outcome>>>;
  /** What the parser says while the program is written; holds for that very input only. */
  readonly problem: { readonly input: SolveInput; readonly failure: SolverFailure } | null;
  /** The link that was opened last, until its notice is put away. */
  readonly link: DecodedProgramLink | null;
}

export type SolveAction =
  | { readonly type: "language-chosen"; readonly language: Language }
  | { readonly type: "program-changed"; readonly program: string }
  /** Fills in a preset's program; the facts beside it are the visitor's, and stay. */
  | { readonly type: "preset-opened"; readonly preset: SolvePreset }
  /** Fills in a link's program; its tables are put in beside the visitor's one by one as they are read. */
  | { readonly type: "link-opened"; readonly link: DecodedProgramLink }
  | { readonly type: "link-dismissed" }
  /** As it was before a reload. */
  | { readonly type: "draft-restored"; readonly draft: SolveDraft }
  | { readonly type: "table-chosen"; readonly name: string; readonly on: boolean }
  | { readonly type: "facts-changed"; readonly facts: string }
  /** Brings back the facts that a link set aside, and sets aside the link's. */
  | { readonly type: "facts-swapped" }
  /** Takes the place of the table of the same id, or comes last. */
  | { readonly type: "own-put"; readonly table: OwnTable }
  | { readonly type: "own-removed"; readonly id: number }
  | { readonly type: "limits-chosen"; readonly effort: Effort; readonly rows: number }
  | { readonly type: "checked"; readonly input: SolveInput; readonly failure: SolverFailure | null }
  | { readonly type: "run-started"; readonly runId: number; readonly input: SolveInput }
  | { readonly type: "run-progressed"; readonly runId: number; readonly progress: BoxProgress }
  | { readonly type: "run-ended"; readonly runId: number; readonly result: SolverResult; readonly milliseconds: number | null };

export function initialState(presets: readonly SolvePreset[], language: Language = "sql"): SolveState {
  const first = (language: Language): SolvePreset | undefined => presets.find((preset) => preset.language === language);
  const program = (language: Language): string => first(language)?.program ?? "";
  const tables = (language: Language): readonly string[] => first(language)?.tables ?? [];
  return {
    language,
    programs: { arithmetic: program("arithmetic"), sql: program("sql"), prolog: program("prolog"), plan: program("plan") },
    tables: { arithmetic: [], sql: tables("sql"), prolog: tables("prolog"), plan: [] },
    facts: "",
    factsAside: null,
    own: [],
    effort: "normal",
    rows: 1000,
    run: null,
    outcomes: {},
    problem: null,
    link: null,
  };
}

/** Which languages read which data. */
export function takesTables(language: Language): boolean {
  return language === "sql" || language === "prolog";
}

export function takesFacts(language: Language): boolean {
  return language === "prolog";
}

export function inputOf({ language, programs, tables, facts, own, effort, rows }: SolveState): SolveInput {
  return {
    language,
    program: programs[language],
    tables: takesTables(language) ? tables[language] : [],
    facts: takesFacts(language) ? facts : "",
    own: takesTables(language) ? own : [],
    effort,
    rows,
  };
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

export function sameInput(a: SolveInput, b: SolveInput): boolean {
  return a.language === b.language && a.program === b.program && a.facts === b.facts && a.effort === b.effort && a.rows === b.rows &&
    sameList(a.tables, b.tables) && sameList(a.own, b.own);
}

/** The language's last outcome; `stale` says that the program, its data or its limits were changed since. */
export function shownOutcome(state: SolveState): (Outcome & { readonly stale: boolean }) | null {
  const outcome = state.outcomes[state.language];
  return outcome === undefined ? null : { ...outcome, stale: !sameInput(outcome.input, inputOf(state)) };
}

/** The failure to mark in the program: of the parser as it is written, or of the run while it still holds. */
export function shownProblem(state: SolveState): SolverFailure | null {
  const { problem } = state;
  if (problem !== null && sameInput(problem.input, inputOf(state))) return problem.failure;
  const outcome = shownOutcome(state);
  return outcome === null || outcome.stale || !("code" in outcome.result) ? null : outcome.result;
}

const UNITS_OF_WORK: Readonly<Record<Language, number>> = { arithmetic: 1e7, sql: 1e8, prolog: 3e7, plan: 5e5 };
const EFFORT_FACTOR: Readonly<Record<Effort, number>> = { normal: 1, long: 6, "very-long": 30 };
const NORMAL_MILLISECONDS = 10_000;

/** "normal" is about ten seconds of a slow laptop; the clock and the work grow together. */
export function limitsOf({ language, effort, rows }: SolveInput): SolverLimits {
  const factor = EFFORT_FACTOR[effort];
  return { milliseconds: factor * NORMAL_MILLISECONDS, rows, work: factor * UNITS_OF_WORK[language] };
}

export function reduceSolve(state: SolveState, action: SolveAction): SolveState {
  switch (action.type) {
    case "language-chosen":
      return { ...state, language: action.language };
    case "program-changed":
      return { ...state, programs: { ...state.programs, [state.language]: action.program } };
    case "preset-opened": {
      const { language, program, tables } = action.preset;
      return { ...state, language, programs: { ...state.programs, [language]: program }, tables: { ...state.tables, [language]: tables } };
    }
    case "link-opened": {
      const { link } = action;
      if (link.status === "too-new" || link.status === "malformed") return { ...state, link };
      const { language, program, tables, facts } = link.task;
      return {
        ...state,
        link,
        language,
        programs: { ...state.programs, [language]: program },
        tables: { ...state.tables, [language]: tables },
        ...(takesFacts(language) ? { facts, factsAside: state.facts.trim() === "" || state.facts === facts ? state.factsAside : state.facts } : {}),
      };
    }
    case "link-dismissed":
      return { ...state, link: null };
    case "draft-restored":
      return { ...state, ...action.draft };
    case "table-chosen": {
      const others = state.tables[state.language].filter((name) => name !== action.name);
      return { ...state, tables: { ...state.tables, [state.language]: action.on ? [...others, action.name] : others } };
    }
    case "facts-changed":
      return { ...state, facts: action.facts };
    case "facts-swapped":
      return { ...state, facts: state.factsAside ?? state.facts, factsAside: state.factsAside === null || state.facts.trim() === "" ? null : state.facts };
    case "own-put": {
      const { table } = action;
      const known = state.own.some(({ id }) => id === table.id);
      return { ...state, own: known ? state.own.map((old) => (old.id === table.id ? table : old)) : [...state.own, table] };
    }
    case "own-removed":
      return { ...state, own: state.own.filter(({ id }) => id !== action.id) };
    case "limits-chosen":
      return { ...state, effort: action.effort, rows: action.rows };
    case "checked": {
      const { input, failure } = action;
      if (failure === null && state.problem === null) return state;
      return { ...state, problem: failure === null ? null : { input, failure } };
    }
    case "run-started":
      return { ...state, run: { runId: action.runId, input: action.input, progress: null } };
    case "run-progressed":
      return state.run?.runId === action.runId ? { ...state, run: { ...state.run, progress: action.progress } } : state;
    case "run-ended": {
      const { run } = state;
      if (run === null || run.runId !== action.runId) return state;
      const { result, milliseconds } = action;
      return { ...state, run: null, outcomes: { ...state.outcomes, [run.input.language]: { runId: run.runId, input: run.input, result, milliseconds } } };
    }
    default:
      return action satisfies never;
  }
}

export interface SolveStore extends StoreApi<SolveState> {
  dispatch(action: SolveAction): void;
}

export function createSolveStore(presets: readonly SolvePreset[], language?: Language): SolveStore {
  const store = createStore<SolveState>(() => initialState(presets, language));
  return { ...store, dispatch: (action) => store.setState(reduceSolve(store.getState(), action), true) };
}
