// How a search ended early -> what to say about it.

import type { SolverFailure } from "../result.ts";
import { NOT_REPEATABLE } from "./built-ins.ts";
import { EMPTY_CELL } from "./print-table.ts";
import type { PayloadQuery, PrologPayload, QueryReply } from "./protocol.ts";
import { circleMessage } from "./watch.ts";

type EngineError = NonNullable<QueryReply["error"]>;
/** What messages are made of besides the error. */
type Asked = Pick<PayloadQuery, "leftRecursion">;
type Given = Pick<PrologPayload, "watches" | "emptyColumns" | "difference">;

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
  clpfd_expression: "a whole number or an expression of constraints",
  not_less_than_zero: "zero or more",
  not_less_than_one: "one or more",
  character: "a character",
  number: "a number",
  atomic: "an atom, a number or a string",
};

function neededOf(type: string): string {
  return TYPES[type] ?? type.replaceAll("_", " ");
}

/** Which columns an empty cell can be of: the engine knows only the value. */
function emptyCell(columns: readonly string[], needed: string, where: string): string {
  const [only] = columns;
  const from = columns.length === 1 ? `an empty cell of ${only ?? ""}` : columns.length === 0 ? "what an empty cell of a table is" : `an empty cell of ${columns.slice(0, -1).join(", ")} or ${columns.at(-1) ?? ""}`;
  return `${EMPTY_CELL} stands where ${needed} is needed${where}: it is ${from}. To skip empty cells, write X \\== ${EMPTY_CELL} behind the goal that reads the table, with the variable of that column for X.`;
}

/** `culprit`: name/number of arguments, or text. */
function notCalculable(culprit: string, { emptyColumns, difference }: Given, where: string): string {
  const [, name = culprit, arity = ""] = /^(.*)\/(\d+)$/.exec(culprit) ?? [];
  if (NOT_REPEATABLE.has(name)) return `${name} would give another result each time it is calculated with${where}. Give the number instead.`;
  if (name === EMPTY_CELL) return emptyCell(emptyColumns, "a number", where);
  const pair = difference === null ? "" : ` ${difference.text} subtracts; for the largest or smallest value with what belongs to it, write ${difference.pair}.`;
  const what = arity === "" || arity === "0" ? name : name === "'[|]'" ? "A list" : `${name} with ${arity} ${arity === "1" ? "argument" : "arguments"}`;
  return `${what} stands where a number is needed${where}, and is no function of arithmetic. Change it, or what gives it.${pair}`;
}

/** The sentence on its own, e.g. for a caution. */
export function stopMessage({ kind, detail, culprit, at }: EngineError, { leftRecursion }: Asked, given: Given): string {
  const { watches, emptyColumns } = given;
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
        ? "A number would be too large: at most about 240,000 digits (800,000 bits) are calculated with, and the steps to a power or a product may take several times its length. Use smaller numbers; the remainder of a large power is powm(Base, Exponent, Divisor)."
        : "The memory for the search is full. Check that recursion comes to an end, keep lists and numbers shorter, or count with aggregate_all instead of collecting.";
    case "instantiation_error":
      return at.startsWith("label") || at === ""
        ? "A value is needed that is not known at that point. Put the goal that gives it first; before label, every variable needs bounds such as X in 1..9."
        : `A value is needed that is not known at that point${where}. Put the goal that gives it first; #= instead of is works both ways.`;
    case "evaluation_error":
      return detail === "zero_divisor" ? `Something is divided by zero${where}. Test the divisor first, as in D =\\= 0.` : `A calculation has no result (${detail})${where}. Test its values first.`;
    case "type_error":
    case "domain_error":
      if (detail === "evaluable") return notCalculable(culprit, given, where);
      if (culprit === EMPTY_CELL && emptyColumns.length > 0) return emptyCell(emptyColumns, neededOf(detail), where);
      return `${culprit === "" ? "A value" : culprit} stands where ${neededOf(detail)} is needed${where}. Change it, or what calculates it.`;
    default:
      return `SWI-Prolog stopped: ${[kind, detail, culprit].filter((part) => part !== "").join(" ")}${where}. Change that part of the program.`;
  }
}

export function engineFailure(error: EngineError, asked: Asked, given: Given): SolverFailure {
  const [end, code] = classify(error);
  return { end, code, message: stopMessage(error, asked, given), position: null };
}
