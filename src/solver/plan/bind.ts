// Assigns objects to an action's parameters: facts that no action changes are looked up first, so that few assignments are tried.

import { number } from "../wording.ts";
import { ROOT_TYPE, atomText, isParameter } from "./ast.ts";
import type { Action, Atom, PlanProgram } from "./ast.ts";

export const MAX_GROUND_ACTIONS = 200_000;
/** Partial assignments of objects to parameters tried in all. */
const MAX_BINDINGS = 5_000_000;

export class TooLarge extends Error {}

/** Objects of each type, its subtypes included, in the order of declaration. */
function objectsByType(program: PlanProgram): Map<string, string[]> {
  const parents = new Map(program.types.map(({ name, type }) => [name, type]));
  const byType = new Map<string, string[]>([[ROOT_TYPE, []], ...program.types.map(({ name }): [string, string[]] => [name, []])]);
  for (const { name, type } of program.objects) {
    for (let at: string | undefined = type; at !== undefined; at = at === ROOT_TYPE ? undefined : parents.get(at)) byType.get(at)?.push(name);
  }
  return byType;
}

/** One thing to do while binding parameters: take a tuple of a fact that never changes, or an object of a type. */
type Choice =
  | { readonly kind: "tuple"; readonly atom: Atom; readonly index: ReadonlyMap<string, readonly (readonly string[])[]>; readonly bound: readonly number[] }
  | { readonly kind: "object"; readonly parameter: string; readonly objects: readonly string[] };

export class Binder {
  readonly changing: ReadonlySet<string>;
  readonly startFacts: ReadonlySet<string>;
  readonly tuples = new Map<string, string[][]>();
  readonly byType: ReadonlyMap<string, readonly string[]>;
  bindings = 0;
  instances = 0;

  constructor(program: PlanProgram) {
    this.changing = new Set(program.actions.flatMap(({ makes, ends }) => [...makes, ...ends].map(({ predicate }) => predicate)));
    this.byType = objectsByType(program);
    const facts = new Set<string>();
    for (const { predicate, arguments: terms } of program.start) {
      const names = terms.map(({ name }) => name);
      const text = atomText(predicate, names);
      if (facts.has(text)) continue;
      facts.add(text);
      const list = this.tuples.get(predicate);
      if (list === undefined) this.tuples.set(predicate, [names]);
      else list.push(names);
    }
    this.startFacts = facts;
  }

  /** Tuples of the predicate by their values at the places already bound. */
  index(predicate: string, bound: readonly number[]): Map<string, string[][]> {
    const index = new Map<string, string[][]>();
    for (const tuple of this.tuples.get(predicate) ?? []) {
      const key = bound.map((place) => tuple[place]).join(" ");
      const list = index.get(key);
      if (list === undefined) index.set(key, [tuple]);
      else list.push(tuple);
    }
    return index;
  }

  /** The order of choices: facts that never change first, the one with most parameters bound (then fewest tuples) before others. */
  order(action: Action): Choice[] {
    const bound = new Set<string>();
    const isBound = (name: string): boolean => !isParameter(name) || bound.has(name);
    const choices: Choice[] = [];
    const open = action.needs.filter(({ atom, holds }) => holds && !this.changing.has(atom.predicate)).map(({ atom }) => atom);
    while (open.length > 0) {
      const free = (atom: Atom): number => new Set(atom.arguments.filter(({ name }) => !isBound(name)).map(({ name }) => name)).size;
      const size = (atom: Atom): number => this.tuples.get(atom.predicate)?.length ?? 0;
      open.sort((a, b) => free(a) - free(b) || size(a) - size(b));
      const atom = open.shift();
      if (atom === undefined) break;
      const places = [...atom.arguments.keys()].filter((place) => isBound(atom.arguments[place]?.name ?? ""));
      choices.push({ kind: "tuple", atom, index: this.index(atom.predicate, places), bound: places });
      for (const { name } of atom.arguments) bound.add(name);
    }
    for (const { name, type } of action.parameters) {
      if (!bound.has(name)) choices.push({ kind: "object", parameter: name, objects: this.byType.get(type) ?? [] });
    }
    return choices;
  }

  combinations(action: Action): string {
    const product = action.parameters.reduce((count, { type }) => count * BigInt(this.byType.get(type)?.length ?? 0), 1n);
    return number.format(product);
  }

  refuse(action: Action, what: string): never {
    throw new TooLarge(
      `${what} at action ${action.name}, whose ${action.parameters.length} parameters allow ${this.combinations(action)} combinations of objects; ` +
        "use fewer objects, narrower types, fewer parameters, or needs on facts that never change.",
    );
  }

  /** Calls `found` for each assignment that fits the types, the differences and the facts that never change. */
  bind(action: Action, found: (binding: ReadonlyMap<string, string>) => void): void {
    const choices = this.order(action);
    const types = new Map(action.parameters.map(({ name, type }) => [name, new Set(this.byType.get(type))]));
    const binding = new Map<string, string>();
    const value = (name: string): string | undefined => (isParameter(name) ? binding.get(name) : name);
    const stillDifferent = (): boolean =>
      action.differences.every(({ left, right }) => {
        const [a, b] = [value(left.name), value(right.name)];
        return a === undefined || b === undefined || a !== b;
      });
    const visit = (depth: number): void => {
      const choice = choices[depth];
      if (choice === undefined) {
        if (++this.instances > MAX_GROUND_ACTIONS) this.refuse(action, `More than ${number.format(MAX_GROUND_ACTIONS)} actions`);
        found(binding);
        return;
      }
      const bind = (names: readonly string[], objects: readonly string[]): void => {
        if (++this.bindings > MAX_BINDINGS) this.refuse(action, `More than ${number.format(MAX_BINDINGS)} combinations tried`);
        const fresh: string[] = [];
        let fits = true;
        for (const [place, name] of names.entries()) {
          const object = objects[place] ?? "";
          const before = value(name);
          if (before === undefined) {
            if (types.get(name)?.has(object) !== true) fits = false;
            binding.set(name, object);
            fresh.push(name);
          } else if (before !== object) {
            fits = false;
          }
        }
        if (fits && stillDifferent()) visit(depth + 1);
        for (const name of fresh) binding.delete(name);
      };
      if (choice.kind === "object") {
        for (const object of choice.objects) bind([choice.parameter], [object]);
      } else {
        const names = choice.atom.arguments.map(({ name }) => name);
        const key = choice.bound.map((place) => value(names[place] ?? "")).join(" ");
        for (const tuple of choice.index.get(key) ?? []) bind(names, tuple);
      }
    };
    if (stillDifferent()) visit(0);
  }
}
