// How well joules follow from counts and time where somebody measured them: fits on public measurements, and the error
// on models left out of the fit. Every fit minimises the relative error of joules per token.

import { COMMON_CONSTANTS, TENSOR_OPERATION_ENERGY } from "./constants.ts";
import { nonNegativeLeastSquares } from "./least-squares.ts";
import type { DeviceProfile } from "./profiles.ts";
import { createTimedMeter, DISAGREEMENT } from "./timed.ts";
import { NO_WORK } from "./work.ts";

export interface MeasuredPoint {
  /** Points of one model are left out together. */
  readonly model: string;
  /** Measured joules per token. */
  readonly joules: number;
  /** Device seconds per token, over all devices. */
  readonly seconds: number;
  /** Bytes read from memory per token. */
  readonly bytes: number;
  /** Floating-point operations per token. */
  readonly operations: number;
}

/** Which terms the estimate has. */
export const FORMS = {
  counts: { title: "counts only", terms: ["bytes", "operations"] },
  fixed: { title: "fixed and counts", terms: ["fixed", "bytes", "operations"] },
  time: { title: "time x power only", terms: ["seconds"] },
  hybrid: { title: "counts and time", terms: ["seconds", "bytes", "operations"] },
} as const;
export type FormName = keyof typeof FORMS;
/** fixed: joules that every token costs, whatever its counts: what a clock sees of a token whose work is next to nothing, without the clock. */
type Term = "fixed" | "seconds" | "bytes" | "operations";

const quantity = (point: MeasuredPoint, term: Term): number => (term === "fixed" ? 1 : point[term]);

export interface FormReport {
  /** Joules per token, watts per busy device, joules per byte, joules per operation; terms the form lacks are 0. */
  readonly coefficients: Readonly<Record<Term, number>>;
  /** Root mean square of (estimate - measured) / measured, fitted on all points. */
  readonly rms: number;
  /** The same for models that the fit did not see, each left out in turn. */
  readonly rmsLeftOut: number;
  /** (estimate - measured) / measured of each point, its model left out of the fit; in the order of the points. */
  readonly errorsLeftOut: readonly { readonly model: string; readonly error: number }[];
}

const rootMeanSquare = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

function relativeErrors(points: readonly MeasuredPoint[], terms: readonly Term[], coefficients: readonly number[]): number[] {
  return points.map((point) => terms.reduce((sum, term, index) => sum + quantity(point, term) * (coefficients[index] ?? 0), 0) / point.joules - 1);
}

function fit(points: readonly MeasuredPoint[], terms: readonly Term[]): readonly number[] {
  return nonNegativeLeastSquares(points.map((point) => terms.map((term) => quantity(point, term) / point.joules)), points.map(() => 1)).coefficients;
}

/** Where every byte brings the same operations along, no fit can part them: their coefficient is that of a byte with its operations. */
function separable(points: readonly MeasuredPoint[], terms: readonly Term[]): readonly Term[] {
  const intensities = points.map(({ bytes, operations }) => operations / bytes);
  return Math.max(...intensities) - Math.min(...intensities) > 1e-9 * Math.max(...intensities) ? terms : terms.filter((term) => term !== "operations");
}

/** Fits one form on `points`. Throws RangeError unless there are points of at least two models. */
export function validateForm(points: readonly MeasuredPoint[], form: FormName): FormReport {
  const terms = separable(points, FORMS[form].terms);
  const models = [...new Set(points.map(({ model }) => model))];
  if (models.length < 2) throw new RangeError(`validateForm() needs points of at least two models, got ${models.length}`);
  const coefficients = fit(points, terms);
  const without = new Map(models.map((left) => [left, fit(points.filter(({ model }) => model !== left), terms)]));
  const errorsLeftOut = points.flatMap((point) => relativeErrors([point], terms, without.get(point.model) ?? coefficients).map((error) => ({ model: point.model, error })));
  const value = (term: Term): number => coefficients[terms.indexOf(term)] ?? 0;
  return {
    coefficients: { fixed: value("fixed"), seconds: value("seconds"), bytes: value("bytes"), operations: value("operations") },
    rms: rootMeanSquare(relativeErrors(points, terms, coefficients)),
    rmsLeftOut: rootMeanSquare(errorsLeftOut.map(({ error }) => error)),
    errorsLeftOut,
  };
}

/** Estimates, joules per token, for points that no fit of the form saw. */
export function estimates(points: readonly MeasuredPoint[], form: FormName, { coefficients }: Pick<FormReport, "coefficients">): readonly number[] {
  return points.map((point) => FORMS[form].terms.reduce((sum, term) => sum + quantity(point, term) * coefficients[term], 0));
}

export interface BandReport {
  /** The uncalibrated estimate of each point, joules per token, in their order: 5 % point of the draws, central value, 95 % point. */
  readonly bands: readonly { readonly low: number; readonly mid: number; readonly high: number }[];
  /** Points whose measured joules lie within the 5-95 % band of the draws alone. */
  readonly covered: number;
  /** The same with the band stretched as the page stretches one: over E_time, at the phi of a saturated device, where the two disagree. */
  readonly coveredStretched: number;
  readonly points: number;
  /** Median of estimate / measured. */
  readonly medianRatio: number;
}

/** A class as it would be if it computed on tensor units in bf16, as the measured servers did and nothing here does. */
export function onTensorUnits(profile: DeviceProfile): DeviceProfile {
  return { ...profile, operationPicojoules: TENSOR_OPERATION_ENERGY.central };
}

/** How the uncalibrated estimate of a device class stands to measurements. At the wall, llama.cpp keeps a processor core waiting in a loop all the while. */
export function bandCoverage(points: readonly MeasuredPoint[], profile: DeviceProfile, boundary: "device" | "wall"): BandReport {
  const meter = createTimedMeter(profile, 1);
  const bands = points.map(({ seconds, bytes, operations }) => {
    const spans = { compute: seconds, host: boundary === "wall" ? seconds : 0, wall: seconds };
    const { mid, drawn } = meter.measure({ arm: "dense", work: { head: { ...NO_WORK, multiplyAdds: operations / 2, bytesRead: bytes } }, spans }, boundary);
    return { ...drawn, mid };
  });
  // E_device and E_wall of time alone; the idle power that E_dynamic leaves out is back in both.
  const powerAlone = COMMON_CONSTANTS.saturatedPowerShare.central * profile.maxWatts;
  const watts = boundary === "wall" ? profile.wallFactor.central * (powerAlone + profile.hostPower.central) : powerAlone;
  const stretched = bands.map(({ low, mid, high }, index) => {
    const byTime = watts * (points[index]?.seconds ?? Number.NaN);
    return Math.max(mid / byTime, byTime / mid) > DISAGREEMENT ? { low: Math.min(low, byTime), high: Math.max(high, byTime) } : { low, high };
  });
  const within = (of: readonly { readonly low: number; readonly high: number }[]): number =>
    points.filter(({ joules }, index) => joules >= (of[index]?.low ?? Infinity) && joules <= (of[index]?.high ?? 0)).length;
  const ratios = points.map(({ joules }, index) => (bands[index]?.mid ?? Number.NaN) / joules).sort((a, b) => a - b);
  return { bands, covered: within(bands), coveredStretched: within(stretched), points: points.length, medianRatio: ratios[Math.floor(ratios.length / 2)] ?? Number.NaN };
}

/** Rows of a comma-separated table without quotes as records; throws Error naming the line that has another width. */
function records(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line, index) => {
    const cells = line.split(",");
    if (cells.length !== names.length) throw new Error(`line ${index + 2} has ${cells.length} cells, the head ${names.length}`);
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ""]));
  });
}

const BF16_BYTES = 2;
/** Bytes per parameter of the quantized files (about 4.8 bits). */
const QUANTIZED_BYTES = 0.6;
/** Rows whose experts or layers are sparse: their file size is not what a token reads. */
const SPARSE = /gpt-oss|gemma3n/;

/** Runs of dense bf16 models served in batches; `gpu` is a value of the column of that name. NVML counters, GPU only. */
export function batchedServing(csv: string, gpu: string): MeasuredPoint[] {
  return records(csv)
    .filter((row) => row["gpu"] === gpu)
    .map((row) => ({
      model: row["model"] ?? "",
      joules: Number(row["joules_per_token"]),
      seconds: Number(row["num_gpus"]) / Number(row["tokens_per_second"]),
      bytes: (Number(row["parameters"]) * BF16_BYTES) / Number(row["avg_batch_size"]),
      operations: 2 * Number(row["parameters"]),
    }));
}

/** Runs of local models at batch 1 on one desktop, at the wall: the dense ones, or the sparse ones, to which the dense fit does not apply. */
export function desktopAtTheWall(csv: string, sparse = false): MeasuredPoint[] {
  return records(csv)
    .filter((row) => SPARSE.test(row["model"] ?? "") === sparse)
    .map((row) => ({
      model: row["model"] ?? "",
      joules: Number(row["wall_joules_per_token"]),
      seconds: 1 / Number(row["tokens_per_second"]),
      bytes: Number(row["file_bytes"]),
      operations: (2 * Number(row["file_bytes"])) / QUANTIZED_BYTES,
    }));
}
