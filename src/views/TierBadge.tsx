// How well the constants behind a joule are known, beside every joule shown: what the tier means, and the way to the next one.

import type { Tier } from "../energy/calibration.ts";
import styles from "./TierBadge.module.css";

/** Counted joules, whatever is known of the device. */
const COUNTED = "counted with constants of the device class, as on every machine. Counted joules stay at this tier, so that a link reproduces them";
const BETTER = "; measuring this device makes the timed ones better";
const ON_PROCESSOR = "timed on the processor, with constants of its class: only GPUs are measured here, so there is no next tier";
const timedText = (tier: Tier, where: string): string => ({
  T0: "timed, with constants of the device class. Measure this device for the next tier",
  T1: `timed, with launches and speed measured ${where} and watts of its class. Readings of a power meter give the next tier`,
  T2: `timed, with watts read from a power meter ${where}`,
})[tier];

interface Props {
  readonly tier: Tier;
  /** Timed joules; counted ones else, which are T0. */
  readonly timed?: boolean;
  /** The networks ran on the processor (the CPU plan, a software adapter), which has its class's constants alone. */
  readonly processor?: boolean;
  /** The figures came from a file, which names an adapter and no device. */
  readonly imported?: boolean;
}

export function TierBadge({ tier, timed = false, processor = false, imported = false }: Props) {
  const where = imported ? "on a device with this adapter's name" : "on this device";
  const meaning = !timed ? `${COUNTED}${processor ? "" : BETTER}` : processor ? ON_PROCESSOR : timedText(tier, where);
  const text = `Tier ${tier}: ${meaning}`;
  return <a className={styles.badge} href="#device" data-tier={tier} title={text} aria-label={text}>{tier}</a>;
}
