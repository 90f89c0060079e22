// Values that read alike and are never the same term, as 2 and 2.0, 501 and '00501', "Ann" and 'Ann': a question that names one
// where its facts or tables hold the other finds nothing, and that nothing is no fact about them.

import type { ColumnType, DataColumn } from "../result.ts";
import { type Argument, type Goal, keyOf, type Term } from "./ast.ts";
import { calledBy } from "./calls.ts";
import type { CheckedClause, CheckedProgram } from "./check.ts";
import { identity, printAtom, printFloat } from "./print.ts";

type Kind = "integer" | "float" | "rational" | "atom" | "string";

interface Constant {
  readonly kind: Kind;
  /** As written, without marks. */
  readonly text: string;
}

/** Where values stand: a column of a table, or an argument of a predicate that has facts alone. */
interface Place {
  readonly label: string;
  /** Whether it holds values of this kind alone; null where that is not known. */
  readonly only: Kind | null;
  values(): Iterable<Constant>;
}

/** A goal that names the value, or the variable with it. */
interface Named {
  readonly constant: Constant;
  readonly goal: Term;
}

/** What is known of the variables of a conjunction. */
interface Known {
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly constants: ReadonlyMap<string, readonly Named[]>;
}

const KIND_NAMES: Readonly<Record<Kind, string>> = { integer: "the whole number", float: "the float", rational: "the fraction", atom: "the atom", string: "the string" };
const COLUMN_KINDS: Readonly<Record<ColumnType, Kind>> = { integer: "integer", real: "float", text: "atom" };
const NUMBER = /^\s*[+-]?\d+(?:[.]\d+)?(?:e[+-]?\d+)?\s*$/i;
/** Goals that ask whether two terms are the same. */
const SAMENESS: ReadonlySet<string> = new Set(["=/2", "\\=/2", "==/2", "\\==/2", "dif/2"]);
const MOST_CAUTIONS = 4;
/** Most values that are looked at in all, beyond which nothing is said, and of each of two places that are joined: tables may be long. */
const MOST_VALUES = 1_000_000;
const MOST_JOINED = 20_000;
/** Places and values that are kept for one variable, and rules that are followed one into the other. */
const MOST_KEPT = 8;
const MOST_RULES = 20;

/** The same for values that a reader takes for the same. */
function reading({ kind, text }: Constant): string {
  if (kind === "rational") {
    const [above = "", below = ""] = text.split("r");
    return String(Number(above) / Number(below));
  }
  // Numbers too large for a float are told apart by their digits.
  if (kind === "integer" && text.length > 15) return text;
  return NUMBER.test(text) ? String(Number(text)) : `t ${text}`;
}

function isNumber(kind: Kind): boolean {
  return kind === "integer" || kind === "float" || kind === "rational";
}

function written({ kind, text }: Constant): string {
  return kind === "atom" ? (/^[a-z]\w*$/.test(text) ? text : printAtom(text)) : kind === "string" ? JSON.stringify(text) : text;
}

function shown(constant: Constant): string {
  return `${KIND_NAMES[constant.kind]} ${written(constant)}`;
}

function constantOf(term: Term): Constant | null {
  switch (term.kind) {
    case "integer":
    case "rational":
    case "string":
      return { kind: term.kind, text: term.text };
    case "float":
      return { kind: "float", text: printFloat(term.value) };
    case "atom":
      return { kind: "atom", text: term.name };
    default:
      return null;
  }
}

function columnPlace(table: string, { name, type, cells }: DataColumn): Place {
  const kind = COLUMN_KINDS[type];
  return {
    label: `${table}.${name}`,
    only: kind,
    *values() {
      for (const cell of cells) if (cell !== null) yield { kind, text: typeof cell === "number" && kind === "float" ? printFloat(cell) : String(cell) };
    },
  };
}

/** Null where a clause leaves the argument open, or works it out. */
function factPlace(key: string, clauses: readonly CheckedClause[], index: number): Place | null {
  const constants: Constant[] = [];
  for (const { args, body } of clauses) {
    const arg = args[index];
    if (body !== null || arg === undefined || arg.kind === "variable") return null;
    const constant = constantOf(arg);
    if (constant !== null) constants.push(constant);
  }
  const [first] = constants;
  return { label: `argument ${index + 1} of ${key}`, only: first !== undefined && constants.every(({ kind }) => kind === first.kind) ? first.kind : null, values: () => constants };
}

function dataOf(argument: Argument | undefined): Term | null {
  return argument?.kind === "data" ? argument.term : null;
}

function put<Value>(lists: Map<string, readonly Value[]>, key: string, value: Value): void {
  const list = lists.get(key) ?? [];
  if (list.length < MOST_KEPT) lists.set(key, [...list, value]);
}

class KindChecker {
  readonly cautions = new Set<string>();
  private readonly clauses = new Map<string, CheckedClause[]>();
  private readonly tables: ReadonlyMap<string, readonly Place[]>;
  private readonly found = new Map<string, readonly (Place | null)[]>();
  private readonly passes = new Map<string, Constant | null>();
  private rules = 0;
  private left = MOST_VALUES;

  constructor({ clauses, tables }: CheckedProgram) {
    for (const clause of clauses) {
      const key = keyOf({ name: clause.name, arity: clause.args.length });
      const group = this.clauses.get(key);
      if (group === undefined) this.clauses.set(key, [clause]);
      else group.push(clause);
    }
    this.tables = new Map(tables.map(({ name, columns }) => [keyOf({ name, arity: columns.length }), columns.map((column) => columnPlace(name, column))] as const));
  }

  /** Where the values of each argument come from; null where that is not known. */
  private placesOf(key: string): readonly (Place | null)[] {
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const clauses = this.clauses.get(key) ?? [];
    this.found.set(key, []); // of a predicate that leads back to itself nothing is known
    const places = this.tables.get(key) ?? clauses[0]?.args.map((_, index) => factPlace(key, clauses, index) ?? this.passedOn(clauses, index)) ?? [];
    this.found.set(key, places);
    return places;
  }

  /** Of a predicate with one rule: where the argument is a variable, what its body has for it. */
  private passedOn([clause, ...more]: readonly CheckedClause[], index: number): Place | null {
    const arg = clause?.args[index];
    if (clause === undefined || clause.goal === null || more.length > 0 || arg?.kind !== "variable" || this.rules >= MOST_RULES) return null;
    this.rules++;
    const place = this.known(clause.goal).places.get(identity(arg))?.[0] ?? null;
    this.rules--;
    return place;
  }

  /** Of the goals that all hold together, not of those inside others. */
  private known(goal: Goal, outer: Known | null = null): Known {
    const places = new Map(outer?.places);
    const constants = new Map(outer?.constants);
    for (const part of goal.kind === "and" ? goal.goals : [goal]) {
      if (part.kind !== "call") continue;
      const key = keyOf({ name: part.name, arity: part.args.length });
      if (part.own) {
        for (const [index, place] of this.placesOf(key).entries()) {
          const term = dataOf(part.args[index]);
          if (place !== null && term?.kind === "variable") put(places, identity(term), place);
        }
      } else if (SAMENESS.has(key)) {
        const [left, right] = part.args.map(dataOf);
        for (const [one, other] of [[left, right], [right, left]]) {
          const constant = other === undefined || other === null ? null : constantOf(other);
          if (one?.kind === "variable" && constant !== null) put(constants, identity(one), { constant, goal: part.term });
        }
      }
    }
    return { places, constants };
  }

  /** A value of the place that reads like this one, where none is the same; null where there is none. */
  private likeness(place: Place, constant: Constant): Constant | null {
    if (constant.kind === place.only) return null;
    const key = `${place.label} ${constant.kind} ${constant.text}`;
    const passed = this.passes.get(key);
    if (passed !== undefined) return passed;
    const wanted = reading(constant);
    let like: Constant | null = null;
    for (const value of place.values()) {
      if (like !== null && place.only !== null) break;
      if (this.left-- <= 0 || (value.kind === constant.kind && value.text === constant.text)) {
        like = null;
        break;
      }
      if (like === null && value.kind !== constant.kind && reading(value) === wanted) like = value;
    }
    this.passes.set(key, like);
    return like;
  }

  private compare(place: Place, { constant, goal }: Named, where: (term: Term) => string): void {
    const like = this.likeness(place, constant);
    if (like === null) return;
    const calculated = isNumber(like.kind) && isNumber(constant.kind) ? `, or a variable in its place and X =:= ${written(constant)}` : "";
    this.cautions.add(`${place.label} holds ${shown(like)}, not ${shown(constant)}, and these are never the same term, so ${where(goal)} misses it. Write ${written(like)}${calculated}.`);
  }

  /** The first values of a place of one kind; all of a place that may hold several, which is as short as the program. */
  private *some(place: Place): Iterable<Constant> {
    let count = 0;
    for (const value of place.values()) {
      if (this.left-- <= 0 || (place.only !== null && ++count > MOST_JOINED)) return;
      yield value;
    }
  }

  /** Two places that a variable stands for at once: values of each that read alike, where none is in both. */
  private join(first: Place, second: Place, name: string, goal: Term, where: (term: Term) => string): void {
    const key = `${first.label} ${second.label}`;
    if (first.label === second.label || (first.only !== null && first.only === second.only) || this.passes.has(key)) return;
    this.passes.set(key, null);
    const values = new Map<string, Constant>();
    const exact = new Set<string>();
    for (const value of this.some(first)) {
      values.set(reading(value), value);
      exact.add(`${value.kind} ${value.text}`);
    }
    let pair: readonly [Constant, Constant] | null = null;
    for (const value of this.some(second)) {
      if (exact.has(`${value.kind} ${value.text}`)) return;
      const like = values.get(reading(value));
      if (pair === null && like !== undefined && like.kind !== value.kind) pair = [like, value];
    }
    if (pair === null || this.left <= 0) return;
    const [one, other] = pair;
    const how = isNumber(one.kind) && isNumber(other.kind)
      ? "and compare them with X =:= Y"
      : isNumber(one.kind) || isNumber(other.kind)
        ? "and make a number of the text with atom_number(Text, Number)"
        : "and make an atom of the string with atom_string(Atom, String)";
    this.cautions.add(`${first.label} holds ${shown(one)} and ${second.label} ${shown(other)}, which are never the same term, so ${name} in ${where(goal)} is never both. Give each a variable of its own, ${how}.`);
  }

  check(goal: Goal, where: (term: Term) => string, outer: Known | null = null): void {
    if (this.cautions.size >= MOST_CAUTIONS) return;
    const known = this.known(goal, outer);
    for (const [name, places] of known.places) {
      const before = outer?.places.get(name)?.length ?? 0;
      const named = known.constants.get(name) ?? [];
      const namedBefore = outer?.constants.get(name)?.length ?? 0;
      for (const [index, place] of places.entries()) {
        for (const one of index < before ? named.slice(namedBefore) : named) this.compare(place, one, where);
        if (index >= before) for (const other of places.slice(0, index)) this.join(other, place, name, goal.term, where);
      }
    }
    for (const part of goal.kind === "and" ? goal.goals : [goal]) this.inside(part, where, known);
  }

  private inside(goal: Goal, where: (term: Term) => string, known: Known): void {
    switch (goal.kind) {
      case "and":
        this.check(goal, where, known);
        return;
      case "or":
        this.check(goal.left, where, known);
        this.check(goal.right, where, known);
        return;
      case "if":
        for (const part of [goal.condition, goal.consequence, ...(goal.otherwise === null ? [] : [goal.otherwise])]) this.check(part, where, known);
        return;
      case "not":
        this.check(goal.goal, where, known);
        return;
      case "cut":
        return;
      case "call":
        if (goal.own) {
          for (const [index, place] of this.placesOf(keyOf({ name: goal.name, arity: goal.args.length })).entries()) {
            const term = dataOf(goal.args[index]);
            const constant = term === null ? null : constantOf(term);
            if (place !== null && constant !== null) this.compare(place, { constant, goal: goal.term }, where);
          }
        }
        // What they call has variables of its own, as far as is known here.
        for (const arg of goal.args) {
          if (arg.kind === "goal" || arg.kind === "quantified") this.check(arg.goal, where);
          if (arg.kind === "closure" && arg.closure.kind === "lambda") this.check(arg.closure.goal, where);
        }
        return;
      default:
        goal satisfies never;
    }
  }
}

/** `where`: a goal as a message names it, such as "p(2) in line 3". */
export function otherKindCautions(checked: CheckedProgram, where: (term: Term, beside: boolean) => string): string[] {
  const checker = new KindChecker(checked);
  const reached = checked.reach.from(checked.queries.flatMap(({ read }) => [...calledBy(read)]));
  for (const { read } of checked.queries) checker.check(read, (term) => where(term, false));
  for (const { name, args, goal, beside } of checked.clauses) if (goal !== null && reached.has(keyOf({ name, arity: args.length }))) checker.check(goal, (term) => where(term, beside));
  return [...checker.cautions].slice(0, MOST_CAUTIONS);
}
