// The rows of an answer that were handed over, 50 at a time, with what each column holds, and as a CSV file.

import { useState } from "react";
import type { ResultTable as Table } from "../../solver/result.ts";
import { downloadText } from "../ask/download.ts";
import { columnKind, TYPE_TITLES } from "./column-kind.ts";
import { listGrid } from "./list-grid.ts";
import { formatCount } from "./result-text.ts";
import styles from "./ResultTable.module.css";

const PAGE_ROWS = 50;

async function exportCsv(table: Table): Promise<void> {
  const { resultCsv } = await import("./result-csv.ts");
  downloadText("hundredfold-result.csv", "text/csv", resultCsv(table));
}

function shownText(table: Table, first: number, last: number): string {
  const { rows, total } = table;
  const part = rows.length > PAGE_ROWS ? `Rows ${first + 1} to ${last} of ${formatCount(rows.length, "row")}` : formatCount(rows.length, "row");
  return total > rows.length ? `${part}; ${formatCount(total, "row")} were found, the rest was not handed over (see Limits)` : part;
}

function Cell({ text }: { readonly text: string | null }) {
  if (text === null) return <span className={styles.none}>NULL</span>;
  const grid = listGrid(text);
  if (grid === null) return text;
  return (
    <table className={styles.grid}>
      <tbody>
        {grid.map((row, index) => <tr key={index}>{row.map((item, at) => <td key={at}>{item}</td>)}</tr>)}
      </tbody>
    </table>
  );
}

export function ResultTable({ table }: { readonly table: Table }) {
  const [page, setPage] = useState(0);
  const { columns, rows } = table;
  const first = page * PAGE_ROWS;
  const last = Math.min(rows.length, first + PAGE_ROWS);
  const kinds = columns.map((_, index) => columnKind(rows, index));
  return (
    <div className={styles.block}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of the result">
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((name, index) => (
                <th key={`${index} ${name}`} scope="col" data-type={kinds[index]}>
                  {name} <small>{TYPE_TITLES[kinds[index] ?? "text"]}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, last).map((row, index) => (
              <tr key={first + index}>
                {columns.map((name, at) => <td key={`${at} ${name}`} data-type={kinds[at]}><Cell text={row[at] ?? null} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        <p aria-live="polite">{shownText(table, first, last)}</p>
        {rows.length <= PAGE_ROWS ? null : (
          <>
            <button type="button" aria-disabled={page === 0} onClick={() => setPage(Math.max(0, page - 1))}>Previous rows</button>
            <button type="button" aria-disabled={last === rows.length} onClick={() => setPage(last === rows.length ? page : page + 1)}>Next rows</button>
          </>
        )}
        <button type="button" onClick={() => void exportCsv(table)}>{table.total > rows.length ? `Export these ${formatCount(rows.length, "row")} as CSV` : "Export CSV"}</button>
      </div>
    </div>
  );
}
