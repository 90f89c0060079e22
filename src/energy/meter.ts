// The meter: exact counts -> joules, with a 5-95 % band. No clock, no GPU, bit-identical on every machine.
//
//   E = k * (2 * multiplyAdds * e_f + bytes * e_mem) + dispatches * t_dispatch * (P_busy - P_idle)
//     + hostOperations * t_op * P_host                                                        METHOD.md has the reasons
//   e_mem = e_dram, or cacheShare * e_dram where the working set fits the last-level cache
//
// E is linear in the counts, so one draw of all constants is four joules-per-count coefficients. The same
// draws serve both arms: what is uncertain in common cancels in the ratio.

import type { ArmName } from "../scenario/scenario.ts";
import { createPrng } from "../scenario/prng.ts";
import { PICOJOULE, SHARED_K_VARIANCE } from "./constants.ts";
import { centralConstants, type Constants, DRAWS, type Draws, drawConstants, BandFinder, bandOf, SIGMA_K, sigmas } from "./draws.ts";
import { exactExp, Z_95 } from "./log-normal.ts";
import { type DeviceProfile, findProfile } from "./profiles.ts";
import { type Component, COMPONENTS, totalWork, type Work, type WorkByComponent } from "./work.ts";

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

export const CONSTANT_NAMES = ["countingError", "operationEnergy", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower", "hostOperationTime", "deviceClass"] as const;
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

/** Joules of one Work. Only + - * / on the constants, in this order: part of the numerics contract. */
function joules(work: Work, c: Constants, cached: boolean): number {
  const byteEnergy = cached ? c.cacheShare * c.memoryEnergy : c.memoryEnergy;
  const bytes = work.bytesRead + work.bytesWritten;
  const counted = c.countingError * (2 * work.multiplyAdds * c.operationEnergy + bytes * byteEnergy) * PICOJOULE;
  const dispatch = work.dispatches * c.dispatchTime * 1e-6 * c.busyPower;
  const host = work.hostOperations * c.hostOperationTime * 1e-9 * c.hostPower;
  return counted + dispatch + host;
}

function checkWork(work: Work): void {
  for (const [name, value] of Object.entries(work)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`Work.${name} must be a finite count, got ${value}`);
  }
}

/** Joules of one Work under every draw, with the k of the numerator or of the denominator arm; written to `joulesOf`. */
function drawnJoules(work: Work, draws: Draws, options: MeasureOptions, countingError: Float64Array, joulesOf = new Float64Array(DRAWS)): Float64Array {
  const { multiplyAdds, dispatches, hostOperations } = work;
  const bytes = work.bytesRead + work.bytesWritten;
  const workingSet = options.workingSetBytes ?? Infinity;
  const { perMultiplyAdd, perByte, perCachedByte, perDispatch, perHostOperation, cacheBytes } = draws;
  // A plain loop: it runs for every token.
  for (let i = 0; i < DRAWS; i++) {
    const byte = (workingSet <= (cacheBytes[i] ?? 0) ? perCachedByte[i] : perByte[i]) ?? 0;
    joulesOf[i] = (countingError[i] ?? 0) * (multiplyAdds * (perMultiplyAdd[i] ?? 0) + bytes * byte) + dispatches * (perDispatch[i] ?? 0) + hostOperations * (perHostOperation[i] ?? 0);
  }
  return joulesOf;
}

/** 0 / 0 is 1: neither arm did any work. */
function divide(a: number, b: number): number {
  return a === b ? 1 : a / b;
}

/** The meter of a device class, or of a class with figures of its own; an id this version does not know gives the `unknown` profile. */
export function createMeter(of: string | DeviceProfile, seed: number): Meter {
  const profile = typeof of === "string" ? findProfile(of) : of;
  const draws = drawConstants(profile, createPrng(seed).fork("energy"));
  const bands = new BandFinder();
  const scratch = new Float64Array(DRAWS);
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
      const { low, high } = bands.find(drawnJoules(total, draws, options, draws.countingError, scratch), mid);
      return { low: Math.min(mid, low), mid, high: Math.max(mid, high), byComponent };
    },

    ratio(dense, hybrid) {
      const denseWork = totalWork(dense.work);
      const hybridWork = totalWork(hybrid.work);
      checkWork(denseWork);
      checkWork(hybridWork);
      const hybridJoules = drawnJoules(hybridWork, draws, hybrid, draws.otherCountingError);
      let hybridLess = 0;
      const ratios = drawnJoules(denseWork, draws, dense, draws.countingError).map((a, i) => {
        const b = hybridJoules[i] ?? 0;
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
      for (const name of ["operationEnergy", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower", "hostOperationTime"] as const) {
        const step = exactExp(Z_95 * sigma[name]);
        addBar(name, [central[name] / step, central[name] * step].map((value) =>
          ratioAt(dense, hybrid, { ...central, [name]: name === "cacheShare" ? Math.min(1, value) : value }, profile.cacheBytes)));
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
