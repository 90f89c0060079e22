// How reading a program stops: thrown inside the parser and the checks, caught where they begin.

import type { SolverFailure } from "../result.ts";
import { positionAt } from "../result.ts";

export type FailureCode =
  | "syntax"
  | "too-long"
  | "too-deep"
  | "too-large"
  | "no-query"
  | "not-allowed"
  | "unknown-predicate"
  | "unknown-function"
  | "unknown-goal"
  | "duplicate-name"
  | "bad-head";

export class PrologStop extends Error {
  readonly code: FailureCode;
  readonly at: number;
  /** In the facts beside the program. */
  readonly beside: boolean;
  /** `message` says what happened and what to change. */
  constructor(code: FailureCode, message: string, at: number, beside = false) {
    super(message);
    this.code = code;
    this.at = at;
    this.beside = beside;
  }

  /** Positions are those of the program; a place in the facts is said in words. */
  failure(program: string, facts: string): SolverFailure {
    if (!this.beside) return { end: "not-understood", code: this.code, message: this.message, position: positionAt(program, this.at) };
    const { line, column } = positionAt(facts, this.at);
    return { end: "not-understood", code: this.code, message: `In the facts, line ${line}, column ${column}: ${this.message}`, position: null };
  }
}

/** A text as a message shows it. */
export function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
