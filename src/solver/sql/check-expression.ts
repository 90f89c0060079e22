// Names, arguments and types of expressions. Types say as much as the text tells; they decide which cautions are due.

import type { Call, Expression, OrderTerm, Query, ValueType, WindowDefinition } from "./ast.ts";
import type { Cautions } from "./cautions.ts";
import { SqlStop } from "./failure.ts";
import { functionOf } from "./functions.ts";
import { type Column, key, type Resolved, resolveColumn, type Scope } from "./scope.ts";
import { suggestion } from "./nearest.ts";

/** What is known of a value. */
export interface Value {
  readonly type: ValueType;
  readonly growing: boolean;
  readonly aggregate: boolean;
  readonly window: boolean;
  /** Of text most of which looks like numbers, a cell. */
  readonly figure?: string;
}

/** Where an expression stands. `aggregates`, `windows`: null where they may stand, else the place to name in the refusal. */
export interface Place {
  readonly scope: Scope;
  readonly aggregates: string | null;
  readonly windows: string | null;
  /** Keys of the windows named in this SELECT. */
  readonly windowNames: ReadonlySet<string>;
}

export interface ExpressionContext {
  readonly cautions: Cautions;
  /** Every table of data with its columns. */
  readonly elsewhere: ReadonlyMap<string, readonly string[]>;
  /** A query inside the expression, seeing the scope around it. */
  query(query: Query, outer: Scope): readonly Column[];
  resolved(node: Expression, resolved: Resolved): void;
}

const SUMS: ReadonlySet<string> = new Set(["sum", "avg", "total"]);
const EXTREMES: ReadonlySet<string> = new Set(["min", "max"]);
const PLAIN: Value = { type: "any", growing: false, aggregate: false, window: false };
const of = (type: ValueType, parts: readonly Value[] = []): Value => ({
  type,
  growing: type !== "text" && type !== "null" && parts.some(({ growing }) => growing),
  aggregate: parts.some(({ aggregate }) => aggregate),
  window: parts.some(({ window }) => window),
});

/** The one type all have; NULL goes with any. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first = "null", ...rest] = types.filter((type) => type !== "null");
  return rest.every((type) => type === first) ? first : "any";
}

function arithmeticType(left: ValueType, right: ValueType): ValueType {
  if (left === "null" || right === "null") return "null";
  if (left === "real" || right === "real") return "real";
  return left === "integer" && right === "integer" ? "integer" : "any";
}

export class ExpressionCheck {
  private readonly context: ExpressionContext;

  constructor(context: ExpressionContext) {
    this.context = context;
  }

  values(nodes: readonly Expression[], place: Place): Value[] {
    return nodes.map((node) => this.value(node, place));
  }

  value(node: Expression, place: Place): Value {
    const { cautions } = this.context;
    switch (node.kind) {
      case "number":
        cautions.number(node);
        return of(node.type);
      case "text":
        return of("text");
      case "word":
        return of(node.word === "NULL" ? "null" : "integer");
      case "column":
        return this.column(node, place);
      case "unary": {
        const operand = this.value(node.operand, place);
        if (node.operator === "NOT" || node.operator === "~") return of("integer", [operand]);
        return of(operand.type === "text" && node.operator === "-" ? "any" : operand.type, [operand]);
      }
      case "binary": {
        const left = this.value(node.left, place);
        const right = this.value(node.right, place);
        this.widths(node.left, node.right);
        cautions.binary(node, left.type, right.type, left.growing || right.growing);
        cautions.textOperands(node.operator, [[node.left, left], [node.right, right]]);
        if (node.operator === "||") return of("text", [left, right]);
        if (["+", "-", "*", "/", "%"].includes(node.operator)) return of(arithmeticType(left.type, right.type), [left, right]);
        return of("integer", [left, right]);
      }
      case "is-null":
        return of("integer", [this.value(node.operand, place)]);
      case "between": {
        const values = this.values([node.operand, node.low, node.high], place);
        const [operand = PLAIN, low = PLAIN, high = PLAIN] = values;
        cautions.textOperands("<=", [[node.low, low], [node.operand, operand], [node.high, high]]);
        return of("integer", values);
      }
      case "like":
        return of("integer", this.values([node.operand, node.pattern, ...(node.escape === null ? [] : [node.escape])], place));
      case "in-list":
        return of("integer", this.values([node.operand, ...node.items], place));
      case "in-query": {
        const operand = this.value(node.operand, place);
        const wanted = node.operand.kind === "row" ? node.operand.items.length : 1;
        const columns = this.context.query(node.query, place.scope).length;
        if (columns !== wanted) throw new SqlStop("columns", `The query after IN gives ${columns} columns where ${wanted} ${wanted === 1 ? "is" : "are"} compared; name ${wanted === 1 ? "one" : wanted} after its SELECT.`, node.query.at);
        return of("integer", [operand]);
      }
      case "case": {
        const results = [...node.branches.map(({ result }) => result), ...(node.otherwise === null ? [] : [node.otherwise])];
        const conditions = this.values([...(node.operand === null ? [] : [node.operand]), ...node.branches.map(({ when }) => when)], place);
        const values = this.values(results, place);
        return of(commonType(values.map(({ type }) => type)), [...conditions, ...values]);
      }
      case "cast": {
        const operand = this.value(node.operand, place);
        if (node.type !== "TEXT") cautions.textAsNumber(node.operand, operand);
        return of(node.type === "NUMERIC" ? "any" : node.type === "INTEGER" ? "integer" : node.type === "REAL" ? "real" : "text", [operand]);
      }
      case "collate": {
        const { figure: _, ...operand } = this.value(node.operand, place); // ordered on purpose
        return operand;
      }
      case "exists":
        this.context.query(node.query, place.scope);
        return of("integer");
      case "query": {
        const [column, ...more] = this.context.query(node.query, place.scope);
        if (column === undefined || more.length > 0) throw new SqlStop("columns", `A query used as a value gives one column, not ${more.length + 1}; name one after its SELECT.`, node.at);
        return { ...PLAIN, type: column.type, growing: column.growing };
      }
      case "row":
        return { ...of("any", this.values(node.items, place)), growing: false };
      case "call":
        return this.call(node, place);
      default:
        return node satisfies never;
    }
  }

  /** Rows are compared with rows of the same length. */
  private widths(left: Expression, right: Expression): void {
    const width = (node: Expression): number | null => (node.kind === "row" ? node.items.length : node.kind === "query" ? null : 1);
    const [one, two] = [width(left), width(right)];
    if (one !== null && two !== null && one !== two) throw new SqlStop("columns", `A row of ${one} is compared with one of ${two}; write as many values on both sides.`, right.at);
  }

  private column(node: Expression & { readonly kind: "column" }, place: Place): Value {
    const resolved = resolveColumn(node.table, node.name, place.scope, this.context.elsewhere);
    this.context.resolved(node, resolved);
    if (resolved.kind === "column") return { ...PLAIN, type: resolved.column.type, growing: resolved.column.growing, ...(resolved.column.figure !== undefined && { figure: resolved.column.figure }) };
    const { alias } = resolved;
    if (alias.aggregate && place.aggregates !== null) throw this.misplaced(node.name.text, "an aggregate", place.aggregates, node.at);
    if (alias.window && place.windows !== null) throw this.misplaced(node.name.text, "a window function", place.windows, node.at);
    return alias;
  }

  private misplaced(name: string, what: string, where: string, at: number): SqlStop {
    const remedy =
      what === "a window function"
        ? "name the query by WITH and choose from it"
        : where === "WHERE"
          ? "conditions on groups stand in HAVING"
          : "name the inner calculation by WITH and use its column";
    return new SqlStop("aggregate", `${name} is ${what}, which cannot stand in ${where}; ${remedy}.`, at);
  }

  private call(node: Call, place: Place): Value {
    const { name, operands, orderBy, filter, over, at } = node;
    const called = functionOf(name.text, operands.length);
    if (called === null) throw new Error(`${name.text} passed the parser`);
    const aggregate = called.kind === "aggregate" && over === null;
    const windowed = over !== null;
    if (aggregate && place.aggregates !== null) throw this.misplaced(name.text, "an aggregate", place.aggregates, at);
    if (windowed && place.windows !== null) throw this.misplaced(name.text, "a window function", place.windows, at);
    const what = aggregate ? `another aggregate, ${name.text}(...)` : `another window function, ${name.text}(...)`;
    const inside: Place = { ...place, ...(aggregate ? { aggregates: what } : {}), ...(aggregate || windowed ? { windows: what } : {}) };
    const values = this.values(operands, inside);
    const [operand, value] = [operands[0], values[0]];
    if (operand !== undefined && value !== undefined) {
      if (SUMS.has(name.text) && value.type === "text") this.context.cautions.textAsNumber(operand, value);
      if (called.kind === "aggregate" && EXTREMES.has(name.text)) this.context.cautions.textOrder(operand, value);
    }
    this.orderTerms(orderBy, inside);
    if (filter !== null) this.value(filter, inside);
    if (over !== null) {
      if ("kind" in over) this.window(over, inside);
      else if (!place.windowNames.has(key(over.text))) {
        throw new SqlStop("unknown-window", `There is no window ${over.text}; ${suggestion(over.text, [...place.windowNames], "named windows: write OVER (ORDER BY column)")}`, over.at);
      }
    }
    const type = called.result === "operands" ? commonType((name.text === "nullif" ? values.slice(0, 1) : values).map((value) => value.type)) : called.result;
    const parts = of(type, values);
    return { ...parts, type, aggregate: aggregate || parts.aggregate, window: windowed || parts.window };
  }

  orderTerms(terms: readonly OrderTerm[], place: Place): void {
    for (const { expression } of terms) this.orderTerm(expression, place);
  }

  orderTerm(expression: Expression, place: Place): void {
    this.context.cautions.textOrder(expression, this.value(expression, place));
  }

  window({ base, partitionBy, orderBy, frame }: WindowDefinition, place: Place): void {
    if (base !== null && !place.windowNames.has(key(base.text))) {
      throw new SqlStop("unknown-window", `There is no window ${base.text}; ${suggestion(base.text, [...place.windowNames], "named windows")}`, base.at);
    }
    this.values(partitionBy, place);
    this.orderTerms(orderBy, place);
    for (const bound of frame === null ? [] : [frame.start, ...(frame.end === null ? [] : [frame.end])]) {
      if ("distance" in bound && bound.distance.kind !== "number") throw new SqlStop("arguments", "How far a frame reaches is a number, as in 3 PRECEDING; write it out.", bound.distance.at);
    }
  }
}
