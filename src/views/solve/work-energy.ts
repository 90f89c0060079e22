// Joules of counted solver work, by the energy model's charge for processor work.

import { SOLVER_HOST_OPERATIONS } from "../../energy/constants.ts";
import { createMeter, type Energy, type Meter } from "../../energy/meter.ts";
import { NO_WORK } from "../../energy/work.ts";
import type { SolverWork } from "../../solver/result.ts";

/** A planner's state takes from microseconds to milliseconds: it counts the operations behind its states. */
const HOST_OPERATIONS: Readonly<Record<Exclude<SolverWork["unit"], "nodes">, number>> = {
  operations: 1,
  "vm-steps": SOLVER_HOST_OPERATIONS.vmStep,
  inferences: SOLVER_HOST_OPERATIONS.inference,
};

let meter: Meter | null = null;

/** Null where counts cannot be turned into joules. */
export function energyOfWork({ unit, count, operations }: SolverWork): Energy | null {
  const hostOperations = unit === "nodes" ? operations : HOST_OPERATIONS[unit] * count;
  if (hostOperations === undefined || !(hostOperations >= 0 && hostOperations < Infinity)) return null;
  meter ??= createMeter("unknown", 1); // processor work is charged alike in every profile
  return meter.measure({ symbolic: { ...NO_WORK, hostOperations } });
}
