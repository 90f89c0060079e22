// What a link to the program holds. Own tables and facts are the visitor's data: they go in only when asked for.

import type { LeftOut, ProgramTask } from "../../scenario/program-link.ts";
import type { SolveInput } from "../../store/solve-store.ts";
import { formatCount } from "./result-text.ts";

/** A link holds no more tables of the visitor's own than this. */
const MOST_TABLES = 20;

/** One thing of the visitor's own that the program reads. */
export interface OwnPart {
  readonly name: string;
  readonly size: string;
}

export function ownParts({ own, facts }: SolveInput): readonly OwnPart[] {
  const tables = own.flatMap(({ table }) => (table === null ? [] : [{ name: table.name, size: formatCount(table.columns[0]?.cells.length ?? 0, "row") }]));
  return facts.trim() === "" ? tables : [...tables, { name: "the facts beside the program", size: formatCount(facts.trim().split("\n").length, "line") }];
}

/** Own tables that the program names, and own facts; of others, nobody who gets the link needs to know. Null where there are none. */
function leftOut({ program, facts, own }: SolveInput): LeftOut | null {
  const words = new Set(program.toLowerCase().split(/[^\p{L}\p{M}\p{N}_]+/u));
  const tables = own.flatMap(({ table }) => (table !== null && words.has(table.name.toLowerCase()) ? [table.name] : []));
  const left = { tables: tables.slice(0, MOST_TABLES), facts: facts.trim() !== "" };
  return tables.length > 0 || left.facts ? left : null;
}

export async function linkTask(input: SolveInput, withOwnData: boolean): Promise<ProgramTask> {
  const { language, program, tables, facts, own } = input;
  if (!withOwnData) {
    const left = leftOut(input);
    return { language, program, tables, facts: "", own: [], ...(left === null ? {} : { leftOut: left }) };
  }
  const { toCsv } = await import("../../solver/data/to-csv.ts");
  const linked = own.flatMap(({ table, types }) => (table === null ? [] : [{ name: table.name, csv: toCsv(table), types: Object.entries(types) }]));
  return { language, program, tables, facts, own: linked };
}

/** What a link was made without, said to who opens it; null where it is whole. */
export function leftOutText({ leftOut: left }: ProgramTask): string | null {
  if (left === undefined) return null;
  const { tables, facts } = left;
  const parts = [...(tables.length === 0 ? [] : [`the ${tables.length === 1 ? "table" : "tables"} ${tables.join(", ")}`]), ...(facts ? ["the facts beside the program"] : [])];
  if (parts.length === 0) return null;
  return `The sender's own data is not in the link: ${parts.join(" and ")}. Put in your own of the same name, or ask for a link with the data.`;
}
