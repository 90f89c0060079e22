// The Ask page: question, race of the arms, ratio, charts, program, split, notes. Holds the keyboard and the user's actions.

import { lazy, Suspense, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { ProgramOutcome } from "../../engine/protocol.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { encodeShareLink } from "../../scenario/share-link.ts";
import { noticesOf } from "../../store/notices.ts";
import type { PageStore } from "../../store/page-store.ts";
import { engineReady, expectedDigest } from "../../store/reduce.ts";
import { runToCsv, runToJson } from "../../store/export.ts";
import styles from "./AskView.module.css";
import { claimOf } from "./claim.ts";
import { Charts } from "./Charts.tsx";
import { downloadText } from "./download.ts";
import { EnergySplit } from "./EnergySplit.tsx";
import { HonestNotes } from "./HonestNotes.tsx";
import { Notices } from "./Notices.tsx";
import { ProgramSteps, programWriter } from "./ProgramSteps.tsx";
import { QuestionForm } from "./QuestionForm.tsx";
import { Race } from "./Race.tsx";
import { RatioPanel } from "./RatioPanel.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { timedFigures } from "./timed-run.ts";
import { Tornado } from "./Tornado.tsx";
import { headlineOf } from "./verdict.ts";

/** Comes after the first view, with its tables of countries. */
const EnergyPanel = lazy(() => import("./EnergyPanel.tsx"));

/** The part of the engine client that the page uses. */
export interface AskClient {
  run(scenario: Scenario): string;
  cancel(runId: string): void;
  time(runId: string, scenario: Scenario): Promise<string | null>;
  execute(program: string): Promise<ProgramOutcome>;
}

interface Actions {
  run(): void;
  stop(): void;
  reset(): void;
  newSeed(): void;
  copyLink(): void;
  exportJson(): void;
  exportCsv(): void;
}

function createActions(store: PageStore, client: AskClient): Actions {
  const running = (): string | null => {
    const { run } = store.getState();
    return run?.outcome === "running" ? run.runId : null;
  };
  const stop = (): void => {
    const runId = running();
    if (runId === null) return;
    client.cancel(runId);
    // Shown at once; the worker's own report comes later and changes nothing.
    store.receive([{ type: "run-failed", runId, code: "cancelled", message: "Stopped." }]);
  };
  return {
    stop,
    run() {
      const state = store.getState();
      if (running() !== null || !engineReady(state.engine) || state.draft.question.trim() === "") return;
      const expected = expectedDigest(state);
      const runId = client.run(state.draft);
      store.dispatch({ type: "run-requested", runId, expected });
    },
    reset() {
      stop();
      history.replaceState(null, "", location.pathname + location.search);
      store.dispatch({ type: "reset" });
    },
    newSeed() {
      const { draft } = store.getState();
      const [seed = 1] = crypto.getRandomValues(new Uint32Array(1));
      store.dispatch({ type: "draft-changed", draft: { ...draft, seed } });
    },
    copyLink() {
      const { draft, run } = store.getState();
      const sameRun = run?.digest != null && JSON.stringify(run.scenario) === JSON.stringify(draft);
      history.replaceState(null, "", encodeShareLink(draft, sameRun ? run.digest : null));
      store.dispatch({ type: "place-renamed", place: location.hash });
      const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error("no clipboard"));
      copied.then(
        () => store.dispatch({ type: "link-copied", result: "copied" }),
        () => store.dispatch({ type: "link-copied", result: "in-address-bar" }),
      );
    },
    exportJson() {
      const { run } = store.getState();
      if (run !== null) downloadText("hundredfold-run.json", "application/json", runToJson(run, timedFigures(run)));
    },
    exportCsv() {
      const { run } = store.getState();
      if (run !== null) downloadText("hundredfold-run.csv", "text/csv", runToCsv(run, timedFigures(run)));
    },
  };
}

export function AskView({ store, client }: { readonly store: PageStore; readonly client: AskClient }) {
  const state = useStore(store);
  const actions = useMemo(() => createActions(store, client), [store, client]);
  const { run, recording } = state;
  // Timed joules take some milliseconds: once a run, not with every letter typed.
  const claim = useMemo(() => (run === null ? null : claimOf(run)), [run]);
  const headline = run === null || claim === null ? null : headlineOf(run, claim);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // Option+L and AltGr+L write another character than l (some AltGr come with Ctrl): in a text field that one is kept.
      const inText = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
      const isL = inText ? event.key.toLowerCase() === "l" : event.code === "KeyL";
      if (event.altKey && isL && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        actions.copyLink();
      } else if (event.key === "Escape") actions.stop();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [actions]);

  return (
    <main className={styles.main}>
      <QuestionForm
        draft={state.draft}
        engine={state.engine}
        running={run?.outcome === "running"}
        exportable={run !== null && run.events.length > 0}
        onDraft={(draft) => store.dispatch({ type: "draft-changed", draft })}
        actions={actions}
      />
      <StatusLine engine={state.engine} run={run} headline={headline} copied={state.copied} />
      <Notices notices={noticesOf(state)} onDismiss={(id) => store.dispatch({ type: "notice-dismissed", id })} />
      <RatioPanel run={run} claim={claim} headline={headline} recording={recording} />
      <Race run={run} draft={state.draft} />
      {run === null ? null : (
        <>
          <Charts run={run} />
          <ProgramSteps
            key={`${run.runId} ${programWriter(run)?.program ?? ""}`}
            run={run}
            edited={state.program}
            onEdit={(program) => store.dispatch({ type: "program-edited", program })}
            execute={client.execute}
          />
          <EnergySplit run={run} />
          <Tornado run={run} claim={claim} />
          <Suspense fallback={null}><EnergyPanel run={run} onTime={() => client.time(run.runId, run.scenario)} /></Suspense>
        </>
      )}
      <HonestNotes models={state.engine.models} />
    </main>
  );
}
