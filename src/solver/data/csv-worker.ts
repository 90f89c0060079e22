// Worker entry: reads one CSV file away from the page's thread.

import type { CsvChoices, CsvOutcome } from "./csv-outcome.ts";
import { readCsv } from "./csv-parse.ts";

export interface ToCsvWorker {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly choices: CsvChoices;
}

export type FromCsvWorker = { readonly type: "progress"; readonly fraction: number } | { readonly type: "done"; readonly outcome: CsvOutcome };

const send = (message: FromCsvWorker): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToCsvWorker>) => {
  send({ type: "done", outcome: readCsv(data.bytes, data.fileName, data.choices, (fraction) => send({ type: "progress", fraction })) });
};
