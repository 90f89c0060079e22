// How reading a program stops: thrown inside the parser and the name check, caught where they begin.

import type { SolverFailure } from "../result.ts";
import { positionAt } from "../result.ts";

export type FailureCode =
  | "empty"
  | "syntax"
  | "too-long"
  | "too-deep"
  | "too-large"
  | "not-allowed"
  | "second-statement"
  | "unknown-function"
  | "unknown-table"
  | "unknown-column"
  | "unknown-window"
  | "ambiguous-column"
  | "duplicate-name"
  | "arguments"
  | "columns"
  | "cell"
  | "aggregate";

export class SqlStop extends Error {
  readonly code: FailureCode;
  readonly at: number;
  /** `message` says what happened and what to change. */
  constructor(code: FailureCode, message: string, at: number) {
    super(message);
    this.code = code;
    this.at = at;
  }

  failure(program: string): SolverFailure {
    return { end: "not-understood", code: this.code, message: this.message, position: positionAt(program, this.at) };
  }
}
