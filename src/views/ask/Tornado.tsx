// The tornado of the ratio that is claimed: which uncertain constant moves it by how much. A table with a bar in each row.

import { useMemo } from "react";
import type { ConstantName } from "../../energy/meter.ts";
import type { TimedConstantName } from "../../energy/timed.ts";
import { formatRatio } from "../../energy/units.ts";
import type { RunState } from "../../store/reduce.ts";
import { tornadoRows } from "../../store/series.ts";
import { CONSTANT_TITLES, formatFactor } from "../format.ts";
import type { Claim } from "./claim.ts";
import { knownDevice, timedPair, timedSide } from "./timed-run.ts";
import styles from "./Tornado.module.css";

/** The rest moves the ratio less than each of these, and is summed up in a sentence. */
const ROWS_SHOWN = 4;
/** Of 100: a bar of no length is still seen. */
const THINNEST = 0.6;

type Input = ConstantName | TimedConstantName;
const TITLES: Readonly<Record<Input, string>> = { ...CONSTANT_TITLES, times: "Noise of the times" };
const TIMED_TITLES: Readonly<Record<Input, string>> = { ...TITLES, busyPower: "Power over idle while it computes" };

const READINGS = "readings of a power meter in the Device view tell";
/** How a visitor comes to know it better; the others are errors of the model itself, or of a figure that nothing here measures. */
const TOLD_BY: Readonly<Partial<Record<Input, string>>> = {
  times: "timing the networks again, below, tells", dispatchTime: "the measurement of the Device view tells", deviceClass: "the settings have the classes to choose from",
  busyPower: READINGS, operationEnergy: READINGS, memoryEnergy: READINGS, cacheShare: READINGS,
};

/**
 * Which of `inputs`, widest first, is worth measuring first, and how. Counted joules stay those of the class whatever is measured; what is measured
 * already, and on a processor all but the times, stays too.
 */
export function worthMeasuring(inputs: readonly Input[], run: RunState, timed: boolean): string {
  const { tier, processor } = knownDevice(run);
  const again = run.scenario.arms.every((arm) => arm === "rules" || run.arms[arm]?.timing != null);
  const open = inputs.find((input) => {
    if (TOLD_BY[input] === undefined) return false;
    if (!timed) return input === "deviceClass";
    if (input === "times") return !run.recorded && !again;
    if (input === "deviceClass") return true;
    return !run.recorded && !processor && tier !== "T2" && (input !== "dispatchTime" || tier === "T0");
  });
  const [first] = inputs;
  const itself = first === undefined || first === open ? "" : TOLD_BY[first] === undefined ? "Nothing here measures the widest. " : "";
  if (open === undefined) return `${itself}None of them can be known better ${timed ? "here" : "by measuring: counted joules keep the constants of the class"}.`;
  return `${itself}Worth knowing first: ${(timed ? TIMED_TITLES : TITLES)[open].toLowerCase()}; ${TOLD_BY[open] ?? ""}.`;
}

function Bar({ from, to }: { readonly from: number; readonly to: number }) {
  const width = Math.max(THINNEST, 100 * (to - from));
  return (
    <svg className={styles.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.axis} y="2.5" width="100" height="1" />
      <rect x={Math.min(100 - width, 100 * from)} width={width} height="6" />
    </svg>
  );
}

interface Props {
  readonly run: RunState;
  readonly claim: Claim | null;
}

export function Tornado({ run, claim }: Props) {
  const waiting = run.outcome === "running";
  const timed = claim?.by === "timed";
  const rows = useMemo(() => {
    const pair = timed ? timedPair(run) : null;
    return tornadoRows<Input>(pair === null ? run.tornado : timedSide(run).meter.tornado(...pair));
  }, [run, timed]);
  if (rows.length === 0 && !waiting) return null;
  const rest = rows.slice(ROWS_SHOWN);
  return (
    <section aria-label="What moves the ratio" className={styles.tornado}>
      <h2>What moves the ratio</h2>
      {rows.length === 0 ? <p className={styles.caption}>Comes with the ratio.</p> : (
        <>
          <table className={styles.table}>
            <thead>
              <tr><th scope="col">Uncertain input</th><th scope="col">Moves the ratio by</th></tr>
            </thead>
            <tbody>
              {rows.slice(0, ROWS_SHOWN).map(({ constant, low, high, factor, from, to }) => {
                const ends = [low, high].map(formatRatio);
                return (
                  <tr key={constant}>
                    <th scope="row">{(timed ? TIMED_TITLES : TITLES)[constant]}</th>
                    <td>
                      {formatFactor(factor)} {ends[0] === ends[1] ? null : <small>from {ends[0]} to {ends[1]}</small>}
                      <Bar from={from} to={to} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className={styles.caption}>
            Of the {timed ? "timed" : "counted"} ratio, which is the one claimed: each input alone goes through its 5 to 95 % band, the others stay central; bars share one logarithmic axis.{" "}
            {worthMeasuring(rows.map(({ constant }) => constant), run, timed)}
            {rest.length === 0 ? "" : ` The other ${rest.length} move it by at most ${formatFactor(rest[0]?.factor ?? 1)} each.`}
          </p>
        </>
      )}
    </section>
  );
}
