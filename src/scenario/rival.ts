// With which other arm of a run the hybrid is compared.

import type { ArmName } from "./scenario.ts";

/** Networks that answer by themselves first; without one, the hybrid's own with no block skipped shows what sparsity alone saves. */
const RIVALS: readonly ArmName[] = ["dense", "dense-large", "hybrid-all-blocks"];

/** The arm among `arms` that a ratio divides by the hybrid; null where there is none. */
export function rivalOf(arms: readonly ArmName[]): ArmName | null {
  return RIVALS.find((arm) => arms.includes(arm)) ?? null;
}
