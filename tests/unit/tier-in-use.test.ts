import { expect, test } from "vitest";
import { inUse } from "../../src/views/device/tier-in-use.ts";
import { CALIBRATION } from "../fixtures/calibration.ts";
import { readings } from "../fixtures/readings.ts";

const GPU = { ...CALIBRATION, software: false, anchors: null };
const READ = { ...GPU, anchors: { at: "plug" as const, readings: readings() } };

test("what was measured on a GPU is of use where the networks run on one", () => {
  for (const machine of [null, { plan: "fused", software: false } as const]) {
    expect(inUse(null, machine)).toEqual({ tier: "T0", processor: null });
    expect(inUse(GPU, machine)).toEqual({ tier: "T1", processor: null });
    expect(inUse(READ, machine)).toEqual({ tier: "T2", processor: null });
  }
});

test("on a software adapter, and where the networks run on the processor, it is of none, readings or not", () => {
  for (const calibration of [null, GPU, READ]) {
    for (const machine of [{ plan: "cpu", software: false }, { plan: "fused", software: true }] as const) {
      expect(inUse(calibration, machine)).toEqual({ tier: "T0", processor: "The networks run on the processor here" });
    }
  }
  for (const calibration of [GPU, READ]) {
    expect(inUse({ ...calibration, software: true }, null)).toEqual({ tier: "T0", processor: "This adapter is the processor" });
  }
});
