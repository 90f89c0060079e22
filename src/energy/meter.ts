// The meter: exact counts -> joules, with a 5-95 % band. No clock, no GPU, bit-identical on every machine.
//
//   E = k * (2 * (multiplyAdds + comparisons + halfShare * halfMultiplyAdds) * e_f + (B_dram + cacheShare * B_llc) * e_dram)
//     + dispatches * t_dispatch * (P_busy - P_idle) + hostOperations * t_op * P_host           METHOD.md has the reasons
//   B_llc = resident bytes, or all bytes where the working set fits the last-level cache; B_dram = the others
//
// E is linear in the counts, so one draw of all constants is a joules-per-count coefficient for each. The same
// draws serve both arms: what is uncertain in common cancels in the ratio.

import type { ArmName } from "../scenario/scenario.ts";
import { BandFinder, type Evaluate } from "./bands.ts";
import { PICOJOULE, SHARED_K_VARIANCE } from "./constants.ts";
import { centralConstants, type Constants, DRAWS, type Draws, drawsFor, bandOf, SIGMA_K, sigmas } from "./draws.ts";
import { exactExp, Z_95 } from "./log-normal.ts";
import { type DeviceProfile, findProfile } from "./profiles.ts";
import { bytesByLevel, type Component, COMPONENTS, totalWork, type Work, type WorkByComponent } from "./work.ts";

/** Counted energy, joules. */
export interface Energy {
  /** 5 % point. */
  readonly low: number;
  /** At the central constants; the sum of `byComponent`. */
  readonly mid: number;
  /** 95 % point. */
  readonly high: number;
  /** Joules at the central constants. */
  readonly byComponent: Readonly<Partial<Record<Component, number>>>;
}

/** Energy of the numerator arm (dense) over that of the denominator arm (hybrid). */
export interface EnergyRatio {
  /** Median over the draws. Infinity when only the denominator did no work; 1 when neither did. */
  readonly ratio: number;
  /** 5 % point. */
  readonly low: number;
  /** 95 % point. */
  readonly high: number;
  /** Share of the draws in which the denominator arm uses less; a tie counts half. */
  readonly probabilityHybridLess: number;
  readonly numerator: ArmName;
  readonly denominator: ArmName;
}

export interface MeasureOptions {
  /** Bytes the arm touches again and again (weights, cache, activations). Unknown: bytes come from memory. */
  readonly workingSetBytes?: number;
}

export interface ArmWork extends MeasureOptions {
  readonly arm: ArmName;
  readonly work: WorkByComponent;
}

export const CONSTANT_NAMES = ["countingError", "operationEnergy", "halfShare", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower", "hostOperationTime", "deviceClass"] as const;
export type ConstantName = (typeof CONSTANT_NAMES)[number];

/** How far one uncertain constant alone moves the ratio, the rest central. */
export interface TornadoBar {
  readonly constant: ConstantName;
  /** The smaller ratio over the constant's 5-95 % band (or over the classes of a mixture). */
  readonly low: number;
  readonly high: number;
}

export interface Meter {
  readonly profile: DeviceProfile;
  measure(work: WorkByComponent, options?: MeasureOptions): Energy;
  /** `dense` over `hybrid`. */
  ratio(dense: ArmWork, hybrid: ArmWork): EnergyRatio;
  /** Widest bar first: it names the constant that dominates. */
  tornado(dense: ArmWork, hybrid: ArmWork): readonly TornadoBar[];
}

export function fitsCache(options: MeasureOptions, cacheBytes: number): boolean {
  return options.workingSetBytes !== undefined && options.workingSetBytes <= cacheBytes;
}

/** Joules of arithmetic and of memory at given constants; also of the timed form. Only + - * /, in this order: part of the numerics contract. */
export function countedParts(work: Work, c: Constants, cached: boolean): { readonly arithmetic: number; readonly memory: number } {
  const { memory, cache } = bytesByLevel(work, cached);
  const steps = work.multiplyAdds + work.comparisons + c.halfShare * work.halfMultiplyAdds;
  return {
    arithmetic: c.countingError * 2 * steps * c.operationEnergy * PICOJOULE,
    memory: c.countingError * (memory + c.cacheShare * cache) * c.memoryEnergy * PICOJOULE,
  };
}

/** Joules of one Work. */
function joules(work: Work, c: Constants, cached: boolean): number {
  const { arithmetic, memory } = countedParts(work, c, cached);
  const dispatch = work.dispatches * c.dispatchTime * 1e-6 * c.busyPower;
  const host = work.hostOperations * c.hostOperationTime * 1e-9 * c.hostPower;
  return arithmetic + memory + dispatch + host;
}

function checkWork(work: Work): void {
  for (const [name, value] of Object.entries(work)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`Work.${name} must be a finite count, got ${value}`);
  }
  if (work.residentBytes > work.bytesRead + work.bytesWritten) throw new RangeError(`Work.residentBytes is ${work.residentBytes}, more than all bytes`);
}

/** Joules of arithmetic and memory under draw `i`, with the k of one arm; also of the timed form. */
export function drawnParts(work: Work, draws: Draws, options: MeasureOptions, countingError: Float64Array): Evaluate {
  const { halfMultiplyAdds } = work;
  const steps = work.multiplyAdds + work.comparisons;
  const workingSet = options.workingSetBytes ?? Infinity;
  const cached = bytesByLevel(work, true);
  const split = bytesByLevel(work, false);
  const { perMultiplyAdd, perHalfMultiplyAdd, perByte, perCachedByte, cacheBytes } = draws;
  return (i) => {
    const { memory, cache } = workingSet <= (cacheBytes[i] ?? 0) ? cached : split;
    return (countingError[i] ?? 0) * (steps * (perMultiplyAdd[i] ?? 0) + halfMultiplyAdds * (perHalfMultiplyAdd[i] ?? 0) + memory * (perByte[i] ?? 0) + cache * (perCachedByte[i] ?? 0));
  };
}

/** Joules of one Work under draw `i`, with the k of the numerator or of the denominator arm. */
function drawn(work: Work, draws: Draws, options: MeasureOptions, countingError: Float64Array): Evaluate {
  const { dispatches, hostOperations } = work;
  const { perDispatch, perHostOperation } = draws;
  const counted = drawnParts(work, draws, options, countingError);
  return (i) => counted(i) + dispatches * (perDispatch[i] ?? 0) + hostOperations * (perHostOperation[i] ?? 0);
}

/** What `drawn` is linear in. */
function countsOf(work: Work): readonly number[] {
  return [work.multiplyAdds + work.comparisons, work.halfMultiplyAdds, work.bytesRead + work.bytesWritten - work.residentBytes, work.residentBytes, work.dispatches, work.hostOperations];
}

/** 0 / 0 is 1: neither arm did any work. */
function divide(a: number, b: number): number {
  return a === b ? 1 : a / b;
}

/** The meter of a device class, or of a class with figures of its own; an id this version does not know gives the `unknown` profile. */
export function createMeter(of: string | DeviceProfile, seed: number): Meter {
  const profile = typeof of === "string" ? findProfile(of) : of;
  const draws = drawsFor(profile, seed);
  const bands = new BandFinder();
  const central = centralConstants(profile);
  const sigma = sigmas(profile);

  /** Ratio at given constants; the two k apart. */
  const ratioAt = (dense: ArmWork, hybrid: ArmWork, constants: Constants, cacheBytes: number, kDense = 1, kHybrid = 1): number =>
    divide(
      joules(totalWork(dense.work), { ...constants, countingError: kDense }, fitsCache(dense, cacheBytes)),
      joules(totalWork(hybrid.work), { ...constants, countingError: kHybrid }, fitsCache(hybrid, cacheBytes)),
    );

  return {
    profile,

    measure(work, options = {}) {
      const cached = fitsCache(options, profile.cacheBytes);
      const byComponent: Partial<Record<Component, number>> = {};
      let mid = 0;
      for (const component of COMPONENTS) {
        const part = work[component];
        if (part === undefined) continue;
        checkWork(part);
        const energy = joules(part, central, cached);
        byComponent[component] = energy;
        mid += energy;
      }
      const total = totalWork(work);
      const { low, high } = bands.find(options.workingSetBytes ?? Infinity, countsOf(total), drawn(total, draws, options, draws.countingError));
      return { low: Math.min(mid, low), mid, high: Math.max(mid, high), byComponent };
    },

    ratio(dense, hybrid) {
      const denseWork = totalWork(dense.work);
      const hybridWork = totalWork(hybrid.work);
      checkWork(denseWork);
      checkWork(hybridWork);
      const denseJoules = drawn(denseWork, draws, dense, draws.countingError);
      const hybridJoules = drawn(hybridWork, draws, hybrid, draws.otherCountingError);
      let hybridLess = 0;
      const ratios = Float64Array.from({ length: DRAWS }, (_, i) => {
        const a = denseJoules(i);
        const b = hybridJoules(i);
        hybridLess += b < a ? 1 : b === a ? 0.5 : 0;
        return divide(a, b);
      });
      const { low, median, high } = bandOf(ratios, true);
      return {
        ratio: median,
        low,
        high,
        probabilityHybridLess: hybridLess / DRAWS,
        numerator: dense.arm,
        denominator: hybrid.arm,
      };
    },

    tornado(dense, hybrid) {
      const bars: TornadoBar[] = [];
      const addBar = (constant: ConstantName, values: readonly number[]): void => {
        bars.push({ constant, low: Math.min(...values), high: Math.max(...values) });
      };
      // Only the part of k the arms do not share moves the ratio: sd of ln(k_a / k_b) = sigma * sqrt(2 * own variance).
      const apart = exactExp((Z_95 * SIGMA_K * Math.sqrt(2 * (1 - SHARED_K_VARIANCE))) / 2);
      addBar("countingError", [
        ratioAt(dense, hybrid, central, profile.cacheBytes, 1 / apart, apart),
        ratioAt(dense, hybrid, central, profile.cacheBytes, apart, 1 / apart),
      ]);
      for (const name of ["operationEnergy", "halfShare", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower", "hostOperationTime"] as const) {
        const step = exactExp(Z_95 * sigma[name]);
        addBar(name, [central[name] / step, central[name] * step].map((value) =>
          ratioAt(dense, hybrid, { ...central, [name]: name === "cacheShare" || name === "halfShare" ? Math.min(1, value) : value }, profile.cacheBytes)));
      }
      if (profile.mixture.length > 0) {
        addBar("deviceClass", profile.mixture.map(findProfile).map((one) =>
          ratioAt(dense, hybrid, centralConstants(one), one.cacheBytes)));
      }
      const span = (bar: TornadoBar): number => (bar.high === bar.low ? 0 : bar.high / bar.low);
      return bars.sort((a, b) => span(b) - span(a));
    },
  };
}
