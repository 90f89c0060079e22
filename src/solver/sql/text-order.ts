// Text that is put in order, or of which the first or last is taken, where SQL's order is not the one its words have.

import type { Cautions, Operand } from "./cautions.ts";
import { dateOrder } from "./date-cautions.ts";

/** `name` where the place itself does not say it. */
export function orderCautions(operand: Operand, cautions: Cautions, name?: string): void {
  cautions.textOrder(operand, name);
  dateOrder(operand, cautions, name);
}
