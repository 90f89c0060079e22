// The arithmetic program language as a typed tree. Columns are 0-based UTF-16 offsets into the program text.

export type Operator = "+" | "-" | "*" | "/" | "^";

/** Name -> [fewest, most] arguments. */
export const FUNCTIONS = {
  mod: [2, 2],
  div: [2, 2],
  min: [1, 64],
  max: [1, 64],
  avg: [1, 64],
  abs: [1, 1],
  gcd: [2, 64],
  lcm: [2, 64],
  fact: [1, 1],
  gt: [2, 2],
  lt: [2, 2],
  eq: [2, 2],
} as const satisfies Record<string, readonly [number, number]>;

export type FunctionName = keyof typeof FUNCTIONS;

export type Expression =
  | { readonly kind: "number"; readonly text: string; readonly column: number }
  | { readonly kind: "negate"; readonly operand: Expression; readonly column: number }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly column: number;
    }
  | {
      readonly kind: "call";
      readonly name: FunctionName;
      readonly operands: readonly Expression[];
      readonly column: number;
    };

export interface ProgramFailure {
  readonly ok: false;
  readonly code: FailureCode;
  /** What happened, with which value, and what to change. */
  readonly message: string;
  readonly column: number | null;
}

export type FailureCode =
  | "syntax"
  | "too-long"
  | "too-deep"
  | "too-large"
  | "division-by-zero"
  | "not-an-integer"
  | "out-of-domain"
  | "type"
  | "not-understood";

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}
