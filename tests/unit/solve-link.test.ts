import { describe, expect, test } from "vitest";
import { DETECT_ALL } from "../../src/solver/data/csv-outcome.ts";
import type { OwnTable, SolveInput } from "../../src/store/solve-store.ts";
import { leftOutText, linkTask, ownParts } from "../../src/views/solve/link-task.ts";

const TABLE = { name: "sales", columns: [{ name: "amount", type: "integer" as const, cells: ["1", "2"] }], source: null };
const OWN: OwnTable = { id: 1, file: new File([], "sales.csv"), choices: DETECT_ALL, types: { amount: "integer" }, fraction: 1, outcome: null, table: TABLE, notes: [] };
const INPUT: SolveInput = { language: "prolog", program: "?- salary(X, Y).", tables: ["countries"], facts: "salary(eva, 100).\nsalary(jo, 90).\n", own: [OWN], effort: "normal", rows: 10 };

describe("linkTask()", () => {
  test("leaves own facts and own tables out unless they are asked for", async () => {
    expect(await linkTask(INPUT, false)).toEqual({ language: "prolog", program: "?- salary(X, Y).", tables: ["countries"], facts: "", own: [], leftOut: { tables: [], facts: true } });
  });

  test("says which tables it leaves out: those the program names, in any spelling, and no other", async () => {
    const input = { ...INPUT, language: "sql" as const, facts: "" };
    const other = { ...OWN, id: 2, table: { ...TABLE, name: "payroll" } };
    expect((await linkTask({ ...input, program: "SELECT * FROM Sales, pay", own: [OWN, other] }, false)).leftOut).toEqual({ tables: ["sales"], facts: false });
    expect(await linkTask({ ...input, program: "SELECT sales_2 FROM t" }, false)).not.toHaveProperty("leftOut");
  });

  test("puts both in when they are, with the types the visitor chose", async () => {
    expect(await linkTask({ ...INPUT, program: "?- sales(X)." }, true)).not.toHaveProperty("leftOut");
    expect(await linkTask(INPUT, true)).toMatchObject({ facts: INPUT.facts, own: [{ name: "sales", csv: "\"amount\"\r\n\"1\"\r\n\"2\"\r\n", types: [["amount", "integer"]] }] });
  });
});

describe("ownParts()", () => {
  test("names what of the visitor's own there is, with its size", () => {
    expect(ownParts(INPUT)).toEqual([{ name: "sales", size: "2 rows" }, { name: "the facts beside the program", size: "2 lines" }]);
  });

  test("tables that could not be read and blank facts are nothing", () => {
    expect(ownParts({ ...INPUT, facts: " \n", own: [{ ...OWN, table: null }] })).toEqual([]);
  });
});

describe("leftOutText()", () => {
  const task = { language: "prolog" as const, program: "", tables: [], facts: "", own: [] };

  test("names what is missing, and says nothing of a whole link", () => {
    expect(leftOutText({ ...task, leftOut: { tables: ["sales"], facts: false } })).toBe("The sender's own data is not in the link: the table sales. Put in your own of the same name, or ask for a link with the data.");
    expect(leftOutText({ ...task, leftOut: { tables: ["sales", "stock"], facts: true } })).toContain("the tables sales, stock and the facts beside the program.");
    expect(leftOutText(task)).toBeNull();
    expect(leftOutText({ ...task, leftOut: { tables: [], facts: false } })).toBeNull();
  });
});
