// The clock's side of a run: its times, the meter that turns them into joules, and how well that meter knows this device.

import { calibratedProfile, type Calibration, tierOf } from "../../energy/calibration.ts";
import { type DeviceProfile, findProfile } from "../../energy/profiles.ts";
import { BOUNDARIES, createTimedMeter, type TimedArm, type TimedMeter } from "../../energy/timed.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { DecodeTiming } from "../../model/decoder.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import type { TimedFigure } from "../../store/export.ts";
import type { RunState } from "../../store/reduce.ts";
import { keptAnchors, keptCalibration } from "../kept-calibration.ts";
import type { KnownDevice } from "../TierBadge.tsx";

/** Times of the CPU plan and of a software adapter are the processor's, whatever class the counts are charged to. */
export function timedProfile({ machine, scenario }: RunState): string {
  return machine !== null && (machine.plan === "cpu" || machine.software) ? "cpu-software" : scenario.profile;
}

/** Of the very GPU that ran it, live; null without. A processor's times are its class's: nothing here calibrates a processor. */
export function calibrationOf({ recorded, machine }: RunState): Calibration | null {
  return recorded || machine === null || machine.plan === "cpu" || machine.software ? null : keptCalibration(machine.adapter);
}

export interface TimedSide {
  readonly meter: TimedMeter;
  readonly device: KnownDevice;
}

export function knownDevice(run: RunState): KnownDevice {
  const calibration = calibrationOf(run);
  return { tier: tierOf(calibration), processor: timedProfile(run) === "cpu-software", imported: calibration?.imported === true };
}

const measuredClasses = new WeakMap<Calibration, Map<string, DeviceProfile>>();

/** As `calibratedProfile()`, made once, because draws are remembered by the profile. */
export function measuredClass(profileId: string, calibration: Calibration): DeviceProfile {
  const known = measuredClasses.get(calibration) ?? new Map<string, DeviceProfile>();
  measuredClasses.set(calibration, known);
  const profile = known.get(profileId) ?? calibratedProfile(findProfile(profileId), calibration);
  known.set(profileId, profile);
  return profile;
}

/** The timed meter of a run: the device's own launches and readings where it has any, else its class. */
export function timedSide(run: RunState): TimedSide {
  const calibration = calibrationOf(run);
  const profile = timedProfile(run);
  const meter = calibration === null
    ? createTimedMeter(profile, run.scenario.seed)
    : createTimedMeter(measuredClass(profile, calibration), run.scenario.seed, keptAnchors(calibration));
  return { meter, device: knownDevice(run) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/**
 * Null where the clock gave nothing to reckon with: some browsers' clocks are too coarse for a short run. Where the network was timed
 * again, the median takes the place of the one time of the run; of that one, what waiting took beside the work is no computing.
 */
export function timedArm({ arm, work, workingSetBytes, tokens, elapsedMs, hostMs, solverMs, idleMs }: ArmResult, timing: DecodeTiming | null | undefined): TimedArm | null {
  const host = hostMs / 1000;
  const beside = { host, ...(solverMs !== undefined && { solver: Math.min(host, solverMs / 1000) }), wall: elapsedMs / 1000 };
  if (timing != null) {
    const compute = median(timing.seconds);
    if (!(compute > 0 && host >= 0 && elapsedMs >= 0 && elapsedMs < Infinity)) return null;
    return { arm, work, workingSetBytes, spans: { compute, ...beside }, repeats: timing.seconds };
  }
  const compute = (elapsedMs - hostMs - idleMs) / 1000;
  if (!(elapsedMs > 0 && elapsedMs < Infinity && host >= 0 && (compute > 0 || (compute === 0 && tokens === 0)))) return null;
  return { arm, work, workingSetBytes, spans: { compute, ...beside }, timedOnce: true };
}

/** The two arms of a run's ratio, dense first; null without a ratio, or where the clock gave nothing to reckon with. */
export function timedPair({ ratio, arms }: RunState): readonly [dense: TimedArm, hybrid: TimedArm] | null {
  if (ratio === null) return null;
  const [dense, hybrid] = [ratio.numerator, ratio.denominator].map((arm) => {
    const result = arms[arm]?.result;
    return result == null ? null : timedArm(result, arms[arm]?.timing);
  });
  return dense == null || hybrid == null ? null : [dense, hybrid];
}

/** "7 times, by the GPU's own clock", of the networks of `arms`; "once", and what that means, before that. */
export function timedHow(run: RunState, arms: readonly ArmName[]): string {
  const timings = arms.flatMap((arm) => run.arms[arm]?.timing ?? []);
  const [first] = timings;
  if (first === undefined || timings.length < arms.length) return "once, with the usual spread of such a time in the interval";
  return `${first.seconds.length} times, by ${first.clock === "timestamps" ? "the GPU's own clock" : "the page's clock"}`;
}

/** Timed joules of every arm at every boundary, for a file. */
export function timedFigures(run: RunState): readonly TimedFigure[] {
  const { meter, device: { tier } } = timedSide(run);
  return run.scenario.arms.flatMap((arm) => {
    const own = run.arms[arm];
    const timed = own?.result == null ? null : timedArm(own.result, own.timing);
    if (timed === null) return [];
    const clock = own?.timing?.clock ?? "page";
    return BOUNDARIES.map((boundary): TimedFigure => {
      const { low, mid, high } = meter.measure(timed, boundary);
      return { arm, boundary, tier, low, mid, high, computeSeconds: timed.repeats ?? [timed.spans.compute], hostSeconds: timed.spans.host, clock };
    });
  });
}
