import { describe, expect, test } from "vitest";
import { createMeter } from "../../src/energy/meter.ts";
import { DEVICE_PROFILES } from "../../src/energy/profiles.ts";
import { addComponents, NO_WORK, type WorkByComponent } from "../../src/energy/work.ts";
import type { ArmResult } from "../../src/engine/protocol.ts";
import { MODEL_SIZES, type ModelConfig } from "../../src/model/config.ts";
import { promptWork, tokenWork, wastedLaunches } from "../../src/model/decode-work.ts";
import { carriedJoules, EVALUATED_PROFILE } from "../../src/views/ask/per-answer.ts";
import { armDone } from "../fixtures/run-events.ts";

function resultOf(work: WorkByComponent, workingSetBytes: number): ArmResult {
  const event = armDone("r", "hybrid", "5", 3, 6);
  if (event.type !== "arm-done") throw new Error("no result");
  return { ...event.result, work, workingSetBytes };
}

/** Reading `prompt` tokens and writing `tokens`, four launched at a time. */
function answerWork(config: ModelConfig, prompt: number, tokens: number): WorkByComponent {
  const kept = Array.from({ length: config.layers }, () => config.activeBlocks);
  const written = Array.from({ length: tokens }, (_, index) => tokenWork(config, prompt - 1 + index, kept));
  const host = { slots: { ...NO_WORK, hostOperations: 30 * prompt }, symbolic: { ...NO_WORK, hostOperations: 200 } };
  return [...written, wastedLaunches(config, (4 - (tokens % 4)) % 4), host].reduce(addComponents, promptWork(config, prompt - 1, kept));
}

describe("carriedJoules()", () => {
  test("of the class that was evaluated are what they were, with the band of the run", () => {
    const result = resultOf({ dispatch: { ...NO_WORK, dispatches: 100 } }, 1);
    const own = createMeter(EVALUATED_PROFILE, 3).measure(result.work, { workingSetBytes: 1 });
    const carried = carriedJoules(7, result, { profile: EVALUATED_PROFILE, seed: 3 });
    expect(carried.mid).toBeCloseTo(7, 12);
    expect(carried.low / carried.mid).toBeCloseTo(own.low / own.mid, 12);
    expect(carried.high / carried.mid).toBeCloseTo(own.high / own.mid, 12);
    expect(carriedJoules(0, resultOf({}, 0), { profile: "h100", seed: 3 })).toEqual({ low: 0, mid: 0, high: 0 });
  });

  const sparse = { name: "micro", vocabSize: 1024, ...MODEL_SIZES.micro, activeBlocks: 6, maxTokens: 192 };
  const configs = [sparse, { ...sparse, activeBlocks: 24 }, { ...sparse, ...MODEL_SIZES.midi, activeBlocks: 36 }];
  test.each(DEVICE_PROFILES.map(({ id }) => id))("another question of the run would carry them alike: %s", (profile) => {
    for (const config of configs) {
      const carried = [8, 16, 40, 90].flatMap((prompt) => [2, 6, 15, 40].map((tokens) => carriedJoules(1, resultOf(answerWork(config, prompt, tokens), 3e6), { profile, seed: 1 }).mid));
      // A launch is nearly all of a token on a GPU. On the processor arithmetic is, and longer texts have more of it: METHOD.md has both figures.
      expect(Math.max(...carried) / Math.min(...carried)).toBeLessThan(profile === "cpu-software" ? 1.2 : 1.05);
    }
  });
});
