// Joules of counted solver work, by the energy model's charge for processor work.

import { SOLVER_HOST_OPERATIONS } from "../../energy/constants.ts";
import { createMeter, type Energy, type Meter } from "../../energy/meter.ts";
import { NO_WORK } from "../../energy/work.ts";
import type { SolverWork } from "../../solver/result.ts";

/** A planner's state takes from microseconds to milliseconds, whatever the problem asks for: no figure would hold. */
const HOST_OPERATIONS: Readonly<Record<SolverWork["unit"], number | null>> = {
  operations: 1,
  "vm-steps": SOLVER_HOST_OPERATIONS.vmStep,
  inferences: SOLVER_HOST_OPERATIONS.inference,
  nodes: null,
};

let meter: Meter | null = null;

/** Null where counts cannot be turned into joules. */
export function energyOfWork({ unit, count }: SolverWork): Energy | null {
  const each = HOST_OPERATIONS[unit];
  if (each === null || !(count >= 0 && count < Infinity)) return null;
  meter ??= createMeter("unknown", 1); // processor work is charged alike in every profile
  return meter.measure({ symbolic: { ...NO_WORK, hostOperations: each * count } });
}
