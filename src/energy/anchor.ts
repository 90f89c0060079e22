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
  /** The readings show it, and apart from the others; what they do not is 0 above. */
  readonly seen: Readonly<Record<Anchor, boolean>>;
  /** The highest reading, watts. */
  readonly mostWatts: number;
}

interface Refusal {
  readonly ok: false;
  readonly code: "too-few" | "bad-watts" | "bad-rates" | "no-idle" | "no-launches" | "flat" | "absurd";
  readonly message: string;
}
export type AnchorOutcome = { readonly ok: true; readonly fit: AnchorFit } | Refusal;

const BOOTSTRAPS = 200;
/** Meters of sockets err by some percent in common, and a reading by eye by some more. */
const METER_ERROR = 0.05;
const READING_ERROR = 0.03;
export const MOST_WATTS = 5000;
/** Below the first, a thousandth of a processor core's, no GPU was at work; above the second, a hundred times the fastest accelerator's 10^14, no f32 arithmetic is. */
export const OPERATIONS_PER_SECOND = { least: 1e6, most: 1e16 } as const;
/** The same thousandth; 10^14 is what the first-level caches of the largest GPUs give together. */
export const BYTES_PER_SECOND = { least: 1e6, most: 1e14 } as const;
/** 1 uJ: a thousand times an operation on a processor core (1000 pJ), and a byte of a whole device with its idle power in it (190-640 pJ). */
const MOST_JOULES = 1e-6;

const TITLES: Readonly<Record<Anchor, string>> = {
  idleWatts: "idle power", busyWatts: "busy power", joulesPerByte: "a byte from memory", joulesPerCachedByte: "a byte from the cache", joulesPerOperation: "an operation",
};

function row({ busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond }: PhaseRates): readonly number[] {
  return [1, busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond];
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const less = (a: readonly number[], times: number, b: readonly number[]): readonly number[] => a.map((value, index) => value - times * (b[index] ?? 0));

/** What `others` cannot make of `column`: the residual of its regression on them (Gram-Schmidt). */
function apart(column: readonly number[], others: readonly (readonly number[])[]): readonly number[] {
  const basis: (readonly number[])[] = [];
  const rest = (from: readonly number[]): readonly number[] => basis.reduce((left, one) => less(left, dot(left, one), one), from);
  for (const other of others) {
    const size = Math.sqrt(dot(other, other));
    const left = rest(rest(other)); // twice: once leaves errors of rounding in nearly parallel columns
    const length = Math.sqrt(dot(left, left));
    if (length > 1e-12 * size) basis.push(left.map((value) => value / length));
  }
  return rest(rest(column));
}

interface Solution {
  readonly coefficients: readonly number[];
  /** Of each column: the share of its size that is apart from the others, 0 .. 1. */
  readonly apart: readonly number[];
}

/**
 * Coefficients that minimise the relative error. Columns are brought to a like size: seconds stand beside 10^12 operations.
 * A coefficient without constraints is read off what is apart in its column (Frisch and Waugh 1933). Where none is negative these are the
 * non-negative ones too; else all subsets are tried, which takes thirty times as long.
 */
function solve(phases: readonly PhaseRates[], watts: readonly number[]): Solution {
  const rows = phases.map(row);
  const sizes = ANCHORS.map((_, column) => Math.max(...rows.map((values) => values[column] ?? 0)) || 1);
  const columns = sizes.map((size, column) => rows.map((values, index) => (values[column] ?? 0) / size / (watts[index] ?? 1)));
  const ones = phases.map(() => 1);
  const own = columns.map((column, index) => apart(column, columns.filter((_, at) => at !== index)));
  const shares = own.map((left, index) => Math.sqrt(dot(left, left) / (dot(columns[index] ?? [], columns[index] ?? []) || 1)));
  const free = own.map((left, index) => ((shares[index] ?? 0) === 0 ? 0 : dot(left, ones) / dot(left, left)));
  const exact = free.every((value, index) => value >= 0 && (columns[index]?.every((entry) => entry === 0) === true || (shares[index] ?? 0) > 1e-6));
  const scaled = exact ? free : nonNegativeLeastSquares(rows.map((_, index) => columns.map((column) => column[index] ?? 0)), ones).coefficients;
  return { coefficients: scaled.map((value, column) => value / (sizes[column] ?? 1)), apart: shares };
}

/**
 * Which constants the readings tell from the others. In a column of size s with the share a apart, the error e of a reading makes one of
 * e / (a s) in the coefficient c. c s is at most sqrt(n), where all the watts of the n phases with an entry are its own. So with a below
 * 2 e / sqrt(n), a constant is within two errors of nothing however large its part.
 */
function toldApart(phases: readonly PhaseRates[], shares: readonly number[]): readonly boolean[] {
  return ANCHORS.map((_, column) => {
    const entries = phases.filter((phase) => (row(phase)[column] ?? 0) > 0).length;
    return entries > 0 && (shares[column] ?? 0) >= (2 * READING_ERROR) / Math.sqrt(entries);
  });
}

function refused(phases: readonly AnchoredPhase[]): Refusal | null {
  const no = (code: Refusal["code"], message: string): Refusal => ({ ok: false, code, message });
  if (phases.length < ANCHORS.length) return no("too-few", `${phases.length} readings are too few; type the watts of at least ${ANCHORS.length} phases.`);
  const bad = phases.find(({ watts }) => !(watts > 0 && watts <= MOST_WATTS));
  if (bad !== undefined) return no("bad-watts", `${bad.watts} W is no reading of a plug meter; type watts between 0 and ${MOST_WATTS}.`);
  const within = (rate: number, { least, most }: { readonly least: number; readonly most: number }): boolean => rate === 0 || (rate >= least && rate <= most);
  for (const { busyShare, bytesPerSecond, cachedBytesPerSecond, operationsPerSecond } of phases) {
    if (!(busyShare >= 0 && busyShare <= 1)) return no("bad-rates", `A GPU cannot be busy for ${busyShare} of the time; run that phase again.`);
    const bytes = [bytesPerSecond, cachedBytesPerSecond].find((rate) => !within(rate, BYTES_PER_SECOND));
    if (bytes !== undefined) return no("bad-rates", `No GPU reads ${bytes} bytes in a second (${BYTES_PER_SECOND.least} to ${BYTES_PER_SECOND.most}); run that phase again.`);
    if (!within(operationsPerSecond, OPERATIONS_PER_SECOND)) return no("bad-rates", `No GPU does ${operationsPerSecond} operations in a second (${OPERATIONS_PER_SECOND.least} to ${OPERATIONS_PER_SECOND.most}); run that phase again.`);
  }
  const still = phases.filter(({ bytesPerSecond, cachedBytesPerSecond, operationsPerSecond }) => bytesPerSecond + cachedBytesPerSecond + operationsPerSecond === 0);
  const idle = still.filter(({ busyShare }) => busyShare === 0);
  if (idle.length === 0) return no("no-idle", "The phase \"Nothing at all\" has no reading; it anchors all others. Run it and type its watts.");
  if (idle.length === still.length) return no("no-launches", "The phase \"Empty launches\" has no reading; without it, busy power cannot be told from reads and arithmetic. Run it and type its watts.");
  if (Math.max(...phases.map(({ watts }) => watts)) < Math.min(...idle.map(({ watts }) => watts)) * (1 + 2 * READING_ERROR)) {
    return no("flat", "No phase drew noticeably more than idle: the meter is too coarse for this device, or shows another one.");
  }
  return null;
}

/** A constant of `solutions` that no device has, in words; null without. */
function absurdity(solutions: readonly (readonly number[])[], seen: readonly boolean[]): string | null {
  for (const [index, anchor] of ANCHORS.entries()) {
    const watts = anchor === "idleWatts" || anchor === "busyWatts";
    const most = watts ? MOST_WATTS : MOST_JOULES;
    const absurd = solutions.map((values) => values[index] ?? Number.NaN).find((value) => !(value <= most));
    if (seen[index] === true && absurd !== undefined) {
      return `By these readings ${TITLES[anchor]} would take ${absurd.toPrecision(2)} ${watts ? "W" : "J"}, which no device does (${watts ? `${MOST_WATTS} W` : "1 µJ"} at most); run the phases again and type the watts that the meter shows meanwhile.`;
    }
  }
  return null;
}

/** Fits the constants. The phases need an idle one, one of empty launches, and one for each further constant that is to be seen. */
export function fitAnchors(phases: readonly AnchoredPhase[], seed = 1): AnchorOutcome {
  const refusal = refused(phases);
  if (refusal !== null) return refusal;
  const read = phases.map(({ watts }) => watts);
  const { coefficients: best, apart: shares } = solve(phases, read);
  const told = toldApart(phases, shares);
  if (told[ANCHORS.indexOf("busyWatts")] !== true) {
    return { ok: false, code: "no-launches", message: "The phase \"Empty launches\" kept the GPU too little busy to tell busy power from reads and arithmetic; run it again and type its watts." };
  }
  const rms = Math.sqrt(phases.reduce((sum, phase, index) => sum + (dot(row(phase), best) / (read[index] ?? 1) - 1) ** 2, 0) / phases.length);
  const prng = createPrng(seed).fork("anchors");
  const normal = (): number => inverseNormal((prng.nextUint32() + 0.5) / 4294967296);
  const own = Math.hypot(READING_ERROR, rms);
  const draws = Array.from({ length: BOOTSTRAPS }, () => {
    const common = 1 + METER_ERROR * normal();
    return solve(phases, read.map((watts) => Math.max(1e-3, watts * common * (1 + own * normal())))).coefficients;
  });
  const absurd = absurdity([best, ...draws], told);
  if (absurd !== null) return { ok: false, code: "absurd", message: absurd };
  const constants = Object.fromEntries(ANCHORS.map((anchor, index) => {
    if (told[index] !== true) return [anchor, { low: 0, central: 0, high: 0 }];
    const values = draws.map((draw) => draw[index] ?? 0).sort((a, b) => a - b);
    const central = best[index] ?? 0;
    const at = (share: number): number => values[Math.round(share * (BOOTSTRAPS - 1))] ?? central;
    return [anchor, { low: Math.min(central, at(0.05)), central, high: Math.max(central, at(0.95)) }];
  })) as unknown as AnchorFit["constants"];
  const seen = Object.fromEntries(ANCHORS.map((anchor, index) => [anchor, told[index] === true])) as unknown as AnchorFit["seen"];
  return { ok: true, fit: { constants, rms, draws, seen, mostWatts: Math.max(...read) } };
}
