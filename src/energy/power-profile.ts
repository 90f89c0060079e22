// Mean power during marked phases, out of a file exported by the Firefox Profiler ("processed profile"): its power counters hold
// picowatt-hours per sample, and the page's performance marks stand among its markers.

import * as v from "valibot";
import { MOST_WATTS } from "./anchor.ts";

export const MAX_PROFILE_CHARACTERS = 400_000_000;
const JOULES_PER_PICOWATT_HOUR = 3.6e-9;
const MARK = /^hundredfold ([a-z0-9-]+) (begin|end)$/;

const NUMBERS = v.array(v.number());
const COUNTER = v.object({
  name: v.string(),
  category: v.string(),
  samples: v.object({ time: v.optional(NUMBERS), timeDeltas: v.optional(NUMBERS), count: NUMBERS }),
});
const PROFILE = v.object({
  counters: v.optional(v.array(COUNTER), []),
  threads: v.array(v.object({ markers: v.object({ startTime: v.array(v.nullable(v.number())), data: v.array(v.unknown()) }) })),
});
const USER_TIMING = v.object({ type: v.literal("UserTiming"), name: v.string() });
type Counter = v.InferOutput<typeof COUNTER>;

export interface PhasePower {
  readonly id: string;
  readonly watts: number;
}

export type PowerProfile =
  | { readonly ok: true; readonly phases: readonly PhasePower[]; readonly counters: readonly string[] }
  | { readonly ok: false; readonly code: "too-long" | "not-json" | "not-a-profile" | "no-power" | "no-phases" | "separate-card"; readonly message: string };

/**
 * The counters that together are the machine once: the platform's where there is one, else package and memory, else every process.
 * A package holds its cores and its graphics, which have counters of their own.
 */
function wholeMachine(counters: readonly Counter[]): readonly Counter[] {
  const power = counters.filter(({ category }) => category === "power");
  const named = (pattern: RegExp): readonly Counter[] => power.filter(({ name }) => pattern.test(name));
  const platform = named(/psys|platform|system/i);
  if (platform.length > 0) return platform;
  const packages = named(/package/i);
  return packages.length > 0 ? [...packages, ...named(/dram|memory/i)] : named(/process power/i);
}

/** Joules of a counter between two times, milliseconds of the profile. A sample holds what came since the one before. */
function joulesBetween({ samples }: Counter, from: number, to: number): number {
  const { time, timeDeltas, count } = samples;
  let joules = 0;
  let at = 0;
  let before = Number.NaN;
  for (const [index, picowattHours] of count.entries()) {
    at = time === undefined ? at + (timeDeltas?.[index] ?? 0) : (time[index] ?? Number.NaN);
    // The share of the sample's span that lies inside.
    const overlap = Math.min(at, to) - Math.max(before, from);
    if (overlap > 0 && at > before) joules += (picowattHours * JOULES_PER_PICOWATT_HOUR * overlap) / (at - before);
    before = at;
  }
  return joules;
}

/** Times of the marks by phase; the last run of a phase counts. */
function markedPhases(threads: v.InferOutput<typeof PROFILE>["threads"]): ReadonlyMap<string, { begin?: number; end?: number }> {
  const phases = new Map<string, { begin?: number; end?: number }>();
  for (const { markers } of threads) {
    for (const [index, data] of markers.data.entries()) {
      const mark = v.is(USER_TIMING, data) ? MARK.exec(data.name) : null;
      const time = markers.startTime[index];
      if (mark === null || time == null) continue;
      const [, id = "", edge] = mark;
      const phase = phases.get(id) ?? {};
      if (edge === "begin") phase.begin = time;
      else phase.end = time;
      phases.set(id, phase);
    }
  }
  return phases;
}

/** A GPU with memory and a power supply of its own, which no counter of the processor's package sees. */
const SEPARATE = /^(rtx-|h100|a100)/;

/**
 * `profileId`: the class of the GPU that ran the phases; `adapter`: its words, which name NVIDIA's other cards too, of whatever class. AMD's and
 * Intel's cards cannot be told from their chips with graphics. Never throws.
 */
export function readPowerProfile(text: string, profileId: string, adapter: string): PowerProfile {
  if (SEPARATE.test(profileId) || /nvidia|geforce/i.test(adapter)) {
    return { ok: false, code: "separate-card", message: `The counters in such a profile are those of the processor's package, and the phases ran on a graphics card beside it (${adapter}): its power is not in them. Read a plug meter instead.` };
  }
  if (text.length > MAX_PROFILE_CHARACTERS) return { ok: false, code: "too-long", message: "The profile is too large; record only the phases, with the Power preset of the profiler." };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, code: "not-json", message: "The file is not JSON. Save the profile in the Firefox Profiler with \"Download\"." };
  }
  const parsed = v.safeParse(PROFILE, json);
  if (!parsed.success) {
    return { ok: false, code: "not-a-profile", message: `The file is no profile of the Firefox Profiler, at ${v.getDotPath(parsed.issues[0]) ?? "its top"}: ${parsed.issues[0].message}. Choose the file it saved.` };
  }
  const counters = wholeMachine(parsed.output.counters);
  if (counters.length === 0) return { ok: false, code: "no-power", message: "The profile has no power counters; record it again with the Power preset, on a device that has such counters." };
  const phases = [...markedPhases(parsed.output.threads)].flatMap(([id, { begin, end }]): PhasePower[] => {
    if (begin === undefined || end === undefined || end <= begin) return [];
    const joules = counters.reduce((sum, counter) => sum + joulesBetween(counter, begin, end), 0);
    const watts = joules / ((end - begin) / 1000);
    return watts > 0 && watts <= MOST_WATTS ? [{ id, watts }] : [];
  });
  if (phases.length === 0) return { ok: false, code: "no-phases", message: "The profile holds no phase of this page; run the phases while the profiler records, then save the profile." };
  return { ok: true, phases, counters: counters.map(({ name }) => name) };
}
