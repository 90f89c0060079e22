// The `rules` arm: a hand parser without any network. It reads expressions with spelled operators and a dozen
// sentence patterns, and abstains (null) on all else. Meant as an honest low-cost rival, not as a strawman.

import { findSlots, fillSlots } from "../../model/number-slots.ts";
import { unreadNumber } from "../../model/unread-number.ts";
import { parseProgram } from "../../solver/arithmetic/parse.ts";
import { normaliseQuestion } from "./question.ts";

export interface RulesOutcome {
  /** With the numbers filled in, ready for executeProgram(); null = abstained. */
  readonly program: string | null;
  /** True when the grammar read every word; false when a sentence pattern guessed, or nothing fitted. */
  readonly complete: boolean;
  /** Characters read: the question once per rule tried, plus the slot finder's count. */
  readonly hostOperations: number;
}

const N = "(-?<n\\d+>)";
const LIST = "((?:-?<n\\d+>(?:, and |, | and | )?)+)";

type Rewrite = readonly [RegExp, string | ((list: string) => string)];

const commas = (list: string): string => (list.match(/-?<n\d+>/g) ?? []).join(", ");
const joined = (operator: string) => (list: string): string => `(${(list.match(/-?<n\d+>/g) ?? []).join(operator)})`;

/** Phrases rewritten into the program language, in this order. */
const PHRASES: readonly Rewrite[] = [
  [new RegExp(`^(?:the )?(?:sum|total) of ${LIST}`), joined("+")],
  [new RegExp(`^(?:the )?product of ${LIST}`), joined("*")],
  [new RegExp(`^(?:the )?difference (?:of|between) ${N} and ${N}`), "($1-$2)"],
  [new RegExp(`^(?:the )?quotient of ${N} and ${N}`), "($1/$2)"],
  [new RegExp(`^(?:the )?(?:average|mean) of ${LIST}`), (list) => `avg(${commas(list)})`],
  [new RegExp(`^(?:the )?(?:larger|largest|greatest|greater|maximum|biggest|bigger) of ${LIST}`), (list) => `max(${commas(list)})`],
  [new RegExp(`^(?:the )?(?:smaller|smallest|least|minimum|lowest) of ${LIST}`), (list) => `min(${commas(list)})`],
  [new RegExp(`^(?:the )?(?:gcd|greatest common (?:divisor|factor)) of ${LIST}`), (list) => `gcd(${commas(list)})`],
  [new RegExp(`^(?:the )?(?:lcm|least common multiple) of ${LIST}`), (list) => `lcm(${commas(list)})`],
  [new RegExp(`^(?:subtract|take|take away) ${N} from ${N}`), "$2-$1"],
  [new RegExp(`^(?:add|sum up|add up) ${LIST}`), joined("+")],
  [new RegExp(`^add ${N} to ${N}`), "$2+$1"],
  [new RegExp(`^multiply ${N} (?:by|and|with) ${N}`), "$1*$2"],
  [new RegExp(`^divide ${N} by ${N}`), "$1/$2"],
  [new RegExp(`^(?:the )?remainder (?:when|if|of) ${N} (?:is )?divided by ${N}`), "mod($1, $2)"],
  [new RegExp(`^is ${N} (?:greater|bigger|larger|more) than ${N}`), "gt($1, $2)"],
  [new RegExp(`^is ${N} (?:less|smaller) than ${N}`), "lt($1, $2)"],
  [new RegExp(`^is ${N} equal to ${N}`), "eq($1, $2)"],
  [new RegExp(`${N} ?(?:%|percent) of ${N}`, "g"), "$2*$1/100"],
  [new RegExp(`(?:the )?square of ${N}|square ${N}`, "g"), "$1$2^2"],
  [new RegExp(`(?:one )?half of ${N}|halve ${N}`, "g"), "$1$2/2"],
  [new RegExp(`(?:twice|double) ${N}`, "g"), "$1*2"],
  [/ ?\bsquared\b/g, "^2"],
  [/ ?\bcubed\b/g, "^3"],
  [/ ?\b(?:to the power of|raised to the power)\b ?/g, "^"],
  [/ ?\b(?:multiplied by|times)\b ?/g, "*"],
  [/ ?\b(?:divided by|over)\b ?/g, "/"],
  [/ ?\b(?:increased by|plus)\b ?/g, "+"],
  [/ ?\b(?:decreased by|minus)\b ?/g, "-"],
  [new RegExp(`${N} mod(?:ulo)? ${N}`, "g"), "mod($1, $2)"],
];

/** Sentences: [pattern over the masked question, numbers it needs, program]. The first that fits wins. */
const SENTENCES: readonly (readonly [RegExp, number, string])[] = [
  [/perimeter/, 2, "2*(<n0>+<n1>)"],
  [/area.*long.*wide|long.*wide.*area|area of .* (?:sides|by)/, 2, "<n0>*<n1>"],
  [/% (?:off|discount)|discount of/, 2, "<n0>-<n0>*<n1>/100"],
  [/%|percent/, 2, "max(<n0>, <n1>)*min(<n0>, <n1>)/100"],
  [/average|mean/, 3, "avg(<n0>, <n1>, <n2>)"],
  [/left over|remain(?:der|s) .*(?:group|divid)/, 2, "mod(<n0>, <n1>)"],
  [/equally|evenly|same number|split|shares?\b/, 2, "max(<n0>, <n1>)/min(<n0>, <n1>)"],
  [/how (?:many|much) (?:more|fewer|less|older|taller|heavier|farther)|difference|change/, 2, "abs(<n0>-<n1>)"],
  [/had some|some .* left|at first|in the beginning|originally/, 2, "<n0>+<n1>"],
  [/(?:got|get) off.* got on/, 3, "<n0>-<n1>+<n2>"],
  [/(?:gave|gives|lost|ate|sold|used|took|broke|spent|spends|removed|fell|drops|read)\b.*(?:left|remain|still|now|have)/, 2, "<n0>-<n1>"],
  [/(?:gave|lost|ate|sold|used).*(?:left|remain|still)/, 3, "<n0>-<n1>-<n2>"],
  [/years ago|younger|fewer .* than|less .* than/, 2, "<n0>-<n1>"],
  [/\beach\b|\bevery\b|\bper\b|times as|an hour|a (?:week|day|month)\b|apiece/, 2, "<n0>*<n1>"],
  [/more|altogether|in all|in total|total|older|together|how old|both/, 2, "<n0>+<n1>"],
  [/altogether|in all|in total|together/, 3, "<n0>+<n1>+<n2>"],
];

const FRAME_START = /^(?:please |can you )?(?:(?:what is|what's|how much is|compute|calculate|evaluate|find|solve) )?(?:the value of )?/;
const FRAME_END = /(?:=\??|[.?!])+$/;
/** A program over slots, and nothing else. */
const ONLY_PROGRAM = /^(?:<n\d+>|[-+*/^(), ]|\d|(?:mod|div|min|max|avg|abs|gcd|lcm|fact|gt|lt|eq)\()+$/;

/** Perhaps a day and not two divisions or subtractions: nothing to be sure of. */
const DATE = /(?<![\d/.-])(?:\d{1,2}([/-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\d/.-])/;

export function parseByRules(question: string): RulesOutcome {
  const slots = unreadNumber(question) === null && !DATE.test(question) ? findSlots(normaliseQuestion(question)) : null;
  // Normalised, and gone over by the slot finder with at most one number per character: never too few.
  if (slots === null || !slots.ok) return { program: null, complete: false, hostOperations: question.length + 2 * normaliseQuestion(question).length };
  const { text, numbers } = slots;
  let hostOperations = question.length + slots.hostOperations;

  let expression = text.replace(FRAME_START, "").replace(FRAME_END, "");
  for (const [pattern, replacement] of PHRASES) {
    hostOperations += expression.length;
    expression =
      typeof replacement === "string"
        ? expression.replace(pattern, replacement)
        : expression.replace(pattern, (_, list: string) => replacement(list));
  }
  // A lone number is not a question.
  if (ONLY_PROGRAM.test(expression) && /[-+*/^(]/.test(expression)) {
    const filled = fillSlots(expression, numbers);
    if (filled.ok) {
      const parsed = parseProgram(filled.program);
      if (parsed.ok) return { program: filled.program, complete: true, hostOperations: hostOperations + parsed.hostOperations };
    }
  }
  for (const [pattern, count, program] of SENTENCES) {
    hostOperations += text.length;
    if (numbers.length !== count || !pattern.test(text)) continue;
    const filled = fillSlots(program, numbers);
    return { program: filled.ok ? filled.program : null, complete: false, hostOperations };
  }
  return { program: null, complete: false, hostOperations };
}
