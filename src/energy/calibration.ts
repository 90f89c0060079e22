// A device's own figures (tier T1): the micro-benchmark with the adapter it was made on, as kept on the device and as a file.

import * as v from "valibot";
import type { DeviceProfile } from "./profiles.ts";

const POSITIVE = v.pipe(v.number(), v.finite(), v.gtValue(0));
const FIGURE = v.pipe(
  v.strictObject({ median: POSITIVE, low: POSITIVE, high: POSITIVE }),
  v.check(({ median, low, high }) => low <= median && median <= high, "low, median and high are not in order"),
  v.readonly(),
);
const NOT_NEGATIVE = v.pipe(v.number(), v.finite(), v.minValue(0));
const BAND = v.pipe(
  v.strictObject({ low: NOT_NEGATIVE, central: NOT_NEGATIVE, high: NOT_NEGATIVE }),
  v.check(({ low, central, high }) => low <= central && central <= high, "low, central and high are not in order"),
  v.readonly(),
);
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
  anchors: v.optional(v.nullable(v.strictObject({ rms: NOT_NEGATIVE, constants: v.strictObject({ idleWatts: BAND, busyWatts: BAND, joulesPerByte: BAND, joulesPerCachedByte: BAND, joulesPerOperation: BAND }) })), null),
});
export type Calibration = v.InferOutput<typeof CALIBRATION>;

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
