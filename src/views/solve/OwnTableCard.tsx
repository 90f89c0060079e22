// One table of the visitor's: how it was read and how to read it instead, its first rows, and each column's type to correct.

import { COLUMN_TYPES, previewRows } from "./preview.ts";
import { DELIMITERS, type CsvChoices } from "../../solver/data/csv-outcome.ts";
import { ENCODINGS } from "../../solver/data/decode.ts";
import type { ColumnType, DataTable } from "../../solver/result.ts";
import type { OwnTable } from "../../store/solve-store.ts";
import { TYPE_TITLES } from "./column-kind.ts";
import styles from "./DataPanel.module.css";
import { formatCount } from "./result-text.ts";

const DELIMITER_TITLES: Readonly<Record<(typeof DELIMITERS)[number], string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

interface Props {
  readonly own: OwnTable;
  readonly onChoices: (choices: CsvChoices) => void;
  readonly onType: (column: string, type: ColumnType) => void;
  readonly onRemove: () => void;
}

function Preview({ table, onType }: { readonly table: DataTable; readonly onType: Props["onType"] }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={`First rows of ${table.name}`}>
      <table className={styles.preview}>
        <thead>
          <tr>{table.columns.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr>
          <tr>
            {table.columns.map(({ name, type }) => (
              <td key={name}>
                <select aria-label={`Type of ${name}`} value={type} onChange={(event) => onType(name, COLUMN_TYPES.find((one) => one === event.target.value) ?? "text")}>
                  {COLUMN_TYPES.map((one) => <option key={one} value={one}>{TYPE_TITLES[one]}</option>)}
                </select>
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {previewRows(table).map((row, index) => (
            <tr key={index}>{row.map((cell, at) => <td key={at}>{cell ?? <span className={styles.fine}>empty</span>}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Choices({ own, onChoices }: Pick<Props, "own" | "onChoices">) {
  const { choices, outcome } = own;
  const picks = outcome?.picks ?? null;
  const found = (text: string): string => `found: ${text}`;
  return (
    <div className={styles.choices}>
      <label>
        <span>Delimiter</span>
        <select value={choices.delimiter ?? ""} onChange={(event) => onChoices({ ...choices, delimiter: DELIMITERS.find((one) => one === event.target.value) ?? null })}>
          <option value="">{picks === null ? "find out" : found(DELIMITER_TITLES[picks.delimiter])}</option>
          {DELIMITERS.map((one) => <option key={one} value={one}>{DELIMITER_TITLES[one]}</option>)}
        </select>
      </label>
      <label>
        <span>Encoding</span>
        <select value={choices.encoding ?? ""} onChange={(event) => onChoices({ ...choices, encoding: ENCODINGS.find((one) => one === event.target.value) ?? null })}>
          <option value="">{picks === null ? "find out" : found(picks.encoding)}</option>
          {ENCODINGS.map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
      <label>
        <span>First row</span>
        <select
          value={choices.header === null ? "" : choices.header ? "names" : "data"}
          onChange={(event) => onChoices({ ...choices, header: event.target.value === "" ? null : event.target.value === "names" })}
        >
          <option value="">{picks === null ? "find out" : found(picks.header ? "names" : "data")}</option>
          <option value="names">names</option>
          <option value="data">data</option>
        </select>
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={choices.fillShortRows} onChange={(event) => onChoices({ ...choices, fillShortRows: event.target.checked })} />
        <span>Rows with too few cells: leave the rest empty</span>
      </label>
    </div>
  );
}

export function OwnTableCard({ own, onChoices, onType, onRemove }: Props) {
  const { outcome, table, file } = own;
  const rows = table?.columns[0]?.cells.length ?? 0;
  const title = table?.name ?? file.name;
  return (
    <section aria-label={`Own table ${title}`} className={styles.card}>
      <div className={styles.cardHead}>
        <h3>{title}</h3>
        <p className={styles.fine}>{table === null ? "" : `${formatCount(rows, "row")}, ${formatCount(table.columns.length, "column")}, from ${file.name}`}</p>
        <button type="button" className={styles.small} aria-label={`Remove ${title}`} onClick={onRemove}>Remove</button>
      </div>
      <div aria-live="polite">
        {outcome === null ? <label className={styles.fine}>Reading {file.name} <progress value={own.fraction} /></label> : null}
        {outcome === null || outcome.ok ? null : <p className={styles.warning}>{outcome.message}</p>}
        {outcome?.ok === true ? [...outcome.notes, ...own.notes].map((note) => <p key={note} className={styles.fine}>{note}</p>) : null}
      </div>
      {table === null ? null : <Preview table={table} onType={onType} />}
      <Choices own={own} onChoices={onChoices} />
    </section>
  );
}
