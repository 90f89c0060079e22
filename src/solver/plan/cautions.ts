// What is said beside a result of a program that may not say what its author means: names that stand where they change nothing.

import type { PlanProgram } from "./ast.ts";
import { nearest } from "./check.ts";

/** Names this short are near to each other by chance. */
const SHORTEST_NEAR = 3;

/** Without declared predicates a slip of the pen is a predicate of its own; what it takes away from the plan is told by what it does not meet. */
export function cautionsOf(program: PlanProgram): string[] {
  if (program.predicates.length > 0) return [];
  const makes = program.actions.flatMap((action) => action.makes.map(({ predicate }) => ({ predicate, action: action.name })));
  const literals = [...program.actions.flatMap(({ needs }) => needs), ...program.goal];
  const possible = new Set([...program.start, ...makes].map(({ predicate }) => predicate));
  const asked = new Set(literals.map(({ atom }) => atom.predicate));
  const near = (name: string, known: ReadonlySet<string>): string | null => (name.length < SHORTEST_NEAR ? null : nearest(name, [...known].filter((other) => other.length >= SHORTEST_NEAR)));
  const cautions = new Set<string>();
  for (const { predicate, action } of makes) {
    if (asked.has(predicate)) continue;
    const meant = near(predicate, asked);
    cautions.add(`${action} makes ${predicate}, which no action needs and the goal does not name.${meant === null ? "" : ` Did you mean "${meant}"?`}`);
  }
  for (const predicate of new Set(program.start.map((fact) => fact.predicate))) {
    const meant = asked.has(predicate) ? null : near(predicate, asked);
    if (meant !== null) cautions.add(`start names ${predicate}, which no action needs and the goal does not name. Did you mean "${meant}"?`);
  }
  for (const { atom: { predicate }, holds } of literals) {
    const meant = holds || possible.has(predicate) ? null : near(predicate, possible);
    if (meant !== null) cautions.add(`not ${predicate} is always true: neither start nor any action makes ${predicate}. Did you mean "${meant}"?`);
  }
  return [...cautions];
}
