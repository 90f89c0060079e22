// The clock's side of a run: which times count, and whose constants turn them into joules.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createTimedMeter } from "../../src/energy/timed.ts";
import { NO_WORK } from "../../src/energy/work.ts";
import { type ArmRun, EMPTY_ARM_RUN, type Machine, type RunState } from "../../src/store/reduce.ts";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import type { ArmResult } from "../../src/engine/protocol.ts";
import { calibrationOf, timedArm, timedFigures, timedSide } from "../../src/views/ask/timed-run.ts";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings } from "../fixtures/readings.ts";
import { armDone } from "../fixtures/run-events.ts";

const ANCHORED = { ...CALIBRATION, anchors: { at: "plug" as const, readings: readings() } };
const GPU: Machine = { plan: "fused", adapter: CALIBRATION.adapter, software: false };

function result(times: Partial<ArmResult> = {}): ArmResult {
  const event = armDone("r", "hybrid", "5", 3, 6);
  if (event.type !== "arm-done") throw new Error("no result");
  return { ...event.result, ...times };
}
const arm: ArmRun = { ...EMPTY_ARM_RUN, result: result() };

function run(machine: Machine | null, change: Partial<RunState> = {}): RunState {
  const scenario = { ...DEFAULT_SCENARIO, profile: "rtx-lovelace", arms: ["hybrid"] as const };
  return { runId: "r", recorded: false, outcome: "done", scenario, machine, exactAnswer: null, arms: { hybrid: arm }, ratio: null, tornado: [], digest: null, expectedDigest: null, failure: null, events: [], ...change };
}

function keep(...calibrations: readonly unknown[]): void {
  vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "hundredfold.calibrations" ? JSON.stringify(calibrations) : null) });
}
beforeEach(() => keep());
afterEach(() => vi.unstubAllGlobals());

describe("timedArm()", () => {
  test("what empty submits take is waiting, not computing; idle power flows all the time", () => {
    expect(timedArm(result({ elapsedMs: 100, hostMs: 10, idleMs: 60 }), null)?.spans).toEqual({ compute: 0.03, host: 0.01, wall: 0.1 });
    expect(timedArm(result({ elapsedMs: 100, hostMs: 10, idleMs: 90 }), null)).toBeNull();
  });

  test("timed again, the median stands for the network, and its waiting is idle time of the run still", () => {
    const timed = timedArm(result({ elapsedMs: 100, hostMs: 10, idleMs: 60 }), { clock: "page", seconds: [0.05, 0.02, 0.03], tokens: 9 });
    expect(timed?.spans).toEqual({ compute: 0.03, host: 0.01, wall: 0.1 });
    expect(timed?.repeats).toEqual([0.05, 0.02, 0.03]);
    expect(timedArm(result(), { clock: "page", seconds: [0, 0, 0.1], tokens: 9 })).toBeNull();
  });

  test("parser and solver are apart where the run took their time, on coarse clocks never more than all of the host's", () => {
    expect(timedArm(result({ elapsedMs: 100, hostMs: 10, solverMs: 4 }), null)?.spans).toEqual({ compute: 0.09, host: 0.01, solver: 0.004, wall: 0.1 });
    expect(timedArm(result({ elapsedMs: 100, hostMs: 10, solverMs: 10.1 }), null)?.spans.solver).toBe(0.01);
    expect(timedArm(result({ elapsedMs: 100, hostMs: 10 }), null)?.spans).not.toHaveProperty("solver");
  });

  test("a time taken once says so, until the network was timed again", () => {
    expect(timedArm(result(), null)?.timedOnce).toBe(true);
    expect(timedArm(result(), { clock: "page", seconds: [0.05, 0.02, 0.03], tokens: 9 })?.timedOnce).toBeUndefined();
  });

  test("an arm without a network has times of its own; a network that took none has not", () => {
    expect(timedArm(result({ elapsedMs: 2, hostMs: 2, tokens: 0 }), null)?.spans).toEqual({ compute: 0, host: 0.002, wall: 0.002 });
    expect(timedArm(result({ elapsedMs: 2, hostMs: 2, tokens: 3 }), null)).toBeNull();
    expect(timedArm(result({ elapsedMs: 0, hostMs: 0 }), null)).toBeNull();
  });
});

describe("whose constants", () => {
  const spent = { arm: "hybrid" as const, work: {}, spans: { compute: 1, host: 0, wall: 1 } };

  test("the device's own readings at every boundary: T2", () => {
    keep(ANCHORED);
    const { meter, device: { tier } } = timedSide(run(GPU));
    expect(tier).toBe("T2");
    expect(meter.measure(spent, "wall").mid).toBeCloseTo(65, 6); // 40 W idle and 25 W busy
    expect(meter.measure(spent, "device").mid).toBeCloseTo(65 / 1.31, 6);
    expect(meter.measure(spent, "dynamic").mid).toBeCloseTo(25 / 1.31, 6);
  });

  test("measured launches alone leave the class's watts, and are T1", () => {
    keep(CALIBRATION); // 12 us a launch, the class 30 us
    const { meter, device: { tier } } = timedSide(run(GPU));
    expect(tier).toBe("T1");
    expect(meter.measure(spent, "device")).toEqual(createTimedMeter("rtx-lovelace", 1).measure(spent, "device"));
    const launching = { ...spent, work: { dispatch: { ...NO_WORK, dispatches: 10_000 } } };
    expect(meter.measure(launching, "dynamic").byPart.launching).toBeCloseTo(8 * 0.12, 12);
    expect(timedSide(run({ ...GPU, adapter: "other gpu" })).meter.measure(launching, "dynamic").byPart.launching).toBeCloseTo(8 * 0.3, 12);
  });

  test("an unknown device with measured launches may still be any class of the mixture: its watts are no better known", () => {
    keep(CALIBRATION);
    const unknown = { scenario: { ...DEFAULT_SCENARIO, arms: ["hybrid"] as const } };
    const [own, ofClass] = [GPU, { ...GPU, adapter: "other gpu" }].map((machine) => timedSide(run(machine, unknown)).meter.measure(spent, "device"));
    expect(own?.drawn).toEqual(ofClass?.drawn);
  });

  test.each([
    ["another GPU", { ...GPU, adapter: "other gpu" }, {}, "rtx-lovelace"],
    ["the CPU plan", { ...GPU, plan: "cpu" as const }, {}, "cpu-software"],
    ["a software adapter", { ...GPU, software: true }, {}, "cpu-software"],
    ["a recorded run", GPU, { recorded: true }, "rtx-lovelace"],
    ["an engine not known", null, {}, "rtx-lovelace"],
  ] as const)("%s is its class, T0", (_, machine, change, profile) => {
    keep(ANCHORED);
    expect(calibrationOf(run(machine, change))).toBeNull();
    const { meter, device: { tier } } = timedSide(run(machine, change));
    expect(tier).toBe("T0");
    expect(meter.measure(spent, "wall")).toEqual(createTimedMeter(profile, 1).measure(spent, "wall"));
  });

  test("timedFigures() has every boundary with the tier; an arm without times has none", () => {
    keep(ANCHORED);
    const timing = { clock: "timestamps" as const, seconds: [0.1, 0.2, 0.3], tokens: 9 };
    const figures = timedFigures(run(GPU, { arms: { hybrid: { ...arm, timing } } }));
    expect(figures.map(({ arm: name, boundary, tier, clock }) => [name, boundary, tier, clock])).toEqual(["dynamic", "device", "wall"].map((boundary) => ["hybrid", boundary, "T2", "timestamps"]));
    for (const { low, mid, high, computeSeconds } of figures) {
      expect(low < mid && mid < high).toBe(true);
      expect(computeSeconds).toEqual(timing.seconds);
    }
    expect(timedFigures(run(GPU, { arms: { hybrid: { ...arm, result: result({ elapsedMs: 0 }) } } }))).toEqual([]);
  });
});
