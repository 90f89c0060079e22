// Goals and terms -> text for SWI-Prolog: every name in marks, no operators, so that it reads back as exactly this tree.
// The program's own predicates get a prefix that nothing in the system has: no name of a program can replace or hook into anything.

import type { Argument, Closure, Goal, Term } from "./ast.ts";

const OWN_PREFIX = "u:";
const LAMBDA_PREFIX = "l:";

export function ownName(name: string): string {
  return OWN_PREFIX + name;
}

function escaped(text: string, mark: string): string {
  let out = mark;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === mark || char === "\\") out += `\\${char}`;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad || (code >= 0x2028 && code <= 0x202e) || code === 0xfeff) out += `\\x${code.toString(16)}\\`;
    else if (code >= 0xd800 && code <= 0xdfff) out += "\ufffd"; // half a character
    else out += char;
  }
  return out + mark;
}

export function printAtom(name: string): string {
  return escaped(name, "'");
}

export function printFloat(value: number): string {
  const text = String(value);
  return /[.]/.test(text) || !/^-?\d/.test(text) ? text : text.includes("e") ? text.replace("e", ".0e") : `${text}.0`;
}

/** Each place of "_" is a variable of its own. */
function identity({ name, at }: Term & { readonly kind: "variable" }): string {
  return name === "_" ? `_ ${at}` : name;
}

function countVariables(term: Term, counts: Map<string, number>): void {
  switch (term.kind) {
    case "variable":
      counts.set(identity(term), (counts.get(identity(term)) ?? 0) + 1);
      return;
    case "compound":
      for (const arg of term.args) countVariables(arg, counts);
      return;
    case "list":
      for (const item of term.items) countVariables(item, counts);
      if (term.tail !== null) countVariables(term.tail, counts);
      return;
    default:
      return;
  }
}

/** Predicates made of lambdas, for all clauses of a program. */
export interface Lifted {
  next: number;
  readonly clauses: string[];
}

/** Prints the terms of one clause or query, which share their variables. */
export class ClausePrinter {
  private readonly counts = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private readonly lambdas = new Map<Closure, string>();
  private readonly lifted: Lifted;
  private next = 0;

  /** `terms`: all of the clause, so that it is known which variables of a lambda are its own. */
  constructor(terms: readonly Term[], lifted: Lifted) {
    this.lifted = lifted;
    for (const term of terms) countVariables(term, this.counts);
  }

  private variable(id: string): string {
    const name = this.names.get(id) ?? `V${this.next++}`;
    this.names.set(id, name);
    return name;
  }

  term(term: Term): string {
    switch (term.kind) {
      case "variable":
        return this.variable(identity(term));
      case "integer":
      case "rational":
        return term.text;
      case "float":
        return printFloat(term.value);
      case "string":
        return escaped(term.text, '"');
      case "atom":
        return printAtom(term.name);
      case "nil":
        return "[]";
      case "list":
        return `[${term.items.map((item) => this.term(item)).join(",")}${term.tail === null ? "" : `|${this.term(term.tail)}`}]`;
      case "compound":
        return `${printAtom(term.name)}(${term.args.map((arg) => this.term(arg)).join(",")})`;
      default:
        return term satisfies never;
    }
  }

  /** As the engine runs it. */
  goal(goal: Goal): string {
    switch (goal.kind) {
      case "and":
        return this.conjunction(goal.goals.map((part) => this.goal(part)));
      case "or":
        return `';'(${this.goal(goal.left)},${this.goal(goal.right)})`;
      case "if": {
        const branch = `'${goal.soft ? "*->" : "->"}'(${this.goal(goal.condition)},${this.goal(goal.consequence)})`;
        return goal.otherwise === null ? branch : `';'(${branch},${this.goal(goal.otherwise)})`;
      }
      case "not":
        return `'\\\\+'(${this.goal(goal.goal)})`;
      case "cut":
        return "!";
      case "call":
        return this.apply(goal.own ? ownName(goal.name) : goal.name, goal.args);
      default:
        return goal satisfies never;
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
        return `not(${this.term(goal.goal.term)},${this.goal(goal.goal)})`;
      case "cut":
        throw new Error("a cut inside a goal cannot be reified");
      case "call":
        return `${goal.own ? "own" : "sys"}(${this.term(goal.term)},${this.goal(goal)})`;
      default:
        return goal satisfies never;
    }
  }

  private conjunction(goals: readonly string[]): string {
    return goals.reduceRight((rest, goal) => `','(${goal},${rest})`);
  }

  private apply(name: string, args: readonly Argument[]): string {
    return args.length === 0 ? printAtom(name) : `${printAtom(name)}(${args.map((arg) => this.argument(arg)).join(",")})`;
  }

  private argument(argument: Argument): string {
    switch (argument.kind) {
      case "data":
        return this.term(argument.term);
      case "goal":
        return this.goal(argument.goal);
      case "quantified":
        return argument.variables.reduceRight((goal, variable) => `'^'(${this.term(variable)},${goal})`, this.goal(argument.goal));
      case "closure":
        return this.closure(argument.closure);
      default:
        return argument satisfies never;
    }
  }

  /**
   * A lambda becomes a predicate beside the clause. It shares the variables that also stand outside it, which are given along;
   * its parameters and all others are its own at each call.
   */
  private closure(closure: Closure): string {
    if (closure.kind === "partial") return this.apply(closure.own ? ownName(closure.name) : closure.name, closure.args);
    const known = this.lambdas.get(closure);
    if (known !== undefined) return known;
    const inside = new Map<string, number>();
    const parameters = new Map<string, number>();
    for (const parameter of closure.parameters) countVariables(parameter, parameters);
    for (const part of [...closure.parameters, closure.goal.term, ...(closure.free === null ? [] : [closure.free])]) countVariables(part, inside);
    const shared = [...inside].filter(([id, count]) => !parameters.has(id) && (this.counts.get(id) ?? 0) > count).map(([id]) => this.variable(id));
    const outer = [...parameters.keys()].map((id) => [id, this.names.get(id)] as const);
    for (const [id] of outer) this.names.set(id, `V${this.next++}`);
    const name = printAtom(`${LAMBDA_PREFIX}${this.lifted.next++}`);
    const call = (args: readonly string[]): string => (args.length === 0 ? name : `${name}(${args.join(",")})`);
    this.lifted.clauses.push(`':-'(${call([...shared, ...closure.parameters.map((parameter) => this.term(parameter))])},${this.goal(closure.goal)}).`);
    for (const [id, before] of outer) {
      if (before === undefined) this.names.delete(id);
      else this.names.set(id, before);
    }
    this.lambdas.set(closure, call(shared));
    return call(shared);
  }
}
