// Kinds of characters, as the lexers tell them apart.

const BEYOND_ASCII = /^[\p{L}\p{M}\p{N}_]$/u;

/** 0 to 9; digits of other scripts are letters. */
export function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

/** A letter of any script with its marks, or an underscore. */
export function isLetter(char: string): boolean {
  if ((char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || char === "_") return true;
  return char > "\u007f" && BEYOND_ASCII.test(char);
}

/** Blanks and line ends, also the no-break space and the byte order mark that pasted texts bring. */
export function isSpace(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\f" || char === "\u00a0" || char === "\ufeff";
}

/** The whole character at an offset, also beyond the basic plane; "" at the end. */
export function charAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** Whether a word can go on with it. */
export function isInWord(char: string): boolean {
  return isLetter(char) || isDigit(char);
}

/** Past the letters and digits that stand at an offset and after it. */
export function endOfWord(text: string, at: number): number {
  let end = at;
  for (let char = charAt(text, end); char !== "" && isInWord(char); char = charAt(text, end)) end += char.length;
  return end;
}
