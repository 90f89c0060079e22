// The planning language (typed STRIPS) as a tree. Text form, commas and line breaks between items optional, # starts a comment:
//
//   types: block - place                      # names before "-" are kinds of the name after it; without types all is "object"
//   objects: a b c - block, table - place
//   predicates: on(block, place), clear(place)     # optional; when given, every predicate is checked against it
//   action move(?x - block, ?from ?to - place):
//     needs on(?x, ?from), clear(?x), clear(?to), not heavy(?x), ?x != ?to
//     makes on(?x, ?to), clear(?from)
//     ends on(?x, ?from), clear(?to)
//   start: on(a, table), on(b, a), clear(b)
//   goal: on(a, b), not clear(a)
//
// What start does not say is false. An action first ends facts, then makes facts, so a fact in both holds afterwards.
// Words of logic (and, or, if, when, forall ..) name no fact: there are no conditional effects, and no choice but between actions.
// Sections may come in any order and more than once. Offsets are 0-based UTF-16 units of the program text.

export const ROOT_TYPE = "object";

/** Bounds on the text; the number of ground actions has its own bound in bind.ts. */
export const MAX_PROGRAM_LENGTH = 200_000;
export const MAX_PARAMETERS = 10;
export const MAX_NEEDS = 100;
export const MAX_TYPES = 200;
export const MAX_OBJECTS = 5000;

export interface Named {
  readonly name: string;
  readonly offset: number;
}

/** A type with its parent, an object with its type, or a parameter ("?x") with its type. */
export interface Typed extends Named {
  readonly type: string;
}

/** Arguments that start with "?" are parameters, the others objects. */
export interface Atom {
  readonly predicate: string;
  readonly arguments: readonly Named[];
  readonly offset: number;
}

/** An atom that must hold or must not hold. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** left != right */
export interface Difference {
  readonly left: Named;
  readonly right: Named;
}

export interface Action extends Named {
  readonly parameters: readonly Typed[];
  readonly needs: readonly Literal[];
  readonly differences: readonly Difference[];
  readonly makes: readonly Atom[];
  readonly ends: readonly Atom[];
}

/** A declared predicate: the type of each argument. */
export interface Signature extends Named {
  readonly types: readonly Named[];
}

export interface PlanProgram {
  readonly types: readonly Typed[];
  readonly objects: readonly Typed[];
  /** Empty when the program declares none. */
  readonly predicates: readonly Signature[];
  readonly actions: readonly Action[];
  readonly start: readonly Atom[];
  readonly goal: readonly Literal[];
}

/** One action of a plan with its arguments in the order of the parameters. */
export interface PlanStep {
  readonly action: string;
  readonly arguments: readonly string[];
}

export function isParameter(name: string): boolean {
  return name.startsWith("?");
}

/** "on(a, b)", or the bare name without arguments. */
export function atomText(predicate: string, names: readonly string[]): string {
  return names.length === 0 ? predicate : `${predicate}(${names.join(", ")})`;
}
