// A run as a file: JSON is a recording (it replays), CSV has one row per token.

import { totalWork } from "../energy/work.ts";
import type { Tier } from "../energy/calibration.ts";
import type { Boundary } from "../energy/timed.ts";
import type { DecodeTiming } from "../model/decoder.ts";
import type { ArmName } from "../scenario/scenario.ts";
import type { RunState } from "./reduce.ts";

/** Timed joules of an arm within one boundary. */
export interface TimedFigure {
  readonly arm: ArmName;
  readonly boundary: Boundary;
  readonly tier: Tier;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** Of the network: one entry for each time it was timed. */
  readonly computeSeconds: readonly number[];
  readonly hostSeconds: number;
  readonly clock: DecodeTiming["clock"];
}

/** `joules`: what the events say counted (tier T0), and `timed` with the tier of each; a replay reads the events alone. */
export function runToJson(run: RunState, timed: readonly TimedFigure[]): string {
  const counted = run.scenario.arms.flatMap((arm) => {
    const energy = run.arms[arm]?.result?.energy;
    return energy === undefined ? [] : [{ kind: "counted", arm, boundary: "dynamic", tier: "T0" satisfies Tier, low: energy.low, mid: energy.mid, high: energy.high }];
  });
  return `${JSON.stringify({ version: 1, events: run.events, joules: [...counted, ...timed.map((figure) => ({ kind: "timed", ...figure }))] })}\n`;
}

/** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe in front. A negative answer is none. */
function cell(value: string | number): string {
  const formula = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
  const text = formula ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = [
  "arm", "part", "token", "id", "text", "margin", "active_blocks", "total_blocks", "multiply_adds", "half_multiply_adds", "comparisons", "bytes_read", "bytes_written",
  "resident_bytes", "dispatches", "host_operations", "joules_low", "joules_mid", "joules_high", "joules_tier",
] as const;

/** Rows: the prompt, each token, and the whole arm, counted (tier T0); then the timed joules of each arm at each boundary, with their tier. */
export function runToCsv(run: RunState, timed: readonly TimedFigure[]): string {
  const rows: (string | number)[][] = [[...COLUMNS]];
  for (const event of run.events) {
    if (event.type !== "prompt" && event.type !== "token" && event.type !== "arm-done") continue;
    const { work: parts, energy } = event.type === "arm-done" ? event.result : event;
    const work = totalWork(parts);
    const counts = [work.multiplyAdds, work.halfMultiplyAdds, work.comparisons, work.bytesRead, work.bytesWritten, work.residentBytes, work.dispatches, work.hostOperations, energy.low, energy.mid, energy.high, "T0"];
    switch (event.type) {
      case "prompt":
        rows.push([event.arm, "prompt", event.tokens, "", "", "", work.activeBlocks, work.totalBlocks, ...counts]);
        break;
      case "token":
        rows.push([event.arm, "token", event.index, event.id, event.text, event.margin, event.activeBlocks, event.totalBlocks, ...counts]);
        break;
      case "arm-done":
        rows.push([event.result.arm, "whole arm", event.result.tokens, "", event.result.answer ?? "", "", work.activeBlocks, work.totalBlocks, ...counts]);
        break;
      default:
        event satisfies never;
    }
  }
  for (const { arm, boundary, tier, low, mid, high } of timed) {
    const before = COLUMNS.indexOf("joules_low") - 2;
    rows.push([arm, `timed: ${boundary}`, ...Array<string>(before).fill(""), low, mid, high, tier]);
  }
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
