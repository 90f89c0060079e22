// The built-in tables: what there is, and loading one when it is wanted. A file is checked against the list before it is used.

import * as v from "valibot";
import type { ColumnType, DataColumn, DataTable, FactSource } from "../result.ts";
import { BUILT_IN_TABLES } from "./built-in-list.ts";

export interface BuiltInTable {
  readonly name: string;
  readonly title: string;
  /** One sentence: what its rows and columns say. */
  readonly about: string;
  readonly rows: number;
  /** Of the file, uncompressed. */
  readonly bytes: number;
  readonly source: FactSource;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

export type LoadedTable = { readonly ok: true; readonly table: DataTable } | { readonly ok: false; readonly message: string };

const FILE = v.object({
  name: v.string(),
  source: v.object({ title: v.string(), date: v.string(), licence: v.string(), url: v.string() }),
  columns: v.array(v.object({ name: v.string(), type: v.picklist(["text", "integer", "real"]), cells: v.array(v.nullable(v.union([v.string(), v.number()]))) })),
});

/** Integers are numbers in the file and text in a table. undefined: the cell is not of the type. */
function cellOf(type: ColumnType, cell: string | number | null): string | number | null | undefined {
  if (cell === null) return null;
  if (type === "text") return typeof cell === "string" ? cell : undefined;
  if (typeof cell === "string") return undefined;
  if (type === "real") return cell;
  return Number.isSafeInteger(cell) ? String(cell) : undefined;
}

/** What was read -> the table as listed. */
export function parseBuiltIn(listed: BuiltInTable, json: unknown): LoadedTable {
  const damaged = (what: string): LoadedTable => ({ ok: false, message: `The table ${listed.name} is damaged: ${what}. Reload the page.` });
  const parsed = v.safeParse(FILE, json);
  if (!parsed.success) return damaged(parsed.issues[0].message);
  const { name, source, columns } = parsed.output;
  if (name !== listed.name || columns.length !== listed.columns.length) return damaged("it is another table than listed");
  const checked: DataColumn[] = [];
  for (const [index, column] of columns.entries()) {
    const wanted = listed.columns[index];
    if (column.name !== wanted?.name || column.type !== wanted.type) return damaged(`it has the column ${column.name} where ${wanted?.name} is listed`);
    if (column.cells.length !== listed.rows) return damaged(`${column.name} has ${column.cells.length} rows instead of ${listed.rows}`);
    const cells: (string | number | null)[] = [];
    for (const cell of column.cells) {
      const value = cellOf(column.type, cell);
      if (value === undefined) return damaged(`${column.name} holds ${JSON.stringify(cell)}, which is no ${column.type}`);
      cells.push(value);
    }
    checked.push({ name: column.name, type: column.type, cells });
  }
  return { ok: true, table: { name, columns: checked, source } };
}

/** `base` is the page's address. Every failure is a sentence for the visitor. */
export async function fetchBuiltIn(name: string, base: string): Promise<LoadedTable> {
  const listed = BUILT_IN_TABLES.find((table) => table.name === name);
  if (listed === undefined) return { ok: false, message: `There is no built-in table ${name}; there are ${BUILT_IN_TABLES.map((table) => table.name).join(", ")}.` };
  try {
    const response = await fetch(new URL(`tables/${name}.json`, base));
    if (!response.ok) return { ok: false, message: `The table ${name} could not be read (HTTP ${response.status}).` };
    return parseBuiltIn(listed, await response.json());
  } catch (error) {
    return { ok: false, message: `The table ${name} could not be read: ${error instanceof Error ? error.message : String(error)}. Check the connection and try again.` };
  }
}
