// Share link <-> Scenario. The link is the whole scenario, plus a digest of the run that its sender saw:
//   #v1&seed=1&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=<base64url(deflate-raw(JSON))>&d=<digest>&c=<crc32>
// d = tokens.tokenHash.workHash, left out without a run. c = CRC-32 in hex of everything between "#" and "&c=".
// Decoding never throws, never runs anything and bounds its memory: 16 KiB of link, 256 KiB of question.

import { deflateSync, Inflate } from "fflate";
import type { RunDigest } from "./digest.ts";
import { type LinkFields, LINK_VERSION, migrate } from "./migrations.ts";
import type { Scenario } from "./scenario.ts";
import { repairScenario, type ScenarioFields } from "./schema.ts";

export type DecodedLink =
  | { readonly status: "ok"; readonly scenario: Scenario; readonly digest: RunDigest | null }
  | { readonly status: "repaired"; readonly scenario: Scenario; readonly digest: RunDigest | null; readonly changes: readonly string[] }
  | { readonly status: "too-new"; readonly version: number }
  | { readonly status: "malformed"; readonly reason: string };

const MAX_LINK_CHARACTERS = 16 * 1024;
const MAX_QUESTION_BYTES = 256 * 1024;
/** Deflate expands at most 1032 times, so a chunk this long overshoots the cap by at most 132 KB. */
const INFLATE_CHUNK = 128;

const KNOWN_KEYS: ReadonlySet<string> = new Set(["seed", "arms", "profile", "blocks", "max", "q", "d"]);
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

/** Raw deflate -> bytes; throws on bad data, a missing end, or more than MAX_QUESTION_BYTES. */
function inflate(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    if (length > MAX_QUESTION_BYTES) throw new RangeError("too long");
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

/** The question, or undefined when the field is not the JSON of a string. */
function decodeQuestion(text: string): string | undefined {
  try {
    const json = new TextDecoder("utf-8", { fatal: true }).decode(inflate(fromBase64Url(text)));
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function decodeDigest(text: string): RunDigest | undefined {
  const [, tokens, tokenHash, workHash] = /^(\d{1,9})\.([0-9a-f]{1,32})\.([0-9a-f]{1,32})$/.exec(text) ?? [];
  if (tokens === undefined || tokenHash === undefined || workHash === undefined) return undefined;
  return { tokens: Number(tokens), tokenHash, workHash };
}

/** NaN for anything that is not a plain decimal number; repair then says so. */
function decodeNumber(text: string | undefined): number {
  return text !== undefined && /^-?\d{1,20}(\.\d{1,30})?(e-\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

/** The hash part of a link, "#" included. An invalid scenario is repaired first, so that every link decodes to "ok". */
export function encodeShareLink(scenario: Scenario, digest: RunDigest | null = null): string {
  const { question, arms, seed, activePercent, maxNewTokens, profile } = repairScenario(scenario).scenario;
  const packed = toBase64Url(deflateSync(new TextEncoder().encode(JSON.stringify(question)), { level: 9 }));
  const body =
    `v${LINK_VERSION}&seed=${seed}&arms=${arms.join(",")}&profile=${profile}&blocks=${activePercent}&max=${maxNewTokens}&q=${packed}` +
    (digest === null ? "" : `&d=${digest.tokens}.${digest.tokenHash}.${digest.workHash}`);
  return `#${body}&c=${crc32(body)}`;
}

type ReadFields = { readonly ok: true; readonly fields: LinkFields } | { readonly ok: false; readonly reason: string };

function readFields(body: string): ReadFields {
  const fields = new Map<string, string>();
  for (const pair of body.split("&").slice(1)) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (PROTOTYPE_KEYS.has(key)) return { ok: false, reason: `This link has a field named "${key}", which no scenario has.` };
    if (equals < 0) return { ok: false, reason: "This link has a field without a value. Ask for it again, or start from a preset." };
    if (fields.has(key)) return { ok: false, reason: `This link says "${key.slice(0, 20)}" twice. Ask for it again, or start from a preset.` };
    fields.set(key, pair.slice(equals + 1));
  }
  return { ok: true, fields };
}

/** Reads location.hash. Never throws; a link can only fill in a draft scenario. */
export function decodeShareLink(hash: string): DecodedLink {
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  if (text.length > MAX_LINK_CHARACTERS) {
    return { status: "malformed", reason: `This link is ${text.length} characters long; a scenario has at most ${MAX_LINK_CHARACTERS}.` };
  }
  const [, digits] = /^v(\d{1,6})(?:&|$)/.exec(text) ?? [];
  if (digits === undefined) return { status: "malformed", reason: "This link does not start with a version, so it is not a link to a scenario." };
  const version = Number(digits);
  if (version > LINK_VERSION) return { status: "too-new", version };
  if (version < 1) return { status: "malformed", reason: "This link has version 0, which never existed." };

  const checksumAt = text.lastIndexOf("&c=");
  const body = text.slice(0, Math.max(0, checksumAt));
  if (checksumAt < 0 || text.slice(checksumAt + 3) !== crc32(body)) return { status: "malformed", reason: DAMAGED };

  const read = readFields(body);
  if (!read.ok) return { status: "malformed", reason: read.reason };
  const fields = migrate(read.fields, version);

  const packed = fields.get("q");
  const question = packed === undefined ? undefined : decodeQuestion(packed);
  if (packed !== undefined && question === undefined) {
    return { status: "malformed", reason: "The question in this link cannot be read. Ask for the link again, or start from a preset." };
  }
  const outside: ScenarioFields = {
    question,
    arms: fields.get("arms")?.split(","),
    seed: decodeNumber(fields.get("seed")),
    activePercent: decodeNumber(fields.get("blocks")),
    maxNewTokens: decodeNumber(fields.get("max")),
    profile: fields.get("profile"),
  };
  const repaired = repairScenario(outside);
  const changes = [...repaired.changes];

  const digestText = fields.get("d");
  const digest = digestText === undefined ? undefined : decodeDigest(digestText);
  if (digestText !== undefined && digest === undefined) changes.push("The digest of the sender's run could not be read; it is left out.");
  for (const key of fields.keys()) {
    if (!KNOWN_KEYS.has(key)) changes.push(`The field "${key.slice(0, 20)}" is unknown and was ignored.`);
  }
  const { scenario } = repaired;
  return changes.length === 0
    ? { status: "ok", scenario, digest: digest ?? null }
    : { status: "repaired", scenario, digest: digest ?? null, changes };
}
