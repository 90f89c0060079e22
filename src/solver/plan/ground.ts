// PlanProgram -> ground task: every action with objects for its parameters, pruned three ways, none of which changes the
// length of a shortest plan: needs on facts no action changes are settled here; actions that can never run even if nothing
// ever ended are left out; facts and actions the goal does not depend on are left out.

import { atomText } from "./ast.ts";
import type { Atom, PlanProgram, PlanStep } from "./ast.ts";
import { Binder, TooLarge } from "./bind.ts";

/** Steps of a fact at the start, of a binding tried and of an action made: texts and maps, where a step of the search is a few words. Timed in Node, 20 to 60 ns a step of either. */
export const STEPS = { fact: 10, binding: 4, instance: 80 } as const;
/** Actions named per goal that cannot hold. */
const MAX_REASONS = 5;

/** Numbers are indices into `facts`. */
export interface GroundAction {
  readonly step: PlanStep;
  readonly needsTrue: readonly number[];
  readonly needsFalse: readonly number[];
  readonly makes: readonly number[];
  readonly ends: readonly number[];
}

export interface GroundTask {
  readonly facts: readonly string[];
  readonly startTrue: readonly number[];
  readonly actions: readonly GroundAction[];
  readonly goalTrue: readonly number[];
  readonly goalFalse: readonly number[];
}

/** A goal that holds in no state that can be reached, with the actions that would make it and what they lack. */
export interface HopelessGoal {
  readonly goal: string;
  readonly reasons: readonly string[];
}

/** `effort`: steps taken, as search() counts its own. */
export type Grounding =
  | { readonly kind: "task"; readonly task: GroundTask; readonly effort: number }
  | { readonly kind: "hopeless"; readonly goals: readonly HopelessGoal[]; readonly effort: number }
  | { readonly kind: "too-large"; readonly message: string };

/** Gives each fact text a number. */
class FactNumbers {
  readonly texts: string[] = [];
  readonly numbers = new Map<string, number>();
  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function groundActions(program: PlanProgram, binder: Binder, numbers: FactNumbers): GroundAction[] {
  const actions: GroundAction[] = [];
  for (const action of program.actions) {
    binder.bind(action, (binding) => {
      const fact = ({ predicate, arguments: terms }: Atom): string => atomText(predicate, terms.map(({ name }) => binding.get(name) ?? name));
      const needs: [Set<number>, Set<number>] = [new Set(), new Set()];
      for (const { atom, holds } of action.needs) {
        const text = fact(atom);
        if (!binder.changing.has(atom.predicate)) {
          if (binder.startFacts.has(text) !== holds) return;
        } else {
          needs[holds ? 0 : 1].add(numbers.of(text));
        }
      }
      const [needsTrue, needsFalse] = [[...needs[0]], [...needs[1]]];
      if (needsTrue.some((number) => needs[1].has(number))) return;
      const makes = new Set(action.makes.map((atom) => numbers.of(fact(atom))));
      const ends = new Set(action.ends.map((atom) => numbers.of(fact(atom))));
      const step = { action: action.name, arguments: action.parameters.map(({ name }) => binding.get(name) ?? "") };
      const effects = { makes: [...makes].filter((number) => !needs[0].has(number)), ends: [...ends].filter((number) => !makes.has(number) && !needs[1].has(number)) };
      if (effects.makes.length + effects.ends.length > 0) actions.push({ step, needsTrue, needsFalse, ...effects });
    });
  }
  return actions;
}

/** A literal is 2 * fact when it must hold and 2 * fact + 1 when it must not. */
const needsOf = ({ needsTrue, needsFalse }: GroundAction): number[] => [...needsTrue.map((fact) => 2 * fact), ...needsFalse.map((fact) => 2 * fact + 1)];
const literalText = (literal: number, texts: readonly string[]): string => `${literal % 2 === 0 ? "" : "not "}${texts[literal >> 1]}`;
const effectsOf = ({ makes, ends }: GroundAction): number[] => [...makes.map((fact) => 2 * fact), ...ends.map((fact) => 2 * fact + 1)];

/** Literals and actions that can come about when both a fact and its opposite may hold at once, which only ever allows more. */
function reachable(actions: readonly GroundAction[], start: readonly number[], literals: number): { reached: Uint8Array; runs: Uint8Array } {
  const neededBy: number[][] = Array.from({ length: literals }, () => []);
  const missing = new Int32Array(actions.length);
  for (const [index, action] of actions.entries()) {
    const needs = needsOf(action);
    missing[index] = needs.length;
    for (const literal of needs) neededBy[literal]?.push(index);
  }
  const reached = new Uint8Array(literals);
  const runs = new Uint8Array(actions.length);
  const queue: number[] = [];
  const reach = (literal: number): void => {
    if (reached[literal] === 1) return;
    reached[literal] = 1;
    queue.push(literal);
  };
  const run = (index: number): void => {
    const action = actions[index];
    if (action === undefined) return;
    runs[index] = 1;
    for (const literal of effectsOf(action)) reach(literal);
  };
  start.forEach(reach);
  for (const [index, count] of missing.entries()) if (count === 0) run(index);
  for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
    for (const index of neededBy[literal] ?? []) {
      const left = (missing[index] ?? 0) - 1;
      missing[index] = left;
      if (left === 0) run(index);
    }
  }
  return { reached, runs };
}

/** Literals the goal depends on, and the actions that bring one about. */
function relevant(actions: readonly GroundAction[], goal: readonly number[], literals: number): { wanted: Uint8Array; helps: Uint8Array } {
  const broughtBy: number[][] = Array.from({ length: literals }, () => []);
  for (const [index, action] of actions.entries()) for (const literal of effectsOf(action)) broughtBy[literal]?.push(index);
  const wanted = new Uint8Array(literals);
  const helps = new Uint8Array(actions.length);
  const queue: number[] = [];
  const want = (literal: number): void => {
    if (wanted[literal] === 1) return;
    wanted[literal] = 1;
    queue.push(literal);
  };
  goal.forEach(want);
  for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
    for (const index of broughtBy[literal] ?? []) {
      const action = actions[index];
      if (action === undefined || helps[index] === 1) continue;
      helps[index] = 1;
      needsOf(action).forEach(want);
    }
  }
  return { wanted, helps };
}

function hopelessGoal(literal: number, actions: readonly GroundAction[], reached: Uint8Array, texts: readonly string[]): HopelessGoal {
  const makers = actions.filter((action) => effectsOf(action).includes(literal));
  const reasons = makers.slice(0, MAX_REASONS).map((action) => {
    const lacking = needsOf(action).filter((need) => reached[need] !== 1);
    return `${atomText(action.step.action, action.step.arguments)} can never run: it needs ${lacking.map((need) => literalText(need, texts)).join(", ")}, which never holds`;
  });
  if (makers.length > MAX_REASONS) reasons.push(`and ${makers.length - MAX_REASONS} more actions likewise`);
  return { goal: literalText(literal, texts), reasons: makers.length === 0 ? ["no action brings it about with the objects given"] : reasons };
}

export function ground(program: PlanProgram): Grounding {
  const binder = new Binder(program);
  const numbers = new FactNumbers();
  let actions: GroundAction[];
  try {
    actions = groundActions(program, binder, numbers);
  } catch (error) {
    if (error instanceof TooLarge) return { kind: "too-large", message: error.message };
    throw error;
  }
  const effort = STEPS.fact * binder.startFacts.size + STEPS.binding * binder.bindings + STEPS.instance * binder.instances;
  const goal = [...new Set(program.goal.map(({ atom, holds }) => 2 * numbers.of(atomText(atom.predicate, atom.arguments.map(({ name }) => name))) + (holds ? 0 : 1)))];
  const literals = 2 * numbers.texts.length;
  const startLiterals = numbers.texts.map((text, fact) => (binder.startFacts.has(text) ? 2 * fact : 2 * fact + 1));

  const { reached, runs } = reachable(actions, startLiterals, literals);
  const contradictory = goal.filter((literal) => goal.includes(literal ^ 1));
  if (contradictory.length > 0) {
    return { kind: "hopeless", goals: contradictory.map((literal) => ({ goal: literalText(literal, numbers.texts), reasons: ["the goal asks for its opposite too"] })), effort };
  }
  const hopeless = goal.filter((literal) => reached[literal] !== 1);
  if (hopeless.length > 0) return { kind: "hopeless", goals: hopeless.map((literal) => hopelessGoal(literal, actions, reached, numbers.texts)), effort };

  // A literal whose opposite is never reached always holds: it is no condition.
  const open = (literal: number): boolean => reached[literal ^ 1] === 1;
  const running = actions
    .filter((_, index) => runs[index] === 1)
    .map((action) => ({ ...action, needsTrue: action.needsTrue.filter((fact) => open(2 * fact)), needsFalse: action.needsFalse.filter((fact) => open(2 * fact + 1)) }));
  const openGoal = goal.filter(open);
  const { wanted, helps } = relevant(running, openGoal, literals);
  const kept = [...numbers.texts.keys()].filter((fact) => wanted[2 * fact] === 1 || wanted[2 * fact + 1] === 1);
  const renumbered = new Map(kept.map((fact, index) => [fact, index]));
  const renumber = (facts: readonly number[]): number[] => facts.flatMap((fact) => renumbered.get(fact) ?? []);
  const task: GroundTask = {
    facts: kept.map((fact) => numbers.texts[fact] ?? ""),
    startTrue: renumber(kept.filter((fact) => binder.startFacts.has(numbers.texts[fact] ?? ""))),
    actions: running
      .filter((_, index) => helps[index] === 1)
      .map(({ step, needsTrue, needsFalse, makes, ends }) => ({
        step,
        needsTrue: renumber(needsTrue),
        needsFalse: renumber(needsFalse),
        makes: renumber(makes),
        ends: renumber(ends),
      })),
    goalTrue: renumber(openGoal.filter((literal) => literal % 2 === 0).map((literal) => literal >> 1)),
    goalFalse: renumber(openGoal.filter((literal) => literal % 2 === 1).map((literal) => literal >> 1)),
  };
  return { kind: "task", task, effort };
}
