// Seeded random numbers: a counter-based 32-bit generator, forked by purpose. No clock, no Math.random.
// Source of the mixing function: "lowbias32", C. Wellons, Prospecting for Hash Functions (2018).

export interface Prng {
  /** Next unsigned 32-bit integer. */
  nextUint32(): number;
  /** Uniform in [0, 1), 32 bits. */
  nextFloat(): number;
  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number;
  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** An independent generator for a named purpose; does not advance this one. */
  fork(purpose: string): Prng;
}

function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** FNV-1a, 32 bit, over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** A generator whose whole stream is determined by `seed` (taken modulo 2^32). */
export function createPrng(seed: number): Prng {
  const key = mix32(seed >>> 0);
  let counter = 0;
  const nextUint32 = (): number => mix32(mix32(key + Math.imul(counter++, 0x9e3779b9)) ^ key);
  const nextFloat = (): number => nextUint32() / 4294967296;
  const integer = (low: number, high: number): number =>
    low + Math.floor(nextFloat() * (high - low + 1));
  return {
    nextUint32,
    nextFloat,
    integer,
    pick: (items) => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new RangeError("pick() needs a non-empty list");
      return item;
    },
    fork: (purpose) => createPrng(mix32(key ^ hashText(purpose))),
  };
}
