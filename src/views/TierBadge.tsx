// How well the constants behind a joule are known, beside every joule shown: what the tier means, and the way to the next one.

import type { Tier } from "../energy/calibration.ts";
import styles from "./TierBadge.module.css";

/** What is known of the device whose clock timed joules rest on. */
export interface KnownDevice {
  readonly tier: Tier;
  /** The networks ran on the processor (the CPU plan, a software adapter), which has its class's constants alone. */
  readonly processor: boolean;
  /** The figures came from a file, which names an adapter and no device. */
  readonly imported: boolean;
}

const COUNTED = "counted with constants of the device class, as on every machine. Counted joules stay at this tier, so that a link reproduces them";

function timedText({ tier, processor, imported }: KnownDevice): string {
  if (processor) return "timed on the processor, with constants of its class: only GPUs are measured here, so there is no next tier";
  const where = imported ? "on a device with this adapter's name" : "on this device";
  switch (tier) {
    case "T0":
      return "timed, with constants of the device class. Measure this device for the next tier";
    case "T1":
      return `timed, with the time of a launch measured ${where} and watts of its class. Readings of a power meter give the next tier`;
    case "T2":
      return `timed, with watts read from a power meter ${where}`;
    default:
      return tier satisfies never;
  }
}

/** `timed`: of timed joules; left out, of counted ones, which are T0. */
export function TierBadge({ timed }: { readonly timed?: KnownDevice }) {
  const tier = timed?.tier ?? "T0";
  const text = `Tier ${tier}: ${timed === undefined ? COUNTED : timedText(timed)}`;
  return <a className={styles.badge} href="#device" data-tier={tier} title={text} aria-label={text}>{tier}</a>;
}
