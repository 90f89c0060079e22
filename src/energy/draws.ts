// The uncertain constants: central values, and 4096 seeded draws of them per profile, shared by all arms and by counted and timed
// joules alike. Only + - * / and exact functions, so that every machine draws the same digits.

import { createPrng, type Prng } from "../scenario/prng.ts";
import { BAND_FACTOR, COMMON_CONSTANTS, PICOJOULE, SHARED_K_VARIANCE } from "./constants.ts";
import { exactExp, inverseNormal, sigmaOfBand } from "./log-normal.ts";
import { type DeviceProfile, findProfile } from "./profiles.ts";
import type { Work } from "./work.ts";

/** One value of every uncertain constant. Picojoules, watts, microseconds, nanoseconds as in constants.ts. */
export interface Constants {
  countingError: number;
  operationEnergy: number;
  /** Of an f16 operation, of operationEnergy. */
  halfShare: number;
  memoryEnergy: number;
  cacheShare: number;
  /** P_busy - P_idle. */
  busyPower: number;
  dispatchTime: number;
  hostPower: number;
  /** Cores busy with a launch beside the GPU; certain. */
  launchingCores: number;
  hostOperationTime: number;
  idlePower: number;
  maxPower: number;
  /** phi, of P_max. */
  powerShare: number;
  wallFactor: number;
}
/** maxPower is a limit by specification; powerShare is the cross-check's alone, which is made at central constants. */
export type Drawn = Exclude<keyof Constants, "countingError" | "launchingCores" | "maxPower" | "powerShare">;

/** The classes that a device may be: of a mixture each, else its own. Launches measured on it cost the same whichever it is. */
export function classesOf(profile: DeviceProfile): readonly DeviceProfile[] {
  if (profile.mixture.length === 0) return [profile];
  const classes = profile.mixture.map(findProfile);
  const measured = profile.dispatchTime !== findProfile(profile.id).dispatchTime;
  return measured ? classes.map((one) => ({ ...one, dispatchTime: profile.dispatchTime })) : classes;
}

export const DRAWS = 4096;
export const SIGMA_K = sigmaOfBand(COMMON_CONSTANTS.countingError.low, COMMON_CONSTANTS.countingError.central, COMMON_CONSTANTS.countingError.high);

export function centralConstants(profile: DeviceProfile): Constants {
  return {
    countingError: COMMON_CONSTANTS.countingError.central,
    operationEnergy: profile.operationPicojoules,
    halfShare: COMMON_CONSTANTS.halfShare.central,
    memoryEnergy: profile.memoryPicojoules,
    cacheShare: COMMON_CONSTANTS.cacheShare.central,
    busyPower: profile.busyWatts - profile.idleWatts,
    dispatchTime: profile.dispatchTime.central,
    hostPower: profile.hostPower.central,
    launchingCores: profile.launchingCores,
    hostOperationTime: COMMON_CONSTANTS.hostOperationTime.central,
    idlePower: profile.idleWatts,
    maxPower: profile.maxWatts,
    powerShare: COMMON_CONSTANTS.powerShare.central,
    wallFactor: profile.wallFactor.central,
  };
}

/** Standard deviations of the logarithms. */
export function sigmas(profile: DeviceProfile): Readonly<Record<Drawn, number>> {
  const factor = BAND_FACTOR[profile.confidence];
  const ofClass = sigmaOfBand(1 / factor, 1, factor);
  const { halfShare, cacheShare, hostOperationTime } = COMMON_CONSTANTS;
  const { dispatchTime, hostPower, wallFactor } = profile;
  return {
    operationEnergy: ofClass,
    memoryEnergy: ofClass,
    busyPower: ofClass,
    halfShare: sigmaOfBand(halfShare.low, halfShare.central, halfShare.high),
    cacheShare: sigmaOfBand(cacheShare.low, cacheShare.central, cacheShare.high),
    dispatchTime: sigmaOfBand(dispatchTime.low, dispatchTime.central, dispatchTime.high),
    hostPower: sigmaOfBand(hostPower.low, hostPower.central, hostPower.high),
    hostOperationTime: sigmaOfBand(hostOperationTime.low, hostOperationTime.central, hostOperationTime.high),
    idlePower: ofClass,
    wallFactor: sigmaOfBand(wallFactor.low, wallFactor.central, wallFactor.high),
  };
}

/** Joules per count, one entry per draw: E is linear, so a measurement is a few products per draw. */
export interface Draws {
  /** k of the numerator arm, and of the denominator arm. */
  readonly countingError: Float64Array;
  readonly otherCountingError: Float64Array;
  /** A comparison costs as much. */
  readonly perMultiplyAdd: Float64Array;
  readonly perHalfMultiplyAdd: Float64Array;
  readonly perByte: Float64Array;
  readonly perCachedByte: Float64Array;
  readonly perDispatch: Float64Array;
  readonly perHostOperation: Float64Array;
  readonly cacheBytes: Float64Array;
  /** The different ones among cacheBytes. */
  readonly cacheSizes: readonly number[];
  /** Seconds of one core per launch; 0 where no core works beside the GPU. */
  readonly launchingTime: Float64Array;
  /** P_busy - P_idle, P_host and P_idle, watts. */
  readonly busyPower: Float64Array;
  readonly hostPower: Float64Array;
  readonly idlePower: Float64Array;
  readonly wallFactor: Float64Array;
}

/**
 * 4096 draws as 2048 exchanged pairs: the two k of a pair swap places in the second, so the arms are treated
 * alike and equal arms have a ratio of exactly even odds. Pairs go round the classes of a mixture.
 */
function drawConstants(profile: DeviceProfile, prng: Prng): Draws {
  const classes = classesOf(profile).map((one) => ({
    central: centralConstants(one), sigma: sigmas(one), cacheBytes: one.cacheBytes,
  }));
  const normal = (): number => inverseNormal((prng.nextUint32() + 0.5) / 4294967296);
  const sharedK = Math.sqrt(SHARED_K_VARIANCE);
  const ownK = Math.sqrt(1 - SHARED_K_VARIANCE);
  const column = (): Float64Array => new Float64Array(DRAWS);
  const draws: Draws = {
    countingError: column(), otherCountingError: column(), perMultiplyAdd: column(), perHalfMultiplyAdd: column(), perByte: column(),
    perCachedByte: column(), perDispatch: column(), perHostOperation: column(), cacheBytes: column(), cacheSizes: [...new Set(classes.map(({ cacheBytes }) => cacheBytes))],
    launchingTime: column(), busyPower: column(), hostPower: column(), idlePower: column(), wallFactor: column(),
  };
  // Streams of their own, so that what came later leaves the draws before it as they were.
  const timed = prng.fork("timed");
  const timedNormal = (): number => inverseNormal((timed.nextUint32() + 0.5) / 4294967296);
  const half = prng.fork("half");
  const halfNormal = (): number => inverseNormal((half.nextUint32() + 0.5) / 4294967296);
  for (let i = 0; i < DRAWS; i += 2) {
    const one = classes[(i / 2) % classes.length];
    if (one === undefined) throw new RangeError(`profile ${profile.id} has no class`);
    const { central, sigma, cacheBytes } = one;
    const vary = (name: Drawn): number => central[name] * exactExp(sigma[name] * normal());
    const shared = sharedK * normal();
    const first = exactExp(SIGMA_K * (shared + ownK * normal()));
    const second = exactExp(SIGMA_K * (shared + ownK * normal()));
    const memoryEnergy = vary("memoryEnergy") * PICOJOULE;
    const fill = (values: Float64Array, value: number): void => {
      values.fill(value, i, i + 2);
    };
    const multiplyAdd = 2 * vary("operationEnergy") * PICOJOULE;
    fill(draws.perMultiplyAdd, multiplyAdd);
    fill(draws.perHalfMultiplyAdd, Math.min(1, central.halfShare * exactExp(sigma.halfShare * halfNormal())) * multiplyAdd);
    fill(draws.perByte, memoryEnergy);
    fill(draws.perCachedByte, Math.min(1, vary("cacheShare")) * memoryEnergy);
    const dispatchTime = vary("dispatchTime");
    const busyPower = vary("busyPower");
    const hostOperationTime = vary("hostOperationTime");
    const hostPower = vary("hostPower");
    fill(draws.perDispatch, dispatchTime * 1e-6 * (busyPower + central.launchingCores * hostPower));
    fill(draws.launchingTime, dispatchTime * 1e-6 * central.launchingCores);
    fill(draws.perHostOperation, hostOperationTime * 1e-9 * hostPower);
    fill(draws.busyPower, busyPower);
    fill(draws.hostPower, hostPower);
    fill(draws.idlePower, central.idlePower * exactExp(sigma.idlePower * timedNormal()));
    fill(draws.wallFactor, Math.max(1, central.wallFactor * exactExp(sigma.wallFactor * timedNormal())));
    fill(draws.cacheBytes, cacheBytes);
    draws.countingError.set([first, second], i);
    draws.otherCountingError.set([second, first], i);
  }
  return draws;
}

/** Seeds whose draws are kept for each profile: of the run that is shown, and of the next. */
const KEPT_SEEDS = 2;
const keptDraws = new WeakMap<DeviceProfile, readonly { readonly seed: number; readonly draws: Draws }[]>();

/** The draws of a profile and a seed: made once, because a run and everything that shows it ask for the same ones. */
export function drawsFor(profile: DeviceProfile, seed: number): Draws {
  const kept = keptDraws.get(profile) ?? [];
  const wanted = kept.find((one) => one.seed === seed) ?? { seed, draws: drawConstants(profile, createPrng(seed).fork("energy")) };
  keptDraws.set(profile, [wanted, ...kept.filter((one) => one !== wanted)].slice(0, KEPT_SEEDS));
  return wanted.draws;
}

/** Factors on a time that was taken once, one entry per draw: of the numerator arm, and of the denominator arm, which has nothing in common with it. */
export interface ClockNoise {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

const keptNoise = new Map<number, ClockNoise>();

/** The clock's noise is no device's, so it depends on the seed alone. In exchanged pairs like the two k, so that equal arms keep even odds. */
export function clockNoise(seed: number): ClockNoise {
  const kept = keptNoise.get(seed);
  if (kept !== undefined) return kept;
  const { low, central, high } = COMMON_CONSTANTS.clockNoise;
  const sigma = sigmaOfBand(low, central, high);
  const prng = createPrng(seed).fork("clock");
  const factor = (): number => central * exactExp(sigma * inverseNormal((prng.nextUint32() + 0.5) / 4294967296));
  const noise: ClockNoise = { numerator: new Float64Array(DRAWS), denominator: new Float64Array(DRAWS) };
  for (let i = 0; i < DRAWS; i += 2) {
    const [first, second] = [factor(), factor()];
    noise.numerator.set([first, second], i);
    noise.denominator.set([second, first], i);
  }
  keptNoise.clear(); // of the run that is shown
  keptNoise.set(seed, noise);
  return noise;
}

/** The counts that joules are linear in: f32 steps, f16 steps, bytes that leave the cache if the working set does, resident bytes, dispatches, host operations. */
export const COUNTS = 6;
export function countsOf(work: Work): readonly number[] {
  const { residentBytes } = work;
  return [work.multiplyAdds + work.comparisons, work.halfMultiplyAdds, work.bytesRead + work.bytesWritten - residentBytes, residentBytes, work.dispatches, work.hostOperations];
}

/** Joules per count under every draw, in the order of countsOf(), k included. */
export type Columns = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** How many of the cache sizes hold the working set: the largest do first, so the number names them. */
export function fitting({ cacheSizes }: Draws, workingSetBytes: number): number {
  let fits = 0;
  for (const size of cacheSizes) if (workingSetBytes <= size) fits++;
  return fits;
}

/** A loop and no callback: a run with a new seed waits for it. */
function product(a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++) values[i] = (a[i] ?? 0) * (b[i] ?? 0);
  return values;
}

const madeColumns = new WeakMap<Float64Array, Map<number, Columns>>();

/** `countingError`: the k of one arm, one of the two of `draws`. */
export function columnsOf(draws: Draws, workingSetBytes: number, countingError: Float64Array): Columns {
  const made = madeColumns.get(countingError) ?? new Map<number, Columns>();
  madeColumns.set(countingError, made);
  const fits = fitting(draws, workingSetBytes);
  const known = made.get(fits);
  if (known !== undefined) return known;
  const perByte = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++) perByte[i] = (workingSetBytes <= (draws.cacheBytes[i] ?? 0) ? draws.perCachedByte[i] : draws.perByte[i]) ?? 0;
  const columns: Columns = [
    product(countingError, draws.perMultiplyAdd),
    product(countingError, draws.perHalfMultiplyAdd),
    product(countingError, perByte),
    product(countingError, draws.perCachedByte),
    product(countingError, draws.perDispatch),
    product(countingError, draws.perHostOperation),
  ];
  made.set(fits, columns);
  return columns;
}

/** Joules under the draws of `indices`, into the first places of `values`. */
export function evaluate([a, b, c, d, e, f]: Columns, counts: readonly number[], indices: Uint16Array, values: Float64Array): void {
  const [wa = 0, wb = 0, wc = 0, wd = 0, we = 0, wf = 0] = counts;
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n] ?? 0;
    values[n] = wa * (a[i] ?? 0) + wb * (b[i] ?? 0) + wc * (c[i] ?? 0) + wd * (d[i] ?? 0) + we * (e[i] ?? 0) + wf * (f[i] ?? 0);
  }
}

/** Joules under every draw. */
export function everyDraw([a, b, c, d, e, f]: Columns, counts: readonly number[]): Float64Array {
  const [wa = 0, wb = 0, wc = 0, wd = 0, we = 0, wf = 0] = counts;
  const values = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++) {
    values[i] = wa * (a[i] ?? 0) + wb * (b[i] ?? 0) + wc * (c[i] ?? 0) + wd * (d[i] ?? 0) + we * (e[i] ?? 0) + wf * (f[i] ?? 0);
  }
  return values;
}
