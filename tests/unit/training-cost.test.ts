// Counted work of trainings, rebuilt from their records.

import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { EVALUATION } from "../../src/views/ask/evaluation.ts";
import { countedTraining, ownSeconds, stepsWork } from "../../src/views/ask/training-cost.ts";

const { models } = v.parse(EVALUATION, JSON.parse(readFileSync("public/results/arithmetic.json", "utf8")));
const sparse = { name: "s", vocabSize: 64, dim: 32, layers: 4, heads: 2, ffnDim: 128, activeBlocks: 2, maxTokens: 64 };
const dense = { ...sparse, activeBlocks: 8 };

describe("countedTraining()", () => {
  test("has 22 launches a layer and 11 more; 21 a layer where all blocks are kept, as in every fourth step of a sparse network", () => {
    const record = { seconds: 1, flops: 2e6, step: 100, arm: "dense", restarts: [] };
    expect(countedTraining(dense, record).dispatches).toBe(100 * (4 * 21 + 11));
    expect(countedTraining(sparse, record).dispatches).toBe(75 * (4 * 22 + 11) + 25 * (4 * 21 + 11));
    expect(countedTraining(sparse, record).multiplyAdds).toBe(1e6);
  });

  test("has fewer while the network had fewer layers; an early restart that does not say how many had those of the next", () => {
    const record = { seconds: 1, flops: 0, step: 100, arm: "dense", restarts: [{ step: 10 }, { step: 40, layers: 3 }, { step: 60, layers: 4 }] };
    expect(countedTraining(dense, record).dispatches).toBe(40 * (3 * 21 + 11) + 60 * (4 * 21 + 11));
  });

  test("counts the steps of a narrower, sparse network as its own", () => {
    const until = { step: 60, layers: 4, dim: 32, heads: 2, ffnDim: 128, activeBlocks: 2 };
    const wide = { ...dense, dim: 64, heads: 4, ffnDim: 256, activeBlocks: 16 };
    const alone = (config: typeof dense, step: number): ReturnType<typeof stepsWork> => stepsWork(config, { seconds: 1, flops: 0, step, arm: "dense", restarts: [] });
    const both = stepsWork(wide, { seconds: 1, flops: 0, step: 100, arm: "dense", restarts: [{ step: 20 }, until] });
    expect(both.dispatches).toBe(alone(sparse, 60).dispatches + alone(wide, 40).dispatches);
    expect(both.bytesRead).toBe(alone(sparse, 60).bytesRead + alone(wide, 40).bytesRead);
  });

  test("charges a rival that began as the core for what it learned since", () => {
    const given = { step: 60, arm: "hybrid", flops: 6e9, seconds: 50, layers: 4, dim: 32, heads: 2, ffnDim: 128, activeBlocks: 2 };
    const record = { seconds: 80, flops: 7e9, step: 100, arm: "dense", restarts: [{ step: 20 }, given, { ...given, step: 90, arm: "dense", flops: 6.5e9 }] };
    expect(countedTraining(dense, record).multiplyAdds).toBe(0.5e9);
    expect(ownSeconds(record)).toBe(30);
    // Steps 60 to 90 were as sparse as the last restart says, the rest dense.
    expect(countedTraining(dense, record).dispatches).toBe(22.5 * (4 * 22 + 11) + 7.5 * (4 * 21 + 11) + 10 * (4 * 21 + 11));
    expect(ownSeconds({ ...record, arm: "hybrid", restarts: [{ step: 20 }] })).toBe(80);
  });

  test.each(Object.entries(models))("the record of %s has the FLOP that its steps come to", (_, { config, training }) => {
    // Sequences have 16 to 96 tokens; records from before norms, softmax, rope and selection were counted have 3 to 6 % fewer.
    const { multiplyAdds } = countedTraining(config, training);
    expect(multiplyAdds).toBeGreaterThan(0.94 * stepsWork(config, training, 16).multiplyAdds);
    expect(multiplyAdds).toBeLessThan(stepsWork(config, training, 96).multiplyAdds);
  });

  test.each(Object.entries(models))("bytes and launches of %s hardly depend on the length of sequences", (_, { config, training }) => {
    const [short, long] = [stepsWork(config, training, 16), stepsWork(config, training, 96)];
    expect(short.dispatches).toBe(long.dispatches);
    expect(long.bytesRead / short.bytesRead).toBeLessThan(1.001);
  });
});
