// What is being written on the Solve page, in sessionStorage: a reload of the tab loses nothing. Own data is not kept.
// A browser that keeps nothing works as well, only not across a reload.

import * as v from "valibot";
import { BUILT_IN_TABLES } from "../../solver/data/built-in-list.ts";
import { LANGUAGES } from "../../solver/result.ts";
import type { SolveDraft } from "../../store/solve-store.ts";

const KEY = "hundredfold.solve-draft.1";

const TABLES = v.array(v.picklist(BUILT_IN_TABLES.map(({ name }) => name)));
const DRAFT = v.object({
  language: v.picklist(LANGUAGES),
  programs: v.object({ arithmetic: v.string(), sql: v.string(), prolog: v.string(), plan: v.string() }),
  tables: v.object({ arithmetic: TABLES, sql: TABLES, prolog: TABLES, plan: TABLES }),
  facts: v.string(),
});
const KEPT = v.object({ draft: DRAFT, address: v.string() });

export interface Kept {
  readonly draft: SolveDraft;
  /** The link that was opened or made last; empty for none. */
  readonly address: string;
}

/** Null when nothing is kept, or something else than a draft. */
export function keptDraft(): Kept | null {
  try {
    const parsed = v.safeParse(KEPT, JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export function keepDraft({ draft: { language, programs, tables, facts }, address }: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ draft: { language, programs, tables, facts }, address }));
  } catch {
    // Full or forbidden.
  }
}
