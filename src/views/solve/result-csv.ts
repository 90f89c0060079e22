// The rows of a result as CSV text for spreadsheets: RFC 4180, NULL as an empty cell, numbers as the solver printed them.

import Papa from "papaparse";
import type { ResultTable } from "../../solver/result.ts";

/** A number as some solver prints it: -1, -0.5, -1.5e+300, -Inf, -1.0Inf, -1r3. */
const NEGATIVE_NUMBER = /-(?:\d+(?:\.\d+)?(?:e[+-]?\d+|inf)?|\d+r\d+|inf|infinity)/;

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front; a negative number is none. */
const FORMULA = new RegExp(`^(?!${NEGATIVE_NUMBER.source}$)[=+\\-@\\t\\r]`, "i");

export function resultCsv({ columns, rows }: ResultTable): string {
  const csv = Papa.unparse({ fields: [...columns], data: rows.map((row) => row.map((cell) => cell ?? "")) }, { escapeFormulae: FORMULA });
  return `${csv}\r\n`;
}
