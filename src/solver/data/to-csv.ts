// DataTable -> CSV text (RFC 4180: commas, \r\n, quotation marks doubled). Reals keep a point, so that they are read as reals again.

import Papa from "papaparse";
import type { DataTable } from "../result.ts";

function cellText(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  const text = Object.is(cell, -0) ? "-0" : String(cell);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

export function toCsv({ columns }: DataTable): string {
  const rows = columns[0]?.cells.length ?? 0;
  const data = Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => cellText(cells[row] ?? null)));
  // An empty cell of a single column would be an empty line, which is no row.
  const options = { newline: "\r\n", quotes: columns.length === 1 };
  return `${Papa.unparse({ fields: columns.map(({ name }) => name), data }, options)}\r\n`;
}
