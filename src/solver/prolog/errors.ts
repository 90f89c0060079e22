// How a search ended early -> what to say about it.

import type { SolverFailure } from "../result.ts";
import { NOT_REPEATABLE } from "./built-ins.ts";
import { EMPTY_CELL } from "./print-table.ts";
import type { QueryReply } from "./protocol.ts";
import { circleMessage, type WatchedGoal } from "./watch.ts";

type EngineError = NonNullable<QueryReply["error"]>;

/** Code and end by what the engine threw. */
function classify({ kind, detail }: EngineError): readonly [SolverFailure["end"], string] {
  switch (kind) {
    case "work":
      return ["out-of-budget", "work"];
    case "too_large":
      return ["out-of-budget", "too-large"];
    case "too_deep":
      return ["out-of-budget", "too-deep"];
    case "resource_error":
      return ["out-of-budget", detail === "max_integer_size" ? "too-large" : "memory"];
    case "circle":
      return ["not-understood", "circle"];
    case "infinite_term":
      return ["not-understood", "infinite-term"];
    case "instantiation_error":
      return ["not-understood", "unbound"];
    case "evaluation_error":
      return ["not-understood", detail === "zero_divisor" ? "division-by-zero" : "out-of-domain"];
    case "type_error":
    case "domain_error":
      return ["not-understood", "type"];
    default:
      return ["not-understood", "runtime"];
  }
}

/** Names of types as the engine has them. */
const TYPES: Readonly<Record<string, string>> = {
  integer: "a whole number",
  list: "a list",
  callable: "a goal",
  clpfd_expression: "an expression of constraints, which are over whole numbers",
  not_less_than_zero: "zero or more",
  not_less_than_one: "one or more",
  character: "a character",
  number: "a number",
  atomic: "an atom, a number or a string",
};

/** `culprit`: name/number of arguments, or text. */
function notCalculable(culprit: string, where: string): string {
  const [, name = culprit, arity = ""] = /^(.*)\/(\d+)$/.exec(culprit) ?? [];
  if (NOT_REPEATABLE.has(name)) return `${name} would give another result each time it is calculated with${where}. Give the number instead.`;
  if (name === EMPTY_CELL) return `${EMPTY_CELL} is no number${where}: empty cells of tables are the atom ${EMPTY_CELL}. Write X \\== ${EMPTY_CELL} before the calculation, with the variable of that column.`;
  const what = arity === "" || arity === "0" ? name : name === "'[|]'" ? "A list" : `${name} with ${arity} ${arity === "1" ? "argument" : "arguments"}`;
  return `${what} stands where a number is needed${where}, and is no function of arithmetic. Change it, or what gives it.`;
}

/** The sentence on its own, e.g. for a caution. `leftRecursion`: what to say where the search may have been lost in one. */
export function stopMessage({ kind, detail, culprit, at }: EngineError, watches: readonly WatchedGoal[], leftRecursion: string | null): string {
  if (leftRecursion !== null && (kind === "work" || (kind === "resource_error" && detail !== "max_integer_size"))) {
    return `${kind === "work" ? "The limit of inferences is reached" : "The memory for the search is full"}: ${leftRecursion}`;
  }
  const where = at === "" ? "" : ` (in ${at})`;
  switch (kind) {
    case "work":
      return "The limit of inferences is reached. Check that recursion comes to an end, put narrowing goals first, write :- table p/2. for rules that call themselves first, or raise the limit.";
    case "too_large":
      return "A solution is longer than 100,000 characters. Ask for less of it.";
    case "too_deep":
      return "term_to_atom writes terms that are nested up to 500 deep, and reads up to 1,000 characters. Keep the term as it is, without making text of it.";
    case "circle": {
      const watch = watches[Number(detail)];
      return watch === undefined ? "The truth of a goal waits for itself. Take :- table away." : circleMessage(watch);
    }
    case "infinite_term":
      return "A variable was set equal to a term it stands in itself, such as X = f(X), which has no end. Change that equation, or the rule that leads to it; unify_with_occurs_check(X, f(X)) fails instead.";
    case "resource_error":
      return detail === "max_integer_size"
        ? "A number would have more than about 240,000 digits (800,000 bits), the most that are calculated with. Use smaller numbers; the remainder of a large power is powm(Base, Exponent, Divisor)."
        : "The memory for the search is full. Check that recursion comes to an end, keep lists shorter, or count with aggregate_all instead of collecting.";
    case "instantiation_error":
      return at.startsWith("label") || at === ""
        ? "A value is needed that is not known at that point. Put the goal that gives it first; before label, every variable needs bounds such as X in 1..9."
        : `A value is needed that is not known at that point${where}. Put the goal that gives it first; #= instead of is works both ways.`;
    case "evaluation_error":
      return detail === "zero_divisor" ? `Something is divided by zero${where}. Test the divisor first, as in D =\\= 0.` : `A calculation has no result (${detail})${where}. Test its values first.`;
    case "type_error":
    case "domain_error":
      if (detail === "evaluable") return notCalculable(culprit, where);
      return `${culprit === "" ? "A value" : culprit} stands where ${TYPES[detail] ?? detail.replaceAll("_", " ")} is needed${where}. Change it, or what calculates it.`;
    default:
      return `SWI-Prolog stopped: ${[kind, detail, culprit].filter((part) => part !== "").join(" ")}${where}. Change that part of the program.`;
  }
}

export function engineFailure(error: EngineError, watches: readonly WatchedGoal[], leftRecursion: string | null): SolverFailure {
  const [end, code] = classify(error);
  return { end, code, message: stopMessage(error, watches, leftRecursion), position: null };
}
