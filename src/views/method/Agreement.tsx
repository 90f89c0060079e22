// Against measurements: how well each form of the estimate follows joules that others measured, failures included.

import { type ReactNode, useEffect, useState } from "react";
import * as v from "valibot";
import { fittedPoints, type MeasuredSet, named, OUTLIER_BARS, uncalibratedPoints, VALIDATION, type Validation } from "./validation-report.ts";
import { AgreementPlot, type PlottedPoint } from "./AgreementPlot.tsx";
import styles from "./MethodView.module.css";

/** Errors in percent on one linear axis that all plots share. */
const AXIS_PERCENT = 60;

function ErrorPlot({ models }: { readonly models: MeasuredSet["forms"][string]["models"] }) {
  const place = (percent: number): number => 50 + (50 * Math.max(-AXIS_PERCENT, Math.min(AXIS_PERCENT, percent))) / AXIS_PERCENT;
  return (
    <svg className={styles.plot} viewBox={`0 0 100 ${models.length * 3}`} preserveAspectRatio="none" role="img" aria-label={models.map(({ model, lowestPercent, highestPercent }) => `${model}: ${lowestPercent} to ${highestPercent} %`).join("; ")}>
      <line x1="50" x2="50" y1="0" y2={models.length * 3} className={styles.zero} />
      {models.map(({ model, lowestPercent, highestPercent }, index) => (
        <rect key={model} x={place(lowestPercent)} width={Math.max(0.6, place(highestPercent) - place(lowestPercent))} y={index * 3 + 0.7} height="1.6" />
      ))}
    </svg>
  );
}

function Figure({ title, points, within, children }: { readonly title: string; readonly points: readonly PlottedPoint[]; readonly within?: number; readonly children: ReactNode }) {
  const failed = points.filter((point) => point.failed && !point.outside);
  return (
    <figure className={styles.figure}>
      <AgreementPlot points={points} label={`${title}: estimated against measured joules per token, ${points.length} points, ${failed.length} of them drawn as failures`} {...(within !== undefined && { within })} />
      <figcaption>{children}</figcaption>
    </figure>
  );
}

const list = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

function Plots({ set }: { readonly set: MeasuredSet }) {
  const fitted = fittedPoints(set);
  const uncalibrated = uncalibratedPoints(set);
  const failing = (points: readonly PlottedPoint[]): readonly string[] => named(points.filter(({ failed, outside }) => failed && !outside));
  const outside = fitted.filter((point) => point.outside);
  const { barPercent } = set;
  return (
    <div className={styles.figures}>
      <Figure title={`${set.title}, fitted`} points={fitted} within={barPercent / 100}>
        Counts and time, each model estimated by a fit that did not see it. Dashed: {barPercent} % off. Off by more than {OUTLIER_BARS * barPercent} %: {list(failing(fitted))}.
        {outside.length > 0 && ` Triangles: sparse models, which do not read their whole file for a token, so an estimate from its size fails: ${list(named(outside))}.`}
      </Figure>
      <Figure title={`${set.title}, uncalibrated`} points={uncalibrated}>
        The class {set.uncalibrated.profile}{set.plain === undefined ? " as it stands" : " on tensor units"}, with the band of its draws. Outside the band: {list(failing(uncalibrated))}.
      </Figure>
    </div>
  );
}

function Forms({ title, forms }: Pick<MeasuredSet, "title" | "forms">) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={`Errors of the forms, ${title}`}>
      <table className={styles.table}>
        <thead>
          <tr><th scope="col">Form fitted</th><th scope="col">rms error</th><th scope="col">on models left out</th><th scope="col">Errors of each model left out, -{AXIS_PERCENT} to {AXIS_PERCENT} %</th></tr>
        </thead>
        <tbody>
          {Object.entries(forms).map(([name, form]) => (
            <tr key={name}>
              <th scope="row">{form.title}</th><td>{form.rmsPercent} %</td><td>{form.rmsLeftOutPercent} %</td><td><ErrorPlot models={form.models} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Coverage({ set: { points, uncalibrated, plain } }: { readonly set: MeasuredSet }) {
  const { profile, boundary, picojoulesPerOperation, covered, coveredStretched, medianRatio } = uncalibrated;
  return (
    <>
      The uncalibrated class {profile} ({boundary}){plain === undefined ? "" : `, at ${picojoulesPerOperation} pJ an operation because these runs used tensor units,`} covers {covered} of {points} with the 5 to 95 % band of its draws
      {coveredStretched === covered ? ", and no more with the band stretched over time alone where the two disagree" : `, and ${coveredStretched} with the band stretched over time alone where the two disagree`}. Its middle
      estimate is {medianRatio.toPrecision(2)} times the measured value.
      {plain !== undefined && ` The ${plain.picojoulesPerOperation} pJ of plain f32, which runs here are charged, are not what these runs cost: with them the draws cover ${plain.covered} and the stretched band ${plain.coveredStretched}, ${plain.medianRatio.toPrecision(2)} times too high in the middle.`}
    </>
  );
}

export function Agreement() {
  const [validation, setValidation] = useState<Validation | "loading" | "absent">("loading");
  useEffect(() => {
    let gone = false;
    fetch(new URL("results/energy-validation.json", document.baseURI))
      .then(async (response) => v.parse(VALIDATION, await response.json()))
      .then((loaded) => gone || setValidation(loaded), () => gone || setValidation("absent"));
    return () => {
      gone = true;
    };
  }, []);
  if (validation === "loading") return <p role="status">Loading the report</p>;
  if (validation === "absent") return <p role="status">The report could not be loaded; check the connection and open this page again.</p>;
  return validation.sets.map((set) => (
    <div key={set.title} className={styles.set}>
      <h3>{set.title}, {set.points} points</h3>
      <p><Coverage set={set} /></p>
      <Plots set={set} />
      <Forms title={set.title} forms={set.forms} />
    </div>
  ));
}
