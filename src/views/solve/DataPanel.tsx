// What a program may read: built-in tables and the visitor's own files.

import { type DragEvent, useState } from "react";
import type { SolveStore, SolveState } from "../../store/solve-store.ts";
import { takesTables } from "../../store/solve-store.ts";
import { formatBytes } from "../../energy/units.ts";
import type { BuiltInTable } from "../../solver/data/built-in.ts";
import { BUILT_IN_TABLES } from "../../solver/data/built-in-list.ts";
import { TYPE_TITLES } from "./column-kind.ts";
import styles from "./DataPanel.module.css";
import type { OwnData } from "./own-data.ts";
import { OwnTableCard } from "./OwnTableCard.tsx";
import { formatCount } from "./result-text.ts";

function summaryText({ language, tables, own }: SolveState): string {
  const ready = own.flatMap(({ table }) => (table === null ? [] : [table.name]));
  const parts = [...tables[language], ...ready];
  return parts.length === 0 ? "no tables chosen" : parts.join(", ");
}

function BuiltIn({ table, chosen, onChosen }: { readonly table: BuiltInTable; readonly chosen: boolean; readonly onChosen: (on: boolean) => void }) {
  return (
    <li>
      <label className={styles.check}>
        <input type="checkbox" checked={chosen} onChange={(event) => onChosen(event.target.checked)} />
        <span>
          {table.title} <small className={styles.fine}>{table.about}. {formatCount(table.rows, "row")}, {formatBytes(table.bytes)}; {table.source.title}, {table.source.date}, {table.source.licence}.</small>
        </span>
      </label>
      {chosen ? <p className={styles.columns}><code>{table.name}</code> {table.columns.map(({ name, type }) => <span key={name}><code>{name}</code> {TYPE_TITLES[type]}</span>)}</p> : null}
    </li>
  );
}

function Bring({ onFiles }: { readonly onFiles: (files: Iterable<File>) => void }) {
  const [text, setText] = useState("");
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  const addText = (): void => {
    if (text.trim() === "") return;
    onFiles([new File([text], "pasted.csv", { type: "text/csv" })]);
    setText("");
  };
  return (
    <div className={styles.bring} data-over={over} onDragOver={onDragOver} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <label>
        <span>CSV or TSV files: choose, or drop them here</span>
        <input
          type="file"
          multiple
          accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(event) => {
            onFiles(event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </label>
      <label>
        <span>Or paste a table</span>
        <textarea rows={3} spellCheck={false} className={styles.paste} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="button" className={styles.small} aria-disabled={text.trim() === ""} onClick={addText}>Add pasted table</button>
    </div>
  );
}

interface Props {
  readonly state: SolveState;
  readonly store: SolveStore;
  readonly ownData: OwnData;
}

export function DataPanel({ state, store, ownData }: Props) {
  const { language, tables, own } = state;
  if (!takesTables(language)) return null;
  return (
    <section aria-label="Data">
      <details className={styles.panel}>
        <summary>Data: <span className={styles.chosen}>{summaryText(state)}</span></summary>
        <div className={styles.parts}>
          <fieldset className={styles.group}>
            <legend>Built-in tables</legend>
            <ul className={styles.tables}>
              {BUILT_IN_TABLES.map((table) => (
                <BuiltIn key={table.name} table={table} chosen={tables[language].includes(table.name)} onChosen={(on) => store.dispatch({ type: "table-chosen", name: table.name, on })} />
              ))}
            </ul>
            {language === "prolog" ? <p className={styles.fine}>In Prolog each row of a table is a fact: the table's name with one argument per column, in this order.</p> : null}
          </fieldset>
          <div className={styles.group}>
            <h2>Your own data</h2>
            <p className={styles.fine}>It stays on this device: it is read in this page and sent nowhere. It goes into a link only where you tick that.</p>
            <Bring onFiles={ownData.add} />
            {own.map((one) => (
              <OwnTableCard
                key={one.id}
                own={one}
                onChoices={(choices) => ownData.choose(one, choices)}
                onType={(column, type) => ownData.retype(one, column, type)}
                onRemove={() => ownData.remove(one.id)}
              />
            ))}
          </div>
        </div>
      </details>
    </section>
  );
}
