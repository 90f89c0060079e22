// A table -> facts: its name as the predicate, one argument per column. Text becomes atoms, integers stay exact to any length.

import type { JobTable } from "../box/job-tables.ts";
import type { ColumnType } from "../result.ts";
import { ownName, printAtom, printFloat } from "./print.ts";

/** What an empty cell becomes. */
export const EMPTY_CELL = "null";

export interface BadCell {
  readonly table: string;
  readonly column: string;
  /** 1-based. */
  readonly row: number;
  readonly cell: string;
}

/** Null where the cell is not of the type. */
export function printCell(type: ColumnType, cell: string | number | null): string | null {
  if (cell === null) return EMPTY_CELL;
  switch (type) {
    case "text":
      return typeof cell === "string" ? printAtom(cell.replaceAll("\0", "")) : null;
    case "integer":
      return /^-?\d+$/.test(String(cell)) ? String(cell) : null;
    case "real":
      return typeof cell === "number" && Number.isFinite(cell) ? printFloat(cell) : null;
    default:
      return type satisfies never;
  }
}

export function printTable({ name, columns }: JobTable): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly bad: BadCell } {
  const own = printAtom(ownName(name));
  const rows = columns[0]?.cells.length ?? 0;
  const lines = [":- style_check(-singleton).", `:- dynamic('/'(${own},${columns.length})).`, `:- export('/'(${own},${columns.length})).`];
  for (let row = 0; row < rows; row++) {
    const cells: string[] = [];
    for (const column of columns) {
      const cell = column.cells[row] ?? null;
      const printed = printCell(column.type, cell);
      if (printed === null) return { ok: false, bad: { table: name, column: column.name, row: row + 1, cell: String(cell).slice(0, 100) } };
      cells.push(printed);
    }
    lines.push(cells.length === 0 ? `${own}.` : `${own}(${cells.join(",")}).`);
  }
  return { ok: true, text: `${lines.join("\n")}\n` };
}
