// How well the constants behind a joule are known, beside every joule shown: what the tier means, and the way to the next one.

import type { Tier } from "../energy/calibration.ts";
import styles from "./TierBadge.module.css";

/** Counted joules, whatever is known of the device. */
const COUNTED = "counted with constants of the device class, as on every machine. Counted joules stay at this tier, so that a link reproduces them; measuring this device makes the timed ones better";
const TIMED: Readonly<Record<Tier, string>> = {
  T0: "timed, with constants of the device class. Measure this device for the next tier",
  T1: "timed, with launches and speed measured on this device and watts of its class. Readings of a power meter give the next tier",
  T2: "timed, with watts read from a power meter on this device",
};

interface Props {
  readonly tier: Tier;
  /** Timed joules; counted ones else, which are T0. */
  readonly timed?: boolean;
}

export function TierBadge({ tier, timed = false }: Props) {
  const text = `Tier ${tier}: ${timed ? TIMED[tier] : COUNTED}`;
  return <a className={styles.badge} href="#device" data-tier={tier} title={text} aria-label={text}>{tier}</a>;
}
