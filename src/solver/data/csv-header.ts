// Whether the first row of a table names its columns. A guess, and where the row speaks for both it says so.

import { MISSING } from "./column-types.ts";

export interface HeaderGuess {
  readonly header: boolean;
  /** What was taken for what, where the row could be read otherwise; null where there is no doubt. */
  readonly doubt: string | null;
}

type Rows = readonly (readonly string[])[];

const LOOKS_LIKE_VALUE = /^[+-]?[\d.,\s]*\d[\d.,\s]*%?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/;
const YEAR = /^(?:1[5-9]|2[01])\d\d$/;

const isValue = (cell: string): boolean => LOOKS_LIKE_VALUE.test(cell.slice(0, 40));

/** The cells of a column below its first one, without empty ones. */
function cellsBelow(below: Rows, column: number): string[] {
  return below.flatMap((row) => {
    const cell = row[column]?.trim() ?? "";
    return cell === "" || MISSING.test(cell) ? [] : [cell];
  });
}

/** A column has text on top and nothing but values below. */
function textOverValues(first: readonly string[], below: Rows): boolean {
  return first.some((top, column) => {
    if (top === "" || isValue(top) || MISSING.test(top)) return false;
    const cells = cellsBelow(below, column);
    return cells.length > 0 && cells.every(isValue);
  });
}

/** All values in the row are years, rising or falling, and not all that stands below them is: then it would be one more row of years. */
function yearsOverOthers(first: readonly string[], below: Rows): boolean {
  const columns = [...first.keys()].filter((column) => isValue(first[column] ?? ""));
  const years = columns.map((column) => first[column] ?? "");
  if (!years.every((year) => YEAR.test(year))) return false;
  const steps = years.slice(1).map((year, index) => Math.sign(Number(year) - Number(years[index])));
  if (steps.some((step) => step === 0 || step !== steps[0])) return false;
  return columns.some((column) => cellsBelow(below, column).some((cell) => !YEAR.test(cell)));
}

/**
 * A header names things: no numbers or dates in it, other than years in order or beside a name that stands over numbers. With a name
 * twice it still is one when rows follow and no cell of it comes again below.
 */
export function guessHeader([firstRow = [], ...below]: Rows): HeaderGuess {
  const first = firstRow.map((cell) => cell.trim());
  const names = first.filter((cell) => cell !== "");
  const values = names.filter(isValue);
  if (names.length === values.length && !yearsOverOthers(first, below)) return { header: false, doubt: null };
  const shown = values.slice(0, 3).join(", ");
  if (values.length > 0 && !textOverValues(first, below) && !yearsOverOthers(first, below)) {
    return { header: false, doubt: `The first row is taken for data, because there are values in it (${shown}). If it names the columns, choose names under First row.` };
  }
  const doubt = values.length === 0 ? null : `The first row is taken for names, though there are numbers in it (${shown}). If it is data, choose data under First row.`;
  if (new Set(names).size === names.length) return { header: true, doubt };
  const header = below.length > 0 && !below.some((row) => row.some((cell, index) => cell.trim() !== "" && cell.trim() === first[index]));
  return { header, doubt: header ? doubt : null };
}
