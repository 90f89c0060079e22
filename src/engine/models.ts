// Loads shipped checkpoints: the manifest, then the files that are wanted, with progress, hash and format checks.

import * as v from "valibot";
import { decodeCheckpoint } from "../model/checkpoint.ts";
import type { Model } from "../model/decoder.ts";
import { MODEL_IDS, type ModelId } from "./model-ids.ts";

const MAX_CHECKPOINT_BYTES = 64 * 1024 * 1024;
/** A download that has brought no byte for so long has come to its end. */
export const STALL_MS = 20_000;

const MANIFEST = v.object({
  models: v.array(v.object({
    id: v.picklist(MODEL_IDS),
    file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.safetensors$/)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CHECKPOINT_BYTES)),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  })),
});
export type ManifestEntry = v.InferOutput<typeof MANIFEST>["models"][number];

export type LoadedModel = { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly message: string };

/** The list of shipped checkpoints; throws a sentence for the visitor when it cannot be read. */
export function parseManifest(json: unknown): readonly ManifestEntry[] {
  const parsed = v.safeParse(MANIFEST, json);
  if (!parsed.success) throw new Error(`The list of checkpoints is damaged: ${parsed.issues[0].message}`);
  return parsed.output.models;
}

/** Where a checkpoint is, below the page's folder: its hash is in the address, so that no cache gives the file of an earlier release. */
export function addressOf({ file, sha256 }: ManifestEntry): string {
  return `models/${file}?${sha256.slice(0, 8)}`;
}

/** Decodes a checkpoint's bytes and compares the hash with the manifest's. */
export async function openModel(entry: ManifestEntry, bytes: Uint8Array<ArrayBuffer>): Promise<LoadedModel> {
  const result = await decodeCheckpoint(bytes);
  if (!result.ok) return { ok: false, message: `Checkpoint ${entry.file}: ${result.message}` };
  // An insecure page has no hash function: the file is used as it came.
  if (result.model.contentHash !== "" && result.model.contentHash !== entry.sha256) {
    return { ok: false, message: `Checkpoint ${entry.file} is not the file it should be (its hash differs). Reload the page.` };
  }
  return result;
}

export interface FetchProgress {
  (phase: string, bytes: number, total: number): void;
}

/** Reads a body to its end, reporting the bytes so far; null when there are more than `most`. */
async function readBody(response: Response, most: number, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(most);
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) return bytes.slice(0, length);
    if (length + value.length > most) {
      await reader?.cancel();
      return null;
    }
    bytes.set(value, length);
    length += value.length;
    onBytes(length);
  }
}

/** Aborts `download` once nothing has been heard of it for STALL_MS: `alive` is called at its start and with every sign of it, `end` after it. */
function watchStall(download: AbortController): { readonly alive: () => void; readonly end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => clearTimeout(timer);
  const alive = (): void => {
    end();
    timer = setTimeout(() => download.abort(new Error(`no byte of it has come for ${STALL_MS / 1000} s. Reload the page to try again.`)), STALL_MS);
  };
  return { alive, end };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function fetchModel(entry: ManifestEntry, base: string, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<LoadedModel> {
  const download = new AbortController();
  const stop = (): void => download.abort(signal.reason);
  signal.addEventListener("abort", stop);
  const { alive, end } = watchStall(download);
  try {
    signal.throwIfAborted();
    alive();
    const response = await fetch(new URL(addressOf(entry), base), { signal: download.signal });
    if (!response.ok) return { ok: false, message: `Checkpoint ${entry.file} could not be read (HTTP ${response.status}).` };
    const bytes = await readBody(response, entry.bytes, (length) => {
      alive();
      onBytes(length);
    });
    if (bytes === null) return { ok: false, message: `Checkpoint ${entry.file} is longer than the ${entry.bytes} bytes listed. Reload the page.` };
    return await openModel(entry, bytes);
  } catch (error) {
    return { ok: false, message: `Checkpoint ${entry.file} could not be read: ${textOf(error)}` };
  } finally {
    end();
    signal.removeEventListener("abort", stop);
  }
}

async function readManifest(base: string): Promise<unknown> {
  const download = new AbortController();
  const { alive, end } = watchStall(download);
  try {
    alive();
    const response = await fetch(new URL("models/manifest.json", base), { signal: download.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new Error(`The list of checkpoints could not be read: ${textOf(error)}`, { cause: error });
  } finally {
    end();
  }
}

/** The checkpoints shipped under `base`, the core among them; throws a sentence for the visitor. */
export async function fetchManifest(base: string): Promise<readonly ManifestEntry[]> {
  const entries = parseManifest(await readManifest(base));
  if (!entries.some(({ id }) => id === "core")) throw new Error("The list of checkpoints has no core model.");
  return entries;
}

/**
 * Fetches and opens the checkpoints of `entries` under `base`, one after another. A rival that cannot be loaded is left out; without the
 * core it throws a sentence for the visitor, and the signal's reason when it is aborted.
 */
export async function fetchModels(entries: readonly ManifestEntry[], base: string, onProgress: FetchProgress, signal: AbortSignal): Promise<ReadonlyMap<ModelId, Model>> {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const models = new Map<ModelId, Model>();
  let before = 0;
  for (const entry of entries) {
    const report = (bytes: number): void => onProgress(`Loading ${entry.file}`, before + bytes, total);
    report(0);
    const loaded = await fetchModel(entry, base, report, signal);
    signal.throwIfAborted();
    before += entry.bytes;
    if (loaded.ok) models.set(entry.id, loaded.model);
    else if (entry.id === "core") throw new Error(loaded.message);
  }
  return models;
}
