// What passes between the page and the engine in the box. Free of engine code: the page does not load it.

import * as v from "valibot";
import { type JobTable, SENT_TABLE } from "../box/job-tables.ts";
import type { FactSource } from "../result.ts";
import type { WatchedGoal } from "./watch.ts";

export interface PayloadQuery {
  /** As written, on one line. */
  readonly text: string;
  /** Variables whose values are asked for. */
  readonly names: readonly string[];
  /** What nothing is known about. */
  readonly unknown: readonly string[];
  /** What to say where the search ends early: a rule it comes to calls itself first. Null where there is none. */
  readonly leftRecursion: string | null;
  /** Whether it comes to a call that more than one fact, row or value fits. */
  readonly several: boolean;
}

export interface Difference {
  readonly text: string;
  /** "max(V, N)" */
  readonly pair: string;
}

export interface PrologPayload {
  /** The engine's part; see JOB. */
  readonly program: string;
  readonly reified: string | null;
  readonly tables: readonly JobTable[];
  readonly arities: readonly number[];
  readonly rows: number;
  readonly work: number;
  readonly constrained: boolean;
  /** The page's part. */
  readonly queries: readonly PayloadQuery[];
  /** Where the clauses of a predicate stand, "fact, line 3", in order, by name/arity. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
  readonly pure: boolean;
  readonly nested: boolean;
  /** By the number of their mark. */
  readonly watches: readonly WatchedGoal[];
  readonly cautions: readonly string[];
  /** Columns with empty cells, as "table.column". */
  readonly emptyColumns: readonly string[];
  /** "max(V-N)" of an aggregate_all, which subtracts, with what is written for a pair; null where there is none. */
  readonly difference: Difference | null;
  readonly sources: readonly FactSource[];
}

export const WASM_FILE = "swipl-web.wasm";
export const DATA_FILE = "swipl-web.data";

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const LIMIT = v.pipe(v.number(), v.integer(), v.minValue(1));
const PROGRAM = v.pipe(v.string(), v.maxLength(40_000_000));

export const JOB = v.object({
  /** Printed from the checked tree; with the queries as predicates q:0, q:1 and so on. */
  program: PROGRAM,
  /** Its clauses for the second interpreter; null where that cannot follow it. */
  reified: v.nullable(PROGRAM),
  tables: v.array(SENT_TABLE),
  /** Variables of each query. */
  arities: v.array(COUNT),
  /** Most solutions of each query. */
  rows: LIMIT,
  /** Most inferences of all queries together. */
  work: LIMIT,
  /** Whether it may leave constraints on variables. */
  constrained: v.boolean(),
});

const TEXT = v.pipe(v.string(), v.maxLength(20_000_000));
const STEP = v.object({
  depth: COUNT,
  /** clause, sys, not, cut for proofs; each, none, fails, holds, again, deep, unmet, cut for why-nots. */
  kind: TEXT,
  /** The clause it comes from: the nth of a predicate; "" where there is none. */
  name: TEXT,
  arity: COUNT,
  nth: COUNT,
  text: TEXT,
});
export type Step = v.InferOutput<typeof STEP>;

const QUERY = v.object({
  answers: v.array(v.object({ cells: v.array(TEXT), where: TEXT })),
  /** Whether what is nested too deep in them was left out. */
  cut: v.boolean(),
  /** Whether there may be further solutions. */
  more: v.boolean(),
  /** Why the search ended early. */
  error: v.nullable(v.object({ kind: TEXT, detail: TEXT, culprit: TEXT, at: TEXT })),
  /** Steps of the proof, by answer. */
  proofs: v.array(v.object({ answer: COUNT, steps: v.array(STEP) })),
  /** Goals that failed. */
  reasons: v.array(STEP),
  /** Marks the search met, by number; left: with constraints left there, or else with open variables. */
  met: v.array(v.object({ mark: COUNT, left: v.boolean() })),
  /** Answers put back into the query: that held, that failed. */
  held: COUNT,
  failed: COUNT,
  /** Answers that leave constraints of which it was not found out whether any values meet them. */
  open: COUNT,
});
export type QueryReply = v.InferOutput<typeof QUERY>;

export const REPLY = v.variant("kind", [
  v.object({ kind: v.literal("done"), queries: v.array(QUERY), searched: COUNT, reported: COUNT }),
  /** The program did not load, a defect or a lack of memory. */
  v.object({ kind: v.literal("refused"), message: TEXT }),
  v.object({ kind: v.literal("cell"), table: TEXT, column: TEXT, row: COUNT, cell: TEXT }),
]);
export type PrologReply = v.InferOutput<typeof REPLY>;
