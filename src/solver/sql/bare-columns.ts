// Columns of a grouped SELECT outside its aggregates that GROUP BY does not name: any row of the group may give them.

import type { Core, Expression, Select } from "./ast.ts";
import { functionOf } from "./functions.ts";
import { key, type Resolved } from "./scope.ts";

type Resolutions = ReadonlyMap<Expression, Resolved>;

function isAggregate(node: Expression): boolean {
  return node.kind === "call" && node.over === null && functionOf(node.name.text, node.operands.length)?.kind === "aggregate";
}

/** The expressions right inside one; queries are left out. */
function parts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "unary":
    case "is-null":
    case "cast":
    case "collate":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.operand, node.pattern];
    case "in-list":
      return [node.operand, ...node.items];
    case "in-query":
      return [node.operand];
    case "case":
      return [...(node.operand === null ? [] : [node.operand]), ...node.branches.flatMap(({ when, result }) => [when, result]), ...(node.otherwise === null ? [] : [node.otherwise])];
    case "row":
      return node.items;
    case "call":
      return node.operands;
    default:
      return [];
  }
}

/** Equal for expressions that are the same whatever the spelling of their columns. */
function identity(node: Expression, resolutions: Resolutions): string {
  const resolved = resolutions.get(node);
  if (node.kind === "column" && resolved?.kind === "column") return `${resolved.scope.relations.indexOf(resolved.relation)}.${key(node.name.text)}`;
  const own = JSON.stringify(node, (name, value: unknown) => (name === "at" || name === "end" || (typeof value === "object" && name !== "") ? undefined : value));
  // Two queries, or two functions, are not the same for having the same arguments.
  const more = "query" in node ? node.at : node.kind === "call" ? node.name.text : "";
  return `${own}${more}(${parts(node).map((part) => identity(part, resolutions)).join()})`;
}

export interface BareColumns {
  /** Each spelling once. */
  readonly columns: readonly Expression[];
  /** What GROUP BY names, positions and aliases written out. */
  readonly groupBy: readonly Expression[];
}

const NONE: BareColumns = { columns: [], groupBy: [] };

function aggregatesIn(node: Expression): Expression[] {
  return isAggregate(node) ? [node] : parts(node).flatMap(aggregatesIn);
}

/** With one aggregate, and that min or max, SQLite takes the other columns from the row that has it. */
function takenFromOneRow(select: Select): boolean {
  const [only, ...more] = [...select.results.flatMap((result) => (result.kind === "expression" ? aggregatesIn(result.expression) : [])), ...(select.having === null ? [] : aggregatesIn(select.having))];
  return more.length === 0 && only?.kind === "call" && (only.name.text === "min" || only.name.text === "max");
}

export function bareColumns(core: Core, resolutions: Resolutions): BareColumns {
  if (core.kind !== "select" || takenFromOneRow(core)) return NONE;
  const results = core.results.flatMap((result) => (result.kind === "expression" ? [result] : []));
  if (core.groupBy.length === 0 && results.every(({ expression }) => aggregatesIn(expression).length === 0)) return NONE;
  const groupBy: Expression[] = [];
  for (const term of core.groupBy) {
    const position = term.kind === "number" ? results[Number(term.text) - 1]?.expression : undefined;
    const aliased = term.kind === "column" && resolutions.get(term)?.kind === "alias" ? results.find(({ alias }) => alias !== null && key(alias.text) === key(term.name.text))?.expression : undefined;
    groupBy.push(position ?? aliased ?? term);
  }
  const terms = new Set(groupBy.map((term) => identity(term, resolutions)));
  const bare = new Map<string, Expression>();
  const walk = (node: Expression): void => {
    const text = identity(node, resolutions);
    if (terms.has(text) || isAggregate(node)) return;
    if (node.kind === "column") bare.set(text, node);
    else for (const part of parts(node)) walk(part);
  };
  for (const { expression } of results) walk(expression);
  return { columns: [...bare.values()], groupBy };
}
