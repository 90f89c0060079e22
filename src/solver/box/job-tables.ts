// Tables of a job. They go to an engine once: of one that the engine holds from a job before only its name and key are sent.

import * as v from "valibot";
import type { DataColumn, DataTable } from "../result.ts";

/** A table as a payload has it. */
export interface JobTable {
  /** The same for the same content: name, columns with their types, and cells. */
  readonly key: string;
  readonly name: string;
  readonly columns: readonly DataColumn[];
}

/** Cells are looked at one by one as they are stored. */
const COLUMN = v.custom<DataColumn>(
  (column) =>
    typeof column === "object" && column !== null && "name" in column && typeof column.name === "string" && "type" in column && ["text", "integer", "real"].includes(String(column.type)) &&
    "cells" in column && Array.isArray(column.cells),
);

/** A table as it comes to an engine; without columns where the engine said after its last job that it holds it. */
export const SENT_TABLE = v.object({ key: v.string(), name: v.string(), columns: v.nullable(v.array(COLUMN)) });
export type SentTable = v.InferOutput<typeof SENT_TABLE>;

const PAYLOAD = v.object({ tables: v.array(SENT_TABLE) });

/** Lists of cells are never changed, so one that was seen before holds the same. */
const numbers = new WeakMap<DataColumn["cells"], number>();
let nextNumber = 1;

function numberOf(cells: DataColumn["cells"]): number {
  const number = numbers.get(cells) ?? nextNumber++;
  numbers.set(cells, number);
  return number;
}

/** On the page: a table for a payload. Its key holds on this page only. */
export function jobTable({ name, columns }: DataTable): JobTable {
  return { key: JSON.stringify([name, ...columns.map((column) => [column.name, column.type, numberOf(column.cells)])]), name, columns };
}

/** On the page: any language's payload as it goes to an engine that holds the tables of these keys. */
export function withoutHeld(payload: unknown, held: ReadonlySet<unknown>): unknown {
  if (held.size === 0 || !v.is(PAYLOAD, payload)) return payload;
  return { ...payload, tables: payload.tables.map((table) => (held.has(table.key) ? { ...table, columns: null } : table)) };
}

/** In the box: a table that the engine does not hold. Throws where its columns were left out all the same, which is a defect. */
export function newTable({ key, name, columns }: SentTable): JobTable {
  if (columns === null) throw new Error(`the table ${name} was left out, but is not held`);
  return { key, name, columns };
}
