// Conditions that leave out rows, or let them in, against what their words say: each caution beside what SQLite answers, and near
// cases in which nothing is said.

import { describe, test } from "vitest";
import { expectSaid, type Said, saidOf, table } from "./sql-solve.ts";

const STAFF = table(
  "staff",
  ["id", "integer", ["1", "2", "3", "4"]],
  ["name", "text", ["Ann", "Ben", "Cy", "Dee"]],
  ["boss", "integer", [null, "1", "1", "2"]],
  ["city", "text", ["Rome", "Oslo", null, "Rome"]],
  ["qty", "integer", ["1", "2", "4", "5"]],
);
const PAY = table("pay", ["staff_id", "integer", ["1", "2", "9"]], ["sum", "integer", ["10", "20", "90"]]);
const TABLES = [STAFF, PAY];

const found = (program: string): Promise<Said> => saidOf(program, TABLES);

async function says(program: string, cells: string, caution: RegExp | string): Promise<void> {
  expectSaid(await found(program), cells, caution);
}

describe("NOT IN with NULL among the values", () => {
  const EMPTY = /^.* is never true where an empty cell is among the values, and staff\.boss has empty cells: .*Add WHERE boss IS NOT NULL to the query after IN, or write NOT EXISTS\.$/;
  test.each([
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff)", "", EMPTY],
    ["SELECT id FROM staff WHERE NOT id IN (SELECT boss FROM staff)", "", /^NOT id IN \(SELECT boss FROM staff\) is never true where/],
    ["SELECT count(*) FROM staff WHERE id NOT IN (SELECT b FROM (SELECT boss AS b FROM staff WHERE qty < 9))", "0", EMPTY],
    ["WITH a(b) AS (SELECT boss FROM staff) SELECT id FROM staff WHERE id NOT IN (SELECT b FROM a)", "", EMPTY],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT 7 UNION SELECT boss FROM staff)", "", EMPTY],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss > 1 OR id = 1)", "", EMPTY],
    ["SELECT name FROM staff WHERE name NOT IN ('Ann', NULL)", "", "name NOT IN ('Ann', NULL) is never true: NULL is in the list, and nothing is known to differ from NULL. Take NULL out of it; to leave out empty cells, add AND name IS NOT NULL."],
    ["SELECT name FROM staff WHERE NOT (name IN ('Ann', NULL))", "", /is never true: NULL is in the list/],
  ])("%s is %s, and so it says", says);

  test.each([
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss IS NOT NULL) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE NOT boss IS NULL AND qty > 1) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss < 2) ORDER BY id", "2 3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss = 1 OR boss = 2) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT s.boss FROM staff s JOIN staff t ON s.boss = t.id) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT boss FROM staff JOIN (SELECT 1 AS boss) USING (boss)) ORDER BY id", "2 3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT b FROM (SELECT boss AS b FROM staff WHERE boss IS NOT NULL)) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT coalesce(boss, 0) FROM staff) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id NOT IN (SELECT staff_id FROM pay) ORDER BY id", "3 4"],
    ["SELECT id FROM staff WHERE id IN (SELECT boss FROM staff) ORDER BY id", "1 2"],
    ["SELECT name FROM staff WHERE name IN ('Ann', NULL)", "Ann"],
    ["SELECT name FROM staff s WHERE NOT EXISTS (SELECT 1 FROM staff t WHERE t.boss = s.id) ORDER BY name", "Cy Dee"],
  ])("%s is %s, and nothing is said", (program, cells) => says(program, cells, ""));
});

describe("chained comparisons and constants that stand alone", () => {
  test.each([
    ["SELECT qty FROM staff WHERE 1 < qty < 3 ORDER BY qty", "1 2 4 5", "1 < qty < 3 compares the outcome of 1 < qty, which is 1 or 0, with 3; write 1 < qty AND qty < 3."],
    ["SELECT 3 > 2 > 1", "0", "3 > 2 > 1 compares the outcome of 3 > 2, which is 1 or 0, with 1; write 3 > 2 AND 2 > 1."],
    ["SELECT count(*) FROM staff WHERE id = qty = 2", "0", /write id = qty AND qty = 2\.$/],
    ["SELECT count(*) FROM staff WHERE 2 = qty < 3", "0", "2 = qty < 3 compares 2 with the outcome of qty < 3, which is 1 or 0; write 2 = qty AND qty < 3."],
    ["SELECT id FROM staff WHERE id = 1 OR 2 ORDER BY id", "1 2 3 4", "2 is a condition of its own here, and counts as true whatever the row; write id = 2."],
    ["SELECT id FROM staff WHERE id = 2 OR 1 ORDER BY id", "1 2 3 4", /^1 is a condition of its own here, .* write id = 1\.$/],
    ["SELECT id FROM staff WHERE city = 'Rome' OR 'Oslo' ORDER BY id", "1 4", "'Oslo' is a condition of its own here, and counts as false whatever the row; write city = 'Oslo'."],
    ["SELECT id FROM staff WHERE 3 < qty AND 5", "3 4", /^5 is a condition of its own here, .* write qty < 5\.$/],
    ["SELECT id FROM staff WHERE 7 OR id = 2 ORDER BY id", "1 2 3 4", /^7 is a condition of its own here, .* write id = 7\.$/],
    ["SELECT sum(CASE WHEN id = 1 OR 2 THEN 1 END) FROM staff", "4", /^2 is a condition of its own here/],
    ["SELECT count(*) FROM staff WHERE id IS NULL OR -1", "4", /^-1 is a condition of its own here, .*; write the whole comparison\.$/],
  ])("%s is %s, and so it says", says);

  test.each([
    ["SELECT qty FROM staff WHERE 1 < qty AND qty < 3", "2"],
    ["SELECT qty FROM staff WHERE qty BETWEEN 2 AND 3", "2"],
    ["SELECT count(*) FROM staff WHERE (id > 2) = (qty > 3)", "4"],
    ["SELECT count(*) FROM staff WHERE id > 2 = qty > 3", "4"],
    ["SELECT count(*) FROM staff WHERE (id > 2) + (qty > 3) > 1", "2"],
    ["SELECT count(*) FROM staff WHERE (id > 2) < qty", "4"],
    ["SELECT count(*) FROM staff WHERE id > 2 = TRUE", "2"],
    ["SELECT count(*) FROM staff WHERE id > 2 IS NOT FALSE", "2"],
    ["SELECT count(*) FROM staff WHERE 1 AND id > 2", "2"],
    ["SELECT count(*) FROM staff WHERE 1 = 1 AND id > 2", "2"],
    ["SELECT count(*) FROM staff WHERE FALSE OR id > 2", "2"],
    ["SELECT id FROM staff WHERE id = 1 OR id = 2 ORDER BY id", "1 2"],
    ["SELECT id FROM staff WHERE id IN (1, 2) ORDER BY id", "1 2"],
  ])("%s is %s, and nothing is said", (program, cells) => says(program, cells, ""));
});

describe("joins that lose rows or multiply them", () => {
  const LEFT = "LEFT JOIN keeps the rows before it that have no match in pay, and WHERE leaves them out again, for there sum is NULL. Put the condition into ON to keep them, or write JOIN.";
  test.each([
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE pay.sum > 5 ORDER BY id", "1 2", LEFT],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE qty > 0 AND pay.sum + 1 <> 11", "2", LEFT],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE sum = 10 OR sum = 20 ORDER BY id", "1 2", LEFT],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE NOT sum > 15", "1", LEFT],
    ["SELECT staff_id FROM staff RIGHT JOIN pay ON staff_id = id WHERE qty < 9 ORDER BY 1", "1 2", /^RIGHT JOIN keeps the rows after it that have no match in staff, .* for there qty is NULL/],
    ["SELECT count(*) FROM staff NATURAL JOIN pay", "12", "NATURAL JOIN joins by columns of one name, and pay has none of those before it: each row is joined with every other. Write JOIN ... ON ... with the columns that belong together."],
  ])("%s is %s, and so it says", says);

  test.each([
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id AND sum > 5 ORDER BY id", "1 2 3 4"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE sum IS NULL ORDER BY id", "3 4"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE sum > 15 OR sum IS NULL ORDER BY id", "2 3 4"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE coalesce(sum, 0) < 15 ORDER BY id", "1 3 4"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE sum IS NOT NULL ORDER BY id", "1 2"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE sum IS NOT NULL AND sum > 15", "2"],
    ["SELECT id FROM staff LEFT JOIN pay ON staff_id = id WHERE qty > 3 ORDER BY id", "3 4"],
    ["SELECT id FROM staff JOIN pay ON staff_id = id WHERE sum > 15", "2"],
    ["SELECT staff_id FROM staff RIGHT JOIN pay ON staff_id = id WHERE sum > 15 ORDER BY 1", "2 9"],
    ["SELECT count(*) FROM staff NATURAL JOIN (SELECT 1 AS id)", "1"],
    ["SELECT count(*) FROM staff CROSS JOIN pay", "12"],
  ])("%s is %s, and nothing is said", (program, cells) => says(program, cells, ""));
});

describe("empty cells that are neither equal nor unequal", () => {
  test.each([
    ["SELECT id FROM staff WHERE city <> 'Oslo' ORDER BY id", "1 4", "city <> 'Oslo' leaves out the rows in which city is empty: NULL is neither equal to a value nor unequal. Write (city <> 'Oslo' OR city IS NULL) to keep them, or AND city IS NOT NULL to say that they go."],
    ["SELECT id FROM staff WHERE NOT city = 'Oslo' ORDER BY id", "1 4", /^NOT city = 'Oslo' leaves out the rows in which city is empty/],
    ["SELECT id FROM staff WHERE city NOT LIKE 'O%' AND qty > 1", "4", /^city NOT LIKE 'O%' leaves out/],
    ["SELECT id FROM staff s WHERE s.boss NOT IN (1, 7)", "4", /^s\.boss NOT IN \(1, 7\) leaves out the rows in which s\.boss is empty/],
    ["SELECT id FROM staff WHERE 1 <> boss", "4", /^1 <> boss leaves out/],
    ["WITH a AS (SELECT id, city AS c FROM staff) SELECT id FROM a WHERE c <> 'Oslo' ORDER BY id", "1 4", /^c <> 'Oslo' leaves out/],
  ])("%s is %s, and so it says", says);

  test.each([
    ["SELECT id FROM staff WHERE (city <> 'Oslo' OR city IS NULL) ORDER BY id", "1 3 4"],
    ["SELECT id FROM staff WHERE city <> 'Oslo' AND city IS NOT NULL ORDER BY id", "1 4"],
    ["SELECT id FROM staff WHERE boss <> 7 AND boss > 1", "4"],
    ["SELECT id FROM staff WHERE city <> '' ORDER BY id", "1 2 4"],
    ["SELECT id FROM staff WHERE name <> 'Ann' ORDER BY id", "2 3 4"],
    ["SELECT id FROM staff WHERE city = 'Oslo'", "2"],
    ["SELECT id FROM staff WHERE city IS NOT 'Oslo' ORDER BY id", "1 3 4"],
    ["SELECT id FROM staff WHERE coalesce(city, '') <> 'Oslo' ORDER BY id", "1 3 4"],
    ["SELECT a.id FROM staff a JOIN staff b ON a.boss = b.id WHERE a.boss <> 1", "4"],
    ["SELECT id FROM staff JOIN (SELECT 2 AS boss) USING (boss) WHERE boss <> 1", "4"],
    ["SELECT a.id FROM staff a JOIN staff b ON a.boss = b.id WHERE a.id <> b.boss ORDER BY 1", "4"],
  ])("%s is %s, and nothing is said", (program, cells) => says(program, cells, ""));
});
