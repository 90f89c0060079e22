// Loads the shipped checkpoints: the manifest, then each file with progress, hash and format checks.

import * as v from "valibot";
import { decodeCheckpoint } from "../model/checkpoint.ts";
import type { Model } from "../model/decoder.ts";
import { MODEL_IDS, type ModelId } from "./model-ids.ts";

const MAX_CHECKPOINT_BYTES = 64 * 1024 * 1024;

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

async function fetchModel(entry: ManifestEntry, base: string, onBytes: (bytes: number) => void): Promise<LoadedModel> {
  try {
    const response = await fetch(new URL(`models/${entry.file}`, base));
    if (!response.ok) return { ok: false, message: `Checkpoint ${entry.file} could not be read (HTTP ${response.status}).` };
    const bytes = await readBody(response, entry.bytes, onBytes);
    if (bytes === null) return { ok: false, message: `Checkpoint ${entry.file} is longer than the ${entry.bytes} bytes listed. Reload the page.` };
    return await openModel(entry, bytes);
  } catch (error) {
    return { ok: false, message: `Checkpoint ${entry.file} could not be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The checkpoints shipped under `base`; throws a sentence for the visitor. */
export async function fetchManifest(base: string): Promise<readonly ManifestEntry[]> {
  const response = await fetch(new URL("models/manifest.json", base));
  if (!response.ok) throw new Error(`The list of checkpoints could not be read (HTTP ${response.status}).`);
  return parseManifest(await response.json());
}

/** Fetches and opens every checkpoint of the manifest under `base`; a rival that cannot be loaded is left out, the core is required. */
export async function fetchModels(entries: readonly ManifestEntry[], base: string, onProgress: FetchProgress): Promise<ReadonlyMap<ModelId, Model>> {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const models = new Map<ModelId, Model>();
  let before = 0;
  for (const entry of entries) {
    const loaded = await fetchModel(entry, base, (bytes) => onProgress(`Loading ${entry.file}`, before + bytes, total));
    before += entry.bytes;
    if (loaded.ok) models.set(entry.id, loaded.model);
    else if (entry.id === "core") throw new Error(loaded.message);
  }
  if (!models.has("core")) throw new Error("The list of checkpoints has no core model.");
  return models;
}
