// One end of a run: what it means, the value, the table, why, what was checked, where the facts come from, and what it cost.

import type { Outcome } from "../../store/solve-store.ts";
import type { FactSource, Language, SolverResult } from "../../solver/result.ts";
import { formatEnergy, formatMilliseconds } from "../format.ts";
import { Lines } from "./ExplanationTree.tsx";
import { ResultTable } from "./ResultTable.tsx";
import { endText, EXPLANATION_TITLES, formatWork } from "./result-text.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./ResultPanel.module.css";
import { energyOfWork } from "./work-energy.ts";

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.points}>{points.map((point) => <li key={point}>{point}</li>)}</ul>
    </div>
  );
}

function Sources({ sources }: { readonly sources: readonly FactSource[] }) {
  if (sources.length === 0) return null;
  return (
    <div>
      <h3>Sources</h3>
      <ul className={styles.points}>
        {sources.map(({ title, date, licence, url }) => (
          <li key={`${title} ${url}`}>{url.startsWith("https:") ? <a href={url} rel="noreferrer">{title}</a> : title}, {date}, {licence}</li>
        ))}
      </ul>
    </div>
  );
}

function Cost({ result, milliseconds }: { readonly result: SolverResult; readonly milliseconds: number | null }) {
  const work = "work" in result ? result.work : null;
  const energy = work === null ? null : energyOfWork(work);
  if (work === null && milliseconds === null) return null;
  return (
    <p className={styles.cost}>
      {work === null ? null : <>Work: <strong>{formatWork(work)}</strong>, the same on any device. </>}
      {energy === null ? null : <>About {formatEnergy(energy)} <TierBadge />, counted, estimated; loading and starting the solver not included. </>}
      {milliseconds === null ? null : <>{formatMilliseconds(milliseconds)}, timed on this device.</>}
    </p>
  );
}

/** Longer values are cut, with the whole behind a disclosure. */
const MAX_VALUE_CHARACTERS = 300;

function Value({ text }: { readonly text: string }) {
  if (text.length <= MAX_VALUE_CHARACTERS) return <p className={styles.value}>{text}</p>;
  return (
    <>
      <p className={styles.value}>{text.slice(0, MAX_VALUE_CHARACTERS)}…</p>
      <details>
        <summary>All {new Intl.NumberFormat("en").format(text.length)} characters</summary>
        <p className={styles.whole}>{text}</p>
      </details>
    </>
  );
}

/** A why-not is not a proof of anything but the failure. */
function explanationTitle(language: Language, result: SolverResult): string {
  return result.end === "answer" ? EXPLANATION_TITLES[language] : "Why not";
}

export function ResultPanel({ outcome, stale }: { readonly outcome: Outcome; readonly stale: boolean }) {
  const { result, input, milliseconds } = outcome;
  const { title, sign, meaning } = endText(result);
  const failed = "code" in result;
  return (
    <div className={styles.result} data-end={result.end}>
      {stale ? (
        <details className={styles.stale}>
          <summary>From before your changes. Run again for a result of what stands above.</summary>
          <p className={styles.fine}>This ran:</p>
          <pre>{input.program}</pre>
          {input.facts.trim() === "" ? null : (
            <>
              <p className={styles.fine}>With these facts beside it:</p>
              <pre>{input.facts}</pre>
            </>
          )}
        </details>
      ) : null}
      <div className={styles.head}>
        <p className={styles.end}><span aria-hidden="true" className={styles.sign}>{sign}</span> {title}</p>
        <Value text={failed ? result.message : result.headline} />
        {failed && result.position !== null ? <p className={styles.fine}>Line {result.position.line}, column {result.position.column}.</p> : null}
        <p className={styles.fine}>{meaning}</p>
      </div>
      {failed ? null : <Points title="Mind" points={result.cautions} />}
      {result.end === "answer" && result.table !== null ? <ResultTable table={result.table} /> : null}
      {result.end === "answer" ? <Points title="Checked" points={result.checks} /> : null}
      {failed || result.explanation.length === 0 ? null : (
        <div>
          <h3>{explanationTitle(input.language, result)}</h3>
          <Lines lines={result.explanation} />
        </div>
      )}
      {failed ? null : <Sources sources={result.sources} />}
      <Cost result={result} milliseconds={milliseconds} />
    </div>
  );
}
