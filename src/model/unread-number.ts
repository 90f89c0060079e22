// What the slot finder would read in part: "0x10" as 10, "1.2.3" as 1.2 and 3, "2 million" as 2. Such a question is refused
// with the token's name instead. Looks at the question as typed, in the same pass that the slot finder is charged for.

const PLAIN = String.raw`(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)`;
/** Letters that may follow a number without a space; any other suffix may be part of the number ("5k", "1e5", "3rd"). */
const UNITS =
  "kg|g|mg|t|lbs?|oz|km|cm|mm|m|mi|ft|in|yd|ml|cl|dl|l|s|sec|min|h|hrs?|d|am|pm|kwh|wh|kw|w|kj|mj|j|kb|mb|gb|tb|eur|usd|gbp|cents?";
/** "12x4" and "610:639" spell operations out, and "45x" a multiple; "0x10" would be a number to some. */
const READ = new RegExp(`^(?!0x)${PLAIN}(?:[x:]${PLAIN})*(?:x|${UNITS})?$`, "i");
const AFTER_BRACKET = new RegExp(`^x${PLAIN}(?:[x:]${PLAIN})*x?$`, "i");
const LIST = new RegExp(`^${PLAIN}(?:,${PLAIN})+$`);
/** A run of letters and numbers of any script, with the points, commas and colons between digits. */
const TOKENS = /\.*(?:[\p{L}\p{M}\p{N}_]|(?<=\p{N})[.,:'’\u00a0\u2009\u202f]+(?=\p{N}))+/gu;

const BELOW_TWENTY = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const WORD = `(?:${BELOW_TWENTY}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)`;
const SCALE = "(?:hundred|thousand|million|billion|trillion)";
/** Numbers of more than one word or token, of which the slot finder joins only some. */
const JOINED: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\p{L}\p{N}.,])${PLAIN} ?${SCALE}\b`, "iu"), // 2 million
  new RegExp(String.raw`\b${WORD} (?:billion|trillion)\b`, "i"),
  new RegExp(String.raw`\b${WORD}[- ]${SCALE}[- ](?:${WORD}|${SCALE})\b`, "i"), // three hundred two, two hundred thousand
  new RegExp(String.raw`\b${WORD}[- ]${SCALE} and ${WORD}(?:[- ]${WORD})? ${SCALE}\b`, "i"), // .. and two thousand
  /(?<![\d.,/])\d+ \d+\/\d+(?![\d/])/, // 3 1/2
  /(?<![\d.,] ?)\d{1,3}(?: \d{3})* 0\d\d(?!\d)/, // 1 000, 12 050
  /(?<![\d.,] ?)\d{1,3}(?: \d{3})+(?= ?[-+*/^×÷=])/, // 12 500 + 1
  /[+*/^×÷=] ?\d{1,3}(?: \d{3})+(?![\d.,]| \d)/, // 1 + 12 500
  /\d%\d/, // a percentage or a remainder
  /(?<![\d:])\d{1,2}:\d\d(?::\d\d| ?[ap]\.?m\b)/i, // 3:30 pm, 1:02:03
  /\b(?:at|from|until|till|to|by|before|after|between) \d{1,2}:[0-5]\d(?!\d)/i,
  /[∞π√]/,
];

function isRead(token: string, before: string): boolean {
  if (AFTER_BRACKET.test(token) && /\) ?$/.test(before)) return true; // (1+2)x3.5
  if (/^\p{L}/u.test(token)) return !/\p{N}[.,:'’]+\p{N}|[^\p{L}\p{M}\d_]/u.test(token); // a name: "a12", but not "a1.5"
  if (READ.test(token)) return true;
  return LIST.test(token) && /[a-z]\([^()]*$/i.test(before); // max(3,4)
}

/** The first token of a question that is like a number and cannot be read whole, as typed; null when there is none. */
export function unreadNumber(question: string): string | null {
  for (const pattern of JOINED) {
    const found = pattern.exec(question);
    if (found !== null) return found[0];
  }
  for (const { 0: token, index } of question.matchAll(TOKENS)) {
    if (/\p{N}/u.test(token) && !isRead(token, question.slice(0, index))) return token;
  }
  return null;
}

const LONGEST_SHOWN = 40;

export function unreadMessage(token: string): string {
  const shown = token.length > LONGEST_SHOWN ? `${token.slice(0, LONGEST_SHOWN)}…` : token;
  return `“${shown}” is not read as a number here. Write numbers in plain digits, such as 1200, 1,200.5 or 2^3, with a space before the next number or word.`;
}
