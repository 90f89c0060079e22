// The name check: every table, column and window a query names exists where it is named. On the way it learns the result's
// columns, the tables of data that are read, and what there is to be cautious about.

import { suggestion } from "../nearest.ts";
import type { DataTable } from "../result.ts";
import type { Core, Expression, Joined, Query, ResultColumn, Select, Source, Span, ValueType } from "./ast.ts";
import { type BareColumns, bareColumns } from "./bare-columns.ts";
import { Cautions, type Operand } from "./cautions.ts";
import { commonType, ExpressionCheck, type Place, textOf, type Value } from "./check-expression.ts";
import { beyond64Bits, cellMessage, hasEmptyCells } from "./column-cells.ts";
import { SqlStop } from "./failure.ts";
import { LetterCase } from "./letter-case.ts";
import { columnsWithoutNull, whereCautions } from "./row-conditions.ts";
import { type Alias, type Column, columnOf, key, type Relation, type Resolved, type Scope } from "./scope.ts";
import { type OrderPlace, orderCautions } from "./text-order.ts";

export const MAX_COLUMNS = 200;
/** Tables read, those in parts of WITH counted as often as the part is used: the engine writes each use out. */
const MAX_TABLE_USES = 500;

export interface CheckedQuery {
  /** Names of the result's columns as shown. */
  readonly columns: readonly string[];
  /** The tables of data that are read. */
  readonly tables: readonly DataTable[];
  /** Which of them a source names. */
  readonly dataTables: ReadonlyMap<Source, DataTable>;
  readonly cautions: readonly string[];
  /** Columns of the outermost SELECT that are neither grouped nor aggregated. */
  readonly bare: BareColumns;
  /** Places where an alias of a result column stands for it. */
  readonly aliased: readonly Span[];
}

/** A part of WITH, or a query's own name inside its recursive part. */
interface CommonColumns {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly uses: number;
  readonly outer: CommonColumns | null;
}

interface Checked {
  readonly columns: readonly Column[];
  readonly uses: number;
}

function asItIs(column: Column): Column {
  const { affinity: _, plain: __, ...rest } = column;
  return rest;
}

/** A column that is compared without being written out. */
function operandOf(column: Column, { at, end }: Span): Operand {
  return [{ kind: "column", table: null, name: { text: column.name, quoted: false, at, end }, at, end }, column];
}

/** Refuses a column that holds what SQL cannot keep. */
function used({ unkept }: Column, at: number): void {
  if (unkept !== undefined) throw new SqlStop("cell", cellMessage(unkept), at);
}

const NOWHERE: Scope = { relations: [], aliases: new Map(), outer: null };

class Checker {
  readonly used = new Map<string, DataTable>();
  readonly dataTables = new Map<Source, DataTable>();
  readonly cautions: Cautions;
  readonly letterCase: LetterCase;
  private readonly tables: ReadonlyMap<string, DataTable>;
  private readonly expressions: ExpressionCheck;
  readonly resolutions = new Map<Expression, Resolved>();
  private common: CommonColumns | null = null;
  private uses = 0;

  constructor(program: string, tables: readonly DataTable[]) {
    this.tables = new Map(tables.map((table) => [key(table.name), table]));
    this.cautions = new Cautions(program);
    this.letterCase = new LetterCase(this.cautions);
    this.expressions = new ExpressionCheck({
      cautions: this.cautions,
      letterCase: this.letterCase,
      elsewhere: new Map(tables.map((table) => [key(table.name), table.columns.map(({ name }) => name)])),
      query: (query, outer) => this.query(query, outer),
      resolved: (node, resolved) => this.resolutions.set(node, resolved),
    });
  }

  query(query: Query, outer: Scope | null): readonly Column[] {
    const around = this.common;
    const seen = new Set<string>();
    for (const table of query.tables) {
      if (seen.has(key(table.name.text))) throw new SqlStop("duplicate-name", `WITH names ${table.name.text} twice; give the second another name.`, table.name.at);
      seen.add(key(table.name.text));
      const { columns, uses } = this.commonTable(table.name.text, table.query, query.recursive, (found) => {
        if (table.columns.length === 0) return found;
        if (table.columns.length !== found.length) {
          throw new SqlStop("columns", `${table.name.text} names ${table.columns.length} columns and its query gives ${found.length}; write as many names as columns.`, table.name.at);
        }
        return found.map((column, index) => ({ ...column, name: table.columns[index]?.text ?? column.name, named: true }));
      });
      this.common = { name: key(table.name.text), columns, uses, outer: this.common };
    }
    const { columns } = this.body(query, outer);
    this.common = around;
    return columns;
  }

  /** Counts the tables in it apart: they count once more for each use. */
  private commonTable(name: string, query: Query, recursive: boolean, rename: (columns: readonly Column[]) => readonly Column[]): Checked {
    const before = this.uses;
    this.uses = 0;
    let columns: readonly Column[];
    if (recursive && query.rest.length > 0 && query.tables.length === 0) {
      const around = this.common;
      const grow = (found: readonly Column[]): void => {
        this.common = { name: key(name), columns: rename(found).map((column) => ({ ...column, growing: true })), uses: 1, outer: around };
      };
      columns = rename(this.body(query, null, grow).columns);
      this.common = around;
    } else {
      columns = rename(this.query(query, null));
    }
    const { uses } = this;
    this.uses = before;
    return { columns, uses };
  }

  /** `anchor` hears of the first part's columns before the other parts are looked at. */
  private body({ first, rest, orderBy, limit, offset }: Query, outer: Scope | null, anchor?: (columns: readonly Column[]) => void): { readonly columns: readonly Column[] } {
    const { columns: found, place } = this.core(first, outer);
    let columns = found;
    anchor?.(columns);
    for (const { operator, core } of rest) {
      const next = this.core(core, outer).columns;
      if (next.length !== columns.length) {
        throw new SqlStop("columns", `The parts of ${operator} give ${columns.length} and ${next.length} columns; name as many after each SELECT.`, core.at);
      }
      columns = columns.map((column, index) => {
        const other = next[index] ?? column;
        // Values as they are: no affinity converts them.
        if (operator !== "UNION" && operator !== "UNION ALL") this.cautions.compared(operandOf(asItIs(column), core), operandOf(asItIs(other), core), false);
        const type = commonType([column.type, other.type]);
        const affinity = type !== "any" && column.affinity === true;
        const { empties, ...known } = asItIs(column);
        const mayBeEmpty = operator === "UNION" || operator === "UNION ALL" ? (empties ?? other.empties) : undefined;
        return { ...known, ...(affinity && { affinity }), ...(mayBeEmpty !== undefined && { empties: mayBeEmpty }), type, growing: anchor !== undefined || column.growing || other.growing, ...textOf([column, other]) };
      });
    }
    for (const [index, { expression }] of orderBy.entries()) {
      const order = index === 0 ? "first" : "later";
      if (expression.kind === "number" && expression.type === "integer") {
        const position = Number(expression.text);
        if (position < 1 || position > columns.length) throw new SqlStop("columns", `ORDER BY ${expression.text} asks for a column that is not there; there are ${columns.length}.`, expression.at);
        const column = columns[position - 1];
        if (column !== undefined) orderCautions([expression, column], order, this.cautions, column.name);
      } else if (rest.length === 0) {
        this.expressions.orderTerm(expression, order, place);
      } else {
        this.compoundOrder(expression, order, columns);
      }
    }
    for (const bound of [limit, offset]) {
      if (bound === null) continue;
      const { type } = this.expressions.value(bound, { scope: NOWHERE, aggregates: "LIMIT", windows: "LIMIT", windowNames: new Set() });
      if (type !== "integer" && type !== "any") throw new SqlStop("arguments", "LIMIT and OFFSET take a whole number; write one.", bound.at);
    }
    return { columns };
  }

  /** After UNION and the like, rows are ordered by result columns only. */
  private compoundOrder(expression: Expression, order: OrderPlace, columns: readonly Column[]): void {
    const term = expression.kind === "collate" ? expression.operand : expression;
    const column = term.kind === "column" && term.table === null ? columnOf(columns, term.name.text) : undefined;
    if (column !== undefined) {
      if (term === expression) orderCautions([term, column], order, this.cautions);
      return;
    }
    const names = columns.filter(({ named }) => named).map(({ name }) => name);
    const hint = names.length > 0 ? `write ${names.slice(0, 10).join(", ")} or a column's number` : "write a column's number";
    throw new SqlStop("columns", `After UNION and the like, ORDER BY takes columns of the result only; ${hint}.`, expression.at);
  }

  private core(core: Core, outer: Scope | null): { readonly columns: readonly Column[]; readonly place: Place } {
    return core.kind === "select" ? this.select(core, outer) : this.valuesRows(core, outer);
  }

  private valuesRows({ rows, at }: Core & { readonly kind: "values" }, outer: Scope | null): { readonly columns: readonly Column[]; readonly place: Place } {
    const scope: Scope = { relations: [], aliases: new Map(), outer };
    const place: Place = { scope, aggregates: "VALUES", windows: "VALUES", windowNames: new Set() };
    const width = rows[0]?.length ?? 0;
    const types: ValueType[][] = rows.map((row) => {
      if (row.length !== width) throw new SqlStop("columns", `The rows of VALUES have ${width} and ${row.length} values; write as many in each.`, row[0]?.at ?? at);
      return this.expressions.values(row, place).map(({ type }) => type);
    });
    const columns = Array.from({ length: width }, (_, index) => ({ name: `column${index + 1}`, named: true, growing: false, type: commonType(types.map((row) => row[index] ?? "null")) }));
    return { columns: this.bounded(columns, at), place };
  }

  private bounded(columns: readonly Column[], at: number): readonly Column[] {
    if (columns.length > MAX_COLUMNS) throw new SqlStop("too-large", `The result has ${columns.length} columns; name at most ${MAX_COLUMNS} after SELECT.`, at);
    return columns;
  }

  private select(select: Select, outer: Scope | null): { readonly columns: readonly Column[]; readonly place: Place } {
    const relations = this.from(select.from, outer);
    const inner: Scope = { relations, aliases: new Map(), outer };
    const windowNames = new Set(select.windows.map(({ name }) => key(name.text)));
    const place: Place = { scope: inner, aggregates: null, windows: null, windowNames };
    const aliases = new Map<string, Alias>();
    const columns = select.results.flatMap((result) => {
      if (result.kind === "all") return this.allColumns(result, relations);
      const { expression, alias } = result;
      const value = this.expressions.value(expression, place);
      if (expression.kind === "row") throw new SqlStop("columns", "A row in parentheses is not a column; write its values without the parentheses.", expression.at);
      if (alias !== null && !aliases.has(key(alias.text))) aliases.set(key(alias.text), value);
      return [this.resultColumn(result, expression, value)];
    });
    const scope: Scope = { ...inner, aliases };
    const rowPlace = (clause: string): Place => ({ scope, aggregates: clause, windows: clause, windowNames });
    if (select.where !== null) this.expressions.value(select.where, rowPlace("WHERE"));
    whereCautions(select, relations, this.resolutions, this.cautions);
    for (const term of select.groupBy) {
      const position = term.kind === "number" && term.type === "integer" ? Number(term.text) : null;
      if (position !== null && (position < 1 || position > columns.length)) throw new SqlStop("columns", `GROUP BY ${position} asks for a column that is not there; there are ${columns.length}.`, term.at);
      this.expressions.value(term, rowPlace("GROUP BY"));
    }
    if (select.having !== null) this.expressions.value(select.having, { scope, aggregates: null, windows: "HAVING", windowNames });
    for (const { definition } of select.windows) this.expressions.window(definition, { scope: inner, aggregates: null, windows: "WINDOW", windowNames });
    return { columns: this.bounded(this.withoutNull(select, columns, relations), select.at), place: { ...place, scope } };
  }

  /** The result's columns, without the mark of empty cells where WHERE or a join leaves out their rows. */
  private withoutNull(select: Select, columns: readonly Column[], relations: readonly Relation[]): readonly Column[] {
    if (columns.every(({ empties }) => empties === undefined)) return columns;
    const full = columnsWithoutNull(select, relations, this.resolutions);
    const origins = select.results.flatMap((result): readonly (Column | undefined)[] => (result.kind === "all" ? this.allColumns(result, relations) : [this.resolvedColumn(result.expression)]));
    return columns.map((column, index) => {
      const origin = origins[index];
      if (origin === undefined || !full.has(origin)) return column;
      const { empties: _, ...rest } = column;
      return rest;
    });
  }

  private resolvedColumn(node: Expression): Column | undefined {
    const resolved = this.resolutions.get(node);
    return resolved?.kind === "column" ? resolved.column : undefined;
  }

  private resultColumn({ alias }: ResultColumn & { readonly kind: "expression" }, expression: Expression, value: Value): Column {
    const { aggregate: _, window: __, ...known } = value;
    if (alias !== null) return { name: alias.text, named: true, ...known };
    if (expression.kind === "column") return { name: expression.name.text, named: true, ...known };
    return { name: this.cautions.snippet(expression), named: false, ...known };
  }

  private allColumns(result: ResultColumn & { readonly kind: "all" }, relations: readonly Relation[]): readonly Column[] {
    const { table } = result;
    if (relations.length === 0) throw new SqlStop("columns", "* stands for all columns of the tables in FROM, and there is no FROM; add one.", result.at);
    const chosen = table === null ? relations : relations.filter(({ label }) => key(label) === key(table.text));
    if (table !== null && chosen.length === 0) {
      throw new SqlStop("unknown-table", `There is no table ${table.text} in FROM here; ${suggestion(table.text, relations.map(({ label }) => label).filter((label) => label !== ""), "named tables in FROM")}`, table.at);
    }
    const columns = chosen.flatMap((relation) => (table === null ? relation.columns.filter(({ name }) => !relation.merged.has(key(name))) : relation.columns));
    for (const column of columns) used(column, result.at);
    return columns;
  }

  private from(from: readonly Joined[], outer: Scope | null): readonly Relation[] {
    const relations: Relation[] = [];
    for (const { join, source } of from) {
      const relation = this.relation(source, outer);
      const merged = new Set<string>();
      if (join?.natural === true) {
        for (const { name, named } of relation.columns) if (named && relations.some(({ columns }) => columnOf(columns, name) !== undefined)) merged.add(key(name));
        if (merged.size === 0) this.cautions.add("natural-join", `NATURAL JOIN joins by columns of one name, and ${relation.label === "" ? "the query" : relation.label} has none of those before it: each row is joined with every other. Write JOIN ... ON ... with the columns that belong together.`);
      }
      for (const name of join?.using ?? []) {
        const left = relations.flatMap(({ columns }) => columns.filter(({ named }) => named).map((column) => column.name));
        for (const [columns, side] of [[left, "on its left"], [relation.columns.filter(({ named }) => named).map((column) => column.name), `in ${relation.label === "" ? "the query" : relation.label}`]] as const) {
          if (!columns.some((column) => key(column) === key(name.text))) throw new SqlStop("unknown-column", `USING joins by a column of both sides, and there is no ${name.text} ${side}; ${suggestion(name.text, [...new Set(columns)], "columns")}`, name.at);
        }
        merged.add(key(name.text));
      }
      for (const name of merged) this.joined(relations, relation, name, source);
      relations.push({ ...relation, merged });
      if (join !== null && join.on !== null) {
        this.expressions.value(join.on, { scope: { relations, aliases: new Map(), outer }, aggregates: "ON", windows: "ON", windowNames: new Set() });
      }
    }
    return relations;
  }

  /** USING and NATURAL compare the columns of one name. */
  private joined(relations: readonly Relation[], { columns }: Omit<Relation, "merged">, name: string, place: Span): void {
    const left = relations.map((relation) => columnOf(relation.columns, name)).find((column) => column !== undefined);
    const right = columnOf(columns, name);
    for (const column of [left, right]) if (column !== undefined) used(column, place.at);
    if (left !== undefined && right !== undefined) this.cautions.compared(operandOf(left, place), operandOf(right, place), false);
  }

  private relation(source: Source, outer: Scope | null): Omit<Relation, "merged"> {
    if (source.kind === "query") {
      return { label: source.alias?.text ?? "", columns: this.query(source.query, outer) };
    }
    const { name, alias } = source;
    const label = alias?.text ?? name.text;
    for (let common = this.common; common !== null; common = common.outer) {
      if (common.name !== key(name.text)) continue;
      this.use(common.uses, name.at);
      return { label, columns: common.columns };
    }
    const table = this.tables.get(key(name.text));
    if (table === undefined) {
      const names = [...[...this.tables.values()].map((known) => known.name), ...this.commonNames()];
      const hint = names.length === 0 ? "no table is chosen: choose one, or add your own." : suggestion(name.text, names, "tables");
      throw new SqlStop("unknown-table", `There is no table ${name.text}; ${hint}`, name.at);
    }
    this.use(1, name.at);
    this.used.set(key(table.name), table);
    this.dataTables.set(source, table);
    return {
      label,
      columns: table.columns.map((column) => {
        const unkept = beyond64Bits(table.name, column);
        return {
          name: column.name,
          named: true,
          type: column.type,
          growing: false,
          affinity: true,
          ...(hasEmptyCells(column) && { empties: { table: table.name, column: column.name } }),
          ...(column.type === "text" && { text: { table: table.name, column, own: table.source === null } }),
          ...(unkept !== null && { unkept }),
        };
      }),
    };
  }

  private commonNames(): string[] {
    const names: string[] = [];
    for (let common = this.common; common !== null; common = common.outer) names.push(common.name);
    return names;
  }

  private use(count: number, at: number): void {
    this.uses += count;
    if (this.uses > MAX_TABLE_USES) throw new SqlStop("too-large", `Written out, the query reads more than ${MAX_TABLE_USES} tables; use the parts of WITH less often inside one another.`, at);
  }
}

/** Throws a SqlStop. */
export function checkQuery(program: string, query: Query, tables: readonly DataTable[]): CheckedQuery {
  const checker = new Checker(program, tables);
  const columns = checker.query(query, null);
  checker.letterCase.finish();
  return {
    columns: columns.map(({ name }) => name),
    tables: [...checker.used.values()],
    dataTables: checker.dataTables,
    cautions: checker.cautions.list(),
    aliased: [...checker.resolutions].flatMap(([node, { kind }]) => (kind === "alias" ? [node] : [])),
    bare: query.rest.length === 0 ? bareColumns(query.first, checker.resolutions) : { columns: [], groupBy: [] },
  };
}
