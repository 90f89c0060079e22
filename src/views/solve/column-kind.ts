// What a result column holds, judged by its cells: engines hand over text.

import type { ColumnType } from "../../solver/result.ts";

const INTEGER = /^-?\d+$/;
const REAL = /^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$|^-?Inf(inity)?$|^NaN$/;

export const TYPE_TITLES: Readonly<Record<ColumnType, string>> = { integer: "whole number", real: "number", text: "text" };

/** The narrowest type of all cells that are there; "text" when none is. */
export function columnKind(rows: readonly (readonly (string | null)[])[], column: number): ColumnType {
  let kind: ColumnType | null = null;
  for (const row of rows) {
    const cell = row[column];
    if (cell == null) continue;
    if (kind !== "real" && INTEGER.test(cell)) kind = "integer";
    else if (REAL.test(cell)) kind = "real";
    else return "text";
  }
  return kind ?? "text";
}
