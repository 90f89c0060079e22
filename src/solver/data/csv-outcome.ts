// What the CSV import is told and what it gives back: limits, choices, a table with the picks made, or a typed reason.

import type { DataTable } from "../result.ts";
import type { Encoding } from "./decode.ts";

export const MAX_BYTES = 50 * 1024 * 1024;
export const MAX_ROWS = 1_000_000;
export const MAX_COLUMNS = 1000;
export const MAX_CELLS = 10_000_000;

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** null: to be found out. */
export interface CsvChoices {
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly header: boolean | null;
  /** Rows with too few cells get empty ones at the end; else they are refused. */
  readonly fillShortRows: boolean;
}

export const DETECT_ALL: CsvChoices = { encoding: null, delimiter: null, header: null, fillShortRows: false };

export interface CsvPicks {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly header: boolean;
}

export type CsvFailureCode = "too-large" | "too-many-rows" | "too-many-columns" | "too-many-cells" | "empty" | "binary" | "nul" | "unclosed-quote" | "bad-quote" | "ragged";

export type CsvOutcome =
  | {
      readonly ok: true;
      readonly table: DataTable;
      readonly picks: CsvPicks;
      /** What was changed on the way, a sentence each. */
      readonly notes: readonly string[];
    }
  | {
      readonly ok: false;
      readonly code: CsvFailureCode;
      readonly message: string;
      /** First row at fault. */
      readonly row: number | null;
      /** null when the text was never reached. */
      readonly picks: CsvPicks | null;
    };
