// What may stand above a table: "sep=;", by which Excel is told the delimiter, and comment lines that begin with #.

import { DELIMITERS, type Delimiter } from "./csv-outcome.ts";

export interface Preamble {
  /** The text after it. */
  readonly text: string;
  /** Null where none is declared, or one that is not known here. */
  readonly delimiter: Delimiter | null;
  /** Lines left out that a spreadsheet would show as rows; it does not show "sep=;". */
  readonly skippedRows: number;
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

const SEPARATOR = /^"?sep=([^\r\n])"?[ \t]*(?:\r\n|\n|\r|$)/i;
const BLANK_LINES = /(?:[ \t]*(?:\r\n|\n|\r))*/y;
const LINE = /[^\r\n]*/y;
const MAX_QUOTED_CHARACTERS = 60;

function lineAt(text: string, at: number): string {
  LINE.lastIndex = at;
  return LINE.exec(text)?.[0] ?? "";
}

function afterBlankLines(text: string, at: number): number {
  BLANK_LINES.lastIndex = at;
  return at + (BLANK_LINES.exec(text)?.[0].length ?? 0);
}

/** "# made by hand" is a comment; "#id,name" above rows of as many cells is a row of names, and "#fff" above one column a value. */
function isComment(line: string, below: string): boolean {
  if (/^#(?:[ #!]|$)/.test(line)) return true;
  const cells = (text: string, delimiter: string): number => text.split(delimiter).length;
  const parting = DELIMITERS.filter((delimiter) => cells(below, delimiter) > 1);
  return parting.length > 0 && parting.every((delimiter) => cells(line, delimiter) !== cells(below, delimiter));
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Offset of the first line that is no comment; 0 where comments are all there is. */
function endOfComments(text: string): { readonly end: number; readonly comments: readonly string[] } {
  const lines: { readonly at: number; readonly line: string }[] = [];
  let at = afterBlankLines(text, 0);
  while (text.charAt(at) === "#") {
    const line = lineAt(text, at);
    lines.push({ at, line });
    at = afterBlankLines(text, at + line.length);
  }
  const below = lineAt(text, at);
  if (below === "") return { end: 0, comments: [] };
  const kept = lines.findIndex(({ line }) => !isComment(line, below));
  const comments = kept < 0 ? lines : lines.slice(0, kept);
  return { end: comments.length === 0 ? 0 : (lines[comments.length]?.at ?? at), comments: comments.map(({ line }) => line) };
}

export function cutPreamble(text: string): Preamble {
  const [declaration = "", declared] = SEPARATOR.exec(text) ?? [];
  const delimiter = DELIMITERS.find((known) => known === declared) ?? null;
  const notes: string[] = [];
  if (declared !== undefined) notes.push(`The first line, "${declaration.trim()}", ${delimiter === null ? "declares a delimiter that is not known here; it is left out" : "declares the delimiter"}.`);
  const rest = text.slice(declaration.length);
  const { end, comments } = endOfComments(rest);
  const [first] = comments;
  if (first !== undefined) {
    const quoted = `"${first.slice(0, MAX_QUOTED_CHARACTERS)}"`;
    notes.push(comments.length === 1 ? `1 comment line at the top is left out: ${quoted}.` : `${comments.length} comment lines at the top are left out, the first is ${quoted}.`);
  }
  return { text: rest.slice(end), delimiter, skippedRows: lineBreaks(rest.slice(0, end)), notes };
}
