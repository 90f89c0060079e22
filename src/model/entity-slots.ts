// The second half of the deterministic slot finder: words the vocabulary does not have become <e0>, <e1> .. in order of
// first appearance. A word that comes again, also in the plural, keeps its slot. No learning; host operations are charged.

export const MAX_ENTITIES = 12;

const PIECES = /<n\d+>|\p{L}[\p{L}\p{M}]+/gu;

export interface Masked {
  readonly text: string;
  /** The words replaced, one per slot, as they first appeared. */
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

/**
 * `text` (lower case, numbers already slots) with every word of two or more letters that `knows` refuses replaced by its slot.
 * Words beyond the last slot share it. A word before "(" is also known as a function head.
 */
export function maskUnknownWords(text: string, knows: (word: string) => boolean): Masked {
  const slots = new Map<string, number>();
  const entities: string[] = [];
  const masked = text.replace(PIECES, (word: string, at: number) => {
    if (word.startsWith("<") || knows(word)) return word;
    if (text.charAt(at + word.length) === "(" && knows(`${word}(`)) return word;
    const form = sameNoun(word).find((candidate) => slots.has(candidate));
    let slot = form === undefined ? undefined : slots.get(form);
    if (slot === undefined) {
      slot = Math.min(slots.size, MAX_ENTITIES - 1);
      slots.set(word, slot);
      if (entities.length < MAX_ENTITIES) entities.push(word);
    }
    return `<e${slot}>`;
  });
  return { text: masked, entities, hostOperations: text.length + entities.length };
}
