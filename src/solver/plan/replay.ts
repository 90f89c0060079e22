// Replays a plan on the program as written, with sets of fact texts: nothing is shared with grounding and search but the
// program itself. Every plan goes through here before it is shown.

import { ROOT_TYPE, isParameter } from "./ast.ts";
import type { Action, Atom, Literal, PlanProgram, PlanStep } from "./ast.ts";

export interface ReplayedStep {
  readonly text: string;
  /** Facts that hold now and did not before, and the other way round. */
  readonly made: readonly string[];
  readonly ended: readonly string[];
}

export type Replay =
  | { readonly ok: true; readonly steps: readonly ReplayedStep[] }
  /** `step` is 1-based; one more than the plan's length when the goal is what fails. */
  | { readonly ok: false; readonly step: number; readonly message: string };

function write(predicate: string, names: readonly string[]): string {
  return names.length > 0 ? `${predicate}(${names.join(", ")})` : predicate;
}

/** The fault of one step, or null when the action may run. */
function faultOf(program: PlanProgram, step: PlanStep, state: ReadonlySet<string>): { fault: string } | { action: Action; fill: (atom: Atom) => string } {
  const action = program.actions.find(({ name }) => name === step.action);
  if (action === undefined) return { fault: `there is no action ${step.action}` };
  if (action.parameters.length !== step.arguments.length) return { fault: `${action.name} takes ${action.parameters.length} objects, not ${step.arguments.length}` };
  const given = new Map<string, string>();
  for (const [index, { name, type }] of action.parameters.entries()) {
    const object = program.objects.find((candidate) => candidate.name === step.arguments[index]);
    if (object === undefined) return { fault: `there is no object ${step.arguments[index]}` };
    let kind: string | undefined = object.type;
    while (kind !== undefined && kind !== type && type !== ROOT_TYPE) kind = program.types.find((candidate) => candidate.name === kind)?.type;
    if (kind === undefined) return { fault: `${object.name} is not a ${type}` };
    given.set(name, object.name);
  }
  const object = (name: string): string => (isParameter(name) ? (given.get(name) ?? name) : name);
  const fill = (atom: Atom): string => write(atom.predicate, atom.arguments.map(({ name }) => object(name)));
  for (const { left, right } of action.differences) {
    if (object(left.name) === object(right.name)) return { fault: `${left.name} and ${right.name} are both ${object(left.name)}` };
  }
  const unmet = action.needs.find(({ atom, holds }) => state.has(fill(atom)) !== holds);
  if (unmet !== undefined) return { fault: `${fill(unmet.atom)} ${unmet.holds ? "does not hold" : "holds"}` };
  return { action, fill };
}

export function replayPlan(program: PlanProgram, plan: readonly PlanStep[]): Replay {
  const state = new Set(program.start.map(({ predicate, arguments: terms }) => write(predicate, terms.map(({ name }) => name))));
  const steps: ReplayedStep[] = [];
  for (const [index, step] of plan.entries()) {
    const text = write(step.action, step.arguments);
    const allowed = faultOf(program, step, state);
    if ("fault" in allowed) return { ok: false, step: index + 1, message: `${text} cannot run: ${allowed.fault}.` };
    const makes = new Set(allowed.action.makes.map(allowed.fill));
    const ended = new Set(allowed.action.ends.map(allowed.fill).filter((fact) => state.has(fact) && !makes.has(fact)));
    const made = [...makes].filter((fact) => !state.has(fact));
    for (const fact of ended) state.delete(fact);
    for (const fact of made) state.add(fact);
    steps.push({ text, made, ended: [...ended] });
  }
  const open = program.goal.find(({ atom, holds }: Literal) => state.has(write(atom.predicate, atom.arguments.map(({ name }) => name))) !== holds);
  if (open !== undefined) {
    const fact = write(open.atom.predicate, open.atom.arguments.map(({ name }) => name));
    return { ok: false, step: plan.length + 1, message: `the goal is not reached: ${fact} ${open.holds ? "does not hold" : "still holds"}.` };
  }
  return { ok: true, steps };
}
