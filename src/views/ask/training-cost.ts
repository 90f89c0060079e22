// Counted work of a training, from its record: FLOP as added up step by step, everything else by what a step of such a network dispatches.
// A dense rival that began as the core is charged from there on only: what it was given would make the core's own training look cheap beside it.

import { addWork, NO_WORK, repeatWork, type Work } from "../../energy/work.ts";
import { ffnBlocks, type ModelConfig } from "../../model/config.ts";
import { trainingWork } from "../../train/training-work.ts";
import type { TrainingRecord } from "./evaluation.ts";

/** Of every training (the model cards have its tokens). Bytes and launches of a step are alike for all lengths of sequences, to 0.1 %. */
const SHAPE = { tokens: 1920, lossRows: 768, lengths: [48] };
const [LENGTH] = SHAPE.lengths as [number];
/** Every fourth step of a sparse network keeps all blocks. */
const SPARSE_SHARE = 3 / 4;

/** A network of one shape for `steps`; earlier parts of a training may have had another. */
interface Part {
  readonly steps: number;
  readonly config: ModelConfig;
}

const GROWS = ["layers", "dim", "heads", "ffnDim", "activeBlocks"] as const;

/** Where the network took up the task of its arm; null where it had it from the start. */
function takenUp({ arm, restarts }: TrainingRecord): TrainingRecord["restarts"][number] | null {
  return restarts.filter((restart) => restart.arm !== undefined && restart.arm !== arm).at(-1) ?? null;
}

/** Seconds that the network was trained for its own arm. */
export function ownSeconds(record: TrainingRecord): number {
  return record.seconds - (takenUp(record)?.seconds ?? 0);
}

/** A record of a restart says what the network was until then; early ones leave out some or all, and the next that says it holds for them. */
function partsOf(record: TrainingRecord, config: ModelConfig): readonly Part[] {
  const ends = [...record.restarts, { ...config, step: record.step }];
  const given = takenUp(record);
  return ends.slice(given === null ? 0 : record.restarts.indexOf(given) + 1).map((end) => {
    const index = ends.indexOf(end);
    const shape = GROWS.map((key) => [key, ends.slice(index).find((later) => later[key] !== undefined)?.[key]]);
    return { steps: end.step - (ends[index - 1]?.step ?? 0), config: { ...config, ...Object.fromEntries(shape) } };
  });
}

/** Work of the network's own steps as their kernels count it, for sequences of `length`. */
export function stepsWork(config: ModelConfig, record: TrainingRecord, length = LENGTH): Work {
  return partsOf(record, config).reduce((sum, { steps, config: then }) => {
    const all = ffnBlocks(then);
    const of = (activeBlocks: number, share: number): Work => repeatWork(trainingWork({ ...then, activeBlocks }, SHAPE, length), share * steps);
    const part = then.activeBlocks === all ? of(all, 1) : addWork(of(then.activeBlocks, SPARSE_SHARE), of(all, 1 - SPARSE_SHARE));
    return addWork(sum, part);
  }, NO_WORK);
}

/** Counted work of the training of a network for its arm: the record's FLOP, and the launches, bytes and comparisons of its steps. */
export function countedTraining(config: ModelConfig, record: TrainingRecord): Work {
  return { ...stepsWork(config, record), multiplyAdds: (record.flops - (takenUp(record)?.flops ?? 0)) / 2 };
}
