// Text <-> token ids, lossless for every well-formed string: whole words and slots, and UTF-8 bytes for all the rest.
// The space between two words is implied; a space that is not implied is the byte token 0x20, and <glue> stands where
// an implied space is absent. <cap> raises the first letter of the word after it. Digits are always single tokens.

import { MAX_ENTITIES } from "./entity-slots.ts";
import { MAX_SLOTS } from "./number-slots.ts";

export interface TokenizerData {
  readonly kind: "words-and-bytes";
  readonly version: 1;
  /** Position = id: 4 specials, 2 markers, 256 bytes, 16 number slots, entity slots, then functions, suffixes and words. */
  readonly tokens: readonly string[];
}

export interface Tokenizer {
  readonly data: TokenizerData;
  readonly vocabSize: number;
  /** True when a word, function head or slot is one token. */
  knows(piece: string): boolean;
  encode(text: string): number[];
  /** Special tokens decode to nothing; bytes that are not UTF-8 decode to U+FFFD. */
  decode(ids: readonly number[]): string;
}

export const PAD = 0;
export const BOS = 1;
export const SEP = 2;
export const EOS = 3;
const GLUE = 4;
const CAP = 5;
const FIRST_BYTE = 6;
const FIRST_SLOT = FIRST_BYTE + 256;
export const MAX_VOCABULARY = 1024;

const HEADS = ["mod(", "div(", "min(", "max(", "avg(", "abs(", "gcd(", "lcm(", "fact(", "gt(", "lt(", "eq("];

/** How a token treats the space beside it. */
type Spacing =
  | "word" // letters, slots, digits next to letters: a space on both sides is implied
  | "digit" // like a word, but none between two digits
  | "open" // "(" and "$": a space before, none after
  | "close" // , . ? ! ; : % ): none before, one after (but none before a digit)
  | "suffix" // 's: none before, one after
  | "tight"; // operators, markers, spaces, raw bytes: none on either side

function spacingOf(token: string, id: number): Spacing {
  if (id >= FIRST_BYTE && id < FIRST_SLOT) {
    const char = String.fromCharCode(id - FIRST_BYTE);
    if (char >= "0" && char <= "9") return "digit";
    if ("($".includes(char)) return "open";
    if (",.?!;:%)".includes(char)) return "close";
    return "tight";
  }
  if (id < FIRST_BYTE) return "tight";
  if (token.startsWith("'")) return "suffix";
  if (token.endsWith("(")) return "open";
  return "word";
}

/** True when a space between these two tokens is implied. */
function impliesSpace(before: Spacing | null, after: Spacing): boolean {
  if (before === null || before === "tight" || before === "open") return false;
  switch (after) {
    case "word":
    case "open":
      return true;
    case "digit":
      return before === "word" || before === "suffix";
    case "close":
    case "suffix":
    case "tight":
      return false;
    default:
      return after satisfies never;
  }
}

/** The words, lower case and distinct, behind the fixed part. */
export function buildTokenizer(words: readonly string[]): TokenizerData {
  const tokens = ["<pad>", "<bos>", "<sep>", "<eos>", "<glue>", "<cap>"];
  for (let byte = 0; byte < 256; byte++) tokens.push(`<0x${byte.toString(16).padStart(2, "0")}>`);
  for (let slot = 0; slot < MAX_SLOTS; slot++) tokens.push(`<n${slot}>`);
  for (let slot = 0; slot < MAX_ENTITIES; slot++) tokens.push(`<e${slot}>`);
  tokens.push(...HEADS, "'s", "'t");
  for (const word of words) {
    if (!/^[a-z]+$/.test(word)) throw new RangeError(`a vocabulary has words of the letters a to z, not ${JSON.stringify(word)}`);
    tokens.push(word);
  }
  if (tokens.length > MAX_VOCABULARY) throw new RangeError(`a vocabulary has at most ${MAX_VOCABULARY} tokens, not ${tokens.length}`);
  if (new Set(tokens).size !== tokens.length) throw new RangeError("a vocabulary has every word once");
  return { kind: "words-and-bytes", version: 1, tokens };
}

export function createTokenizer(data: TokenizerData): Tokenizer {
  const ids = new Map<string, number>();
  data.tokens.forEach((token, id) => {
    if (id >= FIRST_SLOT) ids.set(token, id);
  });
  const spacing = data.tokens.map(spacingOf);
  const spacingAt = (id: number): Spacing => spacing[id] ?? "tight";
  const utf8 = new TextEncoder();

  const encode = (text: string): number[] => {
    const out: number[] = [];
    let before: Spacing | null = null;
    let pendingSpace = false;
    const push = (id: number, kind: Spacing): void => {
      const implied = impliesSpace(before, kind);
      if (pendingSpace && !implied) out.push(FIRST_BYTE + 32);
      if (!pendingSpace && implied) out.push(GLUE);
      pendingSpace = false;
      out.push(id);
      before = spacingAt(id);
    };
    // A piece: slot, function head, word, suffix, or one code point.
    for (const [piece] of text.matchAll(/<[ne]\d+>|[a-z]+\(|'[st](?![a-z])|[A-Za-z]+|[^]/gu)) {
      if (piece === " " && !pendingSpace) {
        pendingSpace = true;
        continue;
      }
      const known = ids.get(piece);
      if (known !== undefined) {
        push(known, spacingAt(known));
        continue;
      }
      const lower = piece.charAt(0).toLowerCase() + piece.slice(1);
      const folded = lower === piece ? undefined : ids.get(lower);
      if (folded !== undefined && spacingAt(folded) === "word") {
        push(CAP, "word");
        out.push(folded);
        before = "word";
        continue;
      }
      const wordBeforeParen = piece.length > 2 && piece.endsWith("(") ? ids.get(piece.slice(0, -1)) : undefined;
      if (wordBeforeParen !== undefined) {
        push(wordBeforeParen, "word");
        push(FIRST_BYTE + 40, "open");
        continue;
      }
      for (const byte of utf8.encode(piece)) push(FIRST_BYTE + byte, spacingAt(FIRST_BYTE + byte));
    }
    if (pendingSpace) out.push(FIRST_BYTE + 32);
    return out;
  };

  const decode = (tokenIds: readonly number[]): string => {
    const bytes: number[] = [];
    let before: Spacing | null = null;
    let capital = false;
    for (const id of tokenIds) {
      if (id <= EOS || id >= data.tokens.length) continue;
      const kind = id === CAP ? "word" : spacingAt(id);
      if (impliesSpace(before, kind)) bytes.push(32);
      before = spacingAt(id);
      if (id === CAP) {
        capital = true;
      } else if (id >= FIRST_BYTE && id < FIRST_SLOT) {
        bytes.push(id - FIRST_BYTE);
      } else if (id >= FIRST_SLOT) {
        const token = data.tokens[id] ?? "";
        bytes.push(...utf8.encode(capital ? token.charAt(0).toUpperCase() + token.slice(1) : token));
        capital = false;
      }
    }
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
  };

  return { data, vocabSize: data.tokens.length, knows: (piece) => ids.has(piece), encode, decode };
}

const made = new WeakMap<TokenizerData, Tokenizer>();

/** The tokenizer of a checkpoint's data, made once: no run pays for its tables again. */
export function tokenizerOf(data: TokenizerData): Tokenizer {
  const tokenizer = made.get(data) ?? createTokenizer(data);
  made.set(data, tokenizer);
  return tokenizer;
}
