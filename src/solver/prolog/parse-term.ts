// Lexemes -> terms: an operator-precedence parser that looks one lexeme ahead and never goes back, so it is linear in the text.

import type { Term } from "./ast.ts";
import type { Lexeme } from "./lex.ts";
import { INFIX, type Operator, PREFIX } from "./operators.ts";
import { PrologStop, short } from "./stop.ts";

/** Parentheses, arguments and operators on top of one another. */
export const MAX_DEPTH = 1000;
/** Highest priority of an argument and of a list item: a comma ends it. */
const ARGUMENT = 999;
const ANY = 1200;

interface Operand {
  readonly term: Term;
  readonly priority: number;
  readonly depth: number;
}

/** A lexeme as a message names it. */
export function found({ kind, text }: Lexeme): string {
  if (kind === "end") return "the end of the text";
  if (kind === "stop") return "a full stop";
  return kind === "string" ? `the text "${short(text)}"` : `"${short(text)}"`;
}

/** Operators of other languages, and what is meant by them here. */
const INSTEAD: Readonly<Record<string, string>> = {
  "<=": "=< (or #=< for constraints)",
  "=>": ":- between head and body, or >= for numbers",
  "#<=": "#=<",
  "#=>": "#>= (or #==> for implication)",
  "#!=": "#\\=",
  "#/=": "#\\=",
  "#==": "#=",
  "<>": "=\\= for numbers, or #\\= for constraints",
  "/=": "=\\= for numbers, or dif(X, Y) for terms",
  "&&": "a comma",
  "||": ";",
  "&": "a comma",
  "#&": "#/\\",
  "#|": "#\\/",
  "<-": ":-",
  "===": "==",
  "%": "mod",
};

export class TermParser {
  private readonly lexemes: readonly Lexeme[];
  private at = 0;
  private nesting = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes;
  }

  peek(ahead = 0): Lexeme {
    const lexeme = this.lexemes[Math.min(this.at + ahead, this.lexemes.length - 1)];
    if (lexeme === undefined) throw new Error("a program without an end");
    return lexeme;
  }

  next(): Lexeme {
    const lexeme = this.peek();
    if (lexeme.kind !== "end") this.at++;
    return lexeme;
  }

  /** A whole clause, its full stop not read. */
  clause(): Term {
    return this.term(ANY).term;
  }

  private seesPunctuation(text: string): boolean {
    const { kind, text: seen } = this.peek();
    return kind === "punctuation" && seen === text;
  }

  private term(most: number): Operand {
    if (++this.nesting > MAX_DEPTH) throw this.tooDeep();
    let left = this.primary(most);
    for (let operator = this.infix(); operator !== null && operator.priority <= most; operator = this.infix()) {
      const symbol = this.peek();
      if (left.priority > operator.left) throw this.chained(left, symbol);
      this.at++;
      const right = this.term(operator.right);
      left = this.compound(symbol.text, [left, right], operator.priority, left.term.at);
    }
    this.nesting--;
    return left;
  }

  /** The infix operator at the cursor. */
  private infix(): Operator | null {
    const { kind, text } = this.peek();
    if (kind === "name" || (kind === "punctuation" && text === ",")) return INFIX.get(text) ?? null;
    return null;
  }

  private compound(name: string, args: readonly Operand[], priority: number, at: number): Operand {
    const depth = 1 + Math.max(0, ...args.map((arg) => arg.depth));
    if (depth > MAX_DEPTH) throw this.tooDeep();
    const end = this.lexemes[this.at - 1]?.end ?? at;
    // SWI-Prolog would take it for a call on a dict and expand it.
    if (name === "." && args.length === 2) throw new PrologStop("not-allowed", "'.' with two arguments stands for dicts, which are not here; give it another name, or write [Head|Tail] for a list.", at);
    return { term: { kind: "compound", name, args: args.map(({ term }) => term), at, end }, priority, depth };
  }

  private tooDeep(): PrologStop {
    return new PrologStop("too-deep", `More than ${MAX_DEPTH} operators or parentheses on top of one another; split the clause, or use a list.`, this.peek().at);
  }

  private chained(left: Operand, symbol: Lexeme): PrologStop {
    const inner = left.term.kind === "compound" ? left.term.name : "";
    return new PrologStop("syntax", `"${symbol.text}" cannot follow "${inner}" without parentheses; write A ${inner} B, B ${symbol.text} C for two comparisons, or parentheses for one inside the other.`, symbol.at);
  }

  private leaf(term: Term): Operand {
    return { term, priority: 0, depth: 1 };
  }

  private primary(most: number): Operand {
    const lexeme = this.next();
    const { kind, text, at, end } = lexeme;
    switch (kind) {
      case "integer":
      case "rational":
        return this.leaf({ kind, text, at, end });
      case "float":
        return this.leaf({ kind, value: Number(text), at, end });
      case "string":
        return this.leaf({ kind, text, at, end });
      case "variable":
        if (this.callsAt(end)) throw new PrologStop("not-allowed", `${text}(…) calls a predicate that is not known beforehand; a predicate's name begins with a small letter.`, at);
        return this.leaf({ kind, name: text, at, end });
      case "name":
        if (this.callsAt(end)) return this.functional(text, at);
        return this.negativeNumber(lexeme) ?? this.prefix(lexeme, most) ?? this.leaf({ kind: "atom", name: text, at, end });
      case "quoted":
        return this.callsAt(end) ? this.functional(text, at) : this.leaf({ kind: "atom", name: text, at, end });
      case "punctuation":
        return this.bracketed(lexeme);
      case "stop":
      case "end":
        throw this.missing(lexeme);
      default:
        return kind satisfies never;
    }
  }

  private missing(lexeme: Lexeme): PrologStop {
    const before = this.lexemes[this.lexemes.indexOf(lexeme) - 1];
    const after = before === undefined ? "" : ` after ${found(before)}`;
    return new PrologStop("syntax", `Expected a term${after} but found ${found(lexeme)}; complete the clause, or remove what stands before.`, lexeme.at);
  }

  /** Whether a parenthesis follows without a space, so that the name before it takes arguments. */
  private callsAt(end: number): boolean {
    return this.seesPunctuation("(") && this.peek().at === end;
  }

  private functional(name: string, at: number): Operand {
    this.at++;
    if (this.seesPunctuation(")")) throw new PrologStop("syntax", `${name}() has no arguments; write ${name} without parentheses.`, at);
    const args = [this.term(ARGUMENT)];
    while (this.seesPunctuation(",")) {
      this.at++;
      args.push(this.term(ARGUMENT));
    }
    this.close(")", at);
    return this.compound(name, args, 0, at);
  }

  /** A minus directly before a number belongs to it where an operand is wanted. */
  private negativeNumber({ text, at, end }: Lexeme): Operand | null {
    const digits = this.peek();
    if (text !== "-" || digits.at !== end) return null;
    if (digits.kind === "float") {
      this.at++;
      return this.leaf({ kind: "float", value: -Number(digits.text), at, end: digits.end });
    }
    if (digits.kind !== "integer" && digits.kind !== "rational") return null;
    this.at++;
    return this.leaf({ kind: digits.kind, text: digits.text === "0" ? "0" : `-${digits.text}`, at, end: digits.end });
  }

  /** Null where the name stands for itself, as in X = - or maplist(-, Xs). */
  private prefix({ text, at }: Lexeme, most: number): Operand | null {
    const operator = PREFIX.get(text);
    if (operator === undefined) return null;
    const { kind, text: following } = this.peek();
    if (kind === "stop" || kind === "end" || (kind === "punctuation" && !"([{".includes(following))) return null;
    if (kind === "name" && INFIX.has(following) && !PREFIX.has(following) && !this.functionalNext()) return null;
    if (operator.priority > most) throw new PrologStop("syntax", `"${text}" does not bind tightly enough here; put it and what follows in parentheses.`, at);
    const right = this.term(operator.right);
    return this.compound(text, [right], operator.priority, at);
  }

  private functionalNext(): boolean {
    const after = this.peek(1);
    return after.kind === "punctuation" && after.text === "(" && after.at === this.peek().end;
  }

  private bracketed(lexeme: Lexeme): Operand {
    const { text, at } = lexeme;
    if (text === "(") {
      const inner = this.term(ANY);
      this.close(")", at);
      return { ...inner, priority: 0 };
    }
    if (text === "[") return this.list(at);
    if (text === "{") {
      const inner = this.term(ANY);
      this.close("}", at);
      return this.compound("{}", [inner], 0, at);
    }
    this.at--;
    throw this.missing(lexeme);
  }

  private list(at: number): Operand {
    if (this.seesPunctuation("]")) {
      this.at++;
      return this.leaf({ kind: "nil", at, end: this.lexemes[this.at - 1]?.end ?? at });
    }
    const items = [this.term(ARGUMENT)];
    while (this.seesPunctuation(",")) {
      this.at++;
      items.push(this.term(ARGUMENT));
    }
    let tail: Operand | null = null;
    if (this.seesPunctuation("|")) {
      this.at++;
      tail = this.term(ARGUMENT);
    }
    this.close("]", at);
    const depth = 1 + [...items, ...(tail === null ? [] : [tail])].reduce((deepest, item) => Math.max(deepest, item.depth), 0);
    if (depth > MAX_DEPTH) throw this.tooDeep();
    const end = this.lexemes[this.at - 1]?.end ?? at;
    return { term: { kind: "list", items: items.map(({ term }) => term), tail: tail?.term ?? null, at, end }, priority: 0, depth };
  }

  private close(mark: string, openedAt: number): void {
    if (this.seesPunctuation(mark)) {
      this.at++;
      return;
    }
    const lexeme = this.peek();
    const opened = mark === ")" ? "parenthesis" : mark === "}" ? "brace" : "list";
    if (lexeme.kind === "stop" || lexeme.kind === "end") {
      throw new PrologStop("syntax", `The ${opened} that begins here is not closed before ${found(lexeme)}; add ${mark}.`, openedAt);
    }
    throw this.unexpected(`"," or "${mark}"`);
  }

  /** What stands at the cursor does not go on with the term before it. */
  unexpected(wanted: string): PrologStop {
    const lexeme = this.peek();
    const { kind, text, at } = lexeme;
    const before = this.lexemes[this.at - 1];
    const instead = kind === "name" ? INSTEAD[text] : undefined;
    if (instead !== undefined) return new PrologStop("syntax", `"${text}" is no operator of Prolog; write ${instead}.`, at);
    if (kind === "name" && text.startsWith(".")) return new PrologStop("syntax", "A full stop ends a clause and needs a space or a new line after it; numbers begin with a digit, as in 0.5.", at);
    if (kind === "punctuation" && text === "|") return new PrologStop("syntax", '"|" stands in lists only, before the rest of the list; write ; for "or".', at);
    if (kind === "punctuation" && text === "(" && before?.kind === "name") return new PrologStop("syntax", `A space stands between ${short(before.text)} and its parenthesis; remove it.`, at);
    if (kind === "punctuation") return new PrologStop("syntax", `Expected ${wanted} but found "${text}"; remove it, or add what it belongs to.`, at);
    const last = before === undefined ? "" : ` after ${found(before)}`;
    return new PrologStop("syntax", `Expected ${wanted}${last} but found ${found(lexeme)}; an operator, a comma or the full stop of the clause before may be missing.`, at);
  }
}
