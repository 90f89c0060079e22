// What is asked of all cells of a column, once for each column: they are never changed.

import type { DataColumn } from "../result.ts";

const empties = new WeakMap<DataColumn, boolean>();

export function hasEmptyCells(column: DataColumn): boolean {
  const known = empties.get(column);
  if (known !== undefined) return known;
  const found = column.cells.includes(null);
  empties.set(column, found);
  return found;
}

const MOST_DIGITS = 18;
const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** Whether an integer, written out, is one that SQL keeps exactly. */
export function fitsIn64Bits(integer: string): boolean {
  if (integer.length <= MOST_DIGITS) return true;
  const value = BigInt(integer);
  return value >= LEAST && value <= GREATEST;
}

/** A cell of data that SQL cannot keep as what its column says. */
export interface CellProblem {
  readonly table: string;
  readonly column: string;
  /** 1-based. */
  readonly row: number;
  readonly cell: string;
}

export function cellMessage({ table, column, row, cell }: CellProblem): string {
  return `${table}.${column} holds "${cell}" in row ${row}, which SQL cannot keep as a number of 64 bits; correct it, or read the column as text.`;
}

const longRows = new WeakMap<DataColumn, number>();

/** The first integer of the column beyond 64 bits. */
export function beyond64Bits(table: string, column: DataColumn): CellProblem | null {
  if (column.type !== "integer") return null;
  const row = longRows.get(column) ?? column.cells.findIndex((cell) => typeof cell === "string" && /^-?\d+$/.test(cell) && !fitsIn64Bits(cell));
  longRows.set(column, row);
  return row < 0 ? null : { table, column: column.name, row: row + 1, cell: String(column.cells[row]).slice(0, 60) };
}
