// What is known of the device that ran: the tier of its timed joules, and what its own launches would make of the counted ratio.

import { useMemo } from "react";
import type { Calibration } from "../../energy/calibration.ts";
import { createMeter } from "../../energy/meter.ts";
import { formatRatio } from "../../energy/units.ts";
import { totalWork } from "../../energy/work.ts";
import type { ArmResult } from "../../engine/protocol.ts";
import type { RunState } from "../../store/reduce.ts";
import { ARM_TITLES, formatShare } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./EnergyPanel.module.css";
import { calibrationOf, knownDevice, measuredClass, timedArm, timedProfile } from "./timed-run.ts";

const READ_AT = { plug: "at the plug", chip: "by the chip's own counters" } as const;

/** Time of the launches at their measured cost, as a share of the network's time. */
function launchShares(run: RunState, results: readonly ArmResult[], { benchmark }: Calibration): string {
  return results.flatMap((result) => {
    const timed = timedArm(result, run.arms[result.arm]?.timing);
    if (timed === null || timed.spans.compute === 0) return [];
    const launching = (totalWork(result.work).dispatches * benchmark.dispatchMicroseconds.median) / 1e6;
    return [`${formatShare(Math.min(1, launching / timed.spans.compute))} of the time of ${ARM_TITLES[result.arm].toLowerCase()}`];
  }).join(" and ");
}

function Measured({ run, calibration, dense, hybrid }: Props & { readonly calibration: Calibration }) {
  const profile = run.scenario.profile;
  const meter = useMemo(() => createMeter(measuredClass(profile, calibration), run.scenario.seed), [profile, calibration, run.scenario.seed]);
  const { ratio, low, high } = meter.ratio(dense, hybrid);
  const shares = launchShares(run, [hybrid, dense], calibration);
  const { anchors } = calibration;
  const device = knownDevice(run);
  const whose = device.imported ? "imported from a file of a device with this adapter's name" : "made on this device";
  return (
    <p className={styles.fine}>
      <TierBadge timed={device} /> {anchors === null ? `A measurement of launches, ${whose}; watts of its class.` : `Timed joules are by ${anchors.readings.length} readings ${READ_AT[anchors.at]}, ${whose}.`}{" "}
      With these launches the class would count {formatRatio(ratio)} ({formatRatio(low)} to {formatRatio(high)}){shares === "" ? "" : `; launching is ${shares}`}. Not part of a link, and not in the counted joules.
    </p>
  );
}

interface Props {
  readonly run: RunState;
  readonly dense: ArmResult;
  readonly hybrid: ArmResult;
}

export function Calibrated({ run, dense, hybrid }: Props) {
  const calibration = calibrationOf(run);
  if (calibration !== null) return <Measured run={run} calibration={calibration} dense={dense} hybrid={hybrid} />;
  const onProcessor = timedProfile(run) === "cpu-software" && !run.recorded;
  return (
    <p className={styles.fine}>
      <TierBadge timed={knownDevice(run)} /> Constants of the class. {onProcessor ? "The networks ran on the processor, and only a GPU is calibrated here." : <><a href="#device">Measure this device</a>{run.recorded ? " and press Run" : ""} to use what it does itself.</>}
    </p>
  );
}
