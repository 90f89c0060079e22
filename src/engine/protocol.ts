// Everything that crosses the boundary between the page and the engine worker: one file of unions.

import type { Energy, EnergyRatio, TornadoBar } from "../energy/meter.ts";
import type { WorkByComponent } from "../energy/work.ts";
import type { GpuFailure, GpuFailureCode } from "../gpu/failure.ts";
import type { DecodeTiming, PlanName } from "../model/decoder.ts";
import type { RunDigest } from "../scenario/digest.ts";
import type { ArmName, Scenario } from "../scenario/scenario.ts";
import type { ArmStep, ProgramOutcome } from "../solver/arithmetic/outcome.ts";
import type { ModelId } from "./model-ids.ts";

export type { ArmStep, GpuFailure, GpuFailureCode, ProgramOutcome, RunDigest };

/** sha-256 of checkpoint files, hex. */
export type ContentHashes = Readonly<Partial<Record<ModelId, string>>>;

export interface ArmResult {
  readonly arm: ArmName;
  /** Exact answer in plain text, or null when the arm abstained or failed. */
  readonly answer: string | null;
  /** Program as written (slots filled in); null for the dense arm. */
  readonly program: string | null;
  readonly steps: readonly ArmStep[];
  /** Why there is no answer; null when there is one. */
  readonly abstained: string | null;
  /** Which reading of the question counts, from 1; later ones were written because of what the numbers say, see second-thoughts.ts. */
  readonly reading: number;
  /** Probability of the whole output under the network, 0..1; null without a network. */
  readonly confidence: number | null;
  readonly tokens: number;
  readonly work: WorkByComponent;
  /** Counted energy. */
  readonly energy: Energy;
  /** Bytes the arm touches again and again: weights and cache; 0 without a network. */
  readonly workingSetBytes: number;
  /** Wall time of the arm on this machine, timed. Not part of the digest. */
  readonly elapsedMs: number;
  /** Of these: slot finder, parser and solver; the rest was waiting for the network. */
  readonly hostMs: number;
  /** Of hostMs: parser and solver, which is all but the slot finder. Recordings of before have it not. */
  readonly solverMs?: number;
  /** Of the waiting: what empty submits would have taken, so no work; 0 without a GPU. */
  readonly idleMs: number;
}

export type EngineEvent =
  /** The checkpoints shipped with the page, before they are loaded. */
  | { readonly type: "models-listed"; readonly runId: string; readonly models: readonly ModelId[] }
  | { readonly type: "status"; readonly runId: string; readonly phase: string; readonly bytes: number; readonly total: number }
  | { readonly type: "ready"; readonly runId: string; readonly plan: PlanName; readonly adapter: string; readonly software: boolean; readonly gpuFailure: GpuFailure | null }
  /** `exactAnswer`: where it is known without a network. `contentHashes`: see contentHashesOf(); recordings of before have none. */
  | { readonly type: "run-started"; readonly runId: string; readonly scenario: Scenario; readonly plan: PlanName; readonly exactAnswer: string | null; readonly contentHashes?: ContentHashes }
  | { readonly type: "prompt"; readonly runId: string; readonly arm: ArmName; readonly tokens: number; readonly work: WorkByComponent; readonly energy: Energy }
  /** `index` counts through all readings. A reading after the first begins with tokens it keeps, at no cost, and another choice, which pays for reading up to there. */
  | { readonly type: "token"; readonly runId: string; readonly arm: ArmName; readonly reading: number; readonly index: number; readonly id: number; readonly text: string; readonly margin: number; readonly activeBlocks: number; readonly totalBlocks: number; readonly work: WorkByComponent; readonly energy: Energy }
  | { readonly type: "arm-done"; readonly runId: string; readonly result: ArmResult }
  /** The waiting for the network, timed again: at the end of a short run, and when asked for. See DecodeTiming. */
  | { readonly type: "arm-timed"; readonly runId: string; readonly arm: ArmName; readonly timing: DecodeTiming }
  /** `tornado`: how far each uncertain constant alone moves the ratio, widest bar first; empty without a ratio. */
  | { readonly type: "run-done"; readonly runId: string; readonly ratio: EnergyRatio | null; readonly tornado: readonly TornadoBar[]; readonly digest: RunDigest }
  | { readonly type: "run-failed"; readonly runId: string; readonly code: "gpu" | "model" | "question" | "worker" | "cancelled"; readonly message: string };

/** Calls the page makes through comlink. Events arrive in batches over a transferred MessagePort. */
export interface EngineApi {
  /** `base`: absolute URL of the folder that holds `models/`. */
  start(port: MessagePort, base: string): Promise<void>;
  /** Makes what a run of `scenario` needs of its profile and seed alone, unless a run is wanted first. */
  prepare(scenario: Scenario): Promise<void>;
  /** Begins once the run before has ended. */
  run(runId: string, scenario: Scenario): Promise<void>;
  cancel(runId: string): Promise<void>;
  /** Times the networks of a run that has ended; results come as events. Resolves with null, or with why it could not. */
  time(runId: string, scenario: Scenario): Promise<string | null>;
  /** Executes an edited arithmetic program; no network involved. */
  execute(program: string): Promise<ProgramOutcome>;
}
