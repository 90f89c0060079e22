// The tornado of the ratio: which uncertain constant moves it by how much. A table with a bar in each row.

import { formatRatio } from "../../energy/units.ts";
import type { RunState } from "../../store/reduce.ts";
import { tornadoRows } from "../../store/series.ts";
import { CONSTANT_TITLES, formatFactor } from "../format.ts";
import styles from "./Tornado.module.css";

/** The rest moves the ratio less than each of these, and is summed up in a sentence. */
const ROWS_SHOWN = 4;
/** Of 100: a bar of no length is still seen. */
const THINNEST = 0.6;

function Bar({ from, to }: { readonly from: number; readonly to: number }) {
  const width = Math.max(THINNEST, 100 * (to - from));
  return (
    <svg className={styles.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.axis} y="2.5" width="100" height="1" />
      <rect x={Math.min(100 - width, 100 * from)} width={width} height="6" />
    </svg>
  );
}

export function Tornado({ run }: { readonly run: RunState | null }) {
  const waiting = run === null || run.outcome === "running";
  const rows = tornadoRows(run?.tornado ?? []);
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
                    <th scope="row">{CONSTANT_TITLES[constant]}</th>
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
            Of the counted ratio: each input alone goes through its 5 to 95 % band, the others stay central; bars share one logarithmic axis. The widest is worth measuring first.
            {rest.length === 0 ? "" : ` The other ${rest.length} move it by at most ${formatFactor(rest[0]?.factor ?? 1)} each.`}
          </p>
        </>
      )}
    </section>
  );
}
