// validate-energy: fits the forms of the energy estimate on public measurements and writes how well each explains them.
//   validate-energy --served ml-energy-chat-dense-bf16.csv --desktop rtx4090-wall-ollama.csv --out public/results/energy-validation.json

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type DeviceProfile, findProfile } from "../src/energy/profiles.ts";
import { bandCoverage, batchedServing, desktopAtTheWall, estimates, type FormName, FORMS, type MeasuredPoint, onTensorUnits, validateForm } from "../src/energy/validation.ts";

const { values: options } = parseArgs({
  options: {
    served: { type: "string" },
    desktop: { type: "string" },
    out: { type: "string", default: "public/results/energy-validation.json" },
  },
});
if (options.served === undefined || options.desktop === undefined) {
  console.error("validate-energy needs --served FILE and --desktop FILE with public measurements; METHOD.md says where they are published.");
  process.exit(2);
}
const served = readFileSync(options.served, "utf8");
const desktop = readFileSync(options.desktop, "utf8");
interface MeasuredSet {
  readonly title: string;
  readonly points: readonly MeasuredPoint[];
  /** Measured too, but no fit of dense models is meant for them. */
  readonly outside: readonly MeasuredPoint[];
  readonly profile: DeviceProfile;
  /** The runs computed on tensor units; the class, as runs here are charged to it, does not. */
  readonly tensor: boolean;
  readonly boundary: "device" | "wall";
  /** Most rms error that the hybrid form may have, percent. */
  readonly barPercent: number;
}
const sets: readonly MeasuredSet[] = [
  { title: "H100, batched serving, GPU counters", points: batchedServing(served, "H100"), outside: [], profile: findProfile("h100"), tensor: true, boundary: "device", barPercent: 12 },
  // No class of its own: the nearest.
  { title: "B200, batched serving, GPU counters", points: batchedServing(served, "B200"), outside: [], profile: findProfile("h100"), tensor: true, boundary: "device", barPercent: 12 },
  { title: "RTX 4090 desktop, one user, at the wall", points: desktopAtTheWall(desktop), outside: desktopAtTheWall(desktop, true), profile: findProfile("rtx-4090"), tensor: false, boundary: "wall", barPercent: 8 },
];
const percent = (share: number): number => Math.round(share * 1000) / 10;
const digits = (value: number): number => Number(value.toPrecision(4));
const shortName = (model: string): string => model.replace(/^[^_]*__/, "").replace(/__.*$/, "");

const report = sets.map(({ title, points, outside, profile, tensor, boundary, barPercent }) => {
  const hybrid = validateForm(points, "hybrid");
  const asRun = tensor ? onTensorUnits(profile) : profile;
  const { bands, ...uncalibrated } = bandCoverage(points, asRun, boundary);
  const { covered, coveredStretched, medianRatio } = bandCoverage(points, profile, boundary);
  const outsideBands = outside.length === 0 ? [] : bandCoverage(outside, asRun, boundary).bands;
  const fitted = [
    ...points.map(({ joules }, index) => joules * (1 + (hybrid.errorsLeftOut[index]?.error ?? Number.NaN))),
    ...estimates(outside, "hybrid", hybrid),
  ];
  const all = [...points, ...outside];
  const allBands = [...bands, ...outsideBands];
  return {
    title,
    points: points.length,
    barPercent,
    uncalibrated: { profile: profile.id, boundary, picojoulesPerOperation: asRun.operationPicojoules, ...uncalibrated },
    /** With the e_f that the class has for runs here, where that is another one. */
    ...(tensor && { plain: { picojoulesPerOperation: profile.operationPicojoules, covered, coveredStretched, medianRatio } }),
    /** Joules per token: [model, measured, by the hybrid form with this model left out of the fit, low, middle and high of the uncalibrated class, 1 in the fit or 0]. */
    measured: all.map(({ model, joules }, index) => {
      const band = allBands[index];
      return [shortName(model), ...[joules, fitted[index] ?? 0, band?.low ?? 0, band?.mid ?? 0, band?.high ?? 0].map(digits), index < points.length ? 1 : 0];
    }),
    forms: Object.fromEntries((Object.keys(FORMS) as FormName[]).map((name) => {
      const { coefficients, rms, rmsLeftOut, errorsLeftOut } = validateForm(points, name);
      const models = [...new Set(errorsLeftOut.map(({ model }) => model))].map((model) => {
        const errors = errorsLeftOut.filter((point) => point.model === model).map(({ error }) => percent(error));
        return { model: shortName(model), lowestPercent: Math.min(...errors), highestPercent: Math.max(...errors) };
      });
      return [name, {
        title: FORMS[name].title,
        joulesPerToken: coefficients.fixed,
        watts: coefficients.seconds,
        picojoulesPerByte: coefficients.bytes * 1e12,
        picojoulesPerOperation: coefficients.operations * 1e12,
        rmsPercent: percent(rms),
        rmsLeftOutPercent: percent(rmsLeftOut),
        models,
      }];
    })),
  };
});
for (const { title, points, barPercent, uncalibrated, forms } of report) {
  console.log(`${title} (${points} points; the band of ${uncalibrated.profile} covers ${uncalibrated.covered}, stretched ${uncalibrated.coveredStretched})`);
  for (const form of Object.values(forms)) console.log(`  ${form.title}: ${form.rmsPercent} % rms, ${form.rmsLeftOutPercent} % on models left out`);
  if ((forms["hybrid"]?.rmsPercent ?? Infinity) > barPercent || uncalibrated.covered < 0.9 * points) {
    console.error(`  over the bar: the hybrid form may err by ${barPercent} % rms, and the band must cover nine points in ten`);
    process.exitCode = 1;
  }
}
// One point a line, so that a change of the report can be read.
const text = JSON.stringify({ version: 1, sets: report }, null, 1).replace(/\[\s+("[^"]*"),\s+([\d\s,.e+-]+?)\s+\]/g, (_, model: string, numbers: string) => `[${model}, ${numbers.split(/,\s+/).join(", ")}]`);
writeFileSync(options.out, `${text}\n`);
