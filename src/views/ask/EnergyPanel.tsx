// What a run means beyond its ratio: counted and timed joules side by side, the boundary, and the tier of the constants.

import { type ReactNode, useMemo, useState } from "react";
import { findProfile } from "../../energy/profiles.ts";
import { type Boundary, BOUNDARIES, PARTS, type Part, type TimedEnergy } from "../../energy/timed.ts";
import { formatJoules } from "../../energy/units.ts";
import { COMPONENTS } from "../../energy/work.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { DecodeTiming } from "../../model/decoder.ts";
import { rivalOf } from "../../scenario/rival.ts";
import type { RunState } from "../../store/reduce.ts";
import { chartArms } from "../../store/series.ts";
import { ARM_TITLES, COMPONENT_TITLES, formatMilliseconds } from "../format.ts";
import { type KnownDevice, TierBadge } from "../TierBadge.tsx";
import { Calibrated } from "./Calibrated.tsx";
import { claimOf } from "./claim.ts";
import { Footprint, type FootprintRow, Published } from "./EnergyContext.tsx";
import { RatioLine } from "./RatioLine.tsx";
import { Stack, StackPatterns } from "./Stack.tsx";
import { TimeAgain } from "./TimeAgain.tsx";
import { timedArm, timedHow, timedProfile, timedSide } from "./timed-run.ts";
import { verdictOf } from "./verdict.ts";
import styles from "./EnergyPanel.module.css";

const BOUNDARY_TITLES: Readonly<Record<Boundary, { readonly title: string; readonly about: string }>> = {
  dynamic: { title: "What the run adds", about: "Power above idle while it ran, and the energy of its arithmetic and memory traffic." },
  device: { title: "The device meanwhile", about: "The same with the device's idle power for as long as the run took." },
  wall: { title: "At the plug", about: "The same with the losses of the power supply and the rest of the machine." },
};
const constantsOf = ({ tier, imported }: KnownDevice): string => ({
  T0: "constants of the class, not calibrated",
  T1: "watts of the class",
  T2: `power, bytes and operations by ${imported ? "imported readings of a device with this adapter's name" : "this device's own readings"}, the processor core and the losses of the plug by the class`,
})[tier];
const PART_TITLES: Readonly<Record<Part, string>> = { arithmetic: "Arithmetic", memory: "Memory", busy: "Busy, above idle", launching: "A core launching work", host: "Slot finder", symbolic: "Parser and solver", idle: "Idle", losses: "Power supply and the rest" };

/** Recordings of before took one time of all that a core does beside the network. */
const titleOf = (part: Part, { solverMs }: ArmResult): string => (part === "host" && solverMs === undefined ? "Slot finder, parser and solver" : PART_TITLES[part]);

interface Shown {
  readonly result: ArmResult;
  /** Null where the clock gave nothing to reckon with. */
  readonly timed: TimedEnergy | null;
}

/** The times of an arm: of the run, and of its network again with their noise. */
function Times({ result, timing }: { readonly result: ArmResult; readonly timing: DecodeTiming | null | undefined }) {
  const sorted = (timing?.seconds ?? []).map((seconds) => 1000 * seconds).sort((a, b) => a - b);
  const [least = 0, median = 0, most = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  const tokens = timing?.tokens ?? 0;
  return (
    <>
      {formatMilliseconds(result.elapsedMs)}
      {result.idleMs < 0.005 * result.elapsedMs ? null : <small>of which {formatMilliseconds(result.idleMs)} as an empty submit waits</small>}
      {sorted.length === 0 ? null : (
        <small>
          network again: median {formatMilliseconds(median)}, {formatMilliseconds(least)} to {formatMilliseconds(most)}
          {tokens === 0 ? "" : `; ${formatMilliseconds(median / tokens)} for each of ${tokens} tokens, those read included`}
        </small>
      )}
    </>
  );
}

interface CellProps {
  /** The head of its column, which narrow windows have no room for: there the cells of a system stand below one another, each with its label. */
  readonly label: ReactNode;
  readonly children: ReactNode;
}

function Cell({ label, children }: CellProps) {
  return <td role="cell"><span className={styles.label}>{label}</span><div>{children}</div></td>;
}

interface Props {
  readonly run: RunState;
  /** Times the networks of the run again; null, or why it could not. */
  readonly onTime: () => Promise<string | null>;
}

export default function EnergyPanel({ run, onTime }: Props) {
  const [boundary, setBoundary] = useState<Boundary>("dynamic");
  const profile = timedProfile(run);
  const { meter, device } = useMemo(() => timedSide(run), [run]);
  const claim = useMemo(() => claimOf(run), [run]);
  const shown: readonly Shown[] = chartArms(run).flatMap((arm) => {
    const result = run.arms[arm]?.result;
    if (result == null) return [];
    const spent = timedArm(result, run.arms[arm]?.timing);
    return [{ result, timed: spent === null ? null : meter.measure(spent, boundary) }];
  });
  if (shown.length === 0) return null;
  const hybrid = shown.find(({ result }) => result.arm === "hybrid")?.result;
  const dense = shown.find(({ result }) => result.arm === rivalOf(run.scenario.arms))?.result;
  const top = Math.max(...shown.map(({ timed }) => timed?.mid ?? 0));
  const topPerToken = Math.max(...shown.map(({ result }) => (result.tokens === 0 ? 0 : result.energy.mid / result.tokens)));
  const disagreeing = shown.filter(({ timed }) => timed?.disagrees === true);
  const [timedHybrid, timedDense] = [hybrid, dense].map((result) => (result === undefined ? null : timedArm(result, run.arms[result.arm]?.timing)));
  const footprint = shown.flatMap(({ result }): FootprintRow[] => {
    const { arm, tokens, energy } = result;
    const spent = timedArm(result, run.arms[arm]?.timing);
    return tokens === 0 ? [] : [{ arm, tokens, counted: energy, atPlug: spent === null ? null : meter.measure(spent, "wall") }];
  });
  const heads = {
    counted: <>Counted, per answer <TierBadge /></>,
    perToken: <>Counted, per token <TierBadge /></>,
    timed: <>Timed, per answer <TierBadge timed={device} /></>,
    time: "Time",
  };
  return (
    <section aria-label="Energy panel" className={styles.panel}>
      <StackPatterns />
      <h2>Joules in their surroundings</h2>
      <fieldset className={styles.boundary}>
        <legend>Boundary of the timed joules</legend>
        {BOUNDARIES.map((one) => (
          <label key={one} data-on={one === boundary}>
            <input type="radio" name="boundary" checked={one === boundary} onChange={() => setBoundary(one)} />
            {BOUNDARY_TITLES[one].title}
          </label>
        ))}
        <p className={styles.fine}>{BOUNDARY_TITLES[boundary].about} Counted joules have no clock: they are always what the run adds.</p>
      </fieldset>
      {claim === null || hybrid === undefined ? null : <RatioLine claim={claim} timed={timedDense == null || timedHybrid == null ? null : meter.ratio(timedDense, timedHybrid, boundary)} boundary={boundary} device={device} answered={hybrid.answer !== null} />}
      {hybrid === undefined || dense === undefined ? null : <Calibrated run={run} dense={dense} hybrid={hybrid} />}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of counted and timed joules">
        {/* The roles are those of the elements, which some browsers forget where the style is not a table's. */}
        <table className={`${styles.table} ${styles.stacking}`} role="table">
          <thead role="rowgroup">
            <tr role="row"><th scope="col" role="columnheader">System</th><th scope="col" role="columnheader">{heads.counted}</th><th scope="col" role="columnheader">{heads.perToken}</th><th scope="col" role="columnheader">{heads.timed}</th><th scope="col" role="columnheader">{heads.time}</th></tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map(({ result, timed }) => (
              <tr key={result.arm} role="row">
                <th scope="row" role="rowheader">{ARM_TITLES[result.arm]}{result.answer === null ? <small> gave no answer</small> : null}</th>
                <Cell label={heads.counted}>{formatJoules(result.energy.mid)} <small>{formatJoules(result.energy.low)} to {formatJoules(result.energy.high)}</small></Cell>
                <Cell label={heads.perToken}>
                  {result.tokens === 0 ? "-" : (
                    <>
                      {formatJoules(result.energy.mid / result.tokens)}
                      <Stack parts={COMPONENTS.map((component) => ({ title: COMPONENT_TITLES[component], joules: (result.energy.byComponent[component] ?? 0) / result.tokens }))} top={topPerToken} arm={result.arm} />
                    </>
                  )}
                </Cell>
                <Cell label={heads.timed}>
                  {timed === null ? "-" : (
                    <>
                      {formatJoules(timed.mid)} <small>{formatJoules(timed.low)} to {formatJoules(timed.high)}{result.tokens === 0 ? "" : `; ${formatJoules(timed.mid / result.tokens)} per token`}</small>
                      <Stack parts={PARTS.map((part) => ({ title: titleOf(part, result), joules: timed.byPart[part] }))} top={top} arm={result.arm} />
                      {result.solverMs === undefined || result.program === null ? null : <small>{PART_TITLES.symbolic}: {timed.byPart.symbolic === 0 ? "shorter than the clock tells" : formatJoules(timed.byPart.symbolic)}</small>}
                    </>
                  )}
                </Cell>
                <Cell label={heads.time}><Times result={result} timing={run.arms[result.arm]?.timing} /></Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        Counted: {findProfile(run.scenario.profile).title}. Timed: {findProfile(profile).title}, {timedHow(run, shown.flatMap(({ result }) => (result.tokens > 0 ? [result.arm] : [])))}{run.recorded ? " on the machine of the recording" : ""}; {constantsOf(device)}.{" "}
        {disagreeing.length === 0 ? "" : `Time alone gives ${disagreeing.map(({ result, timed }) => `${ARM_TITLES[result.arm].toLowerCase()} ${formatJoules(timed?.byTime ?? 0)}`).join(", ")}, more than a factor of 2 away: the band covers both. `}
        <a href="#method-equations">How is this made?</a>
      </p>
      <TimeAgain key={run.runId} run={run} onTime={onTime} />
      <div className={styles.more}>
        <Footprint rows={footprint} device={device} />
        <Published scenario={run.scenario} results={run.scenario.arms.flatMap((arm) => run.arms[arm]?.result ?? [])} hybrid={hybrid} dense={dense} wrong={run.scenario.arms.filter((arm) => verdictOf(run, arm) === "wrong")} />
      </div>
    </section>
  );
}
