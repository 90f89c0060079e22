// What to write instead where a program does not follow the language: by the word or character that stands in the way.

import { nearest } from "./check.ts";

/** A lexeme as hints see it. */
interface Found {
  readonly kind: "name" | "parameter" | "symbol" | "end";
  readonly text: string;
}

const SECTION_WORDS = ["types", "objects", "predicates", "start", "goal"] as const;
const EXAMPLE_ACTION = "action move(?x - block): needs clear(?x) makes moved(?x)";

/** Words of other planning languages by ours. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ...["init", "initial", "state"].map((word) => [word, 'write "start:" for what holds at first'] as const),
  ...["goals", "want", "end"].map((word) => [word, 'write "goal:" for what is to hold in the end'] as const),
  ...["type"].map((word) => [word, 'write "types:"'] as const),
  ...["object", "constants"].map((word) => [word, 'write "objects:"'] as const),
  ...["predicate"].map((word) => [word, 'write "predicates:"'] as const),
  ...["precondition", "preconditions", "pre", "requires", "need", "when", "if"].map((word) => [word, 'in an action, write "needs" for what has to hold before'] as const),
  ...["effect", "effects", "post", "adds", "add", "make", "then"].map((word) => [word, 'in an action, write "makes" for what holds after it and "ends" for what no longer does'] as const),
  ...["deletes", "delete", "del", "removes"].map((word) => [word, 'in an action, write "ends" for what no longer holds after it'] as const),
  ["or", "write an action for each case"],
  ["and", "write a comma between facts"],
  ...["actions", "operator", "rule"].map((word) => [word, `write "action" and a name, as in ${EXAMPLE_ACTION}`] as const),
]);

/** Where a section or an action should begin. */
export function sectionHint({ kind, text }: Found): string {
  const word = text.toLowerCase();
  if (kind === "symbol") return text === ")" ? "remove it, or write the bracket that it closes" : "remove it";
  if (kind === "parameter") return `parameters belong into an action, as in ${EXAMPLE_ACTION}`;
  if (SECTION_WORDS.some((section) => section === word)) return `write "${word}:", in small letters and with a colon`;
  if (word === "action") return 'write "action" in small letters';
  if (word === "not") return '"not" stands before a fact under needs or goal, as in goal: not on(a, b)';
  if (["needs", "makes", "ends"].includes(word)) return `"${word}" belongs into an action, as in ${EXAMPLE_ACTION}`;
  const other = OTHER_WORDS.get(word);
  if (other !== undefined) return other;
  const near = nearest(text, [...SECTION_WORDS, "action", "needs", "makes", "ends"]);
  return near === null ? "write one of them before it, as in start: on(a, b)" : `did you mean "${near}"`;
}

/** Where facts stand. */
export type Place = "start" | "needs" | "makes" | "ends" | "goal" | "predicates";

const BY_CASE = "write an action for each case";
const AS_DONE = "facts of a goal all have to hold; for a choice or a condition, write an action for each case that makes a fact such as done, and goal: done";
const ONE_EFFECT = "an effect has no condition of its own; write two actions, one that needs the condition and one that needs its opposite";
const ONE_START = "start lists the facts that hold at first; name each of them";
const NEW_NAME = "choose another name";
const EACH_OBJECT = "write the fact for each object";
const COMMA = "write a comma between facts";

/** What to write instead of a word of logic, by place. Commas are optional, so each of them would pass for a fact without arguments. */
const CONDITION: Readonly<Record<Place, string>> = { start: ONE_START, needs: BY_CASE, makes: ONE_EFFECT, ends: ONE_EFFECT, goal: AS_DONE, predicates: NEW_NAME };
const IF = { ...CONDITION, needs: "remove it: what stands under needs is the condition" };
const UNLESS = { ...CONDITION, needs: 'write "not" before the fact, as in not clear(?x)', goal: 'write "not" before the fact, as in not on(a, b)' };
const OR = { ...CONDITION, makes: BY_CASE, ends: BY_CASE };
const AND: typeof CONDITION = { start: COMMA, needs: COMMA, makes: COMMA, ends: COMMA, goal: COMMA, predicates: NEW_NAME };
const FORALL: typeof CONDITION = { start: ONE_START, needs: EACH_OBJECT, makes: EACH_OBJECT, ends: EACH_OBJECT, goal: EACH_OBJECT, predicates: NEW_NAME };
const SOME = "a parameter of the action may be any object; write the fact with it, as in clear(?x)";
const EXISTS: typeof CONDITION = { ...FORALL, needs: SOME, makes: SOME, ends: SOME, goal: "write an action with a parameter that needs the fact and makes one such as done, and goal: done" };

const WORDS_OF_LOGIC: ReadonlyMap<string, Readonly<Record<Place, string>>> = new Map([
  ...["if", "when"].map((word) => [word, IF] as const),
  ["unless", UNLESS],
  ...["then", "else", "imply", "implies"].map((word) => [word, CONDITION] as const),
  ...["or", "either"].map((word) => [word, OR] as const),
  ["and", AND],
  ["forall", FORALL],
  ["exists", EXISTS],
]);

/** Null for a word that may be the name of a fact. */
export function logicHint(word: string, place: Place): string | null {
  return WORDS_OF_LOGIC.get(word.toLowerCase())?.[place] ?? null;
}

/** Where a list in brackets should end. */
export function bracketHint({ kind, text }: Found, example: string): string {
  if (kind === "end") return `close the list with ")", as in ${example}`;
  return text === "(" ? `a list holds names and no further brackets, as in ${example}` : `write ")" before it, as in ${example}`;
}

const INSTEAD: Readonly<Record<string, string>> = {
  "=": 'write != for "is another one than"; for the same one, use one parameter in both places',
  ".": "remove it, facts are parted by commas",
  "&": "write a comma between facts",
  "|": 'there is no "or"; write an action for each case',
  "!": 'write "not" before a fact, or != between two names',
  "[": "write round brackets",
  "]": "write round brackets",
  "{": "write round brackets",
  "}": "write round brackets",
  '"': "write names without quotation marks",
  "'": "write names without quotation marks",
  "/": "a comment begins with #",
  "%": "a comment begins with #",
  "?": "write a name after the question mark, e.g. ?x",
  ">": "write needs, makes and ends for what an action does",
};

/** For a character that is not part of the language. */
export function characterHint(char: string): string {
  return INSTEAD[char] ?? "use names, ?parameters, : , ; ( ) - and !=";
}
