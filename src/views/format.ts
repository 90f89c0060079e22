// Words and numbers as the page writes them; joules, ratios and bytes are in energy/units.ts.

import { findProfile } from "../energy/profiles.ts";
import { formatJoules } from "../energy/units.ts";
import type { ConstantName, Energy } from "../energy/meter.ts";
import type { Boundary } from "../energy/timed.ts";
import type { Component } from "../energy/work.ts";
import type { ModelId } from "../engine/model-ids.ts";
import type { ArmName } from "../scenario/scenario.ts";
import type { Machine } from "../store/reduce.ts";

export const ARM_TITLES: Readonly<Record<ArmName, string>> = {
  hybrid: "Hybrid",
  dense: "Dense",
  "dense-large": "Larger dense",
  "hybrid-all-blocks": "Hybrid, all blocks",
  rules: "Rules",
};

/** As in "the larger dense energy". */
export function rivalWords(rival: ArmName): string {
  return rival === "hybrid-all-blocks" ? "all-blocks" : ARM_TITLES[rival].toLowerCase();
}

export const MODEL_TITLES: Readonly<Record<ModelId, string>> = {
  core: "hybrid core",
  dense: "dense",
  "dense-large": "larger dense",
};

export const ARM_NOTES: Readonly<Record<ArmName, string>> = {
  hybrid: "A sparse network writes a program; a solver executes it exactly.",
  dense: "A dense network writes the answer itself, lowest digit first.",
  "dense-large": "The same, with more parameters.",
  "hybrid-all-blocks": "The hybrid with no block skipped: what sparsity alone saves.",
  rules: "A hand-written parser and the solver, no network.",
};

export const COMPONENT_TITLES: Readonly<Record<Component, string>> = {
  attention: "Attention",
  feedForward: "Feed-forward",
  head: "Embedding and head",
  dispatch: "Launching GPU work",
  slots: "Tokenizer and slot finder",
  symbolic: "Parser and solver",
};

export const CONSTANT_TITLES: Readonly<Record<ConstantName, string>> = {
  countingError: "Error of counting, where the arms do not share it",
  operationEnergy: "Energy of an operation",
  halfShare: "Energy of an f16 operation, of one in f32",
  memoryEnergy: "Energy of a byte from memory",
  cacheShare: "Energy of a byte from the cache",
  busyPower: "Power during a launch",
  dispatchTime: "Time of a launch",
  hostPower: "Power of the processor core",
  hostOperationTime: "Time of a processor operation",
  deviceClass: "Which class the device is",
};

/** "1.2 mJ (0.8 mJ to 1.9 mJ)". */
export function formatEnergy(energy: Energy): string {
  return `${formatJoules(energy.mid)} (${formatJoules(energy.low)} to ${formatJoules(energy.high)})`;
}

export function formatMilliseconds(ms: number): string {
  if (!Number.isFinite(ms)) return "-";
  if (ms >= 9950) return `${Number((ms / 1000).toPrecision(2))} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${Number(ms.toPrecision(2))} ms`;
}

/** How far two values lie apart, from larger / smaller: "0.51 %", "12 %", "3.1-fold". */
export function formatFactor(factor: number): string {
  if (factor >= 2) return `${Number(factor.toPrecision(2))}-fold`;
  const percent = 100 * (factor - 1);
  return percent > 0 && percent < 0.01 ? "less than 0.01 %" : `${Number(percent.toPrecision(2))} %`;
}

/** 0..1 as percent with at most two digits. */
export function formatShare(share: number): string {
  if (share > 0.995 && share < 1) return "more than 99 %";
  if (share > 0 && share < 0.005) return "less than 1 %";
  return `${Math.round(100 * share)} %`;
}

/** Of what the joules are, beside them. Counted joules are always what the run adds. */
export const BOUNDARY_WORDS: Readonly<Record<Boundary, string>> = { dynamic: "what the run adds", device: "the device meanwhile", wall: "at the plug" };

export function countedLabel(profile: string): string {
  return `counted (${BOUNDARY_WORDS.dynamic}), estimated: ${findProfile(profile).title}`;
}

/** Where the networks run: "the CPU", "a software GPU on the CPU (SwiftShader)", "the GPU (apple metal-3)". */
export function machineTitle({ plan, adapter, software }: Machine): string {
  if (plan === "cpu") return "the CPU";
  return `${software ? "a software GPU, which is the CPU," : "the GPU"}${adapter === "" ? "" : ` (${adapter})`}`;
}

/** "1 token", "2 tokens". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
