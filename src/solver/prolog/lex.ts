// Program text -> lexemes, by hand and in one pass: every character is looked at a bounded number of times.

import { charAt, endOfWord, isDigit, isInWord, isLetter, isSpace } from "../characters.ts";
import { readNumber } from "./lex-number.ts";
import { readQuoted } from "./lex-quoted.ts";
import { PrologStop } from "./stop.ts";

export interface Lexeme {
  /** name: an atom without marks, also of symbols; stop: the full stop that ends a clause. */
  readonly kind: "name" | "quoted" | "variable" | "integer" | "rational" | "float" | "string" | "punctuation" | "stop" | "end";
  /** Names and variables as written, quoted ones without marks and escapes, numbers in their one spelling. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const SYMBOLS = "#$&*+-./:<=>?@^~\\";
const PUNCTUATION = "()[]{},|";
const CAPITAL = /^[\p{Lu}\p{Lt}]$/u;

function startsVariable(char: string): boolean {
  return (char >= "A" && char <= "Z") || char === "_" || (char > "\u007f" && CAPITAL.test(char));
}

const INSTEAD: Readonly<Record<string, string>> = {
  "≤": "=< (or #=< for constraints)",
  "≥": ">= (or #>= for constraints)",
  "≠": "=\\= for numbers, dif(X, Y) for terms, or #\\= for constraints",
  "×": "*",
  "·": "*",
  "÷": "/",
  "−": "-",
  "–": "-",
  "—": "-",
  "→": "->",
  "←": ":-",
  "∧": "a comma",
  "∨": ";",
  "¬": "\\+",
  "∈": "member(X, List), or X in 1..9 for constraints",
};

/** What to do about a character that begins nothing. */
function strange(char: string, at: number): PrologStop {
  const instead = INSTEAD[char];
  if (instead !== undefined) return new PrologStop("syntax", `"${char}" is not Prolog; write ${instead}.`, at);
  if ("‘’‚“”„«»´".includes(char)) return new PrologStop("syntax", `${char} is a typographic mark; write straight marks, as in 'New York'.`, at);
  if (char === "`") return new PrologStop("not-allowed", "Text between back-quotes is not read here; write atom_codes('text', Codes) for character codes.", at);
  return new PrologStop("syntax", `"${char}" is not part of Prolog; remove it, or put the name it belongs to between ' marks.`, at);
}

/** The last lexeme is always the end. Throws a PrologStop. */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  const add = (kind: Lexeme["kind"], content: string, end: number): void => {
    lexemes.push({ kind, text: content, at, end });
    at = end;
  };
  while (at < text.length) {
    const char = charAt(text, at);
    const next = text.charAt(at + 1);
    if (isSpace(char)) {
      at++;
    } else if (char === "%") {
      const line = text.indexOf("\n", at);
      at = line < 0 ? text.length : line + 1;
    } else if (char === "/" && next === "*") {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) throw new PrologStop("syntax", "The comment that begins here has no end; add */ after it.", at);
      at = close + 2;
    } else if (isDigit(char)) {
      const { kind, content, end } = readNumber(text, at);
      if (end < text.length && isInWord(charAt(text, end))) {
        throw new PrologStop("syntax", `A number cannot go on with "${charAt(text, end)}"; put a space or an operator after it, or put a name that begins with a digit between ' marks.`, at);
      }
      add(kind, content, end);
    } else if (char === "'" || char === '"') {
      const { content, end } = readQuoted(text, at, char);
      add(char === "'" ? "quoted" : "string", content, end);
    } else if (startsVariable(char)) {
      const end = endOfWord(text, at);
      add("variable", text.slice(at, end), end);
    } else if (isLetter(char)) {
      const end = endOfWord(text, at);
      add("name", text.slice(at, end), end);
    } else if (PUNCTUATION.includes(char)) {
      add("punctuation", char, at + 1);
    } else if (char === "!" || char === ";") {
      if (char === "!" && next === "=") throw new PrologStop("syntax", '"!=" is not Prolog; write =\\= for numbers, dif(X, Y) for terms, or #\\= for constraints.', at);
      add("name", char, at + 1);
    } else if (SYMBOLS.includes(char)) {
      if (char === "." && (next === "" || next === "%" || isSpace(next))) {
        add("stop", ".", at + 1);
      } else {
        let end = at;
        while (end < text.length && SYMBOLS.includes(text.charAt(end))) end++;
        add("name", text.slice(at, end), end);
      }
    } else {
      throw strange(char, at);
    }
  }
  add("end", "", text.length);
  return lexemes;
}
