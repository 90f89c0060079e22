// Expressions by precedence climbing, with SQLite's levels. Loosest first: OR, AND, NOT, equality (= IS IN LIKE BETWEEN),
// < <= > >=, & | << >>, + -, * / %, ||, COLLATE, unary - + ~.

import { CAST_TYPES, type BinaryOperator, type CastType, COLLATIONS, type Expression, type Name, type OrderTerm } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { SqlStop } from "./failure.ts";
import { parseCall } from "./parse-call.ts";

const NOT_LEVEL = 3;
const EQUALITY = 4;
const COMPARISON = 5;
const BITS = 6;
const COLLATE_LEVEL = 10;

const LEVELS: ReadonlyMap<string, number> = new Map([
  ["OR", 1],
  ["AND", 2],
  ...["=", "<>", "IS", "IN", "LIKE", "GLOB", "BETWEEN", "NOT", "ISNULL", "NOTNULL"].map((word): [string, number] => [word, EQUALITY]),
  ...["<", "<=", ">", ">="].map((word): [string, number] => [word, COMPARISON]),
  ...["&", "|", "<<", ">>"].map((word): [string, number] => [word, BITS]),
  ["+", 7],
  ["-", 7],
  ["*", 8],
  ["/", 8],
  ["%", 8],
  ["||", 9],
  ["COLLATE", COLLATE_LEVEL],
]);

/** Type names of other dialects, by what they become. */
const TYPE_NAMES: Readonly<Record<string, CastType>> = {
  INT: "INTEGER",
  BIGINT: "INTEGER",
  SMALLINT: "INTEGER",
  FLOAT: "REAL",
  DOUBLE: "REAL",
  STRING: "TEXT",
  VARCHAR: "TEXT",
  CHAR: "TEXT",
  DECIMAL: "NUMERIC",
};

export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => climb(cursor, 1));
}

function climb(cursor: Cursor, least: number): Expression {
  const { at } = cursor.peek();
  let left = prefix(cursor, least);
  for (;;) {
    const { word } = cursor.peek();
    const level = LEVELS.get(word) ?? 0;
    if (level < Math.max(1, least)) {
      if (word === "ILIKE") throw new SqlStop("syntax", "ILIKE is not SQL here; write LIKE, which takes upper and lower case of a to z as one.", cursor.peek().at);
      if (word === "REGEXP" || word === "MATCH") throw new SqlStop("not-allowed", `${word} is not there; write LIKE with % and _, or GLOB with * and ?.`, cursor.peek().at);
      return left;
    }
    left = level === EQUALITY ? equality(cursor, left, at) : infix(cursor, left, at, level);
  }
}

function infix(cursor: Cursor, left: Expression, at: number, level: number): Expression {
  const operator = cursor.next();
  if (level === COLLATE_LEVEL) {
    const name = cursor.name("a collation");
    const collation = COLLATIONS.find((known) => known === name.text.toUpperCase());
    if (collation === undefined) throw new SqlStop("not-allowed", `There is no collation ${name.text}; use one of ${COLLATIONS.join(", ")}.`, name.at);
    return cursor.grow({ kind: "collate", operand: left, collation, ...cursor.span(at) }, [left]);
  }
  return binary(cursor, operator.word as BinaryOperator, left, climb(cursor, level + 1), at);
}

function binary(cursor: Cursor, operator: BinaryOperator, left: Expression, right: Expression, at: number): Expression {
  return cursor.grow({ kind: "binary", operator, left, right, ...cursor.span(at) }, [left, right]);
}

/** What stands on the level of =: the word at the cursor decides. */
function equality(cursor: Cursor, left: Expression, at: number): Expression {
  const isNull = (negated: boolean): Expression => cursor.grow({ kind: "is-null", negated, operand: left, ...cursor.span(at) }, [left]);
  if (cursor.takes("ISNULL")) return isNull(false);
  if (cursor.takes("NOTNULL") || cursor.takes("NOT", "NULL")) return isNull(true);
  if (cursor.takes("IS")) {
    const negated = cursor.takes("NOT");
    const distinct = cursor.takes("DISTINCT");
    if (distinct) cursor.expect("FROM");
    const operator = distinct ? (negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM") : negated ? "IS NOT" : "IS";
    const right = climb(cursor, COMPARISON);
    // Not after the word NULL: x IS NULL || y is x IS (NULL || y).
    if (!distinct && right.kind === "word" && right.word === "NULL") return isNull(negated);
    return binary(cursor, operator, left, right, at);
  }
  const negated = cursor.takes("NOT");
  if (cursor.takes("BETWEEN")) {
    const low = climb(cursor, COMPARISON);
    cursor.expect("AND", "write BETWEEN low AND high");
    const high = climb(cursor, COMPARISON);
    return cursor.grow({ kind: "between", negated, operand: left, low, high, ...cursor.span(at) }, [left, low, high]);
  }
  if (cursor.seesAny("LIKE", "GLOB")) {
    const operator = cursor.next().word === "LIKE" ? "LIKE" : "GLOB";
    const pattern = climb(cursor, COMPARISON);
    const escape = operator === "LIKE" && cursor.takes("ESCAPE") ? climb(cursor, BITS) : null;
    return cursor.grow({ kind: "like", operator, negated, operand: left, pattern, escape, ...cursor.span(at) }, [left, pattern, ...(escape === null ? [] : [escape])]);
  }
  if (cursor.takes("IN")) return membership(cursor, left, negated, at);
  if (negated) throw cursor.unexpected("IN, LIKE, GLOB, BETWEEN or NULL after NOT", "write one of them, or AND before NOT");
  const operator = cursor.next().word === "=" ? "=" : "<>";
  return binary(cursor, operator, left, climb(cursor, COMPARISON), at);
}

function membership(cursor: Cursor, operand: Expression, negated: boolean, at: number): Expression {
  cursor.expect("(", "write IN (1, 2, 3) or IN (SELECT ...)");
  if (cursor.seesAny("SELECT", "WITH", "VALUES")) {
    const query = cursor.subquery();
    return cursor.grow({ kind: "in-query", negated, operand, query, ...cursor.span(at) }, [operand, query]);
  }
  const items = cursor.sees(")") ? [] : cursor.list(() => parseExpression(cursor));
  cursor.expect(")", "close the list after IN");
  return cursor.grow({ kind: "in-list", negated, operand, items, ...cursor.span(at) }, [operand, ...items]);
}

function prefix(cursor: Cursor, least: number): Expression {
  const { word, at } = cursor.peek();
  if (word === "NOT") {
    if (least > NOT_LEVEL) throw new SqlStop("syntax", "NOT binds loosely; put parentheses around NOT and what it turns round.", at);
    cursor.next();
    const operand = cursor.nested(() => climb(cursor, NOT_LEVEL));
    return cursor.grow({ kind: "unary", operator: "NOT", operand, ...cursor.span(at) }, [operand]);
  }
  if (word === "-" || word === "+" || word === "~") {
    cursor.next();
    const operand = cursor.nested(() => prefix(cursor, COLLATE_LEVEL + 1));
    return cursor.grow({ kind: "unary", operator: word, operand, ...cursor.span(at) }, [operand]);
  }
  return primary(cursor);
}

function primary(cursor: Cursor): Expression {
  const { kind, text, word, at } = cursor.peek();
  const done = <Node extends Expression>(node: Node, parts: readonly object[] = []): Node => cursor.grow(node, parts);
  if (kind === "integer" || kind === "real") {
    cursor.next();
    return done({ kind: "number", text, type: kind, ...cursor.span(at) });
  }
  if (kind === "text") {
    cursor.next();
    return done({ kind: "text", text, ...cursor.span(at) });
  }
  switch (word) {
    case "(":
      return parenthesis(cursor);
    case "NULL":
    case "TRUE":
    case "FALSE":
      cursor.next();
      return done({ kind: "word", word, ...cursor.span(at) });
    case "EXISTS": {
      cursor.next();
      cursor.expect("(", "write EXISTS (SELECT ...)");
      const query = cursor.subquery();
      return done({ kind: "exists", query, ...cursor.span(at) }, [query]);
    }
    case "CASE":
      return parseCase(cursor);
    case "CAST":
      if (cursor.peek(1).word === "(") return parseCast(cursor);
      break;
    case "CURRENT_DATE":
    case "CURRENT_TIME":
    case "CURRENT_TIMESTAMP":
      throw new SqlStop("not-allowed", `${text} would give another answer each day; write the date, as in '2024-06-01'.`, at);
    case "SELECT":
    case "WITH":
    case "VALUES":
      throw new SqlStop("syntax", `A query inside an expression stands in parentheses; write (${word} ...).`, at);
    case "*":
      throw new SqlStop("syntax", "* stands for all columns, right after SELECT or inside count(*); write a value here.", at);
    default:
  }
  if ((kind === "word" || kind === "quoted") && cursor.peek(1).word === "(" && cursor.seesName()) return parseCall(cursor, parseExpression, parseOrderTerms);
  if (!cursor.seesName()) throw cursor.unexpected("a value", kind === "word" ? `something is missing before ${text}, or ${text} is a name and belongs in double quotation marks` : "write a column, a number, a text or a function");
  const first = cursor.name("a column");
  if (!cursor.takes(".")) return done({ kind: "column", table: null, name: first, ...cursor.span(at) });
  const name = columnAfter(cursor, first);
  return done({ kind: "column", table: first, name, ...cursor.span(at) });
}

function columnAfter(cursor: Cursor, table: Name): Name {
  if (cursor.sees("*")) throw new SqlStop("syntax", `${table.text}.* stands right after SELECT only; write one column here.`, cursor.peek().at);
  const name = cursor.name("a column");
  if (cursor.sees(".")) throw new SqlStop("not-allowed", `There is one database only; write ${name.text} and its column without ${table.text} in front.`, table.at);
  return name;
}

/** A value, a row of values or a query in parentheses. */
function parenthesis(cursor: Cursor): Expression {
  const { at } = cursor.next();
  if (cursor.seesAny("SELECT", "WITH", "VALUES")) {
    const query = cursor.subquery();
    return cursor.grow({ kind: "query", query, ...cursor.span(at) }, [query]);
  }
  const items = cursor.list(() => parseExpression(cursor));
  cursor.expect(")", "close the parenthesis");
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : cursor.grow({ kind: "row", items, ...cursor.span(at) }, items);
}

function parseCase(cursor: Cursor): Expression {
  const { at } = cursor.next();
  const operand = cursor.sees("WHEN") ? null : parseExpression(cursor);
  const branches: { when: Expression; result: Expression }[] = [];
  do {
    cursor.expect("WHEN", "write CASE WHEN condition THEN value END");
    const when = parseExpression(cursor);
    cursor.expect("THEN", "write THEN and the value after the condition");
    branches.push({ when, result: parseExpression(cursor) });
  } while (cursor.sees("WHEN"));
  const otherwise = cursor.takes("ELSE") ? parseExpression(cursor) : null;
  cursor.expect("END", "CASE is closed by END");
  const parts = [...branches.flatMap(({ when, result }) => [when, result]), ...(operand === null ? [] : [operand]), ...(otherwise === null ? [] : [otherwise])];
  return cursor.grow({ kind: "case", operand, branches, otherwise, ...cursor.span(at) }, parts);
}

function parseCast(cursor: Cursor): Expression {
  const { at } = cursor.next();
  cursor.expect("(");
  const operand = parseExpression(cursor);
  cursor.expect("AS", "write CAST(value AS INTEGER)");
  const written = cursor.name("a type");
  const upper = written.text.toUpperCase();
  const type = CAST_TYPES.find((known) => known === upper) ?? (Object.hasOwn(TYPE_NAMES, upper) ? TYPE_NAMES[upper] : undefined);
  if (type === undefined) throw new SqlStop("not-allowed", `${written.text} is not a type to cast to here; use ${CAST_TYPES.join(", ")}.`, written.at);
  cursor.expect(")", `write ${type} without a length, and close the parenthesis`);
  return cursor.grow({ kind: "cast", operand, type, ...cursor.span(at) }, [operand]);
}

export function parseOrderTerms(cursor: Cursor): OrderTerm[] {
  return cursor.list(() => {
    const expression = parseExpression(cursor);
    const descending = cursor.takes("DESC");
    if (!descending) cursor.takes("ASC");
    if (!cursor.takes("NULLS")) return { expression, descending, nulls: null };
    if (cursor.takes("FIRST")) return { expression, descending, nulls: "FIRST" };
    cursor.expect("LAST", "write NULLS FIRST or NULLS LAST");
    return { expression, descending, nulls: "LAST" };
  });
}
