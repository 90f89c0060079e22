import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMON_CONSTANTS, DISPATCH_TIME, PHONE_HOST_POWER, TENSOR_OPERATION_ENERGY, WALL_FACTOR } from "../../src/energy/constants.ts";
import { COUNTED_EQUATIONS, TIMED_EQUATIONS } from "../../src/energy/equations.ts";
import { DEVICE_PROFILES } from "../../src/energy/profiles.ts";

const text = readFileSync("METHOD.md", "utf8");
const rows = text.split("\n").filter((line) => line.startsWith("|")).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));

test("METHOD.md has every constant with its band", () => {
  for (const [name, { low, central, high, confidence }] of Object.entries({ ...COMMON_CONSTANTS, phone: PHONE_HOST_POWER, tensor: TENSOR_OPERATION_ENERGY, ...DISPATCH_TIME, ...WALL_FACTOR })) {
    const found = rows.filter((cells) => cells[1] === String(low) && cells[2] === String(central) && cells[3] === String(high) && cells[5] === confidence);
    expect([name, found.length]).toEqual([name, 1]);
  }
});

test("METHOD.md has every device class as the meter has it", () => {
  for (const { id, idleWatts, busyWatts, maxWatts, cacheBytes, operationPicojoules, memoryPicojoules, dispatchTime, wallFactor, confidence, mixture } of DEVICE_PROFILES) {
    const cells = rows.find(([name]) => name === id);
    const watts = mixture.length > 0 ? ["mixture", "", "", ""] : [idleWatts, busyWatts, maxWatts, cacheBytes / 1e6].map(String);
    expect(cells).toEqual([id, ...watts, String(operationPicojoules), String(memoryPicojoules), String(dispatchTime.central), String(wallFactor.central), confidence]);
  }
});

test("METHOD.md has the equations of the Method view", () => {
  for (const equations of [COUNTED_EQUATIONS, TIMED_EQUATIONS]) expect(text).toContain(equations);
});
