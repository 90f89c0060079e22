// What passes between the page and the engine in the box. Free of engine code: the page does not load it.

import * as v from "valibot";
import { type JobTable, SENT_TABLE } from "../box/job-tables.ts";
import type { FactSource } from "../result.ts";

export interface SqlPayload {
  /** The engine's part; see JOB. */
  readonly sql: string;
  readonly again: string | null;
  readonly tables: readonly JobTable[];
  readonly whyNot: string | null;
  readonly varies: string | null;
  readonly rows: number;
  readonly work: number;
  /** The page's part. */
  readonly columns: readonly string[];
  /** Conditions of WHERE as written, in the order of the counts. */
  readonly conditions: readonly string[];
  readonly cautions: readonly string[];
  readonly bare: readonly string[];
  readonly ordered: boolean;
  readonly limited: boolean;
  /** OFFSET or a LIMIT of nothing can leave out rows that match. */
  readonly skips: boolean;
  readonly sources: readonly FactSource[];
}

export const WASM_FILE = "sqlite3.wasm";

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const LIMIT = v.pipe(v.number(), v.integer(), v.minValue(1));
const SQL = v.pipe(v.string(), v.maxLength(2_000_000));

export const JOB = v.object({
  /** Printed from the checked tree. */
  sql: SQL,
  /** The same query over the same tables, read from the other end; null where it reads none. */
  again: v.nullable(SQL),
  tables: v.array(SENT_TABLE),
  /** Counts the rows of FROM and, column by column, those that meet each condition of WHERE; null where there is nothing of the kind. */
  whyNot: v.nullable(SQL),
  /** Gives a row where a column outside GROUP BY and aggregates differs within a group; null where there is no such column. */
  varies: v.nullable(SQL),
  rows: LIMIT,
  /** Most VM steps. */
  work: LIMIT,
});

const TEXT = v.pipe(v.string(), v.maxLength(5_000_000));
const COUNTS = v.object({ steps: COUNT, scanned: COUNT, sorts: COUNT });

export const REPLY = v.variant("kind", [
  v.object({
    kind: v.literal("rows"),
    rows: v.array(v.array(v.nullable(TEXT))),
    total: COUNT,
    width: COUNT,
    rounded: v.nullable(TEXT),
    counts: COUNTS,
    plan: v.array(v.object({ id: COUNT, parent: COUNT, detail: TEXT })),
    order: v.picklist(["same", "order", "differs", "unchecked"]),
    checkSteps: COUNT,
    /** Rows of FROM, then rows meeting each condition; empty where it was not asked. */
    whyNot: v.array(COUNT),
    varies: v.picklist(["yes", "no", "unchecked"]),
  }),
  v.object({ kind: v.literal("budget"), code: v.picklist(["work", "memory", "too-large"]), found: COUNT, counts: COUNTS }),
  v.object({ kind: v.literal("error"), message: TEXT, counts: COUNTS }),
  v.object({ kind: v.literal("cell"), table: TEXT, column: TEXT, row: COUNT, cell: TEXT }),
]);
export type SqlReply = v.InferOutput<typeof REPLY>;
