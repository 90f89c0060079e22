// Types of columns read from text. Integers stay text, exact at any length; reals become doubles. A number written with a
// leading zero or plus (007, +49) is a label, not a number: reading it as one would lose part of it.

import type { ColumnType, DataColumn, DataTable } from "../result.ts";

const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const REAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const REAL_WITH_COMMA = /^-?(?:0|[1-9]\d*)(?:,\d+)?$/;
/** Cells listed of those that do not fit. */
const MAX_LISTED = 20;
/** Examples given of how cells were read. */
const MAX_EXAMPLES = 3;

type Cell = string | number | null;
/** undefined: the cell does not fit the type. */
type Fit = (cell: Cell) => Cell | undefined;

export interface Misfit {
  /** 1-based row of the table, its header not counted. */
  readonly row: number;
  readonly cell: string;
}

export type Retyped =
  | {
      readonly ok: true;
      readonly table: DataTable;
      /** Numbers written in another way than the plain one, and how they were read: a few examples. */
      readonly decorated: readonly { readonly cell: string; readonly value: string }[];
    }
  | {
      readonly ok: false;
      readonly code: "unknown-column" | "misfits";
      readonly message: string;
      /** The first cells that do not fit. */
      readonly misfits: readonly Misfit[];
      readonly total: number;
    };

export interface RetypeOptions {
  /** 3,5 is three and a half, where the column itself does not tell. */
  readonly decimalComma: boolean;
  /** Cells that do not fit become empty. */
  readonly emptyMisfits: boolean;
}

function fitReal(text: string, decimalComma: boolean): number | undefined {
  const trimmed = text.trim();
  if (!(decimalComma ? REAL_WITH_COMMA : REAL).test(trimmed)) return undefined;
  const value = Number(decimalComma ? trimmed.replace(",", ".") : trimmed);
  const whole = INTEGER.test(trimmed);
  return Number.isFinite(value) && (!whole || Number.isSafeInteger(value)) ? value : undefined;
}

/** No number is longer, and the patterns stay fast on what is none. */
const LONGEST_DECORATED = 60;

/** $1,234.50, 12 %, 1 234 and (with a decimal comma) 1.234,50 EUR as the plain number; other text as it is. */
function withoutDecoration(text: string, decimalComma: boolean): string {
  if (text.length > LONGEST_DECORATED) return text;
  const bare = text.trim().replace(/^([+-]?)\s*(?:[$€£¥]|[A-Z]{3}\b)\s*/, "$1").replace(/\s{0,3}(?:[$€£¥%]|[A-Z]{3})$/, "");
  const grouped = decimalComma ? /^[+-]?\d{1,3}(?:[.\s']\d{3})+(?:,\d+)?$/ : /^[+-]?\d{1,3}(?:[,\s']\d{3})+(?:\.\d+)?$/;
  const digits = grouped.test(bare) ? bare.replace(decimalComma ? /[.\s']/g : /[,\s']/g, "") : bare;
  return digits.replace(/^\+(?=\d)/, "");
}

/** As fitTo(), but for a type that the visitor chose: decoration around a number does not stand in its way. */
function fitChosen(type: ColumnType, decimalComma: boolean): Fit {
  const plain = fitTo(type, decimalComma);
  if (type === "text") return plain;
  return (cell) => {
    const value = plain(cell);
    return value === undefined && typeof cell === "string" ? plain(withoutDecoration(cell, decimalComma)) : value;
  };
}

/** The number a text stands for, decoration and all; null where it is none. */
export function plainNumber(text: string, decimalComma: boolean): number | null {
  return fitReal(text, decimalComma) ?? fitReal(withoutDecoration(text, decimalComma), decimalComma) ?? null;
}

const SAMPLED_CELLS = 2000;

/** Whether more of the cells are numbers with a decimal comma than with a point; `otherwise` where it makes no difference. */
export function hasDecimalComma(cells: readonly Cell[], otherwise: boolean): boolean {
  let lead = 0;
  for (const cell of cells.slice(0, SAMPLED_CELLS)) {
    if (typeof cell === "string") lead += Number(plainNumber(cell, true) !== null) - Number(plainNumber(cell, false) !== null);
  }
  return lead === 0 ? otherwise : lead > 0;
}

/** A text column that holds numbers written in another way than the plain one. */
export interface HiddenNumbers {
  /** What it could be read as. */
  readonly type: "integer" | "real";
  readonly cell: string;
  readonly value: string;
}

/** Most of a column's cells have to be numbers before it is said to hold numbers. */
const MOSTLY_NUMBERS = 0.9;

/** Null where too few of the cells are numbers, or the column is none of text. */
export function hiddenNumbers({ type, cells }: DataColumn, decimalComma: boolean): HiddenNumbers | null {
  if (type !== "text") return null;
  const present = cells.slice(0, SAMPLED_CELLS).flatMap((cell) => (typeof cell === "string" && !MISSING.test(cell) ? [cell] : []));
  const comma = hasDecimalComma(present, decimalComma);
  const numbers = present.flatMap((cell) => {
    const value = plainNumber(cell, comma);
    return value === null ? [] : [{ cell, value }];
  });
  const shown = numbers.find(({ cell, value }) => cell.trim() !== String(value)) ?? numbers[0];
  if (shown === undefined || numbers.length < present.length * MOSTLY_NUMBERS) return null;
  return { type: numbers.every(({ value }) => Number.isInteger(value)) ? "integer" : "real", cell: shown.cell, value: String(shown.value) };
}

function fitTo(type: ColumnType, decimalComma: boolean): Fit {
  switch (type) {
    case "text":
      return (cell) => (cell === null ? null : String(cell));
    case "integer":
      return (cell) => {
        if (cell === null) return null;
        if (typeof cell === "number") return Number.isInteger(cell) ? BigInt(cell).toString() : undefined;
        const trimmed = cell.trim();
        return INTEGER.test(trimmed) ? trimmed : undefined;
      };
    case "real":
      return (cell) => (typeof cell === "string" ? fitReal(cell, decimalComma) : cell);
    default:
      return type satisfies never;
  }
}

/** null when a cell does not fit. */
function fitAll(cells: readonly (string | null)[], fit: Fit): Cell[] | null {
  const fitted: Cell[] = [];
  for (const cell of cells) {
    const value = fit(cell);
    if (value === undefined) return null;
    fitted.push(value);
  }
  return fitted;
}

/** The narrowest type that holds every cell; a column without any content is text. `decimalComma`: also try 3,5 as a real. */
export function inferColumn(name: string, cells: readonly (string | null)[], decimalComma: boolean): DataColumn {
  if (cells.some((cell) => cell !== null)) {
    for (const [type, comma] of [["integer", false], ["real", false], ["real", true]] as const) {
      if (comma && !decimalComma) continue;
      const fitted = fitAll(cells, fitTo(type, comma));
      if (fitted !== null) return { name, type, cells: fitted };
    }
  }
  return { name, type: "text", cells };
}

/** What people write where there is no value. */
export const MISSING = /^\s{0,9}(?:#?n\/?a|n\.a\.?|nan|null|none|[-\u2013\u2014]{1,3}|\?|\.)\s{0,9}$/i;

export interface WithoutMissing {
  readonly column: DataColumn;
  /** The cells read as empty: how many, and what they say, each spelling once. */
  readonly total: number;
  readonly spellings: readonly string[];
}

/** A cell such as 1.234, where each cell may as well be a whole number with points between its thousands; null where one may not. */
export function pointedThousands(cells: readonly (string | null)[]): string | null {
  let found: string | null = null;
  for (const cell of cells) {
    if (cell === null || MISSING.test(cell)) continue;
    const pointed = /^-?[1-9]\d{0,2}\.\d{3}$/.test(cell.trim());
    if (!pointed && !/^(?:0|-?[1-9]\d{0,2})$/.test(cell.trim())) return null;
    if (pointed) found ??= cell.trim();
  }
  return found;
}

/** A text column read as numbers with "NA", "-" and the like as empty cells; null where that does not make numbers of it. */
export function inferWithoutMissing(name: string, cells: readonly (string | null)[], decimalComma: boolean): WithoutMissing | null {
  const spellings = new Set<string>();
  let total = 0;
  const present = cells.map((cell) => {
    if (cell === null || !MISSING.test(cell)) return cell;
    spellings.add(cell.trim());
    total++;
    return null;
  });
  if (total === 0) return null;
  const column = inferColumn(name, present, decimalComma);
  return column.type === "text" ? null : { column, total, spellings: [...spellings] };
}

/** The table with one column read as another type, or the cells that stand in the way. */
export function retype(table: DataTable, columnName: string, type: ColumnType, options: RetypeOptions): Retyped {
  const column = table.columns.find(({ name }) => name === columnName);
  if (column === undefined) {
    const message = `${table.name} has no column ${columnName}; it has ${table.columns.map(({ name }) => name).join(", ")}.`;
    return { ok: false, code: "unknown-column", message, misfits: [], total: 0 };
  }
  const decimalComma = hasDecimalComma(column.cells, options.decimalComma);
  const fit = fitChosen(type, decimalComma);
  const plain = fitTo(type, false);
  const misfits: Misfit[] = [];
  const decorated: { readonly cell: string; readonly value: string }[] = [];
  let total = 0;
  const cells = column.cells.map((cell, index) => {
    const value = fit(cell);
    if (value !== undefined) {
      if (decorated.length < MAX_EXAMPLES && typeof cell === "string" && value !== null && plain(cell) === undefined) decorated.push({ cell, value: String(value) });
      return value;
    }
    if (total++ < MAX_LISTED) misfits.push({ row: index + 1, cell: String(cell) });
    return null;
  });
  if (total > 0 && !options.emptyMisfits) {
    const [first] = misfits;
    const which = total === 1 ? "1 cell does" : `${total} cells do`;
    const message = `${which} not fit ${type} in ${columnName}, first "${first?.cell.slice(0, 40)}" in row ${first?.row}; correct them, empty them or keep ${column.type}.`;
    return { ok: false, code: "misfits", message, misfits, total };
  }
  return { ok: true, table: { ...table, columns: table.columns.map((other) => (other === column ? { name: column.name, type, cells } : other)) }, decorated };
}
