// SQLite in memory, as far as queries need it: no file, no network, no clock, bounded memory, and a gate that lets reading
// the tables of data through and nothing else.

import init, { type CAPI, type Database, type PreparedStatement, type Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { ENGINE_FUNCTIONS } from "./functions.ts";
import { storedName } from "./print.ts";

/** Bytes the engine may hold, data and intermediate results together. */
export const MAX_ENGINE_BYTES = 400_000_000;
/** Bytes of one text or one row. */
const MAX_LENGTH = 4_000_000;
/** VM steps between two looks at the budget. */
const STEPS_PER_LOOK = 1000;

/** The C functions of inner loops, called without the wrappers' conversions. Pointers are numbers. */
export interface RawExports {
  sqlite3_step(statement: number): number;
  sqlite3_reset(statement: number): number;
  sqlite3_bind_null(statement: number, index: number): number;
  sqlite3_bind_int(statement: number, index: number, value: number): number;
  sqlite3_bind_int64(statement: number, index: number, value: bigint): number;
  sqlite3_bind_double(statement: number, index: number, value: number): number;
  sqlite3_bind_text(statement: number, index: number, text: number, bytes: number, destructor: number): number;
  sqlite3_column_type(statement: number, index: number): number;
  sqlite3_column_int64(statement: number, index: number): bigint;
  sqlite3_column_double(statement: number, index: number): number;
  sqlite3_column_text(statement: number, index: number): number;
  sqlite3_column_bytes(statement: number, index: number): number;
}

export interface Sqlite {
  readonly capi: CAPI;
  readonly wasm: Sqlite3Static["wasm"];
  readonly raw: RawExports;
  readonly database: Database;
  readonly gate: Gate;
  /** Starts counting steps anew; the engine stops at `steps`. */
  allow(steps: number): void;
}

/** Closed while a program runs. */
export interface Gate {
  closed: boolean;
}

/** The types leave out what the loader takes, which is Emscripten's: the bytes, and where files would be. */
type Load = (options: { wasmBinary: ArrayBuffer; locateFile: (name: string) => string; print: (text: string) => void; printErr: (text: string) => void }) => Promise<Sqlite3Static>;

const silent = (): void => {};

export async function startSqlite(wasmBinary: ArrayBuffer): Promise<Sqlite> {
  // Read once by the loader: none of the file systems that would keep data beyond the worker.
  Object.assign(globalThis, {
    sqlite3ApiConfig: { disable: { vfs: { kvvfs: true, opfs: true, "opfs-vfs": true, "opfs-sahpool": true, "opfs-wl": true } }, debug: silent, log: silent, warn: silent, error: silent },
  });
  const load: Load = init;
  const { capi, wasm, oo1 } = await load({ wasmBinary, locateFile: (name) => name, print: silent, printErr: silent });
  const database = new oo1.DB(":memory:", "c");
  database.exec(`PRAGMA hard_heap_limit = ${MAX_ENGINE_BYTES}; PRAGMA trusted_schema = 0`);
  capi.sqlite3_limit(database, capi.SQLITE_LIMIT_LENGTH, MAX_LENGTH);
  capi.sqlite3_limit(database, capi.SQLITE_LIMIT_ATTACHED, 0);
  capi.sqlite3_limit(database, capi.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);

  const gate: Gate = { closed: false };
  const prefix = storedName("");
  const nothing = (name: string | 0): boolean => name === 0 || name === "";
  capi.sqlite3_set_authorizer(
    database,
    (_, action, one, two, three) => {
      if (!gate.closed) return capi.SQLITE_OK;
      switch (action) {
        case capi.SQLITE_SELECT:
        case capi.SQLITE_RECURSIVE:
          return capi.SQLITE_OK;
        case capi.SQLITE_READ:
          // Without a database: a query in FROM or a part of WITH.
          return nothing(three) || (three === "main" && one !== 0 && one.startsWith(prefix)) ? capi.SQLITE_OK : capi.SQLITE_DENY;
        case capi.SQLITE_FUNCTION:
          return two !== 0 && ENGINE_FUNCTIONS.has(two.toLowerCase()) ? capi.SQLITE_OK : capi.SQLITE_DENY;
        default:
          return capi.SQLITE_DENY;
      }
    },
    0,
  );

  // Without a clock 'now' is NULL, whatever way it comes into a program.
  const files = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
  const noClock = (): number => capi.SQLITE_ERROR;
  files.installMethod("xCurrentTimeInt64", noClock, false);
  files.installMethod("xCurrentTime", noClock, false);

  let looksLeft = Infinity;
  capi.sqlite3_progress_handler(database, STEPS_PER_LOOK, () => (--looksLeft < 0 ? 1 : 0), 0);
  const allow = (steps: number): void => {
    looksLeft = Math.floor(steps / STEPS_PER_LOOK);
  };
  return { capi, wasm, raw: wasm.exports, database, gate, allow };
}

export function pointerOf({ pointer }: PreparedStatement): number {
  if (pointer === undefined) throw new Error("a statement was used after its end");
  return pointer;
}
