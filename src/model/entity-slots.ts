// The second half of the deterministic slot finder: words the vocabulary does not have become <e0>, <e1> .., each with the
// number that it goes with, if any. A word that comes again, also in the plural, keeps its slot. No learning; host operations are charged.

export const MAX_ENTITIES = 12;

/** Characters between a word and the number said of it, at most. */
const MAX_GAP = 40;

const PIECES = /<n\d+>|\p{L}[\p{L}\p{M}]+/gu;

export interface Masked {
  readonly text: string;
  /** The words replaced, as they first appeared; as many as there are slots. */
  readonly entities: readonly string[];
  readonly hostOperations: number;
}

/** Spellings that count as the same noun: "berry" and "berries", "box" and "boxes". */
function sameNoun(word: string): string[] {
  const forms = [word, `${word}s`, `${word}es`];
  if (word.endsWith("y")) forms.push(`${word.slice(0, -1)}ies`);
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms;
}

/** From a word to the number that is said of it: "tom has ", "tea costs $", "figs: ", "the price of figs is now ". */
const OF_NUMBER = /^[ $:=]*(?:(?!and |or )\p{L}+[ $:=]+){0,2}$/u;

/** A word to be replaced, with the slots of the number it directly follows and of the number said of it, each the first. */
interface Noun {
  readonly word: string;
  counted?: number;
  holds?: number;
}

/** A slot for each noun: that of the number it follows; that many from the end for the number said of it; else what is free. */
function assignSlots(nouns: readonly Noun[], hasNumbers: boolean): number[] {
  const free = new Set(Array.from({ length: MAX_ENTITIES }, (_, slot) => (hasNumbers ? MAX_ENTITIES - 1 - slot : slot)));
  const slots = nouns.map(({ counted }) => (counted !== undefined && free.delete(counted) ? counted : null));
  nouns.forEach(({ holds }, noun) => {
    if (holds !== undefined && slots[noun] === null && free.delete(MAX_ENTITIES - 1 - holds)) slots[noun] = MAX_ENTITIES - 1 - holds;
  });
  return slots.map((slot) => {
    if (slot !== null) return slot;
    const [next = MAX_ENTITIES - 1] = free;
    free.delete(next);
    return next;
  });
}

/**
 * `text` (lower case, numbers already slots) with every word of two or more letters that `knows` refuses replaced by its slot.
 * A word that directly follows a number has that number's slot wherever it stands, and one of which a number is said has the slot
 * that far from the last: "<e11> has <n0> <e0> and <e10> has <n1> <e1>. how many <e1> has <e10>". Without numbers the slots go up in
 * order of appearance. Words beyond the slots share the last. A word before "(" is also known as a function head.
 */
export function maskUnknownWords(text: string, knows: (word: string) => boolean): Masked {
  const nounOf = new Map<string, Noun>();
  const nouns: Noun[] = [];
  const places: { readonly at: number; readonly end: number; readonly noun: Noun }[] = [];
  let number: { readonly slot: number; readonly end: number } | null = null;
  for (const { 0: word, index: at } of text.matchAll(PIECES)) {
    const end = at + word.length;
    if (word.startsWith("<")) {
      number = { slot: Number(word.slice(2, -1)), end };
      const last = places.at(-1);
      if (last !== undefined && at - last.end < MAX_GAP && OF_NUMBER.test(text.slice(last.end, at))) last.noun.holds ??= number.slot;
      continue;
    }
    if (knows(word) || (text.charAt(end) === "(" && knows(`${word}(`))) continue;
    const form = sameNoun(word).find((candidate) => nounOf.has(candidate));
    let noun = form === undefined ? undefined : nounOf.get(form);
    if (noun === undefined) {
      noun = { word };
      nounOf.set(word, noun);
      nouns.push(noun);
    }
    if (number !== null && at === number.end + 1 && text.charAt(number.end) === " ") noun.counted ??= number.slot;
    places.push({ at, end, noun });
  }
  const slots = assignSlots(nouns, number !== null);
  const slotOf = new Map(nouns.map((noun, index) => [noun, slots[index]]));
  let masked = "";
  let done = 0;
  for (const { at, end, noun } of places) {
    masked += `${text.slice(done, at)}<e${slotOf.get(noun)}>`;
    done = end;
  }
  const entities = nouns.slice(0, MAX_ENTITIES).map(({ word }) => word);
  return { text: masked + text.slice(done), entities, hostOperations: 2 * text.length + entities.length };
}
