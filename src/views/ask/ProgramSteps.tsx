// The program the hybrid wrote, open to edits, and the steps its solver took. An edited program goes to the solver only.

import { useState } from "react";
import type { ArmResult, ArmStep, ProgramOutcome } from "../../engine/protocol.ts";
import { withDecimal } from "../../solver/arithmetic/decimal.ts";
import type { EditedProgram, RunState } from "../../store/reduce.ts";
import { ARM_TITLES } from "../format.ts";
import styles from "./ProgramSteps.module.css";

function outcomeText(outcome: ProgramOutcome): string {
  if (outcome.ok) return `Answer: ${withDecimal(outcome.answer)}`;
  return outcome.column === null ? outcome.message : `${outcome.message} (column ${outcome.column + 1})`;
}

function StepsTable({ steps }: { readonly steps: readonly ArmStep[] }) {
  if (steps.length === 0) return <p className={styles.quiet}>No steps: the solver had nothing to execute.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of steps">
      <table className={styles.steps}>
        <thead>
          <tr><th scope="col">Step</th><th scope="col">Expression</th><th scope="col">Result</th></tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={`${index} ${step.expression}`}><td>{index + 1}</td><td><code>{step.expression}</code></td><td><code>{step.result}</code></td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first arm that writes programs and has finished. */
export function programWriter(run: RunState): ArmResult | null {
  return run.arms.hybrid?.result ?? run.arms["hybrid-all-blocks"]?.result ?? run.arms.rules?.result ?? null;
}

interface Props {
  readonly run: RunState;
  readonly edited: EditedProgram | null;
  readonly onEdit: (program: EditedProgram) => void;
  readonly execute: (program: string) => Promise<ProgramOutcome>;
}

export function ProgramSteps({ run, edited, onEdit, execute }: Props) {
  const result = programWriter(run);
  const written = result?.program ?? "";
  const text = edited?.written === written ? edited.text : written;
  const [outcome, setOutcome] = useState<ProgramOutcome | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    if (busy || text.trim() === "") return;
    setBusy(true);
    try {
      setOutcome(await execute(text));
    } catch (error) {
      setOutcome({ ok: false, code: "engine", message: `The engine did not answer: ${error instanceof Error ? error.message : String(error)}. Try again.`, column: null, hostOperations: 0 });
    } finally {
      setBusy(false);
    }
  };
  const steps = outcome === null ? (result?.steps ?? []) : outcome.ok ? outcome.steps : [];
  return (
    <div className={styles.pair}>
      <section aria-label="Program" className={styles.panel}>
        <h2>Program</h2>
        <p className={styles.quiet}>{result === null ? "Nobody has written one yet." : `Written by: ${ARM_TITLES[result.arm]}.`} Edit it and press Execute: only the solver works, no network.</p>
        <form
          className={styles.editor}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <textarea
            aria-label="Program text"
            className={styles.text}
            rows={3}
            spellCheck={false}
            value={text}
            placeholder={result === null ? "" : "No program was written. Type one, for example 4817 * 392"}
            onChange={(event) => onEdit({ written, text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              void submit();
            }}
          />
          <button type="submit" aria-disabled={busy || text.trim() === ""} aria-keyshortcuts="Control+Enter">Execute</button>
        </form>
        <p aria-live="polite" className={styles.outcome} data-ok={outcome?.ok ?? true}>{outcome === null ? "" : outcomeText(outcome)}</p>
      </section>
      <section aria-label="Steps" className={styles.panel}>
        <h2>Steps</h2>
        <p className={styles.quiet}>{outcome === null ? "What the solver did with the program, exactly." : "Steps of the edited program."}</p>
        <StepsTable steps={steps} />
      </section>
    </div>
  );
}
