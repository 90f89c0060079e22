// What is being written on the Solve page, kept for a reload of the tab. Own data is not.

import * as v from "valibot";
import { BUILT_IN_TABLES } from "../../solver/data/built-in-list.ts";
import { LANGUAGES } from "../../solver/result.ts";
import type { SolveDraft } from "../../store/solve-store.ts";
import { keep, readKept } from "../session-keep.ts";

const KEY = "hundredfold.solve-draft.1";

const TABLES = v.array(v.picklist(BUILT_IN_TABLES.map(({ name }) => name)));
const DRAFT = v.object({
  language: v.picklist(LANGUAGES),
  programs: v.object({ arithmetic: v.string(), sql: v.string(), prolog: v.string(), plan: v.string() }),
  tables: v.object({ arithmetic: TABLES, sql: TABLES, prolog: TABLES, plan: TABLES }),
  facts: v.string(),
  factsAside: v.optional(v.nullable(v.string()), null),
});
const KEPT = v.object({ draft: DRAFT, address: v.string() });

export interface Kept {
  readonly draft: SolveDraft;
  /** The link that was opened or made last; empty for none. */
  readonly address: string;
}

/** Null when nothing is kept, or something else than a draft. */
export function keptDraft(): Kept | null {
  return readKept(KEY, KEPT);
}

export function keepDraft({ draft: { language, programs, tables, facts, factsAside }, address }: Kept): void {
  keep(KEY, { draft: { language, programs, tables, facts, factsAside }, address });
}
