// Where the search commits to something that more known about a variable could undo: \+, conditions, cuts, once, tests such as
// var. The program is printed with a mark at each such place that is set when a variable was open there; then a search that
// finds nothing has not proved that there is nothing.

/** not: \+ and forall; condition: of -> ; first: keeps one solution; test: of what is known; collection: findall and its like. */
export type WatchKind = "not" | "condition" | "first" | "cut" | "test" | "collection";

export interface Watch {
  readonly kind: WatchKind;
  readonly at: number;
  readonly end: number;
  /** In the facts beside the program. */
  readonly beside: boolean;
  /** Variables that could be open. */
  readonly names: readonly string[];
  /** They are asked for and stand nowhere else in the question. */
  readonly alone: boolean;
}

/** A watch as a message shows it. */
export interface WatchedGoal {
  readonly kind: WatchKind;
  /** As written, on one line. */
  readonly text: string;
  /** "line 3" */
  readonly place: string;
  readonly names: readonly string[];
  /** They are asked for and stand nowhere else in the question. */
  readonly alone: boolean;
}

/**
 * What a built-in needs of its arguments (from 1) to find the same whatever becomes known later. decided: two terms are equal or
 * can never be; bound: no variable; fixed: no variables in it; whole: a number; closed: a list with an end; keys: the keys of its
 * pairs are fixed; single: at most one item of the list fits.
 */
export interface Need {
  readonly test: "decided" | "bound" | "fixed" | "whole" | "closed" | "keys" | "single";
  readonly of: readonly number[];
}

const NEEDS: readonly (readonly [Need["test"], readonly number[], string])[] = [
  ["decided", [1, 2], "\\=/2 ==/2 \\==/2"],
  ["fixed", [1, 2], "@</2 @>/2 @=</2 @>=/2 delete/3 subtract/3 intersection/3 union/3 subset/2 ord_union/3 ord_subtract/3 ord_intersection/3 ord_memberchk/2 ord_subset/2 ord_add_element/3 ord_del_element/3"],
  ["fixed", [2, 3], "compare/3"],
  ["bound", [1], "var/1 nonvar/1 atom/1 number/1 integer/1 float/1 rational/1 rational/3 atomic/1 compound/1 callable/1 string/1"],
  ["closed", [1], "is_list/1"],
  ["fixed", [1], "ground/1 copy_term/2 term_variables/2 list_to_set/2 sort/2 msort/2 is_set/1 clumped/2 list_to_ord_set/2 ord_union/2 transpose_pairs/2 put_assoc/4 get_assoc/3"],
  ["fixed", [2], "predsort/3 max_member/2 min_member/2 include/3 exclude/3 partition/4 convlist/3"],
  ["fixed", [3], "sort/4"],
  ["keys", [1], "keysort/2 group_pairs_by_key/2 list_to_assoc/2"],
  ["single", [1, 2], "memberchk/2 selectchk/3"],
  ["whole", [1], "fd_var/1 fd_inf/2 fd_sup/2 fd_size/2 fd_dom/2 fd_degree/2"],
];

export const WATCHED: ReadonlyMap<string, Need> = new Map(NEEDS.flatMap(([test, of, keys]) => keys.split(" ").map((key) => [key, { test, of }] as const)));

/** They run a goal for all its solutions together, and leave its variables as they were. */
export const COLLECTING: ReadonlySet<string> = new Set(["findall/3", "findall/4", "aggregate_all/3", "aggregate_all/4", "bagof/3", "setof/3", "forall/2"]);
/** They keep a goal's first solution. */
export const COMMITTING: ReadonlySet<string> = new Set(["once/1", "ignore/1"]);

/** Goals of these bind nothing: whether they hold is asked, no more. */
export const TESTS: ReadonlySet<string> = new Set([
  ..."true/0 fail/0 false/0 =:=/2 =\\=/2 </2 >/2 =</2 >=/2 ?=/2 forall/2 var/1 nonvar/1 ground/1 atom/1 number/1 integer/1 float/1 rational/1 atomic/1 compound/1 callable/1 string/1".split(" "),
  ..."is_list/1 is_set/1 \\=/2 ==/2 \\==/2 @</2 @>/2 @=</2 @>=/2 ord_memberchk/2 ord_subset/2 fd_var/1".split(" "),
]);

/** What to do about a goal whose truth waits for itself. */
export function circleMessage({ text, place }: WatchedGoal): string {
  return `${text.length > 80 ? `${text.slice(0, 80)}…` : text} in ${place} waits for a tabled predicate that waits for it in turn, so neither can be settled. Take :- table away if the recursion comes to an end without it, or give the predicate an argument that counts down, such as the moves that are left.`;
}

/** What a search that met it leaves open; `left`: constraints were not fixed there. */
export function watchMessage({ kind, text, place, names, alone }: WatchedGoal, left: boolean): string {
  const what = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  if (left) return `${kind === "cut" ? "The cut" : what} in ${place} was decided while constraints were left on variables; put label([...]) for them into it or before it.`;
  const open = names.length === 0 ? "a variable" : names.slice(0, 5).join(", ");
  const behind = `behind the goals that give ${names.length === 0 ? "it a value" : `${open} ${names.length === 1 ? "a value" : "values"}`}`;
  const known = `${open} ${names.length > 1 ? "were" : "was"} not known`;
  switch (kind) {
    case "not":
      return `${what} in ${place} ran while ${known}, and failed for some values without trying the others; put it ${behind}${alone ? `, or write _${names[0] ?? ""} if no value at all is meant` : ""}.`;
    case "condition":
      return `${what} in ${place} was decided while ${known}, once for all values; put it ${behind}.`;
    case "first":
      return `${what} in ${place} kept the first solution and left the others untried; put it ${behind}, or let it give all its solutions.`;
    case "cut":
      return `The cut in ${place} left other clauses or solutions untried after ${open} had got a value on the way to it; write results behind the cut, as in max(X, Y, Z) :- X >= Y, !, Z = X., or call it ${behind}.`;
    case "test":
      return `${what} in ${place} was tested while ${known}; put it ${behind}${/\\=/.test(text) ? ", or write dif(X, Y), which waits for them" : ""}.`;
    case "collection":
      return `${what} in ${place} collected while ${known}, over all values together; put it ${behind}.`;
    default:
      return kind satisfies never;
  }
}
