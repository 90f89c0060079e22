// The Solve page: language, presets, program, data, limits; then the result, whichever of the honest ends it is.

import { lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "zustand";
import { formatBytes } from "../../energy/units.ts";
import type { DecodedProgramLink } from "../../scenario/program-link.ts";
import type { Language, SolverFailure } from "../../solver/result.ts";
import { EFFORTS, type Effort, inputOf, limitsOf, ROW_LIMITS, sameInput, shownOutcome, shownProblem, type SolveInput, type SolveState, type SolveStore, takesFacts, takesTables } from "../../store/solve-store.ts";
import { SHIPPED_LANGUAGES } from "../../engine/solvers.ts";
import { DataPanel } from "./DataPanel.tsx";
import { FactsField } from "./FactsField.tsx";
import { ownParts } from "./link-task.ts";
import { PlainEditor } from "./PlainEditor.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { ResultPanel } from "./ResultPanel.tsx";
import { endText, LANGUAGE_TITLES } from "./result-text.ts";
import { createSolveSession, type LinkResult } from "./solve-session.ts";
import styles from "./SolveView.module.css";

/** Kept while other views are shown, so that coming back finds everything as it was. */
const session = createSolveSession();

/** Without its chunk, a plain text field does the same. */
const Editor = lazy(() => import("./Editor.tsx").catch(() => ({ default: PlainEditor })));

const EFFORT_TITLES: Readonly<Record<Effort, string>> = { normal: "normal", long: "6 times as long", "very-long": "30 times as long" };
const LINK_TEXTS: Readonly<Record<LinkResult, string>> = {
  copied: "Link copied. It is in the address bar too.",
  "in-address-bar": "The link is in the address bar; copy it from there.",
  "too-long": "Program and data do not fit into a link; make them smaller or leave your own data out.",
};

function LanguagePicker({ language, onLanguage }: { readonly language: Language; readonly onLanguage: (language: Language) => void }) {
  return (
    <fieldset className={styles.languages}>
      <legend className={styles.label}>Language</legend>
      {SHIPPED_LANGUAGES.map((one) => (
        <label key={one} className={styles.language} data-on={one === language}>
          <input type="radio" name="language" checked={one === language} onChange={() => onLanguage(one)} />
          {LANGUAGE_TITLES[one].title}
        </label>
      ))}
      <p className={styles.about}>{LANGUAGE_TITLES[language].about}</p>
    </fieldset>
  );
}

function Limits({ state, store }: { readonly state: SolveState; readonly store: SolveStore }) {
  const { effort, rows } = state;
  const { milliseconds } = limitsOf(inputOf(state));
  return (
    <details className={styles.limits}>
      <summary>Limits</summary>
      <div className={styles.fields}>
        <label>
          <span>Patience</span>
          <select value={effort} onChange={(event) => store.dispatch({ type: "limits-chosen", effort: EFFORTS.find((one) => one === event.target.value) ?? "normal", rows })}>
            {EFFORTS.map((one) => <option key={one} value={one}>{EFFORT_TITLES[one]}</option>)}
          </select>
          <small className={styles.fine}>The solver is stopped after {milliseconds / 1000} s, or earlier when its own count of work is used up.</small>
        </label>
        <label>
          <span>Most rows or solutions</span>
          <select value={rows} onChange={(event) => store.dispatch({ type: "limits-chosen", effort, rows: ROW_LIMITS.find((one) => one === Number(event.target.value)) ?? 1000 })}>
            {ROW_LIMITS.map((one) => <option key={one} value={one}>{one}</option>)}
          </select>
        </label>
      </div>
    </details>
  );
}

function statusText(state: SolveState): string {
  const { run } = state;
  if (run !== null) {
    const { progress } = run;
    if (progress === null) return "Starting";
    if (progress.phase === "downloading") return `${progress.text}: ${formatBytes(progress.bytes)} of about ${formatBytes(progress.totalBytes)}`;
    return progress.text;
  }
  const outcome = shownOutcome(state);
  if (outcome === null) return "Nothing has run yet";
  return outcome.stale ? "Changed since the last run" : `Finished: ${endText(outcome.result).title}`;
}

/** What was said of a link stands until something else happens; that the program was checked a moment after a change is nothing. */
function stillStands(at: SolveState, now: SolveState): boolean {
  return sameInput(inputOf(at), inputOf(now)) && at.run === now.run && at.outcomes === now.outcomes && at.link === now.link;
}

function Status({ state, said }: { readonly state: SolveState; readonly said: string | null }) {
  const progress = state.run?.progress;
  return (
    <div className={styles.status}>
      <p role="status">{said ?? statusText(state)}</p>
      {progress?.phase === "downloading" ? <progress aria-label="Loading" value={Math.min(progress.bytes, progress.totalBytes)} max={progress.totalBytes} /> : null}
    </div>
  );
}

function Problem({ problem }: { readonly problem: SolverFailure | null }) {
  return (
    <p aria-live="polite" className={styles.problem}>
      {problem === null ? "" : `${problem.position === null ? "" : `Line ${problem.position.line}, column ${problem.position.column}: `}${problem.message}`}
    </p>
  );
}

function LinkTools({ input, onSaid }: { readonly input: SolveInput; readonly onSaid: (text: string) => void }) {
  const parts = ownParts(input);
  const names = parts.map(({ name }) => name).join(", ");
  const [tickedFor, setTickedFor] = useState("");
  // What came later was not there to be agreed to.
  const withOwn = names !== "" && tickedFor === names;
  const onCopied = (result: LinkResult): void => {
    const left = withOwn || names === "" || result === "too-long" ? "" : ` It is without your own data: ${names}.`;
    onSaid(LINK_TEXTS[result] + left);
  };
  return (
    <>
      <button type="button" className={styles.tool} onClick={() => void session.copyLink(withOwn).then(onCopied)}>Copy link</button>
      {names === "" ? null : (
        <label className={styles.check}>
          <input type="checkbox" checked={withOwn} onChange={(event) => setTickedFor(event.target.checked ? names : "")} />
          <span>Put my own data into the link: {parts.map(({ name, size }) => `${name} (${size})`).join(", ")}</span>
        </label>
      )}
    </>
  );
}

function LinkNotice({ link, onDismiss }: { readonly link: DecodedProgramLink | null; readonly onDismiss: () => void }) {
  const lines = link === null ? [] : linkLines(link);
  return (
    <div aria-live="polite">
      {lines.length === 0 ? null : (
        <section aria-label="Notice" className={styles.notice}>
          <div>{lines.map((line) => <p key={line}>{line}</p>)}</div>
          <button type="button" className={styles.tool} aria-label="Dismiss the notice" onClick={onDismiss}>×</button>
        </section>
      )}
    </div>
  );
}

function linkLines(link: DecodedProgramLink): readonly string[] {
  switch (link.status) {
    case "ok":
      return ["The program comes from a link. Nothing has run: read it, then press Run."];
    case "repaired":
      return ["The program comes from a link. Nothing has run: read it, then press Run.", ...link.changes];
    case "too-new":
      return [`This link is of version ${link.version}, made by a newer page. Reload this page, or ask for the program itself.`];
    case "malformed":
      return [link.reason];
    default:
      return link satisfies never;
  }
}

export default function SolveView({ hash }: { readonly hash: string }) {
  const { store } = session;
  const state = useStore(store);
  const [said, setSaid] = useState<{ readonly text: string; readonly at: SolveState } | null>(null);
  const { language, programs, run, link } = state;
  const program = programs[language];
  const problem = shownProblem(state);
  const outcome = shownOutcome(state);
  const runnable = run === null && program.trim() !== "";
  const editing = { language, program, problem, onProgram: (text: string) => store.dispatch({ type: "program-changed", program: text }), onRun: session.run };

  useEffect(() => session.watch(), []);
  useEffect(() => session.openHash(hash), [hash]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") session.stop();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <main className={styles.main}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          session.run();
        }}
      >
        <LanguagePicker language={language} onLanguage={(chosen) => store.dispatch({ type: "language-chosen", language: chosen })} />
        <PresetPicker language={language} program={program} onPreset={(preset) => store.dispatch({ type: "preset-opened", preset })} />
        <div className={styles.ask}>
          <div className={styles.editor}>
            <Suspense fallback={<PlainEditor {...editing} />}>
              <Editor {...editing} />
            </Suspense>
            <Problem problem={outcome !== null && outcome.result === problem ? null : problem} />
          </div>
          <div className={styles.go}>
            <button type="submit" className={styles.run} aria-disabled={!runnable} aria-keyshortcuts="Control+Enter">Run</button>
            <button type="button" aria-disabled={run === null} aria-keyshortcuts="Escape" onClick={session.stop}>Stop</button>
          </div>
        </div>
        {takesFacts(language) ? <FactsField facts={state.facts} aside={state.factsAside !== null} onFacts={(facts) => store.dispatch({ type: "facts-changed", facts })} onSwap={() => store.dispatch({ type: "facts-swapped" })} /> : null}
        <div className={styles.tools}>
          <Limits state={state} store={store} />
          <LinkTools input={inputOf(state)} onSaid={(text) => setSaid({ text, at: store.getState() })} />
        </div>
      </form>
      <LinkNotice link={link} onDismiss={() => store.dispatch({ type: "link-dismissed" })} />
      {takesTables(language) ? <DataPanel state={state} store={store} ownData={session.ownData} /> : null}
      <Status state={state} said={said !== null && stillStands(said.at, state) ? said.text : null} />
      <section aria-label="Result" className={styles.result}>
        <h2>Result</h2>
        {outcome === null ? <p className={styles.fine}>Press Run, or Control and Enter in the editor.</p> : <ResultPanel key={outcome.runId} outcome={outcome} stale={outcome.stale} />}
      </section>
    </main>
  );
}
