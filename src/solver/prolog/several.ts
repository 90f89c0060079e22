// Whether a question comes to a call that more than one fact, row or value fits, so that what stands behind it is tried more than once.

import type { DataTable } from "../result.ts";
import { type Goal, keyOf, type Term } from "./ast.ts";
import { calledBy } from "./calls.ts";
import { type CheckedClause, type CheckedProgram, type CheckedQuery, walk } from "./check.ts";
import { groupClauses } from "./print-program.ts";
import { printCell } from "./print-table.ts";
import { TermPrinter } from "./print.ts";

/** Built-in predicates that give one value after another. */
const GENERATING: ReadonlySet<string> = new Set("member/2 between/3 select/3 select/4 nth0/3 nth1/3 append/2 append/3 permutation/2 subseq/3 nextto/3 sub_atom/5 indomain/1 label/1 labeling/2".split(" "));

/** What it is printed as, where it holds no variable; null where it fits others too. */
function fixed(term: Term | undefined): string | null {
  if (term === undefined || term.kind === "variable" || term.kind === "compound" || term.kind === "list") return null;
  return new TermPrinter([]).term(term);
}

/** Most facts and rows that are looked at; where that is not enough, there may be several. */
const MOST_LOOKED_AT = 100_000;

class SeveralFinder {
  private readonly clauses: ReadonlyMap<string, readonly CheckedClause[]>;
  private readonly tables: ReadonlyMap<string, DataTable>;
  private readonly found = new Map<Goal, boolean>();
  private left = MOST_LOOKED_AT;

  constructor({ clauses, tables }: CheckedProgram) {
    this.clauses = groupClauses(clauses);
    this.tables = new Map(tables.map((table) => [keyOf({ name: table.name, arity: table.columns.length }), table]));
  }

  /** `wanted`: null where any value fits; `given`: null where it fits any. */
  private fitsTwice(wanted: readonly (string | null)[], rows: number, given: (row: number, index: number) => string | null): boolean {
    let fitting = 0;
    for (let row = 0; row < rows && fitting < 2; row++) {
      if (this.left-- <= 0) return true;
      if (wanted.every((value, index) => value === null || (given(row, index) ?? value) === value)) fitting++;
    }
    return fitting === 2;
  }

  private callOf(goal: Goal): boolean {
    if (goal.kind === "or") return true;
    if (goal.kind !== "call") return false;
    const key = keyOf({ name: goal.name, arity: goal.args.length });
    if (!goal.own) return GENERATING.has(key);
    const wanted = goal.args.map((arg) => (arg.kind === "data" ? fixed(arg.term) : null));
    const columns = this.tables.get(key)?.columns;
    if (columns === undefined) {
      const own = this.clauses.get(key) ?? [];
      return this.fitsTwice(wanted, own.length, (row, index) => fixed(own[row]?.args[index]));
    }
    return this.fitsTwice(wanted, columns[0]?.cells.length ?? 0, (row, index) => {
      const column = columns[index];
      return column === undefined ? null : printCell(column.type, column.cells[row] ?? null);
    });
  }

  /** Whether a goal or one inside it is such a call. */
  inGoal(goal: Goal): boolean {
    const known = this.found.get(goal);
    if (known !== undefined) return known;
    let several = false;
    walk(goal, (part) => {
      several ||= this.callOf(part);
    });
    this.found.set(goal, several);
    return several;
  }

  inClausesOf(key: string): boolean {
    return (this.clauses.get(key) ?? []).some(({ goal }) => goal !== null && this.inGoal(goal));
  }
}

/** By query. */
export function severalOf(checked: CheckedProgram): (query: CheckedQuery) => boolean {
  const finder = new SeveralFinder(checked);
  return ({ read }) => finder.inGoal(read) || [...checked.reach.from(calledBy(read))].some((key) => finder.inClausesOf(key));
}
