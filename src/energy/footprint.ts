// What joules stand for: carbon and price of electricity, an everyday device, and how many answers pay back a training.

import { JOULES_PER_KILOWATT_HOUR } from "./constants.ts";

/** The one everyday equivalent shown: an LED lamp, watts. */
export const LAMP_WATTS = 10;

/** Grams of CO2 equivalent at `intensity` grams per kWh. */
export function carbonGrams(joules: number, intensity: number): number {
  return (joules / JOULES_PER_KILOWATT_HOUR) * intensity;
}

/** In the currency of `price` per kWh. */
export function electricityCost(joules: number, price: number): number {
  return (joules / JOULES_PER_KILOWATT_HOUR) * price;
}

/** Seconds that a lamp of LAMP_WATTS burns. */
export function lampSeconds(joules: number): number {
  return joules / LAMP_WATTS;
}

/** Two systems, joules: once for training, then for each answer. */
export interface Cost {
  readonly training: number;
  readonly answer: number;
}

/**
 * Answers after which `saver` has used less than `other` in all, N = (training difference) / (saving per answer): 0 where it costs
 * less from the start, null where it never catches up.
 */
export function breakEvenAnswers(saver: Cost, other: Cost): number | null {
  const debt = saver.training - other.training;
  const saving = other.answer - saver.answer;
  if (debt <= 0) return saving >= 0 ? 0 : null;
  return saving > 0 ? debt / saving : null;
}
