// Dates in text as people write them: 2020-12-31, 31/12/2020, 12/31/2020, 31.12.2020, 2020-2-3, 31 Dec 2020, with or without a time.
// SQL orders all of them letter by letter, and its functions of dates read the first way only.

import type { DataColumn } from "../result.ts";
import { sampled } from "./text-reading.ts";

/** Days as year * 10000 + month * 100 + day, the time as a fraction of one. Two where day and month cannot be told apart. */
export interface DateValue {
  readonly earliest: number;
  readonly latest: number;
}

export interface DateCell extends DateValue {
  readonly cell: string;
}

/** Which stands first in 01/02/2020; null where no cell tells. */
type FirstPart = "day" | "month" | null;

export interface DateReading {
  /** Share of cells that are dates. */
  readonly share: number;
  readonly first: FirstPart;
  readonly dates: readonly DateCell[];
  /** A date that SQL's functions of dates give NULL for. */
  readonly unread: string | null;
  /** A day that no month has, such as 2024-02-30, which they take for one of the next month. */
  readonly overrun: string | null;
  /** Two cells in the order of SQL of which the second is the earlier date. */
  readonly disorder: readonly [string, string] | null;
  /** All dates have two figures for day and month, and then the year: 01/02/2020. */
  readonly padded: boolean;
}

const LONGEST_DATE = 40;
/** Cells read, evenly from a longer column, as numbers are. */
const MOST_READ = 100_000;
const MOST_ORDERED = 5000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?\s?([AP]M)?\s?(?:Z|[+-]\d{2}:\d{2})?$/i;
const FIGURES = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ]\s?(.+))?$/;
const DAY_NAMED_MONTH = /^(?<day>\d{1,2})[ -](?<month>[A-Z]{3})[a-z]{0,6}\.?[ -](?<year>\d{4})$/i;
const NAMED_MONTH_DAY = /^(?<month>[A-Z]{3})[a-z]{0,6}\.? (?<day>\d{1,2}),? (?<year>\d{4})$/i;
/** What SQLite's functions of dates read; see "Time Values" in its manual. */
const READ_BY_SQL = /^\d{4}-(\d{2})-(\d{2})[ T]*(?:(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:\d{2})?)?$/i;

/** The time as a fraction of a day below 1; null where it is none. */
function timeOf(text: string | undefined): number | null {
  if (text === undefined) return 0;
  const [found, hour = "", minute = "", second = "0", half] = TIME.exec(text) ?? [];
  if (found === undefined) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  const seconds = hours * 3600 + Number(minute) * 60 + Number(second);
  return seconds < 86_400 ? seconds / 86_400 : null;
}

function dayOf(year: number, month: number, day: number): number | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? year * 10_000 + month * 100 + day : null;
}

function either(values: readonly (number | null)[], time: number): DateValue | null {
  const found = values.flatMap((value) => (value === null ? [] : [value + time]));
  return found.length === 0 ? null : { earliest: Math.min(...found), latest: Math.max(...found) };
}

/** Null where the text is no date. */
export function dateOf(text: string, first: FirstPart): DateValue | null {
  if (text.length > LONGEST_DATE) return null;
  const trimmed = text.trim();
  const named = (DAY_NAMED_MONTH.exec(trimmed) ?? NAMED_MONTH_DAY.exec(trimmed))?.groups;
  if (named !== undefined) return either([dayOf(Number(named["year"]), MONTHS.indexOf((named["month"] ?? "").toLowerCase()) + 1, Number(named["day"]))], 0);
  const [figures, one = "", , two = "", three = "", clock] = FIGURES.exec(trimmed) ?? [];
  const time = timeOf(clock);
  if (figures === undefined || time === null) return null;
  if (one.length === 4) return three.length > 2 ? null : either([dayOf(Number(one), Number(two), Number(three))], time);
  if (one.length > 2 || three.length !== 4) return null;
  const dayFirst = dayOf(Number(three), Number(two), Number(one));
  const monthFirst = dayOf(Number(three), Number(one), Number(two));
  return either(first === "day" ? [dayFirst] : first === "month" ? [monthFirst] : [dayFirst, monthFirst], time);
}

/** As dateOf(), and a year or a month alone as their beginning. */
export function momentOf(text: string, first: FirstPart): DateValue | null {
  const [found, year, month = "00"] = /^(\d{4})(?:-(\d{2}))?$/.exec(text) ?? [];
  return found === undefined ? dateOf(text, first) : either([Number(`${year}${month}00`)], 0);
}

/** Whether SQL's functions of dates read the text. */
export function readBySql(text: string): boolean {
  const [found, month, day, hour = "0", minute = "0", second = "0"] = READ_BY_SQL.exec(text) ?? [];
  return found !== undefined && dayOf(0, Number(month), Number(day)) !== null && Number(minute) < 60 && Number(second) < 60 && Number(hour) * 3600 + Number(minute) * 60 + Number(second) <= 86_400;
}

/** Whether SQL reads the text as a day that its month does not have. */
export function overruns(text: string): boolean {
  if (!readBySql(text)) return false;
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  return (day ?? 0) > new Date(Date.UTC(year ?? 0, month ?? 1, 0)).getUTCDate();
}

/** Cells in the order of SQL, the first two of which the second is the earlier date. */
export function dateDisorder(dates: readonly DateCell[]): readonly [string, string] | null {
  let last: DateCell | null = null;
  for (const date of dates.slice(0, MOST_ORDERED).toSorted((a, b) => (a.cell < b.cell ? -1 : 1))) {
    if (last !== null && date.latest < last.earliest) return [last.cell, date.cell];
    if (last === null || date.earliest > last.earliest) last = date;
  }
  return null;
}

/** Day or month, by the cells in which only one can be it; null where none tells, or where they disagree. */
function firstPart(cells: readonly string[]): FirstPart {
  let [days, months] = [false, false];
  for (const cell of cells) {
    const [, one = "0", two = "0"] = /^\s{0,9}(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/.exec(cell) ?? [];
    if (Number(one) > 12) days = true;
    if (Number(two) > 12) months = true;
  }
  return days === months ? null : days ? "day" : "month";
}

const readings = new WeakMap<DataColumn, DateReading>();

/** Null for a column of numbers. */
export function datesOf(column: DataColumn): DateReading | null {
  if (column.type !== "text") return null;
  const known = readings.get(column);
  if (known !== undefined) return known;
  const cells = sampled(column, MOST_READ);
  const first = firstPart(cells);
  const dates: DateCell[] = [];
  for (const cell of cells) {
    const value = /\d/.test(cell) ? dateOf(cell, first) : null;
    if (value !== null) dates.push({ cell, ...value });
  }
  const reading: DateReading = {
    share: cells.length === 0 ? 0 : dates.length / cells.length,
    first,
    dates,
    unread: dates.find(({ cell }) => !readBySql(cell))?.cell ?? null,
    overrun: dates.find(({ cell }) => overruns(cell))?.cell ?? null,
    disorder: dateDisorder(dates),
    padded: dates.every(({ cell }) => /^\d\d[-/.]\d\d[-/.]\d{4}$/.test(cell)),
  };
  readings.set(column, reading);
  return reading;
}
