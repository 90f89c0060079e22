import { describe, expect, test } from "vitest";
import { BAND_FACTOR, COMMON_CONSTANTS, DISPATCH_TIME, HOROWITZ_2014, JOULES_PER_KILOWATT_HOUR, PHONE_HOST_POWER, PICOJOULE, TENSOR_OPERATION_ENERGY, WALL_FACTOR } from "../../src/energy/constants.ts";
import { DEVICE_PROFILES, findProfile, profileForAdapter } from "../../src/energy/profiles.ts";
import { onTensorUnits } from "../../src/energy/validation.ts";

const ALL = { ...COMMON_CONSTANTS, ...DISPATCH_TIME, ...WALL_FACTOR, phone: PHONE_HOST_POWER, tensor: TENSOR_OPERATION_ENERGY };

describe("constants", () => {
  test.each(Object.entries(ALL))("%s has an ordered band, a unit and a source", (_name, constant) => {
    expect(constant.low).toBeGreaterThan(0);
    expect(constant.central).toBeGreaterThan(constant.low);
    expect(constant.high).toBeGreaterThan(constant.central);
    expect(constant.unit).not.toBe("");
    expect(constant.source.length).toBeGreaterThan(10);
  });

  test("textbook energies: as printed, and every class costs more for an operation than the circuit alone at 45 nm", () => {
    const { add, multiply } = HOROWITZ_2014.operations;
    expect([add, multiply].map(Object.values)).toEqual([[0.03, 0.1, 0.4, 0.9], [0.2, 3.1, 1.1, 3.7]]);
    expect(Object.values(HOROWITZ_2014.accesses).map(({ low, high }) => [low, high])).toEqual([[10, 10], [20, 20], [100, 100], [1300, 2600]]);
    // A multiply-add is two operations.
    for (const { operationPicojoules } of DEVICE_PROFILES) expect(operationPicojoules).toBeGreaterThan((add.fp32 + multiply.fp32) / 2);
    // What the source of halfShare says of it.
    expect([multiply.fp16 / multiply.fp32, add.fp16 / add.fp32].map((share) => share.toFixed(2))).toEqual(["0.30", "0.44"]);
  });

  test("golden table: 5 %, central, 95 %", () => {
    const table = Object.entries(ALL).map(([name, c]) => [name, c.low, c.central, c.high, c.unit]);
    expect(table).toEqual([
      ["countingError", 0.8, 1, 1.25, "1"],
      ["hostPower", 3, 8, 20, "W"],
      ["hostOperationTime", 13, 40, 120, "ns"],
      ["cacheShare", 0.2, 0.5, 1, "1"],
      ["halfShare", 0.5, 0.7, 1, "1"],
      ["powerShare", 0.15, 0.35, 0.7, "1"],
      ["clockNoise", 0.36, 1, 2.8, "1"],
      ["saturatedPowerShare", 0.45, 0.7, 0.95, "1"],
      ["vulkan", 24, 30, 36, "us"],
      ["metal", 32, 50, 71, "us"],
      ["software", 10, 30, 90, "us"],
      ["desktop", 1.22, 1.31, 1.5, "1"],
      ["processor", 1.36, 1.47, 2.48, "1"],
      ["portable", 1.1, 1.25, 1.5, "1"],
      ["phone", 1, 2, 4, "W"],
      ["tensor", 0.625, 1, 1.6, "pJ"],
    ]);
    expect(PICOJOULE).toBe(1e-12);
    expect(JOULES_PER_KILOWATT_HOUR).toBe(3.6e6);
  });
});

describe("device profiles", () => {
  test("ids are unique and fit a share link", () => {
    const ids = DEVICE_PROFILES.map((profile) => profile.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
  });

  test.each(DEVICE_PROFILES.map((profile) => [profile.id, profile] as const))("%s: idle < busy < max, and a source", (_id, profile) => {
    expect(profile.idleWatts).toBeGreaterThan(0);
    expect(profile.busyWatts).toBeGreaterThan(profile.idleWatts);
    expect(profile.maxWatts).toBeGreaterThan(profile.busyWatts);
    expect(profile.memoryPicojoules).toBeGreaterThanOrEqual(60);
    expect(profile.source.length).toBeGreaterThan(10);
    for (const id of profile.mixture) expect(findProfile(id).id).toBe(id);
  });

  test("runs on h100 are charged plain f32: the tensor figure is of the measured runs alone, with the band of the class", () => {
    const h100 = findProfile("h100");
    expect(h100.operationPicojoules).toBe(5);
    expect(onTensorUnits(h100)).toEqual({ ...h100, operationPicojoules: TENSOR_OPERATION_ENERGY.central });
    expect(findProfile("h100")).toBe(h100);
    const factor = BAND_FACTOR[h100.confidence];
    expect(TENSOR_OPERATION_ENERGY.high / TENSOR_OPERATION_ENERGY.central).toBe(factor);
    expect(TENSOR_OPERATION_ENERGY.central / TENSOR_OPERATION_ENERGY.low).toBe(factor);
  });

  test("unknown is central in its mixture: geometric means, to rounding", () => {
    const unknown = findProfile("unknown");
    const classes = unknown.mixture.map(findProfile);
    const mean = (of: (profile: (typeof classes)[number]) => number): number =>
      classes.reduce((product, one) => product * of(one), 1) ** (1 / classes.length);
    expect(classes).toHaveLength(4);
    expect(unknown.operationPicojoules / mean((p) => p.operationPicojoules)).toBeCloseTo(1, 1);
    expect(unknown.memoryPicojoules / mean((p) => p.memoryPicojoules)).toBeCloseTo(1, 1);
    expect((unknown.busyWatts - unknown.idleWatts) / mean((p) => p.busyWatts - p.idleWatts)).toBeCloseTo(1, 1);
    expect(unknown.dispatchTime.central / mean((p) => p.dispatchTime.central)).toBeCloseTo(1, 1);
    expect(unknown.cacheBytes / mean((p) => p.cacheBytes)).toBeCloseTo(1, 0);
  });

  test.each([
    ["apple metal-3", false, "apple-base"],
    ["Apple M3 Max", false, "apple-pro"],
    ["intel gen-12lp", false, "intel-igpu"],
    ["amd rdna-3", false, "amd-igpu"],
    ["nvidia ampere", false, "rtx-ampere"],
    ["nvidia lovelace", false, "rtx-lovelace"],
    ["NVIDIA GeForce RTX 4090", false, "rtx-4090"],
    ["NVIDIA GeForce RTX 4070 Laptop GPU", false, "rtx-laptop"],
    ["qualcomm adreno-7xx", false, "phone"],
    ["google swiftshader", false, "cpu-software"],
    ["nvidia ampere", true, "cpu-software"],
    ["", false, "unknown"],
  ])("profileForAdapter(%j, software %s) is %s", (text, software, id) => {
    expect(profileForAdapter(text, software)).toBe(id);
    expect(findProfile(id).id).toBe(id);
  });
});
