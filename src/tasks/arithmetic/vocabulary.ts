// The vocabulary of the arithmetic task: the most frequent words of 20,000 generated training questions.

import { buildTokenizer } from "../../model/tokenizer.ts";
import type { TokenizerData } from "../../model/tokenizer.ts";
import { createPrng } from "../../scenario/prng.ts";
import { generateExample } from "./generate.ts";
import { normaliseQuestion } from "./question.ts";

const EXAMPLES = 20000;
const SEED = 20240607;
const SIZE = 768;

let cached: TokenizerData | null = null;

export function arithmeticTokenizer(): TokenizerData {
  if (cached !== null) return cached;
  const prng = createPrng(SEED).fork("arithmetic vocabulary");
  const counts = new Map<string, number>();
  for (let i = 0; i < EXAMPLES; i++) {
    const { question } = generateExample(prng, "train");
    for (const [word] of normaliseQuestion(question).matchAll(/[a-z]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  cached = buildTokenizer(counts, SIZE);
  return cached;
}
