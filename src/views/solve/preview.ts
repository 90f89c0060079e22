// The first rows of a table, as text.

import type { ColumnType, DataTable } from "../../solver/result.ts";

export const COLUMN_TYPES: readonly ColumnType[] = ["text", "integer", "real"];
const PREVIEW_ROWS = 5;

export function previewRows({ columns }: DataTable): readonly (readonly (string | null)[])[] {
  const rows = Math.min(PREVIEW_ROWS, columns[0]?.cells.length ?? 0);
  return Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => (cells[row] == null ? null : String(cells[row]))));
}
