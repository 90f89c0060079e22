// Share link <-> Scenario. The link is the whole scenario, plus a digest of the run that its sender saw:
//   #v4&seed=1&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=<packed question>&d=<digest>&c=<crc32>
// d = tokens.tokenHash.workHash,model.prefixes,.. with one model.prefixes for each arm; left out without a run.
// Decoding never throws and never runs anything.

import { type ArmDigest, MAX_PREFIXES, MODEL_DIGITS, type RunDigest } from "./digest.ts";
import { closeEnvelope, openEnvelope, packJson, unpackJson } from "./link-envelope.ts";
import type { Scenario } from "./scenario.ts";
import { repairScenario, type ScenarioFields } from "./schema.ts";

export type DecodedLink =
  | { readonly status: "ok"; readonly scenario: Scenario; readonly digest: RunDigest | null }
  | { readonly status: "repaired"; readonly scenario: Scenario; readonly digest: RunDigest | null; readonly changes: readonly string[] }
  | { readonly status: "too-new"; readonly version: number }
  | { readonly status: "malformed"; readonly reason: string };

const KNOWN_KEYS: ReadonlySet<string> = new Set(["seed", "arms", "profile", "blocks", "max", "q", "d"]);

const ARM_DIGEST = new RegExp(`^([0-9a-f]{${MODEL_DIGITS}}|)\\.((?:[A-Za-z0-9_-]{2}){0,${MAX_PREFIXES}})$`);

function decodeArm(text: string): ArmDigest | undefined {
  const [, model, prefixes] = ARM_DIGEST.exec(text) ?? [];
  return model === undefined || prefixes === undefined ? undefined : { model, prefixes };
}

/** `readable`: false where the part about the `armCount` arms is there and cannot be read. */
function decodeDigest(text: string, armCount: number): { readonly digest: RunDigest; readonly readable: boolean } | undefined {
  const [run = "", ...parts] = text.split(",");
  const [, tokens, tokenHash, workHash] = /^(\d{1,9})\.([0-9a-f]{1,32})\.([0-9a-f]{1,32})$/.exec(run) ?? [];
  if (tokens === undefined || tokenHash === undefined || workHash === undefined) return undefined;
  const digest = { tokens: Number(tokens), tokenHash, workHash };
  if (parts.length === 0) return { digest, readable: true };
  const arms = parts.flatMap((part) => decodeArm(part) ?? []);
  return arms.length === parts.length && arms.length === armCount ? { digest: { ...digest, arms }, readable: true } : { digest, readable: false };
}

function encodeDigest({ tokens, tokenHash, workHash, arms = [] }: RunDigest, armCount: number): string {
  const known = arms.length === armCount ? arms : [];
  return [`${tokens}.${tokenHash}.${workHash}`, ...known.map(({ model, prefixes }) => `${model}.${prefixes}`)].join(",");
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
      (digest === null ? "" : `&d=${encodeDigest(digest, arms.length)}`),
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
  const decoded = digestText === undefined ? undefined : decodeDigest(digestText, repaired.scenario.arms.length);
  const digest = decoded?.digest ?? null;
  if (digestText !== undefined && digest === null) changes.push("The digest of the sender's run could not be read; it is left out.");
  if (decoded?.readable === false) changes.push("What this link says of the sender's networks and single tokens could not be read; it is left out.");
  for (const key of fields.keys()) {
    if (!KNOWN_KEYS.has(key)) changes.push(`The field "${key.slice(0, 20)}" is unknown and was ignored.`);
  }
  const { scenario } = repaired;
  return changes.length === 0
    ? { status: "ok", scenario, digest }
    : { status: "repaired", scenario, digest, changes };
}
