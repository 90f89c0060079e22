// Clauses with cuts -> text: a cut is marked where the clause came to it only because it bound a variable of the call, or where it
// leaves solutions of the goals before it untried. For that the head's structure is taken apart in the body, step by step.

import type { Goal, Term } from "./ast.ts";
import { cuts } from "./calls.ts";
import { countVariables, identity, printAtom } from "./print.ts";
import { ClausePrinter, isTest, printAll, printUnless, runtimeCall } from "./print-goal.ts";

interface Body {
  /** Arguments of the head. */
  readonly head: readonly string[];
  readonly body: string;
}

function variablesOf(terms: readonly Term[]): string[] {
  const counts = new Map<string, number>();
  for (const term of terms) countVariables(term, counts);
  return [...counts.keys()];
}

export class BodyPrinter extends ClausePrinter {
  /** `last`: no clause of the predicate follows that a cut could leave untried. */
  body(args: readonly Term[], goal: Goal, last: boolean): Body {
    if (!cuts(goal)) return { head: args.map((arg) => this.term(arg)), body: this.goal(goal) };
    const bound = this.markVariable();
    const { head, steps } = last ? { head: args.map((arg) => this.term(arg)), steps: [] } : this.steps(args, bound);
    const goals = goal.kind === "and" ? goal.goals : [goal];
    const scattered = goals.some((part) => part.kind !== "cut" && cuts(part));
    return { head, body: printAll([...steps, ...(scattered ? this.scattered(args, goals, bound) : this.segments(args, goals, bound, last))]) };
  }

  /** The head's arguments become variables; `bound` is bound where the steps that follow bind a variable of the call. */
  private steps(args: readonly Term[], bound: string): { readonly head: readonly string[]; readonly steps: readonly string[] } {
    const seen = new Set<string>();
    const steps: string[] = [];
    /** A name for what stands at a place, and whether it is yet to be compared with the term there. */
    const place = (term: Term): { readonly term: Term; readonly name: string; readonly open: boolean } => {
      const first = term.kind === "variable" && !seen.has(identity(term));
      if (first) seen.add(identity(term));
      return { term, name: first ? this.term(term) : this.markVariable(), open: !first };
    };
    const look = (test: string): void => {
      steps.push(printUnless(test, `'='(${bound},'true')`));
    };
    const fit = (term: Term, name: string): void => {
      if (term.kind === "list") {
        let rest = name;
        for (const [index, item] of term.items.entries()) {
          const head = place(item);
          const tail = index === term.items.length - 1 ? place(term.tail ?? { kind: "nil", at: term.at, end: term.end }) : { term: item, name: this.markVariable(), open: false };
          look(`'nonvar'(${rest})`);
          steps.push(`'='(${rest},[${head.name}|${tail.name}])`);
          if (head.open) fit(item, head.name);
          if (tail.open) fit(tail.term, tail.name);
          rest = tail.name;
        }
      } else if (term.kind === "compound") {
        const parts = term.args.map(place);
        look(`'nonvar'(${name})`);
        steps.push(`'='(${name},${printAtom(term.name)}(${parts.map((part) => part.name).join(",")}))`);
        for (const part of parts) if (part.open) fit(part.term, part.name);
      } else {
        look(term.kind === "variable" ? `'=='(${name},${this.term(term)})` : `'nonvar'(${name})`);
        steps.push(`'='(${name},${this.term(term)})`);
      }
    };
    const places = args.map(place);
    for (const { term, name, open } of places) if (open) fit(term, name);
    return { head: places.map(({ name }) => name), steps };
  }

  /** Cuts among the goals of the body: what stands before each is looked at. */
  private segments(args: readonly Term[], goals: readonly Goal[], bound: string, last: boolean): string[] {
    const ofHead = new Set(variablesOf(args));
    const out: string[] = [];
    let before: Goal[] = [];
    let first = true;
    for (const goal of goals) {
      if (goal.kind === "cut") {
        out.push(...this.segment(before, goal, first && !last ? { bound, ofHead } : null), "!");
        before = [];
        first = false;
      } else {
        before.push(goal);
      }
    }
    return [...out, ...before.map((goal) => this.goal(goal))];
  }

  /** `call`: of the first cut of a clause that others follow. */
  private segment(goals: readonly Goal[], cut: Goal, call: { readonly bound: string; readonly ofHead: ReadonlySet<string> } | null): string[] {
    const printed = goals.map((goal) => this.goal(goal));
    const terms = goals.map((goal) => goal.term);
    const through = this.outside(terms);
    const asked = call === null ? [] : through.filter((id) => call.ofHead.has(id));
    const mark = this.mark(cut, "cut", cut.term, asked.length > 0 ? asked : through);
    if (goals.every(isTest)) return call === null ? printed : [...printed, printUnless(`'var'(${call.bound})`, runtimeCall("met", mark))];
    const all: Goal = { kind: "and", goals, term: { kind: "list", items: terms, tail: null, at: cut.term.at, end: cut.term.end } };
    const inner = this.settled(cut, "cut", all, printAll(printed), through, cut.term);
    const { open: ofCall, goal: look } = this.openOf(asked);
    const { open, goal: lookThrough } = this.openOf(through);
    const [from, to] = [this.markVariable(), this.markVariable()];
    return [look, lookThrough, `'prolog_current_choice'(${from})`, inner, `'prolog_current_choice'(${to})`, runtimeCall("cut", mark, call === null ? "_" : call.bound, ofCall, open, from, to)];
  }

  /** Cuts in branches: whether variables of the head, or of the question, were bound on the way. */
  private scattered(args: readonly Term[], goals: readonly Goal[], bound: string): string[] {
    const asked = args.length > 0 ? variablesOf(args) : [...this.counts.keys()];
    const { open, goal: look } = this.openOf(asked);
    return this.withCut(
      (cut) => printAll([runtimeCall("cut", this.mark(cut, "cut", cut.term, asked), bound, open, "[]", 0, 0), "!"]),
      () => [look, ...goals.map((goal) => this.goal(goal))],
    );
  }
}
