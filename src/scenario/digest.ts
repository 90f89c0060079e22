// RunDigest: short fingerprint of a run, so that a link can say whether this machine reproduced it.
// FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv), over integers of 8 little-endian bytes and UTF-16 code units.

export interface RunDigest {
  readonly tokens: number;
  /** Hex hash over arm names and token ids, in order. */
  readonly tokenHash: string;
  /** Hex hash over every counted Work, in order; OLDER_WORK_HASH in a link whose work was counted by an older meter. */
  readonly workHash: string;
  /** One entry per arm of the scenario, in its order; links before version 4 and recordings of that time have none. */
  readonly arms?: readonly ArmDigest[];
}

/** What says where an arm differs, and whether its network is the same. */
export interface ArmDigest {
  /** The first MODEL_DIGITS hex digits of the checkpoint's sha-256; empty without a network, or where it could not be hashed. */
  readonly model: string;
  /** hashPrefixes() of the arm's token ids. */
  readonly prefixes: string;
}

/** Two different checkpoints share these with a chance of 1 in 4 billion. */
export const MODEL_DIGITS = 8;
/** Tokens of an arm that have a prefix hash: as many as a scenario can ask for. Second readings can make an arm longer. */
export const MAX_PREFIXES = 512;
/** Characters of one prefix hash: two of base64url are 12 bits. */
const PREFIX_CHARACTERS = 2;
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Stands for a work hash that no run of this version can have, because work is counted differently now. */
export const OLDER_WORK_HASH = "0";

/** The integer fields of a Work, in the order they are hashed; energy/work.ts has the meaning. */
export interface CountedWork {
  readonly multiplyAdds: number;
  readonly halfMultiplyAdds: number;
  readonly comparisons: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly residentBytes: number;
  readonly dispatches: number;
  readonly activeBlocks: number;
  readonly totalBlocks: number;
  readonly hostOperations: number;
}

/** The hash state as four 16-bit limbs, lowest first: products stay below 2^53 without BigInt. */
type Hash = [number, number, number, number];

function startHash(): Hash {
  return [0x2325, 0x8422, 0x9ce4, 0xcbf2]; // offset basis 0xcbf29ce484222325
}

/** hash = (hash xor byte) * 0x100000001b3 mod 2^64. */
function addByte(hash: Hash, byte: number): void {
  hash[0] ^= byte & 0xff;
  const [a, b, c, d] = hash;
  let carry = a * 0x1b3;
  hash[0] = carry & 0xffff;
  carry = b * 0x1b3 + (carry >>> 16);
  hash[1] = carry & 0xffff;
  carry = c * 0x1b3 + a * 0x100 + (carry >>> 16);
  hash[2] = carry & 0xffff;
  carry = d * 0x1b3 + b * 0x100 + (carry >>> 16);
  hash[3] = carry & 0xffff;
}

function addInteger(hash: Hash, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`digest needs a count, got ${value}`);
  let rest = value;
  for (let i = 0; i < 8; i++) {
    addByte(hash, rest % 256);
    rest = Math.floor(rest / 256);
  }
}

/** Length first, so that neighbouring names cannot run together. */
function addText(hash: Hash, text: string): void {
  addInteger(hash, text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    addByte(hash, unit);
    addByte(hash, unit >>> 8);
  }
}

function toHex(hash: Hash): string {
  return [hash[3], hash[2], hash[1], hash[0]].map((limb) => limb.toString(16).padStart(4, "0")).join("");
}

/** 16 hex digits over UTF-8 or any other bytes; the published FNV-1a test vectors apply. */
export function hashBytes(bytes: Iterable<number>): string {
  const hash = startHash();
  for (const byte of bytes) addByte(hash, byte);
  return toHex(hash);
}

/** 16 hex digits over arm names and their token ids, in order. Throws on an id that is not a count. */
export function hashTokens(arms: readonly { readonly arm: string; readonly ids: readonly number[] }[]): string {
  const hash = startHash();
  for (const { arm, ids } of arms) {
    addText(hash, arm);
    addInteger(hash, ids.length);
    for (const id of ids) addInteger(hash, id);
  }
  return toHex(hash);
}

/**
 * Two base64url characters per token: the hash of all ids up to it, folded from 64 to 12 bits. From the first other id on, all later
 * hashes are others too, each but for a chance of 1 in 4096. Throws on an id that is not a count.
 */
export function hashPrefixes(ids: readonly number[]): string {
  const hash = startHash();
  return ids.slice(0, MAX_PREFIXES).map((id) => {
    addInteger(hash, id);
    const folded = hash[0] ^ hash[1] ^ hash[2] ^ hash[3];
    const bits = (folded ^ (folded >>> 12)) & 0xfff;
    return BASE64URL.charAt(bits >>> 6) + BASE64URL.charAt(bits & 63);
  }).join("");
}

/** Index of the first token whose prefix hash is not the same, or that only one of the two has; null where there is none. */
export function firstDifference(here: string, there: string): number | null {
  const shorter = Math.min(here.length, there.length);
  for (let at = 0; at < shorter; at += PREFIX_CHARACTERS) {
    if (here.slice(at, at + PREFIX_CHARACTERS) !== there.slice(at, at + PREFIX_CHARACTERS)) return at / PREFIX_CHARACTERS;
  }
  return here.length === there.length ? null : shorter / PREFIX_CHARACTERS;
}

/** 16 hex digits over counted Work, split by component; key order of an object does not matter. */
export function hashWork(parts: readonly Readonly<Record<string, CountedWork | undefined>>[]): string {
  const hash = startHash();
  for (const part of parts) {
    for (const component of Object.keys(part).sort()) {
      const work = part[component];
      if (work === undefined) continue;
      addText(hash, component);
      addInteger(hash, work.multiplyAdds);
      addInteger(hash, work.halfMultiplyAdds);
      addInteger(hash, work.comparisons);
      addInteger(hash, work.bytesRead);
      addInteger(hash, work.bytesWritten);
      addInteger(hash, work.residentBytes);
      addInteger(hash, work.dispatches);
      addInteger(hash, work.activeBlocks);
      addInteger(hash, work.totalBlocks);
      addInteger(hash, work.hostOperations);
    }
  }
  return toHex(hash);
}
