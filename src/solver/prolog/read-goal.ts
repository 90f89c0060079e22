// Terms -> goals: every goal a program could ever call is known, allowed and has the right number of arguments before anything runs.

import { suggestion } from "../nearest.ts";
import { type Argument, type Closure, type Goal, type Indicator, keyOf, type Span, type Term } from "./ast.ts";
import { BUILT_INS, type BuiltIn, REFUSED, type Use } from "./built-ins.ts";
import { checkArithmetic, checkDomain } from "./check-arithmetic.ts";
import { PrologStop } from "./stop.ts";

/** The predicates of the program and of the tables it may read. */
export interface Scope {
  /** By name/arity, "table" for one row of data each. */
  readonly predicates: ReadonlyMap<string, "clauses" | "table">;
  /** Columns of the tables, for messages. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Told of every goal read, whoever runs it; `builtIn` is null where the program or a table defines it. */
  onCall(callee: Indicator, builtIn: BuiltIn | null): void;
}

/** "p/2 or p/3" of all that have the name. */
function arities(name: string, keys: Iterable<string>): string[] {
  return [...keys].filter((key) => key.slice(0, key.lastIndexOf("/")) === name);
}

function unknownPredicate({ name, arity }: Indicator, scope: Scope, at: number): PrologStop {
  const key = keyOf({ name, arity });
  const refused = REFUSED.get(name);
  if (refused !== undefined) return new PrologStop("not-allowed", `${key} is not allowed here. ${refused}`, at);
  const columns = scope.columns.get(name);
  if (columns !== undefined) {
    return new PrologStop("unknown-predicate", `The table ${name} has ${columns.length} columns but is used with ${arity}; write ${name}(${columns.map((column) => column.charAt(0).toUpperCase() + column.slice(1)).join(", ")}), with _ for those of no interest.`, at);
  }
  const others = [...arities(name, scope.predicates.keys()), ...arities(name, BUILT_INS.keys())];
  if (others.length > 0) return new PrologStop("unknown-predicate", `There is no ${key}, but there is ${others.join(" and ")}; change the number of arguments.`, at);
  const own = [...scope.predicates.keys()].map((other) => other.slice(0, other.lastIndexOf("/")));
  const builtIn = [...BUILT_INS.values()].map((one) => one.name).filter((other) => /^[a-z]{3}/.test(other));
  const near = suggestion(name, [...new Set([...own, ...builtIn])], "predicates");
  const hint = near.startsWith("did you mean") ? near : own.length === 0 ? "the program has no facts or rules." : `the program's own are ${[...scope.predicates.keys()].slice(0, 10).join(", ")}${own.length > 10 ? " and more" : ""}.`;
  return new PrologStop("unknown-predicate", `The predicate ${key} is not known: ${hint} Define it, or change the name.`, at);
}

/** Goals inside one another: SWI-Prolog's compiler calls itself for each, and its stack is small. */
export const MAX_NESTED_GOALS = 200;

export class GoalReader {
  private readonly scope: Scope;
  private nesting = 0;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** Throws a PrologStop. */
  read(term: Term): Goal {
    if (++this.nesting > MAX_NESTED_GOALS) throw new PrologStop("too-deep", `More than ${MAX_NESTED_GOALS} goals inside one another; give the inner ones a predicate of their own.`, term.at);
    const goal = this.one(term);
    this.nesting--;
    return goal;
  }

  private one(term: Term): Goal {
    switch (term.kind) {
      case "variable":
        throw new PrologStop("unknown-goal", `${term.name} stands as a goal, and what it will be is not known beforehand; write the predicate's name.`, term.at);
      case "atom":
        return term.name === "!" ? { kind: "cut", term } : this.call(term, term.name, []);
      case "compound":
        return this.control(term) ?? this.call(term, term.name, term.args);
      default:
        throw new PrologStop("unknown-goal", `${term.kind === "string" ? "Text" : term.kind === "list" || term.kind === "nil" ? "A list" : "A number"} cannot be a goal; write a predicate with its arguments.`, term.at);
    }
  }

  private control(term: Term & { readonly kind: "compound" }): Goal | null {
    const [left, right] = term.args;
    if (left === undefined) return null;
    if (right === undefined) return term.name === "\\+" || term.name === "not" ? { kind: "not", goal: this.read(left), term } : null;
    if (term.args.length > 2) return null;
    switch (term.name) {
      case ",": {
        const goals: Goal[] = [];
        let rest: Term = term;
        while (rest.kind === "compound" && rest.name === "," && rest.args.length === 2) {
          const [first, others]: readonly (Term | undefined)[] = rest.args;
          if (first === undefined || others === undefined) break;
          goals.push(this.read(first));
          rest = others;
        }
        goals.push(this.read(rest));
        return { kind: "and", goals, term };
      }
      case ";":
        return this.conditional(left, right, term) ?? { kind: "or", left: this.read(left), right: this.otherwise(right), term };
      case "->":
      case "*->":
        return { kind: "if", condition: this.read(left), consequence: this.read(right), otherwise: null, soft: term.name === "*->", term };
      case ":":
        throw new PrologStop("not-allowed", "There are no modules here; write the predicate without its module and the colon.", term.at);
      default:
        return null;
    }
  }

  /** `C -> T ; E` */
  private conditional(left: Term, right: Term, term: Term): Goal | null {
    if (left.kind !== "compound" || left.args.length !== 2 || (left.name !== "->" && left.name !== "*->")) return null;
    const [condition, consequence] = left.args;
    if (condition === undefined || consequence === undefined) return null;
    return { kind: "if", condition: this.read(condition), consequence: this.read(consequence), otherwise: this.otherwise(right), soft: left.name === "*->", term };
  }

  /** What follows a semicolon, which counts as beside what stands before it, not inside. */
  private otherwise(term: Term): Goal {
    this.nesting--;
    const goal = this.read(term);
    this.nesting++;
    return goal;
  }

  private call(term: Term, name: string, args: readonly Term[]): Goal {
    return { kind: "call", name, term, ...this.callee(name, args, 0, term) };
  }

  /** `extra` arguments are still to come, after those that are there. */
  private callee(name: string, args: readonly Term[], extra: number, { at }: Span): { readonly own: boolean; readonly args: readonly Argument[] } {
    const indicator: Indicator = { name, arity: args.length + extra };
    if (this.scope.predicates.has(keyOf(indicator))) {
      this.scope.onCall(indicator, null);
      return { own: true, args: args.map((term) => ({ kind: "data", term })) };
    }
    const builtIn = BUILT_INS.get(keyOf(indicator));
    if (builtIn === undefined) throw unknownPredicate(indicator, this.scope, at);
    if (builtIn.uses.slice(args.length).some((use) => use === "0" || use === "^" || /\d/.test(use))) {
      throw new PrologStop("unknown-goal", `${keyOf(indicator)} would get its goal only while running; write out what it calls.`, at);
    }
    this.scope.onCall(indicator, builtIn);
    return { own: false, args: args.map((arg, index) => this.argument(arg, builtIn.uses[index] ?? "?")) };
  }

  private argument(term: Term, use: Use): Argument {
    switch (use) {
      case "?":
        return { kind: "data", term };
      case "e":
      case "c":
        checkArithmetic(term, use === "c");
        return { kind: "data", term };
      case "d":
        checkDomain(term);
        return { kind: "data", term };
      case "r":
        this.reified(term);
        return { kind: "data", term };
      case "0":
        return { kind: "goal", goal: this.read(term) };
      case "^": {
        const variables: Term[] = [];
        let rest = term;
        while (rest.kind === "compound" && rest.name === "^" && rest.args.length === 2) {
          const [variable, inner]: readonly (Term | undefined)[] = rest.args;
          if (variable === undefined || inner === undefined) break;
          variables.push(variable);
          rest = inner;
        }
        return { kind: "quantified", variables, goal: this.read(rest) };
      }
      default:
        return { kind: "closure", closure: this.closure(term, Number(use)) };
    }
  }

  private closure(term: Term, extra: number): Closure {
    if (term.kind === "atom") return { kind: "partial", term, name: term.name, arity: extra, ...this.callee(term.name, [], extra, term) };
    if (term.kind === "compound" && term.name === ">>" && term.args.length === 2) return this.lambda(term, extra);
    if (term.kind === "compound") return { kind: "partial", term, name: term.name, arity: term.args.length + extra, ...this.callee(term.name, term.args, extra, term) };
    const what = term.kind === "variable" ? `${term.name} stands for a predicate that is not known beforehand` : "This cannot be called";
    throw new PrologStop("unknown-goal", `${what}; write the predicate's name, with its first arguments where it has some.`, term.at);
  }

  private lambda(term: Term & { readonly kind: "compound" }, extra: number): Closure {
    const [left, body] = term.args;
    const slash = left?.kind === "compound" && left.name === "/" && left.args.length === 2;
    const free = slash ? (left.args[0] ?? null) : null;
    const parameters = slash ? left.args[1] : left;
    const count = parameters?.kind === "nil" ? 0 : parameters?.kind === "list" && parameters.tail === null ? parameters.items.length : -1;
    if (parameters === undefined || body === undefined || count !== extra) {
      throw new PrologStop("unknown-goal", `A lambda is called with ${extra} ${extra === 1 ? "argument" : "arguments"} here; write [${["X", "Y", "Z", "U", "V", "W", "T"].slice(0, extra).join(",")}]>>Goal.`, term.at);
    }
    return { kind: "lambda", free, parameters: parameters.kind === "list" ? parameters.items : [], goal: this.read(body) };
  }

  /** Constraints inside constraints, whose truth is a number: comparisons, their combinations, variables, 0 and 1. */
  private reified(term: Term): void {
    if (term.kind === "variable" || (term.kind === "integer" && (term.text === "0" || term.text === "1"))) return;
    const builtIn = term.kind === "compound" ? BUILT_INS.get(`${term.name}/${term.args.length}`) : undefined;
    const allowed = builtIn?.constraint === true && !builtIn.replaceable && builtIn.name !== "ins";
    if (!allowed || term.kind !== "compound") {
      throw new PrologStop("syntax", "Here stands a variable, 0, 1, or a constraint such as X #= Y + 1 that is true or false; write one of them.", term.at);
    }
    for (const [index, use] of builtIn.uses.entries()) {
      const inner = term.args[index];
      if (inner !== undefined) this.argument(inner, use);
    }
  }
}
