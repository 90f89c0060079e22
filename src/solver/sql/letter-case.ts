// Letters as SQL sees them: upper and lower case are one for a to z only, and the alphabet is the order of Unicode, in which all of
// A to Z comes before a, and letters with accents after z.

import type { DataColumn } from "../result.ts";
import type { Call, Expression } from "./ast.ts";
import type { Cautions, Operand } from "./cautions.ts";
import { sampled, type TextOrigin } from "./text-reading.ts";

/** Cells looked at, evenly from a longer column, and those put in order. */
const MOST_READ = 10_000;
const MOST_ORDERED = 5000;
/** Longer cells and patterns are left out: a page that waits on each key would be worse than a trap not seen. */
const LONGEST = 200;
/** Share of cells that are words or names, from which on a column is in order by the alphabet. */
const MOSTLY_WORDS = 0.5;
const WORDS = /^\p{L}[\p{L}\p{M}' .-]*$/u;

type Case = "lower" | "upper";

function bySql(text: string, to: Case): string {
  return to === "lower" ? text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()) : text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Letter by letter; one that would become two, as ß does, is left as it is. */
function byPeople(text: string, to: Case): string {
  return text.replaceAll(/\p{L}/gu, (letter) => {
    const other = to === "lower" ? letter.toLowerCase() : letter.toUpperCase();
    return other.length === letter.length ? other : letter;
  });
}

function swapped(text: string): string {
  return text.replaceAll(/[^\p{ASCII}]/gu, (letter) => (byPeople(letter, "lower") === letter ? byPeople(letter, "upper") : byPeople(letter, "lower")));
}

const beyondAscii = new WeakMap<DataColumn, readonly string[]>();

/** The cells in which SQL and people can see case differently. */
function cellsOf(column: DataColumn): readonly string[] {
  const known = beyondAscii.get(column);
  if (known !== undefined) return known;
  const cells = column.type === "text" ? sampled(column, MOST_READ).filter((cell) => cell.length <= LONGEST && /[^\p{ASCII}]/u.test(cell)) : [];
  beyondAscii.set(column, cells);
  return cells;
}

const ANY = Symbol("%");
const ONE = Symbol("_");
type LikePattern = readonly (string | symbol)[];

function likePattern(pattern: string, escape: string | null): LikePattern {
  const parts: (string | symbol)[] = [];
  let escaped = false;
  for (const letter of pattern) {
    if (!escaped && letter === escape) escaped = true;
    else {
      parts.push(escaped ? letter : letter === "%" ? ANY : letter === "_" ? ONE : letter);
      escaped = false;
    }
  }
  return parts;
}

/** Goes back to the last % only, so that it takes no more than the product of both lengths. */
function isLike(text: string, pattern: LikePattern): boolean {
  const letters = [...text];
  let [at, part, anyPart, anyAt] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (pattern[part] === ANY) [anyPart, anyAt] = [part++, at];
    else if (part < pattern.length && (pattern[part] === ONE || pattern[part] === letters[at])) [at, part] = [at + 1, part + 1];
    else if (anyPart < 0) return false;
    else [at, part] = [++anyAt, anyPart + 1];
  }
  return pattern.slice(part).every((rest) => rest === ANY);
}

/** The cells that LIKE takes otherwise than people do. */
function likeMisses(cells: readonly string[], pattern: string, escape: string | null): string[] {
  if (pattern.length > LONGEST) return [];
  const [people, sql] = [likePattern(byPeople(pattern, "lower"), escape), likePattern(bySql(pattern, "lower"), escape)];
  return cells.filter((cell) => isLike(byPeople(cell, "lower"), people) && !isLike(bySql(cell, "lower"), sql));
}

interface Like {
  readonly node: Expression & { readonly kind: "like" };
  readonly pattern: string;
  readonly escape: string | null;
  readonly column: DataColumn;
}

/** LIKE, lower() and upper() where cells have letters beyond a to z; what is said of them depends on the rest of the query. */
export class LetterCase {
  private readonly cautions: Cautions;
  private readonly likes = new Map<Expression, Like>();
  private readonly found = new Map<Expression, { readonly to: Case; readonly cells: readonly string[] }>();

  constructor(cautions: Cautions) {
    this.cautions = cautions;
  }

  call(node: Call, [operand, { text }]: Operand): void {
    const to = node.name.text;
    if (to !== "lower" && to !== "upper") return;
    this.found.set(node, { to, cells: operand.kind === "text" ? [operand.text] : text === undefined ? [] : cellsOf(text.column) });
  }

  like(node: Expression & { readonly kind: "like" }, text: TextOrigin | undefined): void {
    const { operator, pattern, escape } = node;
    if (operator !== "LIKE" || text === undefined || pattern.kind !== "text" || !(escape === null || escape.kind === "text")) return;
    this.likes.set(node, { node, pattern: pattern.text, escape: escape === null ? null : escape.text, column: text.column });
  }

  /** lower(x) or upper(x) compared with constants. */
  compared(node: Expression, constants: readonly Expression[], how: "equal" | "like"): void {
    const found = this.found.get(node);
    const texts = constants.flatMap((constant) => (constant.kind === "text" ? [constant.text] : []));
    if (found === undefined || texts.length < constants.length) return;
    this.found.delete(node);
    const { to, cells } = found;
    const meant = new Set(texts);
    const wrong =
      how === "like"
        ? texts.flatMap((text) => likeMisses(cells, text, null))[0]
        : cells.find((cell) => meant.has(byPeople(cell, to)) && !meant.has(bySql(cell, to)));
    if (wrong !== undefined) this.say(node, to, wrong);
  }

  /** A cell is not missed where another LIKE of the same column has it. */
  private sayLike({ node, pattern, escape, column }: Like): void {
    const others = [...this.likes.values()].filter((other) => other.column === column && other.node.negated === node.negated);
    const missed = likeMisses(cellsOf(column), pattern, escape).find((cell) => !others.some((other) => isLike(bySql(cell, "lower"), likePattern(bySql(other.pattern, "lower"), other.escape))));
    if (missed === undefined) return;
    const other = swapped(pattern);
    const more = other === pattern ? "" : ` Add ${node.negated ? "AND" : "OR"} ${this.cautions.snippet(node.operand)} ${node.negated ? "NOT LIKE" : "LIKE"} '${other.replaceAll("'", "''")}'.`;
    this.cautions.add("letter-case", `${this.cautions.snippet(node.pattern)} is not like "${missed}" in SQL, which takes upper and lower case as one for a to z only.${more}`);
  }

  /** Says what is left: each LIKE, and calls whose values are shown, grouped or compared with one another. */
  finish(): void {
    for (const like of this.likes.values()) this.sayLike(like);
    for (const [node, { to, cells }] of this.found) {
      const wrong = cells.find((cell) => byPeople(cell, to) !== bySql(cell, to));
      if (wrong !== undefined) this.say(node, to, wrong);
    }
  }

  private say(node: Expression, to: Case, cell: string): void {
    this.cautions.add("letter-case", `${this.cautions.snippet(node)} changes the case of a to z only: "${cell}" becomes "${bySql(cell, to)}".`);
  }
}

function alphabetical(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

type Pair = readonly [before: string, after: string];

interface Disorder {
  /** Two cells in the order of SQL of which the alphabet has the second first. */
  readonly order: Pair | null;
  /** The same, where the first is the least to SQL, or the second the greatest. */
  readonly min: Pair | null;
  readonly max: Pair | null;
}

const disorders = new WeakMap<DataColumn, Disorder>();

/** By first letters: a word that is out of place among its neighbours only is found there all the same. */
function alphabetDisorder(column: DataColumn): Disorder {
  const known = disorders.get(column);
  if (known !== undefined) return known;
  const cells = column.type === "text" ? sampled(column, MOST_ORDERED).filter(({ length }) => length <= LONGEST) : [];
  const words = cells.filter((cell) => WORDS.test(cell)).map((cell) => ({ cell, letter: alphabetical(cell).slice(0, 1) })).toSorted((a, b) => (a.cell < b.cell ? -1 : 1));
  const [first, last] = [words[0], words.at(-1)];
  let found: Disorder = { order: null, min: null, max: null };
  if (first !== undefined && last !== undefined && words.length >= cells.length * MOSTLY_WORDS) {
    const at = words.findIndex(({ letter }, index) => letter < (words[index - 1]?.letter ?? letter));
    const [before, after] = [words[at - 1], words[at]];
    const [smaller, greater] = [words.find(({ letter }) => letter < first.letter), words.findLast(({ letter }) => letter > last.letter)];
    found = {
      order: before === undefined || after === undefined ? null : [before.cell, after.cell],
      min: smaller === undefined ? null : [first.cell, smaller.cell],
      max: greater === undefined ? null : [greater.cell, last.cell],
    };
  }
  disorders.set(column, found);
  return found;
}

/** Words put in order, or the first or last of them taken. */
export function alphabetOrder(operand: Operand, place: keyof Disorder, cautions: Cautions, name?: string): void {
  const { text } = operand[1];
  const disorder = text === undefined ? null : alphabetDisorder(text.column)[place];
  if (disorder === null) return;
  const [first, second] = disorder;
  const subject = name ?? cautions.subject(operand);
  const remedy = bySql(first, "lower") > bySql(second, "lower") ? `${subject} COLLATE NOCASE takes upper and lower case of a to z as one.` : "It has no other alphabet.";
  cautions.add("letter-order", `SQL orders ${subject} by A to Z, then a to z, then letters with accents: "${first}" comes before "${second}". ${remedy}`);
}
