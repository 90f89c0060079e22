// What joules of a run stand for: right answers, training paid back, carbon and price.

import { useEffect, useId, useState } from "react";
import { carbonGrams, electricityCost, LAMP_WATTS, lampSeconds } from "../../energy/footprint.ts";
import { GRID_INTENSITIES } from "../../energy/grid.ts";
import { breakEven } from "../../energy/break-even.ts";
import { COMMON_CONSTANTS } from "../../energy/constants.ts";
import { createMeter } from "../../energy/meter.ts";
import { findProfile } from "../../energy/profiles.ts";
import { formatJoules } from "../../energy/units.ts";
import { ARM_MODELS } from "../../engine/model-ids.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { ArmName, Scenario } from "../../scenario/scenario.ts";
import { ARM_TITLES, formatMilliseconds } from "../format.ts";
import { type KnownDevice, TierBadge } from "../TierBadge.tsx";
import { EVALUATED_SETS, type Evaluation, loadEvaluation } from "./evaluation.ts";
import { type Pair, payBackSentence } from "./pay-back.ts";
import { type Banded, carriedJoules, EVALUATED_PROFILE } from "./per-answer.ts";
import { countedTraining, ownSeconds } from "./training-cost.ts";
import styles from "./EnergyPanel.module.css";

const MILLION = 1e6;
const DEFAULT_PRICE = 0.3;

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

interface CorrectnessProps {
  readonly evaluation: Evaluation;
  readonly scenario: Scenario;
  /** Of the arms that have one. */
  readonly results: readonly ArmResult[];
}

function Correctness({ evaluation, scenario, results }: CorrectnessProps) {
  const [set, setSet] = useState("unseen-numbers");
  const id = useId();
  const sets = Object.keys(EVALUATED_SETS).filter((name) => Object.hasOwn(evaluation.scores, name));
  const scores = evaluation.scores[set];
  if (scores === undefined) return null;
  const cell = ({ low, mid, high }: Banded, answers: number) => (
    <td>{formatJoules(mid / answers)} <small>{formatJoules(low / answers)} to {formatJoules(high / answers)}</small></td>
  );
  const { title } = findProfile(scenario.profile);
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
            <tr><th scope="col">System</th><th scope="col">Right</th><th scope="col">Per question <TierBadge /></th><th scope="col">Per right answer <TierBadge /></th></tr>
          </thead>
          <tbody>
            {results.map((result) => {
              const { arm } = result;
              const score = scores[arm];
              if (score === undefined) return null;
              const spent = carriedJoules(score.joules, result, scenario);
              return (
                <tr key={arm}>
                  <th scope="row">{ARM_TITLES[arm]}</th>
                  <td>{score.correct} of {score.items}{score.abstained === 0 ? null : <small> {score.abstained} without answer</small>}</td>
                  {score.items === 0 ? <td>-</td> : cell(spent, score.items)}
                  {score.correct === 0 ? <td>none was right</td> : cell(spent, score.correct)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        From the published evaluation, counted (what a run adds) for: {title}.{" "}
        {scenario.profile === EVALUATED_PROFILE ? "" : `It was counted for an unknown device, and is carried over by what this run's work costs in either class, to ${scenario.profile === "cpu-software" ? "some 15" : "less than 5"} %. `}
        The band is of the constants alone. Questions answered wrongly or not at all cost too: their joules are shared out over the right answers.
      </p>
    </div>
  );
}

/** All shipped networks were trained by a software adapter on this many processor cores. */
const TRAINING_CORES = 2;
const TRAINING_DEVICE: KnownDevice = { tier: "T0", processor: true, imported: false };
const { low: LOW_HOST, central: HOST, high: HIGH_HOST } = COMMON_CONSTANTS.hostPower;

/** Joules that the cores add while they are busy. */
function timedTraining(seconds: number): Banded {
  const [low, mid, high] = [LOW_HOST, HOST, HIGH_HOST].map((watts) => TRAINING_CORES * watts * seconds) as [number, number, number];
  return { low, mid, high };
}

interface PayBackProps extends Pair {
  readonly evaluation: Evaluation;
  readonly scenario: Scenario;
  readonly wrong: readonly ArmName[];
}

function PayBack({ evaluation, scenario: { profile, seed }, hybrid, dense, wrong }: PayBackProps) {
  if (ARM_MODELS[hybrid.arm] === ARM_MODELS[dense.arm]) return null; // one network, trained once
  const rows = [hybrid, dense].flatMap((answer) => {
    const model = ARM_MODELS[answer.arm];
    const trained = model === null ? undefined : evaluation.models[model];
    return trained === undefined ? [] : [{ answer, training: countedTraining(trained.config, trained.training), seconds: ownSeconds(trained.training), given: ownSeconds(trained.training) < trained.training.seconds }];
  });
  const [saver, other] = rows;
  if (saver === undefined || other === undefined) return null;
  // Launches of training are the class's too; the work of one network is charged to no component.
  const meter = createMeter(profile, seed);
  return (
    <div>
      <h3>Training paid back <TierBadge /></h3>
      <p>{payBackSentence(breakEven(profile, seed, saver, other), { hybrid, dense }, wrong)}</p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of the joules of training">
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">Training of</th><th scope="col">Counted <TierBadge /></th><th scope="col">Timed <TierBadge timed={TRAINING_DEVICE} /></th></tr>
          </thead>
          <tbody>
            {rows.map(({ answer, training, seconds }) => (
              <tr key={answer.arm}>
                <th scope="row">{ARM_TITLES[answer.arm]}</th>
                {[meter.measure({ feedForward: training }), timedTraining(seconds)].map(({ low, mid, high }, index) => (
                  <td key={index}>{formatJoules(mid)} <small>{formatJoules(low)} to {formatJoules(high)}</small></td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        Counted are launches, bytes and operations of all steps, as if this run's class had trained ({findProfile(profile).title}); answers of the same class pay these back. Timed is what the machine that trained took, {TRAINING_CORES} processor
        cores at {HOST} W each over idle, {LOW_HOST} to {HIGH_HOST} W. These are one machine's joules, so no saving of another divides them. Networks that were trained and not shipped (trials of sizes and rates, earlier ones) are in neither.
        {other.given && " The dense network began with what an earlier state of the hybrid had learned of reading; charged to it is only its training since, which was shorter."}
      </p>
    </div>
  );
}

/** What an answer of `tokens` written tokens took. */
export interface FootprintRow {
  readonly arm: ArmName;
  readonly tokens: number;
  readonly counted: Banded;
  /** Timed; null where the clock gave nothing. */
  readonly atPlug: Banded | null;
}

interface FootprintProps {
  readonly rows: readonly FootprintRow[];
  readonly device: KnownDevice;
}

/** Carbon and price of a million tokens. What is paid for is what the plug gives: counted joules are only what the run adds. */
export function Footprint({ rows, device }: FootprintProps) {
  const [country, setCountry] = useState("WORLD");
  const [price, setPrice] = useState(String(DEFAULT_PRICE));
  const grams = GRID_INTENSITIES.find(([code]) => code === country)?.[2] ?? 0;
  const perKilowattHour = Number(price.replace(",", "."));
  const two = (value: number): string => new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);
  const valid = price.trim() !== "" && perKilowattHour >= 0 && perKilowattHour <= 1000;
  const [first] = rows;
  if (first === undefined) return null;
  const cell = (spent: Banded | null, tokens: number) => {
    if (spent === null) return "-";
    const [low, mid, high] = [spent.low, spent.mid, spent.high].map((joules) => (joules / tokens) * MILLION) as [number, number, number];
    const banded = (of: (joules: number) => number): string => `${two(of(mid))} (${two(of(low))} to ${two(of(high))})`;
    return (
      <>
        {formatJoules(mid)} <small>{formatJoules(low)} to {formatJoules(high)}</small>
        <small>{banded((joules) => carbonGrams(joules, grams))} g CO<sub>2</sub>e</small>
        {valid ? <small>{banded((joules) => electricityCost(joules, perKilowattHour))} of your currency</small> : null}
      </>
    );
  };
  const lit = ((first.atPlug ?? first.counted).mid / first.tokens) * MILLION;
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
      {valid ? null : <p>For its cost, type a price from 0 to 1000.</p>}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of a million tokens">
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">System</th><th scope="col">Timed, at the plug <TierBadge timed={device} /></th><th scope="col">Counted, what it adds <TierBadge /></th></tr>
          </thead>
          <tbody>
            {rows.map(({ arm, tokens, counted, atPlug }) => (
              <tr key={arm}><th scope="row">{ARM_TITLES[arm]}</th><td>{cell(atPlug, tokens)}</td><td>{cell(counted, tokens)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        A {LAMP_WATTS} W lamp uses the {formatJoules(lit)} of {ARM_TITLES[first.arm].toLowerCase()}{first.atPlug === null ? "" : " at the plug"} in {formatMilliseconds(1000 * lampSeconds(lit))}: {formatJoules(lit)} / {LAMP_WATTS} W.
      </p>
      <p className={styles.fine}>At {two(grams)} g per kWh. Yearly averages of the grid, 2022 to 2024: Ember, by way of CO2.js, CC BY-SA 4.0. Words of the question cost too and are shared out over the tokens written. The systems write different numbers of tokens for one answer: to compare them, take answers.</p>
    </div>
  );
}

interface PublishedProps {
  readonly scenario: Scenario;
  readonly results: readonly ArmResult[];
  readonly hybrid: ArmResult | undefined;
  readonly dense: ArmResult | undefined;
  /** Arms whose answer is known to be wrong. */
  readonly wrong: readonly ArmName[];
}

/** Right answers of the arms that have a result, and what training `hybrid` and `dense` took; nothing while the published evaluation is not there. */
export function Published({ scenario, results, hybrid, dense, wrong }: PublishedProps) {
  const evaluation = useEvaluation();
  if (evaluation === null) return null;
  return (
    <>
      <Correctness evaluation={evaluation} scenario={scenario} results={results} />
      {hybrid === undefined || dense === undefined ? null : <PayBack evaluation={evaluation} scenario={scenario} hybrid={hybrid} dense={dense} wrong={wrong} />}
    </>
  );
}
