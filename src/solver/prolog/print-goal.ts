// Goals -> text for SWI-Prolog, twice: as they run, with the marks of watch.ts, and as the second interpreter walks through them.
// The marks are predicates of runtime-watch.ts.

import { type Argument, type Closure, type Goal, keyOf, type Span, type Term } from "./ast.ts";
import { BUILT_INS } from "./built-ins.ts";
import { type Reach, SIFTING } from "./calls.ts";
import { countVariables, ownName, printAtom, TermPrinter } from "./print.ts";
import { PrologStop } from "./stop.ts";
import { COLLECTING, COMMITTING, type Need, TESTS, type Watch, WATCHED, type WatchKind } from "./watch.ts";

const LAMBDA_PREFIX = "l:";
/** They calculate with the items of a list. */
const SUMMING: ReadonlySet<string> = new Set(["sum_list/2", "sumlist/2", "max_list/2", "min_list/2"]);
/** Their results can be longer than memory. */
const GROWING: ReadonlySet<string> = new Set(["<<", ">>", "**", "^"]);

function grows(term: Term): boolean {
  return term.kind === "compound" && (GROWING.has(term.name) || term.args.some(grows));
}

/** It makes text of a term and back. */
const REWRITING = "term_to_atom/2";

/** What the clauses of a program share. */
export interface ProgramText {
  readonly reach: Reach;
  /** Predicates made of lambdas. */
  readonly lambdas: string[];
  /** By the number of their mark. */
  readonly watches: Watch[];
}

type Call = Goal & { readonly kind: "call" };

export function printCall(name: string, args: readonly string[]): string {
  return args.length === 0 ? printAtom(name) : `${printAtom(name)}(${args.join(",")})`;
}

export function runtimeCall(name: string, ...args: readonly (string | number)[]): string {
  return `':'('runtime',${name}${args.length === 0 ? "" : `(${args.join(",")})`})`;
}

/** What is already there and what is new. */
export function printAll(goals: readonly string[]): string {
  return goals.length === 0 ? "'true'" : goals.reduceRight((rest, goal) => `','(${goal},${rest})`);
}

/** `otherwise` runs where the test fails, and must succeed. */
export function printUnless(test: string, otherwise: string): string {
  return `';'('->'(${test},'true'),${otherwise})`;
}

/** Whether it binds nothing, so that only whether it holds is asked. */
export function isTest(goal: Goal): boolean {
  switch (goal.kind) {
    case "and":
      return goal.goals.every(isTest);
    case "or":
      return isTest(goal.left) && isTest(goal.right);
    case "if":
      return isTest(goal.condition) && isTest(goal.consequence) && (goal.otherwise === null || isTest(goal.otherwise));
    case "not":
      return true;
    case "cut":
      return false;
    case "call":
      return !goal.own && TESTS.has(keyOf({ name: goal.name, arity: goal.args.length }));
    default:
      return goal satisfies never;
  }
}

/** Prints the goals of one clause or query. */
export class ClausePrinter extends TermPrinter {
  protected readonly text: ProgramText;
  private readonly owner: string | null;
  private readonly beside: boolean;
  private readonly marks = new Map<object, number>();
  private readonly closures = new Map<Closure, string>();
  /** Variables of the marks. */
  private readonly added: string[] = [];
  /** How a cut is printed where the printer stands. */
  private cut: (goal: Goal) => string = () => "!";

  /** `terms`: all of the clause; `owner`: the predicate it is of, null for a query; `beside`: of the facts beside the program. */
  constructor(terms: readonly Term[], owner: string | null, beside: boolean, text: ProgramText) {
    super(terms);
    this.owner = owner;
    this.beside = beside;
    this.text = text;
  }

  protected markVariable(): string {
    const name = this.fresh();
    this.added.push(name);
    return name;
  }

  /** The number of the mark of a place. */
  protected mark(place: object, kind: WatchKind, { at, end }: Span, ids: readonly string[], alone = false): number {
    const known = this.marks.get(place);
    if (known !== undefined) return known;
    const names = ids.filter((id) => !id.startsWith("_"));
    const number = this.text.watches.push({ kind, at, end, beside: this.beside, names, alone }) - 1;
    this.marks.set(place, number);
    return number;
  }

  /** Variables of the parts that also stand outside the whole; `asked`: or that a question asks for. */
  protected outside(parts: readonly Term[], whole: readonly Term[] = parts, asked = false): string[] {
    const inside = new Map<string, number>();
    for (const term of whole) countVariables(term, inside);
    const own = new Map<string, number>();
    for (const term of parts) countVariables(term, own);
    return [...own.keys()].filter((id) => (this.counts.get(id) ?? 0) > (inside.get(id) ?? 0) || (asked && this.owner === null && !id.startsWith("_")));
  }

  /** A goal that finds which of these variables are open, into a new variable. */
  protected openOf(ids: readonly string[]): { readonly open: string; readonly goal: string } {
    const open = this.markVariable();
    return { open, goal: `'term_variables'(v(${ids.map((id) => this.variable(id)).join(",")}),${open})` };
  }

  protected withCut<Result>(cut: (goal: Goal) => string, print: () => Result): Result {
    const before = this.cut;
    this.cut = cut;
    const result = print();
    this.cut = before;
    return result;
  }

  /** Where a cut acts on this goal alone; which solutions it leaves untried is not looked into. */
  private local(goal: Goal): string {
    return this.withCut(
      (cut) => printAll([runtimeCall("met", this.mark(cut, "cut", cut.term, [])), "!"]),
      () => this.goal(goal),
    );
  }

  /** As the engine runs it. */
  goal(goal: Goal): string {
    switch (goal.kind) {
      case "and":
        return printAll(goal.goals.map((part) => this.goal(part)));
      case "or":
        return `';'(${this.goal(goal.left)},${this.goal(goal.right)})`;
      case "if": {
        const { condition, consequence, otherwise, soft } = goal;
        return this.condition(goal, condition, this.goal(consequence), otherwise === null ? null : this.goal(otherwise), [condition.term, consequence.term], soft, condition.term);
      }
      case "not": {
        if (isTest(goal.goal)) return `'\\\\+'(${this.local(goal.goal)})`;
        const { before, inner } = this.decided(goal, "not", goal.goal, [goal.goal.term], [goal.goal.term], goal.term);
        return printAll([...before, `'\\\\+'(${inner})`]);
      }
      case "cut":
        return this.cut(goal);
      case "call":
        return this.call(goal);
      default:
        return goal satisfies never;
    }
  }

  /** A goal all of whose solutions leave its variables as they were; it is marked where one of them would have bound some that were open. */
  private decided(place: object, kind: WatchKind, goal: Goal, parts: readonly Term[], whole: readonly Term[], span: Span): { readonly before: readonly string[]; readonly inner: string } {
    const elsewhere = this.outside(parts, whole);
    const shared = kind === "not" && parts.length === whole.length ? this.outside(parts, whole, true) : elsewhere;
    const mark = shared.length === 0 ? 0 : this.mark(place, kind, span, shared, elsewhere.length === 0);
    const inner = this.settled(place, kind, goal, this.local(goal), shared, span);
    if (shared.length === 0) return { before: [], inner };
    const { open, goal: look } = this.openOf(shared);
    return { before: [look], inner: printAll([inner, printUnless(`'=='(${open},[])`, runtimeCall("decided", mark, open))]) };
  }

  /** Constraints it leaves are met by some values; tables it rests on are complete. */
  protected settled(place: object, kind: WatchKind, goal: Goal, printed: string, shared: readonly string[], span: Span): string {
    const { reach } = this.text;
    let text = printed;
    if (this.owner !== null && reach.leadsBack(goal, this.owner)) {
      const variables = new Map<string, number>();
      countVariables(goal.term, variables);
      text = runtimeCall("complete", this.mark(place, kind, span, shared), variables.size === 0 ? "v" : `v(${[...variables.keys()].map((id) => this.variable(id)).join(",")})`, `':'('job',${text})`);
    }
    if (!reach.constrains(goal)) return text;
    const residue = this.markVariable();
    return printAll([`'call_residue_vars'(${text},${residue})`, printUnless(`'=='(${residue},[])`, runtimeCall("settled", this.mark(place, kind, span, shared), residue))]);
  }

  /** C -> T ; E, also of once and ignore. `within`: the terms of C and T. */
  private condition(place: object, goal: Goal, consequence: string, otherwise: string | null, within: readonly Term[], soft: boolean, span: Span): string {
    const arrow = soft ? "*->" : "->";
    const printed = this.local(goal);
    const branch = (condition: string): string => (otherwise === null ? `'${arrow}'(${condition},${consequence})` : `';'('${arrow}'(${condition},${consequence}),${otherwise})`);
    if (isTest(goal) || (soft && otherwise === null)) return branch(printed);
    const outer = otherwise === null ? [] : this.outside([goal.term], within, true);
    const through = soft ? [] : this.outside([goal.term]);
    const kind = otherwise === null ? "first" : "condition";
    const inner = this.settled(place, kind, goal, printed, through, span);
    if (outer.length === 0 && through.length === 0) return branch(inner);
    const mark = this.mark(place, kind, span, outer.length > 0 ? outer : through);
    const { open: decided, goal: look } = this.openOf(outer);
    if (soft) return branch(printAll([look, inner, runtimeCall("decided", mark, decided)]));
    const { open: bound, goal: lookThrough } = this.openOf(through);
    const [from, to] = [this.markVariable(), this.markVariable()];
    return branch(printAll([...(outer.length === 0 ? [] : [look]), lookThrough, `'prolog_current_choice'(${from})`, inner, `'prolog_current_choice'(${to})`, runtimeCall("chosen", mark, outer.length === 0 ? "[]" : decided, bound, from, to)]));
  }

  private call(goal: Call): string {
    const { name, own, args, term } = goal;
    if (own) return this.apply(ownName(name), args);
    const key = keyOf({ name, arity: args.length });
    const [first, second] = args;
    if (COMMITTING.has(key) && first?.kind === "goal") return this.condition(goal, first.goal, "'true'", name === "ignore" ? "'true'" : null, [first.goal.term], false, term);
    if (key === "forall/2" && first?.kind === "goal" && second?.kind === "goal") return this.forall(goal, first.goal, second.goal);
    if (COLLECTING.has(key)) return this.collection(goal);
    if (SIFTING.has(key) && this.owner !== null && this.text.reach.leadsBack(goal, this.owner)) {
      throw new PrologStop("not-allowed", `${name} asks a tabled predicate that leads back here, before its table is complete; write the recursion with findall, or take :- table away.`, term.at, this.beside);
    }
    if (key === REWRITING) return runtimeCall("rewritten", ...args.map((arg) => this.argument(arg)));
    return printAll([...this.needs(goal, key), this.apply(name, args)]);
  }

  /** Every solution of one goal is one of the other. */
  private forall(goal: Call, condition: Goal, action: Goal): string {
    const whole = [condition.term, action.term];
    const all = isTest(condition) ? { before: [], inner: this.local(condition) } : this.decided(goal, "not", condition, [condition.term], whole, goal.term);
    const each = isTest(action) ? { before: [], inner: this.local(action) } : this.decided(goal, "not", action, [action.term], whole, goal.term);
    return printAll([...all.before, ...each.before, `'\\\\+'(','(${all.inner},'\\\\+'(${each.inner})))`]);
  }

  private collection(goal: Call): string {
    const { name, args, term } = goal;
    const before: string[] = [];
    const printed = args.map((arg, index): string => {
      if (arg.kind !== "goal" && arg.kind !== "quantified") return this.argument(arg);
      const quantified = arg.kind === "quantified" ? arg.variables : [];
      const whole = [...args.slice(0, index).flatMap((other) => (other.kind === "data" ? [other.term] : [])), ...quantified, arg.goal.term];
      // Of bagof and setof the free variables are tried one value after another.
      const parts = name === "bagof" || name === "setof" ? quantified : [arg.goal.term];
      const start = this.added.length;
      const decided = this.decided(goal, "collection", arg.goal, parts, whole, term);
      before.push(...decided.before);
      const inner = name === "aggregate_all" ? printAll([decided.inner, ...this.calculated(args[0])]) : decided.inner;
      // Only bagof and setof ask which variables are free.
      if (arg.kind === "goal" || name === "aggregate_all") return inner;
      return [...quantified.map((variable) => this.term(variable)), ...this.added.slice(start)].reduceRight((rest, variable) => `'^'(${variable},${rest})`, inner);
    });
    return printAll([...before, printCall(name, printed)]);
  }

  /** What aggregate_all adds up or compares is known arithmetic. */
  private calculated(template: Argument | undefined): string[] {
    if (template?.kind !== "data" || (template.term.kind === "atom" && template.term.name === "count")) return [];
    if (template.term.kind === "compound" && (template.term.name === "bag" || template.term.name === "set")) return [];
    return [runtimeCall("calculable_template", this.term(template.term))];
  }

  /** What is looked at before a built-in runs. */
  private needs(goal: Call, key: string): string[] {
    const need = WATCHED.get(key);
    const uses = BUILT_INS.get(key)?.uses ?? [];
    const terms = goal.args.map((arg) => (arg.kind === "data" ? arg.term : null));
    const calculated = new Map<string, number>();
    for (const [index, term] of terms.entries()) if (uses[index] === "e" && term !== null) countVariables(term, calculated);
    const numbers = [...calculated.keys()].map((id) => this.variable(id));
    return [
      ...(numbers.length === 0 ? [] : [printUnless(printAll(numbers.map((name) => `'number'(${name})`)), runtimeCall("calculable_all", `v(${numbers.join(",")})`))]),
      ...terms.flatMap((term, index) => (uses[index] === "e" && term !== null && grows(term) ? [runtimeCall("affordable", this.term(term))] : [])),
      ...(SUMMING.has(key) && terms[0] !== null && terms[0] !== undefined ? [runtimeCall("calculable_items", this.term(terms[0]))] : []),
      ...(need === undefined ? [] : this.need(goal, need, terms)),
    ];
  }

  private need(goal: Call, { test, of }: Need, terms: readonly (Term | null)[]): string[] {
    const needed = of.flatMap((number) => terms[number - 1] ?? []);
    const variables = new Map<string, number>();
    for (const term of needed) countVariables(term, variables);
    if (variables.size === 0 || (test === "bound" && needed.every(({ kind }) => kind !== "variable"))) return [];
    const mark = this.mark(goal, test === "single" ? "first" : "test", goal.term, [...variables.keys()]);
    const args = needed.map((term) => this.term(term));
    const met = runtimeCall("met", mark);
    switch (test) {
      case "decided":
        return [printUnless(printCall("?=", args), met)];
      case "bound":
        return [printUnless(printCall("nonvar", args), met)];
      case "whole":
        return [printUnless(printCall("integer", args), met)];
      case "fixed":
        return [printUnless(`'ground'(v(${args.join(",")}))`, met)];
      case "closed":
      case "keys":
        return [printUnless(runtimeCall(test, ...args), met)];
      case "single":
        return [printUnless(`'ground'(v(${args.join(",")}))`, runtimeCall("single", mark, ...args))];
      default:
        return test satisfies never;
    }
  }

  /**
   * As the second interpreter walks through it: and(List), or(A,B), if(C,T,E), soft(C,T,E), not(Shown,Goal), own(Shown,Goal)
   * and sys(Shown,Goal), where Shown is the goal as written and Goal the one that runs. Cuts are told apart outside.
   */
  reified(goal: Goal): string {
    switch (goal.kind) {
      case "and":
        return `and([${goal.goals.map((part) => this.reified(part)).join(",")}])`;
      case "or":
        return `or(${this.reified(goal.left)},${this.reified(goal.right)})`;
      case "if": {
        const otherwise = goal.otherwise === null ? "sys('fail','fail')" : this.reified(goal.otherwise);
        return `${goal.soft ? "soft" : "if"}(${this.reified(goal.condition)},${this.reified(goal.consequence)},${otherwise})`;
      }
      case "not":
        return `not(${this.term(goal.goal.term)},${this.local(goal.goal)})`;
      case "cut":
        throw new Error("a cut inside a goal cannot be reified");
      case "call":
        return `${goal.own ? "own" : "sys"}(${this.term(goal.term)},${this.goal(goal)})`;
      default:
        return goal satisfies never;
    }
  }

  private apply(name: string, args: readonly Argument[]): string {
    return printCall(name, args.map((arg) => this.argument(arg)));
  }

  private argument(argument: Argument): string {
    switch (argument.kind) {
      case "data":
        return this.term(argument.term);
      case "goal":
        return this.local(argument.goal);
      case "quantified":
        return argument.variables.reduceRight((goal, variable) => `'^'(${this.term(variable)},${goal})`, this.local(argument.goal));
      case "closure":
        return this.closure(argument.closure);
      default:
        return argument satisfies never;
    }
  }

  private closure(closure: Closure): string {
    const known = this.closures.get(closure);
    if (known !== undefined) return known;
    const printed = closure.kind === "lambda" ? this.lambda(closure) : this.partial(closure);
    this.closures.set(closure, printed);
    return printed;
  }

  /** A predicate beside the clause; returns how it is called with `shared` given. */
  private lift(shared: readonly string[], parameters: readonly string[], body: string): string {
    const name = `${LAMBDA_PREFIX}${this.text.lambdas.length}`;
    this.text.lambdas.push(`':-'(${printCall(name, [...shared, ...parameters])},${body}).`);
    return printCall(name, shared);
  }

  /** A built-in that needs something of its arguments gets a predicate of its own. */
  private partial(closure: Closure & { readonly kind: "partial" }): string {
    const { name, own, arity, args, term } = closure;
    const key = keyOf(closure);
    const calculates = BUILT_INS.get(key)?.uses.includes("e") === true || SUMMING.has(key) || key === REWRITING;
    if (own || !(calculates || WATCHED.has(key) || COLLECTING.has(key) || COMMITTING.has(key))) return this.apply(own ? ownName(name) : name, args);
    const given = new Map<string, number>();
    countVariables(term, given);
    const shared = [...given.keys()].map((id) => this.variable(id));
    const missing = Array.from({ length: arity - args.length }, (_, index): Term => ({ kind: "variable", name: `_ of ${this.text.lambdas.length} ${index}`, at: term.at, end: term.end }));
    const goal: Goal = { kind: "call", name, own, args: [...args, ...missing.map((variable) => ({ kind: "data", term: variable }) as const)], term };
    return this.lift(shared, missing.map((variable) => this.term(variable)), this.goal(goal));
  }

  /**
   * A lambda becomes a predicate beside the clause. It shares the variables that also stand outside it, which are given along;
   * its parameters and all others are its own at each call.
   */
  private lambda(closure: Closure & { readonly kind: "lambda" }): string {
    const parameters = new Map<string, number>();
    for (const parameter of closure.parameters) countVariables(parameter, parameters);
    const parts = [...closure.parameters, closure.goal.term, ...(closure.free === null ? [] : [closure.free])];
    const shared = this.outside(parts).filter((id) => !parameters.has(id)).map((id) => this.variable(id));
    const outer = [...parameters.keys()].map((id) => [id, this.names.get(id)] as const);
    for (const [id] of outer) this.names.set(id, this.fresh());
    const call = this.lift(shared, closure.parameters.map((parameter) => this.term(parameter)), this.local(closure.goal));
    for (const [id, before] of outer) {
      if (before === undefined) this.names.delete(id);
      else this.names.set(id, before);
    }
    return call;
  }
}
