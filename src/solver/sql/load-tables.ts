// Tables of data -> the engine, by one prepared insert in one transaction. Kept from job to job while their key is the same.

import { type JobTable, newTable, type SentTable } from "../box/job-tables.ts";
import type { ColumnType } from "../result.ts";
import { type CellProblem, fitsIn64Bits } from "./column-cells.ts";
import { quoteName, storedName } from "./print.ts";
import { pointerOf, type Sqlite } from "./sqlite.ts";

/** Cells kept for tables that the current job does not read. */
const MOST_IDLE_CELLS = 2_000_000;

const SQL_TYPES: Readonly<Record<ColumnType, string>> = { text: "TEXT", integer: "INTEGER", real: "REAL" };
const INTEGER = /^-?\d+$/;
/** Tells SQLite to copy the text. */
const TRANSIENT = -1;

export class TableStore {
  private readonly sqlite: Sqlite;
  private readonly held = new Map<string, { readonly key: string; readonly cells: number }>();

  constructor(sqlite: Sqlite) {
    this.sqlite = sqlite;
  }

  /** Null when all are there. */
  put(tables: readonly SentTable[], progress: (text: string) => void): CellProblem | null {
    this.dropIdle(tables);
    for (const sent of tables) {
      if (this.held.get(sent.name)?.key === sent.key) continue;
      const table = newTable(sent);
      progress(`Reading in ${table.name}`);
      this.drop(table.name);
      const problem = this.insert(table);
      if (problem !== null) return problem;
      this.held.set(table.name, { key: table.key, cells: table.columns.length * (table.columns[0]?.cells.length ?? 0) });
    }
    return null;
  }

  /** Keys of what is there. */
  heldKeys(): string[] {
    return [...this.held.values()].map(({ key }) => key);
  }

  private dropIdle(tables: readonly SentTable[]): void {
    const idle = [...this.held].filter(([name]) => !tables.some((table) => table.name === name));
    if (idle.reduce((sum, [, { cells }]) => sum + cells, 0) <= MOST_IDLE_CELLS) return;
    for (const [name] of idle) this.drop(name);
  }

  private drop(name: string): void {
    this.held.delete(name);
    this.sqlite.database.exec(`DROP TABLE IF EXISTS ${quoteName(storedName(name))}`);
  }

  private insert({ name, columns }: JobTable): CellProblem | null {
    const { database, raw, capi } = this.sqlite;
    const stored = quoteName(storedName(name));
    database.exec(`BEGIN; CREATE TABLE ${stored} (${columns.map((column) => `${quoteName(column.name)} ${SQL_TYPES[column.type]}`).join(", ")})`);
    const insert = database.prepare(`INSERT INTO ${stored} VALUES (${columns.map(() => "?").join(", ")})`);
    const text = new TextBuffer(this.sqlite);
    let problem: CellProblem | null = null;
    let done = false;
    try {
      const statement = pointerOf(insert);
      const rows = columns[0]?.cells.length ?? 0;
      for (let row = 0; row < rows && problem === null; row++) {
        for (const [index, { name: column, type, cells }] of columns.entries()) {
          const cell = cells[row] ?? null;
          if (!this.bind(statement, index + 1, type, cell, text)) problem ??= { table: name, column, row: row + 1, cell: String(cell).slice(0, 60) };
        }
        const code = raw.sqlite3_step(statement);
        if (code !== capi.SQLITE_DONE) database.checkRc(code);
        raw.sqlite3_reset(statement);
      }
      done = problem === null;
    } finally {
      text.free();
      insert.finalize();
      // Where memory ran out the engine has ended the transaction by itself.
      if (capi.sqlite3_get_autocommit(database) === 0) database.exec(done ? "COMMIT" : "ROLLBACK");
    }
    return problem;
  }

  /** False where the cell is not of its column's type. No query comes here that uses a column with an integer beyond 64 bits. */
  private bind(statement: number, index: number, type: ColumnType, cell: string | number | null, text: TextBuffer): boolean {
    const { raw } = this.sqlite;
    if (cell === null) {
      raw.sqlite3_bind_null(statement, index);
    } else if (type === "text") {
      text.bind(statement, index, String(cell));
    } else if (type === "real") {
      const value = typeof cell === "number" ? cell : cell.trim() === "" ? Number.NaN : Number(cell);
      if (Number.isNaN(value)) return false;
      raw.sqlite3_bind_double(statement, index, value);
    } else {
      if (typeof cell === "number" ? !Number.isSafeInteger(cell) : !INTEGER.test(cell)) return false;
      if (Math.abs(Number(cell)) < 2 ** 31) {
        raw.sqlite3_bind_int(statement, index, Number(cell));
        return true;
      }
      if (typeof cell === "string" && !fitsIn64Bits(cell)) text.bind(statement, index, cell);
      else raw.sqlite3_bind_int64(statement, index, BigInt(cell));
    }
    return true;
  }
}

/** One place in the engine's memory for the text under way. */
class TextBuffer {
  private readonly sqlite: Sqlite;
  private readonly encoder = new TextEncoder();
  private bytes = 1 << 12;
  private pointer: number;

  constructor(sqlite: Sqlite) {
    this.sqlite = sqlite;
    this.pointer = sqlite.wasm.alloc(this.bytes);
  }

  bind(statement: number, index: number, text: string): void {
    const { wasm, raw } = this.sqlite;
    if (text.length * 3 > this.bytes) {
      wasm.dealloc(this.pointer);
      this.bytes = text.length * 3;
      this.pointer = wasm.alloc(this.bytes);
    }
    // The view is taken anew each time: it ends when the engine's memory grows.
    const { written } = this.encoder.encodeInto(text, wasm.heap8u().subarray(this.pointer, this.pointer + this.bytes));
    raw.sqlite3_bind_text(statement, index, this.pointer, written, TRANSIENT);
  }

  free(): void {
    this.sqlite.wasm.dealloc(this.pointer);
  }
}
