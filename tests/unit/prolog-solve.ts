// What the Prolog tests share: the engine started once, and the whole way from program to result.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ColumnType, DataTable, SolverLimits, SolverResult } from "../../src/solver/result.ts";
import { createPrologEngine } from "../../src/solver/prolog/engine.ts";
import { prologLanguage } from "../../src/solver/prolog/language.ts";
import { DATA_FILE, WASM_FILE } from "../../src/solver/prolog/protocol.ts";

export const LIMITS: SolverLimits = { milliseconds: 10_000, rows: 1000, work: 3e7 };

type Cells = readonly (string | number | null)[];

/** Columns as [name, type, cells]. */
export function table(name: string, ...columns: readonly (readonly [string, ColumnType, Cells])[]): DataTable {
  return { name, source: null, columns: columns.map(([column, type, cells]) => ({ name: column, type, cells })) };
}

export interface Given {
  readonly facts?: string;
  readonly tables?: readonly DataTable[];
  readonly limits?: Partial<SolverLimits>;
}

const folder = createRequire(import.meta.url).resolve("swipl-wasm/dist/swipl/swipl-web.js").replace(/[^/]*$/, "");
export const FILES: ReadonlyMap<string, ArrayBuffer> = new Map([WASM_FILE, DATA_FILE].map((name) => [name, new Uint8Array(readFileSync(folder + name)).buffer]));

const engine = createPrologEngine();
const started = engine.start(FILES);

/** Program -> result, as the page and the box do it together. */
export async function solve(program: string, { facts = "", tables = [], limits = {} }: Given = {}): Promise<SolverResult> {
  const prepared = prologLanguage.prepare(program, { tables, facts }, { ...LIMITS, ...limits });
  if (!prepared.ok) return prepared.failure;
  await started;
  return prologLanguage.interpret(await engine.run(prepared.payload, () => {}), prepared.payload);
}

export type Answer = SolverResult & { readonly end: "answer" };

export async function answer(program: string, given: Given = {}): Promise<Answer> {
  const result = await solve(program, given);
  if (result.end !== "answer") throw new Error(`${result.end}: ${JSON.stringify(result)}`);
  return result;
}

/** The rows of the answer. */
export async function rows(program: string, given: Given = {}): Promise<readonly (readonly (string | null)[])[]> {
  return (await answer(program, given)).table?.rows ?? [];
}
