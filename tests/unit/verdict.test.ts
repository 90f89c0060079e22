import { describe, expect, test } from "vitest";
import type { BreakEven } from "../../src/energy/break-even.ts";
import type { EnergyRatio } from "../../src/energy/meter.ts";
import type { ArmResult } from "../../src/engine/protocol.ts";
import type { ArmName } from "../../src/scenario/scenario.ts";
import { type Action, INITIAL_STATE, reduce, type RunState } from "../../src/store/reduce.ts";
import { claimBetween, claimOf, claimReason } from "../../src/views/ask/claim.ts";
import { payBackSentence } from "../../src/views/ask/pay-back.ts";
import { headlineOf, VERDICT_TEXTS, verdictOf } from "../../src/views/ask/verdict.ts";
import { runEvents } from "../fixtures/run-events.ts";

/** A finished run of hybrid and dense with these answers. */
function runOf(answers: Readonly<Partial<Record<ArmName, string | null>>>, exactAnswer: string | null = null): RunState {
  const actions: readonly Action[] = [{ type: "run-requested", runId: "run-1", expected: null }, { type: "engine-events", events: runEvents("run-1") }];
  const { run } = actions.reduce(reduce, INITIAL_STATE);
  if (run === null) throw new Error("no run");
  const arms = Object.fromEntries(Object.entries(run.arms).map(([name, arm]) => {
    const answer = answers[name as ArmName];
    const result = arm.result === null || answer === undefined ? arm.result : { ...arm.result, answer, abstained: answer === null ? "Division by zero." : null };
    return [name, { ...arm, result }];
  }));
  return { ...run, arms, exactAnswer };
}

const ratioOf = (ratio: number, low = ratio, high = ratio): EnergyRatio => ({ ratio, low, high, probabilityHybridLess: 1, numerator: "dense", denominator: "hybrid" });
const headline = (run: RunState, counted: EnergyRatio, timed: EnergyRatio | null = counted): string => headlineOf(run, claimBetween(counted, timed));

describe("verdictOf() in every combination", () => {
  test.each([
    // hybrid, dense, exact answer -> verdicts
    ["5", "5", "5", "right", "right"],
    ["5", "6", "5", "right", "wrong"],
    ["6", "5", "5", "wrong", "right"],
    [null, "5", "5", "no answer", "right"],
    [null, "6", "5", "no answer", "wrong"],
    ["5", null, "5", "right", "no answer"],
    [null, null, "5", "no answer", "no answer"],
    ["5", "5.0", null, "executed", "agrees"],
    ["5", "6", null, "executed", "differs"],
    ["5", null, null, "executed", "no answer"],
    [null, "1", null, "no answer", "guess"],
    [null, null, null, "no answer", "no answer"],
  ])("hybrid %s, dense %s, exact %s: %s, %s", (hybrid, dense, exact, ofHybrid, ofDense) => {
    const run = runOf({ hybrid, dense }, exact);
    expect([verdictOf(run, "hybrid"), verdictOf(run, "dense")]).toEqual([ofHybrid, ofDense]);
  });

  test("only an arm that writes programs is called exact for one", () => {
    const run = runOf({ hybrid: null, dense: "1" });
    const alone = { ...run, arms: { "dense-large": run.arms.dense, rules: run.arms.dense, "hybrid-all-blocks": run.arms.dense } } as RunState;
    expect(["dense-large", "rules", "hybrid-all-blocks"].map((arm) => verdictOf(alone, arm as ArmName))).toEqual(["guess", "executed", "executed"]);
    expect(VERDICT_TEXTS[verdictOf(run, "dense") ?? "right"]).not.toMatch(/exact|right|program/);
  });

  test.each(["cancelled", "failed"] as const)("in a run that was %s, what has ended is judged and the rest is said to be unfinished", (outcome) => {
    const whole = runOf({ hybrid: "5" }, "5");
    const half: RunState = { ...whole, outcome, arms: { hybrid: whole.arms.hybrid, dense: { ...whole.arms.dense, result: null } } as RunState["arms"] };
    expect([verdictOf(half, "hybrid"), verdictOf(half, "dense"), verdictOf(half, "rules")]).toEqual(["right", "stopped", "not reached"]);
    expect(verdictOf({ ...half, outcome: "running" }, "dense")).toBeNull();
  });
});

describe("the headline", () => {
  const run = runOf({ hybrid: "5", dense: "6" }, "5");
  const said = "hybrid right, dense wrong";

  test.each([
    ["no times", ratioOf(23, 15, 36), null, "Hybrid used 1/23 (1/15 to 1/36) of the dense energy, counted (what the run adds)"],
    ["timed saving larger", ratioOf(2, 1.5, 3), ratioOf(5, 4, 6), "Hybrid used 1/2 (1/1.5 to 1/3) of the dense energy, counted (what the run adds)"],
    ["timed saving smaller", ratioOf(5, 4, 6), ratioOf(2, 1.5, 3), "Hybrid used 1/2 (1/1.5 to 1/3) of the dense energy, timed (what the run adds)"],
    ["more by the clock", ratioOf(2, 1.5, 3), ratioOf(0.36, 0.2, 0.5), "Hybrid used more: 2.8 times (2 to 5 times) the dense energy, timed (what the run adds)"],
    ["more by counted work", ratioOf(0.36, 0.25, 2), ratioOf(2), "Hybrid used more: 2.8 times (1/2 to 4 times) the dense energy, counted (what the run adds)"],
    ["more by both", ratioOf(0.5), ratioOf(0.25), "Hybrid used more: 4 times the dense energy, timed (what the run adds)"],
    ["equal", ratioOf(1.01, 0.9, 1.1), ratioOf(3), "Hybrid used about as much energy as dense (1/1.1 to 1.1 times), counted (what the run adds)"],
  ])("is the smaller saving: %s", (_, counted, timed, energy) => {
    expect(headline(run, counted, timed)).toBe(`${energy}; ${said}`);
  });

  test.each([
    [ratioOf(23), null, /^Not cross-checked: by counted work hybrid used 1\/23 of the dense energy\. The clock gave no usable times/],
    [ratioOf(0.5), null, /^No saving: by counted work hybrid used 2 times as much\. The clock gave/],
    [ratioOf(2), ratioOf(5), /^The smaller of two savings: by counted work hybrid used 1\/2 of the dense energy, by the clock 1\/5 of the dense energy\.$/],
    [ratioOf(2, 0.8, 4), ratioOf(5), /it may be no saving at all\.$/],
    [ratioOf(2), ratioOf(0.36), /^No saving: by counted work hybrid used 1\/2 of the dense energy, by the clock 2\.8 times as much\. A saving counts only where both show one\.$/],
    [ratioOf(0.36), ratioOf(2), /^No saving: by counted work hybrid used 2\.8 times as much, by the clock 1\/2 of the dense energy\./],
    [ratioOf(0.5), ratioOf(0.25), /^No saving: by counted work hybrid used 2 times as much, by the clock 4 times as much\.$/],
    [ratioOf(1), ratioOf(1), /^No saving: by counted work hybrid used about as much, by the clock about as much\.$/],
  ])("has a reason: counted %o, timed %o", (counted, timed, reason) => {
    const text = claimReason(claimBetween(counted, timed), true);
    expect(claimReason(claimBetween(counted, timed), false)).toMatch(/^Energy that bought no answer is no saving: by counted work hybrid used /);
    expect(text).toMatch(reason);
    // "A saving of 2.8x" must not stand for 2.8 times as much.
    expect(text).not.toMatch(/\dx/);
  });

  test.each([
    [{ hybrid: "5", dense: "6" }, null, "Hybrid used 1/2 of the dense energy, counted (what the run adds); the answers differ, unchecked"],
    [{ hybrid: "5", dense: "5" }, null, "Hybrid used 1/2 of the dense energy, counted (what the run adds); the answers agree, unchecked"],
    [{ hybrid: "5", dense: null }, null, "Hybrid used 1/2 of the dense energy, counted (what the run adds); hybrid's answer is unchecked, dense gave no answer"],
    [{ hybrid: "5", dense: null }, "5", "Hybrid used 1/2 of the dense energy, counted (what the run adds); hybrid right, dense gave no answer"],
    [{ hybrid: null, dense: "1" }, null, "Hybrid gave no answer, so nothing is saved; dense guessed, unchecked"],
    [{ hybrid: null, dense: "1" }, "2", "Hybrid gave no answer, so nothing is saved; dense wrong"],
    [{ hybrid: null, dense: null }, null, "Neither hybrid nor dense gave an answer"],
  ] as const)("says what the energy bought: %o, exact %s", (answers, exact, text) => {
    expect(headline(runOf(answers, exact), ratioOf(2))).toBe(text);
  });

  test("against its own network with all blocks, the hybrid is not said to use a part of its own energy", () => {
    const ratio = { ...ratioOf(2), numerator: "hybrid-all-blocks" } as const;
    const itself = { ...run, exactAnswer: null, arms: { hybrid: run.arms.hybrid, "hybrid-all-blocks": run.arms.hybrid } } as RunState;
    expect(headline(itself, ratio)).toBe("Hybrid used 1/2 of the all-blocks energy, counted (what the run adds); the answers agree, unchecked");
    expect(claimReason(claimBetween(ratio, null), true)).toContain("by counted work hybrid used 1/2 of the all-blocks energy.");
  });

  test("a counted saving whose cross-check is wide says so: the clock may see none", () => {
    const wide = { ...ratioOf(5), low: 0.7, high: 30 };
    expect(claimReason(claimBetween(ratioOf(2), wide), true)).toMatch(/^The smaller of two savings: .* The interval of the timed one reaches past 1: it may be no saving at all\.$/);
    expect(claimReason(claimBetween(ratioOf(2), { ...wide, low: 1.5 }), true)).not.toMatch(/reaches past 1/);
    expect(claimReason(claimBetween(ratioOf(6), wide), true)).toMatch(/\. The interval reaches past 1/); // the claim's own
  });

  test("the claim of a run weighs its own times, on the processor where that computed", () => {
    const fast: RunState = { ...run, ratio: ratioOf(2), machine: { plan: "cpu", adapter: "", software: true } };
    // Both took 10 ms of waiting and 2 ms beside it: the clock sees no saving.
    expect(claimOf(fast)?.by).toBe("timed");
    // The two draws next to the middle are an exchanged pair, r and 1 / r: halfway between them is 1 + (ln r)^2 / 2, and of 4096 draws of a time taken once the nearest have ln r below 1e-3.
    expect(claimOf(fast)?.ratio.ratio).toBeCloseTo(1, 6);
    const withTimes = (change: Partial<ArmResult>): RunState => {
      const { dense } = fast.arms;
      if (dense?.result == null) throw new Error("no dense");
      return { ...fast, arms: { ...fast.arms, dense: { ...dense, result: { ...dense.result, ...change } } } };
    };
    expect(claimOf(withTimes({ elapsedMs: 102 }))).toMatchObject({ by: "counted", ratio: { ratio: 2 } });
    for (const unusable of [{ elapsedMs: 0, hostMs: 0 }, { elapsedMs: Number.NaN }, { hostMs: 99 }]) {
      expect(claimOf(withTimes(unusable))).toMatchObject({ by: "counted", timed: null });
    }
    expect(claimOf({ ...fast, ratio: null })).toBeNull();
  });
});

describe("training is paid back by answers only", () => {
  const FOUND: BreakEven = { low: 71, median: 100, high: 1440, never: 0 };
  const pay = (answers: Readonly<Partial<Record<ArmName, string | null>>>, wrong: readonly ArmName[] = [], found = FOUND): string => {
    const { hybrid, dense } = runOf(answers).arms;
    if (hybrid?.result == null || dense?.result == null) throw new Error("no result");
    return payBackSentence(found, { hybrid: hybrid.result, dense: dense.result }, wrong);
  };

  test.each([
    [FOUND, "By counted work, the difference is paid back after 100 (71 to 1,400) answers like this one."],
    [{ ...FOUND, high: Infinity, never: 0.12 }, "By counted work, the difference is paid back after 100 (71 to never) answers like this one. In 12 % of the draws of the constants it never is."],
    [{ low: 71, median: Infinity, high: Infinity, never: 0.75 }, "By counted work, the difference is more likely never paid back with answers like this one (71 answers to never). In 75 % of the draws of the constants it never is."],
    [{ low: Infinity, median: Infinity, high: Infinity, never: 1 }, "By counted work, the difference is never paid back with answers like this one."],
    [{ low: 0, median: 0, high: 0, never: 0 }, "By counted work, the hybrid costs less from the first answer on."],
  ])("with its band: %o", (found, text) => {
    expect(pay({ hybrid: "5", dense: "5" }, [], found)).toBe(text);
    expect(pay({ hybrid: "5", dense: "6" }, ["dense"], found)).toBe(`${text} Wrong answers count as answers here, and dense gave one.`);
  });

  test.each([
    [{ hybrid: null, dense: "5" }, "hybrid"],
    [{ hybrid: "5", dense: null }, "dense"],
    [{ hybrid: null, dense: null }, "hybrid and dense"],
  ] as const)("not by %o", (answers, names) => {
    expect(pay(answers)).toBe(`In this run ${names} gave no answer, so it has no joules per answer to pay training back with.`);
  });
});
