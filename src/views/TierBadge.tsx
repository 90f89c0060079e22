// How well the constants behind a joule are known. Beside every joule shown.

import styles from "./TierBadge.module.css";

export type Tier = "T0" | "T1" | "T2";

const MEANINGS: Readonly<Record<Tier, string>> = {
  T0: "constants of the device class; measure this device for the next tier",
  T1: "launches measured on this device, watts of its class; a power meter gives the next tier",
  T2: "constants read from a power meter on this device",
};

export function TierBadge({ tier }: { readonly tier: Tier }) {
  return <a className={styles.badge} href="#device" data-tier={tier} title={`Tier ${tier}: ${MEANINGS[tier]}`} aria-label={`Tier ${tier}: ${MEANINGS[tier]}`}>{tier}</a>;
}
