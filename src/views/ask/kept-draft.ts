// The scenario being written, kept for a reload of the tab. Runs are not kept, and nothing runs by itself.

import * as v from "valibot";
import type { Scenario } from "../../scenario/scenario.ts";
import { SCENARIO_SCHEMA } from "../../scenario/schema.ts";
import type { PageStore } from "../../store/page-store.ts";
import { keep, readKept } from "../session-keep.ts";

const KEY = "hundredfold.ask-draft.1";
const QUIET_MS = 300;

const KEPT = v.object({ draft: SCENARIO_SCHEMA, place: v.string() });

export interface Kept {
  readonly draft: Scenario;
  readonly place: string;
}

/** Null when nothing is kept, or something else than a scenario. */
export function keptDraft(): Kept | null {
  return readKept(KEY, KEPT);
}

/** Keeps every later change of the draft, once the visitor pauses or leaves. */
export function keepDrafts(store: PageStore): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const keepNow = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    const { draft, place } = store.getState();
    keep(KEY, { draft, place });
  };
  store.subscribe((now, before) => {
    if (now.draft !== before.draft || now.place !== before.place) timer ??= setTimeout(keepNow, QUIET_MS);
  });
  window.addEventListener("pagehide", keepNow);
}
