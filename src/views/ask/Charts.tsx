// Two charts of a run, per token and cumulative, each with the sentence that says what it shows.
// The drawing code is a chunk of its own and comes after the first view.

import { lazy, Suspense } from "react";
import { formatJoules } from "../../energy/units.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import type { RunState } from "../../store/reduce.ts";
import { chartArms, cumulativeSeries, perTokenSeries } from "../../store/series.ts";
import { ARM_TITLES, countedLabel } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./Charts.module.css";

const EnergyChart = lazy(() => import("./EnergyChart.tsx"));

function perTokenSentence(run: RunState): string {
  const parts = chartArms(run).flatMap((arm) => {
    const tokens = run.arms[arm]?.tokens ?? [];
    if (tokens.length === 0) return [];
    const mean = tokens.reduce((sum, token) => sum + token.energy.mid, 0) / tokens.length;
    return [`${ARM_TITLES[arm].toLowerCase()} ${formatJoules(mean)}`];
  });
  return parts.length === 0 ? "Joules of each written token. No token yet." : `Joules of each written token; mean: ${parts.join(", ")}.`;
}

function cumulativeSentence(run: RunState): string {
  const parts = chartArms(run).flatMap((arm) => {
    const result = run.arms[arm]?.result;
    return result == null ? [] : [`${ARM_TITLES[arm].toLowerCase()} ${formatJoules(result.energy.mid)}`];
  });
  const ends = parts.length === 0 ? "" : ` Total: ${parts.join(", ")}.`;
  return `Joules so far. Token 0 is reading the question; the last point adds what comes after the last token, such as the solver, and the launches behind the stop token (tokens are launched four at a time).${ends}`;
}

/** What the two lines share, and which arms of the run have none. */
function armsSentence({ scenario }: RunState, arms: readonly ArmName[]): string {
  const left = scenario.arms.filter((arm) => !arms.includes(arm)).map((arm) => ARM_TITLES[arm].toLowerCase());
  const axis = arms.length === 1 ? "A linear axis from zero." : "Both arms on one linear axis from zero.";
  return left.length === 0 ? axis : `${axis} Of this run's ${scenario.arms.length} arms, not drawn: ${left.join("; ")}.`;
}

export function Charts({ run }: { readonly run: RunState }) {
  const arms = chartArms(run);
  const charts = [
    { title: "Energy per token", series: perTokenSeries(run), sentence: perTokenSentence(run) },
    { title: "Energy so far", series: cumulativeSeries(run), sentence: cumulativeSentence(run) },
  ];
  return (
    <div className={styles.charts}>
      {charts.map(({ title, series, sentence }) => (
        <figure key={title} className={styles.figure}>
          <h2>{title} <TierBadge /></h2>
          <div className={styles.canvas} role="img" aria-label={`${title}: ${sentence}`}>
            <Suspense fallback={null}>
              <EnergyChart series={series} arms={arms} />
            </Suspense>
          </div>
          <figcaption className={styles.caption}>
            {sentence} Shaded: 5 to 95 %, {countedLabel(run.scenario.profile)}. {armsSentence(run, arms)}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
