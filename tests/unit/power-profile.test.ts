import { describe, expect, test } from "vitest";
import { readPowerProfile as readProfile } from "../../src/energy/power-profile.ts";
import { DEVICE_PROFILES, profileForAdapter } from "../../src/energy/profiles.ts";
import { createPrng } from "../../src/scenario/prng.ts";

const PICOWATT_HOURS_PER_JOULE = 1 / 3.6e-9;

const readPowerProfile = (text: string): ReturnType<typeof readProfile> => readProfile(text, "intel-igpu", "intel gen-12lp");

/** Samples every 10 ms; watts as a function of the millisecond. */
function counter(name: string, watts: (ms: number) => number, deltas = false): object {
  const times = Array.from({ length: 1001 }, (_, i) => 5 + 10 * i);
  const samples = { count: times.map((ms, i) => (i === 0 ? 0 : watts(ms - 5) * 0.01 * PICOWATT_HOURS_PER_JOULE)), length: times.length };
  return { name, category: "power", description: "", pid: "1", mainThreadIndex: 0, samples: deltas ? { ...samples, timeDeltas: times.map((ms, i) => (i === 0 ? ms : 10)) } : { ...samples, time: times } };
}
const mark = (name: string): object => ({ type: "UserTiming", name, entryType: "mark" });
const thread = (marks: readonly (readonly [number, string])[]): object => ({ name: "GeckoMain", markers: { name: marks.map(() => 0), startTime: marks.map(([time]) => time), endTime: marks.map(() => null), data: marks.map(([, name]) => mark(name)), length: marks.length } });
const MARKS = [[1000, "hundredfold idle begin"], [3000, "hundredfold idle end"], [3500, "other"], [4000, "hundredfold reads-100 begin"], [8000, "hundredfold reads-100 end"]] as const;
const watts = (ms: number): number => (ms < 3500 ? 10 : 30);
const profile = (counters: readonly object[], threads: readonly object[] = [thread([]), thread(MARKS)]): string => JSON.stringify({ meta: { version: 30 }, counters, threads });

describe("readPowerProfile()", () => {
  test.each([[false], [true]])("gives the mean watts of each marked phase (times as differences: %s)", (deltas) => {
    const outcome = readPowerProfile(profile([counter("Process Power", watts, deltas)]));
    if (!outcome.ok) throw new Error(outcome.message);
    expect(outcome.phases.map(({ id }) => id)).toEqual(["idle", "reads-100"]);
    expect(outcome.phases[0]?.watts).toBeCloseTo(10, 6);
    expect(outcome.phases[1]?.watts).toBeCloseTo(30, 6);
  });

  test("counts a machine once: cores and graphics are inside the package, memory is not", () => {
    const parts = [counter("Power: CPU package", () => 20), counter("Power: CPU cores", () => 15), counter("Power: iGPU", () => 3), counter("Power: DRAM", () => 2), { ...counter("Memory", () => 99), category: "Memory" }];
    const outcome = readPowerProfile(profile(parts));
    expect(outcome).toMatchObject({ ok: true, counters: ["Power: CPU package", "Power: DRAM"] });
    expect(outcome.ok && outcome.phases[0]?.watts).toBeCloseTo(22, 6);
  });

  test("sums the processes where there is no package, and takes a phase that was run again as run last", () => {
    const again = [...MARKS, [8100, "hundredfold idle begin"], [9000, "hundredfold idle end"]] as const;
    const outcome = readPowerProfile(profile([counter("Process Power", watts), counter("Process Power", () => 1)], [thread(again)]));
    expect(outcome.ok && outcome.phases.find(({ id }) => id === "idle")?.watts).toBeCloseTo(31, 6);
  });

  test.each([
    ["", "not-json"],
    ["[1]", "not-a-profile"],
    [JSON.stringify({ threads: "x" }), "not-a-profile"],
    [profile([]), "no-power"],
    [profile([{ ...counter("Memory", watts), category: "Memory" }]), "no-power"],
    [profile([counter("Process Power", watts)], [thread([])]), "no-phases"],
    [profile([counter("Process Power", watts)], [thread([[5000, "hundredfold idle begin"]])]), "no-phases"],
    [profile([counter("Process Power", watts)], [thread([[5000, "hundredfold idle end"], [6000, "hundredfold idle begin"]])]), "no-phases"],
  ])("what cannot be used gives a reason: %#", (text, code) => {
    const outcome = readPowerProfile(text);
    expect(outcome).toMatchObject({ ok: false, code });
    expect(outcome.ok ? "" : outcome.message.length).toBeGreaterThan(20);
  });

  test("on a graphics card, whose power the processor's counters do not hold, says to read a plug meter", () => {
    const whole = profile([counter("Power: CPU package", watts)]);
    const refused = DEVICE_PROFILES.filter(({ id }) => !readProfile(whole, id, "some gpu").ok).map(({ id }) => id);
    expect(refused).toEqual(["rtx-laptop", "rtx-ampere", "rtx-lovelace", "rtx-4090", "rtx-5090", "h100", "a100"]);
    for (const adapter of ["nvidia lovelace", "nvidia turing"]) {
      expect(readProfile(whole, profileForAdapter(adapter, false), adapter)).toMatchObject({ ok: false, code: "separate-card", message: expect.stringMatching(/package.*plug meter/) });
    }
    expect(readProfile(whole, profileForAdapter("apple metal-3", false), "apple metal-3").ok).toBe(true);
  });

  test("300 damaged profiles: a reason each, or finite watts", () => {
    const whole = profile([counter("Process Power", watts)], [thread(MARKS)]);
    const prng = createPrng(8);
    for (let i = 0; i < 300; i++) {
      const at = prng.integer(0, whole.length - 1);
      const outcome = readPowerProfile(whole.slice(0, at) + prng.pick(["", "0", "null", "-", "\"", "]", "}", "1e308,"]) + whole.slice(at + prng.integer(0, 3)));
      if (outcome.ok) for (const phase of outcome.phases) expect(Number.isFinite(phase.watts)).toBe(true);
      else expect(outcome.message).not.toBe("");
    }
  });
});
