// Program text -> Expression: a hand lexer and a precedence parser, both linear in the length of the text.
// Precedence, loosest first: + -, * /, unary minus, ^ (right-associative), so -2^2 = -(2^2).

import { isDigit } from "../characters.ts";
import { FUNCTIONS, isFunctionName } from "./ast.ts";
import type { Expression, FailureCode, Operator, ProgramFailure } from "./ast.ts";
import { characterHint, functionHint, operandHint, restHint } from "./hints.ts";

export const MAX_PROGRAM_LENGTH = 2000;
export const MAX_DEPTH = 64;

export type ParseOutcome =
  | { readonly ok: true; readonly expression: Expression; readonly hostOperations: number }
  | (ProgramFailure & { readonly hostOperations: number });

interface Lexeme {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly column: number;
}

/** Typographic spellings of the operators. */
const SAME_AS: Readonly<Record<string, string>> = { "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-" };
const SYMBOLS = "+-*/^(),";

/** Carries a typed failure out of the recursive descent; never leaves this file. */
class ParseStop extends Error {
  readonly failure: ProgramFailure;
  constructor(code: FailureCode, message: string, column: number) {
    super(message);
    this.failure = { ok: false, code, message, column };
  }
}

const isLetter = (char: string): boolean => (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
const isSpace = (char: string): boolean => char === " " || char === "\t" || char === "\n" || char === "\r";

/** Adds to `lexemes`, so that they are there to be counted when it stops. */
function lex(text: string, lexemes: Lexeme[]): void {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const char = text.charAt(at);
    if (isSpace(char)) {
      at++;
    } else if (isDigit(char) || (char === "." && isDigit(text.charAt(at + 1)))) {
      while (isDigit(text.charAt(at))) at++;
      if (text.charAt(at) === "." && isDigit(text.charAt(at + 1))) {
        at++;
        while (isDigit(text.charAt(at))) at++;
      }
      lexemes.push({ kind: "number", text: text.slice(start, at), column: start });
    } else if (isLetter(char)) {
      while (isLetter(text.charAt(at))) at++;
      lexemes.push({ kind: "name", text: text.slice(start, at).toLowerCase(), column: start });
    } else {
      const symbol = SAME_AS[char] ?? char;
      if (!SYMBOLS.includes(symbol)) {
        throw new ParseStop("syntax", `"${char}" is not part of the language; ${characterHint(char, lexemes.at(-1), text.slice(at + 1, at + 20))}.`, at);
      }
      lexemes.push({ kind: "symbol", text: symbol, column: start });
      at++;
    }
  }
  lexemes.push({ kind: "end", text: "", column: text.length });
}

class Parser {
  readonly lexemes: readonly Lexeme[];
  at = 0;
  depth = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes;
  }

  peek(): Lexeme {
    const lexeme = this.lexemes[this.at];
    if (lexeme === undefined) throw new Error("read past the end of the program");
    return lexeme;
  }

  /** The symbol at the cursor when it is one of `symbols`. */
  operator(symbols: string): Operator | null {
    const lexeme = this.peek();
    return lexeme.kind === "symbol" && symbols.includes(lexeme.text) ? (lexeme.text as Operator) : null;
  }

  expect(symbol: string): void {
    const lexeme = this.peek();
    if (lexeme.kind !== "symbol" || lexeme.text !== symbol) {
      const found = lexeme.kind === "end" ? "the end" : `"${lexeme.text}"`;
      throw new ParseStop("syntax", `Expected "${symbol}" but found ${found}; add "${symbol}" here.`, lexeme.column);
    }
    this.at++;
  }

  sum(): Expression {
    let left = this.product();
    for (let operator = this.operator("+-"); operator !== null; operator = this.operator("+-")) {
      const column = this.peek().column;
      this.at++;
      left = { kind: "binary", operator, left, right: this.product(), column };
    }
    return left;
  }

  product(): Expression {
    let left = this.unary();
    for (let operator = this.operator("*/"); operator !== null; operator = this.operator("*/")) {
      const column = this.peek().column;
      this.at++;
      left = { kind: "binary", operator, left, right: this.unary(), column };
    }
    return left;
  }

  unary(): Expression {
    const { column } = this.peek();
    if (++this.depth > MAX_DEPTH) {
      throw new ParseStop("too-deep", `Nested more than ${MAX_DEPTH} levels deep; remove some parentheses.`, column);
    }
    let result: Expression;
    if (this.operator("-") !== null) {
      this.at++;
      result = { kind: "negate", operand: this.unary(), column };
    } else if (this.operator("+") !== null) {
      this.at++;
      result = this.unary();
    } else {
      const base = this.primary();
      const caret = this.peek().column;
      if (this.operator("^") === null) {
        result = base;
      } else {
        this.at++;
        result = { kind: "binary", operator: "^", left: base, right: this.unary(), column: caret };
      }
    }
    this.depth--;
    return result;
  }

  primary(): Expression {
    const lexeme = this.peek();
    const { column } = lexeme;
    if (lexeme.kind === "number") {
      this.at++;
      return { kind: "number", text: lexeme.text, column };
    }
    if (lexeme.kind === "name") return this.call(lexeme.text, column);
    if (lexeme.kind === "symbol" && lexeme.text === "(") {
      this.at++;
      const inner = this.sum();
      this.expect(")");
      return inner;
    }
    const found = lexeme.kind === "end" ? "the program ends" : `"${lexeme.text}" stands`;
    throw new ParseStop("syntax", `A number was expected where ${found}; ${operandHint(this.lexemes[this.at - 1], lexeme)}.`, column);
  }

  call(name: string, column: number): Expression {
    if (!isFunctionName(name)) {
      throw new ParseStop("syntax", `"${name}" is not a function; ${functionHint(name) ?? `use one of ${Object.keys(FUNCTIONS).join(", ")}`}.`, column);
    }
    this.at++;
    this.expect("(");
    const operands = [this.sum()];
    while (this.operator(",") !== null) {
      this.at++;
      operands.push(this.sum());
    }
    this.expect(")");
    const [fewest, most] = FUNCTIONS[name];
    if (operands.length < fewest || operands.length > most) {
      const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
      throw new ParseStop("syntax", `${name}() takes ${wanted} values but got ${operands.length}; change the list.`, column);
    }
    return { kind: "call", name, operands, column };
  }
}

/** Errors: syntax, too-long, too-deep, not-understood (the program `?`). Host operations: one per character and lexeme, also of a text that is refused. */
export function parseProgram(text: string): ParseOutcome {
  if (text.length > MAX_PROGRAM_LENGTH) {
    const message = `The program has ${text.length} characters; shorten it to ${MAX_PROGRAM_LENGTH}.`;
    return { ok: false, code: "too-long", message, column: MAX_PROGRAM_LENGTH, hostOperations: 0 };
  }
  if (text.trim() === "?") {
    return { ok: false, code: "not-understood", message: "The question was not understood as arithmetic; reword it or write the expression.", column: null, hostOperations: text.length };
  }
  const lexemes: Lexeme[] = [];
  try {
    lex(text, lexemes);
    const parser = new Parser(lexemes);
    const expression = parser.sum();
    const rest = parser.peek();
    if (rest.kind !== "end") {
      throw new ParseStop("syntax", `"${rest.text}" follows a complete expression; ${restHint(lexemes[parser.at - 1], rest, lexemes.slice(parser.at + 1, parser.at + 3))}.`, rest.column);
    }
    return { ok: true, expression, hostOperations: text.length + lexemes.length };
  } catch (error) {
    if (error instanceof ParseStop) return { ...error.failure, hostOperations: text.length + lexemes.length };
    throw error;
  }
}
