// The counted ratio and the timed one at a boundary, each with the boundary in words. The claim and its reason are of what the run adds,
// wherever the boundary of the timed joules is: idle power and the losses of the plug flow in both arms.

import type { Boundary } from "../../energy/timed.ts";
import { ARM_TITLES, BOUNDARY_WORDS, rivalWords } from "../format.ts";
import { type KnownDevice, TierBadge } from "../TierBadge.tsx";
import type { EnergyRatio } from "../../energy/meter.ts";
import { type Claim, claimReason, shareWithBand } from "./claim.ts";
import styles from "./EnergyPanel.module.css";

interface Props {
  readonly claim: Claim;
  /** Of the timed joules at `boundary`. */
  readonly timed: EnergyRatio | null;
  readonly boundary: Boundary;
  readonly device: KnownDevice;
  /** The hybrid gave an answer. */
  readonly answered: boolean;
}

export function RatioLine({ claim, timed, boundary, device, answered }: Props) {
  const { counted } = claim;
  return (
    <p className={styles.lead}>
      {ARM_TITLES[counted.denominator]} used, of the {rivalWords(counted.numerator)} energy: <strong>{shareWithBand(counted)}</strong> counted ({BOUNDARY_WORDS.dynamic}) <TierBadge />
      {timed === null ? "" : <>, <strong>{shareWithBand(timed)}</strong> timed ({BOUNDARY_WORDS[boundary]}) <TierBadge timed={device} /></>}. {claimReason(claim, answered)}
    </p>
  );
}
