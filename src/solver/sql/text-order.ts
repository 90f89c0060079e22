// Text that is put in order, or of which the first or last is taken, where SQL's order is not the one its words have.

import type { Cautions, Operand } from "./cautions.ts";
import { dateOrder } from "./date-cautions.ts";
import { alphabetOrder } from "./letter-case.ts";

/** What text is put in order for: as the first of several terms or a later one, or to take the least or the greatest. */
export type OrderPlace = "first" | "later" | "min" | "max";

/** `name` where the place itself does not say it. */
export function orderCautions(operand: Operand, place: OrderPlace, cautions: Cautions, name?: string): void {
  cautions.textOrder(operand, name);
  dateOrder(operand, cautions, name);
  if (place !== "later") alphabetOrder(operand, place === "first" ? "order" : place, cautions, name);
}
