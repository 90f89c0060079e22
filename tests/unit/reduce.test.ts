import { expect, test } from "vitest";
import { findProfile } from "../../src/energy/profiles.ts";
import type { ModelId } from "../../src/engine/model-ids.ts";
import type { EngineEvent } from "../../src/engine/protocol.ts";
import { hashPrefixes, OLDER_WORK_HASH, type RunDigest } from "../../src/scenario/digest.ts";
import { ARM_NAMES, DEFAULT_SCENARIO, type Scenario } from "../../src/scenario/scenario.ts";
import { runToCsv, runToJson, type TimedFigure } from "../../src/store/export.ts";
import { noticesOf } from "../../src/store/notices.ts";
import type { DecodedLink } from "../../src/scenario/share-link.ts";
import { createPageStore } from "../../src/store/page-store.ts";
import { type Action, engineReady, expectedDigest, INITIAL_STATE, offeredArms, type PageState, reduce, replay } from "../../src/store/reduce.ts";
import { READY, runEvents, token } from "../fixtures/run-events.ts";

const DIGEST = { tokens: 8, tokenHash: "aa", workHash: "bb" };

function after(...actions: readonly Action[]): PageState {
  return actions.reduce(reduce, INITIAL_STATE);
}

const opening = (link: DecodedLink, place = "#a"): Action => ({ type: "place-entered", place, link });
const holding = (question: string): DecodedLink => ({ status: "ok", scenario: { ...DEFAULT_SCENARIO, question }, digest: null });

function live(events = runEvents("run-1"), expected: RunDigest | null = null): PageState {
  return after({ type: "engine-events", events: [READY] }, { type: "run-requested", runId: "run-1", expected }, { type: "engine-events", events });
}

test("the recorded run is shown at once and stays when the engine becomes ready", () => {
  const state = after({ type: "recording-loaded", events: runEvents("recorded") }, { type: "engine-events", events: [READY] });
  expect(state.run?.recorded).toBe(true);
  expect(state.run?.outcome).toBe("done");
  expect(state.engine.machine?.plan).toBe("cpu");
  expect(state.run?.machine).toBeNull();
});

test("a recording that comes after the visitor's own run does not replace it", () => {
  const state = reduce(live(), { type: "recording-loaded", events: runEvents("recorded") });
  expect(state.run?.runId).toBe("run-1");
});

test("a recording is not shown in place of what a link holds", () => {
  const state = after(
    opening(holding("1 + 1")),
    { type: "recording-loaded", events: runEvents("recorded") },
  );
  expect(state.run).toBeNull();
  expect(state.draft.question).toBe("1 + 1");
});

test("a site without a recording says so", () => {
  expect(after({ type: "recording-loaded", events: [] }).recording).toBe("absent");
});

test("tokens, results, ratio and digest of the requested run are kept", () => {
  const { run } = live();
  expect(run?.arms.hybrid?.tokens.map(({ text }) => text)).toEqual(["0", "1", "2"]);
  expect(run?.arms.dense?.result?.answer).toBe("1888254");
  expect(run?.ratio?.ratio).toBe(23);
  expect(run?.digest).toEqual(DIGEST);
  expect(run?.machine?.adapter).toBe("no GPU");
});

test("the same events in one batch or one by one give the same run", () => {
  const start = after({ type: "engine-events", events: [READY] }, { type: "run-requested", runId: "run-1", expected: null });
  const oneByOne = runEvents("run-1").reduce((state, event) => reduce(state, { type: "engine-events", events: [event] }), start);
  expect(oneByOne).toEqual(live());
});

test("events of another run and events after the end change nothing", () => {
  const done = live();
  const state = reduce(done, { type: "engine-events", events: [token("run-0", "hybrid", 3, 1), token("run-1", "hybrid", 3, 1)] });
  expect(state.run).toEqual(done.run);
});

test("an arm timed again after the end keeps its run, and goes with its export; another run's timing changes nothing", () => {
  const timing = { clock: "page", seconds: [0.01, 0.02, 0.03], tokens: 9 } as const;
  const done = live();
  const timed = reduce(done, { type: "engine-events", events: [{ type: "arm-timed", runId: "run-1", arm: "dense", timing }] });
  expect(timed.run?.arms.dense?.timing).toEqual(timing);
  expect(timed.run?.arms.hybrid?.timing).toBeNull();
  expect(timed.run?.outcome).toBe("done");
  expect(timed.run?.events.at(-1)?.type).toBe("arm-timed");
  expect(replay(timed.run?.events ?? [])?.arms.dense?.timing).toEqual(timing);
  expect(reduce(done, { type: "engine-events", events: [{ type: "arm-timed", runId: "run-0", arm: "dense", timing }] }).run).toEqual(done.run);
});

test("a cancelled run is neither done nor failed and raises no notice", () => {
  const state = live([...runEvents("run-1").slice(0, 4), { type: "run-failed", runId: "run-1", code: "cancelled", message: "Stopped." }]);
  expect(state.run?.outcome).toBe("cancelled");
  expect(noticesOf(state).map(({ id }) => id)).toEqual(["gpu"]);
});

test("a GPU that is not used raises a notice with the cause and what was found", () => {
  const gpuFailure = { code: "start-failed", message: "expected ';'" } as const;
  expect(noticesOf(after({ type: "engine-events", events: [{ ...READY, gpuFailure } as typeof READY] }))).toEqual([{ id: "gpu", ...gpuFailure }]);
});

test("a crash during a run becomes a notice with the engine's message", () => {
  const state = live([...runEvents("run-1").slice(0, 4), { type: "run-failed", runId: "run-1", code: "worker", message: "It stopped." }]);
  expect(state.run?.outcome).toBe("failed");
  expect(noticesOf(state)).toContainEqual({ id: "run", code: "worker", message: "It stopped." });
});

test("a crash outside of a run becomes a notice, and goes away when the engine is ready again", () => {
  const crashed = after({ type: "engine-events", events: [{ type: "run-failed", runId: "", code: "model", message: "No manifest." }] });
  expect(noticesOf(crashed)).toEqual([{ id: "engine", code: "model", message: "No manifest." }]);
  expect(noticesOf(reduce(crashed, { type: "engine-events", events: [READY] })).map(({ id }) => id)).toEqual(["gpu"]);
});

test("progress that arrives after a failed start does not hide the failure", () => {
  const failed = { type: "run-failed", runId: "", code: "model", message: "No manifest." } as const;
  const late = { type: "status", runId: "", phase: "Loading", bytes: 1, total: 2 } as const;
  expect(after({ type: "engine-events", events: [failed, late] }).engine).toMatchObject({ progress: null, failure: failed });
});

test("an arm is offered when its checkpoint is shipped, without a word elsewhere; one that a link brought can be taken out", () => {
  const listed = (models: readonly ModelId[]) => after({ type: "engine-events", events: [{ type: "models-listed", runId: "", models }, READY] });
  const small = listed(["core", "dense"]);
  expect(offeredArms(small.engine, small.draft)).toEqual(["hybrid", "dense", "hybrid-all-blocks", "rules"]);
  expect(offeredArms(INITIAL_STATE.engine, DEFAULT_SCENARIO)).not.toContain("dense-large");
  const large = listed(["core", "dense", "dense-large"]);
  expect(offeredArms(large.engine, large.draft)).toEqual(ARM_NAMES);
  expect(offeredArms(small.engine, { ...small.draft, arms: ["dense-large"] })).toContain("dense-large");
  expect(offeredArms(listed(["core"]).engine, { ...DEFAULT_SCENARIO, arms: ["hybrid"] })).not.toContain("dense");
});

const LOADING = { type: "status", runId: "", phase: "Loading", bytes: 1, total: 2 } as const;
const CRASHED = { type: "run-failed", runId: "run-1", code: "worker", message: "It stopped." } as const;

test("engineReady() is false until the engine has been up; while it loads again a run can be asked for", () => {
  expect(engineReady(INITIAL_STATE.engine)).toBe(false);
  expect(engineReady(after({ type: "engine-events", events: [LOADING] }).engine)).toBe(false);
  expect(engineReady(after({ type: "engine-events", events: [LOADING, READY] }).engine)).toBe(true);
  expect(engineReady(reduce(live([CRASHED]), { type: "engine-events", events: [LOADING] }).engine)).toBe(true);
});

test("a run asked for while the engine loads again clears the crash's notice, waits, and names the machine that came up", () => {
  const events = [{ ...READY, plan: "fused", adapter: "acme one" } as const, ...runEvents("run-2")];
  const actions: readonly Action[] = [{ type: "engine-events", events: [LOADING] }, { type: "run-requested", runId: "run-2", expected: null }, { type: "engine-events", events: [LOADING] }];
  const waiting = actions.reduce(reduce, live([CRASHED]));
  expect(waiting).toMatchObject({ run: { runId: "run-2", outcome: "running" }, engine: { progress: { phase: "Loading" } } });
  expect(noticesOf(waiting).map(({ id }) => id)).toEqual(["gpu"]);
  const { run } = reduce(waiting, { type: "engine-events", events });
  expect(run).toMatchObject({ outcome: "done", failure: null, machine: { adapter: "acme one" } });
});

test("a run that waits for an engine that does not come up again fails with one notice, and nothing loads any more", () => {
  const waiting = after({ type: "engine-events", events: [READY, LOADING] }, { type: "run-requested", runId: "run-1", expected: null });
  const crashed = reduce(waiting, { type: "engine-events", events: [CRASHED] });
  expect(crashed).toMatchObject({ run: { outcome: "failed" }, engine: { progress: null } });
  const ids = (runId: string, other: string) => noticesOf(reduce(waiting, { type: "engine-events", events: [runId, other].map((id) => ({ ...CRASHED, runId: id, code: "model", message: "No manifest." })) })).map(({ id }) => id);
  expect(ids("", "run-1")).toEqual(["run", "gpu"]);
  expect(ids("run-1", "")).toEqual(["run", "gpu"]);
});

test("the sender's digest is expected only while the draft is the linked scenario", () => {
  const opened = after(opening({ status: "ok", scenario: DEFAULT_SCENARIO, digest: DIGEST }));
  expect(expectedDigest(opened)).toEqual(DIGEST);
  expect(expectedDigest(reduce(opened, { type: "draft-changed", draft: { ...DEFAULT_SCENARIO, question: "2 + 2" } }))).toBeNull();
});

test("a reproduced run says how many tokens, another one says that it differs", () => {
  expect(noticesOf(live(undefined, DIGEST))[0]).toMatchObject({ id: "reproduction", same: true, title: "Reproduced: 8 of 8 tokens" });
  expect(noticesOf(live(undefined, { ...DIGEST, tokenHash: "ac" }))[0]).toMatchObject({ id: "reproduction", same: false });
  expect(noticesOf(live(undefined, { ...DIGEST, workHash: "bc" }))[0]).toMatchObject({ same: false, line: expect.stringContaining("All 8 tokens are the same") });
  // A link made before work was counted as it is now.
  expect(noticesOf(live(undefined, { ...DIGEST, workHash: OLDER_WORK_HASH }))[0]).toMatchObject({ same: true, title: "Reproduced: 8 of 8 tokens", line: expect.stringContaining("counted by an older version of the meter") });
  expect(noticesOf(live(undefined, { ...DIGEST, tokenHash: "ac", workHash: OLDER_WORK_HASH }))[0]).toMatchObject({ same: false });
});

test("a run that differs says from which token on, with the margin it had here", () => {
  const arms = (hybrid: readonly number[], dense: readonly number[]) => [hybrid, dense].map((ids) => ({ model: "85bbe17b", prefixes: hashPrefixes(ids) }));
  const events = runEvents("run-1").map((event): EngineEvent => {
    if (event.type === "token" && event.arm === "dense" && event.index === 2) return { ...event, margin: 2e-6 };
    return event.type === "run-done" ? { ...event, digest: { ...DIGEST, arms: arms([10, 11, 12], [10, 11, 12, 13, 14]) } } : event;
  });
  const sent = { ...DIGEST, tokenHash: "ac", arms: arms([10, 11, 12], [10, 11, 99, 13, 14]) };
  expect(noticesOf(live(events, sent))[0]).toMatchObject({ id: "reproduction", same: false, line: expect.stringContaining("dense differs from token 3 (margin here 2.0e-6)") });
});

test.each([
  [{ status: "ok", scenario: DEFAULT_SCENARIO, digest: null }, "Opened from a link"],
  [{ status: "repaired", scenario: DEFAULT_SCENARIO, digest: null, changes: ["The seed was 1.5."] }, "Opened from a link, with repairs"],
  [{ status: "too-new", version: 9 }, "This link needs a newer version"],
  [{ status: "malformed", reason: "Damaged." }, "This link cannot be read"],
] as const)("every outcome of a link has a notice: %o", (link, title) => {
  const state = after(opening(link));
  expect(noticesOf(state)).toMatchObject([{ id: "link", title }]);
  expect(noticesOf(reduce(state, { type: "notice-dismissed", id: "link" }))).toEqual([]);
});

test("a link with a device profile that is not known here says so", () => {
  const state = after(opening({ status: "ok", scenario: { ...DEFAULT_SCENARIO, profile: "toaster" }, digest: null }));
  expect(noticesOf(state)).toMatchObject([{ id: "link", tone: "warning", lines: [expect.stringContaining('"toaster"'), expect.any(String), expect.stringContaining('device profile "toaster"')] }]);
});

test("a link's notice lists the settings that are not those of the start, and no others", () => {
  const lines = (changes: Partial<Scenario>, digest: RunDigest | null = null): readonly string[] => {
    const [notice] = noticesOf(after(opening({ status: "ok", scenario: { ...DEFAULT_SCENARIO, ...changes }, digest })));
    return notice?.id === "link" ? notice.lines : [];
  };
  expect(lines({ question: "1 + 1" })).toEqual(["It holds a question. Nothing runs until you press Run.", "Its settings are those that this page starts with."]);
  expect(lines({ seed: 9, activePercent: 5, maxNewTokens: 1, profile: "rtx-4090" })[1]).toBe(
    `Its settings, where they are not those that this page starts with: seed 9; 5 % of the blocks active; answers of at most 1 token; device profile ${findProfile("rtx-4090").title}.`,
  );
  expect(lines({ arms: ["rules"] })[1]).toContain(": arms rules.");
  const arms = ["85bbe17b", "6ac08b00"].map((model) => ({ model, prefixes: "" }));
  expect(lines({}, { ...DIGEST, arms })[0]).toBe("It holds a question and the fingerprint of a run of 8 tokens, made with the networks hybrid 85bbe17b, dense 6ac08b00. Press Run to check whether this machine gets the same.");
});

test("a link's notice does not ask for a run that has been made", () => {
  const wanted = (state: PageState): boolean => noticesOf(state).some((notice) => notice.id === "link" && notice.lines.some((line) => /press run/i.test(line)));
  for (const digest of [DIGEST, null]) {
    const opened = after({ type: "engine-events", events: [READY] }, opening({ status: "ok", scenario: DEFAULT_SCENARIO, digest }));
    const running = reduce(opened, { type: "run-requested", runId: "run-1", expected: digest });
    const [cancelled, done] = [{ type: "run-failed", runId: "run-1", code: "cancelled", message: "Stopped." } as const, ...runEvents("run-1").slice(-1)].map((event) => reduce(running, { type: "engine-events", events: [event] }));
    if (cancelled === undefined || done === undefined) throw new Error("two states are wanted");
    expect([opened, running, cancelled, done].map(wanted)).toEqual([true, true, true, false]);
    expect(noticesOf(done).map(({ id }) => id)).toContain("link");
  }
});

test("coming back to an address shows its run, its draft and its link again", () => {
  const edits = [{ type: "draft-changed", draft: { ...DEFAULT_SCENARIO, question: "2 + 2" } }, { type: "program-edited", program: { written: "4817 * 392", text: "4817 * 393" } }] as const satisfies readonly Action[];
  const here = edits.reduce(reduce, live());
  const there = [opening(holding("1 + 1")), { type: "run-requested", runId: "run-2", expected: null }, { type: "engine-events", events: runEvents("run-2") }] as const satisfies readonly Action[];
  const away = there.reduce(reduce, here);
  expect(away).toMatchObject({ run: { runId: "run-2", outcome: "done" }, program: null });
  const back = reduce(away, { type: "place-entered", place: "", link: null });
  expect(back).toMatchObject({ place: "", run: here.run, draft: here.draft, program: { text: "4817 * 393" }, link: null });
  expect(reduce(back, opening(holding("1 + 1")))).toMatchObject({ run: away.run, draft: away.draft, link: away.link });
});

test("an address entered again from another view changes nothing, whatever was typed meanwhile", () => {
  const state = [opening(holding("1 + 1")), { type: "run-requested", runId: "run-1", expected: null }, { type: "engine-events", events: runEvents("run-1") }, { type: "draft-changed", draft: DEFAULT_SCENARIO }] as const satisfies readonly Action[];
  const before = after(...state);
  expect(reduce(before, opening(holding("1 + 1")))).toBe(before);
  // The same after Copy link, which replaces the address.
  const renamed = reduce(before, { type: "place-renamed", place: "#b" });
  expect(reduce(renamed, opening(holding("1 + 1"), "#b"))).toBe(renamed);
});

test("a run that is left for another address is stopped, and is shown so on the way back", () => {
  const state = after({ type: "run-requested", runId: "run-1", expected: null }, { type: "engine-events", events: runEvents("run-1").slice(0, 4) }, opening(holding("1 + 1")));
  expect(state.run).toBeNull();
  const late = reduce(state, { type: "engine-events", events: runEvents("run-1").slice(4) });
  expect(reduce(late, { type: "place-entered", place: "", link: null }).run).toMatchObject({ runId: "run-1", outcome: "cancelled" });
});

test("a link that cannot be read takes nothing away, and leaving it takes its notice away", () => {
  const before = live();
  const bad = reduce(before, opening({ status: "malformed", reason: "Damaged." }));
  expect(bad).toMatchObject({ run: before.run, draft: before.draft });
  expect(reduce(bad, { type: "place-entered", place: "", link: null })).toMatchObject({ run: before.run, link: null });
});

test("the start page shows the recording where a link was opened first", () => {
  const state = after(opening(holding("1 + 1")), { type: "recording-loaded", events: runEvents("recorded") });
  expect(state.run).toBeNull();
  expect(reduce(state, { type: "place-entered", place: "", link: null })).toMatchObject({ run: { runId: "recorded" }, draft: DEFAULT_SCENARIO });
});

test("only so many addresses are kept, the latest ones", () => {
  const many = Array.from({ length: 40 }, (_, index) => opening(holding(`${index} + 1`), `#${index}`));
  const { places } = after(...many);
  expect([...places.keys()]).toEqual(Array.from({ length: 12 }, (_, index) => `#${27 + index}`));
});

test("reset brings back the recording and the default scenario", () => {
  const state = [
    { type: "recording-loaded", events: runEvents("recorded") },
    { type: "draft-changed", draft: { ...DEFAULT_SCENARIO, question: "2 + 2" } },
    { type: "run-requested", runId: "run-1", expected: null },
    { type: "reset" },
  ] as const satisfies readonly Action[];
  expect(after(...state)).toMatchObject({ draft: DEFAULT_SCENARIO, run: { runId: "recorded", recorded: true }, link: null });
});

test("an exported run replays to the same run", () => {
  const { run } = live();
  if (run === null) throw new Error("no run");
  const { events } = JSON.parse(runToJson(run, []));
  expect(replay(events)).toMatchObject({ arms: run.arms, ratio: run.ratio, digest: run.digest, outcome: "done" });
});

test("the CSV has one row per prompt, token and arm, and no cell that a spreadsheet would execute", () => {
  const { run } = live([...runEvents("run-1").slice(0, 2), token("run-1", "hybrid", 0, 1, '=1,"')]);
  if (run === null) throw new Error("no run");
  const rows = runToCsv(run, []).split("\r\n");
  expect(rows).toHaveLength(4);
  expect(rows[2]).toContain(`,"'=1,""",`);
});

test("both files give every joule its tier: counted ones T0, timed ones as far as the device is known", () => {
  const { run } = live();
  if (run === null) throw new Error("no run");
  const timed: readonly TimedFigure[] = [{ arm: "hybrid", boundary: "wall", tier: "T2", low: 1, mid: 2, high: 3, computeSeconds: [0.1, 0.2], hostSeconds: 0.01, clock: "timestamps" }];
  const { joules } = JSON.parse(runToJson(run, timed));
  expect(joules).toEqual([
    { kind: "counted", arm: "hybrid", boundary: "dynamic", tier: "T0", low: 3, mid: 6, high: 12 },
    { kind: "counted", arm: "dense", boundary: "dynamic", tier: "T0", low: 7, mid: 14, high: 28 },
    { kind: "timed", ...timed[0] },
  ]);
  const [header = "", ...rows] = runToCsv(run, timed).trim().split("\r\n").map((row) => row.split(","));
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
  const column = (row: readonly string[] | undefined, name: string): string | undefined => row?.[header.indexOf(name)];
  expect(rows.slice(0, -1).every((row) => column(row, "joules_tier") === "T0")).toBe(true);
  const last = rows.at(-1);
  expect(["arm", "part", "dispatches", "joules_low", "joules_mid", "joules_high", "joules_tier"].map((name) => column(last, name))).toEqual(["hybrid", "timed: wall", "", "1", "2", "3", "T2"]);
});

test("the store applies a burst of events in one go", async () => {
  const store = createPageStore();
  let updates = 0;
  store.subscribe(() => updates++);
  store.dispatch({ type: "run-requested", runId: "run-1", expected: null });
  for (const event of runEvents("run-1")) store.receive([event]);
  await Promise.resolve();
  expect(updates).toBe(2);
  expect(store.getState().run?.outcome).toBe("done");
});
