// Names of imported tables and columns: letters with their marks, digits and _, unique whatever the case, never a word SQL keeps for itself.

import { RESERVED_WORDS } from "../sql/reserved-words.ts";

const MAX_NAME_LENGTH = 60;

/** `fallback` is used where nothing of the text can stay. */
export function cleanName(text: string, fallback: string): string {
  const kept = text
    .normalize("NFC")
    // Joiners inside words, as in Persian and Hindi, show nothing by themselves.
    .replaceAll(/[\u200c\u200d]/g, "")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "_")
    .replaceAll(/^[_\p{M}]+|_+$/gu, "")
    .slice(0, MAX_NAME_LENGTH)
    // A cut through a surrogate pair leaves half a letter.
    .replace(/[\ud800-\udbff]$/, "");
  if (kept === "") return fallback;
  if (/^\p{N}/u.test(kept)) return `c_${kept}`;
  return RESERVED_WORDS.has(kept.toUpperCase()) ? `${kept}_` : kept;
}

/** One clean name per text, the later of two equal ones with _2, _3 and so on. */
export function cleanNames(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text, index) => {
    const clean = cleanName(text, `column_${index + 1}`);
    let name = clean;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${clean}_${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** "My Films (2).csv" -> "my_films_2" */
export function tableName(fileName: string): string {
  return cleanName(fileName.replace(/\.[^.]*$/, "").toLowerCase(), "table_1");
}
