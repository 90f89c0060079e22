// Names of a question's variables on the way through SWI-Prolog, which writes back only such as its character tables take for names:
// not all that Prolog reads begin or go on so. The others travel under a name of ASCII.

const PLAIN = /^[A-Z_][A-Za-z0-9_]*$/;

/** Names for SWI-Prolog, in the order of `names` and all different. */
export function writtenNames(names: readonly string[]): readonly string[] {
  let prefix = "_v";
  while (names.some((name) => name.startsWith(prefix))) prefix += "_";
  return names.map((name, index) => (PLAIN.test(name) ? name : `${prefix}${index}`));
}

/** Quoted text, which is left alone, or a name. */
const TOKEN = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{M}\p{N}_]*/gsu;

/** Text that SWI-Prolog wrote, with the names of the question again. */
export function withOwnNames(text: string, names: readonly string[]): string {
  const written = writtenNames(names);
  if (written.every((name, index) => name === names[index])) return text;
  return text.replaceAll(TOKEN, (token) => names[written.indexOf(token)] ?? token);
}

/** Whether a variable stands in a text of terms. */
export function mentions(text: string, name: string): boolean {
  return [...text.matchAll(TOKEN)].some(([token]) => token === name);
}
