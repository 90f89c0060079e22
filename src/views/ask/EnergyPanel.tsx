// What a run means beyond its ratio: counted and timed side by side, the boundary, joules per right answer, carbon, price, and when
// training pays back.

import { useEffect, useId, useMemo, useState } from "react";
import { anchoredJoules } from "../../energy/anchor.ts";
import { calibratedProfile } from "../../energy/calibration.ts";
import { breakEvenAnswers, carbonGrams, electricityCost, LAMP_WATTS, lampSeconds } from "../../energy/footprint.ts";
import { GRID_INTENSITIES } from "../../energy/grid.ts";
import { createMeter, type EnergyRatio } from "../../energy/meter.ts";
import { findProfile } from "../../energy/profiles.ts";
import { type Boundary, BOUNDARIES, createTimedMeter, PARTS, type Part, type TimedArm, type TimedEnergy } from "../../energy/timed.ts";
import { formatJoules, formatRatio } from "../../energy/units.ts";
import { NO_WORK, totalWork } from "../../energy/work.ts";
import { ARM_MODELS } from "../../engine/model-ids.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import { readKeptCalibration } from "../kept-calibration.ts";
import type { RunState } from "../../store/reduce.ts";
import { chartArms } from "../../store/series.ts";
import { ARM_TITLES, formatMilliseconds } from "../format.ts";
import { EVALUATED_SETS, type Evaluation, loadEvaluation } from "./evaluation.ts";
import styles from "./EnergyPanel.module.css";

const BOUNDARY_TITLES: Readonly<Record<Boundary, { readonly title: string; readonly about: string }>> = {
  dynamic: { title: "What the run adds", about: "Power above idle while it ran, and the energy of its arithmetic and memory traffic." },
  device: { title: "The device meanwhile", about: "The same with the device's idle power for as long as the run took." },
  wall: { title: "At the plug", about: "The same with the losses of the power supply and the rest of the machine." },
};
const PART_TITLES: Readonly<Record<Part, string>> = { arithmetic: "arithmetic", memory: "memory", busy: "busy, above idle", host: "processor core", idle: "idle", losses: "power supply and the rest" };
const MILLION = 1e6;
const DEFAULT_PRICE = 0.3;

/** Times of the CPU plan and of a software adapter are the processor's, whatever class the counts are charged to. */
function timedProfile({ machine, scenario }: RunState): string {
  return machine !== null && (machine.plan === "cpu" || machine.software) ? "cpu-software" : scenario.profile;
}

function timedArm({ arm, work, workingSetBytes, elapsedMs, hostMs }: ArmResult): TimedArm {
  return { arm, work, workingSetBytes, spans: { compute: (elapsedMs - hostMs) / 1000, host: hostMs / 1000, wall: elapsedMs / 1000 } };
}

interface Shown {
  readonly result: ArmResult;
  readonly timed: TimedEnergy;
}

function useEvaluation(): Evaluation | null {
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
  useEffect(() => {
    let gone = false;
    void loadEvaluation(document.baseURI).then((loaded) => {
      if (!gone) setEvaluation(loaded);
    });
    return () => {
      gone = true;
    };
  }, []);
  return evaluation;
}

function Stack({ energy, top, arm }: { readonly energy: TimedEnergy; readonly top: number; readonly arm: ArmName }) {
  const share = (part: Part): number => (100 * energy.byPart[part]) / top;
  return (
    <svg className={styles.stack} data-arm={arm} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {PARTS.map((part, index) => {
        const before = PARTS.slice(0, index).reduce((sum, other) => sum + share(other), 0);
        return <rect key={part} x={before} width={share(part)} height="8" opacity={1 - 0.14 * index} />;
      })}
    </svg>
  );
}

function partsSentence({ byPart, mid }: TimedEnergy): string {
  const shares = PARTS.flatMap((part) => (byPart[part] >= 0.005 * mid ? [`${PART_TITLES[part]} ${Math.round((100 * byPart[part]) / mid)} %`] : []));
  return shares.join(", ");
}

function RatioLine({ counted, timed }: { readonly counted: EnergyRatio; readonly timed: EnergyRatio }) {
  const smaller = Math.min(counted.ratio, timed.ratio);
  const say = ({ ratio, low, high }: EnergyRatio): string => `${formatRatio(ratio)} (${formatRatio(low)} to ${formatRatio(high)})`;
  return (
    <p className={styles.lead}>
      {ARM_TITLES[counted.denominator]} against {ARM_TITLES[counted.numerator].toLowerCase()}: <strong>{say(counted)}</strong> counted, <strong>{say(timed)}</strong> timed.
      {" "}The claim that both support is the smaller saving, {formatRatio(smaller)}.
    </p>
  );
}

/** The counted ratio with the launch cost measured on this very adapter; null without one. */
function MeasuredLaunches({ run, dense, hybrid }: { readonly run: RunState; readonly dense: ArmResult; readonly hybrid: ArmResult }) {
  const [calibration] = useState(readKeptCalibration);
  const here = calibration !== null && !run.recorded && run.machine !== null && run.machine.plan !== "cpu" && run.machine.adapter === calibration.adapter;
  const profile = timedProfile(run);
  const meter = useMemo(() => (here ? createMeter(calibratedProfile(findProfile(profile), calibration), run.scenario.seed) : null), [here, profile, calibration, run.scenario.seed]);
  if (meter === null) return <p className={styles.fine}>Tier T0: constants of the class. <a href="#device">Measure this device</a> to use its own cost of a launch.</p>;
  const { ratio, low, high } = meter.ratio(dense, hybrid);
  const anchors = calibration?.anchors ?? null;
  if (anchors !== null) {
    const cached = hybrid.workingSetBytes <= meter.profile.cacheBytes;
    const [a, b] = [hybrid, dense].map((result) => ({ title: ARM_TITLES[result.arm], ...anchoredJoules(anchors, totalWork(result.work), timedArm(result).spans, cached) }));
    if (a === undefined || b === undefined) return null;
    return (
      <p className={styles.fine}>
        Tier T2: with the constants read from a meter on this device, at the plug: {[a, b].map(({ title, low, mid: middle, high: top }) => `${title.toLowerCase()} ${formatJoules(middle)} (${formatJoules(low)} to ${formatJoules(top)})`).join(", ")}. Not part of a link.
      </p>
    );
  }
  return (
    <p className={styles.fine}>
      Tier T1: with the launches measured on this device, the class {meter.profile.title} counts {formatRatio(ratio)} ({formatRatio(low)} to {formatRatio(high)}). Not part of a link.
    </p>
  );
}

function Correctness({ evaluation, arms }: { readonly evaluation: Evaluation; readonly arms: readonly ArmName[] }) {
  const [set, setSet] = useState("unseen-numbers");
  const id = useId();
  const sets = Object.keys(EVALUATED_SETS).filter((name) => Object.hasOwn(evaluation.scores, name));
  const scores = evaluation.scores[set];
  if (scores === undefined) return null;
  return (
    <div>
      <h3><label htmlFor={id}>Joules per right answer</label></h3>
      <p>
        <select id={id} value={set} onChange={(event) => setSet(event.target.value)}>
          {sets.map((name) => <option key={name} value={name}>{EVALUATED_SETS[name]}</option>)}
        </select>
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of joules per right answer">
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">System</th><th scope="col">Right</th><th scope="col">Per answer</th><th scope="col">Per right answer</th></tr>
          </thead>
          <tbody>
            {arms.map((arm) => {
              const score = scores[arm];
              if (score === undefined) return null;
              return (
                <tr key={arm}>
                  <th scope="row">{ARM_TITLES[arm]}</th>
                  <td>{score.correct} of {score.items}</td>
                  <td>{formatJoules(score.joules / score.items)}</td>
                  <td>{score.correct === 0 ? "none was right" : formatJoules(score.joules / score.correct)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>From the published evaluation, counted for an unknown device; wrong answers and abstentions cost too.</p>
    </div>
  );
}

/** Training work is known as FLOP only: its memory traffic and launches are not in it. */
function trainingJoules(evaluation: Evaluation, arm: ArmName): number | null {
  const model = ARM_MODELS[arm];
  const flops = model === null ? 0 : evaluation.models[model]?.training.flops;
  return flops === undefined ? null : createMeter("unknown", 1).measure({ head: { ...NO_WORK, multiplyAdds: flops / 2 } }).mid;
}

function PayBack({ evaluation, hybrid, dense }: { readonly evaluation: Evaluation; readonly hybrid: ArmResult; readonly dense: ArmResult }) {
  const training = [trainingJoules(evaluation, hybrid.arm), trainingJoules(evaluation, dense.arm)] as const;
  if (training[0] === null || training[1] === null) return null;
  const saver = { training: training[0], answer: hybrid.energy.mid };
  const answers = breakEvenAnswers(saver, { training: training[1], answer: dense.energy.mid });
  return (
    <div>
      <h3>Training paid back</h3>
      <p>
        Arithmetic of training, counted: {ARM_TITLES[hybrid.arm].toLowerCase()} {formatJoules(training[0])}, {ARM_TITLES[dense.arm].toLowerCase()} {formatJoules(training[1])}.{" "}
        {answers === null
          ? "With answers like this one the difference is never paid back."
          : answers === 0
            ? "The hybrid costs less from the first answer on."
            : `With answers like this one the difference is paid back after ${new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(answers)} answers.`}
      </p>
      <p className={styles.fine}>Memory traffic and launches of training are not in it, so this is a lower bound. The dense network was trained on fewer examples.</p>
    </div>
  );
}

function Footprint({ joules, tokens }: { readonly joules: number; readonly tokens: number }) {
  const [country, setCountry] = useState("WORLD");
  const [price, setPrice] = useState(String(DEFAULT_PRICE));
  const grams = GRID_INTENSITIES.find(([code]) => code === country)?.[2] ?? 0;
  const perMillion = tokens === 0 ? 0 : (joules / tokens) * MILLION;
  const perKilowattHour = Number(price.replace(",", "."));
  const two = (value: number): string => new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);
  const valid = price.trim() !== "" && perKilowattHour >= 0 && perKilowattHour <= 1000;
  return (
    <div>
      <h3>A million tokens like these</h3>
      <div className={styles.fields}>
        <label>
          <span>Electricity of</span>
          <select value={country} onChange={(event) => setCountry(event.target.value)}>
            {GRID_INTENSITIES.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
          </select>
        </label>
        <label>
          <span>Price of a kWh</span>
          <input inputMode="decimal" value={price} aria-invalid={!valid} onChange={(event) => setPrice(event.target.value)} />
        </label>
      </div>
      <p>
        {formatJoules(perMillion)}: {two(carbonGrams(perMillion, grams))} g CO<sub>2</sub>e at {two(grams)} g per kWh,{" "}
        {valid ? `${two(electricityCost(perMillion, perKilowattHour))} of your currency` : "and a price from 0 to 1000 would give its cost"}.
        A {LAMP_WATTS} W lamp uses as much in {formatMilliseconds(1000 * lampSeconds(perMillion))}.
      </p>
      <p className={styles.fine}>Yearly averages of the grid, 2022 to 2024: Ember, by way of CO2.js, CC BY-SA 4.0.</p>
    </div>
  );
}

export default function EnergyPanel({ run }: { readonly run: RunState }) {
  const [boundary, setBoundary] = useState<Boundary>("dynamic");
  const evaluation = useEvaluation();
  const profile = timedProfile(run);
  const meter = useMemo(() => createTimedMeter(profile, run.scenario.seed), [profile, run.scenario.seed]);
  const shown: readonly Shown[] = chartArms(run).flatMap((arm) => {
    const result = run.arms[arm]?.result;
    return result == null ? [] : [{ result, timed: meter.measure(timedArm(result), boundary) }];
  });
  if (shown.length === 0) return null;
  const hybrid = shown.find(({ result }) => result.arm === "hybrid")?.result;
  const dense = shown.find(({ result }) => result.arm === "dense" || result.arm === "dense-large")?.result;
  const top = Math.max(...shown.map(({ timed }) => timed.mid));
  const disagreeing = shown.filter(({ timed }) => timed.disagrees);
  const [first] = shown;
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
      {run.ratio === null || hybrid === undefined || dense === undefined ? null : <RatioLine counted={run.ratio} timed={meter.ratio(timedArm(dense), timedArm(hybrid), boundary)} />}
      {hybrid === undefined || dense === undefined ? null : <MeasuredLaunches run={run} dense={dense} hybrid={hybrid} />}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of counted and timed joules">
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">System</th><th scope="col">Counted, this answer</th><th scope="col">Counted, per token</th><th scope="col">Timed, this answer</th><th scope="col">Time</th></tr>
          </thead>
          <tbody>
            {shown.map(({ result, timed }) => (
              <tr key={result.arm}>
                <th scope="row">{ARM_TITLES[result.arm]}</th>
                <td>{formatJoules(result.energy.mid)} <small>{formatJoules(result.energy.low)} to {formatJoules(result.energy.high)}</small></td>
                <td>{result.tokens === 0 ? "-" : formatJoules(result.energy.mid / result.tokens)}</td>
                <td>
                  {formatJoules(timed.mid)} <small>{formatJoules(timed.low)} to {formatJoules(timed.high)}</small>
                  <Stack energy={timed} top={top} arm={result.arm} />
                  <small>{partsSentence(timed)}</small>
                </td>
                <td>{formatMilliseconds(result.elapsedMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        Counted: {findProfile(run.scenario.profile).title}. Timed: {findProfile(profile).title}, this run once{run.recorded ? " on the machine of the recording" : ""}; constants of the class, not calibrated.{" "}
        {disagreeing.length === 0 ? "" : `Time alone gives ${disagreeing.map(({ result, timed }) => `${ARM_TITLES[result.arm].toLowerCase()} ${formatJoules(timed.byTime ?? 0)}`).join(", ")}, more than a factor of 2 away: the band covers both. `}
        <a href="#method">How is this made?</a>
      </p>
      <div className={styles.more}>
        {first === undefined ? null : <Footprint joules={(hybrid ?? first.result).energy.mid} tokens={(hybrid ?? first.result).tokens} />}
        {evaluation === null ? null : <Correctness evaluation={evaluation} arms={run.scenario.arms} />}
        {evaluation === null || hybrid === undefined || dense === undefined ? null : <PayBack evaluation={evaluation} hybrid={hybrid} dense={dense} />}
      </div>
    </section>
  );
}
