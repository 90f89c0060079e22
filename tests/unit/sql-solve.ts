// What the SQL tests share: the engine started once, small tables, and the whole way from program to result.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { ColumnType, DataTable, SolverLimits, SolverResult } from "../../src/solver/result.ts";
import { createSqlEngine } from "../../src/solver/sql/engine.ts";
import { WASM_FILE } from "../../src/solver/sql/protocol.ts";
import { sqlLanguage } from "../../src/solver/sql/language.ts";

export const LIMITS: SolverLimits = { milliseconds: 10_000, rows: 1000, work: 1e7 };

type Cells = readonly (string | number | null)[];

/** Columns as [name, type, cells]. */
export function table(name: string, ...columns: readonly (readonly [string, ColumnType, Cells])[]): DataTable {
  return { name, source: null, columns: columns.map(([column, type, cells]) => ({ name: column, type, cells })) };
}

const wasm = readFileSync(new URL("../../node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm", import.meta.url));
const engine = createSqlEngine();
const started = engine.start(new Map([[WASM_FILE, new Uint8Array(wasm).buffer]]));

/** Program -> result, as the page and the box do it together. */
export async function solve(program: string, tables: readonly DataTable[] = [], limits: Partial<SolverLimits> = {}): Promise<SolverResult> {
  const prepared = sqlLanguage.prepare(program, { tables, facts: "" }, { ...LIMITS, ...limits });
  if (!prepared.ok) return prepared.failure;
  await started;
  return sqlLanguage.interpret(await engine.run(prepared.payload, () => {}), prepared.payload);
}

export type Answer = SolverResult & { readonly end: "answer" };

export async function answer(program: string, tables: readonly DataTable[] = [], limits: Partial<SolverLimits> = {}): Promise<Answer> {
  const result = await solve(program, tables, limits);
  if (result.end !== "answer") throw new Error(`${result.end}: ${JSON.stringify(result)}`);
  return result;
}

/** The rows of the answer. */
export async function rows(program: string, tables: readonly DataTable[] = []): Promise<readonly (readonly (string | null)[])[]> {
  return (await answer(program, tables)).table?.rows ?? [];
}

/** What a query gave and what was said of it. */
export interface Said {
  /** Of the first column, with spaces between; empty where there is no answer. */
  readonly cells: string;
  readonly said: string;
}

/** Cautions that other tests are about. */
const ELSEWHERE = /^Some rows tie|^NULL says/;

/** `aside`: cautions that do not count. */
export async function saidOf(program: string, tables: readonly DataTable[], aside = ELSEWHERE): Promise<Said> {
  const result = await solve(program, tables);
  if ("code" in result) throw new Error(result.message);
  const cells = result.end === "answer" ? (result.table?.rows ?? []).map(([cell]) => cell ?? "NULL").join(" ") : "";
  return { cells, said: result.cautions.filter((caution) => !aside.test(caution)).join("\n") };
}

/** Expects those cells, and that caution whole or a match of it. */
export function expectSaid(result: Said, cells: string, caution: RegExp | string): void {
  expect(result.cells).toBe(cells);
  if (typeof caution === "string") expect(result.said).toBe(caution);
  else expect(result.said).toMatch(caution);
}
