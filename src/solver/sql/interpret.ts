// The engine's reply -> the result shown. The reply comes out of the box and is trusted for nothing.

import * as v from "valibot";
import type { JobTable } from "../box/job-tables.ts";
import { type Explanation, failure, type SolverResult, type SolverWork } from "../result.ts";
import { count, line, number } from "../wording.ts";
import { cellMessage } from "./column-cells.ts";
import { REPLY, type SqlPayload, type SqlReply } from "./protocol.ts";

function rowsOf({ columns }: JobTable): number {
  return columns[0]?.cells.length ?? 0;
}

type RowsReply = SqlReply & { readonly kind: "rows" };

function workOf({ counts, checkSteps }: RowsReply): SolverWork {
  return { unit: "vm-steps", count: counts.steps + checkSteps };
}

/** The engine's plan as a tree, then what it cost. */
function explainPlan({ plan, counts, checkSteps }: RowsReply): Explanation[] {
  const children = new Map<number, { readonly id: number; readonly detail: string }[]>();
  for (const { id, parent, detail } of plan) {
    // A line comes after the one it belongs to; anything else would not be a tree.
    if (id > parent) children.set(parent, [...(children.get(parent) ?? []), { id, detail }]);
  }
  const below = (parent: number): Explanation[] => (children.get(parent) ?? []).map(({ id, detail }) => line(detail, "", below(id)));
  const again = checkSteps === 0 ? "" : `, and ${number.format(checkSteps)} to check it`;
  return [...below(0), line(`${count(counts.scanned, "move")} from row to row without an index, ${count(counts.sorts, "sort")}`, `${count(counts.steps, "step")}${again}`)];
}

function headline(columns: readonly string[], { rows, total }: RowsReply): string {
  const [row] = rows;
  if (total !== 1 || row === undefined) return count(total, "row");
  if (row.length === 1) return row[0] ?? "NULL";
  const cells = row.map((cell, index) => `${columns[index]}: ${cell ?? "NULL"}`);
  const text = cells.slice(0, 4).join(", ");
  return cells.length > 4 || text.length > 200 ? "1 row" : text;
}

const AGAIN = "run again with the tables read from the other end";

function checksOf({ order }: RowsReply): string[] {
  if (order === "same") return [`${AGAIN}: the same rows`];
  return order === "order" ? [`${AGAIN}: the same rows, in another order`] : [];
}

function orderCautions({ order, varies }: RowsReply, { bare, ordered, limited }: SqlPayload): string[] {
  const cautions: string[] = [];
  const names = bare.slice(0, 3).join(", ");
  if (names !== "" && varies !== "no") {
    cautions.push(`${names}: neither in GROUP BY nor in an aggregate, and ${varies === "yes" ? "not the same" : "perhaps not the same"} throughout a group; any row of it may be taken. Write min(...) or max(...), or group by it.`);
  }
  if (order === "order" && ordered) cautions.push("Some rows tie in ORDER BY, and nothing fixes their order among each other; add a column to ORDER BY.");
  if (order === "differs") {
    const why = limited
      ? `LIMIT takes the first, and ${ordered ? "rows tie in ORDER BY; add a column to it" : "nothing says which come first; add ORDER BY"}`
      : names !== "" ? "see above" : "a query in brackets that gives several rows where one value is wanted (add ORDER BY and LIMIT 1 to it), or group_concat or a window whose order is not fixed (add ORDER BY inside it)";
    cautions.push(`Read in another order, the tables give other rows: ${why}.`);
  }
  return cautions;
}

/** Sixteen significant digits and more with a point among them: as far as a double goes. */
const LONG_REAL = /^-?(?=[\d.]{17,}(?:e|$))(?:0\.0*[1-9]\d{15,}|[1-9]\d*\.\d+)(?:e[+-]?\d+)?$/;

function valueCautions({ rows, total, rounded }: RowsReply, width: number): string[] {
  const cautions: string[] = [];
  if (rounded !== null) cautions.push(`${rounded} is a real: it is exact to about 16 digits, so not to the last whole number. The arithmetic language is exact to any length.`);
  const long = rounded === null ? rows.flat().find((cell) => cell !== null && LONG_REAL.test(cell)) : undefined;
  if (long !== undefined) cautions.push(`${long} is a real: most decimals, 0.1 too, have no exact binary form, so the last of its digits may be off. round(x, 2) hides that; the arithmetic language is exact.`);
  if (total === 1 && width === 1 && rows[0]?.[0] === null) cautions.push("NULL says that there is no value: nothing was found to calculate with, a cell is empty, or a divisor is zero.");
  return cautions;
}

function explainNone(reply: RowsReply, { conditions, tables }: SqlPayload): Explanation[] {
  const [all, ...meeting] = reply.whyNot;
  const reasons: Explanation[] = [];
  const sizes = tables.map((table) => line(table.name, count(rowsOf(table), "row")));
  if (all === 0) {
    reasons.push(line("FROM and its joins give no row", "", sizes));
  } else if (all !== undefined && meeting.length === conditions.length && meeting.length > 0) {
    const lines = conditions.map((condition, index) => line(condition, `met by ${number.format(meeting[index] ?? 0)} of ${count(all, "row")}`));
    const never = meeting.some((amount) => amount === 0);
    reasons.push(line(never ? "A condition of WHERE is met by no row" : "Each condition of WHERE is met by some row, but not all by the same", "", lines));
  } else if (sizes.length > 0) {
    reasons.push(line("Tables searched", "", sizes));
  }
  return [...reasons, line("Query plan", "", explainPlan(reply))];
}

function interpretRows(reply: RowsReply, payload: SqlPayload): SolverResult {
  const { columns, tables, sources, cautions } = payload;
  const work = workOf(reply);
  if (reply.width !== columns.length || reply.rows.length > payload.rows || reply.rows.length > reply.total || reply.rows.some((row) => row.length !== columns.length)) {
    return failure("not-understood", "engine-defect", "SQLite's rows do not have the columns of the query, so they are not shown. Run it again.");
  }
  if (reply.total === 0 && !payload.skips) {
    const empty = tables.length > 0 && tables.every((table) => rowsOf(table) === 0);
    const what = tables.length === 1 ? `The table ${tables[0]?.name} is empty` : "The tables are empty";
    return { end: empty ? "unknown" : "proved-no", headline: empty ? `${what}: nothing is known` : "No row matches", explanation: explainNone(reply, payload), cautions, sources, work };
  }
  return {
    end: "answer",
    headline: reply.total === 0 ? "No rows where LIMIT and OFFSET look" : headline(columns, reply),
    table: { columns, rows: reply.rows, total: reply.total },
    explanation: explainPlan(reply),
    checks: checksOf(reply),
    cautions: [...cautions, ...valueCautions(reply, columns.length), ...orderCautions(reply, payload)],
    sources,
    work,
  };
}

function budgetMessage({ code, found, counts }: SqlReply & { readonly kind: "budget" }, { work, limited }: SqlPayload): string {
  const so = found > 0 ? `, with ${count(found, "row")} found so far` : "";
  switch (code) {
    case "work":
      return `Not done after ${count(Math.max(work, counts.steps), "step")}${so}. Join and filter more narrowly, check that every recursive part comes to an end${limited ? "" : ", add LIMIT"}, or raise the limit.`;
    case "memory":
      return `The memory for the query is full${so}. Sort, join or collect fewer rows.`;
    case "too-large":
      return `A text or a row grew beyond 4 million bytes${so}. Make shorter texts.`;
    default:
      return code satisfies never;
  }
}

/** What median, percentile and the like say of text. */
const NOT_NUMERIC = /^input to (\w+)\(\) is not numeric$/;

export function interpretSql(reply: unknown, payload: SqlPayload): SolverResult {
  const validated = v.safeParse(REPLY, reply);
  if (!validated.success) return failure("not-understood", "engine-defect", `SQLite's reply is not one: ${validated.issues[0].message}. Run it again.`);
  const { output } = validated;
  switch (output.kind) {
    case "rows":
      return interpretRows(output, payload);
    case "budget":
      return failure("out-of-budget", output.code, budgetMessage(output, payload));
    case "cell":
      return failure("not-understood", "cell", cellMessage(output));
    case "error":
      if (output.message === "integer overflow") {
        return failure("not-understood", "overflow", "sum or abs of integers went beyond 64 bits (about 9.2e18), where SQL stops; write total(x) for a real, exact to about 16 digits.");
      }
      if (NOT_NUMERIC.test(output.message)) {
        return failure("not-understood", "text", `${NOT_NUMERIC.exec(output.message)?.[1]}(...) takes numbers only, and there is text among its values; choose number or whole number as the column's type in the Data panel.`);
      }
      return failure("not-understood", "refused", `SQLite refuses the query: ${output.message}. Change that part and run it again.`);
    default:
      return output satisfies never;
  }
}
