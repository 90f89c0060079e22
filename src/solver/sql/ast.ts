// The SQL dialect as a typed tree: one read-only query. Spans are 0-based UTF-16 offsets into the program text.

export interface Span {
  readonly at: number;
  readonly end: number;
}

export interface Name extends Span {
  readonly text: string;
  /** Written in quotation marks. */
  readonly quoted: boolean;
}

export const BINARY_OPERATORS = [
  "OR", "AND", "=", "<>", "IS", "IS NOT", "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "<", "<=", ">", ">=", "&", "|", "<<", ">>", "+", "-", "*", "/", "%", "||",
] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];
export type UnaryOperator = "NOT" | "-" | "+" | "~";

export const CAST_TYPES = ["INTEGER", "REAL", "TEXT", "NUMERIC"] as const;
export type CastType = (typeof CAST_TYPES)[number];
export const COLLATIONS = ["BINARY", "NOCASE", "RTRIM"] as const;
export type Collation = (typeof COLLATIONS)[number];

export type Expression = Span &
  (
    | { readonly kind: "number"; readonly text: string; readonly type: "integer" | "real" }
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "word"; readonly word: "NULL" | "TRUE" | "FALSE" }
    | { readonly kind: "column"; readonly table: Name | null; readonly name: Name }
    | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
    | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "is-null"; readonly negated: boolean; readonly operand: Expression }
    | { readonly kind: "between"; readonly negated: boolean; readonly operand: Expression; readonly low: Expression; readonly high: Expression }
    | { readonly kind: "like"; readonly operator: "LIKE" | "GLOB"; readonly negated: boolean; readonly operand: Expression; readonly pattern: Expression; readonly escape: Expression | null }
    | { readonly kind: "in-list"; readonly negated: boolean; readonly operand: Expression; readonly items: readonly Expression[] }
    | { readonly kind: "in-query"; readonly negated: boolean; readonly operand: Expression; readonly query: Query }
    | { readonly kind: "case"; readonly operand: Expression | null; readonly branches: readonly { readonly when: Expression; readonly result: Expression }[]; readonly otherwise: Expression | null }
    | { readonly kind: "cast"; readonly operand: Expression; readonly type: CastType }
    | { readonly kind: "collate"; readonly operand: Expression; readonly collation: Collation }
    | { readonly kind: "exists"; readonly query: Query }
    | { readonly kind: "query"; readonly query: Query }
    | { readonly kind: "row"; readonly items: readonly Expression[] }
    | Call
  );

export interface Call extends Span {
  readonly kind: "call";
  /** Lower case. */
  readonly name: Name;
  /** count(*) */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly operands: readonly Expression[];
  readonly orderBy: readonly OrderTerm[];
  readonly filter: Expression | null;
  /** A window's own definition or the name of one; null for an ordinary call. */
  readonly over: WindowDefinition | Name | null;
}

export interface OrderTerm {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nulls: "FIRST" | "LAST" | null;
}

export interface WindowDefinition extends Span {
  readonly kind: "window";
  readonly base: Name | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderTerm[];
  readonly frame: Frame | null;
}

export interface Frame {
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly start: FrameBound;
  readonly end: FrameBound | null;
  readonly exclude: "NO OTHERS" | "CURRENT ROW" | "GROUP" | "TIES" | null;
}

export type FrameBound =
  | { readonly kind: "UNBOUNDED PRECEDING" | "CURRENT ROW" | "UNBOUNDED FOLLOWING" }
  | { readonly kind: "PRECEDING" | "FOLLOWING"; readonly distance: Expression };

export interface Query extends Span {
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
  readonly first: Core;
  readonly rest: readonly { readonly operator: CompoundOperator; readonly core: Core }[];
  readonly orderBy: readonly OrderTerm[];
  readonly limit: Expression | null;
  readonly offset: Expression | null;
}

export type CompoundOperator = "UNION" | "UNION ALL" | "INTERSECT" | "EXCEPT";

export interface CommonTable {
  readonly name: Name;
  readonly columns: readonly Name[];
  readonly query: Query;
}

export type Core = Select | Values;

export interface Values extends Span {
  readonly kind: "values";
  readonly rows: readonly (readonly Expression[])[];
}

export interface Select extends Span {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly results: readonly ResultColumn[];
  /** Empty where there is no FROM; the first has no join. */
  readonly from: readonly Joined[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | null;
  readonly windows: readonly { readonly name: Name; readonly definition: WindowDefinition }[];
}

export type ResultColumn =
  | { readonly kind: "expression"; readonly expression: Expression; readonly alias: Name | null }
  /** * or table.* */
  | (Span & { readonly kind: "all"; readonly table: Name | null });

export interface Joined {
  readonly join: Join | null;
  readonly source: Source;
}

export interface Join {
  readonly natural: boolean;
  readonly type: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
  readonly on: Expression | null;
  readonly using: readonly Name[];
}

export type Source =
  | (Span & { readonly kind: "table"; readonly name: Name; readonly alias: Name | null })
  | (Span & { readonly kind: "query"; readonly query: Query; readonly alias: Name | null });

/** Types a value is known to have; "any" where the text does not tell. */
export type ValueType = "integer" | "real" | "text" | "null" | "any";
