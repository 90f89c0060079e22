// Turns an endless stream of encoded examples into batches of one sequence length each.

import { createPrng } from "../scenario/prng.ts";
import type { EncodedExample } from "../tasks/arithmetic/encode.ts";
import type { TrainingBatch, TrainingShape } from "./training-plan.ts";

const UNUSED_ROW = 0xffffffff;

function packBatch(length: number, examples: readonly EncodedExample[], shape: TrainingShape): TrainingBatch {
  const tokens = new Uint32Array(shape.tokens);
  const rows = new Uint32Array(shape.lossRows).fill(UNUSED_ROW);
  const targets = new Uint32Array(shape.lossRows);
  const weights = new Float32Array(shape.lossRows);
  let used = 0;
  examples.forEach((example, sequence) => {
    tokens.set(example.tokens, sequence * length);
    for (let at = example.lossFrom; at < example.tokens.length && used < shape.lossRows; at++) {
      rows[used] = sequence * length + at - 1;
      targets[used] = example.tokens[at] ?? 0;
      used++;
    }
  });
  weights.fill(1 / Math.max(1, used), 0, used);
  return { length, tokens, rows, targets, weights };
}

/**
 * Endless batches: `draw(index)` makes the index-th example or null (skipped). Examples wait in the bucket of the shortest
 * length that holds them; a full bucket becomes a batch. Examples longer than every length are skipped and counted.
 */
export function* batchStream(
  draw: (index: number) => EncodedExample | null,
  shape: TrainingShape,
  counts: { drawn: number; tooLong: number },
): Generator<TrainingBatch, never> {
  const lengths = [...shape.lengths].toSorted((a, b) => a - b);
  const buckets = new Map<number, EncodedExample[]>(lengths.map((length) => [length, []]));
  for (;;) {
    const example = draw(counts.drawn++);
    if (example === null) continue;
    const length = lengths.find((candidate) => example.tokens.length <= candidate);
    const bucket = length === undefined ? undefined : buckets.get(length);
    if (length === undefined || bucket === undefined) {
      counts.tooLong++;
      continue;
    }
    bucket.push(example);
    const rowsNeeded = bucket.reduce((sum, { tokens, lossFrom }) => sum + tokens.length - lossFrom, 0);
    if (bucket.length === shape.tokens / length || rowsNeeded >= shape.lossRows) {
      buckets.set(length, []);
      yield packBatch(length, bucket, shape);
    }
  }
}

/** The generator for the index-th example of a data stream: independent of how many were drawn before. */
export function exampleSeed(seed: number, index: number): number {
  return createPrng(seed).fork(`example ${index}`).nextUint32();
}
