// A parsed program and its tables -> the program checked: every goal known and allowed, with what that says about it as a whole.

import type { DataTable } from "../result.ts";
import { type Clause, type Goal, type Indicator, keyOf, type Program, type Query, type Term } from "./ast.ts";
import { BUILT_INS, type BuiltIn } from "./built-ins.ts";
import { calledBy, Reach } from "./calls.ts";
import { EMPTY_CELL } from "./print-table.ts";
import { GoalReader, type Scope } from "./read-goal.ts";
import { PrologStop } from "./stop.ts";

export interface CheckedClause extends Clause {
  readonly goal: Goal | null;
}

export interface CheckedQuery extends Query {
  readonly read: Goal;
  /** Named variables in the order written; those that begin with _ are not asked for. */
  readonly variables: readonly (Term & { readonly kind: "variable" })[];
  /** What the query asks about and no fact mentions, and predicates without any facts: nothing is known of them. */
  readonly unknown: readonly string[];
}

export interface CheckedProgram {
  readonly clauses: readonly CheckedClause[];
  readonly tabled: Program["tabled"];
  readonly queries: readonly CheckedQuery[];
  /** Tables the program reads. */
  readonly tables: readonly DataTable[];
  /** An answer put back into its question must hold again, or the engine is wrong. */
  readonly pure: boolean;
  /** A negation, condition or cut rests on another one, so that more known can turn a yes into a no. */
  readonly nested: boolean;
  readonly reach: Reach;
  /** Whether the second interpreter can follow it: cuts stand only among the goals of a body. */
  readonly provable: boolean;
  /** Whether constraints of clpfd are called, which may be left on variables. */
  readonly constrained: boolean;
}

/** Predicates that cannot be redefined, and words that are no names. */
function checkHead({ name, args, at }: Clause): void {
  const key = keyOf({ name, arity: args.length });
  const control = [",", ";", "->", "*->", "|", "!", ":-", "-->", ":", "\\+", "{}", "[]", "?-", "=>"].includes(name);
  const builtIn = BUILT_INS.get(key);
  if (control || (builtIn !== undefined && !builtIn.replaceable)) {
    throw new PrologStop("bad-head", control ? `"${name}" cannot begin a fact or rule; a clause is head. or head :- goals.` : `${key} is built in and cannot be defined anew; choose another name.`, at);
  }
}

/** Visits a goal and all inside it; `nested`: below the goals of its clause. */
export function walk(goal: Goal, visit: (goal: Goal, nested: boolean) => void, nested = false): void {
  visit(goal, nested);
  switch (goal.kind) {
    case "and":
      for (const part of goal.goals) walk(part, visit, nested || part.kind === "and");
      return;
    case "or":
      walk(goal.left, visit, true);
      walk(goal.right, visit, true);
      return;
    case "if":
      for (const part of [goal.condition, goal.consequence, ...(goal.otherwise === null ? [] : [goal.otherwise])]) walk(part, visit, true);
      return;
    case "not":
      walk(goal.goal, (inner) => visit(inner, false), true);
      return;
    case "cut":
      return;
    case "call":
      for (const arg of goal.args) {
        // Cuts in arguments are local to them, whoever runs them.
        if (arg.kind === "goal" || arg.kind === "quantified") walk(arg.goal, (inner) => visit(inner, false), true);
        if (arg.kind === "closure" && arg.closure.kind === "lambda") walk(arg.closure.goal, (inner) => visit(inner, false), true);
      }
      return;
    default:
      goal satisfies never;
  }
}

/** Atoms, strings and the like that stand in data. */
function eachConstant(term: Term, visit: (constant: Term, text: string) => void): void {
  switch (term.kind) {
    case "atom":
      visit(term, `a ${term.name}`);
      return;
    case "string":
      visit(term, `s ${term.text}`);
      return;
    case "compound":
      for (const arg of term.args) eachConstant(arg, visit);
      return;
    case "list":
      for (const item of term.items) eachConstant(item, visit);
      if (term.tail !== null) eachConstant(term.tail, visit);
      return;
    default:
      return;
  }
}

function isGround(term: Term): boolean {
  switch (term.kind) {
    case "variable":
      return false;
    case "compound":
      return term.args.every(isGround);
    case "list":
      return term.items.every(isGround) && (term.tail === null || isGround(term.tail));
    default:
      return true;
  }
}

function variablesOf(term: Term, seen: Map<string, Term & { readonly kind: "variable" }>): void {
  switch (term.kind) {
    case "variable":
      if (!term.name.startsWith("_") && !seen.has(term.name)) seen.set(term.name, term);
      return;
    case "compound":
      for (const arg of term.args) variablesOf(arg, seen);
      return;
    case "list":
      for (const item of term.items) variablesOf(item, seen);
      if (term.tail !== null) variablesOf(term.tail, seen);
      return;
    default:
      return;
  }
}

/** Runs `check`; a stop inside facts beside the program says so. */
function within<Result>(beside: boolean, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (error instanceof PrologStop && beside) throw new PrologStop(error.code, error.message, error.at, true);
    throw error;
  }
}

class Checker {
  private readonly program: Program;
  private readonly tables: ReadonlyMap<string, DataTable>;
  private readonly predicates = new Map<string, "clauses" | "table">();
  private readonly calls = new Map<string, BuiltIn | null>();
  private reach = new Reach([], []);

  constructor(program: Program, tables: readonly DataTable[]) {
    this.program = program;
    this.tables = new Map(tables.map((table) => [keyOf({ name: table.name, arity: table.columns.length }), table]));
    for (const key of this.tables.keys()) this.predicates.set(key, "table");
  }

  check(): CheckedProgram {
    const { program } = this;
    for (const clause of program.clauses) {
      within(clause.beside, () => {
        checkHead(clause);
        const key = keyOf({ name: clause.name, arity: clause.args.length });
        if (this.tables.has(key)) throw new PrologStop("duplicate-name", `${clause.name} is a table with ${clause.args.length} columns already; give the fact or rule another name, or leave the table out.`, clause.at);
        this.predicates.set(key, "clauses");
      });
    }
    const scope: Scope = {
      predicates: this.predicates,
      columns: new Map([...this.tables.values()].map(({ name, columns }) => [name, columns.map((column) => column.name)])),
      onCall: (callee: Indicator, builtIn: BuiltIn | null) => {
        this.calls.set(keyOf(callee), builtIn);
      },
    };
    const reader = new GoalReader(scope);
    const clauses = program.clauses.map((clause): CheckedClause => {
      const { body } = clause;
      return { ...clause, goal: body === null ? null : within(clause.beside, () => reader.read(body)) };
    });
    for (const tabled of program.tabled) {
      if (this.predicates.get(keyOf(tabled)) !== "clauses") throw new PrologStop("unknown-predicate", `${keyOf(tabled)} is to be tabled but has no clauses; change the name or the number of arguments.`, tabled.at);
    }
    this.reach = new Reach(clauses, program.tabled);
    const queries = program.queries.map((query): CheckedQuery => {
      const read = reader.read(query.goal);
      const reached = this.reach.from(calledBy(read));
      const variables = new Map<string, Term & { readonly kind: "variable" }>();
      variablesOf(query.goal, variables);
      return { ...query, read, variables: [...variables.values()], unknown: this.unknown(read, reached) };
    });
    return { clauses, tabled: program.tabled, queries, tables: [...this.tables].filter(([key]) => this.calls.has(key)).map(([, table]) => table), reach: this.reach, ...this.nature(clauses, queries) };
  }

  private nature(clauses: readonly CheckedClause[], queries: readonly CheckedQuery[]): Pick<CheckedProgram, "pure" | "nested" | "provable" | "constrained"> {
    const goals = [...clauses.flatMap(({ goal }) => (goal === null ? [] : [goal])), ...queries.map(({ read }) => read)];
    let nestedCuts = false;
    for (const goal of goals) {
      walk(goal, (part, below) => {
        if (part.kind === "cut" && below) nestedCuts = true;
      });
    }
    const builtIns = [...this.calls.values()].filter((builtIn) => builtIn !== null);
    const modes = this.program.tabled.some((tabled) => tabled.modes !== null);
    const nested = goals.some((goal) => this.reach.nested(goal));
    return { pure: builtIns.every(({ pure }) => pure) && !modes && !nested, nested, provable: !nestedCuts, constrained: builtIns.some(({ constraint }) => constraint) };
  }

  /** Only where the question rests on facts: for a predicate that works on any value, a new value is nothing unknown. */
  private unknown(goal: Goal, reached: ReadonlySet<string>): string[] {
    const unknown: string[] = [];
    for (const key of reached) {
      const table = this.tables.get(key);
      if (table !== undefined && (table.columns[0]?.cells.length ?? 0) === 0) unknown.push(`${table.name}, an empty table`);
    }
    const asked = new Map<string, Term>();
    walk(goal, (part) => {
      if (part.kind !== "call" || !part.own || !this.restsOnFacts(keyOf({ name: part.name, arity: part.args.length }))) return;
      for (const arg of part.args) if (arg.kind === "data" && (arg.term.kind === "atom" || arg.term.kind === "string")) eachConstant(arg.term, (term, text) => asked.set(text, term));
    });
    if (asked.size > 0) {
      this.eachKnown((text) => asked.delete(text), asked);
      for (const term of asked.values()) unknown.push(term.kind === "atom" ? term.name : term.kind === "string" ? `"${term.text}"` : "");
    }
    return unknown;
  }

  private restsOnFacts(key: string): boolean {
    const reached = this.reach.from([key]);
    return (
      [...reached].some((other) => this.tables.has(other)) ||
      this.program.clauses.some(({ name, args, body }) => body === null && args.length > 0 && reached.has(keyOf({ name, arity: args.length })) && args.every(isGround))
    );
  }

  private eachKnown(visit: (text: string) => void, asked: ReadonlyMap<string, Term>): void {
    for (const { args, body } of this.program.clauses) {
      for (const arg of args) eachConstant(arg, (_, text) => visit(text));
      if (body !== null) eachConstant(body, (_, text) => visit(text));
    }
    for (const [key, table] of this.tables) {
      if (!this.calls.has(key)) continue;
      for (const { cells } of table.columns) {
        for (const cell of cells) {
          const atom = cell ?? EMPTY_CELL;
          if (typeof atom === "string" && asked.has(`a ${atom}`)) visit(`a ${atom}`);
        }
      }
    }
  }
}

/** Throws a PrologStop. */
export function checkProgram(program: Program, tables: readonly DataTable[]): CheckedProgram {
  return new Checker(program, tables).check();
}
