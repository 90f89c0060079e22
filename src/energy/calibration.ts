// A device's own figures: the micro-benchmark with the adapter it was made on (tier T1) and readings of a power meter (T2), as kept on
// the device and as a file. Readings are kept, not what was fitted to them.

import * as v from "valibot";
import { BYTES_PER_SECOND, fitAnchors, OPERATIONS_PER_SECOND } from "./anchor.ts";
import { type Anchored, METER_PLACES } from "./anchored.ts";
import type { DeviceProfile } from "./profiles.ts";

interface Range {
  readonly least: number;
  readonly most: number;
}
/**
 * 10 ns, thirty cycles at 3 GHz, are too few for a command processor to read a launch; what takes a second is a kernel, which browsers end
 * when it takes some more.
 */
const LAUNCH_MICROSECONDS: Range = { least: 0.01, most: 1e6 };
/** A launch is inside. The slowest browsers look every 100 ms whether the work is done: a hundred times that. */
const SUBMIT_MICROSECONDS: Range = { least: 0.01, most: 1e7 };
/** 5 % to 95 % point of the repeats: one may wait for a GPU to wake, 100 ms, where the others take 10 us. */
const MOST_SPREAD = 1e4;
/** A terabyte: more than a GPU has, and than a page may allocate. */
const MOST_WORKING_SET = 2 ** 40;

const within = ({ least, most }: Range) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const figure = (range: Range) => v.pipe(
  v.strictObject({ median: within(range), low: within(range), high: within(range) }),
  v.check(({ median, low, high }) => low <= median && median <= high, "low, median and high are not in order"),
  v.check(({ low, high }) => high <= MOST_SPREAD * low, `low and high are more than a factor of ${MOST_SPREAD} apart`),
  v.readonly(),
);
/** Whether the rates and watts are a GPU's, fitAnchors() knows. */
const READING = v.pipe(v.strictObject({ busyShare: v.number(), bytesPerSecond: v.number(), cachedBytesPerSecond: v.number(), operationsPerSecond: v.number(), watts: v.number() }), v.readonly());
const READINGS = v.pipe(
  v.array(READING),
  v.maxLength(50),
  v.readonly(), // before the check: a transformation behind one hides what it says
  v.rawCheck(({ dataset, addIssue }) => {
    const outcome = dataset.typed && dataset.issues === undefined ? fitAnchors(dataset.value) : null;
    if (outcome?.ok === false) addIssue({ message: `no constants can be fitted to them: ${outcome.message.replace(/[.]$/, "")}` });
  }),
);
const ANCHORS = v.strictObject({ at: v.picklist(METER_PLACES), readings: READINGS });
/** Earlier files had what was fitted, without the readings: these are tier T1 now. */
const FITTED = v.pipe(v.object({ rms: v.number(), constants: v.object({}) }), v.transform(() => null));
const CALIBRATION = v.strictObject({
  version: v.literal(1),
  /** In the adapter's own words; figures hold for it alone. */
  adapter: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  software: v.boolean(),
  /** Taken from a file: made on a device whose adapter has the same words, which may be another one. */
  imported: v.exactOptional(v.boolean()),
  benchmark: v.strictObject({
    operationsPerSecond: figure(OPERATIONS_PER_SECOND),
    bytesPerSecond: v.pipe(
      v.array(v.strictObject({ workingSet: v.pipe(within({ least: 1, most: MOST_WORKING_SET }), v.integer()), rate: figure(BYTES_PER_SECOND) })),
      v.minLength(1), v.maxLength(20), v.readonly(),
    ),
    dispatchMicroseconds: figure(LAUNCH_MICROSECONDS),
    submitMicroseconds: figure(SUBMIT_MICROSECONDS),
  }),
  /** Tier T2; absent in files of tier T1. */
  anchors: v.optional(v.nullable(v.union([ANCHORS, FITTED])), null),
});
export type Calibration = v.InferOutput<typeof CALIBRATION>;

/** T0: the class's constants. T1: the time of a launch measured, watts of the class. T2: watts read from a meter too. */
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

function complaint([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  return `at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}`;
}

/** What in figures just measured no device can have, so that a file of them would be refused; null without. */
export function implausibility(calibration: Calibration): string | null {
  const parsed = v.safeParse(CALIBRATION, calibration);
  return parsed.success ? null : complaint(parsed.issues);
}

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
  return { ok: false, code: "not-a-calibration", message: `The file is no calibration of this version, ${complaint(parsed.issues)}. Choose a file that this page exported.` };
}

export function calibrationText(calibration: Calibration): string {
  return `${JSON.stringify(calibration, null, 1)}\n`;
}

/** The class with the measured time of a launch in place of its own, in each class of a mixture; watts stay the class's. */
export function calibratedProfile(profile: DeviceProfile, { benchmark, adapter }: Calibration): DeviceProfile {
  const { low, median, high } = benchmark.dispatchMicroseconds;
  // The clock's own grain and other work on the machine: at least the 1.3-fold band of a fitted figure.
  const dispatchTime = { low: Math.min(low, median / 1.3), central: median, high: Math.max(high, median * 1.3), unit: "us", confidence: "A", source: `measured on ${adapter}` } as const;
  return { ...profile, dispatchTime };
}
