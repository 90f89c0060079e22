// What executing a program gives: an exact answer with its steps, or a typed reason.

export interface ArmStep {
  /** Source text of the sub-expression, e.g. "4817 * 392". */
  readonly expression: string;
  readonly result: string;
}

export type ProgramOutcome =
  | { readonly ok: true; readonly answer: string; readonly steps: readonly ArmStep[]; readonly hostOperations: number }
  /** hostOperations: done before it failed. */
  | { readonly ok: false; readonly code: string; readonly message: string; readonly column: number | null; readonly hostOperations: number };
