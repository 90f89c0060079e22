// One line that says what the engine is doing; read out by screen readers, so it changes by phase, not by token.

import { formatBytes } from "../../energy/units.ts";
import type { EngineState, PageState, RunState } from "../../store/reduce.ts";
import { machineTitle } from "../format.ts";
import styles from "./AskView.module.css";

function statusText(engine: EngineState, run: RunState | null, headline: string | null, copied: PageState["copied"]): string {
  if (copied === "copied") return "Link copied. It is in the address bar too.";
  if (copied === "in-address-bar") return "The link is in the address bar; copy it from there.";
  const { progress, machine } = engine;
  if (progress !== null) {
    const counted = progress.total > 1; // a phase of unknown length comes as 1 of 1
    const amount = counted ? `: ${formatBytes(progress.bytes)} of ${formatBytes(progress.total)}` : "";
    return `${progress.phase}${amount}`;
  }
  if (run !== null && !run.recorded) {
    if (run.outcome === "running") return "Running";
    if (run.outcome === "cancelled") return "Stopped. Press Run to start again.";
    if (run.outcome === "done") return ["Finished", headline].filter((part) => part !== null).join(". ");
    return "The run failed";
  }
  if (machine === null) return engine.failure === null ? "Starting the engine" : "The engine did not start";
  return `Ready on ${machineTitle(machine)}`;
}

interface Props {
  readonly engine: EngineState;
  readonly run: RunState | null;
  readonly headline: string | null;
  readonly copied: PageState["copied"];
}

export function StatusLine({ engine, run, headline, copied }: Props) {
  const { progress } = engine;
  return (
    <div className={styles.status}>
      <p role="status">{statusText(engine, run, headline, copied)}</p>
      {progress !== null && progress.total > 1 ? <progress aria-label="Loading" value={progress.bytes} max={progress.total} /> : null}
    </div>
  );
}
