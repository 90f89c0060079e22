// Tree -> the engine's text. Every name is in quotation marks, every operation in parentheses; the visitor's text goes nowhere.
// Tables of data are stored under a prefixed name, so that no name of theirs can be one of the engine's own.

import type { Call, Core, Expression, FrameBound, Joined, Name, OrderTerm, Query, Source, WindowDefinition } from "./ast.ts";

/** The name under which the engine keeps a table of data. */
export function storedName(table: string): string {
  return `data_${table}`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A table of data, as FROM asks for it. */
export function storedTable(table: string): string {
  return `"main".${quoteName(storedName(table))}`;
}

/** The same rows, the last first. LIMIT -1 limits nothing; it keeps the engine from leaving the order out. Null where columns take every name of the row number. */
export function storedBackwards(table: string, columns: readonly string[]): string | null {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const rowNumber = ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name));
  return rowNumber === undefined ? null : `(SELECT * FROM ${storedTable(table)} ORDER BY ${rowNumber} DESC LIMIT -1)`;
}

/** What FROM asks for where a source names a table of data; null where it names a part of WITH. */
export type DataTables = (source: Source) => string | null;

export class Printer {
  private readonly dataTables: DataTables;

  constructor(dataTables: DataTables) {
    this.dataTables = dataTables;
  }

  query(query: Query): string {
    const { tables, first, rest, orderBy, limit, offset } = query;
    const parts = [
      tables.length === 0 ? "" : this.commonTables(query),
      this.core(first),
      ...rest.map(({ operator, core }) => `${operator} ${this.core(core)}`),
      orderBy.length === 0 ? "" : `ORDER BY ${this.orderTerms(orderBy)}`,
      limit === null ? "" : `LIMIT ${this.expression(limit)}`,
      offset === null ? "" : `OFFSET ${this.expression(offset)}`,
    ];
    return parts.filter((part) => part !== "").join(" ");
  }

  commonTables({ recursive, tables }: Query): string {
    const written = tables.map(({ name, columns, query }) => `${this.name(name)}${columns.length === 0 ? "" : this.names(columns)} AS (${this.query(query)})`);
    return `WITH ${recursive ? "RECURSIVE " : ""}${written.join(", ")}`;
  }

  /** FROM and what follows, up to and without WHERE; empty where there is no FROM. */
  from(joined: readonly Joined[]): string {
    if (joined.length === 0) return "";
    const parts = joined.map(({ join, source }) => {
      if (join === null) return this.source(source);
      const by = join.on !== null ? ` ON ${this.expression(join.on)}` : join.using.length > 0 ? ` USING ${this.names(join.using)}` : "";
      return `${join.natural ? "NATURAL " : ""}${join.type} JOIN ${this.source(source)}${by}`;
    });
    return `FROM ${parts.join(" ")}`;
  }

  expression(node: Expression): string {
    switch (node.kind) {
      case "number":
        return node.text;
      case "text":
        return quoteText(node.text);
      case "word":
        return node.word;
      case "column":
        return node.table === null ? this.name(node.name) : `${this.name(node.table)}.${this.name(node.name)}`;
      case "unary":
        return `${node.operator} ${this.operand(node.operand)}`;
      case "binary":
        return `${this.operand(node.left)} ${node.operator} ${this.operand(node.right)}`;
      case "is-null":
        return `${this.operand(node.operand)} IS ${node.negated ? "NOT " : ""}NULL`;
      case "between":
        return `${this.operand(node.operand)} ${node.negated ? "NOT " : ""}BETWEEN ${this.operand(node.low)} AND ${this.operand(node.high)}`;
      case "like": {
        const escape = node.escape === null ? "" : ` ESCAPE ${this.operand(node.escape)}`;
        return `${this.operand(node.operand)} ${node.negated ? "NOT " : ""}${node.operator} ${this.operand(node.pattern)}${escape}`;
      }
      case "in-list":
        return `${this.operand(node.operand)} ${node.negated ? "NOT " : ""}IN (${this.expressions(node.items)})`;
      case "in-query":
        return `${this.operand(node.operand)} ${node.negated ? "NOT " : ""}IN (${this.query(node.query)})`;
      case "case": {
        const branches = node.branches.map(({ when, result }) => ` WHEN ${this.expression(when)} THEN ${this.expression(result)}`).join("");
        const otherwise = node.otherwise === null ? "" : ` ELSE ${this.expression(node.otherwise)}`;
        return `CASE${node.operand === null ? "" : ` ${this.expression(node.operand)}`}${branches}${otherwise} END`;
      }
      case "cast":
        return `CAST(${this.expression(node.operand)} AS ${node.type})`;
      case "collate":
        return `${this.operand(node.operand)} COLLATE ${node.collation}`;
      case "exists":
        return `EXISTS (${this.query(node.query)})`;
      case "query":
        return `(${this.query(node.query)})`;
      case "row":
        return `(${this.expressions(node.items)})`;
      case "call":
        return this.call(node);
      default:
        return node satisfies never;
    }
  }

  /** In parentheses unless it stands by itself. */
  private operand(node: Expression): string {
    const text = this.expression(node);
    const alone = node.kind === "number" || node.kind === "text" || node.kind === "word" || node.kind === "column" || node.kind === "query" || node.kind === "row" || node.kind === "cast";
    return alone || (node.kind === "call" && node.filter === null && node.over === null) ? text : `(${text})`;
  }

  private call({ name, star, distinct, operands, orderBy, filter, over }: Call): string {
    const order = orderBy.length === 0 ? "" : ` ORDER BY ${this.orderTerms(orderBy)}`;
    const inside = star ? "*" : `${distinct ? "DISTINCT " : ""}${this.expressions(operands)}${order}`;
    const where = filter === null ? "" : ` FILTER (WHERE ${this.expression(filter)})`;
    const window = over === null ? "" : ` OVER ${"kind" in over ? this.window(over) : this.name(over)}`;
    return `${quoteName(name.text)}(${inside})${where}${window}`;
  }

  private window({ base, partitionBy, orderBy, frame }: WindowDefinition): string {
    const bound = (edge: FrameBound): string => ("distance" in edge ? `${this.operand(edge.distance)} ${edge.kind}` : edge.kind);
    const range = frame === null ? "" : frame.end === null ? `${frame.unit} ${bound(frame.start)}` : `${frame.unit} BETWEEN ${bound(frame.start)} AND ${bound(frame.end)}`;
    const parts = [
      base === null ? "" : this.name(base),
      partitionBy.length === 0 ? "" : `PARTITION BY ${this.expressions(partitionBy)}`,
      orderBy.length === 0 ? "" : `ORDER BY ${this.orderTerms(orderBy)}`,
      range,
      frame === null || frame.exclude === null ? "" : `EXCLUDE ${frame.exclude}`,
    ];
    return `(${parts.filter((part) => part !== "").join(" ")})`;
  }

  private core(core: Core): string {
    if (core.kind === "values") return `VALUES ${core.rows.map((row) => `(${this.expressions(row)})`).join(", ")}`;
    const { distinct, results, from, where, groupBy, having, windows } = core;
    const columns = results.map((result) => {
      if (result.kind === "all") return result.table === null ? "*" : `${this.name(result.table)}.*`;
      return `${this.expression(result.expression)}${result.alias === null ? "" : ` AS ${this.name(result.alias)}`}`;
    });
    const parts = [
      `SELECT ${distinct ? "DISTINCT " : ""}${columns.join(", ")}`,
      this.from(from),
      where === null ? "" : `WHERE ${this.expression(where)}`,
      groupBy.length === 0 ? "" : `GROUP BY ${this.expressions(groupBy)}`,
      having === null ? "" : `HAVING ${this.expression(having)}`,
      windows.length === 0 ? "" : `WINDOW ${windows.map(({ name, definition }) => `${this.name(name)} AS ${this.window(definition)}`).join(", ")}`,
    ];
    return parts.filter((part) => part !== "").join(" ");
  }

  private source(source: Source): string {
    if (source.kind === "query") return `(${this.query(source.query)})${source.alias === null ? "" : ` AS ${this.name(source.alias)}`}`;
    const data = this.dataTables(source);
    const alias = source.alias ?? (data === null ? null : source.name);
    return `${data ?? this.name(source.name)}${alias === null ? "" : ` AS ${this.name(alias)}`}`;
  }

  private name({ text }: Name): string {
    return quoteName(text);
  }

  private names(names: readonly Name[]): string {
    return `(${names.map((name) => this.name(name)).join(", ")})`;
  }

  private expressions(nodes: readonly Expression[]): string {
    return nodes.map((node) => this.expression(node)).join(", ");
  }

  private orderTerms(terms: readonly OrderTerm[]): string {
    return terms.map(({ expression, descending, nulls }) => `${this.expression(expression)}${descending ? " DESC" : ""}${nulls === null ? "" : ` NULLS ${nulls}`}`).join(", ");
  }
}
