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
