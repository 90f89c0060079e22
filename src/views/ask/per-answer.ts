// Joules per right answer for the class of a run. The published evaluation has its joules for the class `unknown` alone; they are carried
// over by what this run's work of the same arm costs in the run's class, over what it costs for `unknown`: the mix of launches,
// arithmetic, memory and host operations hardly differs between questions.

import { createMeter } from "../../energy/meter.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** The class that the evaluation counts for. */
export const EVALUATED_PROFILE = "unknown";

/** Joules with their 5 to 95 % band. */
export interface Banded {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** `joules` of the evaluation, of the arm of `result`, as the run's class would count them; the relative band is that of the run's own work. */
export function carriedJoules(joules: number, { work, workingSetBytes }: ArmResult, { profile, seed }: Pick<Scenario, "profile" | "seed">): Banded {
  const evaluated = createMeter(EVALUATED_PROFILE, seed).measure(work, { workingSetBytes }).mid;
  const { low, mid, high } = createMeter(profile, seed).measure(work, { workingSetBytes });
  const factor = evaluated === 0 ? 0 : joules / evaluated;
  return { low: factor * low, mid: factor * mid, high: factor * high };
}
