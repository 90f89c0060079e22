// Counted work of a training, from its record: FLOP as added up step by step, everything else by what a step of such a network dispatches.

import { addWork, NO_WORK, repeatWork, type Work } from "../../energy/work.ts";
import { ffnBlocks, type ModelConfig } from "../../model/config.ts";
import { trainingWork } from "../../train/training-work.ts";
import type { TrainingRecord } from "./evaluation.ts";

/** Of every training (the model cards have its tokens). Bytes and launches of a step are alike for all lengths of sequences, to 0.1 %. */
const SHAPE = { tokens: 1920, lossRows: 768, lengths: [48] };
const [LENGTH] = SHAPE.lengths as [number];
/** Every fourth step of a sparse network keeps all blocks. */
const SPARSE_SHARE = 3 / 4;

/** A network of `layers` for `steps`; earlier parts of a training may have had fewer layers. */
interface Part {
  readonly steps: number;
  readonly layers: number;
}

/** A record of a restart says how many layers there were until then; early ones say nothing, and the next that does holds for them. */
function partsOf({ step, restarts }: TrainingRecord, layers: number): readonly Part[] {
  const ends = [...restarts, { step, layers }];
  return ends.map((end, index) => ({
    steps: end.step - (ends[index - 1]?.step ?? 0),
    layers: ends.slice(index).find((later) => later.layers !== undefined)?.layers ?? layers,
  }));
}

/** Work of all steps as their kernels count it, for sequences of `length`. */
export function stepsWork(config: ModelConfig, record: TrainingRecord, length = LENGTH): Work {
  const all = ffnBlocks(config);
  return partsOf(record, config.layers).reduce((sum, { steps, layers }) => {
    const of = (activeBlocks: number, share: number): Work => repeatWork(trainingWork({ ...config, layers, activeBlocks }, SHAPE, length), share * steps);
    const part = config.activeBlocks === all ? of(all, 1) : addWork(of(config.activeBlocks, SPARSE_SHARE), of(all, 1 - SPARSE_SHARE));
    return addWork(sum, part);
  }, NO_WORK);
}

/** Counted work of the whole training of a network: the record's FLOP, and the launches, bytes and comparisons of its steps. */
export function countedTraining(config: ModelConfig, record: TrainingRecord): Work {
  return { ...stepsWork(config, record), multiplyAdds: record.flops / 2 };
}
