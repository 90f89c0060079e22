// Program -> what the engine is given, printed from the checked tree, and what the page keeps to read the reply by.

import { jobTable } from "../box/job-tables.ts";
import { positionAt, type SolverData, type SolverFailure, type SolverLimits } from "../result.ts";
import type { Goal, Span, Term } from "./ast.ts";
import { type CheckedProgram, type CheckedQuery, checkProgram, walk } from "./check.ts";
import { calledBy } from "./calls.ts";
import { leftRecursionMessage, leftRecursions } from "./left-recursion.ts";
import { otherKindCautions } from "./other-kind.ts";
import { parseProgram } from "./parse.ts";
import { groupClauses, printProgram } from "./print-program.ts";
import { EMPTY_CELL } from "./print-table.ts";
import { ownName } from "./print.ts";
import type { Difference, PrologPayload } from "./protocol.ts";
import { severalOf } from "./several.ts";
import { PrologStop, short } from "./stop.ts";
import type { Watch, WatchedGoal } from "./watch.ts";

/** Line numbers of rising offsets, each character looked at once. */
class LineCounter {
  private readonly text: string;
  private at = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  lineAt(offset: number): number {
    for (; this.at < offset; this.at++) if (this.text.charAt(this.at) === "\n") this.line++;
    return this.line;
  }
}

function originsOf(checked: CheckedProgram, program: string, facts: string): Map<string, string[]> {
  const lines = new Map<number, string>();
  const inProgram = new LineCounter(program);
  const inFacts = new LineCounter(facts);
  for (const [index, { at, body, beside }] of checked.clauses.entries()) {
    const line = (beside ? inFacts : inProgram).lineAt(at);
    lines.set(index, `${body === null ? "fact" : "rule"}, line ${line}${beside ? " of the facts" : ""}`);
  }
  const indices = new Map(checked.clauses.map((clause, index) => [clause, index]));
  return new Map([...groupClauses(checked.clauses)].map(([key, group]) => [ownName(key), group.map((clause) => lines.get(indices.get(clause) ?? -1) ?? "")]));
}

function watchedGoals(watches: readonly Watch[], program: string, facts: string): WatchedGoal[] {
  const inProgram = new LineCounter(program);
  const inFacts = new LineCounter(facts);
  const lines = new Map(watches.toSorted((a, b) => a.at - b.at).map((watch) => [watch, (watch.beside ? inFacts : inProgram).lineAt(watch.at)]));
  return watches.map((watch): WatchedGoal => {
    const { kind, at, end, beside, names, alone } = watch;
    const text = (beside ? facts : program).slice(at, Math.min(end, at + 200)).replaceAll(/\s+/g, " ");
    return { kind, names, alone, text, place: `line ${lines.get(watch) ?? 0}${beside ? " of the facts" : ""}` };
  });
}

/** Of the predicates that a question comes to, what to say of the first that calls itself first. */
function leftRecursionOf({ read }: CheckedQuery, checked: CheckedProgram, program: string, facts: string): string | null {
  const found = leftRecursions(checked);
  const key = [...checked.reach.from(calledBy(read))].find((one) => found.has(one));
  const recursion = key === undefined ? undefined : found.get(key);
  if (recursion === undefined) return null;
  const { at, beside } = recursion.clause;
  const { line } = positionAt(beside ? facts : program, at);
  return leftRecursionMessage(recursion, `line ${line}${beside ? " of the facts" : ""}`);
}

/** The first max(V-N) or min(V-N) that aggregate_all is given. */
function differenceOf({ clauses, queries }: CheckedProgram, program: string, facts: string): Difference | null {
  let found: Difference | null = null;
  const look = (goal: Goal, text: string): void => {
    const inTemplate = (term: Term): void => {
      if (term.kind !== "compound" || found !== null) return;
      const [arg] = term.args;
      if ((term.name === "max" || term.name === "min") && term.args.length === 1 && arg?.kind === "compound" && arg.name === "-" && arg.args.length === 2) {
        const [value, item] = arg.args.map(({ at, end }) => short(text.slice(at, end)));
        found = { text: short(text.slice(term.at, term.end)), pair: `${term.name}(${value ?? ""}, ${item ?? ""})` };
      }
      for (const inner of term.args) inTemplate(inner);
    };
    walk(goal, (part) => {
      const template = part.kind === "call" && part.name === "aggregate_all" ? part.args[0] : undefined;
      if (template?.kind === "data") inTemplate(template.term);
    });
  };
  for (const { read } of queries) look(read, program);
  for (const { goal, beside } of clauses) if (goal !== null) look(goal, beside ? facts : program);
  return found;
}

/** Empty cells, and values of another kind than what they are compared with. */
function cautionsOf(checked: CheckedProgram, emptyColumns: readonly string[], program: string, facts: string): string[] {
  const where = ({ at, end }: Span, beside: boolean): string => {
    const text = beside ? facts : program;
    return `${short(text.slice(at, end))} in line ${positionAt(text, at).line}${beside ? " of the facts" : ""}`;
  };
  const empty = emptyColumns.length === 0 ? [] : [`Empty cells of ${emptyColumns.join(" and ")} are the atom ${EMPTY_CELL}; to skip them, write X \\== ${EMPTY_CELL} with the variable of that column for X.`];
  return [...empty, ...otherKindCautions(checked, where)];
}

function emptyColumnsOf({ tables }: CheckedProgram): string[] {
  return tables.flatMap((table) => table.columns.filter(({ cells }) => cells.includes(null)).map(({ name }) => `${table.name}.${name}`));
}

export function preparePrologPayload(program: string, data: SolverData, limits: SolverLimits): PrologPayload {
  const checked = checkProgram(parseProgram(program, data.facts), data.tables);
  const sources = new Map(checked.tables.flatMap(({ source }) => (source === null ? [] : [[`${source.title} ${source.url}`, source] as const])));
  const { watches, ...printed } = printProgram(checked);
  const emptyColumns = emptyColumnsOf(checked);
  const several = severalOf(checked);
  return {
    ...printed,
    tables: checked.tables.map(jobTable),
    arities: checked.queries.map(({ variables }) => variables.length),
    rows: Math.max(1, Math.floor(limits.rows)),
    work: Math.max(1, Math.floor(limits.work)),
    queries: checked.queries.map((query) => ({
      leftRecursion: leftRecursionOf(query, checked, program, data.facts),
      text: program.slice(query.goal.at, query.goal.end).replaceAll(/\s+/g, " "),
      names: query.variables.map(({ name }) => name),
      unknown: query.unknown,
      several: several(query),
    })),
    origins: originsOf(checked, program, data.facts),
    constrained: checked.constrained,
    pure: checked.pure,
    nested: checked.nested,
    watches: watchedGoals(watches, program, data.facts),
    cautions: cautionsOf(checked, emptyColumns, program, data.facts),
    emptyColumns,
    difference: differenceOf(checked, program, data.facts),
    sources: [...sources.values()],
  };
}

export function prepareProlog(program: string, data: SolverData, limits: SolverLimits): { readonly ok: true; readonly payload: PrologPayload } | { readonly ok: false; readonly failure: SolverFailure } {
  try {
    return { ok: true, payload: preparePrologPayload(program, data, limits) };
  } catch (error) {
    if (error instanceof PrologStop) return { ok: false, failure: error.failure(program, data.facts) };
    throw error;
  }
}
