// Whether runs use what was measured on an adapter: those on the processor are charged to its class, whatever was measured.

import { type Calibration, type Tier, tierOf } from "../../energy/calibration.ts";
import type { RunState } from "../../store/reduce.ts";

export interface InUse {
  /** Of timed joules of runs here. */
  readonly tier: Tier;
  /** Why runs use no figures and no readings, as the beginning of a sentence; null where they do. */
  readonly processor: string | null;
}

/** `calibration`: the one that is shown; `machine`: what the networks run on here, null until the engine is ready. */
export function inUse(calibration: Calibration | null, machine: Pick<NonNullable<RunState["machine"]>, "plan" | "software"> | null): InUse {
  if (calibration?.software === true) return { tier: "T0", processor: "This adapter is the processor" };
  if (machine !== null && (machine.plan === "cpu" || machine.software)) return { tier: "T0", processor: "The networks run on the processor here" };
  return { tier: tierOf(calibration), processor: null };
}
