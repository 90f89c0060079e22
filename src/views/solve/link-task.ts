// What a link to the program holds. Own tables and facts are the visitor's data: they go in only when asked for.

import type { ProgramTask } from "../../scenario/program-link.ts";
import type { SolveInput } from "../../store/solve-store.ts";
import { formatCount } from "./result-text.ts";

/** One thing of the visitor's own that the program reads. */
export interface OwnPart {
  readonly name: string;
  readonly size: string;
}

export function ownParts({ own, facts }: SolveInput): readonly OwnPart[] {
  const tables = own.flatMap(({ table }) => (table === null ? [] : [{ name: table.name, size: formatCount(table.columns[0]?.cells.length ?? 0, "row") }]));
  return facts.trim() === "" ? tables : [...tables, { name: "the facts beside the program", size: formatCount(facts.trim().split("\n").length, "line") }];
}

export async function linkTask({ language, program, tables, facts, own }: SolveInput, withOwnData: boolean): Promise<ProgramTask> {
  if (!withOwnData) return { language, program, tables, facts: "", own: [] };
  const { toCsv } = await import("../../solver/data/to-csv.ts");
  const linked = own.flatMap(({ table, types }) => (table === null ? [] : [{ name: table.name, csv: toCsv(table), types: Object.entries(types) }]));
  return { language, program, tables, facts, own: linked };
}
