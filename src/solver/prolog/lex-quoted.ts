// Text between ' or " marks, with the escapes of standard Prolog.

import { PrologStop } from "./stop.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v", e: "\u001b", s: " ", "\\": "\\", "'": "'", '"': '"', "`": "`", "\n": "" };
/** Digits each kind of code takes. */
const FIXED_CODE = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;
/** \x41\ and \101\. */
const CLOSED_CODE = /^(?:x([0-9a-fA-F]{1,6})|([0-7]{1,7}))\\?/;

/** What stands after a backslash at `at`; `end` is behind it. */
function readEscape(text: string, at: number): { readonly content: string; readonly end: number } {
  const char = text.charAt(at + 1);
  if (Object.hasOwn(ESCAPES, char)) return { content: ESCAPES[char] ?? "", end: at + 2 };
  const ahead = text.slice(at + 1, at + 12);
  const [whole, hexadecimal, hexadecimalOrLong, octal] = ((): readonly [string, string | undefined, string | undefined, string | undefined] => {
    const fixed = FIXED_CODE.exec(ahead);
    if (fixed !== null) return [fixed[0], fixed[1], fixed[2], undefined];
    const closed = CLOSED_CODE.exec(ahead);
    return closed === null ? ["", undefined, undefined, undefined] : [closed[0], closed[1], undefined, closed[2]];
  })();
  const digits = hexadecimal ?? hexadecimalOrLong;
  const code = digits !== undefined ? Number.parseInt(digits, 16) : octal === undefined ? Number.NaN : Number.parseInt(octal, 8);
  if (Number.isNaN(code) || code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) {
    throw new PrologStop("syntax", `\\${char} is no known escape; write \\\\ for a backslash, \\n for a new line.`, at);
  }
  return { content: String.fromCodePoint(code), end: at + 1 + whole.length };
}

/** `mark` stands at `at`; doubled it stands for itself. Throws a PrologStop. */
export function readQuoted(text: string, at: number, mark: string): { readonly content: string; readonly end: number } {
  const parts: string[] = [];
  let from = at + 1;
  for (let end = from; ; end++) {
    const char = text.charAt(end);
    if (char === "" || char === "\n") {
      throw new PrologStop("syntax", `The text that begins here has no end on its line; add ${mark} after it, double a ${mark} inside it, and write \\n for a new line.`, at);
    }
    if (char === "\0") throw new PrologStop("syntax", "The text holds the character with number 0; remove it.", end);
    if (char === mark) {
      parts.push(text.slice(from, end));
      if (text.charAt(end + 1) !== mark) return { content: parts.join(""), end: end + 1 };
      parts.push(mark);
      end++;
      from = end + 1;
    } else if (char === "\\") {
      parts.push(text.slice(from, end));
      const escape = readEscape(text, end);
      parts.push(escape.content);
      from = escape.end;
      end = escape.end - 1;
    }
  }
}
