// The operators of standard Prolog and of clpfd, with their priorities: a lower number binds more tightly.
// Source: SWI-Prolog manual, table 5 in section 4.25, and library(clpfd).

/** x: the argument on that side binds more tightly than the operator; y: as tightly is enough. */
type InfixType = "xfx" | "xfy" | "yfx";

export interface Operator {
  readonly priority: number;
  /** Highest priorities its arguments may have; left is 0 where there is none. */
  readonly left: number;
  readonly right: number;
}

const INFIX_TABLE: readonly (readonly [number, InfixType, string])[] = [
  [1200, "xfx", ":- -->"],
  [1100, "xfy", ";"],
  [1050, "xfy", "-> *->"],
  [1000, "xfy", ","],
  [990, "xfx", ":="],
  [760, "yfx", "#<==>"],
  [750, "xfy", "#==>"],
  [750, "yfx", "#<=="],
  [740, "yfx", "#\\/"],
  [730, "yfx", "#\\"],
  [720, "yfx", "#/\\"],
  [700, "xfx", "< = =.. =@= \\=@= =:= =< == =\\= > >= @< @=< @> @>= \\= \\== as is #= #\\= #< #> #=< #>= in ins in_set"],
  [600, "xfy", ":"],
  [500, "yfx", "+ - /\\ \\/ xor"],
  [450, "xfx", ".."],
  [400, "yfx", "* / // mod rdiv rem << >> div"],
  [200, "xfx", "**"],
  [200, "xfy", "^"],
];

const PREFIX_TABLE: readonly (readonly [number, "fx" | "fy", string])[] = [
  [1200, "fx", ":- ?-"],
  [1150, "fx", "dynamic discontiguous initialization meta_predicate module_transparent multifile public thread_local volatile table"],
  [900, "fy", "\\+"],
  [710, "fy", "#\\"],
  [200, "fy", "+ - \\"],
];

function names(list: string): string[] {
  return list.split(" ");
}

export const INFIX: ReadonlyMap<string, Operator> = new Map(
  INFIX_TABLE.flatMap(([priority, type, list]) =>
    names(list).map((name) => [name, { priority, left: type === "yfx" ? priority : priority - 1, right: type === "xfy" ? priority : priority - 1 }] as const),
  ),
);

export const PREFIX: ReadonlyMap<string, Operator> = new Map(
  PREFIX_TABLE.flatMap(([priority, type, list]) => names(list).map((name) => [name, { priority, left: 0, right: type === "fy" ? priority : priority - 1 }] as const)),
);
