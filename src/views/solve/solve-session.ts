// What the Solve page does: runs and stops programs, checks them while they are written, reads own data, opens and makes links.

import { createSolvers, SHIPPED_LANGUAGES, type Solved, type Solvers } from "../../engine/solvers.ts";
import { type DecodedProgramLink, decodeProgramLink, encodeProgramLink, isProgramLink, type ProgramTask } from "../../scenario/program-link.ts";
import type { BoxProgress } from "../../solver/box/box.ts";
import { fetchBuiltIn, type LoadedTable } from "../../solver/data/built-in.ts";
import { BUILT_IN_TABLES } from "../../solver/data/built-in-list.ts";
import type { DataTable, SolverData, SolverFailure } from "../../solver/result.ts";
import { createSolveStore, inputOf, limitsOf, sameInput, type SolveInput, type SolveStore } from "../../store/solve-store.ts";
import { keepDraft, keptDraft } from "./kept-draft.ts";
import { leftOutText, linkTask } from "./link-task.ts";
import { createOwnData, type OwnData } from "./own-data.ts";
import { SOLVE_PRESETS } from "./presets.ts";

/** After the last key. */
const CHECK_DELAY_MS = 400;

export type LinkResult = "copied" | "in-address-bar" | "too-long";

export interface SolveSession {
  readonly store: SolveStore;
  readonly ownData: OwnData;
  run(): void;
  stop(): void;
  /** Checks the program after each change, and keeps it for a reload, until the returned function is called. */
  watch(): () => void;
  /** Fills the page from the address when it holds a program that is not on the page already; runs nothing, and keeps own data. */
  openHash(hash: string): void;
  /** Own tables and facts go into the link only when asked for. */
  copyLink(withOwnData: boolean): Promise<LinkResult>;
}

const fetched = new Map<string, Promise<LoadedTable>>();

/** Fetched once; a failure is forgotten, so that the next run tries again. */
async function builtIn(name: string): Promise<LoadedTable> {
  const loading = fetched.get(name) ?? fetchBuiltIn(name, document.baseURI);
  fetched.set(name, loading);
  const loaded = await loading;
  if (!loaded.ok) fetched.delete(name);
  return loaded;
}

type LoadedData = { readonly ok: true; readonly data: SolverData } | { readonly ok: false; readonly failure: SolverFailure };

async function dataOf({ tables, own, facts }: SolveInput): Promise<LoadedData> {
  const chosen = own.flatMap(({ table }) => (table === null ? [] : [table]));
  const found: DataTable[] = [];
  for (const loaded of await Promise.all(tables.map(builtIn))) {
    if (!loaded.ok) return { ok: false, failure: { end: "out-of-budget", code: "unavailable", message: loaded.message, position: null } };
    found.push(loaded.table);
  }
  return { ok: true, data: { tables: [...found, ...chosen], facts } };
}

/** A defect of this page; said, so that the visitor is not left waiting. */
function defect(error: unknown): Solved {
  const message = `This page made a mistake: ${error instanceof Error ? error.message : String(error)}. Change the program or reload the page.`;
  return { result: { end: "not-understood", code: "engine-defect", message, position: null }, milliseconds: null };
}

type ReadLink = Extract<DecodedProgramLink, { readonly task: ProgramTask }>;

function withChanges(link: ReadLink, more: readonly string[]): ReadLink {
  return more.length === 0 ? link : { status: "repaired", task: link.task, changes: [...(link.status === "repaired" ? link.changes : []), ...more] };
}

function withKnownTables(link: DecodedProgramLink): DecodedProgramLink {
  if (link.status === "too-new" || link.status === "malformed") return link;
  const { task } = link;
  const unknown = task.tables.filter((name) => !BUILT_IN_TABLES.some((table) => table.name === name));
  if (unknown.length === 0) return link;
  const known = { ...link, task: { ...task, tables: task.tables.filter((name) => !unknown.includes(name)) } };
  return withChanges(known, [`There is no built-in table ${unknown.join(", ")} here; it was left out.`]);
}

export function createSolveSession(solvers: Solvers = createSolvers()): SolveSession {
  const store = createSolveStore(SOLVE_PRESETS, SHIPPED_LANGUAGES[0]);
  const ownData = createOwnData(store, BUILT_IN_TABLES.map(({ name }) => name));
  let controller: AbortController | null = null;
  let runs = 0;
  /** The link that was opened or made last. */
  let address = "";
  const kept = keptDraft();
  if (kept !== null) store.dispatch({ type: "draft-restored", draft: kept.draft });
  let restored = false;

  async function solve(runId: number, input: SolveInput, signal: AbortSignal): Promise<Solved> {
    const loaded = await dataOf(input);
    if (!loaded.ok) return { result: loaded.failure, milliseconds: null };
    const onProgress = (progress: BoxProgress): void => store.dispatch({ type: "run-progressed", runId, progress });
    return solvers.solve(input.language, input.program, loaded.data, limitsOf(input), { signal, onProgress });
  }

  async function check(input: SolveInput): Promise<void> {
    const loaded = await dataOf(input);
    // What cannot be loaded is said by the run.
    const failure = loaded.ok ? await solvers.check(input.language, input.program, loaded.data, limitsOf(input)) : null;
    store.dispatch({ type: "checked", input, failure });
  }

  return {
    store,
    ownData,
    run() {
      const state = store.getState();
      const input = inputOf(state);
      if (state.run !== null || input.program.trim() === "") return;
      controller = new AbortController();
      const runId = ++runs;
      store.dispatch({ type: "run-started", runId, input });
      void solve(runId, input, controller.signal)
        .catch(defect)
        .then((solved) => store.dispatch({ type: "run-ended", runId, ...solved }));
    },
    stop() {
      if (store.getState().run !== null) controller?.abort();
    },
    watch() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let last = inputOf(store.getState());
      const keep = (): void => keepDraft({ draft: store.getState(), address });
      const unsubscribe = store.subscribe((state) => {
        const input = inputOf(state);
        if (sameInput(input, last)) return;
        last = input;
        clearTimeout(timer);
        timer = setTimeout(() => {
          keep();
          void check(input);
        }, CHECK_DELAY_MS);
      });
      window.addEventListener("pagehide", keep);
      return () => {
        clearTimeout(timer);
        unsubscribe();
        window.removeEventListener("pagehide", keep);
        keep();
      };
    },
    openHash(hash) {
      if (!isProgramLink(hash) || hash === address) return;
      address = hash;
      const link = withKnownTables(decodeProgramLink(hash));
      if (link.status !== "ok" && link.status !== "repaired") {
        store.dispatch({ type: "link-opened", link });
        return;
      }
      const renamed = ownData.addLinked(link.task.own);
      const left = leftOutText(link.task);
      store.dispatch({ type: "link-opened", link: withChanges(link, left === null ? renamed : [left, ...renamed]) });
      // The very link was open before a reload: what was written since comes back.
      if (kept?.address === hash && !restored) store.dispatch({ type: "draft-restored", draft: kept.draft });
      restored = true;
    },
    async copyLink(withOwnData) {
      const hash = encodeProgramLink(await linkTask(inputOf(store.getState()), withOwnData));
      if (hash === null) return "too-long";
      address = hash;
      history.replaceState(null, "", hash);
      try {
        await navigator.clipboard.writeText(location.href);
        return "copied";
      } catch {
        return "in-address-bar"; // no clipboard outside https, or it was refused
      }
    },
  };
}
