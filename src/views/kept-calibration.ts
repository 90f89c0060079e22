// Calibrations in localStorage, one per adapter, the nearest to a device that a browser tells of; those from files say so. Where the
// browser keeps nothing they last for the visit.

import { anchoredBy, type Calibration, parseCalibration } from "../energy/calibration.ts";
import type { Anchored } from "../energy/anchored.ts";

const KEY = "hundredfold.calibrations";
/** From before there was one per adapter. */
const FORMER_KEY = "hundredfold.calibration";
const MOST_DEVICES = 8;

/** What could not be stored. */
let unstored: readonly Calibration[] | null = null;
let last: { readonly text: string; readonly calibrations: readonly Calibration[] } = { text: "[]", calibrations: [] };

function storedText(): string {
  const text = localStorage.getItem(KEY);
  if (text !== null) return text;
  const former = localStorage.getItem(FORMER_KEY);
  return former === null ? "[]" : `[${former}]`;
}

/** Damaged entries are left out. */
function parseAll(text: string): readonly Calibration[] {
  const entries: unknown = JSON.parse(text);
  return Array.isArray(entries) ? entries.flatMap((entry) => {
    const parsed = parseCalibration(JSON.stringify(entry));
    return parsed.ok ? [parsed.calibration] : [];
  }) : [];
}

/** Of all devices, the latest first. */
export function keptCalibrations(): readonly Calibration[] {
  if (unstored !== null) return unstored;
  try {
    const text = storedText();
    if (text !== last.text) last = { text, calibrations: parseAll(text) };
    return last.calibrations;
  } catch {
    return [];
  }
}

export function keptCalibration(adapter: string): Calibration | null {
  return keptCalibrations().find((one) => one.adapter === adapter) ?? null;
}

function store(calibrations: readonly Calibration[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(calibrations));
    localStorage.removeItem(FORMER_KEY);
    unstored = null;
    return true;
  } catch {
    unstored = calibrations;
    return false;
  }
}

/** In the place of its adapter's; false where the browser keeps nothing beyond the visit. */
export function keepCalibration(calibration: Calibration): boolean {
  return store([calibration, ...keptCalibrations().filter(({ adapter }) => adapter !== calibration.adapter)].slice(0, MOST_DEVICES));
}

export function forgetCalibration(adapter: string): boolean {
  return store(keptCalibrations().filter((one) => one.adapter !== adapter));
}

const fitted = new WeakMap<Calibration, Anchored | null>();

/** As `anchoredBy()`, fitted once. */
export function keptAnchors(calibration: Calibration): Anchored | null {
  const known = fitted.get(calibration);
  if (known !== undefined) return known;
  const anchored = anchoredBy(calibration);
  fitted.set(calibration, anchored);
  return anchored;
}
