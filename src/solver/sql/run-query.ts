// One checked query in the engine: its rows as exact text, its work, and the same rows a second time, read in another order.

import { pointerOf, type Sqlite } from "./sqlite.ts";

export type Cell = string | null;

/** Characters of all cells handed over. */
const MAX_RESULT_CHARACTERS = 16_000_000;
/** A query of more steps is not run a second time. */
const MOST_CHECKED_STEPS = 2e7;
/** Significant digits up to which reals of both runs agree: sums depend on their order in the last ones. */
const COMPARED_DIGITS = 10;
/** From here on a real stands for more than one integer. */
const ROUNDED_FROM = 2 ** 53;

export interface Counts {
  readonly steps: number;
  /** Rows looked at one after the other, without an index. */
  readonly scanned: number;
  readonly sorts: number;
}

export interface Rows {
  readonly rows: readonly (readonly Cell[])[];
  readonly total: number;
  /** Result columns as the engine counts them. */
  readonly width: number;
  /** The first real too large for whole numbers to be exact; null where there is none among the rows handed over. */
  readonly rounded: string | null;
}

export type QueryEnd =
  | ({ readonly kind: "rows"; readonly counts: Counts } & Rows)
  /** Steps, memory or the size of a value ran out. */
  | { readonly kind: "budget"; readonly code: "work" | "memory" | "too-large"; readonly found: number; readonly counts: Counts }
  | { readonly kind: "error"; readonly message: string; readonly counts: Counts };

/** Shortest digits that read back as the same double; never without a point or exponent, so that it is told from an integer. */
export function formatReal(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  if (Math.abs(value) >= 1e15) return value.toExponential();
  const text = String(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}

export class QueryRunner {
  private readonly sqlite: Sqlite;
  private readonly decoder = new TextDecoder();

  constructor(sqlite: Sqlite) {
    this.sqlite = sqlite;
  }

  /** `most`: rows handed over; more are counted. Stops after `steps`. */
  run(sql: string, most: number, steps: number): QueryEnd {
    const { capi, database, gate, raw } = this.sqlite;
    this.sqlite.allow(steps);
    gate.closed = true;
    let total = 0;
    let counts: Counts = { steps: 0, scanned: 0, sorts: 0 };
    try {
      const query = database.prepare(sql);
      try {
        const statement = pointerOf(query);
        const width = query.columnCount;
        // Behind the gate, for the few statements it is not asked about.
        if (width === 0 || capi.sqlite3_stmt_readonly(statement) === 0) return { kind: "error", message: "only queries are run", counts };
        const rows: Cell[][] = [];
        let characters = 0;
        let rounded: string | null = null;
        let code = raw.sqlite3_step(statement);
        for (; code === capi.SQLITE_ROW; code = raw.sqlite3_step(statement)) {
          if (total++ >= most || characters > MAX_RESULT_CHARACTERS) continue;
          const row: Cell[] = [];
          for (let index = 0; index < width; index++) {
            const cell = this.cell(statement, index);
            characters += cell?.length ?? 0;
            if (rounded === null && cell !== null && raw.sqlite3_column_type(statement, index) === capi.SQLITE_FLOAT && Math.abs(raw.sqlite3_column_double(statement, index)) >= ROUNDED_FROM) rounded = cell;
            row.push(cell);
          }
          rows.push(row);
        }
        const status = (what: Parameters<typeof capi.sqlite3_stmt_status>[1]): number => capi.sqlite3_stmt_status(statement, what, 0) >>> 0;
        counts = { steps: status(capi.SQLITE_STMTSTATUS_VM_STEP), scanned: status(capi.SQLITE_STMTSTATUS_FULLSCAN_STEP), sorts: status(capi.SQLITE_STMTSTATUS_SORT) };
        if (code !== capi.SQLITE_DONE) database.checkRc(code);
        return { kind: "rows", counts, rows, total, width, rounded };
      } finally {
        query.finalize();
      }
    } catch (error) {
      return this.failed(error, total, counts);
    } finally {
      gate.closed = false;
      this.sqlite.allow(Infinity);
    }
  }

  private failed(error: unknown, found: number, counts: Counts): QueryEnd {
    const { capi } = this.sqlite;
    if (!(error instanceof Error) || !("resultCode" in error)) throw error;
    switch (error.resultCode) {
      case capi.SQLITE_INTERRUPT:
        return { kind: "budget", code: "work", found, counts };
      case capi.SQLITE_NOMEM:
        return { kind: "budget", code: "memory", found, counts };
      case capi.SQLITE_TOOBIG:
        return { kind: "budget", code: "too-large", found, counts };
      default:
        return { kind: "error", message: error.message.replace(/^SQLITE_\w+: sqlite3 result code \d+: /, "").slice(0, 500), counts };
    }
  }

  private cell(statement: number, index: number): Cell {
    const { capi, raw, wasm } = this.sqlite;
    switch (raw.sqlite3_column_type(statement, index)) {
      case capi.SQLITE_NULL:
        return null;
      case capi.SQLITE_INTEGER:
        return raw.sqlite3_column_int64(statement, index).toString();
      case capi.SQLITE_FLOAT:
        return formatReal(raw.sqlite3_column_double(statement, index));
      default: {
        const start = raw.sqlite3_column_text(statement, index);
        return this.decoder.decode(wasm.heap8u().subarray(start, start + raw.sqlite3_column_bytes(statement, index)));
      }
    }
  }

  /** Runs another query for the same rows, which took `steps` the first time. "order": the same rows, in another order. */
  compare(sql: string, first: Rows, steps: number, most: number): { readonly order: "same" | "order" | "differs" | "unchecked"; readonly steps: number } {
    if (first.total > first.rows.length || steps > MOST_CHECKED_STEPS) return { order: "unchecked", steps: 0 };
    // As many steps again, and as many more for the other way round.
    const second = this.run(sql, first.total + 1, Math.min(most, 2 * steps + 1_000_000));
    if (second.kind !== "rows") return { order: "unchecked", steps: second.counts.steps };
    const one = first.rows.map(comparable);
    const two = second.rows.map(comparable);
    const same = one.length === two.length && one.every((row, index) => row === two[index]);
    const order = same ? "same" : one.toSorted().join("\n") === two.toSorted().join("\n") && second.total === first.total ? "order" : "differs";
    return { order, steps: second.counts.steps };
  }

  /** The engine's plan, as parent and child lines. */
  plan(sql: string): { readonly id: number; readonly parent: number; readonly detail: string }[] {
    const end = this.run(`EXPLAIN QUERY PLAN ${sql}`, 1000, Infinity);
    return end.kind === "rows" ? end.rows.map(([id, parent, , detail]) => ({ id: Number(id), parent: Number(parent), detail: detail ?? "" })) : [];
  }
}

function comparable(row: readonly Cell[]): string {
  return JSON.stringify(row.map((cell) => (cell !== null && /^-?\d+\.\d+(?:e[+-]\d+)?$|^-?\d+e[+-]\d+$/.test(cell) ? Number(cell).toPrecision(COMPARED_DIGITS) : cell)));
}
