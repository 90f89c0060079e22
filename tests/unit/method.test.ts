import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { COMMON_CONSTANTS, DISPATCH_TIME, HOROWITZ_2014, PHONE_HOST_POWER, TENSOR_OPERATION_ENERGY, WALL_FACTOR } from "../../src/energy/constants.ts";
import { COUNTED_EQUATIONS, TIMED_EQUATIONS } from "../../src/energy/equations.ts";
import { DEVICE_PROFILES } from "../../src/energy/profiles.ts";
import { VALIDATION } from "../../src/views/method/validation-report.ts";

const text = readFileSync("METHOD.md", "utf8");
const { sets } = v.parse(VALIDATION, JSON.parse(readFileSync("public/results/energy-validation.json", "utf8")));
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

test("METHOD.md has the textbook energies", () => {
  for (const [operation, energies] of Object.entries(HOROWITZ_2014.operations)) expect(rows).toContainEqual([operation, ...Object.values(energies).map(String)]);
  for (const [memory, { low, high }] of Object.entries(HOROWITZ_2014.accesses)) {
    expect(rows).toContainEqual([memory, ...[1, HOROWITZ_2014.accessBytes].map((bytes) => [...new Set([low / bytes, high / bytes])].join(" to "))]);
  }
});

test("METHOD.md has the equations of the Method view", () => {
  for (const equations of [COUNTED_EQUATIONS, TIMED_EQUATIONS]) expect(text).toContain(equations);
});

test("METHOD.md has the errors of every form as the published report has them", () => {
  const head = rows.find(([name]) => name === "rms error");
  for (const { title, points, forms } of sets) {
    expect(head?.slice(2)).toEqual(Object.values(forms).map((form) => form.title));
    const cells = rows.find(([name, count]) => name?.startsWith(title.slice(0, 4)) === true && count === String(points))?.map((cell) => cell.replaceAll("**", ""));
    expect(cells?.slice(2)).toEqual(Object.values(forms).map(({ rmsPercent, rmsLeftOutPercent }) => `${rmsPercent.toFixed(1)} % (${rmsLeftOutPercent.toFixed(1)})`));
  }
});

test("METHOD.md has the coverage of the uncalibrated classes as the published report has it", () => {
  const covered = sets.flatMap(({ title, points, uncalibrated, plain }) => [uncalibrated, ...(plain === undefined ? [] : [plain])].map((one) => [title.slice(0, 4), String(points), String(one.covered), String(one.coveredStretched), one.medianRatio.toPrecision(2)].join(" ")));
  const table = rows.filter((cells) => cells.length === 6 && /^(?:h100|rtx-4090)\b/.test(cells[0] ?? ""));
  expect(table.map(([, on, ...cells]) => [(on ?? "").slice(0, 4), ...cells].join(" ")).toSorted()).toEqual(covered.toSorted());
});
