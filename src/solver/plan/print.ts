// PlanProgram -> its canonical text; parsing that text gives the same tree but for the offsets.

import { atomText } from "./ast.ts";
import type { Action, Atom, Literal, Named, PlanProgram, Typed } from "./ast.ts";

const names = (list: readonly Named[]): string[] => list.map(({ name }) => name);
export const atomLine = ({ predicate, arguments: list }: Atom): string => atomText(predicate, names(list));
export const literalText = ({ atom: of, holds }: Literal): string => (holds ? atomLine(of) : `not ${atomLine(of)}`);

/** "a b - block", "c - table": neighbours of the same type share it. */
function groups(list: readonly Typed[]): string[] {
  const parts: string[] = [];
  for (const [index, { name, type }] of list.entries()) {
    const last = parts.length - 1;
    if (list[index - 1]?.type === type) parts[last] = `${parts[last]} ${name}`;
    else parts.push(name);
    if (list[index + 1]?.type !== type) parts[parts.length - 1] += ` - ${type}`;
  }
  return parts;
}

function line(head: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${head} ${items.join(", ")}`];
}

function action({ name, parameters, needs, differences, makes, ends }: Action): string[] {
  const conditions = [...needs.map(literalText), ...differences.map(({ left, right }) => `${left.name} != ${right.name}`)];
  return [`action ${name}(${groups(parameters).join(", ")}):`, ...line("  needs", conditions), ...line("  makes", makes.map(atomLine)), ...line("  ends", ends.map(atomLine))];
}

export function printPlanProgram(program: PlanProgram): string {
  return [
    ...line("types:", groups(program.types)),
    ...line("objects:", groups(program.objects)),
    ...line("predicates:", program.predicates.map(({ name, types }) => atomText(name, names(types)))),
    ...program.actions.flatMap(action),
    ...line("start:", program.start.map(atomLine)),
    ...line("goal:", program.goal.map(literalText)),
    "",
  ].join("\n");
}
