// What may be said about right and wrong. "Right" needs an exact answer found without a network;
// without one, the arms are only compared with each other: the solver is exact for the program, and the program may be wrong.

import { formatRatio } from "../../energy/units.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import { scoreAnswer } from "../../tasks/arithmetic/score.ts";
import type { RunState } from "../../store/reduce.ts";
import { ARM_TITLES } from "../format.ts";

export type Verdict = "right" | "wrong" | "agrees" | "differs" | "no answer" | "unchecked";

/** null while the arm has not finished. */
export function verdictOf(run: RunState, arm: ArmName): Verdict | null {
  const result = run.arms[arm]?.result;
  if (result == null) return null;
  if (result.answer === null) return "no answer";
  if (run.exactAnswer !== null) return scoreAnswer(run.exactAnswer, result.answer) ? "right" : "wrong";
  const hybrid = run.arms.hybrid?.result?.answer;
  if (arm === "hybrid" || hybrid == null) return "unchecked";
  return scoreAnswer(hybrid, result.answer) ? "agrees" : "differs";
}

export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  right: "right: equals the exact answer",
  wrong: "wrong: differs from the exact answer",
  agrees: "agrees with the hybrid; neither is checked",
  differs: "differs from the hybrid; neither is checked",
  "no answer": "no answer",
  unchecked: "exact for the program below; whether that is the question is not checked",
};

function lowerTitle(arm: ArmName): string {
  return ARM_TITLES[arm].toLowerCase();
}

function outcomePart(run: RunState, arm: ArmName): string | null {
  const verdict = verdictOf(run, arm);
  const name = lowerTitle(arm);
  switch (verdict) {
    case null:
    case "unchecked":
      return null;
    case "right":
    case "wrong":
      return `${name} ${verdict}`;
    case "agrees":
      return "the answers agree, unchecked";
    case "differs":
      return "the answers differ, unchecked";
    case "no answer":
      return `${name} gives no answer`;
    default:
      return verdict satisfies never;
  }
}

/** "Hybrid used 1/23 (1/15 to 1/36) of the dense energy; hybrid right, dense wrong". Null without a ratio. */
export function headlineOf(run: RunState): string | null {
  const { ratio } = run;
  if (ratio === null) return null;
  const [middle, low, high] = [ratio.ratio, ratio.low, ratio.high].map(formatRatio);
  const used = middle?.endsWith("x") === true || middle === "1" ? `${middle === "1" ? "1.0x" : middle} the` : `${middle} of the`;
  const band = low === high ? "" : ` (${low} to ${high})`;
  const energy = middle?.startsWith("1/") === true
    ? `${ARM_TITLES[ratio.denominator]} used ${middle}${band} of the ${lowerTitle(ratio.numerator)} energy`
    : `${ARM_TITLES[ratio.denominator]} used ${used} ${lowerTitle(ratio.numerator)} energy${band}`;
  const outcomes = [ratio.denominator, ratio.numerator].map((arm) => outcomePart(run, arm)).filter((part) => part !== null);
  return outcomes.length === 0 ? energy : `${energy}; ${outcomes.join(", ")}`;
}
