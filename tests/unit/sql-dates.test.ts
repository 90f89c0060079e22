// Dates in text: each caution beside what SQLite answers, near cases in which nothing is said, and that it comes where and only where
// SQLite answers otherwise than the calendar.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataTable } from "../../src/solver/result.ts";
import { overruns, readBySql } from "../../src/solver/sql/date-reading.ts";
import { answer, expectSaid, type Said, saidOf, table } from "./sql-solve.ts";

const HIRED = table(
  "hired",
  ["n", "integer", ["1", "2", "3"]],
  ["day", "text", ["31/12/2020", "01/02/2024", "15/06/2022"]],
  ["us", "text", ["12/31/2023", "02/01/2024", "06/15/2022"]],
  ["either", "text", ["01/02/2024", "03/04/2023", "02/01/2024"]],
  ["loose", "text", ["2024-2-3", "2024-10-1", "2023-11-12"]],
  ["said", "text", ["31 Dec 2020", "1 Feb 2024", "Jun 15, 2022"]],
  ["iso", "text", ["2020-12-31", "2024-02-01", "2022-06-15"]],
  ["stamp", "text", ["2024-01-31 14:00", "2024-01-30 09:15", "2024-02-01 00:00:00"]],
  ["gone", "text", ["2024-02-30", "2024-02-01", null]],
  ["version", "text", ["1.2.10", "1.10.2", "2.0.0"]],
);

const found = (program: string, tables: readonly DataTable[] = [HIRED]): Promise<Said> => saidOf(program, tables);

const ISO = (column: string, month: number, day: number): string => `substr(${column}, 7) || '-' || substr(${column}, ${month}, 2) || '-' || substr(${column}, ${day}, 2) gives each as 2020-12-31, which SQL orders and reads.`;

describe("dates in text", () => {
  test.each([
    // Order.
    ["SELECT max(day) FROM hired", "31/12/2020", `day holds dates as text, ordered letter by letter: "01/02/2024" comes before "15/06/2022". ${ISO("day", 4, 1)}`],
    ["SELECT n FROM hired ORDER BY day", "2 3 1", /^day holds dates as text, ordered letter by letter/],
    ["SELECT us FROM hired ORDER BY 1 DESC", "12/31/2023 06/15/2022 02/01/2024", /^us holds dates .*"02\/01\/2024" comes before "06\/15\/2022"\. substr\(us, 7\) \|\| '-' \|\| substr\(us, 1, 2\) \|\| '-' \|\| substr\(us, 4, 2\)/],
    ["SELECT min(either) FROM hired", "01/02/2024", /^either holds dates .*"01\/02\/2024" comes before "03\/04\/2023"\. Dates are in order, and read, where all are written as 2020-12-31\.$/],
    ["SELECT n FROM hired ORDER BY loose", "3 2 1", /"2024-10-1" comes before "2024-2-3"/],
    ["SELECT d FROM (SELECT said AS d FROM hired) ORDER BY d", "1 Feb 2024 31 Dec 2020 Jun 15, 2022", /^d \(hired\.said\) holds dates .*"1 Feb 2024" comes before "31 Dec 2020"/],
    ["SELECT day FROM hired UNION SELECT '9' ORDER BY day", "01/02/2024 15/06/2022 31/12/2020 9", /^day holds dates as text, ordered/],
    ["SELECT rank() OVER (ORDER BY day) FROM hired ORDER BY n", "3 1 2", /^day holds dates as text, ordered/],
    // Comparisons.
    ["SELECT n FROM hired WHERE us >= '01/01/2024' ORDER BY n", "1 2 3", `us holds dates as text, and SQL compares '01/01/2024' with it letter by letter: "12/31/2023" comes after '01/01/2024'. ${ISO("us", 1, 4)}`],
    ["SELECT n FROM hired WHERE day < '2020-06-01' ORDER BY n", "2 3", /^day holds dates .*"01\/02\/2024" comes before '2020-06-01'/],
    ["SELECT n FROM hired WHERE '2020-06-01' > day ORDER BY n", "2 3", /^day holds dates .*"01\/02\/2024" comes before '2020-06-01'/],
    ["SELECT n FROM hired WHERE day > '2023' ORDER BY n", "1", /^day holds dates .*"31\/12\/2020" comes after '2023'/],
    ["SELECT n FROM hired WHERE day = '2020-12-31'", "", /^day holds dates .*"31\/12\/2020" does not equal '2020-12-31'/],
    ["SELECT n FROM hired WHERE day IN ('2020-12-31', '2024-02-01')", "", /"31\/12\/2020" does not equal '2020-12-31'.*\n.*"01\/02\/2024" does not equal '2024-02-01'/],
    ["SELECT n FROM hired WHERE either < '2024-01-01'", "1 2 3", /^either holds dates .*"01\/02\/2024" comes before '2024-01-01'/],
    ["SELECT n FROM hired WHERE stamp BETWEEN '2024-01-01' AND '2024-01-31'", "2", `stamp holds times too, and SQL takes '2024-01-31' for the moment the day begins: "2024-01-31 14:00" is later. Write date(stamp) to compare days.`],
    ["SELECT n FROM hired WHERE stamp = '2024-01-31'", "", /^stamp holds times too/],
    ["SELECT n FROM hired WHERE stamp > '2024-01-31' ORDER BY n", "1 3", /^stamp holds times too/],
    ["SELECT n FROM hired WHERE day < iso ORDER BY n", "2 3", /^day and iso hold dates as text, compared letter by letter: "01\/02\/2024" comes before "15\/06\/2022"/],
    // Functions of dates.
    ["SELECT strftime('%Y', day), count(*) FROM hired GROUP BY 1", "NULL", `strftime('%Y', day) gives NULL for a date that is not written as 2020-12-31, such as "31/12/2020". ${ISO("day", 4, 1)}`],
    ["SELECT date(loose) FROM hired ORDER BY n", "NULL NULL 2023-11-12", /^date\(loose\) gives NULL .*"2024-2-3"\. Dates are in order, and read, where all are written as 2020-12-31\.$/],
    ["SELECT julianday(iso) - julianday('31/12/2020') FROM hired WHERE n = 1", "NULL", /^julianday\('31\/12\/2020'\) gives NULL .*Write it as 2020-12-31\.$/],
    ["SELECT date('2024-02-30')", "2024-03-01", "There is no 2024-02-30: date('2024-02-30') counts on into the next month."],
    ["SELECT date(gone) FROM hired WHERE n = 1", "2024-03-01", "There is no 2024-02-30: date(gone) counts on into the next month."],
  ])("%s is %s, and so it says", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });

  test.each([
    ["SELECT max(iso) FROM hired", "2024-02-01"],
    ["SELECT n FROM hired ORDER BY iso", "1 3 2"],
    ["SELECT n FROM hired ORDER BY stamp", "2 1 3"],
    ["SELECT n FROM hired WHERE iso BETWEEN '2024-01-01' AND '2024-12-31'", "2"],
    ["SELECT n FROM hired WHERE iso >= '2022' ORDER BY n", "2 3"],
    ["SELECT n FROM hired WHERE stamp >= '2024-01-31' ORDER BY n", "1 3"],
    ["SELECT n FROM hired WHERE stamp < '2024-02-01' ORDER BY n", "1 2"],
    ["SELECT n FROM hired WHERE date(stamp) BETWEEN '2024-01-01' AND '2024-01-31' ORDER BY n", "1 2"],
    ["SELECT n FROM hired WHERE substr(stamp, 1, 10) <= '2024-01-31' ORDER BY n", "1 2"],
    ["SELECT n FROM hired WHERE stamp <= '2024-01-31 23:59' ORDER BY n", "1 2"],
    ["SELECT n FROM hired WHERE day = '31/12/2020'", "1"],
    ["SELECT n FROM hired WHERE day LIKE '%/2020'", "1"],
    ["SELECT count(DISTINCT day) FROM hired", "3"],
    ["SELECT n FROM hired ORDER BY substr(day, 7) || '-' || substr(day, 4, 2) || '-' || substr(day, 1, 2)", "1 3 2"],
    ["SELECT n FROM hired WHERE substr(us, 7) || '-' || substr(us, 1, 2) || '-' || substr(us, 4, 2) >= '2024-01-01'", "2"],
    ["SELECT strftime('%Y', substr(day, 7) || '-' || substr(day, 4, 2) || '-' || substr(day, 1, 2)) FROM hired ORDER BY n", "2020 2024 2022"],
    ["SELECT substr(day, 7) FROM hired ORDER BY 1", "2020 2022 2024"],
    ["SELECT strftime('%Y', stamp) FROM hired ORDER BY n", "2024 2024 2024"],
    ["SELECT max(version) FROM hired", "2.0.0"],
    ["SELECT date('2024-01-31', '+1 month')", "2024-03-02"],
    ["SELECT date('2024-02-29')", "2024-02-29"],
    ["SELECT time('12:30')", "12:30:00"],
  ])("%s is %s, and nothing is said", async (program, cells) => {
    expect(await found(program)).toEqual({ cells, said: "" });
  });
});

interface Written {
  readonly cell: string;
  readonly iso: string;
}

const pad = (value: number): string => String(value).padStart(2, "0");
const day = fc.record({ year: fc.integer({ min: 2020, max: 2022 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
/** Dates of one way of writing, the first of which tells day from month. */
const columns = fc.constantFrom<((date: { readonly year: number; readonly month: number; readonly day: number }) => string)[]>(
  ({ year, month, day: at }) => `${year}-${pad(month)}-${pad(at)}`,
  ({ year, month, day: at }) => `${pad(at)}/${pad(month)}/${year}`,
  ({ year, month, day: at }) => `${at}.${month}.${year}`,
  ({ year, month, day: at }) => `${month}/${at}/${year}`,
  ({ year, month, day: at }) => `${year}-${month}-${at}`,
).chain((write) => fc.array(day, { minLength: 1, maxLength: 5 }).map((dates): Written[] => [{ year: 2021, month: 5, day: 28 }, ...dates].map((date) => ({ cell: write(date), iso: `${date.year}-${pad(date.month)}-${pad(date.day)}` }))));

describe("against SQLite, on columns at random", () => {
  const tableOf = (dates: readonly Written[]): DataTable => table("t", ["c", "text", dates.map(({ cell }) => cell)], ["iso", "text", dates.map(({ iso }) => iso)], ["i", "integer", dates.map((_, index) => String(index))]);

  test("a comparison with a date is a caution where the rows are others than by the calendar, and only there", async () => {
    let traps = 0;
    await fc.assert(
      fc.asyncProperty(columns, day, fc.constantFrom("<", "<=", ">", ">=", "=", "<>"), async (dates, { year, month, day: at }, operator) => {
        const constant = `'${year}-${pad(month)}-${pad(at)}'`;
        const data = [tableOf(dates)];
        const { cells, said } = await found(`SELECT i FROM t WHERE c ${operator} ${constant} ORDER BY i`, data);
        const wrong = cells !== (await found(`SELECT i FROM t WHERE iso ${operator} ${constant} ORDER BY i`, data)).cells;
        if (wrong) traps++;
        expect(said !== "").toBe(wrong);
      }),
      { numRuns: 250, seed: 20261126 },
    );
    expect(traps).toBeGreaterThan(60);
    expect(traps).toBeLessThan(220);
  });

  test("an order is a caution where it is not that of the calendar, and only there", async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (dates) => {
        const { cells, said } = await found("SELECT i FROM t ORDER BY c, i", [tableOf(dates)]);
        const inOrder = cells.split(" ").map((index) => dates[Number(index)]?.iso ?? "");
        expect(said !== "").toBe(inOrder.some((iso, index) => iso < (inOrder[index - 1] ?? iso)));
      }),
      { numRuns: 200, seed: 20261126 },
    );
  });

  test("what its functions of dates read is known, and where they count on into the next month", async () => {
    const near = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most + 1 }).chain((value) => fc.constantFrom(pad(value), pad(value), pad(value), String(value)));
    const date = fc.tuple(fc.integer({ min: 1990, max: 2030 }), near(12), near(31)).map((parts) => parts.join("-"));
    const clock = fc.tuple(near(24), near(59), near(59), fc.boolean()).map(([hour, minute, second, seconds]) => `${hour}:${minute}${seconds ? `:${second}` : ""}`);
    const texts = fc.tuple(date, fc.constantFrom("", " ", "T", "  ", " T"), fc.oneof(fc.constant(""), fc.constant("24:00"), clock)).map((parts) => parts.join(""));
    const cells = fc.sample(texts, { numRuns: 2000, seed: 20261126 });
    const data = table("t", ["c", "text", cells], ["i", "integer", cells.map((_, index) => String(index))]);
    const read = (await answer("SELECT date(c) FROM t ORDER BY i", [data], { rows: 2000 })).table?.rows.map(([cell]) => cell) ?? [];
    const wrong = cells.filter((cell, index) => readBySql(cell) !== (read[index] !== null));
    expect(wrong).toEqual([]);
    // 24:00 is read as the next day's beginning, which is no day that a month lacks.
    const days = cells.flatMap((cell, index) => (read[index] === null || / ?T?24:/.test(cell) ? [] : [{ cell, next: read[index] !== cell.slice(0, 10) }]));
    expect(days.filter(({ next }) => next).length).toBeGreaterThan(5);
    expect(days.filter(({ cell, next }) => overruns(cell) !== next)).toEqual([]);
  });
});
