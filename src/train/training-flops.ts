// FLOP of one training step, which the record of a training adds up.

import type { ModelConfig } from "../model/config.ts";
import type { TrainingShape } from "./training-plan.ts";
import { trainingWork } from "./training-work.ts";

/** 2 per multiply-add executed; `config.activeBlocks` blocks kept, sequences of `length`. */
export function trainingFlops(config: ModelConfig, shape: TrainingShape, length: number): number {
  return 2 * trainingWork(config, shape, length).multiplyAdds;
}
