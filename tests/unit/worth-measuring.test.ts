// What the tornado advises to measure: never what is measured already, nor what nothing here can measure.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { EMPTY_ARM_RUN, type Machine, type RunState } from "../../src/store/reduce.ts";
import { worthMeasuring } from "../../src/views/ask/Tornado.tsx";
import { CALIBRATION } from "../fixtures/calibration.ts";

const GPU: Machine = { plan: "fused", adapter: CALIBRATION.adapter, software: false };
const CPU: Machine = { ...GPU, plan: "cpu" };
const timing = { clock: "page" as const, seconds: [1], tokens: 1 };

function run(machine: Machine, change: Partial<RunState> = {}): RunState {
  return { runId: "r", recorded: false, outcome: "done", scenario: DEFAULT_SCENARIO, machine, exactAnswer: null, arms: {}, ratio: null, tornado: [], digest: null, expectedDigest: null, failure: null, events: [], ...change };
}
const again = { arms: { hybrid: { ...EMPTY_ARM_RUN, timing }, dense: { ...EMPTY_ARM_RUN, timing } } };

function keep(...calibrations: readonly unknown[]): void {
  vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "hundredfold.calibrations" ? JSON.stringify(calibrations) : null) });
}
beforeEach(() => keep());
afterEach(() => vi.unstubAllGlobals());

describe("worthMeasuring()", () => {
  test("of counted joules no measurement counts, only the choice of the class", () => {
    expect(worthMeasuring(["countingError", "dispatchTime", "busyPower"], run(GPU), false)).toBe("Nothing here measures the widest. None of them can be known better by measuring: counted joules keep the constants of the class.");
    expect(worthMeasuring(["deviceClass", "countingError"], run(GPU), false)).toMatch(/^Worth knowing first: which class the device is/);
  });

  test("of timed joules the widest that something here tells: the times, once they were taken again the launches or the power", () => {
    const inputs = ["countingError", "times", "dispatchTime", "busyPower"] as const;
    expect(worthMeasuring(inputs, run(GPU), true)).toMatch(/^Nothing here measures the widest. Worth knowing first: noise of the times/);
    expect(worthMeasuring(inputs, run(GPU, again), true)).toMatch(/time of a launch; the measurement of the Device view tells/);
    keep(CALIBRATION);
    expect(worthMeasuring(inputs, run(GPU, again), true)).toMatch(/power over idle while it computes; readings of a power meter/);
  });

  test("a processor is not calibrated here, and a recorded run is not timed again", () => {
    expect(worthMeasuring(["busyPower", "times"], run(CPU), true)).toMatch(/noise of the times/);
    expect(worthMeasuring(["busyPower", "times"], run(CPU, again), true)).toBe("None of them can be known better here.");
    expect(worthMeasuring(["times", "busyPower"], run(GPU, { recorded: true }), true)).toBe("None of them can be known better here.");
  });
});
