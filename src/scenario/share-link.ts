// Share link <-> Scenario. The link is the whole scenario, plus a digest of the run that its sender saw:
//   #v2&seed=1&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=<packed question>&d=<digest>&c=<crc32>
// d = tokens.tokenHash.workHash, left out without a run. Decoding never throws and never runs anything.

import type { RunDigest } from "./digest.ts";
import { closeEnvelope, openEnvelope, packJson, unpackJson } from "./link-envelope.ts";
import type { Scenario } from "./scenario.ts";
import { repairScenario, type ScenarioFields } from "./schema.ts";

export type DecodedLink =
  | { readonly status: "ok"; readonly scenario: Scenario; readonly digest: RunDigest | null }
  | { readonly status: "repaired"; readonly scenario: Scenario; readonly digest: RunDigest | null; readonly changes: readonly string[] }
  | { readonly status: "too-new"; readonly version: number }
  | { readonly status: "malformed"; readonly reason: string };

const KNOWN_KEYS: ReadonlySet<string> = new Set(["seed", "arms", "profile", "blocks", "max", "q", "d"]);

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
  return closeEnvelope(
    `seed=${seed}&arms=${arms.join(",")}&profile=${profile}&blocks=${activePercent}&max=${maxNewTokens}&q=${packJson(question)}` +
      (digest === null ? "" : `&d=${digest.tokens}.${digest.tokenHash}.${digest.workHash}`),
  );
}

/** Reads location.hash. Never throws; a link can only fill in a draft scenario. */
export function decodeShareLink(hash: string): DecodedLink {
  const envelope = openEnvelope(hash);
  if (envelope.status !== "open") return envelope;
  const { fields } = envelope;
  const packed = fields.get("q");
  const question = packed === undefined ? undefined : unpackJson(packed);
  if (packed !== undefined && typeof question !== "string") {
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
