// Program text -> clauses, tabled predicates and queries. Directives other than table and use_module are refused.

import type { Clause, Program, Query, Tabled, Term } from "./ast.ts";
import { lex } from "./lex.ts";
import { TermParser } from "./parse-term.ts";
import { PrologStop, short } from "./stop.ts";

export const MAX_PROGRAM_LENGTH = 200_000;
export const MAX_FACTS_LENGTH = 2_000_000;

/** Libraries whose predicates are there without asking. */
const LIBRARIES = new Set(["clpfd", "lists", "apply", "aggregate", "yall", "assoc", "pairs", "ordsets", "tabling", "dif"]);

/** Modes of a tabled argument that keep one answer instead of all. */
const TABLE_MODES = new Set(["min", "max", "first", "last", "sum"]);

const DIRECTIVE_HINTS: Readonly<Record<string, string>> = {
  dynamic: "Facts do not change here; remove the line.",
  discontiguous: "The clauses of a predicate may stand apart here; remove the line.",
  initialization: "Nothing is started; ask with ?- goal. instead.",
  set_prolog_flag: "Flags are fixed here; remove the line.",
  op: "Operators are fixed here; write the terms with parentheses.",
  module: "A program is one module; remove the line.",
};

function items(term: Term): readonly Term[] {
  const list: Term[] = [];
  let rest = term;
  while (rest.kind === "compound" && rest.name === "," && rest.args.length === 2) {
    const [first, second] = rest.args;
    if (first === undefined || second === undefined) break;
    list.push(first);
    rest = second;
  }
  return [...list, rest];
}

function tabledPredicate(term: Term): Tabled {
  const { at, end } = term;
  if (term.kind === "compound" && term.name === "/" && term.args.length === 2) {
    const [name, arity] = term.args;
    if (name?.kind === "atom" && arity?.kind === "integer" && /^\d{1,2}$/.test(arity.text)) return { name: name.name, arity: Number(arity.text), modes: null, at, end };
  }
  if (term.kind === "compound") {
    const modes = term.args.map((arg) => (arg.kind === "variable" ? "index" : arg.kind === "atom" ? arg.name : ""));
    const wrong = modes.findIndex((mode) => mode !== "index" && !TABLE_MODES.has(mode));
    if (wrong < 0) return { name: term.name, arity: modes.length, modes, at, end };
    throw new PrologStop("not-allowed", `An argument of a tabled predicate is _ or one of ${[...TABLE_MODES].join(", ")}; change argument ${wrong + 1} of ${term.name}.`, term.args[wrong]?.at ?? at);
  }
  throw new PrologStop("syntax", "table is followed by predicates with their number of arguments; write :- table path/2.", at);
}

/** The predicates it tables; none for a library that is there anyway. */
function directive(term: Term): Tabled[] {
  const name = term.kind === "compound" || term.kind === "atom" ? term.name : "";
  const [argument] = term.kind === "compound" ? term.args : [];
  if (name === "table" && argument !== undefined) return items(argument).map(tabledPredicate);
  if (name === "use_module" && argument?.kind === "compound" && argument.name === "library") {
    const [library] = argument.args;
    if (library?.kind === "atom" && LIBRARIES.has(library.name)) return [];
    throw new PrologStop("not-allowed", `This library is not here; there are ${[...LIBRARIES].join(", ")}, and they need no use_module.`, argument.at);
  }
  const hint = DIRECTIVE_HINTS[name] ?? "A question is written ?- goal. and a rule head :- body.";
  throw new PrologStop("not-allowed", `The directive :- ${short(name === "" ? "…" : name)} is not carried out here. ${hint}`, term.at);
}

const NUMBER_KINDS: ReadonlySet<Term["kind"]> = new Set(["integer", "rational", "float"]);

function clauseOf(head: Term, body: Term | null, end: number, beside: boolean): Clause {
  if (head.kind === "atom") return { name: head.name, args: [], body, beside, at: head.at, end };
  if (head.kind === "compound") return { name: head.name, args: head.args, body, beside, at: head.at, end };
  const what = head.kind === "variable" ? `the variable ${head.name}: a predicate's name begins with a small letter` : NUMBER_KINDS.has(head.kind) ? "a number" : head.kind === "string" ? "text between double marks" : "a list";
  throw new PrologStop("bad-head", `A fact or rule cannot begin with ${what}; write name(arguments).`, head.at);
}

function readAll(text: string, beside: boolean, clauses: Clause[], tabled: Tabled[], queries: Query[]): void {
  const parser = new TermParser(lex(text));
  while (parser.peek().kind !== "end") {
    const term = parser.clause();
    if (parser.peek().kind !== "stop") throw parser.unexpected("an operator or a full stop");
    const { end } = parser.next();
    const [first, second] = term.kind === "compound" ? term.args : [];
    const name = term.kind === "compound" ? `${term.name}/${term.args.length}` : "";
    if (name === "?-/1" && first !== undefined) {
      if (beside) throw new PrologStop("syntax", "A question stands in the program, not among its facts; move it there.", term.at);
      queries.push({ goal: first, at: term.at, end });
    } else if (name === ":-/1" && first !== undefined) {
      tabled.push(...directive(first));
    } else if (name === ":-/2" && first !== undefined && second !== undefined) {
      clauses.push(clauseOf(first, second, end, beside));
    } else if (name === "-->/2") {
      throw new PrologStop("not-allowed", "Grammar rules (-->) are not read here; write the rule with two more arguments for the list before and after, or with append.", term.at);
    } else {
      clauses.push(clauseOf(term, null, end, beside));
    }
  }
}

/** Facts beside the program come first. Throws a PrologStop. */
export function parseProgram(program: string, facts: string): Program {
  const clauses: Clause[] = [];
  const tabled: Tabled[] = [];
  const queries: Query[] = [];
  const read = (text: string, most: number, beside: boolean): void => {
    if (text.length > most) throw new PrologStop("too-long", `${text.length} characters are too many; shorten to ${most}, or bring the facts as a table.`, most, beside);
    try {
      readAll(text, beside, clauses, tabled, queries);
    } catch (error) {
      if (error instanceof PrologStop && beside) throw new PrologStop(error.code, error.message, error.at, true);
      throw error;
    }
  };
  read(facts, MAX_FACTS_LENGTH, true);
  read(program, MAX_PROGRAM_LENGTH, false);
  if (queries.length === 0) {
    throw new PrologStop("no-query", "The program asks nothing; add a question with ?- before it and a full stop after it, such as ?- parent(X, Y).", program.length);
  }
  return { clauses, tabled, queries };
}
