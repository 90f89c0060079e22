// An anchored device (tier T2): power, bytes and operations by its own readings in the place of its class's constants. What no reading
// shows, and the processor core, stay the class's. Timed joules alone know of it.

import { type Anchor, type AnchorFit, ANCHORS } from "./anchor.ts";
import { PICOJOULE } from "./constants.ts";
import type { Constants, Draws } from "./draws.ts";

/** Where the watts were read: at the plug, with all losses, or by counters in the chip. */
export const METER_PLACES = ["plug", "chip"] as const;
export type MeterPlace = (typeof METER_PLACES)[number];

export interface Anchored {
  readonly fit: AnchorFit;
  readonly at: MeterPlace;
}

/** A byte from memory costs at least one from the cache, whatever a fit of few readings says. */
function memoryEnergy(perByte: number, perCachedByte: number): number {
  return Math.max(perByte, perCachedByte);
}

/** `central` of the class with the best fit in it. A plug's readings are brought into the device by the wall factor, the same that leads out again. */
export function anchoredConstants(central: Constants, { fit, at }: Anchored): Constants {
  const inside = at === "plug" ? 1 / central.wallFactor : 1;
  const own = (anchor: Anchor, ofClass: number, unit = 1): number => (fit.seen[anchor] ? (fit.constants[anchor].central * inside) / unit : ofClass);
  const perCachedByte = own("joulesPerCachedByte", central.cacheShare * central.memoryEnergy, PICOJOULE);
  const perByte = memoryEnergy(own("joulesPerByte", central.memoryEnergy, PICOJOULE), perCachedByte);
  return {
    ...central,
    idlePower: own("idleWatts", central.idlePower),
    busyPower: own("busyWatts", central.busyPower),
    // The core that launches was at work while the watts were read.
    launchingCores: fit.seen.busyWatts ? 0 : central.launchingCores,
    operationEnergy: own("joulesPerOperation", central.operationEnergy, PICOJOULE),
    memoryEnergy: perByte,
    cacheShare: perByte === 0 ? 0 : perCachedByte / perByte,
    maxPower: fit.mostWatts * inside,
  };
}

/** `draws` of the class with the bootstrap's in them; a pair of draws, which differs in k alone, shares one. */
export function anchoredDraws(draws: Draws, { fit, at }: Anchored): Draws {
  const own = (anchor: Anchor, ofClass: Float64Array, times = 1): Float64Array => {
    if (!fit.seen[anchor]) return ofClass;
    const index = ANCHORS.indexOf(anchor);
    return ofClass.map((_, i) => ((fit.draws[(i >> 1) % fit.draws.length]?.[index] ?? 0) * times) / (at === "plug" ? (draws.wallFactor[i] ?? 1) : 1));
  };
  const perMultiplyAdd = own("joulesPerOperation", draws.perMultiplyAdd, 2);
  const perCachedByte = own("joulesPerCachedByte", draws.perCachedByte);
  return {
    ...draws,
    // Copies: what is worked out from draws is remembered by these.
    countingError: draws.countingError.slice(),
    otherCountingError: draws.otherCountingError.slice(),
    idlePower: own("idleWatts", draws.idlePower),
    launchingTime: fit.seen.busyWatts ? new Float64Array(draws.launchingTime.length) : draws.launchingTime,
    busyPower: own("busyWatts", draws.busyPower),
    perByte: own("joulesPerByte", draws.perByte).map((perByte, i) => memoryEnergy(perByte, perCachedByte[i] ?? 0)),
    perCachedByte,
    perMultiplyAdd,
    perHalfMultiplyAdd: draws.perHalfMultiplyAdd.map((half, i) => (half / (draws.perMultiplyAdd[i] ?? 1)) * (perMultiplyAdd[i] ?? 0)),
  };
}
