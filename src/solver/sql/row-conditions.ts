// What WHERE and the joins do to rows with empty cells: a NULL meets no comparison, and so its row is lost.

import type { Expression, Select, Span } from "./ast.ts";
import type { Cautions } from "./cautions.ts";
import { NUMERIC } from "./functions.ts";
import { type Column, key, type Known, type Relation, type Resolved } from "./scope.ts";

type Resolutions = ReadonlyMap<Expression, Resolved>;
type Found = Resolved & { readonly kind: "column" };

/** Scalar functions that give NULL where an argument is NULL. */
const STRICT: ReadonlySet<string> = new Set([
  ...NUMERIC, "length", "lower", "upper", "trim", "ltrim", "rtrim", "replace", "substr", "substring", "instr",
  "date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff",
]);

/** Columns that make the value NULL where one of them is NULL. */
function strict(node: Expression, resolutions: Resolutions): Found[] {
  const all = (...nodes: readonly Expression[]): Found[] => nodes.flatMap((part) => strict(part, resolutions));
  switch (node.kind) {
    case "column": {
      const resolved = resolutions.get(node);
      return resolved?.kind === "column" ? [resolved] : [];
    }
    case "unary":
    case "cast":
    case "collate":
      return all(node.operand);
    case "binary":
      return node.operator === "AND" || node.operator === "OR" || node.operator.startsWith("IS") ? [] : all(node.left, node.right);
    case "call":
      return STRICT.has(node.name.text) ? all(...node.operands) : [];
    default:
      return [];
  }
}

const same = (one: Found) => (other: Found): boolean => one.column === other.column && one.relation === other.relation;

/** Columns that are not NULL in any row that meets the condition; `said`: also those of which it says so itself, by IS NOT NULL. */
function without(node: Expression, resolutions: Resolutions, said: boolean): Found[] {
  switch (node.kind) {
    case "binary": {
      if (node.operator !== "AND" && node.operator !== "OR") return strict(node, resolutions);
      const [left, right] = [without(node.left, resolutions, said), without(node.right, resolutions, said)];
      return node.operator === "AND" ? [...left, ...right] : left.filter((one) => right.some(same(one)));
    }
    case "is-null":
      return node.negated && said ? strict(node.operand, resolutions) : [];
    case "unary":
      if (node.operator !== "NOT") return strict(node, resolutions);
      if (node.operand.kind === "is-null") return !node.operand.negated && said ? strict(node.operand.operand, resolutions) : [];
      // NOT turns round which rows meet the parts, and a part that is NULL stays so.
      return node.operand.kind === "binary" && (node.operand.operator === "AND" || node.operand.operator === "OR") ? [] : without(node.operand, resolutions, said);
    case "between":
    case "in-list":
    case "in-query":
      return strict(node.operand, resolutions);
    case "like":
      return [...strict(node.operand, resolutions), ...strict(node.pattern, resolutions)];
    default:
      return strict(node, resolutions);
  }
}

/** Columns of which no NULL is left in the rows of a SELECT. */
export function columnsWithoutNull({ from, where }: Select, relations: readonly Relation[], resolutions: Resolutions): ReadonlySet<Column> {
  const conditions = where === null ? [] : without(where, resolutions, true).map(({ column }) => column);
  return new Set([...conditions, ...joinedColumns(from, relations, resolutions)]);
}

/** Columns that the joins compare, none of them an outer one. */
function joinedColumns(from: Select["from"], relations: readonly Relation[], resolutions: Resolutions): Column[] {
  if (from.some(({ join }) => join?.type === "LEFT" || join?.type === "RIGHT" || join?.type === "FULL")) return [];
  const names = new Set(relations.flatMap(({ merged }) => [...merged]));
  const shared = relations.flatMap(({ columns }) => columns.filter((column) => names.has(key(column.name))));
  return [...shared, ...from.flatMap(({ join }) => (join === null || join.on === null ? [] : without(join.on, resolutions, true))).map(({ column }) => column)];
}

type Membership = Expression & { readonly kind: "in-list" | "in-query" };

function isTheWordNull(node: Expression): boolean {
  return node.kind === "word" && node.word === "NULL";
}

/** NOT IN, with `place` its text: never true where NULL is among the values. `values`: the column after IN, where a query gives it. */
export function notInNull(node: Membership, place: Span, values: Known | undefined, cautions: Cautions): void {
  const text = cautions.snippet(place);
  if (node.kind === "in-list") {
    if (!node.items.some(isTheWordNull)) return;
    cautions.add("null", `${text} is never true: NULL is in the list, and nothing is known to differ from NULL. Take NULL out of it; to leave out empty cells, add AND ${cautions.snippet(node.operand)} IS NOT NULL.`);
  } else if (values?.empties !== undefined) {
    const { table, column } = values.empties;
    cautions.add("null", `${text} is never true where an empty cell is among the values, and ${table}.${column} has empty cells: nothing is known to differ from NULL. Add WHERE ${column} IS NOT NULL to the query after IN, or write NOT EXISTS.`);
  }
}

/** Every part of the condition that AND and OR join. */
function parts(node: Expression): Expression[] {
  return node.kind === "binary" && (node.operator === "AND" || node.operator === "OR") ? [...parts(node.left), ...parts(node.right)] : [node];
}

/** What is not equal, not like or not in constants; null where the condition is none of these. */
function unequal(node: Expression): Expression | null {
  const negated = node.kind === "unary" && node.operator === "NOT";
  const inner = negated ? node.operand : node;
  switch (inner.kind) {
    case "binary": {
      if (inner.operator !== (negated ? "=" : "<>")) return null;
      const [value, constant] = inner.left.kind === "column" ? [inner.left, inner.right] : [inner.right, inner.left];
      // Where nothing is filled in, <> '' says so.
      return constant.kind === "number" || (constant.kind === "text" && constant.text !== "") ? value : null;
    }
    case "like":
    case "in-list":
      return inner.negated === negated ? null : inner.operand;
    default:
      return null;
  }
}

/** `x <> 1` and the like leave out the rows in which x is empty. */
function unequalToNull({ from }: Select, where: Expression, relations: readonly Relation[], resolutions: Resolutions, cautions: Cautions): void {
  const conditions = parts(where);
  const asked = conditions.flatMap((node) => (node.kind === "is-null" ? strict(node.operand, resolutions) : []));
  const unequals = conditions.flatMap((node) => {
    const value = unequal(node);
    const resolved = value === null ? undefined : resolutions.get(value);
    return value !== null && resolved?.kind === "column" && resolved.column.empties !== undefined ? [{ node, value, resolved }] : [];
  });
  // Another condition, such as x > 5, leaves them out in any case.
  const others = conditions.flatMap((node) => (unequals.some((found) => found.node === node) ? [] : without(node, resolutions, true)));
  const joined = new Set(joinedColumns(from, relations, resolutions));
  for (const { node, value, resolved } of unequals) {
    if (joined.has(resolved.column) || [...asked, ...others].some(same(resolved))) continue;
    const column = cautions.snippet(value);
    cautions.add("null", `${cautions.snippet(node)} leaves out the rows in which ${column} is empty: NULL is neither equal to a value nor unequal. Write (${cautions.snippet(node)} OR ${column} IS NULL) to keep them, or AND ${column} IS NOT NULL to say that they go.`);
  }
}

/** A condition of WHERE on the side of an outer join that is filled with NULL. */
function outerJoinUndone({ from }: Select, where: Expression, relations: readonly Relation[], resolutions: Resolutions, cautions: Cautions): void {
  const met = without(where, resolutions, false);
  const said = without(where, resolutions, true);
  for (const [index, { join }] of from.entries()) {
    if (join?.type !== "LEFT" && join?.type !== "RIGHT") continue;
    const filled = join.type === "LEFT" ? relations.slice(index, index + 1) : relations.slice(0, index);
    const of = ({ relation }: Found): boolean => filled.includes(relation);
    const found = met.find(of);
    // IS NOT NULL says that rows without a match go.
    if (found === undefined || said.filter(of).length > met.filter(of).length) continue;
    const kept = join.type === "LEFT" ? "before it" : "after it";
    cautions.add("outer-join", `${join.type} JOIN keeps the rows ${kept} that have no match in ${filled.map(({ label }) => label).join(", ")}, and WHERE leaves them out again, for there ${found.column.name} is NULL. Put the condition into ON to keep them, or write JOIN.`);
  }
}

/** Says where WHERE leaves out more rows than its words do. */
export function whereCautions(select: Select, relations: readonly Relation[], resolutions: Resolutions, cautions: Cautions): void {
  if (select.where === null) return;
  unequalToNull(select, select.where, relations, resolutions, cautions);
  outerJoinUndone(select, select.where, relations, resolutions, cautions);
}
