// Where the joules went: one row per component, one column per arm, bars on one linear scale from zero.

import { formatJoules } from "../../energy/units.ts";
import { COMPONENTS } from "../../energy/work.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import type { RunState } from "../../store/reduce.ts";
import { ARM_TITLES, COMPONENT_TITLES, countedLabel, formatShare } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./EnergySplit.module.css";

function Bar({ arm, share }: { readonly arm: ArmName; readonly share: number }) {
  return (
    <svg className={styles.bar} data-arm={arm} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width={100 * share} height="6" />
    </svg>
  );
}

export function EnergySplit({ run }: { readonly run: RunState }) {
  const arms = run.scenario.arms.filter((arm) => run.arms[arm]?.result != null);
  if (arms.length === 0) return null;
  const energyOf = (arm: ArmName) => run.arms[arm]?.result?.energy;
  const components = COMPONENTS.filter((component) => arms.some((arm) => (energyOf(arm)?.byComponent[component] ?? 0) > 0));
  const largest = Math.max(...arms.flatMap((arm) => components.map((component) => energyOf(arm)?.byComponent[component] ?? 0)));
  return (
    <section aria-label="Energy by component">
      <h2>Where the energy goes <TierBadge /></h2>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of energy by component">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Component</th>
              {arms.map((arm) => <th key={arm} scope="col">{ARM_TITLES[arm]}</th>)}
            </tr>
          </thead>
          <tbody>
            {components.map((component) => (
              <tr key={component}>
                <th scope="row">{COMPONENT_TITLES[component]}</th>
                {arms.map((arm) => {
                  const energy = energyOf(arm);
                  const joules = energy?.byComponent[component] ?? 0;
                  return (
                    <td key={arm}>
                      {formatJoules(joules)} <small>{energy === undefined || joules === 0 ? "" : formatShare(joules / energy.mid)}</small>
                      <Bar arm={arm} share={largest === 0 ? 0 : joules / largest} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.caption}>
        Joules of each component at the central constants and its share of the arm, {countedLabel(run.scenario.profile)}. All bars share one
        linear scale from zero. Launching a kernel costs the same however much it computes: skipped blocks save nothing of it.
      </p>
    </section>
  );
}
