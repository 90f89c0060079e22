// Program text -> one read-only query as a tree. Time is linear in the length of the text; nothing is ever read twice.

import type { CommonTable, CompoundOperator, Core, Join, Joined, Name, Query, ResultColumn, Select, Source, Values, WindowDefinition } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { SqlStop } from "./failure.ts";
import { lex } from "./lex.ts";
import { parseWindow } from "./parse-call.ts";
import { parseExpression, parseOrderTerms } from "./parse-expression.ts";

export const MAX_PROGRAM_LENGTH = 20_000;
/** SQLite joins at most 64. */
const MAX_JOINED = 32;
const MAX_COMPOUND = 100;

/** First words of statements that are not queries, and what they would do. */
const STATEMENTS: Readonly<Record<string, string>> = {
  ALTER: "changes a table",
  ANALYZE: "writes statistics",
  ATTACH: "opens another database",
  BEGIN: "begins a transaction",
  COMMIT: "ends a transaction",
  CREATE: "makes a table or the like",
  DELETE: "removes rows",
  DETACH: "closes a database",
  DROP: "removes a table or the like",
  END: "ends a transaction",
  EXPLAIN: "is not needed, as the query plan is shown with each answer,",
  INSERT: "adds rows",
  PRAGMA: "changes the engine's settings",
  REINDEX: "rebuilds indexes",
  RELEASE: "ends a transaction",
  REPLACE: "changes rows",
  ROLLBACK: "ends a transaction",
  SAVEPOINT: "begins a transaction",
  UPDATE: "changes rows",
  VACUUM: "rewrites the database",
};

/** Throws a SqlStop. */
export function parseSql(text: string): Query {
  if (text.length > MAX_PROGRAM_LENGTH) {
    throw new SqlStop("too-long", `The program has ${text.length} characters; shorten it to ${MAX_PROGRAM_LENGTH}, or put the data into a table.`, MAX_PROGRAM_LENGTH);
  }
  const cursor = new Cursor(text, lex(text), parseQuery);
  const first = cursor.peek();
  if (first.kind === "end" || first.word === ";") throw new SqlStop("empty", "There is no query yet; write one, as in SELECT 1 + 1.", first.at);
  if (Object.hasOwn(STATEMENTS, first.word)) {
    throw new SqlStop("not-allowed", `${first.word} ${STATEMENTS[first.word]} and is not run here; programs only read: begin with SELECT or WITH.`, first.at);
  }
  const query = parseQuery(cursor);
  const ended = cursor.takes(";");
  const rest = cursor.peek();
  if (rest.kind === "end") return query;
  if (ended) throw new SqlStop("second-statement", "Only one query is run at a time; remove what follows the semicolon.", rest.at);
  if (cursor.seesAny("UNION", "INTERSECT", "EXCEPT")) throw new SqlStop("syntax", `ORDER BY and LIMIT stand once, at the very end; move them behind the last ${rest.word} part.`, rest.at);
  if (cursor.seesAny("FETCH", "FOR")) throw new SqlStop("syntax", `${rest.word} is not SQL here; the first rows are chosen by LIMIT 10 at the end.`, rest.at);
  throw cursor.unexpected("the end of the query", clauseHint(rest.word));
}

function clauseHint(word: string): string {
  const order = "the order is SELECT, FROM, WHERE, GROUP BY, HAVING, WINDOW, ORDER BY, LIMIT";
  if (["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "JOIN", "LEFT", "ON"].includes(word)) return order;
  if (word === "INTO") return "programs only read: leave INTO out";
  if (word === ")") return "remove the parenthesis, or open it before";
  return "put an operator or a comma before it, or remove it";
}

function parseQuery(cursor: Cursor): Query {
  const { at } = cursor.peek();
  const withTables = cursor.takes("WITH");
  const recursive = withTables && cursor.takes("RECURSIVE");
  const tables = withTables ? cursor.list(() => parseCommonTable(cursor)) : [];
  const first = parseCore(cursor);
  const rest: { operator: CompoundOperator; core: Core }[] = [];
  while (cursor.seesAny("UNION", "INTERSECT", "EXCEPT")) {
    const { word, at: operatorAt } = cursor.next();
    if (rest.length === MAX_COMPOUND) throw new SqlStop("too-large", `More than ${MAX_COMPOUND} parts joined by UNION and the like; put the data into a table.`, operatorAt);
    const operator = word === "UNION" ? (cursor.takes("ALL") ? "UNION ALL" : "UNION") : word === "INTERSECT" ? "INTERSECT" : "EXCEPT";
    if (cursor.seesAny("ALL", "DISTINCT")) throw new SqlStop("syntax", `${cursor.peek().word} does not follow ${operator} here; leave it out.`, cursor.peek().at);
    rest.push({ operator, core: parseCore(cursor) });
  }
  const orderBy = cursor.takes("ORDER", "BY") ? parseOrderTerms(cursor) : [];
  const limits = cursor.takes("LIMIT") ? [parseExpression(cursor)] : [];
  const comma = limits.length > 0 && cursor.takes(",");
  if (limits.length > 0 && (comma || cursor.takes("OFFSET"))) limits.push(parseExpression(cursor));
  const [one = null, two = null] = limits;
  // LIMIT a, b leaves out a rows and takes b.
  return { recursive, tables, first, rest, orderBy, limit: comma ? two : one, offset: comma ? one : two, ...cursor.span(at) };
}

function columnNames(cursor: Cursor): Name[] {
  if (!cursor.takes("(")) return [];
  const names = cursor.list(() => cursor.name("a column"));
  cursor.expect(")", "close the list of columns");
  return names;
}

function parseCommonTable(cursor: Cursor): CommonTable {
  const name = cursor.name("a name after WITH");
  const columns = columnNames(cursor);
  cursor.expect("AS", `write ${name.text} AS (SELECT ...)`);
  // A hint only: the engine decides by itself, and the answer is the same.
  if (!cursor.takes("NOT", "MATERIALIZED")) cursor.takes("MATERIALIZED");
  cursor.expect("(", `write ${name.text} AS (SELECT ...)`);
  return { name, columns, query: cursor.subquery() };
}

function parseCore(cursor: Cursor): Core {
  if (cursor.sees("VALUES")) return parseValues(cursor);
  if (cursor.sees("SELECT")) return parseSelect(cursor);
  if (cursor.sees("(")) throw cursor.unexpected("SELECT", "a query or a part of one begins with SELECT, without a parenthesis");
  throw cursor.unexpected("SELECT", "a query begins with SELECT, WITH or VALUES");
}

function parseValues(cursor: Cursor): Values {
  const { at } = cursor.next();
  const rows = cursor.list(() => {
    cursor.expect("(", "write VALUES (1, 2), (3, 4)");
    const row = cursor.list(() => parseExpression(cursor));
    cursor.expect(")", "close the row");
    return row;
  });
  return { kind: "values", rows, ...cursor.span(at) };
}

function parseSelect(cursor: Cursor): Select {
  const { at } = cursor.next();
  const distinct = cursor.takes("DISTINCT");
  if (!distinct) cursor.takes("ALL");
  if (cursor.sees("TOP") && cursor.peek(1).kind === "integer") throw new SqlStop("syntax", "TOP is not SQL here; write LIMIT and the number at the end.", cursor.peek().at);
  const results = cursor.list(() => parseResult(cursor));
  if (cursor.sees("INTO")) throw new SqlStop("not-allowed", "INTO writes a table and is not run here; programs only read: leave it out.", cursor.peek().at);
  const from = cursor.takes("FROM") ? parseFrom(cursor) : [];
  const where = cursor.takes("WHERE") ? parseExpression(cursor) : null;
  const groupBy = cursor.takes("GROUP", "BY") ? cursor.list(() => parseExpression(cursor)) : [];
  const having = cursor.takes("HAVING") ? parseExpression(cursor) : null;
  const windows = cursor.takes("WINDOW") ? cursor.list(() => parseNamedWindow(cursor)) : [];
  return { kind: "select", distinct, results, from, where, groupBy, having, windows, ...cursor.span(at) };
}

function parseNamedWindow(cursor: Cursor): { name: Name; definition: WindowDefinition } {
  const name = cursor.name("a window");
  cursor.expect("AS", `write WINDOW ${name.text} AS (ORDER BY column)`);
  return { name, definition: parseWindow(cursor, parseExpression, parseOrderTerms) };
}

function parseResult(cursor: Cursor): ResultColumn {
  const { at } = cursor.peek();
  if (cursor.takes("*")) return { kind: "all", table: null, ...cursor.span(at) };
  if (cursor.seesName() && cursor.peek(1).word === "." && cursor.peek(2).word === "*") {
    const table = cursor.name("a table");
    cursor.next();
    cursor.next();
    return { kind: "all", table, ...cursor.span(at) };
  }
  const expression = parseExpression(cursor);
  return { kind: "expression", expression, alias: cursor.alias() };
}

function parseFrom(cursor: Cursor): Joined[] {
  const from: Joined[] = [{ join: null, source: parseSource(cursor) }];
  for (;;) {
    const { at } = cursor.peek();
    const join = parseJoin(cursor);
    if (join === null) return from;
    if (from.length === MAX_JOINED) throw new SqlStop("too-large", `More than ${MAX_JOINED} tables joined; join some of them in a query named by WITH.`, at);
    const source = parseSource(cursor);
    const on = cursor.takes("ON") ? parseExpression(cursor) : null;
    if (on !== null && join.natural) throw new SqlStop("syntax", "NATURAL joins by all columns of the same name; leave out NATURAL or ON.", at);
    const using = cursor.sees("USING") ? parseUsing(cursor) : [];
    from.push({ join: { ...join, on, using }, source });
  }
}

function parseUsing(cursor: Cursor): Name[] {
  cursor.expect("USING");
  if (!cursor.sees("(")) throw cursor.unexpected("(", "write USING (column)");
  return columnNames(cursor);
}

/** The words of a join, what it joins by left out; null where no join follows. */
function parseJoin(cursor: Cursor): Pick<Join, "natural" | "type"> | null {
  if (cursor.takes(",")) return { natural: false, type: "INNER" };
  const natural = cursor.takes("NATURAL");
  for (const type of ["LEFT", "RIGHT", "FULL"] as const) {
    if (!cursor.takes(type)) continue;
    cursor.takes("OUTER");
    cursor.expect("JOIN", `write ${type} JOIN and the table`);
    return { natural, type };
  }
  const word = cursor.takes("CROSS") ? "CROSS" : cursor.takes("INNER") ? "INNER" : null;
  if (word !== null || natural) cursor.expect("JOIN", `write ${word ?? "NATURAL"} JOIN and the table`);
  else if (!cursor.takes("JOIN")) return null;
  return { natural, type: word ?? "INNER" };
}

function parseSource(cursor: Cursor): Source {
  const { at } = cursor.peek();
  if (cursor.takes("(")) {
    if (!cursor.seesAny("SELECT", "WITH", "VALUES")) throw cursor.unexpected("SELECT", "in FROM, parentheses hold a query: write (SELECT ...), and joins without parentheses");
    const query = cursor.subquery();
    const span = cursor.span(at);
    return { kind: "query", query, alias: cursor.alias(), ...span };
  }
  const name = cursor.name("a table");
  if (cursor.sees(".")) throw new SqlStop("not-allowed", `There is one database only; write the table without ${name.text} in front.`, name.at);
  if (cursor.sees("(")) throw new SqlStop("not-allowed", `${name.text}(...) is a function and no table; write a table, or a query in parentheses.`, name.at);
  const span = cursor.span(at);
  if (cursor.sees("INDEXED") || cursor.sees("NOT", "INDEXED")) throw new SqlStop("not-allowed", "INDEXED BY is not there: the engine makes the indexes it needs; leave it out.", cursor.peek().at);
  return { kind: "table", name, alias: cursor.alias(), ...span };
}
