// What may be said about right and wrong. "Right" needs an exact answer found without a network;
// without one, the arms are only compared with each other: the solver is exact for the program, and the program may be wrong.

import type { ArmName } from "../../scenario/scenario.ts";
import { scoreAnswer } from "../../tasks/arithmetic/score.ts";
import type { RunState } from "../../store/reduce.ts";
import { ARM_TITLES, BOUNDARY_WORDS, rivalWords } from "../format.ts";
import { type Claim, shareOfEnergy } from "./claim.ts";

export type Verdict = "right" | "wrong" | "agrees" | "differs" | "no answer" | "executed" | "guess" | "stopped" | "not reached";

/** These answer by a program that a solver executes; the others write the answer themselves. */
const WRITES_PROGRAMS: ReadonlySet<ArmName> = new Set(["hybrid", "hybrid-all-blocks", "rules"]);

/** null while the arm may still finish. */
export function verdictOf(run: RunState, arm: ArmName): Verdict | null {
  const own = run.arms[arm];
  if (own?.result == null) {
    if (run.outcome === "running") return null;
    return own === undefined ? "not reached" : "stopped";
  }
  const { answer } = own.result;
  if (answer === null) return "no answer";
  if (run.exactAnswer !== null) return scoreAnswer(run.exactAnswer, answer) ? "right" : "wrong";
  const hybrid = run.arms.hybrid?.result?.answer;
  if (arm !== "hybrid" && hybrid != null) return scoreAnswer(hybrid, answer) ? "agrees" : "differs";
  return WRITES_PROGRAMS.has(arm) ? "executed" : "guess";
}

export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  right: "right: equals the exact answer",
  wrong: "wrong: differs from the exact answer",
  agrees: "agrees with the hybrid; neither is checked",
  differs: "differs from the hybrid; neither is checked",
  "no answer": "no answer",
  executed: "exact for the program it wrote; whether that is the question is not checked",
  guess: "the network's own guess; nothing here checks it",
  stopped: "ended before it had answered",
  "not reached": "the run ended before its turn",
};

function lowerTitle(arm: ArmName): string {
  return ARM_TITLES[arm].toLowerCase();
}

function outcomePart(run: RunState, arm: ArmName): string | null {
  const verdict = verdictOf(run, arm);
  const name = lowerTitle(arm);
  switch (verdict) {
    case null:
    case "stopped":
    case "not reached":
      return null;
    case "right":
    case "wrong":
      return `${name} ${verdict}`;
    case "agrees":
      return "the answers agree, unchecked";
    case "differs":
      return "the answers differ, unchecked";
    case "no answer":
      return `${name} gave no answer`;
    case "executed":
      return `${name}'s answer is unchecked`;
    case "guess":
      return `${name} guessed, unchecked`;
    default:
      return verdict satisfies never;
  }
}

/** "hybrid right, dense wrong". Where the pair is compared with each other, that says it all. */
function outcomes(run: RunState, pair: readonly ArmName[]): string {
  const compared = pair.some((arm) => ["agrees", "differs"].includes(verdictOf(run, arm) ?? ""));
  return pair.flatMap((arm) => (compared && verdictOf(run, arm) === "executed" ? [] : (outcomePart(run, arm) ?? []))).join(", ");
}

/** "Hybrid used 1/23 (1/15 to 1/36) of the dense energy, counted (what the run adds); hybrid right, dense wrong". */
export function headlineOf(run: RunState, { ratio, by }: Claim): string {
  const { denominator: hybrid, numerator: dense } = ratio;
  const name = ARM_TITLES[hybrid];
  // Energy that bought no answer has saved nothing: how much it was stands below.
  if (verdictOf(run, hybrid) === "no answer") {
    return verdictOf(run, dense) === "no answer" ? `Neither ${lowerTitle(hybrid)} nor ${lowerTitle(dense)} gave an answer` : `${name} gave no answer, so nothing is saved; ${outcomes(run, [dense])}`;
  }
  const used = `${name} used ${shareOfEnergy(ratio, rivalWords(dense))}, ${by} (${BOUNDARY_WORDS.dynamic})`;
  const said = outcomes(run, [hybrid, dense]);
  return said === "" ? used : `${used}; ${said}`;
}
