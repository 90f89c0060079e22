// parseRecording() and loadRecording(): the shipped recording passes, any damaged field is refused with its path.

import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { loadRecording, parseRecording } from "../../src/engine/replay.ts";
import { READY, runEvents } from "../fixtures/run-events.ts";

const shipped: unknown = JSON.parse(readFileSync("public/recordings/first.json", "utf8"));

/** The shipped recording with one field of its first token replaced. */
function withToken(change: Record<string, unknown>): unknown {
  const copy = structuredClone(shipped) as { events: Record<string, unknown>[] };
  Object.assign(copy.events.find(({ type }) => type === "token")!, change);
  return copy;
}

afterEach(() => vi.unstubAllGlobals());

test("the shipped recording is accepted unchanged", () => {
  expect(parseRecording(shipped)).toEqual(shipped);
});

test("machine and failure events are accepted too", () => {
  const failed = { type: "run-failed", runId: "r", code: "gpu", message: "lost" };
  expect(parseRecording({ version: 1, events: [{ type: "models-listed", runId: "", models: ["core"] }, READY, failed] })?.events).toHaveLength(3);
});

test("the networks and the tokens' hashes of a digest go through; damaged ones are refused", () => {
  const done = runEvents("r").at(-1);
  if (done?.type !== "run-done") throw new Error("the run does not end");
  const withArms = (model: string, prefixes: string) => ({ version: 1, events: [{ ...done, digest: { tokens: 2, tokenHash: "0".repeat(16), workHash: "1".repeat(16), arms: [{ model, prefixes }] } }] });
  expect(parseRecording(withArms("85bbe17b", "AA-_"))).toEqual(withArms("85bbe17b", "AA-_"));
  expect(parseRecording(withArms("", ""))).toEqual(withArms("", ""));
  for (const [model, prefixes] of [["85bbe17", ""], ["", "AAA"], ["", "A="], ["", "A".repeat(2000)]] as const) expect(parseRecording(withArms(model, prefixes))).toBeNull();
});

test("the checkpoints named where a run starts go through, none are asked for, and damaged hashes are refused", () => {
  const [started] = runEvents("r");
  const withHashes = (contentHashes: unknown) => ({ version: 1, events: [{ ...started, contentHashes }] });
  expect(parseRecording(withHashes({ core: "0f".repeat(32) }))).toEqual(withHashes({ core: "0f".repeat(32) }));
  expect(parseRecording(withHashes({}))).toEqual(withHashes({}));
  const { contentHashes, ...before } = started as Extract<EngineEvent, { type: "run-started" }>;
  expect(contentHashes).toBeDefined();
  expect(parseRecording({ version: 1, events: [before] })).toEqual({ version: 1, events: [before] });
  for (const damaged of [{ core: "0f" }, { core: "" }, { core: "G".repeat(64) }, { sparse: "0f".repeat(32) }, null]) expect(parseRecording(withHashes(damaged))).toBeNull();
});

test.each([
  [null, "top"],
  [{ version: 2, events: [] }, "version"],
  [{ version: 1, events: [] }, "events"],
  [{ version: 1, events: [{ type: "surprise", runId: "" }] }, "events.0.type"],
  [{ version: 1, events: [runEvents("r")[0], { type: "token", runId: "r" }] }, "events.1"],
  [withToken({ energy: null }), "energy"],
  [withToken({ work: { feedForward: { multiplyAdds: -1 } } }), "work.feedForward"],
  [withToken({ arm: "sparse" }), "arm"],
])("damage %# is refused, and the reason names the place", (value, place) => {
  let reason = "";
  expect(parseRecording(value, (text) => (reason = text))).toBeNull();
  expect(reason).toContain(place);
});

test("loadRecording() gives no events and a reason for a missing file, for HTML and for a dead network", async () => {
  const answers = [
    async () => new Response("", { status: 404 }),
    async () => new Response("<!doctype html>"),
    async () => Promise.reject(new TypeError("network")),
  ];
  for (const answer of answers) {
    vi.stubGlobal("fetch", answer);
    const reasons: string[] = [];
    expect(await loadRecording("http://localhost/first.json", (reason) => reasons.push(reason))).toEqual([]);
    expect(reasons).toHaveLength(1);
  }
  vi.stubGlobal("fetch", async () => Response.json(shipped));
  expect((await loadRecording("http://localhost/first.json")).length).toBeGreaterThan(3);
});
