// The deterministic slot finder: numbers in a question become <n0>, <n1> .. in order of appearance, and go back into
// the program verbatim. No learning; one pass; its host operations are charged to the hybrid arm.
// Signs and "/" stay operators: "-5" is "-<n0>", "3/4" is "<n0>/<n1>". "one" and a lone "hundred" stay words.

export const MAX_SLOTS = 16;
export const MAX_DIGITS = 40;

export type SlotOutcome =
  | {
      readonly ok: true;
      readonly text: string;
      /** Plain decimal numbers without thousands commas, one per slot. */
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
const NUMBER = new RegExp(`(?<![a-z0-9])(?:${DIGITS}|${NUMBER_WORDS})`, "gi");

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
  const text = question.replace(NUMBER, (match: string) => {
    const first = match.charAt(0);
    const isWord = first !== "." && (first < "0" || first > "9");
    if (isWord && match.toLowerCase() === "one") return match;
    const value = isWord ? wordsToNumber(match) : match.replaceAll(",", "");
    if (value.length > MAX_DIGITS) tooLong = value;
    numbers.push(value.startsWith(".") ? `0${value}` : value);
    return `<n${numbers.length - 1}>`;
  });
  if (tooLong !== null) {
    return { ok: false, code: "number-too-long", message: `The number ${tooLong} has more than ${MAX_DIGITS} digits; use a shorter one.` };
  }
  if (numbers.length > MAX_SLOTS) {
    return { ok: false, code: "too-many-numbers", message: `The question has ${numbers.length} numbers; ask with at most ${MAX_SLOTS}.` };
  }
  return { ok: true, text, numbers, hostOperations: question.length + numbers.length };
}

/** Puts the numbers back: `<n1>` becomes numbers[1]. A slot the question does not have is a typed failure. */
export function fillSlots(program: string, numbers: readonly string[]): FillOutcome {
  let missing: string | null = null;
  const filled = program.replace(/<n(\d+)>/g, (slot: string, index: string) => {
    const value = numbers[Number(index)];
    if (value === undefined) missing = slot;
    return value ?? slot;
  });
  if (missing !== null) {
    return { ok: false, code: "unknown-slot", message: `The program uses ${missing} but the question has ${numbers.length} numbers; use a lower slot.` };
  }
  return { ok: true, program: filled, hostOperations: program.length + numbers.length };
}
