// Rules that call themselves first: SWI-Prolog never comes back from such a call, unless the predicate is tabled.

import { type Goal, keyOf, type Term } from "./ast.ts";
import type { CheckedClause, CheckedProgram } from "./check.ts";
import { countVariables, identity } from "./print.ts";

/** A predicate, and the rule of it that leads back to it first. */
export interface LeftRecursion {
  readonly key: string;
  readonly clause: CheckedClause;
  /** Whether a negation or condition is on the way: then a table would wait for itself (see circleMessage). */
  readonly decides: boolean;
}

type OwnCall = Goal & { readonly kind: "call" };

interface Leading {
  readonly call: OwnCall;
  /** Goals that have run by then. */
  readonly before: readonly Goal[];
  /** Whether it stands in a negation or a condition. */
  readonly decides: boolean;
}

/** The first calls of the program's own predicates, one for each branch. */
function leading(goal: Goal, before: readonly Goal[] = [], decides = false): readonly Leading[] {
  switch (goal.kind) {
    case "and":
      for (const [index, part] of goal.goals.entries()) {
        const found = leading(part, [...before, ...goal.goals.slice(0, index)], decides);
        if (found.length > 0) return found;
      }
      return [];
    case "or":
      return [...leading(goal.left, before, decides), ...leading(goal.right, before, decides)];
    case "if": {
      const first = leading(goal.condition, before, true);
      if (first.length > 0) return first;
      return [...leading(goal.consequence, [...before, goal.condition], decides), ...(goal.otherwise === null ? [] : leading(goal.otherwise, before, decides))];
    }
    case "not":
      return leading(goal.goal, before, true);
    case "cut":
      return [];
    case "call":
      return goal.own ? [{ call: goal, before, decides }] : [];
    default:
      return goal satisfies never;
  }
}

function variablesOf(terms: readonly Term[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const term of terms) countVariables(term, counts);
  return new Set(counts.keys());
}

/** Whether nothing in the call is smaller than the head or worked out before: then the call that follows can be the same again. */
function repeats({ args }: CheckedClause, { call, before }: Leading): boolean {
  const parts = variablesOf(args.filter(({ kind }) => kind !== "variable"));
  const worked = variablesOf(before.map(({ term }) => term));
  const whole = new Set(args.flatMap((arg) => (arg.kind === "variable" ? [identity(arg)] : [])));
  return call.args.every((arg) => {
    if (arg.kind !== "data") return true;
    return [...variablesOf([arg.term])].every((id) => !parts.has(id) && (whole.has(id) || !worked.has(id)));
  });
}

/** By name/arity: rules whose first calls, one after another, lead back to them without a tabled predicate on the way. */
export function leftRecursions({ clauses, tabled }: Pick<CheckedProgram, "clauses" | "tabled">): ReadonlyMap<string, LeftRecursion> {
  const stops = new Set(tabled.map(keyOf));
  const steps = new Map<string, { readonly to: string; readonly clause: CheckedClause; readonly decides: boolean }[]>();
  for (const clause of clauses) {
    const key = keyOf({ name: clause.name, arity: clause.args.length });
    if (clause.goal === null || stops.has(key)) continue;
    for (const one of leading(clause.goal)) {
      if (!repeats(clause, one)) continue;
      const to = { to: keyOf({ name: one.call.name, arity: one.call.args.length }), clause, decides: one.decides };
      steps.set(key, [...(steps.get(key) ?? []), to]);
    }
  }
  const found = new Map<string, LeftRecursion>();
  for (const [key, first] of steps) {
    for (const { to, clause, decides } of first) {
      // What is reached without a negation or condition on the way, and what with one.
      const plain = new Set(decides ? [] : [to]);
      const through = new Set(decides ? [to] : []);
      for (const one of plain) for (const next of steps.get(one) ?? []) (next.decides ? through : plain).add(next.to);
      for (const one of through) for (const next of steps.get(one) ?? []) through.add(next.to);
      if ((plain.has(key) || through.has(key)) && !found.has(key)) found.set(key, { key, clause, decides: through.has(key) });
    }
  }
  return found;
}

/** What to say of a search that was lost in it; `place`: "line 2". */
export function leftRecursionMessage({ key, decides }: LeftRecursion, place: string): string {
  if (decides) return `${key} calls itself first in the rule of ${place}, through \\+ or a condition, so its truth waits for itself, and the search does not come back from that. :- table does not help there. Put the goals that narrow it before that call, or give the predicate an argument that counts down, such as the moves that are left.`;
  return `${key} calls itself first in the rule of ${place}, before anything else is known, and the search does not come back from that. Write :- table ${key}. at the top, or put the goals that narrow it before that call.`;
}
