// What goals call: which of the program's predicates lead to which, and where a call stands in a place that turns or cuts its truth.

import { type Argument, type Closure, type Goal, type Indicator, keyOf } from "./ast.ts";
import { BUILT_INS } from "./built-ins.ts";
import type { CheckedClause } from "./check.ts";
import { COLLECTING, COMMITTING, WATCHED } from "./watch.ts";

/** A goal, or a predicate handed on to be called with more arguments. */
export interface Spot {
  /** Name/arity of what is called; null for control. */
  readonly key: string | null;
  readonly own: boolean;
  /** More known about a variable can undo what it does: negations, conditions, cuts, tests such as var. */
  readonly decides: boolean;
  /** Inside what decides: under a negation, in a condition, before a cut, in a collection. */
  readonly inside: boolean;
}

type Visit = (spot: Spot) => void;

/** Whether a cut in it acts on the clause it stands in. */
export function cuts(goal: Goal): boolean {
  switch (goal.kind) {
    case "cut":
      return true;
    case "and":
      return goal.goals.some(cuts);
    case "or":
      return cuts(goal.left) || cuts(goal.right);
    case "if":
      return cuts(goal.consequence) || (goal.otherwise !== null && cuts(goal.otherwise));
    case "not":
    case "call":
      return false;
    default:
      return goal satisfies never;
  }
}

/** Library predicates that keep or drop each item by whether a goal holds. */
export const SIFTING: ReadonlySet<string> = new Set(["include/3", "exclude/3", "partition/4", "convlist/3"]);

function eachArgument(args: readonly Argument[], visit: Visit, inside: boolean): void {
  for (const arg of args) {
    if (arg.kind === "goal" || arg.kind === "quantified") eachSpot(arg.goal, visit, inside);
    if (arg.kind === "closure") eachClosure(arg.closure, visit, inside);
  }
}

function eachClosure(closure: Closure, visit: Visit, inside: boolean): void {
  if (closure.kind === "lambda") {
    eachSpot(closure.goal, visit, inside);
    return;
  }
  const key = keyOf(closure);
  visit({ key, own: closure.own, decides: !closure.own && WATCHED.has(key), inside });
  eachArgument(closure.args, visit, inside);
}

export function eachSpot(goal: Goal, visit: Visit, inside = false): void {
  const control = (): void => visit({ key: null, own: false, decides: true, inside });
  switch (goal.kind) {
    case "and": {
      const last = goal.goals.findLastIndex(cuts);
      for (const [index, part] of goal.goals.entries()) eachSpot(part, visit, inside || index < last);
      return;
    }
    case "or":
      eachSpot(goal.left, visit, inside);
      eachSpot(goal.right, visit, inside);
      return;
    case "if":
      control();
      eachSpot(goal.condition, visit, true);
      eachSpot(goal.consequence, visit, inside);
      if (goal.otherwise !== null) eachSpot(goal.otherwise, visit, inside);
      return;
    case "not":
      control();
      eachSpot(goal.goal, visit, true);
      return;
    case "cut":
      control();
      return;
    case "call": {
      const key = keyOf({ name: goal.name, arity: goal.args.length });
      const holds = !goal.own && (COLLECTING.has(key) || COMMITTING.has(key));
      visit({ key, own: goal.own, decides: !goal.own && (holds || SIFTING.has(key) || WATCHED.has(key)), inside });
      eachArgument(goal.args, visit, inside || holds || (!goal.own && SIFTING.has(key)));
      return;
    }
    default:
      goal satisfies never;
  }
}

/** The program's own predicates that a goal calls. */
export function calledBy(goal: Goal): Set<string> {
  const called = new Set<string>();
  eachSpot(goal, ({ key, own }) => {
    if (own && key !== null) called.add(key);
  });
  return called;
}

function constrains(goal: Goal): boolean {
  let found = false;
  eachSpot(goal, ({ key, own }) => {
    if (!own && key !== null && BUILT_INS.get(key)?.constraint === true) found = true;
  });
  return found;
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** All that the edges lead to, the start among it. */
function closure(from: Iterable<string>, edges: Edges): Set<string> {
  const reached = new Set(from);
  for (const one of reached) for (const other of edges.get(one) ?? []) reached.add(other);
  return reached;
}

/** Nodes such that each comes after all that it leads to, circles aside. */
function finishingOrder(edges: Edges): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of edges.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ node: start, rest: (edges.get(start) ?? new Set<string>()).values() }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value, done } = top.rest.next();
      if (done === true) {
        order.push(top.node);
        path.pop();
      } else if (!seen.has(value)) {
        seen.add(value);
        path.push({ node: value, rest: (edges.get(value) ?? new Set<string>()).values() });
      }
    }
  }
  return order;
}

/** The circle each node is on, by its first node (Kosaraju, after Sharir, 1981). */
function circles(edges: Edges, reversed: Edges): Map<string, string> {
  const circle = new Map<string, string>();
  for (const root of finishingOrder(edges).toReversed()) {
    if (circle.has(root)) continue;
    circle.set(root, root);
    const members = [root];
    for (const member of members) {
      for (const caller of reversed.get(member) ?? []) {
        if (circle.has(caller)) continue;
        circle.set(caller, root);
        members.push(caller);
      }
    }
  }
  return circle;
}

/** Which of a program's predicates lead to which. */
export class Reach {
  private readonly callees = new Map<string, Set<string>>();
  /** Predicates that call constraints, or lead to some that do; likewise what decides. */
  private readonly constrained: ReadonlySet<string>;
  private readonly deciding: ReadonlySet<string>;
  private readonly circle: ReadonlyMap<string, string>;
  /** Circles a tabled predicate is on. */
  private readonly tabled: ReadonlySet<string>;

  constructor(clauses: readonly CheckedClause[], tabled: readonly Indicator[]) {
    const constrained = new Set<string>();
    const deciding = new Set<string>();
    const callers = new Map<string, Set<string>>();
    const edge = (edges: Map<string, Set<string>>, from: string): Set<string> => {
      const set = edges.get(from) ?? new Set();
      edges.set(from, set);
      return set;
    };
    for (const { name, args, goal } of clauses) {
      const caller = keyOf({ name, arity: args.length });
      const callees = edge(this.callees, caller);
      if (goal === null) continue;
      if (constrains(goal)) constrained.add(caller);
      eachSpot(goal, ({ key, own, decides }) => {
        if (decides) deciding.add(caller);
        if (!own || key === null) return;
        callees.add(key);
        edge(callers, key).add(caller);
      });
    }
    this.constrained = closure(constrained, callers);
    this.deciding = closure(deciding, callers);
    this.circle = tabled.length === 0 ? new Map() : circles(this.callees, callers);
    this.tabled = new Set(tabled.map((one) => this.circle.get(keyOf(one)) ?? ""));
  }

  /** These predicates and all they can come to. */
  from(keys: Iterable<string>): ReadonlySet<string> {
    return closure(keys, this.callees);
  }

  /** Whether a goal can leave constraints on variables. */
  constrains(goal: Goal): boolean {
    return constrains(goal) || [...calledBy(goal)].some((key) => this.constrained.has(key));
  }

  /** Whether what decides stands inside what decides, also through predicates: then more known can turn a yes into a no. */
  nested(goal: Goal): boolean {
    let nested = false;
    eachSpot(goal, ({ key, own, decides, inside }) => {
      if (inside && (decides || (own && key !== null && this.deciding.has(key)))) nested = true;
    });
    return nested;
  }

  /** Whether a goal in a clause of `owner` comes back to it on a circle with a tabled predicate, whose table is not complete by then. */
  leadsBack(goal: Goal, owner: string): boolean {
    const circle = this.circle.get(owner);
    return circle !== undefined && this.tabled.has(circle) && [...calledBy(goal)].some((key) => this.circle.get(key) === circle);
  }
}
