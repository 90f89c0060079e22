// Colours of the four languages in the editor: a line tokenizer each. Colouring only; what is right is the parsers' business.

import { HighlightStyle, StreamLanguage, type StringStream, type StreamParser } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import type { Language } from "../../solver/result.ts";

/** True while inside a block comment. */
interface LineState {
  inComment: boolean;
}

type Rule = readonly [pattern: RegExp, token: string];

interface Lexicon {
  readonly rules: readonly Rule[];
  readonly block?: readonly [open: string, close: string];
}

const SQL_WORDS =
  "select|from|where|group|order|by|having|limit|offset|join|left|right|full|inner|outer|cross|natural|on|using|as|with|recursive|union|all|except|intersect|distinct|case|when|then|else|end|and|or|not|in|is|null|like|glob|between|exists|cast|asc|desc|nulls|first|last|values|over|partition|window|rows|range|filter|collate";
const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?/;

const LEXICONS: Readonly<Record<Language, Lexicon>> = {
  arithmetic: { rules: [[NUMBER, "number"], [/^\.\d+/, "number"], [/^[a-z]+/i, "keyword"], [/^[-+*/^×·÷−–]/, "operator"]] },
  sql: {
    block: ["/*", "*/"],
    rules: [
      [/^--.*/, "comment"],
      [/^'([^']|'')*'?/, "string"],
      [/^("[^"]*"?|`[^`]*`?|\[[^\]]*\]?)/, "propertyName"],
      [NUMBER, "number"],
      [new RegExp(`^(${SQL_WORDS})\\b`, "i"), "keyword"],
      [/^[a-z_]\w*(?=\s*\()/i, "variableName.function"],
      [/^[\p{L}_][\p{L}\p{M}\p{N}_]*/u, "propertyName"],
      [/^[-+*/%<>=!|&~]+/, "operator"],
    ],
  },
  prolog: {
    block: ["/*", "*/"],
    rules: [
      [/^%.*/, "comment"],
      [/^0'(\\.|''|[^'\\])/, "number"],
      [/^'(\\.|[^'\\])*'?/, "string"],
      [/^"(\\.|[^"\\])*"?/, "string"],
      [/^\d+(\.\d+)?([eE][+-]?\d+)?/, "number"],
      [/^(is|mod|rem|div|rdiv|xor|in|ins|dynamic|not)\b/, "keyword"],
      [/^\p{Ll}[\p{L}\p{M}\p{N}_]*(?=\()/u, "variableName.function"],
      [/^\p{Ll}[\p{L}\p{M}\p{N}_]*/u, "propertyName"],
      [/^[\p{Lu}_][\p{L}\p{M}\p{N}_]*/u, "variableName"],
      [/^(:-|\?-|-->|[!;]|[-+*/\\^<>=~:.?@#&$]+)/, "operator"],
    ],
  },
  plan: {
    rules: [
      [/^#.*/, "comment"],
      [/^(types|objects|predicates|start|goal)(?=\s*:)/, "keyword"],
      [/^(action|needs|makes|ends|not)\b/, "keyword"],
      [/^\?[\p{L}\p{M}\p{N}_]+/u, "variableName"],
      [/^[\p{L}\p{M}\p{N}_]+(?=\s*\()/u, "variableName.function"],
      [/^[\p{L}\p{M}\p{N}_]+/u, "propertyName"],
      [/^(!=|≠|[-–:;])/, "operator"],
    ],
  },
};

function parser(language: Language): StreamParser<LineState> {
  const { rules, block } = LEXICONS[language];
  const skipComment = (stream: StringStream, state: LineState, close: string): string => {
    state.inComment = !stream.skipTo(close);
    if (state.inComment) stream.skipToEnd();
    else stream.match(close);
    return "comment";
  };
  return {
    name: language,
    startState: () => ({ inComment: false }),
    copyState: (state) => ({ ...state }),
    token(stream, state) {
      if (block !== undefined && (state.inComment || stream.match(block[0]))) return skipComment(stream, state, block[1]);
      if (stream.eatSpace()) return null;
      for (const [pattern, token] of rules) if (stream.match(pattern)) return token;
      stream.next();
      return null;
    },
    languageData: { commentTokens: language === "prolog" ? { line: "%" } : language === "sql" ? { line: "--" } : language === "plan" ? { line: "#" } : {} },
  };
}

export const STREAM_LANGUAGES: Readonly<Record<Language, StreamLanguage<LineState>>> = {
  arithmetic: StreamLanguage.define(parser("arithmetic")),
  sql: StreamLanguage.define(parser("sql")),
  prolog: StreamLanguage.define(parser("prolog")),
  plan: StreamLanguage.define(parser("plan")),
};

/** The page's own colours, so both themes come with it. */
export const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.keyword, color: "var(--hybrid)", fontWeight: "600" },
  { tag: [tags.string, tags.number], color: "var(--dense)" },
  { tag: tags.function(tags.variableName), color: "var(--other)" },
  { tag: tags.variableName, color: "var(--other)", fontStyle: "italic" },
  { tag: tags.operator, color: "var(--quiet)" },
]);
