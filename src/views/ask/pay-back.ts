// What a run says about paying the training back, in words.

import type { BreakEven } from "../../energy/break-even.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import { ARM_TITLES, formatShare } from "../format.ts";

export interface Pair {
  readonly hybrid: ArmResult;
  readonly dense: ArmResult;
}

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
const answersText = (answers: number): string => (answers === Infinity ? "never" : number.format(answers));

/** "after 27,000 (8,900 to 140,000) answers like this one", with what the draws leave open. */
function answersSentence({ low, median, high, never }: BreakEven): string {
  if (never === 1) return "By counted work, the difference is never paid back with answers like this one.";
  if (high === 0) return "By counted work, the hybrid costs less from the first answer on.";
  const band = answersText(low) === answersText(high) ? "" : ` (${answersText(low)} to ${answersText(high)})`;
  const open = never === 0 ? "" : ` In ${formatShare(never)} of the draws of the constants it never is.`;
  if (median === Infinity) return `By counted work, the difference is more likely never paid back with answers like this one (${answersText(low)} answers to never).${open}`;
  return `By counted work, the difference is paid back after ${answersText(median)}${band} answers like this one.${open}`;
}

/** Energy that bought no answer is no price of one. */
export function payBackSentence(breakEven: BreakEven, { hybrid, dense }: Pair, wrong: readonly ArmName[]): string {
  const titles = (results: readonly ArmResult[]): string => results.map(({ arm }) => ARM_TITLES[arm].toLowerCase()).join(" and ");
  const silent = [hybrid, dense].filter(({ answer }) => answer === null);
  if (silent.length > 0) return `In this run ${titles(silent)} gave no answer, so it has no joules per answer to pay training back with.`;
  const mistaken = [hybrid, dense].filter(({ arm }) => wrong.includes(arm));
  const but = mistaken.length === 0 ? "" : ` Wrong answers count as answers here, and ${titles(mistaken)} gave one.`;
  return `${answersSentence(breakEven)}${but}`;
}
