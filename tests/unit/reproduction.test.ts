// compareRuns(): what is said of a run that did, or did not, reproduce. Digests are made as a run makes them.

import { expect, test } from "vitest";
import { hashPrefixes, hashTokens, OLDER_WORK_HASH, type RunDigest } from "../../src/scenario/digest.ts";
import { compareRuns } from "../../src/scenario/reproduction.ts";
import type { ArmName } from "../../src/scenario/scenario.ts";

const ARMS = ["hybrid", "dense", "rules"] as const satisfies readonly ArmName[];
const HYBRID = [11, 12, 13];
const DENSE = [21, 22, 23, 24, 25, 26, 27, 28, 29, 30];

interface Made {
  readonly hybrid?: readonly number[];
  readonly dense?: readonly number[];
  readonly models?: readonly [string, string, string];
  readonly workHash?: string;
}

function digest({ hybrid = HYBRID, dense = DENSE, models = ["85bbe17b", "6ac08b00", ""], workHash = "bb" }: Made = {}): RunDigest {
  const ids = [hybrid, dense, []];
  return {
    tokens: hybrid.length + dense.length,
    tokenHash: hashTokens(ARMS.map((arm, index) => ({ arm, ids: ids[index] ?? [] }))),
    workHash,
    arms: models.map((model, index) => ({ model, prefixes: hashPrefixes(ids[index] ?? []) })),
  };
}

/** As a link before version 4 holds it. */
function older({ tokens, tokenHash, workHash }: RunDigest): RunDigest {
  return { tokens, tokenHash, workHash };
}

const compare = (there: RunDigest, here = digest()) => compareRuns(ARMS, here, there, (arm, index) => (arm === "dense" && index === 8 ? 2e-6 : 0.537));
const changed = (ids: readonly number[], at: number) => ids.map((id, index) => (index < at ? id : id + 100));
const NEWER_CORE = { models: ["1a2b3c4d", "6ac08b00", ""] } as const;

test("a run that is the same in all is reproduced; an older link that says nothing of networks too", () => {
  const line = "Every token and every count of work is the same as in the sender's run.";
  expect(compare(digest())).toEqual({ same: true, title: "Reproduced: 13 of 13 tokens", line });
  expect(compare(older(digest()))).toEqual({ same: true, title: "Reproduced: 13 of 13 tokens", line });
});

test("a difference names the arm, the token and its margin, and says that the networks are the same", () => {
  const { same, title, line } = compare(digest({ dense: changed(DENSE, 8) }));
  expect({ same, title }).toEqual({ same: false, title: "Differs from the sender's run" });
  expect(line).toBe("This run gave 13 tokens, the sender's 13: dense differs from token 9 (margin here 2.0e-6). The networks are the same: the arithmetic of this device, or a later version of the page, makes the difference.");
});

test("every arm that differs is named", () => {
  expect(compare(digest({ hybrid: changed(HYBRID, 0), dense: [...DENSE, 3] })).line).toContain("hybrid differs from token 1 (margin here 0.54), dense differs from token 11");
});

test("an arm that wrote nothing on one side is named as that", () => {
  expect(compare(digest({ dense: [] })).line).toContain("dense wrote no token there");
  expect(compare(digest(), digest({ dense: [], models: ["85bbe17b", "", ""] })).line).toContain("dense wrote no token here");
});

test("a link made with another network says which, whether or not the tokens are the same", () => {
  const others = "The sender's run was made with another network: hybrid 85bbe17b, here 1a2b3c4d.";
  expect(compare(digest(), digest(NEWER_CORE))).toEqual({
    same: true, title: "Reproduced: 13 of 13 tokens, with other networks", line: `Every token and every count of work is the same as in the sender's run. ${others}`,
  });
  expect(compare(digest(), digest({ ...NEWER_CORE, hybrid: changed(HYBRID, 1) }))).toEqual({
    same: false, title: "Made with other networks", line: `This run gave 13 tokens, the sender's 13: hybrid differs from token 2 (margin here 0.54). ${others}`,
  });
  expect(compare(digest(), digest({ ...NEWER_CORE, workHash: "cc" }))).toMatchObject({ same: false, line: `All 13 tokens are the same, but the counted work is not. ${others}` });
});

test("another core does not excuse the dense arm, whose network is the same", () => {
  const { line } = compare(digest(), digest({ ...NEWER_CORE, hybrid: changed(HYBRID, 1), dense: changed(DENSE, 8) }));
  expect(line).toContain("The network of dense is the same: the arithmetic of this device");
});

test("where a network is not known, none is said to be the same", () => {
  const there = digest({ hybrid: changed(HYBRID, 2) });
  const { line } = compare(there, digest({ models: ["", "", ""] }));
  expect(line).toContain("hybrid differs from token 3 (margin here 0.54). The networks, or the arithmetic of this device, are not the same.");
  expect(compare(older(there)).line).toBe("This run gave 13 tokens, the sender's 13: they are not the same. The networks, or the arithmetic of this device, are not the same.");
});

test("other counted work under the same tokens is the counting's doing where the networks are the same", () => {
  expect(compare(digest({ workHash: "cc" }))).toMatchObject({ same: false, line: "All 13 tokens are the same, but the counted work is not. The networks are the same: the counting has changed since." });
  expect(compare(older(digest({ workHash: "cc" })))).toMatchObject({ same: false, line: expect.stringContaining("The networks or the counting") });
  expect(compare(digest({ workHash: OLDER_WORK_HASH }))).toMatchObject({ same: true, line: expect.stringContaining("counted by an older version of the meter") });
});
