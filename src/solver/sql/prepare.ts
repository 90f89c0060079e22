// Program -> what the engine is given: its text, printed from the checked tree, and the queries beside it that explain the result.

import { jobTable } from "../box/job-tables.ts";
import type { DataTable, SolverData, SolverFailure, SolverLimits } from "../result.ts";
import type { Expression, Query, Select, Span } from "./ast.ts";
import { type CheckedQuery, checkQuery } from "./check.ts";
import { SqlStop } from "./failure.ts";
import { parseSql } from "./parse.ts";
import { Printer, storedBackwards, storedTable } from "./print.ts";
import type { SqlPayload } from "./protocol.ts";

/** Conditions of WHERE that are counted one by one where nothing matches. */
const MOST_CONDITIONS = 20;

function snippet(program: string, { at, end }: Span): string {
  return program.slice(at, end).replaceAll(/\s+/g, " ");
}

function conjuncts(node: Expression): Expression[] {
  return node.kind === "binary" && node.operator === "AND" ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];
}

/** The SELECT whose WHERE alone decides whether there are rows. */
function plainSelect({ first, rest }: Query): Select | null {
  return first.kind === "select" && rest.length === 0 && first.from.length > 0 && first.having === null ? first : null;
}

function whyNotQuery(query: Query, select: Select, conditions: readonly Expression[], printer: Printer): string {
  const counts = ["count(*)", ...conditions.map((condition) => `count(CASE WHEN ${printer.expression(condition)} THEN 1 END)`)];
  const common = query.tables.length === 0 ? "" : `${printer.commonTables(query)} `;
  return `${common}SELECT ${counts.join(", ")} ${printer.from(select.from)}`;
}

/** One row where a bare column differs within a group; null where there is none, or where it cannot be asked. */
function variesQuery(query: Query, { bare, aliased }: CheckedQuery, printer: Printer): string | null {
  const { first } = query;
  if (bare.columns.length === 0 || first.kind !== "select") return null;
  const usesAlias = (clause: Expression | null): boolean => clause !== null && aliased.some(({ at, end }) => at >= clause.at && end <= clause.end);
  if (usesAlias(first.where) || usesAlias(first.having)) return null;
  const differing = bare.columns.map((column) => printer.expression(column)).map((column) => `min(${column}) IS NOT max(${column}) OR count(${column}) NOT IN (0, count(*))`);
  const parts = [
    query.tables.length === 0 ? "" : printer.commonTables(query),
    "SELECT 1",
    printer.from(first.from),
    first.where === null ? "" : `WHERE ${printer.expression(first.where)}`,
    bare.groupBy.length === 0 ? "" : `GROUP BY ${bare.groupBy.map((term) => printer.expression(term)).join(", ")}`,
    `HAVING (${differing.join(" OR ")})${first.having === null ? "" : ` AND (${printer.expression(first.having)})`}`,
    "LIMIT 1",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Conditions that stand on columns themselves; an alias of a result column is not there in the counting query. */
function countable(query: Query, { aliased }: CheckedQuery): { readonly select: Select; readonly conditions: readonly Expression[] } | null {
  const select = plainSelect(query);
  if (select === null) return null;
  const { where } = select;
  if (where !== null && aliased.some(({ at, end }) => at >= where.at && end <= where.end)) return null;
  const conditions = where === null ? [] : conjuncts(where);
  return conditions.length > MOST_CONDITIONS ? null : { select, conditions };
}

export function prepareSql(program: string, data: SolverData, limits: SolverLimits): { readonly ok: true; readonly payload: SqlPayload } | { readonly ok: false; readonly failure: SolverFailure } {
  try {
    const query = parseSql(program);
    const checked = checkQuery(program, query, data.tables);
    const printerOf = (text: (table: DataTable) => string): Printer =>
      new Printer((source) => {
        const table = checked.dataTables.get(source);
        return table === undefined ? null : text(table);
      });
    const printer = printerOf(({ name }) => storedTable(name));
    const backwards = new Map(checked.tables.map((table) => [table, storedBackwards(table.name, table.columns.map(({ name }) => name))]));
    const comparable = backwards.size > 0 && ![...backwards.values()].includes(null);
    const counted = countable(query, checked);
    const sources = new Map(checked.tables.flatMap(({ source }) => (source === null ? [] : [[`${source.title} ${source.url}`, source] as const])));
    return {
      ok: true,
      payload: {
        sql: printer.query(query),
        again: comparable ? printerOf((table) => backwards.get(table) ?? storedTable(table.name)).query(query) : null,
        tables: checked.tables.map(jobTable),
        varies: variesQuery(query, checked, printer),
        whyNot: counted === null ? null : whyNotQuery(query, counted.select, counted.conditions, printer),
        rows: Math.max(1, Math.floor(limits.rows)),
        work: Math.max(1, Math.floor(limits.work)),
        columns: checked.columns,
        conditions: (counted?.conditions ?? []).map((condition) => snippet(program, condition)),
        cautions: checked.cautions,
        bare: checked.bare.columns.map((column) => snippet(program, column)),
        ordered: query.orderBy.length > 0,
        limited: query.limit !== null,
        skips: query.offset !== null || (query.limit !== null && !(query.limit.kind === "number" && Number(query.limit.text) > 0)),
        sources: [...sources.values()],
      },
    };
  } catch (error) {
    if (error instanceof SqlStop) return { ok: false, failure: error.failure(program) };
    throw error;
  }
}
