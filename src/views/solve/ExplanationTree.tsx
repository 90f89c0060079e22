// A proof, query plan, plan or calculation as nested native disclosures; a branch is drawn once it is opened.

import { useState } from "react";
import type { Explanation } from "../../solver/result.ts";
import { formatCount } from "./result-text.ts";
import styles from "./ExplanationTree.module.css";

/** Open at first: a chain of few lines, such as the proof of one answer; not each of many steps. */
const OPEN_LEVELS = 3;
const OPEN_SIBLINGS = 3;
const LINES_AT_ONCE = 100;
/** Indentation ends here, so that a deep proof still fits a phone. */
const MOST_INDENTED = 8;

/** Longer texts are cut; the row below stays in sight. */
const LINE_CHARACTERS = 180;

/** `onWhole`: a button for it where the text is cut; there is none inside a summary. */
function Line({ text, note, whole, onWhole }: Explanation & { readonly whole: boolean; readonly onWhole: (() => void) | null }) {
  const cut = text.length > LINE_CHARACTERS && !whole;
  return (
    <>
      <code className={styles.text}>{cut ? `${text.slice(0, LINE_CHARACTERS)}…` : text}</code>
      {cut && onWhole !== null ? <> <button type="button" className={styles.whole} aria-label={`Show all ${text.length} characters`} onClick={onWhole}>all</button></> : null}
      {note === "" ? null : <span className={styles.note}> {note}</span>}
    </>
  );
}

function Branch({ line, level, siblings }: { readonly line: Explanation; readonly level: number; readonly siblings: number }) {
  const [open, setOpen] = useState(level < OPEN_LEVELS && siblings <= OPEN_SIBLINGS);
  const [whole, setWhole] = useState(false);
  if (line.children.length === 0) return <Line {...line} whole={whole} onWhole={() => setWhole(true)} />;
  const cut = line.text.length > LINE_CHARACTERS && !whole;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><Line {...line} whole={whole} onWhole={null} /></summary>
      {open && cut ? <button type="button" className={styles.whole} onClick={() => setWhole(true)}>Show all {line.text.length} characters</button> : null}
      {open ? <Lines lines={line.children} level={level + 1} /> : null}
    </details>
  );
}

export function Lines({ lines, level = 0 }: { readonly lines: readonly Explanation[]; readonly level?: number }) {
  const [shown, setShown] = useState(LINES_AT_ONCE);
  return (
    <ul className={styles.lines} data-deep={level > MOST_INDENTED}>
      {lines.slice(0, shown).map((line, index) => (
        <li key={`${index} ${line.text}`}><Branch line={line} level={level} siblings={lines.length} /></li>
      ))}
      {lines.length <= shown ? null : (
        <li>
          <button type="button" className={styles.more} onClick={() => setShown(shown + LINES_AT_ONCE)}>
            Show {formatCount(Math.min(LINES_AT_ONCE, lines.length - shown), "more line")}
          </button>
        </li>
      )}
    </ul>
  );
}
