// What every solver gives back, whatever its language: one of four honest ends, with the work it cost.

export const LANGUAGES = ["arithmetic", "sql", "prolog", "plan"] as const;
export type Language = (typeof LANGUAGES)[number];

/** 1-based, in UTF-16 units, as an editor counts. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** A deterministic count: the same program over the same data gives the same number on any machine. */
export interface SolverWork {
  /** operations: digit operations; vm-steps: SQLite's virtual machine; inferences: SWI-Prolog; nodes: states the planner made. */
  readonly unit: "operations" | "vm-steps" | "inferences" | "nodes";
  readonly count: number;
  /** Elementary operations behind the count, where one of its units may take any time: of a planner's states. */
  readonly operations?: number;
}

/** Cells are text, exact as the engine printed them; null is SQL's NULL. */
export interface ResultTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows found; more than rows.length where the engine stopped handing them over. */
  readonly total: number;
}

/** One line of a proof, a query plan, a replayed plan or a calculation. */
export interface Explanation {
  readonly text: string;
  /** Where it comes from or what it cost, e.g. "fact, line 3" or "scans 100000 rows"; empty where there is nothing to say. */
  readonly note: string;
  readonly children: readonly Explanation[];
}

/** One fact source as shown with an answer. */
export interface FactSource {
  readonly title: string;
  /** ISO date of the data. */
  readonly date: string;
  readonly licence: string;
  readonly url: string;
}

export type SolverResult =
  | {
      readonly end: "answer";
      /** One line, e.g. "Kazakhstan" or "3 solutions". */
      readonly headline: string;
      readonly table: ResultTable | null;
      readonly explanation: readonly Explanation[];
      /** What was checked by a second road, e.g. "replayed: all 10 actions allowed, goal reached". */
      readonly checks: readonly string[];
      /** Cautions about the engine's arithmetic, e.g. "7/2 of integers is 3 in SQL". */
      readonly cautions: readonly string[];
      readonly sources: readonly FactSource[];
      readonly work: SolverWork;
    }
  | {
      /** proved-no: the search was exhausted and nothing holds. unknown: the program holds no information on the question. */
      readonly end: "proved-no" | "unknown";
      readonly headline: string;
      /** The goals that failed, for a why-not. */
      readonly explanation: readonly Explanation[];
      /** As with an answer: where the engine's ways may be the reason for the no. */
      readonly cautions: readonly string[];
      readonly sources: readonly FactSource[];
      readonly work: SolverWork;
    }
  | SolverFailure;

export interface SolverFailure {
  readonly end: "not-understood" | "out-of-budget";
  /** Stable, for tests and styling, e.g. "syntax", "unknown-table", "not-allowed", "time", "memory", "stopped". */
  readonly code: string;
  /** What happened, with which value, and what to change. */
  readonly message: string;
  readonly position: SourcePosition | null;
}

/** Column types a table can hold; integers are exact to any length as text, reals are doubles. */
export type ColumnType = "text" | "integer" | "real";

export interface DataColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** One entry per row; null = empty. */
  readonly cells: readonly (string | number | null)[];
}

/** A table a program may read. All columns have equally many cells. */
export interface DataTable {
  readonly name: string;
  readonly columns: readonly DataColumn[];
  /** Null for the visitor's own data. */
  readonly source: FactSource | null;
}

export interface SolverData {
  readonly tables: readonly DataTable[];
  /** Facts and rules as text, in the program's own language; empty where there are none. */
  readonly facts: string;
}

export interface SolverLimits {
  /** Wall clock, kept by the page. */
  readonly milliseconds: number;
  /** Most rows or solutions handed over. */
  readonly rows: number;
  /** Most work in the language's own unit, kept by the engine. */
  readonly work: number;
}

/** What a language does outside the box: text -> checked payload, reply -> result. The payload is printed from the tree, never the text. */
export interface LanguageModule<Payload> {
  readonly language: Language;
  prepare(program: string, data: SolverData, limits: SolverLimits): { readonly ok: true; readonly payload: Payload } | { readonly ok: false; readonly failure: SolverFailure };
  /** `reply` comes out of the box and is trusted for nothing: it is validated here. */
  interpret(reply: unknown, payload: Payload): SolverResult;
}

/** A failure that is of no single place in the program. */
export function failure(end: SolverFailure["end"], code: string, message: string): SolverFailure {
  return { end, code, message, position: null };
}

/** Line and column of a 0-based UTF-16 offset. */
export function positionAt(text: string, offset: number): SourcePosition {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}
