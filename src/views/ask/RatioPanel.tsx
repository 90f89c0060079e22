// The headline: the ratio with its interval, and what may be said about the answers.

import { findProfile } from "../../energy/profiles.ts";
import { formatJoules } from "../../energy/units.ts";
import { rivalOf } from "../../scenario/rival.ts";
import type { PageState, RunState } from "../../store/reduce.ts";
import { chartArms, cumulativeSeries } from "../../store/series.ts";
import { ARM_TITLES, formatShare, machineTitle } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./AskView.module.css";
import { type Claim, claimReason } from "./claim.ts";
import { knownDevice, timedHow, timedProfile } from "./timed-run.ts";

function soFar(run: RunState): string {
  const last = cumulativeSeries(run).points;
  const parts = chartArms(run).map((arm, index) => {
    const values = last.map((point) => (index === 0 ? point.a : point.b)).filter((value) => value !== undefined);
    return `${ARM_TITLES[arm].toLowerCase()} ${formatJoules(values[values.length - 1] ?? 0)}`;
  });
  return `So far: ${parts.join(", ")}`;
}

/** A finished run has no ratio where one of the two arms was not asked for, or never came to write a token. */
function withoutRatio({ scenario, arms }: RunState): string {
  const rival = rivalOf(scenario.arms);
  if (!scenario.arms.includes("hybrid") || rival === null) return "No ratio: it needs the hybrid and an arm to compare it with, a dense one or the hybrid with all blocks. Choose both in Settings.";
  const silent = (["hybrid", rival] as const).filter((arm) => (arms[arm]?.result?.tokens ?? 0) === 0).map((arm) => ARM_TITLES[arm].toLowerCase());
  return `No ratio: ${silent.join(" and ")} wrote nothing.`;
}

/** What stands in for a headline where there is no ratio. */
function withoutHeadline(run: RunState | null, recording: PageState["recording"]): string {
  if (run === null) return recording === "loading" ? "Loading a recorded run" : "No run yet. Press Run to start one on this device.";
  switch (run.outcome) {
    case "running":
      return soFar(run);
    case "done":
      return withoutRatio(run);
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

interface Props {
  readonly run: RunState | null;
  readonly claim: Claim | null;
  readonly headline: string | null;
  readonly recording: PageState["recording"];
}

export function RatioPanel({ run, claim, headline, recording }: Props) {
  const device = run === null ? null : knownDevice(run);
  return (
    <section aria-label="Energy ratio" className={styles.ratio}>
      <p className={styles.origin}>
        {run === null ? "\u00a0" : <><strong>{run.recorded ? "Recorded run" : "Live run"}</strong> {origin(run)}</>}
      </p>
      <p className={styles.headline}>
        {headline ?? withoutHeadline(run, recording)}
        {device === null || claim === null || headline === null ? null : <>{" "}<TierBadge {...(claim.by === "timed" && { timed: device })} /></>}
      </p>
      {run === null || claim === null ? null : <p className={styles.fine}>{claimReason(claim, run.arms[claim.ratio.denominator]?.result?.answer != null)}</p>}
      {run === null || device === null ? null : (
        <p className={styles.fine}>
          Question: “<bdi>{run.scenario.question}</bdi>”. {run.exactAnswer === null ? "" : `Exact answer: ${run.exactAnswer}. `}
          {claim === null ? "" : `Interval: 5 to 95 %. In ${formatShare(claim.ratio.probabilityHybridLess)} of the draws of the uncertain constants, ${ARM_TITLES[claim.ratio.denominator].toLowerCase()} uses less. `}
          {/* What ran here and what is counted may be two devices. */}
          <TierBadge /> Counted for: {findProfile(run.scenario.profile).title}{onCpu(run) ? "; the work itself ran on the CPU" : ""}
          {claim?.timed == null ? "" : <>. <TierBadge timed={device} /> Timed {timedHow(run, [claim.ratio.numerator, claim.ratio.denominator])}, {device.tier === "T2" ? `with ${device.imported ? "imported readings" : "this device's own readings"}` : `for: ${findProfile(timedProfile(run)).title}`}</>}. {claim?.timed == null ? "An estimate." : timedProfile(run) === run.scenario.profile ? "Both are estimates." : "Two classes of device, so neither figure checks the other; both are estimates."}
        </p>
      )}
    </section>
  );
}
