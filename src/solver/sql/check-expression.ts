// Names, arguments and types of expressions. Types say as much as the text tells; they decide which cautions are due.

import { suggestion } from "../nearest.ts";
import type { Call, Expression, OrderTerm, Query, ValueType, WindowDefinition } from "./ast.ts";
import { type Cautions, type Operand, writtenOut } from "./cautions.ts";
import { cellMessage } from "./column-cells.ts";
import { conditionSlips } from "./condition-slips.ts";
import { comparedDates, dateRead, datesAmong } from "./date-cautions.ts";
import { SqlStop } from "./failure.ts";
import { functionOf, NUMERIC } from "./functions.ts";
import type { LetterCase } from "./letter-case.ts";
import { notInNull } from "./row-conditions.ts";
import { type Alias, type Column, key, type Known, type Resolved, resolveColumn, type Scope } from "./scope.ts";
import { textMade } from "./text-functions.ts";
import { type OrderPlace, orderCautions } from "./text-order.ts";

/** What is known of a value, and what it is made with. */
export type Value = Alias;

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
  readonly letterCase: LetterCase;
  /** Every table of data with its columns. */
  readonly elsewhere: ReadonlyMap<string, readonly string[]>;
  /** A query inside the expression, seeing the scope around it. */
  query(query: Query, outer: Scope): readonly Column[];
  resolved(node: Expression, resolved: Resolved): void;
}

const SUMS: ReadonlySet<string> = new Set(["sum", "avg", "total"]);
const EXTREMES: ReadonlySet<string> = new Set(["min", "max"]);
/** Items of a list in which text and numbers are told apart. */
const MOST_ITEMS = 50;
/** Times written as one number: years, months, days and the like. */
const NUMERIC_FORMAT = /^%[YGmdejuwHIklMSfsJUVW]$/;
/** Read the number at the start of a text. */
const FROM_START: ReadonlySet<string> = new Set(["abs", "round"]);
const PLAIN: Value = { type: "any", growing: false, aggregate: false, window: false };
const of = (type: ValueType, parts: readonly Value[] = []): Value => ({
  type,
  growing: type !== "text" && type !== "null" && parts.some(({ growing }) => growing),
  aggregate: parts.some(({ aggregate }) => aggregate),
  window: parts.some(({ window }) => window),
});

function withoutAffinity(value: Value): Value {
  const { affinity: _, ...rest } = value;
  return rest;
}

/** The first column of text that one of the parts may stand for. */
export function textOf(parts: readonly Known[]): Pick<Known, "text"> {
  const text = parts.find((part) => part.text !== undefined)?.text;
  return text === undefined ? {} : { text };
}

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
  /** The column that the query after IN gives. */
  private readonly members = new Map<Expression, Column>();

  constructor(context: ExpressionContext) {
    this.context = context;
  }

  values(nodes: readonly Expression[], place: Place): Value[] {
    return nodes.map((node) => this.value(node, place));
  }

  value(node: Expression, place: Place): Value {
    const { cautions, letterCase } = this.context;
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
        if (node.operator === "NOT") {
          // NOT x IN (...) is x NOT IN (...); the query after it was looked at with its operand.
          if ((node.operand.kind === "in-list" || node.operand.kind === "in-query") && !node.operand.negated) notInNull(node.operand, node, this.members.get(node.operand), cautions);
          return of("integer", [operand]);
        }
        if (node.operator === "~") {
          cautions.textAsNumber([node.operand, operand]);
          return of("integer", [operand]);
        }
        if (node.operator === "+") return withoutAffinity(operand); // leaves even a text as it is
        cautions.textAsNumber([node.operand, operand]);
        return of(operand.type === "text" ? "any" : operand.type, [operand]);
      }
      case "binary": {
        const left = this.value(node.left, place);
        const right = this.value(node.right, place);
        this.widths(node.left, node.right);
        conditionSlips(node, cautions);
        cautions.binary(node, left.type, right.type, left.growing || right.growing);
        cautions.textOperands(node.operator, [node.left, left], [node.right, right]);
        comparedDates(node.operator, [node.left, left], [node.right, right], cautions);
        if (node.operator === "=" || node.operator === "<>") {
          letterCase.compared(node.left, [node.right], "equal");
          letterCase.compared(node.right, [node.left], "equal");
        }
        if (node.operator === "||") return of("text", [left, right]);
        if (["+", "-", "*", "/", "%"].includes(node.operator)) return of(arithmeticType(left.type, right.type), [left, right]);
        return of("integer", [left, right]);
      }
      case "is-null":
        return of("integer", [this.value(node.operand, place)]);
      case "between": {
        const values = this.values([node.operand, node.low, node.high], place);
        const [operand = PLAIN, low = PLAIN, high = PLAIN] = values;
        if (!cautions.compared([node.operand, operand], [node.low, low], true)) cautions.compared([node.operand, operand], [node.high, high], true);
        comparedDates(">=", [node.operand, operand], [node.low, low], cautions);
        comparedDates("<=", [node.operand, operand], [node.high, high], cautions);
        return of("integer", values);
      }
      case "like": {
        const values = this.values([node.operand, node.pattern, ...(node.escape === null ? [] : [node.escape])], place);
        letterCase.like(node, values[0]?.text);
        if (node.escape === null) letterCase.compared(node.operand, [node.pattern], "like");
        return of("integer", values);
      }
      case "in-list": {
        const [operand = PLAIN, ...items] = this.values([node.operand, ...node.items], place);
        // As x = +y for each.
        for (const [index, item] of node.items.slice(0, MOST_ITEMS).entries()) {
          const value = withoutAffinity(items[index] ?? PLAIN);
          cautions.compared([node.operand, operand], [item, value], false);
          comparedDates("=", [node.operand, operand], [item, value], cautions);
        }
        letterCase.compared(node.operand, node.items, "equal");
        if (node.negated) notInNull(node, node, undefined, cautions);
        return of("integer", [operand, ...items]);
      }
      case "in-query": {
        const operand = this.value(node.operand, place);
        const wanted = node.operand.kind === "row" ? node.operand.items.length : 1;
        const columns = this.context.query(node.query, place.scope);
        if (columns.length !== wanted) throw new SqlStop("columns", `The query after IN gives ${columns.length} columns where ${wanted} ${wanted === 1 ? "is" : "are"} compared; name ${wanted === 1 ? "one" : wanted} after its SELECT.`, node.query.at);
        const [column] = columns;
        if (column !== undefined && wanted === 1) {
          cautions.compared([node.operand, operand], [{ ...node.query, kind: "query", query: node.query }, column], false);
          this.members.set(node, column);
          if (node.negated) notInNull(node, node, column, cautions);
        }
        return of("integer", [operand]);
      }
      case "case": {
        const results = [...node.branches.map(({ result }) => result), ...(node.otherwise === null ? [] : [node.otherwise])];
        const conditions = this.values([...(node.operand === null ? [] : [node.operand]), ...node.branches.map(({ when }) => when)], place);
        const values = this.values(results, place);
        const [operand = PLAIN, ...whens] = conditions;
        if (node.operand !== null) for (const [index, when] of whens.entries()) cautions.compared([node.operand, operand], [node.branches[index]?.when ?? node.operand, when], false);
        return { ...of(commonType(values.map(({ type }) => type)), [...conditions, ...values]), ...textOf(values) };
      }
      case "cast": {
        const operand = this.value(node.operand, place);
        if (node.type !== "TEXT") cautions.textAsNumber([node.operand, operand]);
        return { ...of(node.type === "NUMERIC" ? "any" : node.type === "INTEGER" ? "integer" : node.type === "REAL" ? "real" : "text", [operand]), affinity: true };
      }
      case "collate": {
        const { text: _, ...operand } = this.value(node.operand, place); // ordered on purpose
        return operand;
      }
      case "exists":
        this.context.query(node.query, place.scope);
        return of("integer");
      case "query": {
        const [column, ...more] = this.context.query(node.query, place.scope);
        if (column === undefined || more.length > 0) throw new SqlStop("columns", `A query used as a value gives one column, not ${more.length + 1}; name one after its SELECT.`, node.at);
        return { ...PLAIN, type: column.type, growing: column.growing, ...textOf([column]), ...(column.affinity === true && { affinity: true }) };
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
    if (resolved.kind === "column") {
      const { name: _, named: __, unkept, ...known } = resolved.column;
      if (unkept !== undefined) throw new SqlStop("cell", cellMessage(unkept), node.at);
      return { ...PLAIN, ...known };
    }
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
    this.textArguments(node, called.kind, values);
    this.orderTerms(orderBy, inside);
    if (filter !== null) this.value(filter, inside);
    if (over !== null) {
      if ("kind" in over) this.window(over, inside);
      else if (!place.windowNames.has(key(over.text))) {
        throw new SqlStop("unknown-window", `There is no window ${over.text}; ${suggestion(over.text, [...place.windowNames], "named windows: write OVER (ORDER BY column)")}`, over.at);
      }
    }
    const kept = name.text === "nullif" || name.text === "lag" || name.text === "lead" || name.text === "nth_value" ? values.slice(0, 1) : name.text === "iif" || name.text === "if" ? values.slice(1) : values;
    const operandType = commonType(kept.map((value) => value.type));
    const counts = NUMERIC.has(name.text) || SUMS.has(name.text);
    const type = called.result !== "operands" ? called.result : counts && operandType === "text" ? "any" : operandType;
    const parts = of(type, values);
    const [format] = operands;
    const plain = name.text === "strftime" && format?.kind === "text" && NUMERIC_FORMAT.test(format.text);
    return { ...parts, type, ...(plain && { plain }), ...this.cutOut(node, values[0]?.text), ...((called.result === "operands" || name.text === "iif" || name.text === "if") && !counts && textOf(kept)), aggregate: aggregate || parts.aggregate, window: windowed || parts.window };
  }

  /** Text that a function cuts out of a column. */
  private cutOut({ name, operands }: Call, text: Known["text"]): Pick<Known, "text"> {
    const constants = operands.slice(1).map((operand) => (operand.kind === "text" ? operand.text : (writtenOut(operand)?.value ?? null)));
    const found = text === undefined ? null : textMade(name.text, text, constants.filter((constant) => constant !== null));
    return found === null || constants.includes(null) ? {} : { text: found };
  }

  /** Functions that calculate with text, put it in order or compare it with numbers. */
  private textArguments(node: Call, kind: "scalar" | "aggregate" | "window", values: readonly Value[]): void {
    const { cautions } = this.context;
    const { name, operands } = node;
    const pairs = operands.map((operand, index): Operand => [operand, values[index] ?? PLAIN]);
    const [first] = pairs;
    if (first === undefined) return;
    // Scalar functions compare values as they are.
    const asTheyAre = (ordered: boolean): void => {
      const bare = pairs.map(([operand], index): Operand => [operand, withoutAffinity(values[index] ?? PLAIN)]);
      for (const [index, pair] of bare.slice(1).entries()) cautions.compared(bare[index] ?? pair, pair, ordered);
    };
    if (SUMS.has(name.text) || FROM_START.has(name.text)) cautions.textAsNumber(first);
    else if (NUMERIC.has(name.text)) for (const pair of pairs) cautions.textAsNumber(pair, "null");
    else if (EXTREMES.has(name.text) && kind === "scalar") asTheyAre(true);
    else if (name.text === "nullif") asTheyAre(false);
    else if (EXTREMES.has(name.text)) orderCautions(first, name.text === "min" ? "min" : "max", cautions);
    this.context.letterCase.call(node, first);
    for (const pair of pairs.slice(...datesAmong(name.text))) dateRead(node, pair, cautions);
  }

  orderTerms(terms: readonly OrderTerm[], place: Place): void {
    for (const [index, { expression }] of terms.entries()) this.orderTerm(expression, index === 0 ? "first" : "later", place);
  }

  orderTerm(expression: Expression, order: OrderPlace, place: Place): void {
    orderCautions([expression, this.value(expression, place)], order, this.context.cautions);
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
