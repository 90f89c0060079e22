// A device's own figures: the micro-benchmark with the adapter it was made on (tier T1) and readings of a power meter (T2), as kept on
// the device and as a file. Readings are kept, not what was fitted to them.

import * as v from "valibot";
import { fitAnchors, MOST_WATTS } from "./anchor.ts";
import { type Anchored, METER_PLACES } from "./anchored.ts";
import type { DeviceProfile } from "./profiles.ts";

const POSITIVE = v.pipe(v.number(), v.finite(), v.gtValue(0));
const FIGURE = v.pipe(
  v.strictObject({ median: POSITIVE, low: POSITIVE, high: POSITIVE }),
  v.check(({ median, low, high }) => low <= median && median <= high, "low, median and high are not in order"),
  v.readonly(),
);
const NOT_NEGATIVE = v.pipe(v.number(), v.finite(), v.minValue(0));
const READING = v.pipe(
  v.strictObject({
    busyShare: v.pipe(v.number(), v.minValue(0), v.maxValue(1)), bytesPerSecond: NOT_NEGATIVE, cachedBytesPerSecond: NOT_NEGATIVE, operationsPerSecond: NOT_NEGATIVE,
    watts: v.pipe(POSITIVE, v.maxValue(MOST_WATTS)),
  }),
  v.readonly(),
);
const ANCHORS = v.strictObject({
  at: v.picklist(METER_PLACES),
  readings: v.pipe(v.array(READING), v.maxLength(50), v.check((readings) => fitAnchors(readings).ok, "no constants can be fitted to them"), v.readonly()),
});
/** Earlier files had what was fitted, without the readings: these are tier T1 now. */
const FITTED = v.pipe(v.object({ rms: NOT_NEGATIVE, constants: v.object({}) }), v.transform(() => null));
const CALIBRATION = v.strictObject({
  version: v.literal(1),
  /** In the adapter's own words; figures hold for it alone. */
  adapter: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  software: v.boolean(),
  benchmark: v.strictObject({
    operationsPerSecond: FIGURE,
    bytesPerSecond: v.pipe(v.array(v.strictObject({ workingSet: v.pipe(POSITIVE, v.integer()), rate: FIGURE })), v.minLength(1), v.maxLength(20), v.readonly()),
    dispatchMicroseconds: FIGURE,
    submitMicroseconds: FIGURE,
  }),
  /** Tier T2; absent in files of tier T1. */
  anchors: v.optional(v.nullable(v.union([ANCHORS, FITTED])), null),
});
export type Calibration = v.InferOutput<typeof CALIBRATION>;

/** T0: the class's constants. T1: launches and speed measured, watts of the class. T2: watts read from a meter too. */
export type Tier = "T0" | "T1" | "T2";

/** Of timed joules; counted ones are T0 always, or a link could not reproduce them. */
export function tierOf(calibration: Calibration | null): Tier {
  return calibration === null ? "T0" : calibration.anchors === null ? "T1" : "T2";
}

/** What was fitted to the readings, if there are any. */
export function anchoredBy({ anchors }: Calibration): Anchored | null {
  if (anchors === null) return null;
  const outcome = fitAnchors(anchors.readings);
  return outcome.ok ? { fit: outcome.fit, at: anchors.at } : null;
}

export const MAX_CALIBRATION_CHARACTERS = 100_000;

export type ParsedCalibration =
  | { readonly ok: true; readonly calibration: Calibration }
  | { readonly ok: false; readonly code: "too-long" | "not-json" | "not-a-calibration"; readonly message: string };

/** Reads a calibration file; never throws. */
export function parseCalibration(text: string): ParsedCalibration {
  if (text.length > MAX_CALIBRATION_CHARACTERS) return { ok: false, code: "too-long", message: `The file has ${text.length} characters; a calibration has fewer than ${MAX_CALIBRATION_CHARACTERS}.` };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, code: "not-json", message: "The file is not JSON. Choose a file that this page exported." };
  }
  const parsed = v.safeParse(CALIBRATION, json);
  if (parsed.success) return { ok: true, calibration: parsed.output };
  const [issue] = parsed.issues;
  return { ok: false, code: "not-a-calibration", message: `The file is no calibration of this version, at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}. Choose a file that this page exported.` };
}

export function calibrationText(calibration: Calibration): string {
  return `${JSON.stringify(calibration, null, 1)}\n`;
}

/** The class with the measured cost of a launch in place of its own; watts stay the class's. */
export function calibratedProfile(profile: DeviceProfile, { benchmark, adapter }: Calibration): DeviceProfile {
  const { low, median, high } = benchmark.dispatchMicroseconds;
  // The clock's own grain and other work on the machine: at least the 1.3-fold band of a fitted figure.
  const dispatchTime = { low: Math.min(low, median / 1.3), central: median, high: Math.max(high, median * 1.3), unit: "us", confidence: "A", source: `measured on ${adapter}` } as const;
  return { ...profile, dispatchTime, mixture: [] };
}
