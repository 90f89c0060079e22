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
  const outer = from.some(({ join }) => join?.type === "LEFT" || join?.type === "RIGHT" || join?.type === "FULL");
  const conditions = [where, ...(outer ? [] : from.map(({ join }) => join?.on ?? null))];
  const found = new Set(conditions.flatMap((condition) => (condition === null ? [] : without(condition, resolutions, true))).map(({ column }) => column));
  const joined = new Set(outer ? [] : relations.flatMap(({ merged }) => [...merged]));
  for (const column of relations.flatMap(({ columns }) => columns)) if (joined.has(key(column.name))) found.add(column);
  return found;
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
