// Names, types and arities of a parsed program. Throws PlanStop at the first fault; returns the program with its types completed.

import { editDistance } from "../nearest.ts";
import { MAX_OBJECTS, MAX_TYPES, ROOT_TYPE, isParameter } from "./ast.ts";
import type { Action, Atom, Named, PlanProgram, Signature, Typed } from "./ast.ts";
import { PlanStop } from "./stop.ts";

/** The known name within two changes of `name`, one of a short name; null where there is none. */
export function nearest(name: string, known: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  const most = name.length <= 3 ? 1 : 2;
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    if (Math.abs(wanted.length - other.length) > most) continue;
    const distance = editDistance(wanted, other, 2);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** ' Did you mean "on"?' for a name near a known one, else the known names if they are few. */
function suggest(name: string, known: readonly string[]): string {
  const best = nearest(name, known);
  if (best !== null) return ` Did you mean "${best}"?`;
  return known.length > 0 && known.length <= 12 ? ` Known: ${known.join(", ")}.` : "";
}

function refuseDuplicates(items: readonly Named[], what: string): void {
  const seen = new Set<string>();
  for (const { name, offset } of items) {
    if (seen.has(name)) throw new PlanStop("duplicate", `The ${what} "${name}" is declared twice; remove or rename one.`, offset);
    seen.add(name);
  }
}

/** Type -> parent for every type named, also those only named as a parent. */
function typeTable(types: readonly Typed[]): Map<string, string> {
  const parents = new Map<string, string>();
  for (const { name, type, offset } of types) {
    if (name === ROOT_TYPE) {
      if (type === ROOT_TYPE) continue;
      throw new PlanStop("type", `"${ROOT_TYPE}" is the type of everything and has no type above it; remove it from the list.`, offset);
    }
    const parent = type === name ? ROOT_TYPE : type;
    const before = parents.get(name);
    if (before !== undefined && before !== parent && before !== ROOT_TYPE && parent !== ROOT_TYPE) {
      throw new PlanStop("duplicate", `The type "${name}" is declared as a kind of ${before} and of ${parent}; keep one.`, offset);
    }
    if (before === undefined || before === ROOT_TYPE) parents.set(name, parent);
    if (parent !== ROOT_TYPE && !parents.has(parent)) parents.set(parent, ROOT_TYPE);
  }
  for (const { name, offset } of types) {
    let at = parents.get(name) ?? ROOT_TYPE;
    for (let steps = 0; at !== ROOT_TYPE; steps++) {
      if (steps > parents.size) throw new PlanStop("type", `The type "${name}" is above itself; remove one of the "-" in the circle.`, offset);
      at = parents.get(at) ?? ROOT_TYPE;
    }
  }
  return parents;
}

function isKindOf(type: string, wanted: string, parents: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = type; at !== undefined; at = parents.get(at)) {
    if (at === wanted) return true;
  }
  return wanted === ROOT_TYPE;
}

class Checker {
  readonly parents: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, string>;
  readonly declared: ReadonlyMap<string, Signature>;
  /** Arity of predicates that are not declared, from their first use. */
  readonly arities = new Map<string, number>();

  constructor(program: PlanProgram) {
    this.parents = typeTable(program.types);
    refuseDuplicates(program.objects, "object");
    refuseDuplicates(program.predicates, "predicate");
    refuseDuplicates(program.actions, "action");
    for (const item of [...program.objects, ...program.actions.flatMap(({ parameters }) => parameters)]) this.type(item.type, item.offset);
    for (const { types } of program.predicates) for (const { name, offset } of types) this.type(name, offset);
    this.objects = new Map(program.objects.map(({ name, type }) => [name, type]));
    this.declared = new Map(program.predicates.map((signature) => [signature.name, signature]));
  }

  type(name: string, offset: number): void {
    if (name !== ROOT_TYPE && !this.parents.has(name)) {
      throw new PlanStop("unknown-name", `The type "${name}" is not in types:.${suggest(name, [...this.parents.keys()])}`, offset);
    }
  }

  termType(term: Named, parameters: ReadonlyMap<string, string>): string {
    const parameter = isParameter(term.name);
    const type = (parameter ? parameters : this.objects).get(term.name);
    if (type !== undefined) return type;
    const message = parameter
      ? parameters.size === 0
        ? `${term.name} is a parameter; outside an action only objects can stand here.`
        : `${term.name} is not a parameter of this action.${suggest(term.name, [...parameters.keys()])}`
      : `"${term.name}" is not in objects:.${suggest(term.name, [...this.objects.keys()])}`;
    throw new PlanStop("unknown-name", message, term.offset);
  }

  atom(atom: Atom, parameters: ReadonlyMap<string, string>): void {
    const { predicate, offset } = atom;
    const signature = this.declared.get(predicate);
    if (signature === undefined && this.declared.size > 0) {
      throw new PlanStop("unknown-name", `The predicate "${predicate}" is not in predicates:.${suggest(predicate, [...this.declared.keys()])}`, offset);
    }
    const arity = signature?.types.length ?? this.arities.get(predicate) ?? atom.arguments.length;
    this.arities.set(predicate, arity);
    if (atom.arguments.length !== arity) {
      throw new PlanStop("arity", `${predicate} takes ${arity} ${arity === 1 ? "argument" : "arguments"} elsewhere but has ${atom.arguments.length} here; make them agree.`, offset);
    }
    for (const [index, term] of atom.arguments.entries()) {
      const type = this.termType(term, parameters);
      const wanted = signature?.types[index]?.name ?? ROOT_TYPE;
      if (!isKindOf(type, wanted, this.parents)) {
        throw new PlanStop("type", `Argument ${index + 1} of ${predicate} must be a ${wanted}, but ${term.name} is a ${type}.`, term.offset);
      }
    }
  }

  action(action: Action): void {
    refuseDuplicates(action.parameters, "parameter");
    const parameters = new Map(action.parameters.map(({ name, type }) => [name, type]));
    for (const { atom } of action.needs) this.atom(atom, parameters);
    for (const atom of [...action.makes, ...action.ends]) this.atom(atom, parameters);
    for (const { left, right } of action.differences) {
      this.termType(left, parameters);
      this.termType(right, parameters);
    }
  }
}

/** Without declared predicates, one that is asked for or ended but that nothing can ever make true is taken for a slip of the pen. */
function refuseNeverTrue(program: PlanProgram): void {
  const possible = [...new Set([...program.start, ...program.actions.flatMap(({ makes }) => makes)].map(({ predicate }) => predicate))];
  const asked = [...program.actions.flatMap(({ needs }) => needs), ...program.goal].filter(({ holds }) => holds);
  for (const { atom } of asked) {
    if (possible.includes(atom.predicate)) continue;
    throw new PlanStop("unknown-name", `${atom.predicate} can never hold: neither start nor any action makes it.${suggest(atom.predicate, possible)}`, atom.offset);
  }
  for (const { predicate, offset } of program.actions.flatMap(({ ends }) => ends)) {
    if (possible.includes(predicate)) continue;
    throw new PlanStop("unknown-name", `There is no ${predicate} to end: neither start nor any action makes it. Correct the name, or take it out.${suggest(predicate, possible)}`, offset);
  }
}

export function checkProgram(program: PlanProgram): PlanProgram {
  if (program.objects.length > MAX_OBJECTS) {
    throw new PlanStop("too-many", `The program has ${program.objects.length} objects; use at most ${MAX_OBJECTS}.`, program.objects[MAX_OBJECTS]?.offset ?? null);
  }
  if (program.types.length > MAX_TYPES) {
    throw new PlanStop("too-many", `The program has ${program.types.length} types; use at most ${MAX_TYPES}.`, program.types[MAX_TYPES]?.offset ?? null);
  }
  if (program.goal.length === 0) throw new PlanStop("no-goal", 'The program has no goal; add "goal:" with at least one fact.', null);
  const checker = new Checker(program);
  const noParameters = new Map<string, string>();
  for (const atom of program.start) checker.atom(atom, noParameters);
  for (const action of program.actions) checker.action(action);
  for (const { atom } of program.goal) checker.atom(atom, noParameters);
  if (program.predicates.length === 0) refuseNeverTrue(program);
  const offsets = new Map(program.types.map(({ name, offset }) => [name, offset]));
  const types = [...checker.parents].map(([name, type]) => ({ name, type, offset: offsets.get(name) ?? 0 }));
  return { ...program, types };
}
