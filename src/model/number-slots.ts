// The deterministic slot finder: numbers in a question become <n0>, <n1> .. in order of appearance, and go back into
// the program verbatim. No learning; one pass; its host operations are charged to the hybrid arm.
// A minus that can only be a sign belongs to its number: "3*-5" is "<n0>*<n1>"; before a power, as in "-5^2", it stays an
// operator. "/" stays one too: "3/4" is "<n0>/<n1>". "one" and a lone "hundred" stay words.

export const MAX_SLOTS = 16;
export const MAX_DIGITS = 40;

export type SlotOutcome =
  | {
      readonly ok: true;
      readonly text: string;
      /** Plain decimal numbers, signed, without thousands commas, one per slot. */
      readonly numbers: readonly string[];
      readonly hostOperations: number;
    }
  | { readonly ok: false; readonly code: "too-many-numbers" | "number-too-long"; readonly message: string };

export type FillOutcome =
  | { readonly ok: true; readonly program: string; readonly hostOperations: number }
  | { readonly ok: false; readonly code: "unknown-slot"; readonly message: string };

const SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const small = SMALL.join("|");
const tens = TENS.join("|");
const belowHundred = `(?:(?:${tens})(?:[- ](?:${SMALL.slice(1, 10).join("|")}))?|${small})`;
const NUMBER_WORDS = `${belowHundred}(?: (?:hundred|thousand|million)(?: and ${belowHundred}(?![a-z]))?)?(?![a-z])`;
const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
/** A sign: nothing before it that a number could be taken from (the match before it is looked at in findSlots), no power after. */
const SIGN = String.raw`(?<![\d)!%])-(?=(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?![\d^!]|,\d| ?(?:squared|cubed|to the|raised)\b))`;
const NUMBER = new RegExp(`(${SIGN})?(?:(?<![a-z0-9])(?:${DIGITS})|(?<![a-z0-9])${NUMBER_WORDS})`, "gi");

const WORD_VALUES = new Map<string, number>([
  ...SMALL.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, 20 + 10 * index]),
]);
const MULTIPLIERS = new Map([["hundred", 100], ["thousand", 1000], ["million", 1000000]]);

/** "twenty-five" -> 25, "three hundred and two" -> 302. */
function wordsToNumber(words: string): string {
  let value = 0;
  for (const word of words.toLowerCase().split(/[- ]/)) {
    const multiplier = MULTIPLIERS.get(word);
    if (multiplier !== undefined) value *= multiplier;
    else value += WORD_VALUES.get(word) ?? 0;
  }
  return value.toString();
}

export function findSlots(question: string): SlotOutcome {
  const numbers: string[] = [];
  let tooLong: string | null = null;
  let lastEnd = -1;
  const text = question.replace(NUMBER, (match: string, sign: string | undefined, at: number) => {
    // "five-3": the number right before the minus makes it a subtraction.
    const minus = sign !== undefined && at === lastEnd;
    lastEnd = at + match.length;
    const digits = sign === undefined ? match : match.slice(1);
    const first = digits.charAt(0);
    const isWord = first !== "." && (first < "0" || first > "9");
    if (isWord && digits.toLowerCase() === "one") return match;
    const value = isWord ? wordsToNumber(digits) : digits.replaceAll(",", "");
    if (value.length > MAX_DIGITS) tooLong = value;
    const magnitude = value.startsWith(".") ? `0${value}` : value;
    numbers.push(sign === undefined || minus ? magnitude : `-${magnitude}`);
    const slot = `<n${numbers.length - 1}>`;
    if (sign === undefined) return slot;
    // The sign parted the number from the word before it, and goes with it.
    return minus ? `-${slot}` : /\p{L}/u.test(question.charAt(at - 1)) ? ` ${slot}` : slot;
  });
  if (tooLong !== null) {
    return { ok: false, code: "number-too-long", message: `The number ${tooLong} has more than ${MAX_DIGITS} digits; use a shorter one.` };
  }
  if (numbers.length > MAX_SLOTS) {
    return { ok: false, code: "too-many-numbers", message: `The question has ${numbers.length} numbers; ask with at most ${MAX_SLOTS}.` };
  }
  return { ok: true, text, numbers, hostOperations: question.length + numbers.length };
}

/** Puts the numbers back: `<n1>` becomes numbers[1], in parentheses where its sign would read as an operator. A slot the question does not have is a typed failure. */
export function fillSlots(program: string, numbers: readonly string[]): FillOutcome {
  let missing: string | null = null;
  const filled = program.replace(/<n(\d+)>/g, (slot: string, index: string, at: number) => {
    const value = numbers[Number(index)];
    if (value === undefined) missing = slot;
    const besideOperator = "+-*/^".includes(program.charAt(at - 1) || " ") || program.charAt(at + slot.length) === "^";
    return value?.startsWith("-") && besideOperator ? `(${value})` : (value ?? slot);
  });
  if (missing !== null) {
    return { ok: false, code: "unknown-slot", message: `The program uses a number that the question does not have (${missing} of ${numbers.length}). Ask in other words, or write the program yourself.` };
  }
  return { ok: true, program: filled, hostOperations: program.length + numbers.length };
}
