import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { BoxedEngine } from "../../src/solver/box/in-box.ts";
import { CellsMissing, tableIds, withGuardedCells, withoutSentCells } from "../../src/solver/box/sent-tables.ts";
import { createPrologEngine } from "../../src/solver/prolog/engine.ts";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import type { DataTable, LanguageModule } from "../../src/solver/result.ts";
import { createSqlEngine } from "../../src/solver/sql/engine.ts";
import { sqlLanguage } from "../../src/solver/sql/language.ts";
import { WASM_FILE } from "../../src/solver/sql/protocol.ts";
import { FILES, LIMITS, table } from "./prolog-solve.ts";

const ORDERS = table("orders", ["city", "text", ["Rome", "Bonn"]], ["amount", "integer", ["3", "4"]]);
const OTHER = table("other", ["amount", "integer", ["5"]]);

const sqlite = readFileSync(new URL("../../node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm", import.meta.url));

interface Case {
  readonly module: LanguageModule<unknown>;
  readonly program: string;
  readonly other: string;
  readonly fresh: () => Promise<BoxedEngine>;
}

async function started(engine: BoxedEngine, files: ReadonlyMap<string, ArrayBuffer>): Promise<BoxedEngine> {
  await engine.start(files);
  return engine;
}

const CASES: readonly (readonly [string, Case])[] = [
  ["SQL", { module: sqlLanguage, program: "SELECT city FROM orders WHERE amount > 3", other: "SELECT amount FROM other", fresh: () => started(createSqlEngine(), new Map([[WASM_FILE, new Uint8Array(sqlite).buffer]])) }],
  ["Prolog", { module: prologLanguage, program: "?- orders(City, 4).", other: "?- other(X).", fresh: () => started(createPrologEngine(), FILES) }],
];

/** The payload of a program over some tables. */
function payloadOf({ module }: Case, program: string, ...tables: readonly DataTable[]): unknown {
  const prepared = module.prepare(program, { tables, facts: "" }, LIMITS);
  if (!prepared.ok) throw new Error(prepared.failure.message);
  return prepared.payload;
}

/** What the engine is given, as a message brings it. */
const sent = (payload: unknown, ids: readonly number[]): unknown => withGuardedCells(structuredClone(withoutSentCells(payload, new Set(ids))));
const run = (engine: BoxedEngine, payload: unknown): Promise<unknown> => engine.run(payload, () => {});

describe.each(CASES)("%s", (_, language) => {
  test("a table that the engine has is read without its cells being sent again", async () => {
    const engine = await language.fresh();
    const payload = payloadOf(language, language.program, ORDERS);
    const ids = tableIds(payload);
    expect(ids).toHaveLength(1);
    expect(language.module.interpret(await run(engine, sent(payload, [])), payload)).toMatchObject({ end: "answer", table: { rows: [["Bonn"]] } });
    expect(JSON.stringify(withoutSentCells(payload, new Set(ids)))).not.toMatch(/Rome/);
    expect(language.module.interpret(await run(engine, sent(payload, ids)), payload)).toMatchObject({ end: "answer", table: { rows: [["Bonn"]] } });
  });

  test("an engine that has not got them says so instead of reading an empty table, and can be given them then", async () => {
    const engine = await language.fresh();
    const payload = payloadOf(language, language.program, ORDERS);
    await run(engine, sent(payloadOf(language, language.other, OTHER), []));
    await expect(run(engine, sent(payload, tableIds(payload)))).rejects.toThrow(CellsMissing);
    expect(language.module.interpret(await run(engine, sent(payload, [])), payload)).toMatchObject({ end: "answer", table: { rows: [["Bonn"]] } });
  });
});

test("payloads without tables pass as they are", () => {
  for (const payload of [null, "text", { program: "1" }, { tables: [1] }, ["tables"]]) {
    expect(tableIds(payload)).toEqual([]);
    expect(withGuardedCells(withoutSentCells(payload, new Set([1])))).toBe(payload);
  }
});
