// Text cut out of a column as SQLite does it, where the other arguments are constants: a year out of a date, a price without its $.

import type { DataColumn } from "../result.ts";
import { readingOf, sampled, type TextOrigin } from "./text-reading.ts";

/** Cells cut, evenly from a longer column, each up to so many characters: a page that waits on each key would be worse. */
const MOST_CUT = 10_000;
const LONGEST_CUT = 1000;
/** Calls kept of one column, as a program is being written. */
const MOST_KEPT = 20;

type Argument = string | number;
type Cut = (text: string) => string;

function substr(start: number, length: number): Cut {
  return (text) => {
    const letters = [...text];
    const from = start > 0 ? start - 1 : letters.length + start;
    return letters.slice(Math.max(0, from), Math.max(0, from + length)).join("");
  };
}

function trim(letters: string, left: boolean, right: boolean): Cut {
  return (text) => {
    const all = [...text];
    let [from, to] = [0, all.length];
    while (left && from < to && letters.includes(all[from] ?? "")) from++;
    while (right && from < to && letters.includes(all[to - 1] ?? "")) to--;
    return all.slice(from, to).join("");
  };
}

/** Null where this is not known. */
function cutOf(name: string, [first, second]: readonly Argument[]): Cut | null {
  switch (name) {
    case "substr":
    case "substring":
      if (typeof first !== "number" || first === 0 || typeof second === "string" || (second ?? 0) < 0) return null;
      return substr(first, second ?? Number.POSITIVE_INFINITY);
    case "trim":
    case "ltrim":
    case "rtrim":
      return typeof first === "number" ? null : trim(first ?? " ", name !== "rtrim", name !== "ltrim");
    case "replace":
      // A text that grows could outgrow the page.
      if (typeof first !== "string" || typeof second !== "string" || second.length > first.length) return null;
      return first === "" ? (text) => text : (text) => text.replaceAll(first, () => second);
    default:
      return null;
  }
}

const made = new WeakMap<DataColumn, Map<string, DataColumn>>();

/** What the function makes of the column's text; null where that is not known. */
export function textMade(name: string, { table, column, own }: TextOrigin, constants: readonly Argument[]): TextOrigin | null {
  const cut = cutOf(name, constants);
  if (cut === null) return null;
  const known = made.get(column) ?? new Map<string, DataColumn>();
  made.set(column, known);
  if (known.size > MOST_KEPT) known.clear();
  const call = JSON.stringify([name, ...constants]);
  const result = known.get(call) ?? { ...column, cells: sampled(column, MOST_CUT).map((cell) => cut(cell.slice(0, LONGEST_CUT))) };
  known.set(call, result);
  // A type for the column helps where all of it holds numbers, not where they are only within.
  return { table, column: result, own: own && readingOf(column)?.convertible === true };
}
