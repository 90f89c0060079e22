// The scenario being written, in sessionStorage: a reload of the tab keeps it. Runs are not kept, and nothing runs by itself.
// A browser that keeps nothing works as well, only not across a reload.

import * as v from "valibot";
import type { Scenario } from "../../scenario/scenario.ts";
import { SCENARIO_SCHEMA } from "../../scenario/schema.ts";
import type { PageStore } from "../../store/page-store.ts";

const KEY = "hundredfold.ask-draft.1";
const QUIET_MS = 300;

const KEPT = v.object({ draft: SCENARIO_SCHEMA, place: v.string() });

export interface Kept {
  readonly draft: Scenario;
  readonly place: string;
}

/** Null when nothing is kept, or something else than a scenario. */
export function keptDraft(): Kept | null {
  try {
    const parsed = v.safeParse(KEPT, JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Keeps every later change of the draft, once the visitor pauses or leaves. */
export function keepDrafts(store: PageStore): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const keep = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    const { draft, place } = store.getState();
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ draft, place }));
    } catch {
      // Full or forbidden.
    }
  };
  store.subscribe((now, before) => {
    if (now.draft !== before.draft || now.place !== before.place) timer ??= setTimeout(keep, QUIET_MS);
  });
  window.addEventListener("pagehide", keep);
}
