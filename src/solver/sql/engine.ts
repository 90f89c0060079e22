// SQLite as it runs in the box: tables and one checked query in, rows with their work out. Needs the file sqlite3.wasm.

import * as v from "valibot";
import type { BoxedEngine } from "../box/in-box.ts";
import type { SentTable } from "../box/job-tables.ts";
import { TableStore } from "./load-tables.ts";
import { JOB, type SqlReply, WASM_FILE } from "./protocol.ts";
import { type QueryEnd, QueryRunner } from "./run-query.ts";
import { startSqlite } from "./sqlite.ts";

class SqlJobs {
  private readonly store: TableStore;
  private readonly runner: QueryRunner;

  constructor(store: TableStore, runner: QueryRunner) {
    this.store = store;
    this.runner = runner;
  }

  run(payload: unknown, progress: (text: string) => void): SqlReply {
    const { sql, again, tables, whyNot, varies, rows, work } = v.parse(JOB, payload);
    const unstored = this.put(tables, progress);
    if (unstored !== null) return unstored;
    progress("Running the query");
    const end: QueryEnd = this.runner.run(sql, rows, work);
    if (end.kind !== "rows") return end;
    const { counts, total } = end;
    let left = work - counts.steps;
    const side = (query: string | null, wanted: boolean): QueryEnd | null => {
      if (query === null || !wanted || left <= 0) return null;
      const found = this.runner.run(query, 1, left);
      left -= found.counts.steps;
      return found;
    };
    const why = side(whyNot, total === 0);
    const variety = side(varies, total > 0);
    const check = total > 0 && again !== null && left > 0 ? this.runner.compare(again, end, counts.steps, left) : null;
    return {
      ...end,
      rows: end.rows.map((row) => [...row]),
      plan: this.runner.plan(sql),
      order: check?.order ?? "unchecked",
      checkSteps: work - counts.steps - left + (check?.steps ?? 0),
      whyNot: why?.kind === "rows" ? (why.rows[0] ?? []).map(Number) : [],
      varies: variety?.kind === "rows" ? (variety.total > 0 ? "yes" : "no") : "unchecked",
    };
  }

  heldTables(): readonly string[] {
    return this.store.heldKeys();
  }

  /** Null when the tables are there. */
  private put(tables: readonly SentTable[], progress: (text: string) => void): SqlReply | null {
    try {
      const problem = this.store.put(tables, progress);
      return problem === null ? null : { kind: "cell", ...problem };
    } catch (error) {
      if (error instanceof Error && error.message.includes("SQLITE_NOMEM")) return { kind: "budget", code: "memory", found: 0, counts: { steps: 0, scanned: 0, sorts: 0 } };
      throw error;
    }
  }
}

export function createSqlEngine(): BoxedEngine {
  let jobs: SqlJobs | null = null;
  let heldBytes = (): number => 0;
  return {
    heldBytes: () => heldBytes(),
    heldTables: () => jobs?.heldTables() ?? [],
    async start(files) {
      const wasm = files.get(WASM_FILE);
      if (wasm === undefined) throw new Error(`${WASM_FILE} is missing`);
      const sqlite = await startSqlite(wasm);
      heldBytes = () => sqlite.wasm.heap8().byteLength;
      jobs = new SqlJobs(new TableStore(sqlite), new QueryRunner(sqlite));
    },
    async run(payload, progress) {
      if (jobs === null) throw new Error("the engine was not started");
      return jobs.run(payload, progress);
    },
  };
}
