// The device's calibration in localStorage. A browser that keeps nothing works as well, only not until the next visit.

import { type Calibration, calibrationText, parseCalibration } from "../energy/calibration.ts";

const KEY = "hundredfold.calibration";

export function readKeptCalibration(): Calibration | null {
  try {
    const text = localStorage.getItem(KEY);
    const parsed = text === null ? null : parseCalibration(text);
    return parsed?.ok === true ? parsed.calibration : null;
  } catch {
    return null;
  }
}

/** False where the browser keeps nothing. */
export function keepCalibration(calibration: Calibration | null): boolean {
  try {
    if (calibration === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, calibrationText(calibration));
    return true;
  } catch {
    return false;
  }
}
