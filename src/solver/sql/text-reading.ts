// A column of text as SQL would read it where numbers are wanted, with a cell to show for each trap.

import type { DataColumn } from "../result.ts";
import { hasDecimalComma, plainNumber } from "../data/column-types.ts";

/** Where a text comes from: a column of data. */
export interface TextOrigin {
  readonly table: string;
  readonly column: DataColumn;
  /** Whether the visitor can correct its type. */
  readonly own: boolean;
}

interface NumberCell {
  readonly cell: string;
  readonly value: number;
}

export interface TextReading {
  /** Share of cells that look like numbers: 1,234 and $5 and 12 % and 007, and plain ones. */
  readonly share: number;
  /** Whether most of the cells would be numbers if the column's type said so; 007 would not. */
  readonly convertible: boolean;
  /** The cells that are numbers to people or to SQL. */
  readonly numbers: readonly NumberCell[];
  /** A cell that is no number at all. */
  readonly word: string | null;
  /** A cell that is no number to SQL, best one that looks like one, with what it counts as; null where all are read in full. */
  readonly misread: { readonly cell: string; readonly counts: string } | null;
  /** Two cells in the order of SQL that as numbers come the other way round. */
  readonly disorder: readonly [string, string] | null;
}

const FIGURE = /^[+-]?\s*(?:[$€£¥]|[A-Z]{3}\b)?\s*\d[\d.,'\s]*(?:[%$€£¥]|[A-Z]{3})?$/;
/** What SQLite reads of a text as a number; these are its spaces. */
const LEADING_NUMBER = /^[\t-\r ]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[\t-\r ]*/;
/** No number is longer, and the patterns stay fast on what is none. */
const LONGEST_FIGURE = 60;
/** A column is taken for one of numbers from here on. */
export const MOSTLY = 0.5;
/** Cells read, evenly from a longer column: a page that waits on each key would be worse than a trap not seen. */
const MOST_READ = 100_000;
/** Cells put in order. */
const MOST_ORDERED = 5000;

/** Whether SQL takes all of the text for one number. */
export function readInFull(text: string): boolean {
  return text.length <= LONGEST_FIGURE && LEADING_NUMBER.exec(text)?.[0] === text;
}

/** What SQL calculates with in place of the text. */
export function countsAs(text: string): string {
  return String(Number(LEADING_NUMBER.exec(text.slice(0, LONGEST_FIGURE))?.[1] ?? "0"));
}

export function disorderOf(numbers: readonly NumberCell[]): readonly [string, string] | null {
  const ordered = numbers.slice(0, MOST_ORDERED).toSorted((a, b) => (a.cell < b.cell ? -1 : 1));
  for (const [index, { cell, value }] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before !== undefined && before.value > value) return [before.cell, cell];
  }
  return null;
}

/**
 * A cell that SQL, which writes the number out as `text` and goes letter by letter, compares otherwise than people would; null
 * where it makes no difference.
 */
export function misjudged({ numbers, word }: TextReading, { text, value }: { readonly text: string; readonly value: number }, ordered: boolean): string | null {
  const side = (cell: string): number => (cell === text ? 0 : cell < text ? -1 : 1);
  const wrong = numbers.find((number) => (ordered ? Math.sign(number.value - value) !== side(number.cell) : number.value === value && number.cell !== text));
  return wrong?.cell ?? (ordered ? word : null);
}

/** At most so many cells, evenly from the column, without the empty ones. */
export function sampled({ cells }: DataColumn, most: number): readonly string[] {
  const step = Math.ceil(cells.length / most);
  return cells.flatMap((cell, index) => (cell === null || index % step !== 0 ? [] : [String(cell)]));
}

/** Columns are never changed, so one that was read before reads the same. */
const readings = new WeakMap<DataColumn, TextReading>();

/** Null for a column of numbers. */
export function readingOf(column: DataColumn): TextReading | null {
  if (column.type !== "text") return null;
  const known = readings.get(column);
  if (known !== undefined) return known;
  const cells = sampled(column, MOST_READ);
  const comma = hasDecimalComma(cells, false);
  const numbers: NumberCell[] = [];
  let [figures, convertible] = [0, 0];
  let [word, odd, unread]: (string | null)[] = [null, null, null];
  for (const cell of cells) {
    const short = cell.length <= LONGEST_FIGURE && /\d/.test(cell);
    const full = short && readInFull(cell);
    const plain = short ? plainNumber(cell, comma) : null;
    const value = plain ?? (full ? Number(cell) : null);
    const figure = value !== null || (short && FIGURE.test(cell.trim()));
    if (figure) figures++;
    if (plain !== null) convertible++;
    if (value === null) word ??= cell;
    else numbers.push({ cell, value });
    if (!full && figure) odd ??= cell;
    if (!full && !figure) unread ??= cell;
  }
  const misread = odd ?? unread ?? null;
  const reading: TextReading = {
    share: cells.length === 0 ? 0 : figures / cells.length,
    convertible: convertible > cells.length * MOSTLY,
    numbers,
    word: word ?? null,
    misread: misread === null ? null : { cell: misread, counts: countsAs(misread) },
    disorder: disorderOf(numbers),
  };
  readings.set(column, reading);
  return reading;
}
