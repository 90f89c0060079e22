// Carries a typed failure out of the parser and the checks; parse.ts turns it into a result.

export type PlanFailureCode = "syntax" | "too-long" | "too-many" | "unknown-name" | "duplicate" | "type" | "arity" | "no-goal";

export class PlanStop extends Error {
  readonly code: PlanFailureCode;
  /** 0-based UTF-16 offset into the program text; null where no single place is at fault. */
  readonly offset: number | null;
  constructor(code: PlanFailureCode, message: string, offset: number | null) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
