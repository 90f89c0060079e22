import { describe, expect, test } from "vitest";
import { DETECT_ALL } from "../../src/solver/data/csv-outcome.ts";
import type { OwnTable, SolveInput } from "../../src/store/solve-store.ts";
import { linkTask, ownParts } from "../../src/views/solve/link-task.ts";

const TABLE = { name: "sales", columns: [{ name: "amount", type: "integer" as const, cells: ["1", "2"] }], source: null };
const OWN: OwnTable = { id: 1, file: new File([], "sales.csv"), choices: DETECT_ALL, types: { amount: "integer" }, fraction: 1, outcome: null, table: TABLE, notes: [] };
const INPUT: SolveInput = { language: "prolog", program: "?- salary(X, Y).", tables: ["countries"], facts: "salary(eva, 100).\nsalary(jo, 90).\n", own: [OWN], effort: "normal", rows: 10 };

describe("linkTask()", () => {
  test("leaves own facts and own tables out unless they are asked for", async () => {
    expect(await linkTask(INPUT, false)).toEqual({ language: "prolog", program: "?- salary(X, Y).", tables: ["countries"], facts: "", own: [] });
  });

  test("puts both in when they are, with the types the visitor chose", async () => {
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
