// The envelope of every link: "#v<version>&key=value..&c=<crc32>". c = CRC-32 in hex of everything between "#" and "&c=".
// Opening one never throws, never runs anything and bounds its memory: 16 KiB of link, 256 KiB of unpacked text.

import { deflateSync, Inflate } from "fflate";
import { type LinkFields, LINK_VERSION, migrate } from "./migrations.ts";

export const MAX_LINK_CHARACTERS = 16 * 1024;
const MAX_TEXT_BYTES = 256 * 1024;
/** Deflate expands at most 1032 times, so a chunk this long overshoots the cap by at most 132 KB. */
const INFLATE_CHUNK = 128;

const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const DAMAGED = "This link was damaged on its way, for example cut short or changed by a chat program. Ask for it again, or start from a preset.";

/** CRC-32 (IEEE 802.3, reflected 0xedb88320) of ASCII text, 8 hex digits. */
function crc32(text: string): string {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new RangeError("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Raw deflate -> bytes; throws on bad data, a missing end, or more than MAX_TEXT_BYTES. */
function inflate(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    if (length > MAX_TEXT_BYTES) throw new RangeError("too long");
    parts.push(part.slice());
  });
  for (let at = 0; at < packed.length; at += INFLATE_CHUNK) {
    stream.push(packed.subarray(at, at + INFLATE_CHUNK), at + INFLATE_CHUNK >= packed.length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A JSON value as base64url(deflate-raw(JSON)). */
export function packJson(value: unknown): string {
  return toBase64Url(deflateSync(new TextEncoder().encode(JSON.stringify(value)), { level: 9 }));
}

/** The value packed in `text`, or undefined when it is not packed JSON; null is a value. */
export function unpackJson(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflate(fromBase64Url(text))));
  } catch {
    return undefined;
  }
}

/** The hash part of a link, "#" included. */
export function closeEnvelope(fields: string): string {
  const body = `v${LINK_VERSION}&${fields}`;
  return `#${body}&c=${crc32(body)}`;
}

export type OpenedEnvelope =
  | { readonly status: "open"; readonly fields: LinkFields }
  | { readonly status: "too-new"; readonly version: number }
  | { readonly status: "malformed"; readonly reason: string };

type ReadFields = { readonly ok: true; readonly fields: LinkFields } | { readonly ok: false; readonly reason: string };

function readFields(body: string): ReadFields {
  const fields = new Map<string, string>();
  for (const pair of body.split("&").slice(1)) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (PROTOTYPE_KEYS.has(key)) return { ok: false, reason: `This link has a field named "${key}", which no link has.` };
    if (equals < 0) return { ok: false, reason: "This link has a field without a value. Ask for it again, or start from a preset." };
    if (fields.has(key)) return { ok: false, reason: `This link says "${key.slice(0, 20)}" twice. Ask for it again, or start from a preset.` };
    fields.set(key, pair.slice(equals + 1));
  }
  return { ok: true, fields };
}

/** The fields of a link, brought up to LINK_VERSION. */
export function openEnvelope(hash: string): OpenedEnvelope {
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  if (text.length > MAX_LINK_CHARACTERS) {
    return { status: "malformed", reason: `This link is ${text.length} characters long; one has at most ${MAX_LINK_CHARACTERS}.` };
  }
  const [, digits] = /^v(\d{1,6})(?:&|$)/.exec(text) ?? [];
  if (digits === undefined) return { status: "malformed", reason: "This link does not start with a version, so it is not a link to a run or a program." };
  const version = Number(digits);
  if (version > LINK_VERSION) return { status: "too-new", version };
  if (version < 1) return { status: "malformed", reason: "This link has version 0, which never existed." };

  const checksumAt = text.lastIndexOf("&c=");
  const body = text.slice(0, Math.max(0, checksumAt));
  if (checksumAt < 0 || text.slice(checksumAt + 3) !== crc32(body)) return { status: "malformed", reason: DAMAGED };

  const read = readFields(body);
  if (!read.ok) return { status: "malformed", reason: read.reason };
  return { status: "open", fields: migrate(read.fields, version) };
}
