// The headline: the ratio with its interval, and what may be said about the answers.

import { formatJoules } from "../../energy/units.ts";
import type { PageState, RunState } from "../../store/reduce.ts";
import { chartArms, cumulativeSeries } from "../../store/series.ts";
import { ARM_TITLES, countedLabel, formatShare, machineTitle } from "../format.ts";
import styles from "./AskView.module.css";
import { headlineOf } from "./verdict.ts";

function soFar(run: RunState): string {
  const last = cumulativeSeries(run).points;
  const parts = chartArms(run).map((arm, index) => {
    const values = last.map((point) => (index === 0 ? point.a : point.b)).filter((value) => value !== undefined);
    return `${ARM_TITLES[arm].toLowerCase()} ${formatJoules(values[values.length - 1] ?? 0)}`;
  });
  return `So far: ${parts.join(", ")}`;
}

function headline(run: RunState | null, recording: PageState["recording"]): string {
  if (run === null) return recording === "loading" ? "Loading a recorded run" : "No run yet. Press Run to start one on this device.";
  const text = headlineOf(run);
  if (text !== null) return text;
  switch (run.outcome) {
    case "running":
      return soFar(run);
    case "done":
      return run.scenario.arms.includes("hybrid") && (run.scenario.arms.includes("dense") || run.scenario.arms.includes("dense-large"))
        ? "No ratio: one of the arms wrote nothing."
        : "No ratio: it needs a hybrid and a dense arm. Choose both in Settings.";
    case "cancelled":
      return "Stopped before the end, so there is no ratio.";
    case "failed":
      return "The run failed, so there is no ratio.";
    default:
      return run.outcome satisfies never;
  }
}

function origin(run: RunState): string {
  const { machine } = run;
  const where = machine === null ? "" : ` on ${machineTitle(machine)}`;
  return run.recorded ? `made earlier${where}; press Run to repeat it here` : `on this device${where === "" ? "" : `,${where}`}`;
}

function onCpu({ machine, scenario }: RunState): boolean {
  return machine !== null && (machine.plan === "cpu" || machine.software) && scenario.profile !== "cpu-software";
}

export function RatioPanel({ run, recording }: { readonly run: RunState | null; readonly recording: PageState["recording"] }) {
  return (
    <section aria-label="Energy ratio" className={styles.ratio}>
      <p className={styles.origin}>
        {run === null ? "\u00a0" : <><strong>{run.recorded ? "Recorded run" : "Live run"}</strong> {origin(run)}</>}
      </p>
      <p className={styles.headline}>{headline(run, recording)}</p>
      {run === null ? null : (
        <p className={styles.fine}>
          Question: “{run.scenario.question}”. {run.exactAnswer === null ? "" : `Exact answer: ${run.exactAnswer}. `}
          {run.ratio === null ? "" : `Interval: 5 to 95 %. In ${formatShare(run.ratio.probabilityHybridLess)} of the draws of the uncertain constants, ${ARM_TITLES[run.ratio.denominator].toLowerCase()} uses less. `}
          Energy is {countedLabel(run.scenario.profile)}{onCpu(run) ? "; the work itself ran on the CPU" : ""}.
        </p>
      )}
    </section>
  );
}
