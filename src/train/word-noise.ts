// Word noise: training questions with a few words left out or replaced, so that no single word decides what is asked.
// Word dropout as in Iyyer et al. 2015, "Deep Unordered Composition Rivals Syntactic Methods", section 3.

import type { Prng } from "../scenario/prng.ts";
import type { EncodedExample } from "../tasks/arithmetic/encode.ts";

/** Share of the examples that are disturbed at all. */
const DISTURBED = 0.6;

/**
 * `encoded` with words of its question left out or replaced by others, half of each. The share is uniform in 0 .. `most`, drawn
 * per example. Numbers, slots, punctuation and the answer stay, and so do words that come again: by those a question says which
 * of its numbers it means. `words`: ids that are words of two or more letters.
 */
export function addWordNoise(prng: Prng, encoded: EncodedExample, words: ReadonlySet<number>, most: number): EncodedExample {
  if (most === 0 || prng.nextFloat() >= DISTURBED) return encoded;
  const share = prng.nextFloat() * most;
  const all = [...words];
  const question = encoded.tokens.slice(0, encoded.lossFrom);
  const again = new Set(question.filter((token, at) => question.indexOf(token) !== at));
  const tokens: number[] = [];
  encoded.tokens.forEach((token, at) => {
    if (at >= encoded.lossFrom || !words.has(token) || again.has(token) || prng.nextFloat() >= share) tokens.push(token);
    else if (prng.nextFloat() < 0.5) tokens.push(all[prng.integer(0, all.length - 1)] ?? token);
  });
  return { tokens, lossFrom: encoded.lossFrom - (encoded.tokens.length - tokens.length) };
}
