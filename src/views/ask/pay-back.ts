// What a run says about paying the training back, in words.

import { breakEvenAnswers } from "../../energy/footprint.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import { ARM_TITLES } from "../format.ts";

export interface Pair {
  readonly hybrid: ArmResult;
  readonly dense: ArmResult;
}

/** `training`: joules of the hybrid and of the dense network. Energy that bought no answer is no price of one. */
export function payBackSentence(training: readonly [number, number], { hybrid, dense }: Pair, wrong: readonly ArmName[]): string {
  const titles = (results: readonly ArmResult[]): string => results.map(({ arm }) => ARM_TITLES[arm].toLowerCase()).join(" and ");
  const silent = [hybrid, dense].filter(({ answer }) => answer === null);
  if (silent.length > 0) return `In this run ${titles(silent)} gave no answer, so it has no joules per answer to pay training back with.`;
  const answers = breakEvenAnswers({ training: training[0], answer: hybrid.energy.mid }, { training: training[1], answer: dense.energy.mid });
  const mistaken = [hybrid, dense].filter(({ arm }) => wrong.includes(arm));
  const but = mistaken.length === 0 ? "" : ` Wrong answers count as answers here, and ${titles(mistaken)} gave one.`;
  if (answers === null) return `By counted work, the difference is never paid back with answers like this one.${but}`;
  if (answers === 0) return `By counted work, the hybrid costs less from the first answer on.${but}`;
  return `By counted work, the difference is paid back after ${new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(answers)} answers like this one.${but}`;
}
