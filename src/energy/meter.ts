// The meter: exact counts -> joules, with a 5-95 % band. No clock, no GPU, bit-identical on every machine.
//
//   E = k * (2 * (multiplyAdds + comparisons + halfShare * halfMultiplyAdds) * e_f + (B_dram + cacheShare * B_llc) * e_dram
//            + dispatches * t_dispatch * (P_busy - P_idle + P_host) + hostOperations * t_op * P_host)       METHOD.md has the reasons
//   B_llc = resident bytes, or all bytes where the working set fits the last-level cache; B_dram = the others
//
// E is linear in the counts, so one draw of all constants is a joules-per-count coefficient for each. The same
// draws serve both arms: what is uncertain in common cancels in the ratio.

import type { ArmName } from "../scenario/scenario.ts";
import { bandFinder } from "./bands.ts";
import { PICOJOULE, SHARED_K_VARIANCE } from "./constants.ts";
import { centralConstants, classesOf, type Constants, countsOf, DRAWS, type Draws, drawsFor, SIGMA_K, sigmas } from "./draws.ts";
import { exactExp, Z_95 } from "./log-normal.ts";
import { bandOf } from "./quantiles.ts";
import { type DeviceProfile, findProfile } from "./profiles.ts";
import { bytesByLevel, type Component, COMPONENTS, NO_WORK, totalWork, type Work, type WorkByComponent } from "./work.ts";

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
export interface TornadoBar<Name extends string = ConstantName> {
  readonly constant: Name;
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
export function countedParts(work: Work, c: Constants, cached: boolean, k = c.countingError): { readonly arithmetic: number; readonly memory: number } {
  const { memory, cache } = bytesByLevel(work, cached);
  const steps = work.multiplyAdds + work.comparisons + c.halfShare * work.halfMultiplyAdds;
  return {
    arithmetic: k * 2 * steps * c.operationEnergy * PICOJOULE,
    memory: k * (memory + c.cacheShare * cache) * c.memoryEnergy * PICOJOULE,
  };
}

/** Joules of one Work. */
function joules(work: Work, c: Constants, cached: boolean, k = c.countingError): number {
  const { arithmetic, memory } = countedParts(work, c, cached, k);
  const dispatch = k * work.dispatches * c.dispatchTime * 1e-6 * (c.busyPower + c.launchingCores * c.hostPower);
  const host = k * work.hostOperations * c.hostOperationTime * 1e-9 * c.hostPower;
  return arithmetic + memory + dispatch + host;
}

const COUNT_NAMES = Object.keys(NO_WORK) as (keyof Work)[];

function checkWork(work: Work): void {
  for (const name of COUNT_NAMES) {
    const value = work[name];
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`Work.${name} must be a finite count, got ${value}`);
  }
  if (work.residentBytes > work.bytesRead + work.bytesWritten) throw new RangeError(`Work.residentBytes is ${work.residentBytes}, more than all bytes`);
}

/** 0 / 0 is 1: neither arm did any work. */
export function divide(a: number, b: number): number {
  return a === b ? 1 : a / b;
}

/** Only the part of k the arms do not share moves the ratio: sd of ln(k_a / k_b) = sigma * sqrt(2 * own variance). k of one arm goes up by this, of the other down. */
export const K_APART = exactExp((Z_95 * SIGMA_K * Math.sqrt(2 * (1 - SHARED_K_VARIANCE))) / 2);

export function widestFirst<Name extends string>(bars: readonly TornadoBar<Name>[]): readonly TornadoBar<Name>[] {
  const span = ({ low, high }: TornadoBar<Name>): number => (high === low ? 0 : high / low);
  return bars.toSorted((a, b) => span(b) - span(a));
}

interface CountedArm extends MeasureOptions {
  readonly counts: readonly number[];
}

/** Dense over hybrid under every draw, and how often the hybrid uses less (a tie is half). The two draws of a pair differ in k alone. */
function ratiosOf(draws: Draws, dense: CountedArm, hybrid: CountedArm): { readonly ratios: Float64Array; readonly hybridLess: number } {
  const { perMultiplyAdd, perHalfMultiplyAdd, perByte, perCachedByte, perDispatch, perHostOperation, cacheBytes, countingError, otherCountingError } = draws;
  const [da = 0, db = 0, dc = 0, dd = 0, de = 0, df = 0] = dense.counts;
  const [ha = 0, hb = 0, hc = 0, hd = 0, he = 0, hf = 0] = hybrid.counts;
  const { workingSetBytes: denseBytes = Infinity } = dense;
  const { workingSetBytes: hybridBytes = Infinity } = hybrid;
  const ratios = new Float64Array(DRAWS);
  let hybridLess = 0;
  for (let pair = 0; pair < DRAWS; pair += 2) {
    const a = perMultiplyAdd[pair] ?? 0;
    const b = perHalfMultiplyAdd[pair] ?? 0;
    const c = perByte[pair] ?? 0;
    const d = perCachedByte[pair] ?? 0;
    const e = perDispatch[pair] ?? 0;
    const f = perHostOperation[pair] ?? 0;
    const cache = cacheBytes[pair] ?? 0;
    const denseCounted = da * a + db * b + dc * (denseBytes <= cache ? d : c) + dd * d + de * e + df * f;
    const hybridCounted = ha * a + hb * b + hc * (hybridBytes <= cache ? d : c) + hd * d + he * e + hf * f;
    for (let i = pair; i < pair + 2; i++) {
      const above = (countingError[i] ?? 0) * denseCounted;
      const below = (otherCountingError[i] ?? 0) * hybridCounted;
      hybridLess += below < above ? 1 : below === above ? 0.5 : 0;
      ratios[i] = divide(above, below);
    }
  }
  return { ratios, hybridLess };
}

/** The meter of a device class, or of a class with figures of its own; an id this version does not know gives the `unknown` profile. */
export function createMeter(of: string | DeviceProfile, seed: number): Meter {
  const profile = typeof of === "string" ? findProfile(of) : of;
  const draws = drawsFor(profile, seed);
  const central = centralConstants(profile);
  const sigma = sigmas(profile);

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
      const { low, high } = bandFinder(draws, options.workingSetBytes ?? Infinity).find(countsOf(total));
      return { low: Math.min(mid, low), mid, high: Math.max(mid, high), byComponent };
    },

    ratio(dense, hybrid) {
      const denseWork = totalWork(dense.work);
      const hybridWork = totalWork(hybrid.work);
      checkWork(denseWork);
      checkWork(hybridWork);
      const { ratios, hybridLess } = ratiosOf(draws, { ...dense, counts: countsOf(denseWork) }, { ...hybrid, counts: countsOf(hybridWork) });
      const { low, median, high } = bandOf(ratios);
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
      const denseWork = totalWork(dense.work);
      const hybridWork = totalWork(hybrid.work);
      /** Ratio at given constants; the two k apart. */
      const ratioAt = (constants: Constants, cacheBytes: number, kDense = 1, kHybrid = 1): number =>
        divide(
          joules(denseWork, constants, fitsCache(dense, cacheBytes), kDense),
          joules(hybridWork, constants, fitsCache(hybrid, cacheBytes), kHybrid),
        );
      const bars: TornadoBar[] = [];
      const addBar = (constant: ConstantName, values: readonly number[]): void => {
        bars.push({ constant, low: Math.min(...values), high: Math.max(...values) });
      };
      addBar("countingError", [
        ratioAt(central, profile.cacheBytes, 1 / K_APART, K_APART),
        ratioAt(central, profile.cacheBytes, K_APART, 1 / K_APART),
      ]);
      for (const name of ["operationEnergy", "halfShare", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower", "hostOperationTime"] as const) {
        const step = exactExp(Z_95 * sigma[name]);
        const varied = { ...central };
        addBar(name, [central[name] / step, central[name] * step].map((value) => {
          varied[name] = name === "cacheShare" || name === "halfShare" ? Math.min(1, value) : value;
          return ratioAt(varied, profile.cacheBytes);
        }));
      }
      if (profile.mixture.length > 0) {
        addBar("deviceClass", classesOf(profile).map((one) =>
          ratioAt(centralConstants(one), one.cacheBytes)));
      }
      return widestFirst(bars);
    },
  };
}
