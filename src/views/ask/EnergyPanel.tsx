// What a run means beyond its ratio: counted and timed joules side by side, the boundary, and the tier of the constants.

import { useMemo, useState } from "react";
import { anchoredJoules } from "../../energy/anchor.ts";
import { calibratedProfile } from "../../energy/calibration.ts";
import { createMeter, type EnergyRatio } from "../../energy/meter.ts";
import { findProfile } from "../../energy/profiles.ts";
import { type Boundary, BOUNDARIES, createTimedMeter, PARTS, type Part, type TimedEnergy } from "../../energy/timed.ts";
import { formatJoules, formatRatio } from "../../energy/units.ts";
import { COMPONENTS, totalWork } from "../../energy/work.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import { TIMED_REPEATS } from "../../model/decoder.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import { readKeptCalibration } from "../kept-calibration.ts";
import type { RunState } from "../../store/reduce.ts";
import { chartArms } from "../../store/series.ts";
import { ARM_TITLES, COMPONENT_TITLES, formatMilliseconds } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import { claimBetween, claimReason, shareWithBand, timedArm, timedHow, timedProfile } from "./claim.ts";
import { Footprint, Published } from "./EnergyContext.tsx";
import { verdictOf } from "./verdict.ts";
import styles from "./EnergyPanel.module.css";

const BOUNDARY_TITLES: Readonly<Record<Boundary, { readonly title: string; readonly about: string }>> = {
  dynamic: { title: "What the run adds", about: "Power above idle while it ran, and the energy of its arithmetic and memory traffic." },
  device: { title: "The device meanwhile", about: "The same with the device's idle power for as long as the run took." },
  wall: { title: "At the plug", about: "The same with the losses of the power supply and the rest of the machine." },
};
const PART_TITLES: Readonly<Record<Part, string>> = { arithmetic: "arithmetic", memory: "memory", busy: "busy, above idle", host: "processor core", idle: "idle", losses: "power supply and the rest" };

interface Shown {
  readonly result: ArmResult;
  /** Null where the clock gave nothing to reckon with. */
  readonly timed: TimedEnergy | null;
}

/** Joules one after the other on an axis from zero to `top`, which all stacks of a column share. */
function Stack({ joules, top, arm }: { readonly joules: readonly number[]; readonly top: number; readonly arm: ArmName }) {
  const ends = joules.reduce<number[]>((sums, part) => [...sums, (sums.at(-1) ?? 0) + part], [0]);
  const place = (value: number): number => (top === 0 ? 0 : (100 * value) / top);
  return (
    <svg className={styles.stack} data-arm={arm} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {joules.map((part, index) => <rect key={index} x={place(ends[index] ?? 0)} width={place(part)} height="8" opacity={1 - 0.14 * index} />)}
    </svg>
  );
}

/** Shares of half a percent and more, in words. */
function sharesSentence(parts: readonly (readonly [title: string, joules: number])[], whole: number): string {
  return parts.flatMap(([title, joules]) => (joules >= 0.005 * whole ? [`${title} ${Math.round((100 * joules) / whole)} %`] : [])).join(", ");
}

/** The network's times, where it was timed again. */
function againText(run: RunState, arm: ArmName) {
  const seconds = run.arms[arm]?.timing?.seconds;
  if (seconds === undefined) return null;
  const sorted = seconds.toSorted((a, b) => a - b);
  const [least = 0, middle = 0, most = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return <small> network again: {formatMilliseconds(1000 * middle)}, {formatMilliseconds(1000 * least)} to {formatMilliseconds(1000 * most)}</small>;
}

function RatioLine({ counted, timed, answered }: { readonly counted: EnergyRatio; readonly timed: EnergyRatio | null; readonly answered: boolean }) {
  return (
    <p className={styles.lead}>
      {ARM_TITLES[counted.denominator]} used, of the {ARM_TITLES[counted.numerator].toLowerCase()} energy: <strong>{shareWithBand(counted)}</strong> counted
      {timed === null ? "" : <>, <strong>{shareWithBand(timed)}</strong> timed</>}. {claimReason(claimBetween(counted, timed), answered)}
    </p>
  );
}

/** The counted ratio with the launch cost measured on this very adapter; null without one. */
function MeasuredLaunches({ run, dense, hybrid }: { readonly run: RunState; readonly dense: ArmResult; readonly hybrid: ArmResult }) {
  const [calibration] = useState(readKeptCalibration);
  const here = calibration !== null && !run.recorded && run.machine !== null && run.machine.plan !== "cpu" && run.machine.adapter === calibration.adapter;
  const profile = timedProfile(run);
  const meter = useMemo(() => (here ? createMeter(calibratedProfile(findProfile(profile), calibration), run.scenario.seed) : null), [here, profile, calibration, run.scenario.seed]);
  if (meter === null) return <p className={styles.fine}><TierBadge tier="T0" /> Constants of the class. <a href="#device">Measure this device</a> to use its own cost of a launch.</p>;
  const { ratio, low, high } = meter.ratio(dense, hybrid);
  const anchors = calibration?.anchors ?? null;
  if (anchors !== null) {
    const cached = hybrid.workingSetBytes <= meter.profile.cacheBytes;
    const [a, b] = [hybrid, dense].flatMap((result) => {
      const arm = timedArm(result, run.arms[result.arm]?.timing);
      return arm === null ? [] : [{ title: ARM_TITLES[result.arm], ...anchoredJoules(anchors, totalWork(result.work), arm.spans, cached) }];
    });
    if (a === undefined || b === undefined) return null;
    return (
      <p className={styles.fine}>
        <TierBadge tier="T2" /> With the constants read from a meter on this device, at the plug: {[a, b].map(({ title, low, mid: middle, high: top }) => `${title.toLowerCase()} ${formatJoules(middle)} (${formatJoules(low)} to ${formatJoules(top)})`).join(", ")}. Not part of a link.
      </p>
    );
  }
  return (
    <p className={styles.fine}>
      <TierBadge tier="T1" /> With the launches measured on this device, the class {meter.profile.title} counts {formatRatio(ratio)} ({formatRatio(low)} to {formatRatio(high)}). Not part of a link.
    </p>
  );
}

interface Props {
  readonly run: RunState;
  /** Times the networks of the run again; null, or why it could not. */
  readonly onTime: () => Promise<string | null>;
}

/** Times a live run again, once it has ended. */
function TimeAgain({ run, onTime }: Props) {
  const [state, setState] = useState<"idle" | "timing" | { readonly failed: string }>("idle");
  if (run.recorded || run.outcome !== "done") return null;
  const time = async (): Promise<void> => {
    setState("timing");
    const failed = await onTime();
    setState(failed === null ? "idle" : { failed });
  };
  return (
    <p className={styles.fine}>
      <button type="button" aria-disabled={state === "timing"} onClick={() => (state === "timing" ? undefined : void time())}>Time it {TIMED_REPEATS} times</button>{" "}
      {state === "idle" ? "Replays the networks of this run in batches of at least 10 ms; the band then holds the noise of the clock too. What it takes is not charged to the run." : state === "timing" ? "Timing" : state.failed}
    </p>
  );
}

export default function EnergyPanel({ run, onTime }: Props) {
  const [boundary, setBoundary] = useState<Boundary>("dynamic");
  const profile = timedProfile(run);
  const meter = useMemo(() => createTimedMeter(profile, run.scenario.seed), [profile, run.scenario.seed]);
  const shown: readonly Shown[] = chartArms(run).flatMap((arm) => {
    const result = run.arms[arm]?.result;
    if (result == null) return [];
    const spent = timedArm(result, run.arms[arm]?.timing);
    return [{ result, timed: spent === null ? null : meter.measure(spent, boundary) }];
  });
  if (shown.length === 0) return null;
  const hybrid = shown.find(({ result }) => result.arm === "hybrid")?.result;
  const dense = shown.find(({ result }) => result.arm === "dense" || result.arm === "dense-large")?.result;
  const top = Math.max(...shown.map(({ timed }) => timed?.mid ?? 0));
  const topPerToken = Math.max(...shown.map(({ result }) => (result.tokens === 0 ? 0 : result.energy.mid / result.tokens)));
  const disagreeing = shown.filter(({ timed }) => timed?.disagrees === true);
  const [timedHybrid, timedDense] = [hybrid, dense].map((result) => (result === undefined ? null : timedArm(result, run.arms[result.arm]?.timing)));
  const writer = shown.find(({ result }) => result.tokens > 0)?.result;
  return (
    <section aria-label="Energy panel" className={styles.panel}>
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
      {run.ratio === null || hybrid === undefined || dense === undefined ? null : <RatioLine counted={run.ratio} timed={timedDense == null || timedHybrid == null ? null : meter.ratio(timedDense, timedHybrid, boundary)} answered={hybrid.answer !== null} />}
      {hybrid === undefined || dense === undefined ? null : <MeasuredLaunches run={run} dense={dense} hybrid={hybrid} />}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of counted and timed joules">
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">System</th><th scope="col">Counted, this run <TierBadge tier="T0" /></th><th scope="col">Counted, per token <TierBadge tier="T0" /></th><th scope="col">Timed, this run <TierBadge tier="T0" /></th><th scope="col">Time</th></tr>
          </thead>
          <tbody>
            {shown.map(({ result, timed }) => (
              <tr key={result.arm}>
                <th scope="row">{ARM_TITLES[result.arm]}{result.answer === null ? <small> gave no answer</small> : null}</th>
                <td>{formatJoules(result.energy.mid)} <small>{formatJoules(result.energy.low)} to {formatJoules(result.energy.high)}</small></td>
                <td>
                  {result.tokens === 0 ? "-" : (
                    <>
                      {formatJoules(result.energy.mid / result.tokens)}
                      <Stack joules={COMPONENTS.map((component) => (result.energy.byComponent[component] ?? 0) / result.tokens)} top={topPerToken} arm={result.arm} />
                      <small>{sharesSentence(COMPONENTS.map((component) => [COMPONENT_TITLES[component].toLowerCase(), result.energy.byComponent[component] ?? 0]), result.energy.mid)}</small>
                    </>
                  )}
                </td>
                <td>
                  {timed === null ? "-" : (
                    <>
                      {formatJoules(timed.mid)} <small>{formatJoules(timed.low)} to {formatJoules(timed.high)}</small>
                      <Stack joules={PARTS.map((part) => timed.byPart[part])} top={top} arm={result.arm} />
                      <small>{sharesSentence(PARTS.map((part) => [PART_TITLES[part], timed.byPart[part]]), timed.mid)}</small>
                    </>
                  )}
                </td>
                <td>{formatMilliseconds(result.elapsedMs)}{againText(run, result.arm)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        Counted: {findProfile(run.scenario.profile).title}. Timed: {findProfile(profile).title}, {timedHow(run, shown.flatMap(({ result }) => (result.tokens > 0 ? [result.arm] : [])))}{run.recorded ? " on the machine of the recording" : ""}; constants of the class, not calibrated.{" "}
        {disagreeing.length === 0 ? "" : `Time alone gives ${disagreeing.map(({ result, timed }) => `${ARM_TITLES[result.arm].toLowerCase()} ${formatJoules(timed?.byTime ?? 0)}`).join(", ")}, more than a factor of 2 away: the band covers both. `}
        <a href="#method-equations">How is this made?</a>
      </p>
      <TimeAgain key={run.runId} run={run} onTime={onTime} />
      <div className={styles.more}>
        {writer === undefined ? null : <Footprint arm={writer.arm} joules={writer.energy.mid} tokens={writer.tokens} />}
        <Published arms={run.scenario.arms} hybrid={hybrid} dense={dense} wrong={run.scenario.arms.filter((arm) => verdictOf(run, arm) === "wrong")} />
      </div>
    </section>
  );
}
