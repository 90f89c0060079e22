// What a name can mean at a place in the query: the tables in FROM, column by column, and around them those of outer queries.

import { suggestion } from "../nearest.ts";
import type { Name, ValueType } from "./ast.ts";
import type { CellProblem } from "./column-cells.ts";
import { SqlStop } from "./failure.ts";
import type { TextOrigin } from "./text-reading.ts";

/** What is known of a value. */
export interface Known {
  readonly type: ValueType;
  /** From a column of a recursive part, whose numbers can grow with every round. */
  readonly growing: boolean;
  /** A column of text whose cells the value may be. */
  readonly text?: TextOrigin;
  /** A column of data with empty cells that the value may be. */
  readonly empties?: { readonly table: string; readonly column: string };
  /** Text that is always a plain number, as a year written by strftime is. */
  readonly plain?: true;
  /** In comparisons its type converts the other side, as that of a column or a CAST does. */
  readonly affinity?: true;
}

export interface Column extends Known {
  readonly name: string;
  /** False where the column has no name of its own to be asked for by. */
  readonly named: boolean;
  /** Of a table of data: a cell for which the column cannot be used. */
  readonly unkept?: CellProblem;
}

/** One table in FROM. */
export interface Relation {
  /** Its alias or name; empty for a query without an alias. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** Keys of columns that USING or NATURAL merged into the table before. */
  readonly merged: ReadonlySet<string>;
}

/** What a result column's alias stands for, where one can be asked for. */
export interface Alias extends Known {
  readonly aggregate: boolean;
  readonly window: boolean;
}

export interface Scope {
  readonly relations: readonly Relation[];
  readonly aliases: ReadonlyMap<string, Alias>;
  readonly outer: Scope | null;
}

export type Resolved =
  | { readonly kind: "column"; readonly column: Column; readonly relation: Relation; readonly scope: Scope }
  | { readonly kind: "alias"; readonly alias: Alias };

/** Names are compared as SQLite does: a to z regardless of case, all else exactly. */
export function key(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function columnOf(columns: readonly Column[], name: string): Column | undefined {
  const wanted = key(name);
  return columns.find((column) => column.named && key(column.name) === wanted);
}

function labelled({ label }: Relation, column: string): string {
  return label === "" ? column : `${label}.${column}`;
}

/** `elsewhere`: tables that exist, with their columns, for a hint where a table is missing in FROM. */
export function resolveColumn(table: Name | null, name: Name, scope: Scope, elsewhere: ReadonlyMap<string, readonly string[]>): Resolved {
  let labelSeen = false;
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    const found: { relation: Relation; column: Column }[] = [];
    for (const relation of level.relations) {
      if (table !== null && key(relation.label) !== key(table.text)) continue;
      labelSeen ||= table !== null;
      const column = columnOf(relation.columns, name.text);
      if (column !== undefined && (table !== null || !relation.merged.has(key(name.text)))) found.push({ relation, column });
    }
    const [first, second] = found;
    if (first !== undefined && second !== undefined) {
      const choices = found.map(({ relation }) => labelled(relation, name.text));
      const same = new Set(choices).size < choices.length;
      throw new SqlStop("ambiguous-column", `${name.text} is in more than one table; ${same ? "give each table in FROM an alias of its own and" : ""} write ${[...new Set(choices)].join(" or ")}.`.replace("  ", " "), name.at);
    }
    if (first !== undefined) return { kind: "column", ...first, scope: level };
    const alias = table === null ? level.aliases.get(key(name.text)) : undefined;
    if (alias !== undefined) return { kind: "alias", alias };
  }
  throw unknownColumn(table, name, scope, labelSeen, elsewhere);
}

function unknownColumn(table: Name | null, name: Name, scope: Scope, labelSeen: boolean, elsewhere: ReadonlyMap<string, readonly string[]>): SqlStop {
  const relations: Relation[] = [];
  for (let level: Scope | null = scope; level !== null; level = level.outer) relations.push(...level.relations);
  if (table !== null && !labelSeen) {
    const labels = relations.map(({ label }) => label).filter((label) => label !== "");
    const exists = elsewhere.has(key(table.text));
    const hint = exists ? "add it in FROM, or use its alias if it has one." : suggestion(table.text, labels, "tables in FROM");
    return new SqlStop("unknown-table", `There is no table ${table.text} in FROM here; ${hint}`, table.at);
  }
  const near = relations.filter(({ label }) => table === null || key(label) === key(table.text));
  const columns = near.flatMap((relation) => relation.columns.filter(({ named }) => named).map((column) => column.name));
  const missing = [...elsewhere].filter(([, names]) => names.some((column) => key(column) === key(name.text))).map(([label]) => label);
  const where = table === null ? "" : ` in ${table.text}`;
  const marks = name.quoted && table === null ? ` (If it is text, write it in single marks: '${name.text.slice(0, 40)}'.)` : "";
  const hint =
    missing.length > 0 && table === null ? `it is in ${missing.join(" and ")}: add that in FROM.` : columns.length === 0 && table === null ? "there is no table in FROM here: add one." : suggestion(name.text, [...new Set(columns)], "named columns there");
  return new SqlStop("unknown-column", `There is no column ${name.text}${where}; ${hint}${marks}`, name.at);
}
