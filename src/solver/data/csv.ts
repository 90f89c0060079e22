// The page's side of the CSV import: one worker per file, stopped by the signal.

import type { CsvChoices, CsvOutcome } from "./csv-outcome.ts";
import type { FromCsvWorker, ToCsvWorker } from "./csv-worker.ts";

export interface CsvImportOptions {
  readonly choices: CsvChoices;
  readonly signal: AbortSignal;
  /** Fraction of the text read, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** `bytes` are copied to the worker. Rejects only when the signal fires or the worker dies, e.g. out of memory; a faulty file is an outcome. */
export async function importCsv(bytes: Uint8Array, fileName: string, { choices, signal, onProgress }: CsvImportOptions): Promise<CsvOutcome> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./csv-worker.ts", import.meta.url), { type: "module", name: "csv" });
  try {
    return await new Promise<CsvOutcome>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason instanceof Error ? signal.reason : new Error("stopped")), { once: true });
      worker.onerror = ({ message }) => reject(new Error(`The file could not be read: ${message}. Try a smaller one.`));
      worker.onmessage = ({ data }: MessageEvent<FromCsvWorker>) => {
        if (data.type === "progress") onProgress(data.fraction);
        else resolve(data.outcome);
      };
      const job: ToCsvWorker = { bytes, fileName, choices };
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
  }
}
