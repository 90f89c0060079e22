// Timed joules: a clock for what power flows anyway, counts for arithmetic and memory on top. Not reproducible; never mixed with
// the counted joules of meter.ts, but drawn from the same uncertain constants.
//
//   E_dynamic = (P_busy - P_idle) * t_compute + P_host * t_host + k * (arithmetic + memory)
//   E_device  = E_dynamic + P_idle * t_wall
//   E_wall    = w * E_device
//   t_host    = time of slot finder, parser and solver + min(t_compute, dispatches * t_dispatch), when a core launches
//   E_sym     = P_host * (time of parser and solver), inside P_host * t_host and a part of its own
//   E_time    = (phi * P_max - P_idle) * t_compute + P_host * t_host        needs no counts: the cross-check on E_dynamic
//
// On an anchored device the powers and the joules of a byte and an operation are its own (anchored.ts), and with P_most, its highest
// reading,  E_time = phi * (P_most - P_idle) * t_compute + P_host * t_host: a whole machine's idle is too much of its most.

import type { Anchor } from "./anchor.ts";
import { type Anchored, anchoredConstants, anchoredDraws } from "./anchored.ts";
import { COMMON_CONSTANTS } from "./constants.ts";
import { centralConstants, classesOf, clockNoise, columnsOf, type Constants, countsOf, DRAWS, type Draws, drawsFor, everyDraw, sigmas } from "./draws.ts";
import { exactExp, inverseNormal, sigmaOfBand, Z_95 } from "./log-normal.ts";
import { type ArmWork, type ConstantName, countedParts, divide, type EnergyRatio, fitsCache, K_APART, type TornadoBar, widestFirst } from "./meter.ts";
import { type DeviceProfile, findProfile } from "./profiles.ts";
import { bandOf } from "./quantiles.ts";
import { totalWork, type Work } from "./work.ts";

export const BOUNDARIES = ["dynamic", "device", "wall"] as const;
/** dynamic: what the run adds. device: with the idle power meanwhile. wall: at the plug. */
export type Boundary = (typeof BOUNDARIES)[number];

/** Seconds on one device. */
export interface Spans {
  /** Of the network: on the GPU, or in the CPU plan on the processor. */
  readonly compute: number;
  /** Of one processor core beside it: slot finder, parser and solver. */
  readonly host: number;
  /** Of host: parser and solver; left out where a run did not take their time apart. */
  readonly solver?: number;
  /** From beginning to end of the run, waiting included. */
  readonly wall: number;
}

/** launching: a core that encodes and submits. host: the slot finder, and what `symbolic` would be where no time was taken of it alone. symbolic: parser and solver. */
export const PARTS = ["arithmetic", "memory", "busy", "launching", "host", "symbolic", "idle", "losses"] as const;
export type Part = (typeof PARTS)[number];

export interface TimedEnergy {
  /** Joules: 5 % point, central, 95 % point; the band is wide enough for the cross-check where the two disagree. */
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** 5 and 95 % point of the draws alone, joules. */
  readonly drawn: { readonly low: number; readonly high: number };
  /** Joules at the central constants; their sum is `mid`. Parts outside the boundary are 0. */
  readonly byPart: Readonly<Record<Part, number>>;
  /** E_time at the same boundary, joules; null for a processor, whose limit is that of all its cores. */
  readonly byTime: number | null;
  /** E_time and the estimate are more than a factor of 2 apart. */
  readonly disagrees: boolean;
}

export interface TimedArm extends ArmWork {
  readonly spans: Spans;
  /** spans.compute timed again and again, seconds: the band then holds their spread too. */
  readonly repeats?: readonly number[];
  /** spans.compute was timed once, beside whatever else the machine did: the band then holds the usual spread of such a time. */
  readonly timedOnce?: boolean;
}

export interface TimedMeter {
  measure(arm: TimedArm, boundary: Boundary): TimedEnergy;
  /** `dense` over `hybrid`, both timed on the same device; where time alone disagrees on an arm, the interval holds the ratio by time alone too. */
  ratio(dense: TimedArm, hybrid: TimedArm, boundary: Boundary): EnergyRatio;
  /** What moves the ratio of what the run adds. Widest bar first. */
  tornado(dense: TimedArm, hybrid: TimedArm): readonly TornadoBar<TimedConstantName>[];
}

/** times: the noise of the clock, of both arms. The clock stands for host operations. */
export type TimedConstantName = Exclude<ConstantName, "hostOperationTime"> | "times";

/** What a meter's readings tell, by the constant it is; idle power is not in the ratio of what the run adds. */
const READ_CONSTANTS = [["busyWatts", "busyPower"], ["joulesPerOperation", "operationEnergy"], ["joulesPerByte", "memoryEnergy"], ["joulesPerCachedByte", "cacheShare"]] as const satisfies readonly (readonly [Anchor, TimedConstantName])[];

/** Of a time taken once, as many equally likely ones; those of two arms meet in all combinations. */
const LIKELY_TIMES = 40;
function likelyTimes({ spans, repeats, timedOnce }: TimedArm): readonly number[] {
  if (timedOnce !== true) return repeats ?? [spans.compute];
  const { low, central, high } = COMMON_CONSTANTS.clockNoise;
  const sigma = sigmaOfBand(low, central, high);
  return Array.from({ length: LIKELY_TIMES }, (_, i) => spans.compute * central * exactExp(sigma * inverseNormal((i + 0.5) / LIKELY_TIMES)));
}

/** E_time and the estimate further apart than this factor disagree. */
export const DISAGREEMENT = 2;

function checkSpans(spans: Spans): void {
  for (const name of ["compute", "host", "solver", "wall"] as const) {
    const seconds = spans[name] ?? 0;
    if (!(seconds >= 0 && seconds < Infinity)) throw new RangeError(`spans.${name} must be finite seconds, got ${seconds}`);
  }
  if ((spans.solver ?? 0) > spans.host) throw new RangeError(`spans.solver is ${spans.solver}, more than all of spans.host`);
}

/** Seconds of a processor core that launches, for as long as the network is computed at most. `launchingTime`: of one launch. */
function launchingSeconds({ dispatches }: Work, compute: number, launchingTime: number): number {
  return Math.min(compute, dispatches * launchingTime);
}

/** Parts at given constants, before the boundary is applied. */
function parts(work: Work, spans: Spans, c: Constants, cached: boolean): Omit<Record<Part, number>, "losses"> {
  const solver = spans.solver ?? 0;
  return {
    ...countedParts(work, c, cached),
    busy: c.busyPower * spans.compute,
    launching: c.hostPower * launchingSeconds(work, spans.compute, c.launchingCores * c.dispatchTime * 1e-6),
    host: c.hostPower * (spans.host - solver),
    symbolic: c.hostPower * solver,
    idle: c.idlePower * spans.wall,
  };
}

/**
 * Joules of each draw of the constants. Repeats take turns, each with the same share of the draws; `stride` parts the turns of two
 * arms, whose noise has nothing in common. A time taken once is varied by `noise`, and the wait for it likewise.
 */
function drawn(arm: TimedArm, draws: Draws, boundary: Boundary, countingError: Float64Array, noise: Float64Array, stride = 1): Float64Array {
  const { compute: once, host: beside, wall } = arm.spans;
  const noisy = arm.timedOnce === true;
  const repeats = arm.repeats ?? [once];
  const work = totalWork(arm.work);
  // The clock stands for launches and host operations.
  const counts = countsOf({ ...work, dispatches: 0, hostOperations: 0 });
  return everyDraw(columnsOf(draws, arm.workingSetBytes ?? Infinity, countingError), counts).map((counted, i) => {
    const compute = noisy ? once * (noise[i] ?? 1) : repeats[Math.floor(i / stride) % repeats.length] ?? once;
    const host = beside + launchingSeconds(work, compute, draws.launchingTime[i] ?? 0);
    const dynamic = (draws.busyPower[i] ?? 0) * compute + (draws.hostPower[i] ?? 0) * host + counted;
    if (boundary === "dynamic") return dynamic;
    const device = dynamic + (draws.idlePower[i] ?? 0) * (noisy ? wall + compute - once : wall);
    return boundary === "device" ? device : device * (draws.wallFactor[i] ?? 1);
  });
}

/**
 * The timed meter of a device class or of a class with figures of its own, or of an anchored device in it; `seed` as for the counted one,
 * so that both draw the same constants.
 */
export function createTimedMeter(of: string | DeviceProfile, seed: number, anchored: Anchored | null = null): TimedMeter {
  const profile = typeof of === "string" ? findProfile(of) : of;
  const draws = anchored === null ? drawsFor(profile, seed) : anchoredDraws(drawsFor(profile, seed), anchored);
  const noise = clockNoise(seed);
  const central = anchored === null ? centralConstants(profile) : anchoredConstants(centralConstants(profile), anchored);

  /** Watts over idle while the network is computed, as far as specifications or the highest reading tell. */
  const powerAlone = anchored === null ? central.powerShare * central.maxPower - central.idlePower : central.powerShare * (central.maxPower - central.idlePower);

  /** At the central constants, with the cross-check. */
  const estimate = (arm: TimedArm, boundary: Boundary): Pick<TimedEnergy, "mid" | "byPart" | "byTime" | "disagrees"> => {
    checkSpans(arm.spans);
    const { arithmetic, memory, busy, launching, host, symbolic, idle } = parts(totalWork(arm.work), arm.spans, central, fitsCache(arm, profile.cacheBytes));
    const within = boundary === "dynamic" ? 0 : idle;
    const outside = boundary === "wall" ? central.wallFactor : 1;
    const processor = launching + host + symbolic;
    const inside = arithmetic + memory + busy + processor + within;
    const losses = (outside - 1) * inside;
    const mid = inside + losses;
    const byTime = profile.id === "cpu-software" ? null : outside * (powerAlone * arm.spans.compute + processor + within);
    const disagrees = byTime !== null && mid > 0 && Math.max(mid / byTime, byTime / mid) > DISAGREEMENT;
    return { mid, byPart: { arithmetic, memory, busy, launching, host, symbolic, idle: within, losses }, byTime, disagrees };
  };

  return {
    measure(arm, boundary) {
      const estimated = estimate(arm, boundary);
      const { mid, byTime, disagrees } = estimated;
      const { low, high } = bandOf(drawn(arm, draws, boundary, draws.countingError, noise.numerator));
      return {
        ...estimated,
        low: Math.min(mid, low, disagrees ? byTime ?? Infinity : Infinity),
        high: Math.max(mid, high, disagrees ? byTime ?? 0 : 0),
        drawn: { low, high },
      };
    },

    ratio(dense, hybrid, boundary) {
      const [above, beneath] = [estimate(dense, boundary), estimate(hybrid, boundary)];
      const byTime = above.disagrees || beneath.disagrees ? divide(above.byTime ?? above.mid, beneath.byTime ?? beneath.mid) : null;
      const below = drawn(hybrid, draws, boundary, draws.otherCountingError, noise.denominator, dense.repeats?.length);
      let hybridLess = 0;
      const ratios = drawn(dense, draws, boundary, draws.countingError, noise.numerator).map((a, i) => {
        const b = below[i] ?? 0;
        hybridLess += b < a ? 1 : b === a ? 0.5 : 0;
        return divide(a, b);
      });
      const { low, median, high } = bandOf(ratios);
      return {
        ratio: median, low: Math.min(low, byTime ?? low), high: Math.max(high, byTime ?? high),
        probabilityHybridLess: hybridLess / DRAWS, numerator: dense.arm, denominator: hybrid.arm,
      };
    },

    tornado(dense, hybrid) {
      const [denseWork, hybridWork] = [totalWork(dense.work), totalWork(hybrid.work)];
      /** Joules that the arm adds. */
      const joules = (arm: TimedArm, work: Work, c: Constants, cacheBytes: number, k: number, compute = arm.spans.compute): number => {
        const { arithmetic, memory, busy, launching, host, symbolic } = parts(work, { ...arm.spans, compute }, { ...c, countingError: k }, fitsCache(arm, cacheBytes));
        return arithmetic + memory + busy + launching + host + symbolic;
      };
      const ratioAt = (c: Constants, cacheBytes = profile.cacheBytes, kDense = 1, kHybrid = 1): number =>
        divide(joules(dense, denseWork, c, cacheBytes, kDense), joules(hybrid, hybridWork, c, cacheBytes, kHybrid));
      const bars: TornadoBar<TimedConstantName>[] = [];
      const addBar = (constant: TimedConstantName, values: readonly number[]): void => {
        bars.push({ constant, low: Math.min(...values), high: Math.max(...values) });
      };

      const below = likelyTimes(hybrid).map((compute) => joules(hybrid, hybridWork, central, profile.cacheBytes, 1, compute));
      const { low, high } = bandOf(Float64Array.from(likelyTimes(dense).flatMap((compute) => {
        const above = joules(dense, denseWork, central, profile.cacheBytes, 1, compute);
        return below.map((one) => divide(above, one));
      })));
      addBar("times", [low, high]);
      addBar("countingError", [ratioAt(central, profile.cacheBytes, 1 / K_APART, K_APART), ratioAt(central, profile.cacheBytes, K_APART, 1 / K_APART)]);
      const read = new Set<TimedConstantName>();
      for (const [anchor, constant] of anchored === null ? [] : READ_CONSTANTS) {
        if (anchored?.fit.seen[anchor] !== true) continue;
        read.add(constant);
        const { fit } = anchored;
        const ends = [fit.constants[anchor].low, fit.constants[anchor].high];
        addBar(constant, ends.map((value) => ratioAt(anchoredConstants(centralConstants(profile), {
          ...anchored, fit: { ...fit, constants: { ...fit.constants, [anchor]: { ...fit.constants[anchor], central: value } } },
        }))));
      }
      const sigma = sigmas(profile);
      for (const name of ["operationEnergy", "halfShare", "memoryEnergy", "cacheShare", "busyPower", "dispatchTime", "hostPower"] as const) {
        if (read.has(name)) continue;
        const step = exactExp(Z_95 * sigma[name]);
        addBar(name, [central[name] / step, central[name] * step].map((value) =>
          ratioAt({ ...central, [name]: name === "cacheShare" || name === "halfShare" ? Math.min(1, value) : value })));
      }
      if (profile.mixture.length > 0) {
        addBar("deviceClass", classesOf(profile).map((one) =>
          ratioAt(anchored === null ? centralConstants(one) : anchoredConstants(centralConstants(one), anchored), one.cacheBytes)));
      }
      return widestFirst(bars);
    },
  };
}
