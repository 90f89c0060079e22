import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { BoxedEngine } from "../../src/solver/box/in-box.ts";
import { jobTable, withoutHeld } from "../../src/solver/box/job-tables.ts";
import { createPrologEngine } from "../../src/solver/prolog/engine.ts";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import type { DataTable, LanguageModule, SolverResult } from "../../src/solver/result.ts";
import { createSqlEngine } from "../../src/solver/sql/engine.ts";
import { sqlLanguage } from "../../src/solver/sql/language.ts";
import { WASM_FILE } from "../../src/solver/sql/protocol.ts";
import { FILES, LIMITS, table } from "./prolog-solve.ts";

const ORDERS = table("orders", ["city", "text", ["Rome", "Bonn", "Oslo"]], ["amount", "integer", ["3", "4", "10"]]);
const OTHER = table("other", ["amount", "integer", ["6"]]);
const SQLITE = readFileSync(new URL("../../node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm", import.meta.url));

interface Case {
  readonly module: LanguageModule<unknown>;
  readonly make: () => BoxedEngine;
  readonly files: ReadonlyMap<string, ArrayBuffer>;
  readonly program: string;
  readonly other: string;
}

const CASES: readonly (readonly [string, Case])[] = [
  ["SQL", { module: sqlLanguage, make: createSqlEngine, files: new Map([[WASM_FILE, new Uint8Array(SQLITE).buffer]]), program: "SELECT city FROM orders WHERE amount > 3 ORDER BY city", other: "SELECT amount FROM other" }],
  ["Prolog", { module: prologLanguage, make: createPrologEngine, files: FILES, program: "?- orders(City, A), A > 3.", other: "?- other(X)." }],
];

type Job = (program: string, ...tables: readonly DataTable[]) => Promise<{ readonly result: SolverResult; /** Tables that came with their cells. */ readonly sent: readonly string[] }>;

/** A fresh engine, given its jobs as the box does it: copied, without what it says it holds. */
async function freshEngine({ module, make, files }: Case): Promise<Job> {
  const engine = make();
  await engine.start(files);
  return async (program, ...tables) => {
    const prepared = module.prepare(program, { tables, facts: "" }, LIMITS);
    if (!prepared.ok) return { result: prepared.failure, sent: [] };
    const payload = structuredClone(withoutHeld(prepared.payload, new Set(engine.heldTables?.()))) as { readonly tables: readonly { readonly name: string; readonly columns: unknown }[] };
    const result = module.interpret(await engine.run(payload, () => {}), prepared.payload);
    return { result, sent: payload.tables.flatMap(({ name, columns }) => (columns === null ? [] : [name])) };
  };
}

describe.each(CASES)("%s", (_, language) => {
  const { program, other } = language;

  test("a later run sends no cells and gives the very result of the first, work and explanation included", async () => {
    const run = await freshEngine(language);
    const first = await run(program, ORDERS);
    expect(first).toMatchObject({ sent: ["orders"], result: { end: "answer", table: { total: 2 } } });
    for (let again = 0; again < 3; again++) expect(await run(program, ORDERS)).toEqual({ sent: [], result: first.result });
    // As it is on an engine that never had it before.
    expect(await (await freshEngine(language))(program, ORDERS)).toEqual(first);
  });

  test("after jobs over other tables the result is the same too", async () => {
    const run = await freshEngine(language);
    const { result } = await run(program, ORDERS);
    expect(await run(other, OTHER)).toMatchObject({ sent: ["other"], result: { end: "answer" } });
    expect((await run(program, ORDERS)).result).toEqual(result);
    expect((await run(program, ORDERS, OTHER)).result).toEqual(result);
  });

  test("an edited table reaches the engine, and what it was before comes back as it was", async () => {
    const run = await freshEngine(language);
    const { result } = await run(program, ORDERS);
    const edited = table("orders", ["city", "text", ["Rome", "Bonn", "Lima"]], ["amount", "integer", ["3", "4", "10"]]);
    expect(await run(program, edited)).toMatchObject({ sent: ["orders"], result: { table: { total: 2 } } });
    expect(JSON.stringify((await run(program, edited)).result)).toMatch(/Lima/);
    expect(await run(program, ORDERS)).toEqual({ sent: ["orders"], result });
  });

  test("a corrected type reaches the engine, though the cells are the same", async () => {
    const run = await freshEngine(language);
    await run(program, ORDERS);
    const [city, amount] = ORDERS.columns;
    if (city === undefined || amount === undefined) throw new Error("ORDERS has two columns");
    const asText: DataTable = { ...ORDERS, columns: [city, { ...amount, type: "text" }] };
    const { sent, result } = await run(program, asText);
    expect(sent).toEqual(["orders"]);
    expect(result).toEqual((await (await freshEngine(language))(program, asText)).result);
    expect(result).not.toEqual((await run(program, ORDERS)).result);
  });

  test("a table that was removed is not seen any more", async () => {
    const run = await freshEngine(language);
    await run(program, ORDERS);
    const { result } = await run(program, OTHER);
    expect(result).toEqual((await (await freshEngine(language))(program, OTHER)).result);
    expect(result.end).not.toBe("answer");
  });

  test("a table left out that the engine does not hold is a defect, not an empty table", async () => {
    const engine = language.make();
    await engine.start(language.files);
    const prepared = language.module.prepare(program, { tables: [ORDERS], facts: "" }, LIMITS);
    if (!prepared.ok) throw new Error(prepared.failure.message);
    await expect(engine.run(withoutHeld(prepared.payload, new Set([jobTable(ORDERS).key])), () => {})).rejects.toThrow("orders was left out");
  });
});

test("SQL keeps tables that a job does not read, Prolog lets go of them", async () => {
  for (const [name, language] of CASES) {
    const run = await freshEngine(language);
    await run(language.program, ORDERS);
    await run(language.other, OTHER);
    expect([name, (await run(language.program, ORDERS)).sent]).toEqual([name, name === "SQL" ? [] : ["orders"]]);
  }
});

describe("withoutHeld()", () => {
  test("leaves payloads as they are where nothing is held, and those without tables", () => {
    const payload = { tables: [jobTable(ORDERS)], program: "p" };
    expect(withoutHeld(payload, new Set())).toBe(payload);
    for (const other of [null, "text", { program: "1" }, { tables: [1] }, ["tables"]]) expect(withoutHeld(other, new Set(["key"]))).toBe(other);
  });

  test("leaves out columns alone, and of held tables alone", () => {
    const [orders, other] = [jobTable(ORDERS), jobTable(OTHER)];
    expect(withoutHeld({ tables: [orders, other], program: "p" }, new Set([orders.key]))).toEqual({ tables: [{ key: orders.key, name: "orders", columns: null }, other], program: "p" });
  });
});
