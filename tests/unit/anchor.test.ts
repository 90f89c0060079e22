import { describe, expect, test } from "vitest";
import { type Anchor, type AnchoredPhase, ANCHORS, fitAnchors } from "../../src/energy/anchor.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { PHASES, readings, TRUTH, wattsOf } from "../fixtures/readings.ts";

/** Readings `phases` without error. */
const exact = (phases: readonly (typeof PHASES)[number][], truth = TRUTH): readonly AnchoredPhase[] => phases.map((phase) => ({ ...phase, watts: wattsOf(phase, truth) }));
const [IDLE, LAUNCHES, READS, READS_HALF] = PHASES as readonly [typeof PHASES[number], typeof PHASES[number], typeof PHASES[number], typeof PHASES[number], ...typeof PHASES];

describe("fitAnchors()", () => {
  test("finds the constants behind exact readings", () => {
    const outcome = fitAnchors(readings());
    if (!outcome.ok) throw new Error(outcome.message);
    for (const anchor of ANCHORS) expect(outcome.fit.constants[anchor].central / TRUTH[anchor]).toBeCloseTo(1, 6);
    expect(outcome.fit.rms).toBeLessThan(1e-9);
    expect(outcome.fit.mostWatts).toBeCloseTo(146, 9); // cached reads all the time: 40 + 25 + 9e11 * 9e-11
  });

  test("says which constants no reading shows", () => {
    const few = readings().filter(({ operationsPerSecond, cachedBytesPerSecond }) => operationsPerSecond === 0 && cachedBytesPerSecond === 0);
    const outcome = fitAnchors(few);
    if (!outcome.ok) throw new Error(outcome.message);
    expect(outcome.fit.seen).toEqual({ idleWatts: true, busyWatts: true, joulesPerByte: true, joulesPerCachedByte: false, joulesPerOperation: false });
    expect(outcome.fit.constants.joulesPerOperation).toEqual({ low: 0, central: 0, high: 0 });
  });

  /** As in a mobile chip, a desktop with a large card, and where a busy GPU costs nothing. */
  const TRUTHS: readonly Readonly<Record<Anchor, number>>[] = [
    TRUTH,
    { idleWatts: 4, busyWatts: 1.5, joulesPerByte: 4e-11, joulesPerCachedByte: 3e-12, joulesPerOperation: 1e-12 },
    { idleWatts: 90, busyWatts: 89, joulesPerByte: 6e-10, joulesPerCachedByte: 1e-10, joulesPerOperation: 1e-11 },
    { idleWatts: 40, busyWatts: 0, joulesPerByte: 2e-10, joulesPerCachedByte: 9e-11, joulesPerOperation: 8e-12 },
  ];
  test.each(TRUTHS)("whatever phases were read, without error: a reason, or the truth for every constant that is seen: %#", (truth) => {
    let fitted = 0;
    for (let subset = 0; subset < 2 ** PHASES.length; subset++) {
      const phases = PHASES.filter((_, index) => ((subset >> index) & 1) === 1);
      if (phases.length < 5) continue;
      const outcome = fitAnchors(exact(phases, truth));
      const needs = [IDLE, LAUNCHES].map((phase) => phases.includes(phase));
      expect(outcome.ok ? "" : outcome.code).toBe(needs[0] === false ? "no-idle" : needs[1] === false ? "no-launches" : "");
      if (!outcome.ok) continue;
      fitted++;
      const { constants, seen } = outcome.fit;
      for (const anchor of ANCHORS) {
        const { low, central, high } = constants[anchor];
        const slack = 1e-6 * truth[anchor] + (anchor.endsWith("Watts") ? 1e-9 : 1e-20); // rounding
        if (seen[anchor]) expect(truth[anchor] >= low - slack && truth[anchor] <= high + slack && Math.abs(central - truth[anchor]) <= slack, `${subset} ${anchor}: ${low} ${central} ${high}`).toBe(true);
        else expect(constants[anchor]).toEqual({ low: 0, central: 0, high: 0 });
      }
      expect(seen.joulesPerByte).toBe(phases.some(({ bytesPerSecond }) => bytesPerSecond > 0));
    }
    expect(fitted).toBe(99); // idle, launches and at least three of seven: 2^7 - 1 - 7 - 21
  });

  test("without empty launches the phase is named; a busy share of hardly anything is no busy phase", () => {
    const without = fitAnchors(exact(PHASES.filter((phase) => phase !== LAUNCHES)));
    expect(without).toMatchObject({ ok: false, code: "no-launches", message: expect.stringContaining("\"Empty launches\" has no reading") });
    const hardly = fitAnchors(exact(PHASES.map((phase) => (phase === LAUNCHES ? { ...phase, busyShare: 1e-3 } : phase))));
    expect(hardly).toMatchObject({ ok: false, code: "no-launches", message: expect.stringContaining("too little busy") });
  });

  test.each([0, 0.01])("constants that no readings tell apart are not seen, the others are (rates in step but for %d)", (off) => {
    // Bytes and operations in step in every phase that has any.
    const both = [1, 0.5 * (1 + off), 0.25].map((duty, index) => ({ busyShare: [1, 0.5, 0.25][index] ?? 0, bytesPerSecond: duty * 3e11, cachedBytesPerSecond: 0, operationsPerSecond: [1, 0.5, 0.25].map((one) => one * 8e12)[index] ?? 0 }));
    const outcome = fitAnchors(exact([IDLE, LAUNCHES, ...both]));
    if (!outcome.ok) throw new Error(outcome.message);
    expect(outcome.fit.seen).toEqual({ idleWatts: true, busyWatts: true, joulesPerByte: false, joulesPerCachedByte: false, joulesPerOperation: false });
    expect(outcome.fit.constants.idleWatts.central).toBeCloseTo(TRUTH.idleWatts, 6);
    expect(outcome.fit.constants.busyWatts.central).toBeCloseTo(TRUTH.busyWatts, 6);
    // One phase of reads alone parts them.
    const parted = fitAnchors(exact([IDLE, LAUNCHES, ...both, READS, READS_HALF]));
    expect(parted.ok && parted.fit.seen).toMatchObject({ joulesPerByte: true, joulesPerOperation: true });
  });

  test("its bands hold the truth nine times in ten when the meter errs as stated", () => {
    const prng = createPrng(5);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - prng.nextFloat())) * Math.cos(2 * Math.PI * prng.nextFloat());
    let inside = 0;
    const trials = 25;
    for (let trial = 0; trial < trials; trial++) {
      const common = 1 + 0.05 * normal();
      const outcome = fitAnchors(readings((watts) => watts * common * (1 + 0.03 * normal())), trial);
      if (!outcome.ok) throw new Error(outcome.message);
      for (const anchor of ["idleWatts", "joulesPerByte", "joulesPerOperation"] as const) {
        const { low, high } = outcome.fit.constants[anchor];
        if (TRUTH[anchor] >= low && TRUTH[anchor] <= high) inside++;
      }
    }
    // The residuals add to the stated error, so the bands are wide rather than narrow: at least 90 % less four standard errors of 25 independent trials (0.06).
    expect(inside / (3 * trials)).toBeGreaterThan(0.9 - 4 * 0.06);
  });

  test("is the same for the same readings", () => {
    expect(fitAnchors(readings(), 3)).toEqual(fitAnchors(readings(), 3));
  });

  test.each([
    ["too few", readings().slice(0, 4), "too-few"],
    ["a reading of zero", readings().map((one, index) => (index === 3 ? { ...one, watts: 0 } : one)), "bad-watts"],
    ["a reading that is none", readings().map((one, index) => (index === 3 ? { ...one, watts: Number.NaN } : one)), "bad-watts"],
    ["more than all of the time", readings().map((one, index) => (index === 3 ? { ...one, busyShare: 1.5 } : one)), "bad-rates"],
    ["a rate next to nothing", readings().map((one, index) => (index === 5 ? { ...one, operationsPerSecond: 1e-310 } : one)), "bad-rates"],
    ["one operation a second", readings().map((one) => ({ ...one, operationsPerSecond: Math.min(1, one.operationsPerSecond) })), "bad-rates"],
    ["more bytes than any memory gives", readings().map((one, index) => (index === 2 ? { ...one, bytesPerSecond: 1e15 } : one)), "bad-rates"],
    ["a rate that is none", readings().map((one, index) => (index === 2 ? { ...one, bytesPerSecond: Number.NaN } : one)), "bad-rates"],
    ["30 W for a few operations", readings().map((one) => ({ ...one, operationsPerSecond: one.operationsPerSecond / 1e6 })), "absurd"],
    ["30 W for a few bytes", readings().map((one) => ({ ...one, bytesPerSecond: one.bytesPerSecond / 5e4 })), "absurd"],
    ["no idle phase", readings().slice(1), "no-idle"],
    ["no phase of launches", readings().filter((_, index) => index !== 1), "no-launches"],
    ["a meter that shows the same all the time", readings(() => 60), "flat"],
  ] as const)("%s: a reason", (_, phases, code) => {
    const outcome = fitAnchors(phases);
    expect(outcome).toMatchObject({ ok: false, code });
    expect(outcome.ok ? "" : outcome.message).toMatch(/[.]$/);
  });
});
