// Programs that want out, want to write or want to wear the engine down: refused before they run, or harmless.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DataTable } from "../../src/solver/result.ts";
import { createSqlEngine } from "../../src/solver/sql/engine.ts";
import { WASM_FILE } from "../../src/solver/sql/protocol.ts";
import { sqlLanguage } from "../../src/solver/sql/language.ts";
import { LIMITS, rows, solve, table } from "./sql-solve.ts";

const T = table("t", ["a", "integer", ["1", "2", "3"]], ["s", "text", ["x", "now", "z"]]);

describe("refused by the parser, at the place that is meant", () => {
  test.each([
    ["ATTACH DATABASE '/etc/passwd' AS p", "not-allowed", 1],
    ["DETACH DATABASE main", "not-allowed", 1],
    ["PRAGMA writable_schema = 1", "not-allowed", 1],
    ["INSERT INTO t VALUES (1, 'x')", "not-allowed", 1],
    ["REPLACE INTO t VALUES (1, 'x')", "not-allowed", 1],
    ["UPDATE t SET a = 0", "not-allowed", 1],
    ["DELETE FROM t", "not-allowed", 1],
    ["DROP TABLE t", "not-allowed", 1],
    ["CREATE TEMP TABLE x AS SELECT * FROM t", "not-allowed", 1],
    ["CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "not-allowed", 1],
    ["ALTER TABLE t RENAME TO u", "not-allowed", 1],
    ["VACUUM INTO 'copy.db'", "not-allowed", 1],
    ["BEGIN EXCLUSIVE", "not-allowed", 1],
    ["EXPLAIN SELECT 1", "not-allowed", 1],
    ["SELECT 1; DELETE FROM t", "second-statement", 11],
    ["SELECT 1; SELECT 2", "second-statement", 11],
    ["SELECT 1 /* */ ; -- \n DROP TABLE t", "second-statement", 2],
    ["WITH x AS (SELECT 1) DELETE FROM t", "syntax", 22],
    ["WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x", "syntax", 12],
    ["SELECT * INTO u FROM t", "not-allowed", 10],
    ["SELECT load_extension('evil')", "unknown-function", 8],
    ["SELECT readfile('/etc/passwd')", "unknown-function", 8],
    ["SELECT writefile('x', 'y')", "unknown-function", 8],
    ["SELECT \"load_extension\"('evil')", "unknown-function", 8],
    ["SELECT zeroblob(1000000000)", "unknown-function", 8],
    ["SELECT hex(randomblob(1000000000))", "unknown-function", 12],
    ["SELECT random()", "unknown-function", 8],
    ["SELECT sqlite_version()", "unknown-function", 8],
    ["SELECT sqlite_compileoption_get(1)", "unknown-function", 8],
    ["SELECT fts5(1)", "unknown-function", 8],
    ["SELECT date('now')", "not-allowed", 13],
    ["SELECT strftime('%Y', ' NOW ')", "not-allowed", 23],
    ["SELECT CURRENT_TIMESTAMP", "not-allowed", 8],
    ["SELECT date('2024-01-01', 'localtime')", "not-allowed", 27],
    ["SELECT date('2024-01-01', s) FROM t", "arguments", 27],
    ["SELECT * FROM sqlite_master", "unknown-table", 15],
    ["SELECT * FROM sqlite_schema", "unknown-table", 15],
    ["SELECT * FROM main.t", "not-allowed", 15],
    ["SELECT main.t.a FROM t", "not-allowed", 8],
    ["SELECT * FROM pragma_table_info('t')", "not-allowed", 15],
    ["SELECT * FROM json_each('[1]')", "not-allowed", 15],
    ["SELECT * FROM \"data_t\"", "unknown-table", 15],
    ["SELECT * FROM t INDEXED BY i", "not-allowed", 17],
    ["SELECT s MATCH 'x' FROM t", "not-allowed", 10],
    ["SELECT s REGEXP '(a+)+$' FROM t", "not-allowed", 10],
    ["SELECT x'00'", "not-allowed", 8],
    ["SELECT CAST(a AS BLOB) FROM t", "not-allowed", 18],
    ["SELECT a COLLATE evil FROM t", "not-allowed", 18],
    ["SELECT :a", "syntax", 8],
    ["SELECT RAISE(ABORT, 'x')", "unknown-function", 8],
    ["SELECT 'a\0b'", "syntax", 8],
    ["SELECT a FROM t; ;", "second-statement", 18],
  ])("%s", (program, code, column) => {
    const prepared = sqlLanguage.prepare(program, { tables: [T], facts: "" }, LIMITS);
    expect(prepared).toMatchObject({ ok: false, failure: { end: "not-understood", code, position: { column } } });
  });
});

describe("stopped by the engine's bounds", () => {
  test.each([
    ["WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c", "work"],
    ["WITH RECURSIVE c(n) AS (SELECT 1 UNION SELECT n + 1 FROM c) SELECT count(*) FROM c", "work"],
    ["SELECT count(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l, t m, t n, t o", "work"],
    ["WITH RECURSIVE c(n, x) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, x || x FROM c) SELECT max(length(x)) FROM c", "too-large"],
    ["SELECT length(printf('%.*c', 2000000000, 'x'))", "too-large"],
    ["SELECT length(replace(printf('%.100000c', 'x'), 'x', printf('%.100000c', 'y')))", "too-large"],
    ["WITH RECURSIVE c(n, x) AS (SELECT 1, printf('%.3000000c', 'x') UNION SELECT n + 1, x FROM c) SELECT count(*) FROM c", "memory"],
  ])("%s", async (program, code) => {
    expect(await solve(program, [T], { work: 2e6 })).toMatchObject({ end: "out-of-budget", code });
    // The engine is as good as before.
    expect(await rows("SELECT sum(a) FROM t", [T])).toEqual([["6"]]);
  });

  test("many stars in a pattern do not multiply the time", async () => {
    const program = `SELECT printf('%.5000c', 'a') LIKE '${"%a".repeat(200)}b', printf('%.5000c', 'a') GLOB '${"*a".repeat(200)}b'`;
    expect(await solve(program)).toMatchObject({ end: "answer", table: { rows: [["0", "0"]] } });
  });
});

describe("harmless", () => {
  test("'now' in a cell is no date: the engine has no clock", async () => {
    expect(await rows("SELECT date(s), julianday(s), unixepoch(s), strftime('%s', s) FROM t WHERE s = 'now'", [T])).toEqual([[null, null, null, null]]);
    expect(await rows("SELECT date('n' || 'ow'), date('sub' || 'sec'), date('2024-01-31', '+1 month')")).toEqual([[null, null, "2024-03-02"]]);
  });

  test("tables and columns may be called anything", async () => {
    const names = ["sqlite_master", 'a"b', "select", "'; DROP TABLE x; --", "é 表", "[x]", "data_data_t"];
    for (const name of names) {
      const odd: DataTable = table(name, [name, "text", [name]]);
      const quoted = `"${name.replaceAll('"', '""')}"`;
      expect(await rows(`SELECT ${quoted}, ${quoted}.${quoted} FROM ${quoted}`, [odd])).toEqual([[name, name]]);
    }
  });

  test("a name of WITH does not hide a stored table", async () => {
    expect(await rows(`WITH data_t AS (SELECT 99 AS a) SELECT t.a, data_t.a FROM t, data_t ORDER BY 1`, [T])).toEqual([["1", "99"], ["2", "99"], ["3", "99"]]);
  });

  test("text goes in and out as it is", async () => {
    const cells = ["it's", '"', "\\", "a\0b", "line\nbreak", "😀", "x".repeat(100_000), "'; DROP TABLE t; --", "%_", ""];
    const odd = table("odd", ["s", "text", cells]);
    expect(await rows("SELECT s FROM odd", [odd])).toEqual(cells.map((cell) => [cell]));
    expect(await rows("SELECT 'it''s; -- /*' || \"s\" FROM odd WHERE s = '%_'", [odd])).toEqual([["it's; -- /*%_"]]);
  });
});

test("what reaches the engine past the parser is stopped at its gate", async () => {
  const engine = createSqlEngine();
  const wasm = readFileSync(new URL("../../node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm", import.meta.url));
  await engine.start(new Map([[WASM_FILE, new Uint8Array(wasm).buffer]]));
  const run = (sql: string): Promise<unknown> =>
    engine.run({ sql, again: null, tables: [{ key: "t", name: "t", columns: T.columns }], whyNot: null, varies: null, rows: 10, work: 1e6 }, () => {});
  for (const sql of [
    'DELETE FROM "data_t"', 'DROP TABLE "data_t"', "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)", "PRAGMA query_only = 0", "PRAGMA hard_heap_limit = 0", "ATTACH ':memory:' AS x",
    "VACUUM", "BEGIN", "SELECT * FROM sqlite_master", "SELECT randomblob(3)", "SELECT * FROM pragma_table_info('data_t')", "SELECT sqlite_version()", "SELECT load_extension('x')",
    "SELECT * FROM dbstat", "SELECT * FROM sqlite_dbpage", "SELECT * FROM bytecode('SELECT 1')", "SELECT json_extract('{}', '$')", "INSERT INTO data_t VALUES (1, 2)", "REINDEX", "ANALYZE",
  ]) {
    expect([sql, await run(sql)]).toMatchObject([sql, { kind: "error" }]);
  }
  expect(await run('SELECT sum("a") FROM "main"."data_t"')).toMatchObject({ kind: "rows", rows: [["6"]] });
  await expect(engine.run({ sql: 1 }, () => {})).rejects.toThrow();
});
