// Anchoring (tier T2): watts read from a plug meter during phases that vary busy time, bytes and arithmetic give the device's own
// constants, by non-negative least squares, with bands from a seeded bootstrap.
//
//   watts = P_idle + busyShare * (P_busy - P_idle) + bytesPerSecond * e_dram + cachedBytesPerSecond * e_llc + operationsPerSecond * e_f
//
// Read at the plug, losses are inside. A phase of empty launches keeps the GPU busy with nothing: it alone tells P_busy from the rest.

import { createPrng } from "../scenario/prng.ts";
import { nonNegativeLeastSquares } from "./least-squares.ts";
import { inverseNormal } from "./log-normal.ts";

/** What the device did in one phase, on average over its seconds. */
export interface PhaseRates {
  /** Share of the time the GPU had something to do, 0 .. 1. */
  readonly busyShare: number;
  readonly bytesPerSecond: number;
  readonly cachedBytesPerSecond: number;
  readonly operationsPerSecond: number;
}

export interface AnchoredPhase extends PhaseRates {
  /** Mean reading of the meter, watts. */
  readonly watts: number;
}

export const ANCHORS = ["idleWatts", "busyWatts", "joulesPerByte", "joulesPerCachedByte", "joulesPerOperation"] as const;
/** busyWatts: above idle. */
export type Anchor = (typeof ANCHORS)[number];

export interface AnchorFit {
  /** 5 %, best and 95 % value of each constant; 0 where the phases do not show it. */
  readonly constants: Readonly<Record<Anchor, { readonly low: number; readonly central: number; readonly high: number }>>;
  /** Root mean square of (fitted - read) / read. */
  readonly rms: number;
  /** The bootstrap's constants, in the order of ANCHORS: what the meter's error has in common stays so. */
  readonly draws: readonly (readonly number[])[];
  /** Some reading would show it; what none shows is 0 above. */
  readonly seen: Readonly<Record<Anchor, boolean>>;
  /** The highest reading, watts. */
  readonly mostWatts: number;
}

export type AnchorOutcome =
  | { readonly ok: true; readonly fit: AnchorFit }
  | { readonly ok: false; readonly code: "too-few" | "bad-watts" | "no-idle" | "flat"; readonly message: string };

const BOOTSTRAPS = 200;
/** Meters of sockets err by some percent in common, and a reading by eye by some more. */
const METER_ERROR = 0.05;
const READING_ERROR = 0.03;
export const MOST_WATTS = 5000;

function row({ busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond }: PhaseRates): readonly number[] {
  return [1, busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond];
}

/** Coefficients that minimise the relative error. Columns are brought to a like size: seconds stand beside 10^12 operations. */
function solve(phases: readonly PhaseRates[], watts: readonly number[]): readonly number[] {
  const rows = phases.map(row);
  const sizes = ANCHORS.map((_, column) => Math.max(...rows.map((values) => values[column] ?? 0)) || 1);
  const scaled = rows.map((values, index) => values.map((value, column) => value / (sizes[column] ?? 1) / (watts[index] ?? 1)));
  return nonNegativeLeastSquares(scaled, phases.map(() => 1)).coefficients.map((value, column) => value / (sizes[column] ?? 1));
}

/** Fits the constants. The phases need an idle one and at least one busy one for each constant that is to be seen. */
export function fitAnchors(phases: readonly AnchoredPhase[], seed = 1): AnchorOutcome {
  if (phases.length < ANCHORS.length) return { ok: false, code: "too-few", message: `${phases.length} readings are too few; type the watts of at least ${ANCHORS.length} phases.` };
  const bad = phases.find(({ watts }) => !(watts > 0 && watts <= MOST_WATTS));
  if (bad !== undefined) return { ok: false, code: "bad-watts", message: `${bad.watts} W is no reading of a plug meter; type watts between 0 and ${MOST_WATTS}.` };
  const idle = phases.filter(({ busyShare }) => busyShare === 0);
  if (idle.length === 0) return { ok: false, code: "no-idle", message: "The idle phase has no reading; it anchors all others. Type its watts." };
  const read = phases.map(({ watts }) => watts);
  if (Math.max(...read) < Math.min(...idle.map(({ watts }) => watts)) * (1 + 2 * READING_ERROR)) {
    return { ok: false, code: "flat", message: "No phase drew noticeably more than idle: the meter is too coarse for this device, or shows another one." };
  }
  const best = solve(phases, read);
  const rms = Math.sqrt(phases.reduce((sum, phase, index) => sum + (row(phase).reduce((dot, value, at) => dot + value * (best[at] ?? 0), 0) / (read[index] ?? 1) - 1) ** 2, 0) / phases.length);
  const prng = createPrng(seed).fork("anchors");
  const normal = (): number => inverseNormal((prng.nextUint32() + 0.5) / 4294967296);
  const own = Math.hypot(READING_ERROR, rms);
  const draws = Array.from({ length: BOOTSTRAPS }, () => {
    const common = 1 + METER_ERROR * normal();
    return solve(phases, read.map((watts) => Math.max(1e-3, watts * common * (1 + own * normal()))));
  });
  const constants = Object.fromEntries(ANCHORS.map((anchor, index) => {
    const values = draws.map((draw) => draw[index] ?? 0).sort((a, b) => a - b);
    const central = best[index] ?? 0;
    const at = (share: number): number => values[Math.round(share * (BOOTSTRAPS - 1))] ?? central;
    return [anchor, { low: Math.min(central, at(0.05)), central, high: Math.max(central, at(0.95)) }];
  })) as unknown as AnchorFit["constants"];
  const seen = Object.fromEntries(ANCHORS.map((anchor, index) => [anchor, phases.some((phase) => (row(phase)[index] ?? 0) > 0)])) as unknown as AnchorFit["seen"];
  return { ok: true, fit: { constants, rms, draws, seen, mostWatts: Math.max(...read) } };
}
