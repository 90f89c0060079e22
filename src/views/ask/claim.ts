// What a run lets one claim about energy: of the counted and the timed saving the smaller one, in words.

import type { EnergyRatio } from "../../energy/meter.ts";
import { formatRatio } from "../../energy/units.ts";
import type { RunState } from "../../store/reduce.ts";
import { ARM_TITLES, rivalWords } from "../format.ts";
import { timedPair, timedSide } from "./timed-run.ts";

export interface Claim {
  /** The smaller saving; over 1 the hybrid used less. */
  readonly ratio: EnergyRatio;
  readonly by: "counted" | "timed";
  readonly counted: EnergyRatio;
  /** Null where the run has no times to reckon with. */
  readonly timed: EnergyRatio | null;
}

export function claimBetween(counted: EnergyRatio, timed: EnergyRatio | null): Claim {
  return timed !== null && timed.ratio < counted.ratio ? { ratio: timed, by: "timed", counted, timed } : { ratio: counted, by: "counted", counted, timed };
}

/** Null without a ratio. The timed one is of what the run adds, as the counted one is. */
export function claimOf(run: RunState): Claim | null {
  const { ratio } = run;
  if (ratio === null) return null;
  const pair = timedPair(run);
  return claimBetween(ratio, pair === null ? null : timedSide(run).meter.ratio(...pair, "dynamic"));
}

type Direction = "less" | "same" | "more";

/** As it reads with the digits shown. */
function direction(ratio: number): Direction {
  const text = formatRatio(ratio);
  return text === "1" ? "same" : ratio > 1 ? "less" : "more";
}

/** Of the dense energy: "1/23", "as much", "2.8 times". */
function usedShare(ratio: number): string {
  const text = formatRatio(ratio);
  return text === "1" ? "as much" : text.endsWith("x") ? `${text.slice(0, -1)} times` : text;
}

/** " (1/15 to 1/36)", " (1/2 to 4 times)": a saving from the smaller one on, anything else from the least energy on. */
function bandOf(low: number, high: number): string {
  const [most, least] = [usedShare(low), usedShare(high)];
  if (least === most) return "";
  const [from, to] = direction(low) === "less" ? [most, least] : [least, most];
  return ` (${to.endsWith(" times") ? from.replace(/ times$/, "") : from} to ${to})`;
}

/** "1/23 (1/15 to 1/36)", for a table or a list. */
export function shareWithBand({ ratio, low, high }: EnergyRatio): string {
  return `${usedShare(ratio)}${bandOf(low, high)}`;
}

/** "1/23 (1/15 to 1/36) of the dense energy", "more: 2.8 times (1.9 to 4 times) the dense energy"; `rival` as `rivalWords()` says it. */
export function shareOfEnergy({ ratio, low, high }: EnergyRatio, rival: string): string {
  const band = bandOf(low, high);
  const towards = direction(ratio);
  switch (towards) {
    case "less":
      return `${usedShare(ratio)}${band} of the ${rival} energy`;
    case "same":
      return `about as much energy as ${rival}${band}`;
    case "more":
      return `more: ${usedShare(ratio)}${band} the ${rival} energy`;
    default:
      return towards satisfies never;
  }
}

/** Why the claim is what it is, for somebody who has read only the headline. `answered`: the hybrid gave an answer. */
export function claimReason({ ratio, counted, timed }: Claim, answered: boolean): string {
  const name = ARM_TITLES[counted.denominator].toLowerCase();
  const used = ({ ratio: one }: EnergyRatio): string => {
    const share = usedShare(one);
    return { less: `${share} of the ${rivalWords(counted.numerator)} energy`, same: "about as much", more: `${share} as much` }[direction(one)];
  };
  const both = timed === null ? `by counted work ${name} used ${used(counted)}` : `by counted work ${name} used ${used(counted)}, by the clock ${used(timed)}`;
  const untimed = timed === null ? " The clock gave no usable times for this run." : "";
  if (!answered) return `Energy that bought no answer is no saving: ${both}.${untimed}`;
  const directions = [counted, timed ?? counted].map((one) => direction(one.ratio));
  if (!directions.every((one) => one === "less")) {
    return `No saving: ${both}.${untimed}${directions.includes("less") ? " A saving counts only where both show one." : ""}`;
  }
  // The other saving has an interval of its own, which the claim's does not hold.
  const wide = direction(ratio.low) === "more" ? " The interval reaches past 1: it may be no saving at all."
    : timed !== null && direction(timed.low) === "more" ? " The interval of the timed one reaches past 1: it may be no saving at all."
    : "";
  return `${timed === null ? "Not cross-checked" : "The smaller of two savings"}: ${both}.${untimed}${wide}`;
}
