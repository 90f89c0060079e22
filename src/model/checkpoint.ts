// Checkpoint files: safetensors (8-byte little-endian header length, JSON header, tensor bytes) with the tensors of
// parameterLayout() in F16 or F32, and in __metadata__.hundredfold a JSON text of config, tokenizer and training record.
// Reading never throws: a file is a model or a typed reason. Format: https://github.com/huggingface/safetensors

import * as v from "valibot";
import { parameterLayout, type ModelConfig } from "./config.ts";
import { configProblem } from "./decode-limits.ts";
import type { Model } from "./decoder.ts";

export type CheckpointProblem =
  | "truncated"
  | "header-too-large"
  | "header-not-json"
  | "forbidden-key"
  | "bad-metadata"
  | "bad-config"
  | "bad-tokenizer"
  | "bad-tensor"
  | "bad-offsets"
  | "not-finite";

export type CheckpointResult =
  | { readonly ok: true; readonly model: Model }
  | { readonly ok: false; readonly code: CheckpointProblem; readonly message: string };

export type CheckpointContent = Omit<Model, "contentHash">;
export type CheckpointPrecision = "f16" | "f32";

export const MAX_HEADER_BYTES = 256 * 1024;
const PREFIX_BYTES = 8;
const METADATA_KEY = "hundredfold";
const FORMAT = "hundredfold-1";

class CheckpointError extends Error {
  readonly code: CheckpointProblem;

  constructor(code: CheckpointProblem, message: string) {
    super(message);
    this.code = code;
  }
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

const metadataSchema = v.strictObject({
  format: v.literal(FORMAT),
  config: v.strictObject({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    vocabSize: count,
    dim: count,
    layers: count,
    heads: count,
    ffnDim: count,
    activeBlocks: count,
    maxTokens: count,
  }),
  tokenizer: v.strictObject({
    kind: v.literal("words-and-bytes"),
    version: v.literal(1),
    tokens: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  }),
  training: v.record(v.string(), v.unknown()),
});

const tensorSchema = v.strictObject({
  dtype: v.picklist(["F16", "F32"]),
  shape: v.tuple([count, count]),
  data_offsets: v.tuple([count, count]),
});

const headerSchema = v.objectWithRest({ __metadata__: v.strictObject({ [METADATA_KEY]: v.string() }) }, tensorSchema);

/** f32 to IEEE binary16 bits, round to nearest, ties to even; overflow gives infinity. */
export function toHalf(value: number): number {
  scratchFloat[0] = value;
  const bits = scratchWord[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x7f800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00);
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520 and above round to infinity
  if (magnitude >= 0x38800000) {
    // Normal: rebias the exponent by 112, round off 13 bits.
    const rebased = magnitude - 0x38000000;
    return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
  }
  // Subnormal: units of 2^-24. The scaling is exact; round half to even by hand.
  const scaled = Math.abs(scratchFloat[0] ?? 0) * 2 ** 24;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 === 1);
  return sign | (low + (up ? 1 : 0));
}

const scratchFloat = new Float32Array(1);
const scratchWord = new Uint32Array(scratchFloat.buffer);

/** IEEE binary16 bits to a number; exact. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Bytes of a checkpoint file. Throws RangeError on content that decodeCheckpoint() would refuse. */
export function encodeCheckpoint(content: CheckpointContent, precision: CheckpointPrecision): Uint8Array<ArrayBuffer> {
  const { config, tokenizer, training, parameters } = content;
  const layout = parameterLayout(config);
  const problem = configProblem(config);
  if (problem !== null) throw new RangeError(`cannot store this model: ${problem}`);
  if (parameters.length !== layout.total) throw new RangeError(`${parameters.length} parameters where the layout has ${layout.total}`);
  const width = precision === "f16" ? 2 : 4;
  const header: Record<string, unknown> = {
    __metadata__: { [METADATA_KEY]: JSON.stringify({ format: FORMAT, config, tokenizer, training }) },
  };
  for (const { name, shape, offset } of layout.tensors) {
    const begin = offset * width;
    header[name] = { dtype: precision === "f16" ? "F16" : "F32", shape, data_offsets: [begin, begin + shape[0] * shape[1] * width] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8; // padded with spaces, so that the data is aligned
  if (headerBytes > MAX_HEADER_BYTES) throw new RangeError(`the header has ${headerBytes} bytes, over ${MAX_HEADER_BYTES}`);
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + layout.total * width);
  bytes.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  bytes.set(text, PREFIX_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  let at = PREFIX_BYTES + headerBytes;
  for (const value of parameters) {
    const half = precision === "f16" ? toHalf(value) : 0;
    if (!Number.isFinite(value) || (half & 0x7c00) === 0x7c00) throw new RangeError(`parameter ${value} does not fit ${precision}`);
    if (precision === "f16") view.setUint16(at, half, true);
    else view.setFloat32(at, value, true);
    at += width;
  }
  return bytes;
}

/** A model, or why the bytes are not one. Never throws. contentHash is "" where the page has no crypto.subtle. */
export async function decodeCheckpoint(bytes: Uint8Array<ArrayBuffer>): Promise<CheckpointResult> {
  let content: CheckpointContent;
  try {
    content = parse(bytes);
  } catch (error) {
    if (error instanceof CheckpointError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
  return { ok: true, model: { ...content, contentHash: await contentHash(bytes) } };
}

/** sha-256, hex; "" in an insecure context. */
async function contentHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return "";
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function parse(bytes: Uint8Array): CheckpointContent {
  if (bytes.length < PREFIX_BYTES) throw new CheckpointError("truncated", `The file has ${bytes.length} bytes: too short for a header.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) throw new CheckpointError("header-too-large", `The header claims ${length} bytes; at most ${MAX_HEADER_BYTES} are read.`);
  const dataStart = PREFIX_BYTES + Number(length);
  if (dataStart > bytes.length) throw new CheckpointError("truncated", `The header ends at byte ${dataStart}, the file at ${bytes.length}.`);

  const header = v.safeParse(headerSchema, parseJson(bytes.subarray(PREFIX_BYTES, dataStart), "header"));
  if (!header.success) throw new CheckpointError("bad-tensor", `The header is not a tensor list: ${v.summarize(header.issues)}`);
  const { __metadata__: metadata, ...tensors } = header.output;
  const { config, tokenizer, training } = parseMetadata(metadata[METADATA_KEY]);

  const layout = parameterLayout(config);
  const names = Object.keys(tensors);
  const known = new Set(layout.tensors.map((tensor) => tensor.name));
  const stranger = names.find((name) => !known.has(name));
  if (stranger !== undefined) throw new CheckpointError("bad-tensor", `The model has no tensor named ${JSON.stringify(stranger.slice(0, 64))}.`);

  const parameters = new Float32Array(layout.total);
  const spans: [number, number][] = [];
  for (const { name, shape, offset } of layout.tensors) {
    const tensor = tensors[name];
    if (tensor === undefined) throw new CheckpointError("bad-tensor", `Tensor ${name} is missing.`);
    if (tensor.shape[0] !== shape[0] || tensor.shape[1] !== shape[1]) {
      throw new CheckpointError("bad-tensor", `Tensor ${name} has shape ${tensor.shape.join(" x ")}, not ${shape.join(" x ")}.`);
    }
    const [begin, end] = tensor.data_offsets;
    const elements = shape[0] * shape[1];
    if (end - begin !== elements * (tensor.dtype === "F16" ? 2 : 4) || dataStart + end > bytes.length) {
      throw new CheckpointError("bad-offsets", `Tensor ${name} lies at ${begin} to ${end}, which does not fit its shape or the file.`);
    }
    spans.push([begin, end]);
    readTensor(view, dataStart + begin, tensor.dtype, parameters.subarray(offset, offset + elements), name);
  }
  spans.sort(([a], [b]) => a - b);
  let covered = 0;
  for (const [begin, end] of spans) {
    if (begin !== covered) throw new CheckpointError("bad-offsets", `Tensor data overlaps or leaves a gap at byte ${covered}.`);
    covered = end;
  }
  if (dataStart + covered !== bytes.length) throw new CheckpointError("bad-offsets", `${bytes.length - dataStart - covered} bytes follow the last tensor.`);
  return { config, tokenizer, training, parameters };
}

function parseMetadata(text: string): Omit<CheckpointContent, "parameters"> {
  const json = parseJson(new TextEncoder().encode(text), "metadata");
  const parsed = v.safeParse(metadataSchema, json);
  if (!parsed.success) throw new CheckpointError("bad-metadata", `The model description is not valid: ${v.summarize(parsed.issues)}`);
  const config: ModelConfig = parsed.output.config;
  const problem = configProblem(config);
  if (problem !== null) throw new CheckpointError("bad-config", `The model cannot be run: ${problem}.`);
  const { tokenizer, training } = parsed.output;
  if (tokenizer.tokens.length > config.vocabSize) {
    throw new CheckpointError("bad-tokenizer", `The tokenizer has ${tokenizer.tokens.length} tokens, the model ${config.vocabSize}.`);
  }
  if (new Set(tokenizer.tokens).size !== tokenizer.tokens.length) throw new CheckpointError("bad-tokenizer", "Two tokens of the tokenizer are the same.");
  return { config, tokenizer, training };
}

/** Strict UTF-8 JSON without __proto__ keys at any depth. */
function parseJson(bytes: Uint8Array, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new CheckpointError("header-not-json", `The ${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const pending: unknown[] = [value]; // a list, not recursion: nesting may be 100,000 deep
  while (pending.length > 0) {
    const item = pending.pop();
    if (typeof item !== "object" || item === null) continue;
    if (Object.hasOwn(item, "__proto__")) throw new CheckpointError("forbidden-key", `The ${what} holds the key "__proto__".`);
    for (const child of Object.values(item)) pending.push(child);
  }
  return value;
}

function readTensor(view: DataView, at: number, dtype: "F16" | "F32", out: Float32Array, name: string): void {
  for (let i = 0; i < out.length; i++) {
    const value = dtype === "F16" ? fromHalf(view.getUint16(at + 2 * i, true)) : view.getFloat32(at + 4 * i, true);
    if (!Number.isFinite(value)) throw new CheckpointError("not-finite", `Tensor ${name} holds ${value} at element ${i}.`);
    out[i] = value;
  }
}
