// A checked program -> the two texts SWI-Prolog loads: the program that runs, and the clauses as the second interpreter reads them.

import { type Goal, keyOf } from "./ast.ts";
import type { CheckedClause, CheckedProgram, CheckedQuery } from "./check.ts";
import { ownName, printAtom } from "./print.ts";
import { BodyPrinter } from "./print-cut.ts";
import { type ClausePrinter, printCall, type ProgramText } from "./print-goal.ts";
import type { Watch } from "./watch.ts";
import { writtenNames } from "./written-names.ts";

export interface PrintedProgram {
  readonly program: string;
  /** Null where the second interpreter cannot follow. */
  readonly reified: string | null;
  /** By the number of their mark. */
  readonly watches: readonly Watch[];
}

const HEADER = [":- style_check(-singleton).", ":- style_check(-discontiguous).", ":- style_check(-no_effect).", ":- style_check(-var_branches)."];

/** The goals between cuts. */
function segments(goal: Goal, printer: ClausePrinter): string {
  const goals = goal.kind === "and" ? goal.goals : [goal];
  const parts: Goal[][] = [[]];
  for (const part of goals) {
    if (part.kind === "cut") parts.push([]);
    else parts.at(-1)?.push(part);
  }
  return `[${parts.map((part) => `and([${part.map((one) => printer.reified(one)).join(",")}])`).join(",")}]`;
}

function printTabled({ tabled }: CheckedProgram): string[] {
  return tabled.map(({ name, arity, modes }) => {
    const own = printAtom(ownName(name));
    return `:- table(${modes === null ? `'/'(${own},${arity})` : `${own}(${modes.map((mode) => (mode === "index" ? "_" : printAtom(mode))).join(",")})`}).`;
  });
}

class ProgramPrinter {
  readonly running: string[] = [];
  readonly reified: string[] = [];
  readonly text: ProgramText;
  private readonly provable: boolean;

  constructor({ reach, provable }: CheckedProgram) {
    this.text = { reach, lambdas: [], watches: [] };
    this.provable = provable;
  }

  /** The `nth` of its predicate. */
  clause({ name, args, body, goal, beside }: CheckedClause, nth: number, last: boolean): void {
    const own = ownName(name);
    const printer = new BodyPrinter(body === null ? args : [...args, body], keyOf({ name, arity: args.length }), beside, this.text);
    if (goal === null) {
      this.running.push(`${printCall(own, args.map((arg) => printer.term(arg)))}.`);
      return;
    }
    const printed = printer.body(args, goal, last);
    this.running.push(`':-'(${printCall(own, printed.head)},${printed.body}).`);
    if (this.provable) this.reified.push(`kb(${printAtom(own)},${args.length},${nth},${printCall(own, args.map((arg) => printer.term(arg)))},${segments(goal, printer)}).`);
  }

  query({ read, goal, variables }: CheckedQuery, index: number): void {
    const printer = new BodyPrinter([goal], null, false, this.text);
    const list = `[${variables.map((variable) => printer.term(variable)).join(",")}]`;
    this.running.push(`':-'('q:${index}'(${list}),${printer.body([], read, true).body}).`, `'n:${index}'([${writtenNames(variables.map(({ name }) => name)).map(printAtom).join(",")}]).`);
    if (this.provable) this.reified.push(`kb('query',${index},0,${list},${segments(read, printer)}).`);
  }

  lambdas(): void {
    this.running.push(...this.text.lambdas);
  }
}

/** Clauses of one predicate together and in order, as the engine wants them. */
export function groupClauses(clauses: readonly CheckedClause[]): Map<string, CheckedClause[]> {
  const groups = new Map<string, CheckedClause[]>();
  for (const clause of clauses) {
    const key = keyOf({ name: clause.name, arity: clause.args.length });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [clause]);
    else group.push(clause);
  }
  return groups;
}

export function printProgram(checked: CheckedProgram): PrintedProgram {
  const printer = new ProgramPrinter(checked);
  for (const group of groupClauses(checked.clauses).values()) for (const [index, clause] of group.entries()) printer.clause(clause, index + 1, index + 1 === group.length);
  for (const [index, query] of checked.queries.entries()) printer.query(query, index);
  printer.lambdas();
  const imports = checked.tables.map(({ name, columns }) => `:- import(':'('data','/'(${printAtom(ownName(name))},${columns.length}))).`);
  const tabled = checked.tabled.map(({ name, arity }) => `tabled(${printAtom(ownName(name))},${arity}).`);
  return {
    program: [...HEADER, ...imports, ...printTabled(checked), ...printer.running, ""].join("\n"),
    reified: checked.provable ? [...HEADER, ":- dynamic(kb/5).", ":- dynamic(tabled/2).", ...tabled, ...printer.reified, ""].join("\n") : null,
    watches: printer.text.watches,
  };
}
