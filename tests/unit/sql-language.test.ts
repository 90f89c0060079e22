// Reading SQL: the tree printed for the engine, names checked against the tables, and what every refusal says.

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataTable, SolverFailure } from "../../src/solver/result.ts";
import { MAX_NESTING, MAX_TREE_DEPTH } from "../../src/solver/sql/cursor.ts";
import { sqlLanguage } from "../../src/solver/sql/language.ts";
import type { SqlPayload } from "../../src/solver/sql/protocol.ts";
import { nearest } from "../../src/solver/nearest.ts";
import { MAX_PROGRAM_LENGTH, parseSql } from "../../src/solver/sql/parse.ts";
import { Printer } from "../../src/solver/sql/print.ts";
import { LIMITS, solve, table } from "./sql-solve.ts";

const COUNTRIES = table("countries", ["code", "text", ["FR", "DE"]], ["name", "text", ["France", "Germany"]], ["population", "integer", ["68", "84"]]);
const CITIES = table("cities", ["name", "text", ["Paris"]], ["country", "text", ["FR"]], ["population", "integer", ["2"]]);
const TABLES = [COUNTRIES, CITIES];

function prepare(program: string, tables: readonly DataTable[] = TABLES): SqlPayload {
  const prepared = sqlLanguage.prepare(program, { tables, facts: "" }, LIMITS);
  if (!prepared.ok) throw new Error(prepared.failure.message);
  return prepared.payload;
}

function refuse(program: string, tables: readonly DataTable[] = TABLES): SolverFailure {
  const prepared = sqlLanguage.prepare(program, { tables, facts: "" }, LIMITS);
  if (prepared.ok) throw new Error(`not refused: ${prepared.payload.sql}`);
  return prepared.failure;
}

describe("the engine's text", () => {
  test("has every name in quotation marks and every operation in parentheses", () => {
    expect(prepare("select Name, population*2+1 p from countries where not code in ('FR','it''s') order by 2 desc limit 3").sql).toBe(
      `SELECT "Name", ("population" * 2) + 1 AS "p" FROM "main"."data_countries" AS "countries" WHERE NOT ("code" IN ('FR', 'it''s')) ORDER BY 2 DESC LIMIT 3`,
    );
  });

  test("reads on after IS NULL as SQLite does", () => {
    expect(prepare("select 1 is not null || 'a', 1 is null and 2 is (null) + 1, 1 isnull").sql).toBe(`SELECT 1 IS NOT (NULL || 'a'), (1 IS NULL) AND (2 IS (NULL + 1)), 1 IS NULL`);
  });

  test("keeps the tree when it is read again", () => {
    const programs = [
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT sum(n) FILTER (WHERE n % 2 = 0) FROM c",
      "SELECT DISTINCT a.name, rank() OVER (PARTITION BY a.code ORDER BY a.population DESC ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM countries a NATURAL LEFT JOIN cities",
      "SELECT -(-1), ~ 2, NOT 1 = 2, 'a' || 'b' COLLATE NOCASE, CASE WHEN 1 THEN 2 END, CAST('1' AS INTEGER) IS NOT NULL",
      "SELECT group_concat(name, ', ' ORDER BY name) FROM countries GROUP BY 1 = 1 HAVING count(*) BETWEEN 1 AND 9",
      "SELECT * FROM (VALUES (1, 2), (3, 4)) AS v WHERE (column1, column2) IN (SELECT 1, 2) UNION SELECT 5, 6 ORDER BY 1 LIMIT 2 OFFSET 1",
      "SELECT sum(population) OVER w FROM countries WINDOW w AS (ORDER BY name NULLS LAST)",
    ];
    const printer = new Printer(() => null);
    for (const program of programs) {
      const once = printer.query(parseSql(program));
      expect(printer.query(parseSql(once))).toBe(once);
    }
  });

  test("takes LIMIT a, b as OFFSET a LIMIT b", () => {
    expect(prepare("SELECT 1 LIMIT 2, 3").sql).toBe("SELECT 1 LIMIT 3 OFFSET 2");
  });

  test("reads no more of the data than the tables that are named", () => {
    expect(prepare("SELECT name FROM cities").tables.map(({ name }) => name)).toEqual(["cities"]);
    expect(prepare("WITH cities AS (SELECT 1 AS x) SELECT x FROM cities").tables).toEqual([]);
    expect(prepare("WITH cities AS (SELECT * FROM cities WHERE population > 1) SELECT name FROM cities").tables.map(({ name }) => name)).toEqual(["cities"]);
  });

  test("gives a table the same key as long as it has the same content", () => {
    const key = (tables: readonly DataTable[]): string | undefined => prepare("SELECT name FROM cities", tables).tables[0]?.key;
    expect(key(TABLES)).toBe(key([COUNTRIES, { ...CITIES }]));
    expect(key(TABLES)).not.toBe(key([COUNTRIES, { ...CITIES, columns: CITIES.columns.map((column) => ({ ...column, cells: [...column.cells] })) }]));
  });
});

describe("names", () => {
  test.each([
    ["SELECT nmae FROM countries", "unknown-column", 1, 8, "did you mean name?"],
    ["SELECT name\nFROM countrys", "unknown-table", 2, 6, "did you mean countries?"],
    ["SELECT c.cod FROM countries c", "unknown-column", 1, 10, "did you mean code?"],
    ["SELECT countries.name FROM countries c", "unknown-table", 1, 8, "use its alias"],
    ["SELECT name FROM countries, cities", "ambiguous-column", 1, 8, "countries.name or cities.name"],
    ["SELECT country FROM countries", "unknown-column", 1, 8, "it is in cities: add that in FROM"],
    ['SELECT name FROM countries WHERE name = "France"', "unknown-column", 1, 41, "single marks: 'France'"],
    ["SELECT x.* FROM countries", "unknown-table", 1, 8, "there is countries"],
    ["SELECT cod FROM (SELECT code FROM countries)", "unknown-column", 1, 8, "did you mean code?"],
    ["SELECT 1 FROM countries JOIN cities USING (cod)", "unknown-column", 1, 44, "did you mean code?"],
    ["SELECT 1 FROM countries JOIN cities USING (code)", "unknown-column", 1, 44, "no code in cities"],
    ["SELECT rank() OVER v FROM countries WINDOW w AS (ORDER BY name)", "unknown-window", 1, 20, "did you mean w?"],
    ["SELECT lenght(name) FROM countries", "unknown-function", 1, 8, "did you mean length?"],
    ["SELECT name FROM countries ORDER BY nam", "unknown-column", 1, 37, "did you mean name?"],
    ["SELECT rowid FROM countries", "unknown-column", 1, 8, "code, name, population"],
    ["SELECT a.name FROM (SELECT name FROM countries WHERE code = b.code) a, cities b", "unknown-table", 1, 61, "no table b in FROM here"],
    ["SELECT 1 FROM c", "unknown-table", 1, 15, "there are countries, cities"],
  ])("%s", (program, code, line, column, message) => {
    const failure = refuse(program);
    expect({ code: failure.code, position: failure.position }).toEqual({ code, position: { line, column } });
    expect(failure.message).toContain(message);
  });

  test("without any table, the message says to choose one", () => {
    expect(refuse("SELECT name FROM countries", []).message).toBe("There is no table countries; no table is chosen: choose one, or add your own.");
  });

  test("are found around an inner query, in WITH, by alias and whatever the case", () => {
    for (const program of [
      "SELECT NAME FROM Countries AS c WHERE EXISTS (SELECT 1 FROM cities WHERE country = C.code)",
      "WITH big(n) AS (SELECT name FROM countries), other AS (SELECT n FROM big) SELECT n, (SELECT count(*) FROM other o WHERE o.n = big.n) FROM big",
      "SELECT population / 2 AS half FROM countries WHERE half > 3 GROUP BY half ORDER BY half",
      "SELECT population FROM countries JOIN (SELECT country AS code FROM cities) USING (code) WHERE code = 'FR'",
      "SELECT name FROM countries UNION SELECT name FROM cities ORDER BY name COLLATE NOCASE",
    ]) expect(prepare(program).sql).not.toBe("");
  });

  test("the nearest name swaps, adds and drops letters, and is none where nothing is near", () => {
    expect(nearest("poplation", ["name", "population"])).toBe("population");
    expect(nearest("NAEM", ["name", "number"])).toBe("name");
    expect(nearest("area", ["area_km2", "code"])).toBe("area_km2");
    expect(nearest("zzz", ["name", "code"])).toBeNull();
  });

  test("result columns are called as they are written", () => {
    expect(prepare("SELECT *, count( * ), name  ||  'x', population p, c.code FROM countries c GROUP BY code").columns).toEqual(["code", "name", "population", "count( * )", "name || 'x'", "p", "code"]);
    expect(prepare("SELECT * FROM countries NATURAL JOIN (SELECT 'FR' AS code, 1 AS one)").columns).toEqual(["code", "name", "population", "one"]);
  });
});

describe("refusals", () => {
  test.each([
    ["", "empty", 1, 1, "write one"],
    ["  -- nothing", "empty", 1, 13, "write one"],
    ["SELEC 1", "syntax", 1, 1, "a query begins with SELECT, WITH or VALUES"],
    ["SELECT FROM countries", "syntax", 1, 8, "FROM"],
    ["SELECT 1 countries cities", "syntax", 1, 20, "Expected the end"],
    ["SELECT 'open", "syntax", 1, 8, "add ' after it"],
    ["SELECT 1 /* open", "syntax", 1, 10, "add */"],
    ["SELECT ?1", "syntax", 1, 8, "write the value itself"],
    ["SELECT ‘Paris’", "syntax", 1, 8, "straight marks"],
    ["SELECT 2^3", "syntax", 1, 9, "pow(a, b)"],
    ["SELECT 3 × 4", "syntax", 1, 10, "write * for times"],
    ["SELECT 1 1x", "syntax", 1, 10, "A number cannot go on"],
    ["SELECT (1 + 2", "syntax", 1, 14, "close the parenthesis"],
    ["SELECT 1 + ", "syntax", 1, 12, "Expected a value but found the end"],
    ["SELECT TOP 5 name FROM countries", "syntax", 1, 8, "LIMIT"],
    ["SELECT name FROM countries ORDER BY 1 UNION SELECT 1", "syntax", 1, 39, "at the very end"],
    ["SELECT name FROM countries LIMIT 1 WHERE 1", "syntax", 1, 36, "the order is SELECT, FROM, WHERE"],
    ["SELECT name AS 'n' FROM countries", "syntax", 1, 16, "double quotation marks"],
    ["SELECT a = NOT b", "syntax", 1, 12, "put parentheses around NOT"],
    ["SELECT name FROM countries WHERE name ILIKE 'f%'", "syntax", 1, 39, "write LIKE"],
    ["SELECT round(1, 2, 3)", "arguments", 1, 8, "round takes 1 or 2 arguments, not 3"],
    ["SELECT rank() FROM countries", "arguments", 1, 8, "OVER (ORDER BY column)"],
    ["SELECT sum(*) FROM countries", "arguments", 1, 8, "Only count takes *"],
    ["SELECT upper(DISTINCT name) FROM countries", "arguments", 1, 8, "take them out of upper"],
    ["SELECT name FROM countries WHERE count(*) > 1", "aggregate", 1, 34, "conditions on groups stand in HAVING"],
    ["SELECT count(*) AS n FROM countries WHERE n > 1", "aggregate", 1, 43, "conditions on groups stand in HAVING"],
    ["SELECT sum(max(population)) FROM countries", "aggregate", 1, 12, "cannot stand in another aggregate, sum(...)"],
    ["SELECT name FROM countries WHERE rank() OVER (ORDER BY name) = 1", "aggregate", 1, 34, "name the query by WITH"],
    ["SELECT 1, 2 UNION SELECT 1", "columns", 1, 19, "2 and 1 columns"],
    ["SELECT name IN (SELECT name, code FROM countries) FROM cities", "columns", 1, 17, "gives 2 columns where 1 is compared"],
    ["SELECT (SELECT 1, 2)", "columns", 1, 8, "gives one column, not 2"],
    ["SELECT (1, 2)", "columns", 1, 8, "A row in parentheses"],
    ["SELECT 1 ORDER BY 2", "columns", 1, 19, "asks for a column that is not there"],
    ["WITH a(x, y) AS (SELECT 1) SELECT x FROM a", "columns", 1, 6, "names 2 columns and its query gives 1"],
    ["WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1", "duplicate-name", 1, 23, "twice"],
    ["VALUES (1, 2), (3)", "columns", 1, 17, "2 and 1 values"],
    ["SELECT 1 LIMIT 'x'", "arguments", 1, 16, "a whole number"],
  ])("%s", (program, code, line, column, message) => {
    const failure = refuse(program);
    expect({ code: failure.code, position: failure.position }).toEqual({ code, position: { line, column } });
    expect(failure.message).toContain(message);
    expect(failure.message).toMatch(/[.?)]$/);
  });

  test("nesting, chains, lengths and parts are bounded, and what stays within runs", async () => {
    expect(refuse(`SELECT ${"(".repeat(MAX_NESTING)}1${")".repeat(MAX_NESTING)}`).code).toBe("too-deep");
    expect(refuse(`SELECT ${"- ".repeat(5000)}1`).code).toBe("too-deep");
    expect(refuse(`SELECT ${"(SELECT ".repeat(2000)}1`).code).toBe("too-deep");
    expect(refuse(`SELECT 1${" + 1".repeat(MAX_TREE_DEPTH)}`).code).toBe("too-deep");
    expect(refuse(`SELECT ${"1, ".repeat(300)}1`).code).toBe("too-large");
    expect(refuse(`SELECT 1${" UNION SELECT 1".repeat(200)}`).code).toBe("too-large");
    expect(refuse(`SELECT '${"x".repeat(MAX_PROGRAM_LENGTH)}'`).code).toBe("too-long");
    expect(refuse(`SELECT 1 FROM cities a0${Array.from({ length: 40 }, (_, index) => `, cities a${index + 1}`).join("")}`).code).toBe("too-large");
    const doubling = Array.from({ length: 20 }, (_, index) => `c${index + 1} AS (SELECT a.x FROM c${index} a, c${index} b)`).join(", ");
    expect(refuse(`WITH c0 AS (SELECT name AS x FROM cities), ${doubling} SELECT 1 FROM c20`).code).toBe("too-large");

    const deep = `SELECT ${"(".repeat(MAX_NESTING - 2)}1${" + 1".repeat(MAX_TREE_DEPTH - 10)}${")".repeat(MAX_NESTING - 2)}`;
    expect(await solve(deep)).toMatchObject({ end: "answer", headline: String(MAX_TREE_DEPTH - 9) });
    const queries = `SELECT ${"(SELECT 1 + ".repeat(25)}1${")".repeat(25)}`;
    expect(await solve(queries)).toMatchObject({ end: "answer", headline: "26" });
  });

  test("any text is read or refused at a place inside it, in time that grows with its length", () => {
    const words = fc.constantFrom("SELECT", "FROM", "(", ")", "'", '"', ",", "WITH", "AS", "1", "x", "CASE", "WHEN", "END", "*", ".", "--", "/*", "\n", "NOT", "IN", "OVER", "é", "😀", "\ud800", "[", "`", ";");
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }), (parts) => {
        const program = parts.join(" ");
        const prepared = sqlLanguage.prepare(program, { tables: TABLES, facts: "" }, LIMITS);
        if (prepared.ok) return;
        const lines = program.split("\n");
        const { position } = prepared.failure;
        expect(position).not.toBeNull();
        expect(position?.line).toBeLessThanOrEqual(lines.length);
        expect(position?.column).toBeLessThanOrEqual((lines[(position?.line ?? 1) - 1]?.length ?? 0) + 1);
      }),
      { numRuns: 2000, seed: 7 },
    );
    for (const part of ["(", "NOT ", "SELECT ", "'", '"', "[", "/*", "1,", "a.", "CASE ", "x IN (", "-- \n", "1 BETWEEN "]) {
      const program = part.repeat(Math.floor(MAX_PROGRAM_LENGTH / part.length));
      const before = performance.now();
      expect(refuse(`SELECT ${program}`.slice(0, MAX_PROGRAM_LENGTH)).code).toMatch(/too-deep|syntax|too-large|not-allowed/);
      expect(performance.now() - before).toBeLessThan(1000);
    }
  });
});
