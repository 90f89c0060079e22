import { deflateSync } from "fflate";
import fc from "fast-check";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ArmDigest, firstDifference, hashBytes, hashPrefixes, hashTokens, hashWork, MAX_PREFIXES, type RunDigest, OLDER_WORK_HASH } from "../../src/scenario/digest.ts";
import { LINK_VERSION, MIGRATIONS } from "../../src/scenario/migrations.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { ARM_NAMES, DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
import { MAX_QUESTION_LENGTH } from "../../src/scenario/schema.ts";
import { decodeShareLink, encodeShareLink } from "../../src/scenario/share-link.ts";
import { NO_WORK } from "../../src/energy/work.ts";

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  version: fc.constant(1 as const),
  question: fc.string({ unit: "binary", minLength: 1, maxLength: MAX_QUESTION_LENGTH / 2 }),
  arms: fc.shuffledSubarray([...ARM_NAMES], { minLength: 1 }),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  activePercent: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0.001, max: 100, noNaN: true })),
  maxNewTokens: fc.integer({ min: 1, max: 512 }),
  profile: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
});
const hashes = fc.stringMatching(/^[0-9a-f]{16}$/);
const armDigests: fc.Arbitrary<ArmDigest> = fc.record({
  model: fc.stringMatching(/^([0-9a-f]{8})?$/),
  prefixes: fc.array(fc.nat(), { maxLength: 70 }).map(hashPrefixes),
});
/** As a run has it, or as recordings before version 4 have it. */
function digestsOf({ arms }: Scenario): fc.Arbitrary<RunDigest | null> {
  const older = { tokens: fc.integer({ min: 0, max: 99999 }), tokenHash: hashes, workHash: hashes };
  return fc.option(fc.oneof(fc.record(older), fc.record({ ...older, arms: fc.array(armDigests, { minLength: arms.length, maxLength: arms.length }) })));
}

/** A link with a right checksum around any body. The checksum is Node's own, not the code under test. */
function signed(body: string): string {
  return `#${body}&c=${(crc32(body) >>> 0).toString(16).padStart(8, "0")}`;
}

function pack(json: string): string {
  return Buffer.from(deflateSync(Buffer.from(json), { level: 9 })).toString("base64url");
}

const QUESTION = pack('"1+1"');

describe("share link", () => {
  test("decodeShareLink(encodeShareLink(s, d)) is s and d, for every scenario", () => {
    const runs = scenarios.chain((scenario) => fc.tuple(fc.constant(scenario), digestsOf(scenario)));
    fc.assert(
      fc.property(runs, ([scenario, digest]) => {
        expect(decodeShareLink(encodeShareLink(scenario, digest))).toEqual({ status: "ok", scenario, digest });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test("a link of version 1 opens as it always did", () => {
    const link = "#v1&seed=1&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=UwrPSCxRyCxWMLEwNFcoycxNLVYwtjSyVwIA&c=c1a6386b";
    expect(decodeShareLink(link)).toEqual({ status: "ok", scenario: DEFAULT_SCENARIO, digest: null });
  });

  test("the work hash of an older link is not compared: work was counted differently then", () => {
    const older = decodeShareLink(signed(`v2&seed=1&arms=hybrid&profile=unknown&blocks=0&max=64&q=${QUESTION}&d=23.0123456789abcdef.fedcba9876543210`));
    expect(older).toMatchObject({ status: "ok", digest: { tokens: 23, tokenHash: "0123456789abcdef", workHash: OLDER_WORK_HASH } });
  });

  test("a link of version 3 opens with its digest, which says nothing of networks and single tokens", () => {
    const link = "#v3&seed=9&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=UwrPSCxRyCxWMLEwNFcoycxNLVYwtjSyVwIA&d=23.0123456789abcdef.fedcba9876543210&c=a8a57b1d";
    expect(decodeShareLink(link)).toEqual({
      status: "ok",
      scenario: { ...DEFAULT_SCENARIO, seed: 9 },
      digest: { tokens: 23, tokenHash: "0123456789abcdef", workHash: "fedcba9876543210" },
    });
  });

  test("networks and tokens of a run of three arms and 40 tokens add at most 150 characters", () => {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, arms: ["hybrid", "dense", "dense-large"] };
    const digest = { tokens: 40, tokenHash: "0123456789abcdef", workHash: "fedcba9876543210" };
    const arms = [8, 16, 16].map((tokens) => ({ model: "85bbe17b", prefixes: hashPrefixes(Array.from({ length: tokens }, (_, id) => id)) }));
    expect(encodeShareLink(scenario, { ...digest, arms }).length - encodeShareLink(scenario, digest).length).toBeLessThanOrEqual(150);
  });

  test("the longest run of a question that packs worst still fits into a link", () => {
    const prng = createPrng(3);
    const question = Array.from({ length: MAX_QUESTION_LENGTH }, () => String.fromCharCode(0xd800 + prng.integer(0, 0x7ff))).join("");
    const ids = Array.from({ length: 3 * MAX_PREFIXES }, () => prng.integer(0, 1023));
    const digest = { tokens: 5 * ids.length, tokenHash: "0123456789abcdef", workHash: "fedcba9876543210", arms: ARM_NAMES.map(() => ({ model: "85bbe17b", prefixes: hashPrefixes(ids) })) };
    const scenario = { ...DEFAULT_SCENARIO, question, arms: ARM_NAMES };
    expect(decodeShareLink(encodeShareLink(scenario, digest))).toEqual({ status: "ok", scenario, digest });
  });

  test("a digest of other arms than the scenario has is not put into a link", () => {
    const digest = { tokens: 1, tokenHash: "aa", workHash: "bb" };
    expect(encodeShareLink(DEFAULT_SCENARIO, { ...digest, arms: [{ model: "", prefixes: "AA" }] })).toBe(encodeShareLink(DEFAULT_SCENARIO, digest));
  });

  test.each([
    ["a network that is no hash", "8.aa.bb,zzzzzzzz.AAAA"], ["half a token", "8.aa.bb,85bbe17b.AAA"], ["one arm too many", "8.aa.bb,85bbe17b.AAAA,85bbe17b.AAAA"],
    ["nothing of its arm", "8.aa.bb,"], ["more tokens than a scenario can ask for", `8.aa.bb,85bbe17b.${"AA".repeat(MAX_PREFIXES + 1)}`],
  ])("a digest with %s keeps what it says of the whole run, and the link says so", (_, digest) => {
    const link = decodeShareLink(signed(`v4&seed=1&arms=hybrid&profile=unknown&blocks=0&max=64&q=${QUESTION}&d=${digest}`));
    expect(link).toMatchObject({ status: "repaired", digest: { tokens: 8, tokenHash: "aa", workHash: "bb" } });
    expect(link.status === "repaired" && link.digest).not.toHaveProperty("arms");
    expect(link.status === "repaired" && link.changes).toHaveLength(1);
  });

  test("a link is readable: fields in the open, a checksum at the end", () => {
    expect(encodeShareLink(DEFAULT_SCENARIO)).toMatch(
      /^#v4&seed=1&arms=hybrid,dense&profile=unknown&blocks=0&max=64&q=[\w-]+&c=[0-9a-f]{8}$/,
    );
  });

  test("a question of lone surrogates and of the greatest length survives", () => {
    const question = "\ud800".repeat(MAX_QUESTION_LENGTH);
    expect(decodeShareLink(encodeShareLink({ ...DEFAULT_SCENARIO, question }))).toMatchObject({ status: "ok", scenario: { question } });
  });

  test("repairs an out-of-range seed and says so", () => {
    const link = decodeShareLink(signed(`v1&seed=99999999999&arms=hybrid&profile=unknown&blocks=0&max=64&q=${QUESTION}`));
    expect(link).toMatchObject({ status: "repaired", scenario: { seed: 4294967295, question: "1+1", arms: ["hybrid"] } });
    expect(link.status === "repaired" && link.changes).toEqual([
      "The seed was 99999999999, outside 0 to 4294967295 in whole numbers; it is now 4294967295.",
    ]);
  });

  test("repairs unknown arms, a bad digest and an unknown field, one sentence each", () => {
    const link = decodeShareLink(signed(`v1&seed=1&arms=dense,psychic&profile=unknown&blocks=0&max=64&q=${QUESTION}&d=zzz&x=1`));
    expect(link).toMatchObject({ status: "repaired", digest: null, scenario: { arms: ["dense"] } });
    expect(link.status === "repaired" && link.changes).toHaveLength(3);
  });

  test("a bare version with a checksum repairs to the default scenario", () => {
    expect(decodeShareLink(signed("v1"))).toMatchObject({ status: "repaired", scenario: DEFAULT_SCENARIO });
  });

  test("a changed character is damage, in words", () => {
    const link = decodeShareLink(encodeShareLink(DEFAULT_SCENARIO).replace("seed=1", "seed=2"));
    expect(link.status === "malformed" && link.reason).toMatch(/^This link was damaged/);
  });

  test("a newer version is too new, not damaged", () => {
    expect(decodeShareLink("#v7&anything")).toEqual({ status: "too-new", version: 7 });
    expect(LINK_VERSION).toBe(MIGRATIONS.length + 1);
  });

  test.each(["__proto__", "constructor", "prototype"])("refuses the key %s", (key) => {
    expect(decodeShareLink(signed(`v1&${key}=1&q=${QUESTION}`)).status).toBe("malformed");
  });

  test.each([
    ["empty", ""], ["no version", "#seed=1"], ["version 0", "#v0&c=0"], ["too long", `#v1&q=${"A".repeat(20000)}`],
    ["a repeated field", signed(`v1&seed=1&seed=2&q=${QUESTION}`)],
    ["a question that is an object", signed(`v1&q=${pack('{"__proto__":1}')}`)],
    ["a question that is not deflate", signed("v1&q=AAAA____")],
    ["an empty question field", signed("v1&q=")],
    ["a bomb of 8 MB", signed(`v1&q=${pack(`"${"a".repeat(8e6)}"`)}`)],
  ])("is malformed: %s", (_name, hash) => expect(decodeShareLink(hash).status).toBe("malformed"));

  test("a bomb just over the output cap is refused and one just under is cut, quickly", () => {
    expect(decodeShareLink(signed(`v1&q=${pack(`"${"a".repeat(262144)}"`)}`)).status).toBe("malformed");
    const under = decodeShareLink(signed(`v1&q=${pack(`"${"a".repeat(262000)}"`)}`));
    expect(under.status === "repaired" && under.scenario.question.length).toBe(MAX_QUESTION_LENGTH);
  });

  test("10,000 mutated links: never a throw, always a status, each under 50 ms", () => {
    const prng = createPrng(11);
    const links = [
      encodeShareLink(DEFAULT_SCENARIO),
      encodeShareLink(DEFAULT_SCENARIO, { tokens: 23, tokenHash: "0123456789abcdef", workHash: "fedcba9876543210" }),
      encodeShareLink(DEFAULT_SCENARIO, {
        tokens: 40, tokenHash: "0123456789abcdef", workHash: "fedcba9876543210",
        arms: [10, 30].map((tokens) => ({ model: "85bbe17b", prefixes: hashPrefixes(Array.from({ length: tokens }, () => prng.integer(0, 1023))) })),
      }),
      encodeShareLink({ ...DEFAULT_SCENARIO, question: "How many apples are left? ".repeat(40) }),
    ];
    let slowest = 0;
    const seen = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      let text = prng.pick(links);
      for (let edits = prng.integer(1, 4); edits > 0; edits--) {
        const at = prng.integer(0, text.length);
        const insert = prng.pick(["", "&", "=", "%", ",", ".", "v2", "v4", "__proto__=1", "\u0000", "é", "A", text.slice(0, at)]);
        text = text.slice(0, at) + insert + text.slice(at + prng.integer(0, 3));
      }
      // Half of them get a right checksum, so that the mutation reaches the fields behind it.
      if (prng.integer(0, 1) === 1) text = signed(text.slice(1).replace(/&c=[0-9a-f]*$/, ""));
      let fastest = Infinity;
      // A slow link is slow each time; a machine that had something else to do is not.
      for (let attempt = 0; attempt < 5 && fastest >= 50; attempt++) {
        const start = performance.now();
        seen.add(decodeShareLink(text).status);
        fastest = Math.min(fastest, performance.now() - start);
      }
      slowest = Math.max(slowest, fastest);
    }
    expect([...seen].sort()).toEqual(["malformed", "ok", "repaired", "too-new"]);
    expect(slowest).toBeLessThan(50);
  });
});

describe("digest", () => {
  test.each([["", "cbf29ce484222325"], ["a", "af63dc4c8601ec8c"], ["foobar", "85944171f73967e8"]])(
    "hashBytes(%j) is the published FNV-1a vector", (text, hex) => expect(hashBytes(new TextEncoder().encode(text))).toBe(hex));

  test("agrees with BigInt arithmetic on random bytes", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      let hash = 0xcbf29ce484222325n;
      for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
      expect(hashBytes(bytes)).toBe(hash.toString(16).padStart(16, "0"));
    }), { seed: 1 });
  });

  test("tokens of one arm do not pass for tokens of the next", () => {
    expect(hashTokens([{ arm: "hybrid", ids: [1, 2] }, { arm: "dense", ids: [] }]))
      .not.toBe(hashTokens([{ arm: "hybrid", ids: [1] }, { arm: "dense", ids: [2] }]));
  });

  test("prefix hashes say from which token on two outputs differ, all but about 1 of 4096 times", () => {
    const prng = createPrng(5);
    const trials = 20_000;
    let later = 0;
    for (let trial = 0; trial < trials; trial++) {
      const ids = Array.from({ length: 12 }, () => prng.integer(0, 1023));
      const at = prng.integer(0, 11);
      const others = ids.map((id, index) => (index === at ? (id + prng.integer(1, 1023)) % 1024 : id));
      const found = firstDifference(hashPrefixes(ids), hashPrefixes(others));
      expect(found === null || found >= at).toBe(true);
      if (found !== at) later++;
    }
    // Binomial with p = 1 / 4096: mean 4.9, standard deviation 2.2; five of them above the mean is 16.
    expect(later).toBeLessThanOrEqual(16);
  });

  test("an output that goes on differs from the token that the other does not have", () => {
    expect(hashPrefixes([])).toBe("");
    expect(firstDifference(hashPrefixes([1, 2]), hashPrefixes([1, 2]))).toBeNull();
    expect(firstDifference(hashPrefixes([1, 2]), hashPrefixes([1, 2, 3]))).toBe(2);
    expect(firstDifference(hashPrefixes([1, 2]), "")).toBe(0);
    expect(hashPrefixes(Array.from({ length: 2 * MAX_PREFIXES }, () => 1))).toHaveLength(2 * MAX_PREFIXES);
  });

  test("work hashes by value: key order does not matter, one byte more does", () => {
    const read = { ...NO_WORK, bytesRead: 2 ** 40 };
    expect(hashWork([{ head: read, slots: NO_WORK }])).toBe(hashWork([{ slots: NO_WORK, head: read }]));
    expect(hashWork([{ head: read }])).not.toBe(hashWork([{ head: { ...read, bytesRead: 2 ** 40 + 1 } }]));
    expect(() => hashWork([{ head: { ...read, bytesRead: 0.5 } }])).toThrow(RangeError);
  });
});
