// The parser's place in the program, with what every rule needs: expecting words, reading names, and the bounds on depth.

import type { Name, Query, Span } from "./ast.ts";
import { SqlStop } from "./failure.ts";
import type { Lexeme } from "./lex.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";

/** Parentheses, calls and queries inside one another. */
export const MAX_NESTING = 60;
/** Operations on top of one another, as in a + b + c + ...; the engine allows a little more. */
export const MAX_TREE_DEPTH = 300;

/** Words that go on with the query, so that they are no alias unless after AS. */
const CONTINUES = new Set(
  "CROSS DESC ASC END FETCH FILTER FOR FULL GLOB ILIKE INDEXED INNER LEFT LIKE MATCH NATURAL NULLS OFFSET OUTER OVER RIGHT REGEXP WINDOW WITH".split(" "),
);

/** A lexeme as a message names it. */
export function found({ kind, text }: Lexeme): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (kind === "end") return "the end";
  return kind === "text" ? `the text '${short}'` : kind === "integer" || kind === "real" ? `the number ${short}` : `"${short}"`;
}

export class Cursor {
  readonly text: string;
  private readonly lexemes: readonly Lexeme[];
  private readonly parseQuery: (cursor: Cursor) => Query;
  private at = 0;
  private nesting = 0;
  private readonly depths = new WeakMap<object, number>();
  /** Depth of the deepest tree since the current query began. */
  private deepest = 0;

  constructor(text: string, lexemes: readonly Lexeme[], parseQuery: (cursor: Cursor) => Query) {
    this.text = text;
    this.lexemes = lexemes;
    this.parseQuery = parseQuery;
  }

  peek(ahead = 0): Lexeme {
    const lexeme = this.lexemes[Math.min(this.at + ahead, this.lexemes.length - 1)];
    if (lexeme === undefined) throw new Error("a program without an end");
    return lexeme;
  }

  /** Whether the words come next, one after the other; symbols count as words. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index).word === word);
  }

  seesAny(...words: readonly string[]): boolean {
    return words.includes(this.peek().word);
  }

  next(): Lexeme {
    const lexeme = this.peek();
    if (lexeme.kind !== "end") this.at++;
    return lexeme;
  }

  /** Goes past the words when they come next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.at += words.length;
    return true;
  }

  expect(word: string, hint = `write ${word} here`): void {
    if (!this.takes(word)) throw this.unexpected(word, hint);
  }

  unexpected(wanted: string, hint: string): SqlStop {
    const lexeme = this.peek();
    return new SqlStop("syntax", `Expected ${wanted} but found ${found(lexeme)}; ${hint}.`, lexeme.at);
  }

  /** From the start of a node to the last lexeme read. */
  span(at: number): Span {
    return { at, end: this.lexemes[this.at - 1]?.end ?? at };
  }

  seesName(): boolean {
    const { kind, word } = this.peek();
    return kind === "quoted" || (kind === "word" && !RESERVED_WORDS.has(word));
  }

  name(what: string): Name {
    const lexeme = this.peek();
    if (this.seesName()) {
      this.at++;
      return { text: lexeme.text, quoted: lexeme.kind === "quoted", at: lexeme.at, end: lexeme.end };
    }
    if (lexeme.kind === "text") throw this.unexpected(what, `names stand in double quotation marks, as in "${lexeme.text.slice(0, 40)}", and text in single ones`);
    if (lexeme.kind === "word") throw this.unexpected(what, `${lexeme.text} is a word of SQL: put it in double quotation marks if it is a name`);
    throw this.unexpected(what, `write ${what} here`);
  }

  /** A name after AS, or at once where no word of SQL stands. */
  alias(): Name | null {
    if (this.takes("AS")) return this.name("an alias");
    return this.seesName() && !(this.peek().kind === "word" && CONTINUES.has(this.peek().word)) ? this.name("an alias") : null;
  }

  /** Items with commas between them. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.takes(",")) items.push(item());
    return items;
  }

  nested<Result>(parse: () => Result): Result {
    if (++this.nesting > MAX_NESTING) {
      throw new SqlStop("too-deep", `Nested more than ${MAX_NESTING} levels deep; name an inner part by WITH, or remove parentheses.`, this.peek().at);
    }
    const result = parse();
    this.nesting--;
    return result;
  }

  /** A finished node, one deeper than the deepest of its parts. */
  grow<Node extends Span>(node: Node, parts: readonly object[]): Node {
    let depth = 0;
    for (const part of parts) depth = Math.max(depth, this.depths.get(part) ?? 0);
    depth++;
    if (depth > MAX_TREE_DEPTH) {
      throw new SqlStop("too-deep", `More than ${MAX_TREE_DEPTH} operations on top of one another; use IN (...) for many equal comparisons, or name a part by WITH.`, node.at);
    }
    this.depths.set(node, depth);
    this.deepest = Math.max(this.deepest, depth);
    return node;
  }

  /** A query inside a larger one, after its opening parenthesis was read and up to its closing one. */
  subquery(): Query {
    const outer = this.deepest;
    this.deepest = 0;
    const query = this.nested(() => this.parseQuery(this));
    this.expect(")", "close the parenthesis after the inner query");
    this.depths.set(query, this.deepest);
    this.deepest = Math.max(outer, this.deepest + 1);
    return query;
  }
}
