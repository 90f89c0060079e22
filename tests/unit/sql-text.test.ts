// Text taken for numbers: each caution beside what SQLite answers, a near case without it, and that it comes where and only where
// SQLite answers otherwise than it would for a column of numbers.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataTable } from "../../src/solver/result.ts";
import { textMade } from "../../src/solver/sql/text-functions.ts";
import { readingOf } from "../../src/solver/sql/text-reading.ts";
import { answer, expectSaid, type Said, saidOf, solve, table } from "./sql-solve.ts";

const SALES = table(
  "sales",
  ["item", "text", ["tea", "milk", "salt"]],
  ["amount", "text", ["1,234", "$5", "10"]],
  ["size", "text", ["7", "12", "100"]],
  ["code", "text", ["007", "012", "100"]],
  ["year", "text", ["1999", "2005", "2010"]],
  ["day", "text", ["2024-01-05", "2024-02-10", "2023-12-31"]],
  ["n", "integer", ["7", "12", "100"]],
  ["price", "real", [0.1, 0.2, 12]],
);
const ORDERS = table("orders", ["n", "text", ["7", "012", "$100"]], ["item", "text", ["tea", "milk", "coal"]], ["size", "integer", ["7", "12", "5"]]);
const TABLES = [SALES, ORDERS];

const found = (program: string, tables: readonly DataTable[] = TABLES): Promise<Said> => saidOf(program, tables, /^Some rows tie|^NULL says|is a real: most|dividing by zero/);

const CHOOSE = (column: string): string => `Choose number or whole number as the type of ${column} in the Data panel.`;

describe("text that is calculated with", () => {
  test.each([
    ["SELECT sum(amount) FROM sales", "11.0", `amount is text, and SQL calculates with the number at the start of each text, and with 0 where there is none: "1,234" counts as 1. ${CHOOSE("amount")}`],
    ["SELECT avg(amount) * 3 FROM (SELECT amount FROM sales)", "11.0", /"1,234" counts as 1/],
    ["SELECT total(a) FROM (SELECT amount AS a FROM sales WHERE n < 50)", "1.0", /^a \(sales\.amount\) is text/],
    ["SELECT amount * 2 FROM sales ORDER BY n", "2 0 20", /"1,234" counts as 1/],
    ["SELECT -amount FROM sales ORDER BY n", "-1 0 -10", /"1,234" counts as 1/],
    ["SELECT amount & 3 FROM sales ORDER BY n", "1 0 2", /"1,234" counts as 1/],
    ["SELECT ~amount FROM sales ORDER BY n", "-2 -1 -11", /"1,234" counts as 1/],
    ["SELECT CAST(amount AS REAL) FROM sales ORDER BY n", "1.0 0.0 10.0", /"1,234" counts as 1/],
    ["SELECT abs(amount) FROM sales ORDER BY n", "1.0 0.0 10.0", /"1,234" counts as 1/],
    ["SELECT round(amount) FROM sales ORDER BY n", "1.0 0.0 10.0", /"1,234" counts as 1/],
    ["SELECT floor(amount) FROM sales ORDER BY n", "NULL NULL 10", `amount is text, and this gives NULL for a text that is no plain number, such as "1,234". ${CHOOSE("amount")}`],
    ["SELECT sqrt(item) FROM sales ORDER BY n", "NULL NULL NULL", /this gives NULL .* such as "tea"\. Is it the column you mean\?$/],
    ["SELECT sum(item) FROM sales", "0.0", /^item is text, .*: "tea" counts as 0\. Is it the column you mean\?$/],
    ["SELECT sum(day) FROM sales WHERE n > 50", "2023.0", /"2024-01-05" counts as 2024\. Is it the column you mean/],
    ["SELECT sum(upper(item)) FROM sales", "0.0", /^upper\(item\) is text, .* See that it holds plain numbers only, such as 12\.5\.$/],
    ["SELECT sum(coalesce(amount, 0)) FROM sales", "11.0", /^coalesce\(amount, 0\) \(sales\.amount\) is text/],
    ["SELECT sum(CAST(replace(amount, '$', '') AS REAL)) FROM sales", "16.0", /^replace\(amount, '\$', ''\) \(sales\.amount\) is text, .*: "1,234" counts as 1\. Choose/],
    ["SELECT sum(substr(day, 1, 7)) FROM sales WHERE n = 7", "2024.0", /"2024-01" counts as 2024\. Is it the column you mean/],
    ["SELECT '1,5' + 1", "2", /^'1,5' is text, .*: "1,5" counts as 1\./],
    ["SELECT date(day) + 1 FROM sales WHERE n = 7", "2025", /^date\(day\) is text, and SQL calculates/],
  ])("%s is %s, and so it says", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });

  test.each([
    ["SELECT sum(size) FROM sales", "119"],
    ["SELECT sum(code) FROM sales", "119"],
    ["SELECT size * 2 FROM sales ORDER BY n", "14 24 200"],
    ["SELECT CAST(size AS INTEGER) FROM sales ORDER BY 1", "7 12 100"],
    ["SELECT floor(size) FROM sales ORDER BY n", "7 12 100"],
    ["SELECT median(n) FROM sales", "12.0"],
    ["SELECT '5' + 1", "6"],
    ["SELECT CAST(strftime('%Y', day) AS INTEGER) + 1 FROM sales ORDER BY n", "2025 2025 2024"],
    ["SELECT CAST(substr(day, 1, 4) AS INTEGER) + 1 FROM sales ORDER BY n", "2025 2025 2024"],
    ["SELECT sum(replace(trim(amount, '$'), ',', '')) FROM sales", "1249"],
    ["SELECT sum(length(amount)) FROM sales", "9"],
    ["SELECT sum(n) FROM sales", "119"],
    ["SELECT item || amount FROM sales WHERE amount LIKE '1%' ORDER BY n", "tea1,234 salt10"],
    ["SELECT count(amount) FROM sales", "3"],
    ["SELECT group_concat(amount, '+' ORDER BY n) FROM sales", "1,234+$5+10"],
  ])("%s is %s, and nothing is said", async (program, cells) => {
    expect(await found(program)).toEqual({ cells, said: "" });
  });

  test("median() of text, which SQLite refuses, says what to do", async () => {
    expect(await solve("SELECT median(size) FROM sales", TABLES)).toMatchObject({ end: "not-understood", code: "text", message: expect.stringMatching(/^median\(\.\.\.\) takes numbers only.*in the Data panel\.$/) });
  });

  test("the Data panel is named for the visitor's own columns that hold numbers, not for others", async () => {
    const source = { title: "Register", date: "2024-01-01", licence: "CC0", url: "https://example.org" };
    expect((await answer("SELECT sum(amount) FROM sales", [{ ...SALES, source }])).cautions.join()).toMatch(/"1,234" counts as 1\. Is it the column you mean\?$/);
    expect((await answer("SELECT size FROM sales ORDER BY size", [{ ...SALES, source }])).cautions.join()).toMatch(/CAST\(\.\.\. AS REAL\) orders plain numbers by size\.$/);
  });
});

describe("text that is put in order", () => {
  const ORDER = /size\)? is text, ordered letter by letter: "100" comes before "12"\. Choose number/;
  test.each([
    ["SELECT size FROM sales ORDER BY size", "100 12 7", ORDER],
    ["SELECT size FROM sales ORDER BY 1 DESC", "7 12 100", ORDER],
    ["SELECT size AS s FROM sales ORDER BY s", "100 12 7", /^s \(sales\.size\) is text, ordered/],
    ["SELECT max(size) FROM sales", "7", ORDER],
    ["SELECT min(size) FROM (SELECT * FROM sales)", "100", ORDER],
    ["WITH a(s) AS (SELECT size FROM sales) SELECT s FROM a ORDER BY s", "100 12 7", /^s \(sales\.size\) is text, ordered/],
    ["SELECT size FROM sales UNION SELECT item FROM orders ORDER BY 1", "100 12 7 coal milk tea", ORDER],
    ["SELECT size FROM sales UNION SELECT '8' ORDER BY size", "100 12 7 8", ORDER],
    ["SELECT rank() OVER (ORDER BY size) FROM sales ORDER BY n", "3 2 1", ORDER],
    ["SELECT group_concat(size, ' ' ORDER BY size) FROM sales", "100 12 7", ORDER],
  ])("%s is %s, and so it says", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });

  test.each([
    ["SELECT item FROM sales ORDER BY item", "milk salt tea"],
    ["SELECT max(item) FROM sales", "tea"],
    ["SELECT code FROM sales ORDER BY code", "007 012 100"],
    ["SELECT year FROM sales ORDER BY year DESC", "2010 2005 1999"],
    ["SELECT min(day) FROM sales", "2023-12-31"],
    ["SELECT n FROM sales ORDER BY n", "7 12 100"],
    ["SELECT size FROM sales ORDER BY CAST(size AS REAL)", "7 12 100"],
    ["SELECT size FROM sales ORDER BY size + 0", "7 12 100"],
    ["SELECT size FROM sales ORDER BY size COLLATE BINARY", "100 12 7"],
    ["SELECT strftime('%m', day) FROM sales ORDER BY 1", "01 02 12"],
    ["SELECT count(*) FROM sales GROUP BY size ORDER BY 1", "1 1 1"],
    ["SELECT n FROM sales ORDER BY substr(day, 1, 4), n", "100 7 12"],
  ])("%s is %s, and nothing is said", async (program, cells) => {
    expect(await found(program)).toEqual({ cells, said: "" });
  });
});

describe("text that is compared", () => {
  test.each([
    // A column of text with a number: letter by letter.
    ["SELECT n FROM sales WHERE size > 50 ORDER BY n", "7", `size is text, and SQL compares 50 with it letter by letter: "50" comes before "7". ${CHOOSE("size")}`],
    ["SELECT n FROM sales WHERE 50 < size ORDER BY n", "7", /SQL compares 50 with it letter by letter/],
    ["SELECT n FROM sales WHERE size BETWEEN 5 AND 20 ORDER BY n", "", /SQL compares 5 with it letter by letter: "12" comes before "5"/],
    ["SELECT n FROM sales WHERE size BETWEEN 1 AND 9 ORDER BY n", "7 12 100", /SQL compares 9 with it/],
    ["SELECT n FROM sales WHERE amount > 100", "", /"1,234" comes before "100"/],
    ["SELECT n FROM sales WHERE amount = 1234", "", /SQL compares 1234 with it letter by letter: "1,234" does not equal it\. Choose/],
    ["SELECT n FROM sales WHERE code = 7", "", /"007" does not equal it\. Write '7' if you mean text\.$/],
    ["SELECT n FROM sales WHERE code IN (3, 7)", "", /"007" does not equal it/],
    ["SELECT CASE code WHEN 7 THEN 'seven' ELSE '-' END FROM sales ORDER BY n", "- - -", /"007" does not equal it/],
    ["SELECT n FROM sales WHERE size = 7.0", "", /SQL compares 7\.0 with it letter by letter: "7" does not equal it/],
    ["SELECT n FROM sales WHERE size IN (SELECT count(*) + 4.0 FROM orders)", "", /letter by letter: "7" equals no real/],
    ["SELECT n FROM sales WHERE code = n + 0", "100", /SQL compares n \+ 0 with it letter by letter: "007" equals no whole number\. Write CAST\(code AS REAL\)/],
    ["SELECT n FROM sales WHERE size > n - 1 ORDER BY n", "7 12", /SQL compares n - 1 with it letter by letter: "100" comes before "12"/],
    ["SELECT count(*) FROM sales WHERE item > 5", "3", /SQL compares 5 with it letter by letter: "5" comes before "tea"\. Write '5' if you mean text\.$/],
    ["SELECT count(*) FROM sales WHERE CAST(n AS TEXT) < 5", "2", /letter by letter: "10" comes before "9"/],
    // With a column of numbers: what is no plain number stays text.
    ["SELECT orders.item FROM orders, sales WHERE orders.n = sales.n ORDER BY 1", "milk tea", /^orders\.n is text: where it is no plain number, such as "\$100", it equals no number and is greater than all of them\. Choose/],
    ["SELECT n FROM sales JOIN orders USING (n)", "7 12", /^n is text: where it is no plain number/],
    ["SELECT count(*) FROM sales NATURAL JOIN (SELECT n FROM orders)", "2", /^n is text: where it is no plain number/],
    ["SELECT count(*) FROM sales WHERE n IN (SELECT n FROM orders)", "2", /no plain number, such as "\$100"/],
    ["SELECT count(*) FROM sales WHERE item > n", "3", /^item is text: where it is no plain number, such as "tea"/],
    ["SELECT count(*) FROM sales WHERE n < '1,000'", "3", /^'1,000' is no plain number: it equals no number and is greater than all of them\. Write a plain number/],
    ["SELECT count(*) FROM sales WHERE n <> ''", "3", /^'' is no plain number: .*Write IS NULL to find empty cells\.$/],
    // Neither side converts the other.
    ["SELECT max(size) > 50 FROM sales WHERE n < 50", "1", /max\(size\) \(sales\.size\) is text and 50 is a number: in SQL they are never equal, and the text is the greater whatever it says\./],
    ["SELECT count(*) FROM sales WHERE strftime('%Y', day) = 2024", "0", /^strftime\('%Y', day\) is text and 2024 is a number: in SQL they are never equal, .*Write '2024' for the text, or CAST\(strftime\('%Y', day\) AS REAL\) for the number\.$/],
    ["SELECT count(*) FROM sales WHERE +size = 7", "0", /^\+size \(sales\.size\) is text and 7 is a number/],
    ["SELECT n FROM sales GROUP BY n HAVING max(n) > '50'", "", /^'50' is text and max\(n\) is a number: .*Write 50 without the marks\.$/],
    ["SELECT 7 IN ('7', '8')", "0", /^'7' is text and 7 is a number/],
    ["SELECT count(*) FROM sales WHERE n IN (12, 'x')", "1", /^'x' is no plain number/],
    ["SELECT max(size, 50) FROM sales ORDER BY n", "7 12 100", /^size is text and 50 is a number/],
    ["SELECT count(nullif(size, 7)) FROM sales", "3", /^size is text and 7 is a number/],
    ["SELECT size FROM sales EXCEPT SELECT size FROM orders ORDER BY 1", "100 12 7", /^size is text and size is a number/],
    // Two columns of text that hold numbers.
    ["SELECT n FROM sales WHERE amount > size ORDER BY n", "", /^amount and size are text, compared letter by letter: "\d/],
  ])("%s is %s, and so it says", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });

  test.each([
    ["SELECT n FROM sales WHERE amount = '$5'", "12"],
    ["SELECT n FROM sales WHERE item > 'm' ORDER BY n", "7 12 100"],
    ["SELECT n FROM sales WHERE size > '2' ORDER BY n", "7"],
    ["SELECT n FROM sales WHERE day >= '2024-01-01' ORDER BY n", "7 12"],
    ["SELECT n FROM sales WHERE day BETWEEN '2024-01-01' AND date('2024-01-31')", "7"],
    ["SELECT n FROM sales WHERE strftime('%Y', day) = '2023'", "100"],
    ["SELECT n FROM sales WHERE size = 7", "7"],
    ["SELECT n FROM sales WHERE size IN (7, 100) ORDER BY n", "7 100"],
    ["SELECT n FROM sales WHERE amount = 10", "100"],
    ["SELECT n FROM sales WHERE year > 2000 ORDER BY n", "12 100"],
    ["SELECT n FROM sales WHERE year BETWEEN 2000 AND 2005", "12"],
    ["SELECT n FROM sales WHERE n > '50'", "100"],
    ["SELECT n FROM sales WHERE n BETWEEN '5' AND 9", "7"],
    ["SELECT n FROM sales WHERE n IN ('7', '12') ORDER BY n", "7 12"],
    ["SELECT count(*) FROM sales WHERE size = n", "3"],
    ["SELECT count(*) FROM sales WHERE CAST(size AS INTEGER) > 10", "2"],
    ["SELECT max(n, 50) FROM sales ORDER BY n", "50 50 100"],
    ["SELECT count(*) FROM sales JOIN orders USING (item)", "2"],
    ["SELECT count(*) FROM sales WHERE item > day", "3"],
    ["SELECT item FROM sales EXCEPT SELECT item FROM orders", "salt"],
    ["SELECT count(*) FROM sales WHERE item IS NOT NULL AND typeof(n) = 'integer'", "3"],
  ])("%s is %s, and nothing is said", async (program, cells) => {
    expect(await found(program)).toEqual({ cells, said: "" });
  });

  test("where no row matches for that reason, it stands with the no", async () => {
    const result = await solve("SELECT item FROM sales WHERE amount > 100", TABLES);
    expect(result).toMatchObject({ end: "proved-no", cautions: [expect.stringMatching(/^amount is text, and SQL compares 100 with it letter by letter/)] });
  });
});

describe("calculated reals that are compared", () => {
  test.each([
    ["SELECT sum(price) = 0.3 FROM sales WHERE n < 50", "0", /sum\(price\) = 0\.3 compares calculated reals/],
    ["SELECT 0.1 + 0.2 = 0.3", "0", /compares calculated reals/],
    ["SELECT count(*) FROM sales WHERE price = 0.1", "1", /^$/],
    ["SELECT sum(n) = 119 FROM sales", "1", /^$/],
  ])("%s is %s", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });
});

/** What the columns of the next tests hold: numbers as people write them and words, with the number people read. */
const written: fc.Arbitrary<{ readonly cell: string; readonly value: number | null }> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 1200 }).map((value) => ({ cell: String(value), value })) },
  fc.integer({ min: 0, max: 120 }).map((value) => ({ cell: (value / 10).toFixed(2), value: Number((value / 10).toFixed(2)) })),
  fc.integer({ min: 0, max: 20 }).map((value) => ({ cell: String(value).padStart(3, "0"), value })),
  fc.integer({ min: 1, max: 1200 }).map((value) => ({ cell: `$${value.toLocaleString("en")}`, value })),
  fc.integer({ min: 0, max: 9 }).map((value) => ({ cell: ` ${value}`, value })),
  fc.constantFrom("n/a", "tea", "~").map((cell) => ({ cell, value: null })),
);

describe("against SQLite, on columns at random", () => {
  const columns = fc.array(written, { minLength: 1, maxLength: 6 });
  const tableOf = (cells: readonly { readonly cell: string }[]): DataTable => table("t", ["c", "text", cells.map(({ cell }) => cell)], ["i", "integer", cells.map((_, index) => String(index))]);

  test("a comparison with a number is a caution where the rows are others than by size, and only there", async () => {
    let traps = 0;
    await fc.assert(
      fc.asyncProperty(columns, fc.oneof(fc.integer({ min: -20, max: 1200 }).map(String), fc.integer({ min: 0, max: 120 }).map((tenths) => (tenths / 10).toFixed(1))), async (cells, constant) => {
        const data = tableOf(cells);
        const rows = async (operator: string): Promise<string> => (await found(`SELECT i FROM t WHERE c ${operator} ${constant} ORDER BY i`, [data])).cells;
        const bySize = (meets: (value: number) => boolean): string => cells.flatMap(({ value }, index) => (value !== null && meets(value) ? [index] : [])).join(" ");
        const number = Number(constant);
        const equal = (await rows("=")) !== bySize((value) => value === number);
        const ordered = (await rows("<")) !== bySize((value) => value < number) || (await rows("<=")) !== bySize((value) => value <= number) || (await rows(">")) !== bySize((value) => value > number) || (await rows(">=")) !== bySize((value) => value >= number);
        if (ordered) traps++;
        expect((await found(`SELECT i FROM t WHERE c = ${constant} ORDER BY i`, [data])).said !== "").toBe(equal);
        expect((await found(`SELECT i FROM t WHERE c < ${constant} ORDER BY i`, [data])).said !== "").toBe(ordered);
      }),
      { numRuns: 300, seed: 20261125 },
    );
    expect(traps).toBeGreaterThan(50);
    expect(traps).toBeLessThan(290);
  });

  test("what a function cuts out of a column is what SQLite cuts out of it", async () => {
    const number = fc.integer({ min: -7, max: 7 }).filter((value) => value !== 0);
    const marks = fc.string({ unit: fc.constantFrom("a", "0", "€", "😀", " ", "$&"), maxLength: 2 });
    const calls: fc.Arbitrary<readonly [string, ...(string | number)[]]> = fc.oneof(
      fc.tuple(fc.constantFrom("substr", "substring"), number),
      fc.tuple(fc.constant("substr"), number, fc.nat({ max: 7 })),
      fc.tuple(fc.constantFrom("trim", "ltrim", "rtrim")),
      fc.tuple(fc.constantFrom("trim", "ltrim", "rtrim"), marks),
      fc.tuple(fc.constant("replace"), marks, marks),
    );
    const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "0", "1", "€", "😀", " ", "\t"), maxLength: 6 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, calls, async (cells, [name, ...constants]) => {
        const data = table("t", ["c", "text", cells], ["i", "integer", cells.map((_, index) => String(index))]);
        const program = `SELECT ${[`${name}(c`, ...constants.map((constant) => (typeof constant === "string" ? `'${constant}'` : constant))].join(", ")}) FROM t ORDER BY i`;
        const cut = textMade(name, { table: "t", column: data.columns[0]!, own: true }, constants);
        const [first = "", second = ""] = constants;
        // A text that could grow is left alone.
        if (name === "replace" && String(second).length > String(first).length) expect(cut).toBeNull();
        else expect((await answer(program, [data])).table?.rows.map(([cell]) => cell)).toEqual(cut?.column.cells);
      }),
      { numRuns: 500, seed: 20261125 },
    );
  });

  test("a sum is a caution where a cell counts as another number, or is none, and only there", async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (cells) => {
        const data = tableOf(cells);
        const counted = (await answer("SELECT c + 0.0 FROM t ORDER BY i", [data])).table?.rows ?? [];
        const other = cells.some(({ value }, index) => value === null || Number(counted[index]?.[0]) !== value);
        expect((await found("SELECT sum(c) FROM t", [data])).said !== "").toBe(other);
        const { misread } = readingOf(data.columns[0]!)!;
        if (misread !== null) expect(Number(counted[cells.findIndex(({ cell }) => cell === misread.cell)]?.[0])).toBe(Number(misread.counts));
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });

  test("an order is a caution where numbers come otherwise than by size, and only there", async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (cells) => {
        const data = tableOf(cells);
        const inOrder = (await found("SELECT i FROM t ORDER BY c, i", [data])).cells.split(" ").map((index) => cells[Number(index)]?.value ?? null);
        const values = inOrder.filter((value) => value !== null);
        const mostlyNumbers = values.length >= cells.length / 2;
        const disorder = values.some((value, index) => value < (values[index - 1] ?? value));
        expect((await found("SELECT i FROM t ORDER BY c, i", [data])).said !== "").toBe(mostlyNumbers && disorder);
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });
});
