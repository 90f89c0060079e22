// CSV and TSV bytes -> DataTable, chunk by chunk with papaparse; runs in a worker or in Node. What it had to guess (encoding,
// delimiter, header row) is in the outcome and can be chosen instead. Row numbers count as a spreadsheet does, the header's too.

import Papa from "papaparse";
import type { DataColumn } from "../result.ts";
import { number } from "../wording.ts";
import { inferColumn, inferWithoutMissing, pointedThousands } from "./column-types.ts";
import { DELIMITERS, MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, type CsvChoices, type CsvFailureCode, type CsvOutcome, type CsvPicks, type Delimiter } from "./csv-outcome.ts";
import { guessHeader } from "./csv-header.ts";
import { cutPreamble } from "./csv-preamble.ts";
import { binaryKind, decodeText } from "./decode.ts";
import { cleanNames, tableName } from "./names.ts";

export type { CsvChoices, CsvOutcome };

const CHUNK_CHARACTERS = 1024 * 1024;
/** A quoted cell that spans more chunks than this is taken for one whose end was forgotten. */
const MAX_CHUNKS_WITHOUT_ROW = 4;
const SAMPLE_CHARACTERS = 256 * 1024;
const SAMPLE_ROWS = 200;
/** Renamed columns that are told one by one. */
const MAX_NAMED_COLUMNS = 5;
/** Rows named in a message. */
const MAX_NAMED_ROWS = 5;

class CsvStop extends Error {
  readonly code: CsvFailureCode;
  readonly row: number | null;
  constructor(code: CsvFailureCode, message: string, row: number | null) {
    super(message);
    this.code = code;
    this.row = row;
  }
}

type Newline = "\n" | "\r\n" | "\r";

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

/** Line ends outside quotation marks decide; a file with both kinds is cut at \n and cleaned of \r. */
function lineEnds(text: string): { newline: Newline; mixed: boolean } {
  let [both, lf, cr] = [0, 0, 0];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) quoted = !quoted;
    if (quoted) continue;
    if (code === 0x0a) lf++;
    if (code !== 0x0d) continue;
    if (text.charCodeAt(at + 1) === 0x0a) {
      both++;
      at++;
    } else {
      cr++;
    }
  }
  if (both > 0) return lf > 0 ? { newline: "\n", mixed: true } : { newline: "\r\n", mixed: false };
  return { newline: lf > 0 || cr === 0 ? "\n" : "\r", mixed: false };
}

function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0x0a || text.charCodeAt(end - 1) === 0x0d)) end--;
  return text.slice(0, end);
}

function sampleRows(text: string, delimiter: Delimiter, newline: Newline): string[][] {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const { data } = Papa.parse<string[]>(sample, { delimiter, newline, preview: SAMPLE_ROWS });
  const whole = sample.length < text.length && data.length > 1 && data.length < SAMPLE_ROWS ? data.slice(0, -1) : data;
  return whole.filter((row) => row.length > 1 || row[0] !== "");
}

/** The delimiter by which most rows of the sample have as many cells as the first row; among equals the one with more cells. */
function detectDelimiter(text: string, newline: Newline): Delimiter {
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(text, delimiter, newline);
    const width = rows[0]?.length ?? 1;
    if (width < 2) continue;
    const agreeing = rows.filter((row) => row.length === width).length / rows.length;
    const score = agreeing + Math.min(width, 50) / 1000;
    if (agreeing >= 0.5 && score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function listRows(rows: readonly number[], total: number): string {
  const named = rows.map((row) => number.format(row)).join(", ");
  const noun = total === 1 ? "Row" : "Rows";
  return total > rows.length ? `${noun} ${named} and ${number.format(total - rows.length)} more` : `${noun} ${named}`;
}

function refuseNul(text: string): void {
  const at = text.indexOf("\0");
  if (at < 0) return;
  const row = text.slice(0, at).split("\n").length;
  let count = 0;
  for (let next = at; next >= 0 && count <= text.length / 100; next = text.indexOf("\0", next + 1)) count++;
  if (count > text.length / 100) throw new CsvStop("binary", "The file is full of NUL bytes, so it is no text, or UTF-16 without its mark; choose another encoding or save it as CSV in UTF-8.", null);
  throw new CsvStop("nul", `Line ${number.format(row)} holds a NUL byte, which no text has; remove it or save the file anew.`, row);
}

/** Collects parsed rows into columns and refuses what does not fit the first row. */
class Collector {
  readonly width: number;
  readonly columns: (string | null)[][];
  readonly mixedLineEnds: boolean;
  readonly short: number[] = [];
  shortTotal = 0;
  readonly long: number[] = [];
  longTotal = 0;
  /** Rows read so far, blank ones included, and those skipped above the table. */
  row: number;
  kept = 0;
  headerSeen: boolean;

  constructor(width: number, hasHeader: boolean, mixedLineEnds: boolean, skippedRows: number) {
    this.width = width;
    this.row = skippedRows;
    this.headerSeen = !hasHeader;
    this.mixedLineEnds = mixedLineEnds;
    this.columns = Array.from({ length: width }, () => []);
  }

  add(cells: string[]): void {
    this.row++;
    const last = cells.length - 1;
    if (this.mixedLineEnds && cells[last]?.endsWith("\r") === true) cells[last] = cells[last].slice(0, -1);
    const blank = cells.length === 1 && cells[0] === "";
    if (blank && (this.width > 1 || !this.headerSeen)) return;
    if (!this.headerSeen) {
      this.headerSeen = true;
      return;
    }
    if (cells.length < this.width && this.shortTotal++ < MAX_NAMED_ROWS) this.short.push(this.row);
    if (cells.length > this.width && cells.slice(this.width).some((cell) => cell !== "") && this.longTotal++ < MAX_NAMED_ROWS) this.long.push(this.row);
    if (++this.kept > MAX_ROWS) throw new CsvStop("too-many-rows", `The file has more than ${number.format(MAX_ROWS)} rows; cut it into parts.`, this.row);
    if (this.kept * this.width > MAX_CELLS) {
      throw new CsvStop("too-many-cells", `The file has more than ${number.format(MAX_CELLS)} cells (${this.width} columns); leave out columns or rows.`, this.row);
    }
    for (const [index, column] of this.columns.entries()) {
      const cell = cells[index];
      column.push(cell === undefined || cell === "" ? null : cell);
    }
  }
}

function collect(text: string, picks: CsvPicks, collector: Collector, fillShortRows: boolean, newline: Newline, progress: (fraction: number) => void): Collector {
  let chunksWithoutRow = 0;
  let stopped: CsvStop | null = null;
  const refuse = (data: readonly string[][], errors: readonly Papa.ParseError[]): void => {
    // An error in the row the chunk cuts in two may be the cut's doing; that row is read once more with the next chunk.
    const error = errors.find(({ row }) => row !== undefined && row < data.length);
    if (error !== undefined) {
      const row = collector.row + (error.row ?? 0) + 1;
      throw error.code === "MissingQuotes"
        ? new CsvStop("unclosed-quote", `Row ${number.format(row)} opens a quotation mark that is never closed; close or remove it.`, row)
        : new CsvStop("bad-quote", `Row ${number.format(row)} has a quotation mark inside a quoted cell; write it twice ("") or remove it.`, row);
    }
    chunksWithoutRow = data.length === 0 ? chunksWithoutRow + 1 : 0;
    if (chunksWithoutRow > MAX_CHUNKS_WITHOUT_ROW) {
      const row = collector.row + 1;
      throw new CsvStop("unclosed-quote", `Row ${number.format(row)} is longer than ${MAX_CHUNKS_WITHOUT_ROW} million characters: a quotation mark in it is probably never closed; close or remove it.`, row);
    }
  };
  Papa.parse<string[]>(text, {
    delimiter: picks.delimiter,
    newline,
    chunkSize: CHUNK_CHARACTERS,
    chunk: ({ data, errors, meta }: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
      // papaparse would hand an exception on to the caller of a later chunk only.
      try {
        refuse(data, errors);
        for (const cells of data) collector.add(cells);
        progress(meta.cursor / Math.max(1, text.length));
      } catch (error) {
        if (!(error instanceof CsvStop)) throw error;
        stopped = error;
        parser.abort();
      }
    },
    complete: () => {},
  });
  if (stopped !== null) throw stopped as CsvStop;
  const { width, short, shortTotal, long, longTotal } = collector;
  const columns = `${number.format(width)} ${width === 1 ? "column" : "columns"}`;
  if (longTotal > 0) {
    const message = `${listRows(long, longTotal)} ${longTotal === 1 ? "has" : "have"} more cells than the ${columns} of the first row; correct them, or choose another delimiter than ${DELIMITER_NAMES[picks.delimiter]}.`;
    throw new CsvStop("ragged", message, long[0] ?? null);
  }
  if (shortTotal > 0 && !fillShortRows) {
    const message = `${listRows(short, shortTotal)} ${shortTotal === 1 ? "has" : "have"} fewer cells than the ${columns} of the first row; correct them, or let the missing cells be empty.`;
    throw new CsvStop("ragged", message, short[0] ?? null);
  }
  return collector;
}

/** `progress` is told the fraction read, 0 to 1, once per chunk. */
export function readCsv(bytes: Uint8Array, fileName: string, choices: CsvChoices, progress: (fraction: number) => void): CsvOutcome {
  let picks: CsvPicks | null = null;
  try {
    if (bytes.length > MAX_BYTES) throw new CsvStop("too-large", `The file has ${number.format(Math.ceil(bytes.length / 1024 / 1024))} MB; at most ${MAX_BYTES / 1024 / 1024} MB can be read. Cut it into parts.`, null);
    const kind = binaryKind(bytes);
    if (kind !== null) throw new CsvStop("binary", `This is no text but ${kind}.`, null);
    const { text: decoded, encoding } = decodeText(bytes, choices.encoding);
    refuseNul(decoded);
    const preamble = cutPreamble(decoded);
    const text = withoutLastLineEnds(preamble.text);
    const { newline, mixed } = lineEnds(text);
    const delimiter = choices.delimiter ?? preamble.delimiter ?? detectDelimiter(text, newline);
    const sample = sampleRows(text, delimiter, newline);
    const [first] = sample;
    if (first === undefined) throw new CsvStop("empty", "The file holds no rows; choose one with a table in it.", null);
    if (mixed) first[first.length - 1] = (first.at(-1) ?? "").replace(/\r$/, "");
    const guess = guessHeader(sample);
    picks = { encoding, delimiter, header: choices.header ?? guess.header };
    if (first.length > MAX_COLUMNS) throw new CsvStop("too-many-columns", `The first row has ${number.format(first.length)} cells; at most ${MAX_COLUMNS} columns can be read. Is ${DELIMITER_NAMES[delimiter]} the delimiter?`, preamble.skippedRows + 1);

    const collector = new Collector(first.length, picks.header, mixed, preamble.skippedRows);
    const { columns: raw, shortTotal } = collect(text, picks, collector, choices.fillShortRows, newline, progress);
    const titles = first.map((cell) => (picks?.header === true ? cell.trim() : ""));
    const notes: string[] = [...preamble.notes];
    if (choices.header === null && guess.doubt !== null) notes.push(guess.doubt);
    // A delimiter at the end of each row makes a last column without name and content.
    const used = [...titles.keys()].filter((index) => titles[index] !== "" || raw[index]?.some((cell) => cell !== null) === true || (!picks?.header && index === 0));
    const names = cleanNames(used.map((index) => titles[index] ?? ""));
    const columns: DataColumn[] = used.map((index, place) => {
      const [name, cells] = [names[place] ?? "", raw[index] ?? []];
      const column = inferColumn(name, cells, delimiter !== ",");
      const numbers = column.type === "text" ? inferWithoutMissing(name, cells, delimiter !== ",") : null;
      // Where a semicolon stands between cells, numbers are often written as 1.234,5.
      const thousands = delimiter === ";" && (numbers?.column ?? column).type === "real" ? pointedThousands(cells) : null;
      if (thousands !== null) notes.push(`In ${name}, "${thousands}" is read with a decimal point. If ${thousands.replace(".", ",")} is meant, take the points out of this column in the file.`);
      if (numbers === null) return column;
      const said = numbers.spellings.slice(0, 5).map((text) => `"${text}"`).join(", ");
      notes.push(`In ${name}, ${number.format(numbers.total)} ${numbers.total === 1 ? "cell" : "cells"} with ${said} ${numbers.total === 1 ? "is" : "are"} read as empty; all others are numbers.`);
      return numbers.column;
    });
    const renamed = used.flatMap((index, place) => (titles[index] === "" || titles[index] === names[place] ? [] : [{ title: titles[index] ?? "", name: names[place] ?? "" }]));
    for (const { title, name } of renamed.slice(0, MAX_NAMED_COLUMNS)) notes.push(`The column "${title.slice(0, 60)}" is named ${name} here.`);
    if (renamed.length > MAX_NAMED_COLUMNS) notes.push(`${number.format(renamed.length - MAX_NAMED_COLUMNS)} more ${renamed.length - MAX_NAMED_COLUMNS === 1 ? "column is" : "columns are"} renamed in this way.`);
    if (used.length < titles.length) notes.push(`${titles.length - used.length === 1 ? "1 column" : `${titles.length - used.length} columns`} without name and content left out.`);
    if (shortTotal > 0) notes.push(`${number.format(shortTotal)} ${shortTotal === 1 ? "row" : "rows"} had too few cells; the missing ones are empty.`);
    const unreadable = decoded.split("\ufffd").length - 1;
    if (unreadable > 0) notes.push(`${number.format(unreadable)} ${unreadable === 1 ? "character" : "characters"} could not be read as ${encoding}; another encoding may fit.`);
    return { ok: true, table: { name: tableName(fileName), columns, source: null }, picks, notes };
  } catch (error) {
    if (error instanceof CsvStop) return { ok: false, code: error.code, message: error.message, row: error.row, picks };
    throw error;
  }
}
