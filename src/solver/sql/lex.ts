// Program text -> lexemes, by hand and in one pass: every character is looked at a bounded number of times.

import { charAt, endOfWord, isDigit, isLetter, isSpace } from "../characters.ts";
import { SqlStop } from "./failure.ts";

export interface Lexeme {
  readonly kind: "word" | "quoted" | "integer" | "real" | "text" | "symbol" | "end";
  /** As written; of quoted names and texts, what stands between the marks. */
  readonly text: string;
  /** Of a word, upper case; of a symbol, its plain spelling; empty for all else. */
  readonly word: string;
  readonly at: number;
  readonly end: number;
}

/** Longest first, so that "<=" is not read as "<". */
const SYMBOLS = ["||", "<>", "!=", "<=", ">=", "==", "<<", ">>", "(", ")", ",", ".", ";", "+", "-", "*", "/", "%", "=", "<", ">", "&", "|", "~"];
const SAME_AS: Readonly<Record<string, string>> = { "!=": "<>", "==": "=" };
/** Closing mark of each kind of quoted name. */
const NAME_MARKS: Readonly<Record<string, string>> = { '"': '"', "`": "`", "[": "]" };

/** What to do about a character that begins nothing. */
function strange(char: string, text: string, at: number): SqlStop {
  const refuse = (message: string): SqlStop => new SqlStop("syntax", message, at);
  if (char === "?" || char === ":" || char === "@" || char === "$" || char === "#") {
    return refuse(`"${char}" stands for a value given from outside, and there is none; write the value itself.`);
  }
  if ("‘’‚“”„«»´".includes(char)) return refuse(`${char} is a typographic mark; write text in straight marks, as in 'Paris'.`);
  if (char === "×" || char === "·") return refuse(`"${char}" is not SQL; write * for times.`);
  if (char === "÷") return refuse(`"${char}" is not SQL; write / for divided by.`);
  if (char === "−" || char === "–" || char === "—") return refuse(`"${char}" is a typographic dash; write - for minus.`);
  if (char === "≤" || char === "≥" || char === "≠") return refuse(`"${char}" is not SQL; write ${char === "≤" ? "<=" : char === "≥" ? ">=" : "<>"}.`);
  if (char === "^") return refuse(`"^" is not SQL; write pow(a, b) for powers.`);
  if (char === "\\") return refuse(`"\\" has no meaning here; inside text a mark is doubled, as in 'it''s'.`);
  if (char === "!") return refuse(`"!" alone is not SQL; write <> for unequal and NOT for the opposite.`);
  return refuse(`"${charAt(text, at)}" is not part of SQL; remove it, or put a name it belongs to in double quotation marks.`);
}

/** Reads up to the closing mark; a doubled one stands for itself. */
function readQuoted(text: string, at: number, close: string, what: string): { readonly content: string; readonly end: number } {
  let content = "";
  let from = at + 1;
  for (;;) {
    const mark = text.indexOf(close, from);
    if (mark < 0) throw new SqlStop("syntax", `The ${what} that begins here has no end; add ${close} after it.`, at);
    content += text.slice(from, mark);
    if (close === "]" || text.charAt(mark + 1) !== close) return { content, end: mark + 1 };
    content += close;
    from = mark + 2;
  }
}

function readNumber(text: string, at: number): { readonly end: number; readonly real: boolean } {
  let end = at;
  let real = false;
  while (isDigit(text.charAt(end))) end++;
  if (text.charAt(end) === ".") {
    real = true;
    end++;
    while (isDigit(text.charAt(end))) end++;
  }
  if (text.charAt(end).toLowerCase() === "e") {
    const digits = text.charAt(end + 1) === "+" || text.charAt(end + 1) === "-" ? end + 2 : end + 1;
    if (isDigit(text.charAt(digits))) {
      real = true;
      end = digits;
      while (isDigit(text.charAt(end))) end++;
    }
  }
  if (isLetter(charAt(text, end))) {
    throw new SqlStop("syntax", `A number cannot go on with "${charAt(text, end)}"; put a space after it, or put a name that begins with a digit in double quotation marks.`, at);
  }
  return { end, real };
}

/** The last lexeme is always the end. Throws a SqlStop. */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (isSpace(char)) {
      at++;
    } else if (char === "-" && next === "-") {
      const line = text.indexOf("\n", at);
      at = line < 0 ? text.length : line + 1;
    } else if (char === "/" && next === "*") {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) throw new SqlStop("syntax", "The comment that begins here has no end; add */ after it.", at);
      at = close + 2;
    } else if (char === "'") {
      const { content, end } = readQuoted(text, at, "'", "text");
      if (content.includes("\0")) throw new SqlStop("syntax", "The text holds the character with number 0; remove it.", at);
      lexemes.push({ kind: "text", text: content, word: "", at, end });
      at = end;
    } else if (Object.hasOwn(NAME_MARKS, char)) {
      const { content, end } = readQuoted(text, at, NAME_MARKS[char] ?? "", "name");
      if (content === "" || content.includes("\0")) throw new SqlStop("syntax", "A name cannot be empty; write the name between the marks.", at);
      lexemes.push({ kind: "quoted", text: content, word: "", at, end });
      at = end;
    } else if (isDigit(char) || (char === "." && isDigit(next))) {
      const { end, real } = readNumber(text, at);
      lexemes.push({ kind: real ? "real" : "integer", text: text.slice(at, end), word: "", at, end });
      at = end;
    } else if (isLetter(charAt(text, at))) {
      const start = at;
      at = endOfWord(text, at);
      const word = text.slice(start, at);
      if (word.length === 1 && text.charAt(at) === "'") {
        throw new SqlStop("not-allowed", `${word}'…' is a literal of a kind there is none of here; leave a space before the text, or remove "${word}".`, start);
      }
      lexemes.push({ kind: "word", text: word, word: word.toUpperCase(), at: start, end: at });
    } else {
      const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
      if (symbol === undefined) throw strange(char, text, at);
      lexemes.push({ kind: "symbol", text: symbol, word: SAME_AS[symbol] ?? symbol, at, end: at + symbol.length });
      at += symbol.length;
    }
  }
  lexemes.push({ kind: "end", text: "", word: "", at: text.length, end: text.length });
  return lexemes;
}
