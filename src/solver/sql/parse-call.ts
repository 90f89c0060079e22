// Function calls: arguments, DISTINCT, ORDER BY inside aggregates, FILTER and windows. Only functions on the allow-list.

import { nearest } from "../nearest.ts";
import type { Call, Expression, Frame, FrameBound, Name, OrderTerm, WindowDefinition } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { SqlStop } from "./failure.ts";
import { FUNCTION_NAMES, functionOf, modifiersFrom, type SqlFunction, whyRefused } from "./functions.ts";

type ParseExpression = (cursor: Cursor) => Expression;
type ParseOrderTerms = (cursor: Cursor) => OrderTerm[];

export function parseCall(cursor: Cursor, expression: ParseExpression, orderTerms: ParseOrderTerms): Call {
  const written = cursor.name("a function");
  const name: Name = { ...written, text: written.text.toLowerCase() };
  cursor.expect("(");
  if (functionOf(name.text, 1) === null) throw unknownFunction(name);
  const star = cursor.takes("*");
  const distinct = !star && cursor.takes("DISTINCT");
  const operands = star || cursor.sees(")") ? [] : cursor.list(() => expression(cursor));
  const orderBy = !star && cursor.takes("ORDER", "BY") ? orderTerms(cursor) : [];
  cursor.expect(")", `close the parenthesis of ${name.text}(`);
  let filter: Expression | null = null;
  if (cursor.takes("FILTER", "(")) {
    cursor.expect("WHERE", "write FILTER (WHERE condition)");
    filter = expression(cursor);
    cursor.expect(")");
  }
  const over = cursor.takes("OVER") ? (cursor.sees("(") ? parseWindow(cursor, expression, orderTerms) : cursor.name("a window")) : null;
  const call: Call = { kind: "call", name, star, distinct, operands, orderBy, filter, over, ...cursor.span(name.at) };
  checkCall(call);
  const window = over !== null && "kind" in over ? windowParts(over) : [];
  return cursor.grow(call, [...operands, ...orderBy.map((term) => term.expression), ...(filter === null ? [] : [filter]), ...window]);
}

function unknownFunction({ text, at }: Name): SqlStop {
  const why = whyRefused(text);
  if (why !== null) return new SqlStop("unknown-function", `There is no function ${text}: ${why}.`, at);
  const near = nearest(text, FUNCTION_NAMES);
  return new SqlStop("unknown-function", `There is no function ${text}; ${near === null ? "use count, sum, avg, round, length, substr or another of SQL's own" : `did you mean ${near}?`}`, at);
}

/** "2", "1 or 2", "1 to 64" */
function range({ fewest, most }: SqlFunction): string {
  return fewest === most ? `${fewest}` : `${fewest} ${most === fewest + 1 ? "or" : "to"} ${most}`;
}

function checkCall({ name, star, distinct, operands, orderBy, filter, over, at }: Call): void {
  const called = functionOf(name.text, operands.length);
  if (called === null) throw unknownFunction(name);
  const refuse = (message: string): never => {
    throw new SqlStop("arguments", message, at);
  };
  if (star && name.text !== "count") refuse(`Only count takes *; write ${name.text}(column).`);
  if (operands.length < called.fewest || operands.length > called.most) {
    refuse(`${name.text} takes ${range(called)} argument${called.most === 1 ? "" : "s"}, not ${operands.length}; change what stands in its parentheses.`);
  }
  if (called.kind !== "aggregate" && (distinct || orderBy.length > 0)) refuse(`DISTINCT and ORDER BY stand inside aggregates such as count or group_concat only; take them out of ${name.text}(...).`);
  if (distinct && operands.length !== 1) refuse(`DISTINCT takes one argument; write ${name.text}(DISTINCT column).`);
  if (called.kind === "scalar" && (filter !== null || over !== null)) refuse(`${name.text} works on one row at a time; leave out ${filter === null ? "OVER" : "FILTER"}.`);
  if (called.kind === "window" && over === null) refuse(`${name.text} looks at neighbouring rows; write ${name.text}(...) OVER (ORDER BY column).`);
  if (called.kind === "window" && filter !== null) refuse(`FILTER goes with aggregates such as sum or count; leave it out of ${name.text}.`);
  if (over !== null && (distinct || orderBy.length > 0)) refuse(`With OVER there is no DISTINCT or ORDER BY inside the parentheses of ${name.text}; leave it out.`);
  checkClock(name.text, operands);
}

/** Refuses today and this device's time zone: the same program gives the same answer on any day and device. */
function checkClock(name: string, operands: readonly Expression[]): void {
  const from = modifiersFrom(name);
  if (from === null && name !== "timediff") return;
  for (const [index, operand] of operands.entries()) {
    const text = operand.kind === "text" ? operand.text.trim().toLowerCase() : null;
    if (text === "now") throw new SqlStop("not-allowed", "'now' would give another answer each day; write the date, as in '2024-06-01'.", operand.at);
    if (from === null || index < from) continue;
    if (text === null) throw new SqlStop("arguments", `What changes a date is written as text here, as in ${name}(day, '+1 month'); write it out.`, operand.at);
    if (text === "localtime" || text === "utc") throw new SqlStop("not-allowed", `'${text}' depends on where this device is; leave it out, or add the hours, as in '+2 hours'.`, operand.at);
  }
}

function windowParts({ partitionBy, orderBy, frame }: WindowDefinition): Expression[] {
  const bounds = frame === null ? [] : [frame.start, ...(frame.end === null ? [] : [frame.end])];
  return [...partitionBy, ...orderBy.map((term) => term.expression), ...bounds.flatMap((bound) => ("distance" in bound ? [bound.distance] : []))];
}

/** From the opening parenthesis to the closing one. */
export function parseWindow(cursor: Cursor, expression: ParseExpression, orderTerms: ParseOrderTerms): WindowDefinition {
  const { at } = cursor.peek();
  cursor.expect("(");
  const base = cursor.seesName() && !cursor.seesAny("PARTITION", "ROWS", "RANGE", "GROUPS") ? cursor.name("a window") : null;
  const partitionBy = cursor.takes("PARTITION", "BY") ? cursor.list(() => expression(cursor)) : [];
  const orderBy = cursor.takes("ORDER", "BY") ? orderTerms(cursor) : [];
  const frame = cursor.seesAny("ROWS", "RANGE", "GROUPS") ? parseFrame(cursor, expression) : null;
  cursor.expect(")", "a window is PARTITION BY ..., ORDER BY ... and a frame, in this order, and a closing parenthesis");
  return { kind: "window", base, partitionBy, orderBy, frame, ...cursor.span(at) };
}

function parseFrame(cursor: Cursor, expression: ParseExpression): Frame {
  const { word } = cursor.next();
  const unit = word === "ROWS" ? "ROWS" : word === "RANGE" ? "RANGE" : "GROUPS";
  const between = cursor.takes("BETWEEN");
  const start = parseBound(cursor, expression);
  if (between) cursor.expect("AND", "write BETWEEN start AND end");
  const end = between ? parseBound(cursor, expression) : null;
  if (!cursor.takes("EXCLUDE")) return { unit, start, end, exclude: null };
  if (cursor.takes("NO", "OTHERS")) return { unit, start, end, exclude: "NO OTHERS" };
  if (cursor.takes("CURRENT", "ROW")) return { unit, start, end, exclude: "CURRENT ROW" };
  if (cursor.takes("GROUP")) return { unit, start, end, exclude: "GROUP" };
  cursor.expect("TIES", "write EXCLUDE NO OTHERS, CURRENT ROW, GROUP or TIES");
  return { unit, start, end, exclude: "TIES" };
}

function parseBound(cursor: Cursor, expression: ParseExpression): FrameBound {
  if (cursor.takes("CURRENT", "ROW")) return { kind: "CURRENT ROW" };
  const unbounded = cursor.takes("UNBOUNDED");
  const distance = unbounded ? null : expression(cursor);
  const preceding = cursor.takes("PRECEDING");
  if (!preceding) cursor.expect("FOLLOWING", "write UNBOUNDED PRECEDING, 3 PRECEDING, CURRENT ROW, 3 FOLLOWING or UNBOUNDED FOLLOWING");
  if (distance === null) return { kind: preceding ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING" };
  return { kind: preceding ? "PRECEDING" : "FOLLOWING", distance };
}
