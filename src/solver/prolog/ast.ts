// Prolog as typed trees: terms as written, and the goals they are where they stand as goals. Offsets are 0-based UTF-16 units.

export interface Span {
  readonly at: number;
  readonly end: number;
}

export interface Variable extends Span {
  readonly kind: "variable";
  /** "_" is another variable at each place. */
  readonly name: string;
}

export interface Compound extends Span {
  readonly kind: "compound";
  readonly name: string;
  readonly args: readonly Term[];
}

export type Term =
  | Variable
  /** Decimal digits, of any length, with a minus where negative. */
  | (Span & { readonly kind: "integer"; readonly text: string })
  /** Lowest terms, e.g. "1r3"; never whole. */
  | (Span & { readonly kind: "rational"; readonly text: string })
  | (Span & { readonly kind: "float"; readonly value: number })
  | (Span & { readonly kind: "string"; readonly text: string })
  | (Span & { readonly kind: "atom"; readonly name: string })
  /** At least one item; the empty list is nil. `tail` is null for a list that ends. */
  | (Span & { readonly kind: "list"; readonly items: readonly Term[]; readonly tail: Term | null })
  | (Span & { readonly kind: "nil" })
  | Compound;

/** Predicates are told apart by name and number of arguments. */
export interface Indicator {
  readonly name: string;
  readonly arity: number;
}

export function keyOf({ name, arity }: Indicator): string {
  return `${name}/${arity}`;
}

export type Clause = Span & {
  readonly name: string;
  readonly args: readonly Term[];
  /** Null for a fact. */
  readonly body: Term | null;
  /** Of the facts beside the program, not of the program. */
  readonly beside: boolean;
};

/** `:- table p/2.` or `:- table p(_, _, min).` */
export interface Tabled extends Indicator, Span {
  /** One per argument, "index" where it is part of the call; null where all are. */
  readonly modes: readonly string[] | null;
}

export interface Query extends Span {
  readonly goal: Term;
}

export interface Program {
  readonly clauses: readonly Clause[];
  readonly tabled: readonly Tabled[];
  readonly queries: readonly Query[];
}

/** An argument of a goal, by what the predicate does with it. */
export type Argument =
  | { readonly kind: "data"; readonly term: Term }
  | { readonly kind: "goal"; readonly goal: Goal }
  /** `X^Y^Goal` of bagof and setof. */
  | { readonly kind: "quantified"; readonly variables: readonly Term[]; readonly goal: Goal }
  /** A predicate with some of its arguments, to be called with more. */
  | { readonly kind: "closure"; readonly closure: Closure };

export type Closure =
  | { readonly kind: "partial"; readonly term: Term; readonly name: string; readonly arity: number; readonly own: boolean; readonly args: readonly Argument[] }
  /** `Free/[Parameters]>>Goal`. */
  | { readonly kind: "lambda"; readonly free: Term | null; readonly parameters: readonly Term[]; readonly goal: Goal };

/** A term read as a goal, every goal inside it known. `term` is how it was written. */
export type Goal = { readonly term: Term } & (
  | { readonly kind: "and"; readonly goals: readonly Goal[] }
  | { readonly kind: "or"; readonly left: Goal; readonly right: Goal }
  /** `soft` is `*->`; without otherwise it fails where the condition does. */
  | { readonly kind: "if"; readonly condition: Goal; readonly consequence: Goal; readonly otherwise: Goal | null; readonly soft: boolean }
  | { readonly kind: "not"; readonly goal: Goal }
  | { readonly kind: "cut" }
  /** `own`: defined by the program or a table, not built in. */
  | { readonly kind: "call"; readonly name: string; readonly own: boolean; readonly args: readonly Argument[] }
);
