// How many answers pay a training back, with its band: both are counted for one class and under the same draws of its constants, so that
// what training and answers have in common cancels. The k of an arm is that of its answers and of its training.
//
//   N = (training of the saver - training of the other) / (answer of the other - answer of the saver)

import { columnsOf, countsOf, DRAWS, drawsFor, everyDraw } from "./draws.ts";
import { breakEvenAnswers } from "./footprint.ts";
import { findProfile } from "./profiles.ts";
import { bandOf } from "./quantiles.ts";
import { totalWork, type Work, type WorkByComponent } from "./work.ts";

/** Counted work of one system. Its training touches more bytes than a cache holds. */
export interface TrainedWork {
  readonly training: Work;
  readonly answer: { readonly work: WorkByComponent; readonly workingSetBytes: number };
}

/** Answers; Infinity where the saver never catches up. */
export interface BreakEven {
  /** 5 % point of the draws. */
  readonly low: number;
  readonly median: number;
  /** 95 % point. */
  readonly high: number;
  /** Share of the draws in which it never catches up, 0 .. 1. */
  readonly never: number;
}

/** Answers after which `saver` has used less than `other`, training included, on a device of class `profileId`; `seed` as for the meter. */
export function breakEven(profileId: string, seed: number, saver: TrainedWork, other: TrainedWork): BreakEven {
  const draws = drawsFor(findProfile(profileId), seed);
  const costs = ({ training, answer }: TrainedWork, k: Float64Array) => ({
    training: everyDraw(columnsOf(draws, Infinity, k), countsOf(training)),
    answer: everyDraw(columnsOf(draws, answer.workingSetBytes, k), countsOf(totalWork(answer.work))),
  });
  const [a, b] = [costs(saver, draws.otherCountingError), costs(other, draws.countingError)];
  let never = 0;
  const answers = a.training.map((training, i) => {
    const found = breakEvenAnswers({ training, answer: a.answer[i] ?? 0 }, { training: b.training[i] ?? 0, answer: b.answer[i] ?? 0 });
    if (found === null) never++;
    return found ?? Infinity;
  });
  return { ...bandOf(answers), never: never / DRAWS };
}
