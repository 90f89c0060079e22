// The one reducer: engine events and the visitor's actions -> everything the page shows. Pure.

import { ARM_MODELS, type ModelId } from "../engine/model-ids.ts";
import type { ArmResult, EngineEvent, GpuFailure, RunDigest } from "../engine/protocol.ts";
import type { Energy, EnergyRatio, TornadoBar } from "../energy/meter.ts";
import type { DecodeTiming, PlanName } from "../model/decoder.ts";
import { ARM_NAMES, type ArmName, DEFAULT_SCENARIO, type Scenario } from "../scenario/scenario.ts";
import type { DecodedLink } from "../scenario/share-link.ts";

export type TokenEvent = Extract<EngineEvent, { type: "token" }>;
type FailedEvent = Extract<EngineEvent, { type: "run-failed" }>;

export interface Progress {
  readonly phase: string;
  readonly bytes: number;
  /** 0 when the size is not known. */
  readonly total: number;
}

export interface Machine {
  readonly plan: PlanName;
  readonly adapter: string;
  readonly software: boolean;
}

/** The engine worker, whichever run is shown. */
export interface EngineState {
  /** Checkpoints shipped with the page. */
  readonly models: readonly ModelId[];
  readonly progress: Progress | null;
  readonly machine: Machine | null;
  readonly gpuFailure: GpuFailure | null;
  /** The latest failure that belongs to no run, for example a crash while loading. */
  readonly failure: FailedEvent | null;
}

export interface ArmRun {
  readonly promptTokens: number;
  readonly promptEnergy: Energy | null;
  readonly tokens: readonly TokenEvent[];
  readonly result: ArmResult | null;
  /** The network timed again, when asked for. */
  readonly timing: DecodeTiming | null;
}

export interface RunState {
  readonly runId: string;
  readonly recorded: boolean;
  readonly outcome: "running" | "done" | "failed" | "cancelled";
  readonly scenario: Scenario;
  readonly machine: Machine | null;
  /** Exact answer known without a network, or null. */
  readonly exactAnswer: string | null;
  readonly arms: Readonly<Partial<Record<ArmName, ArmRun>>>;
  readonly ratio: EnergyRatio | null;
  /** What moves the ratio, widest bar first; empty without a ratio. */
  readonly tornado: readonly TornadoBar[];
  readonly digest: RunDigest | null;
  /** Digest of the run that the sender of a link saw. */
  readonly expectedDigest: RunDigest | null;
  readonly failure: FailedEvent | null;
  /** As they came, for the export. */
  readonly events: readonly EngineEvent[];
}

export interface EditedProgram {
  /** As the arm wrote it; empty while none had. A program that comes later shows in place of the edited one. */
  readonly written: string;
  readonly text: string;
}

/** What one address of the Ask view shows. */
export interface Place {
  /** What the next run will be; the visitor edits it. */
  readonly draft: Scenario;
  readonly run: RunState | null;
  readonly link: DecodedLink | null;
  readonly dismissed: readonly string[];
  /** What the visitor made of the program written in the run; null while nobody has. */
  readonly program: EditedProgram | null;
}

export interface PageState extends Place {
  /** The address shown: the hash with its "#"; empty without a link. */
  readonly place: string;
  /** The addresses left, oldest first: coming back to one shows it as it was left. */
  readonly places: ReadonlyMap<string, Place>;
  readonly engine: EngineState;
  /** The recorded run, kept for "Reset"; "absent" when the site has none. */
  readonly recording: RunState | "loading" | "absent";
  readonly copied: "copied" | "in-address-bar" | null;
}

export type Action =
  | { readonly type: "engine-events"; readonly events: readonly EngineEvent[] }
  /** No events: the site has no recording. */
  | { readonly type: "recording-loaded"; readonly events: readonly EngineEvent[] }
  | { readonly type: "run-requested"; readonly runId: string; readonly expected: RunDigest | null }
  | { readonly type: "program-edited"; readonly program: EditedProgram }
  | { readonly type: "draft-changed"; readonly draft: Scenario }
  /** `link`: what the address holds; null for none. */
  | { readonly type: "place-entered"; readonly place: string; readonly link: DecodedLink | null }
  /** The address of what is shown has been replaced. */
  | { readonly type: "place-renamed"; readonly place: string }
  | { readonly type: "link-copied"; readonly result: "copied" | "in-address-bar" }
  | { readonly type: "notice-dismissed"; readonly id: string }
  | { readonly type: "reset" };

export const EMPTY_ARM_RUN: ArmRun = { promptTokens: 0, promptEnergy: null, tokens: [], result: null, timing: null };

/** Addresses kept; runs hold every token with its work. */
const MAX_PLACES = 12;

export const INITIAL_STATE: PageState = {
  place: "",
  places: new Map(),
  draft: DEFAULT_SCENARIO,
  // Until the manifest is read: the two that the first scenario needs.
  engine: { models: ["core", "dense"], progress: null, machine: null, gpuFailure: null, failure: null },
  run: null,
  recording: "loading",
  link: null,
  copied: null,
  dismissed: [],
  program: null,
};

function startedRun(runId: string, scenario: Scenario, expectedDigest: RunDigest | null, machine: Machine | null, recorded: boolean): RunState {
  return {
    runId, recorded, outcome: "running", scenario, machine, exactAnswer: null, arms: {},
    ratio: null, tornado: [], digest: null, expectedDigest, failure: null, events: [],
  };
}

function reduceEngine(engine: EngineState, event: EngineEvent): EngineState {
  // A failed start reaches the page ahead of the last progress reports, which wait for their batch.
  if (event.type === "status" && engine.failure?.code === "model") return engine;
  if (event.type === "status") return { ...engine, progress: { phase: event.phase, bytes: event.bytes, total: event.total } };
  if (event.type === "models-listed") return { ...engine, models: event.models };
  if (event.type === "ready") {
    const { plan, adapter, software, gpuFailure } = event;
    return { ...engine, progress: null, machine: { plan, adapter, software }, gpuFailure, failure: null };
  }
  // Whatever was loading has ended too; an engine that starts again reports anew.
  if (event.type === "run-failed" && event.code !== "cancelled") return { ...engine, progress: null };
  return engine;
}

function withArm(run: RunState, arm: ArmName, change: Partial<ArmRun>): RunState {
  return { ...run, arms: { ...run.arms, [arm]: { ...(run.arms[arm] ?? EMPTY_ARM_RUN), ...change } } };
}

/** One event of this very run. */
function reduceRun(run: RunState, event: EngineEvent): RunState {
  switch (event.type) {
    case "models-listed":
    case "status":
      return run;
    case "ready":
      return { ...run, machine: { plan: event.plan, adapter: event.adapter, software: event.software } };
    case "run-started":
      return {
        ...run,
        scenario: event.scenario,
        exactAnswer: event.exactAnswer,
        machine: run.machine === null ? null : { ...run.machine, plan: event.plan },
      };
    case "prompt":
      return withArm(run, event.arm, { promptTokens: event.tokens, promptEnergy: event.energy });
    case "token":
      return withArm(run, event.arm, { tokens: [...(run.arms[event.arm]?.tokens ?? []), event] });
    case "arm-done":
      return withArm(run, event.result.arm, { result: event.result });
    case "arm-timed":
      return withArm(run, event.arm, { timing: event.timing });
    case "run-done":
      return { ...run, outcome: "done", ratio: event.ratio, tornado: event.tornado, digest: event.digest };
    case "run-failed":
      return event.code === "cancelled" ? { ...run, outcome: "cancelled" } : { ...run, outcome: "failed", failure: event };
    default:
      return event satisfies never;
  }
}

/** Events of a finished run -> the run, or null when they hold none. */
export function replay(events: readonly EngineEvent[]): RunState | null {
  let engine = INITIAL_STATE.engine;
  let run: RunState | null = null;
  for (const event of events) {
    engine = reduceEngine(engine, event);
    if (event.type === "run-started") run = startedRun(event.runId, event.scenario, null, engine.machine, true);
    if (run !== null && event.type !== "status") run = reduceRun(run, event);
  }
  return run === null ? null : { ...run, events };
}

function reduceEvents(state: PageState, events: readonly EngineEvent[]): PageState {
  let { engine, run } = state;
  const mine: EngineEvent[] = [];
  for (const event of events) {
    engine = reduceEngine(engine, event);
    const live = run !== null && !run.recorded && run.runId === event.runId;
    if (run !== null && live) {
      // A restarted engine reports "ready" again; a run that has ended does not change any more.
      if (run.outcome !== "running" && !(run.outcome === "done" && event.type === "arm-timed")) continue;
      // Asked for while the engine loaded again, it runs on what has come up.
      if (event.type === "run-started") run = { ...run, machine: engine.machine };
      run = reduceRun(run, event);
      if (event.type !== "status") mine.push(event);
    } else if (event.type === "run-failed" && event.code !== "cancelled") {
      engine = { ...engine, failure: event };
    }
  }
  if (run !== null && mine.length > 0) run = { ...run, events: [...run.events, ...mine] };
  // How a run ended is more news than a link copied meanwhile.
  return { ...state, engine, run, copied: run?.outcome === state.run?.outcome ? state.copied : null };
}

/** The run shown where the visitor has made none. */
function firstRun(state: PageState): RunState | null {
  return typeof state.recording === "string" ? null : state.recording;
}

/** A run that is left ends: nobody could see or stop it any more. */
function leftRun(run: RunState | null): RunState | null {
  return run?.outcome === "running" ? { ...run, outcome: "cancelled" } : run;
}

function withPlaceLeft({ places, place, draft, run, link, dismissed, program }: PageState): ReadonlyMap<string, Place> {
  const others = [...places].filter(([name]) => name !== place).slice(1 - MAX_PLACES);
  return new Map([...others, [place, { draft, run: leftRun(run), link, dismissed, program }]]);
}

function enterPlace(state: PageState, place: string, link: DecodedLink | null): PageState {
  const opened = { ...state, link, copied: null, dismissed: state.dismissed.filter((id) => id !== "link") };
  // Nothing to show in its place: what is there stays, under a notice.
  if (link?.status === "too-new" || link?.status === "malformed") return opened;
  // Back from another view, or from such a link.
  if (place === state.place) return state.link?.status === "too-new" || state.link?.status === "malformed" ? opened : state;
  const moved = { ...opened, place, places: withPlaceLeft(state), program: null };
  const known = state.places.get(place);
  if (known !== undefined) {
    const { draft, run, dismissed, program } = known;
    return { ...moved, draft, program, run: run ?? (link === null ? firstRun(state) : null), dismissed: [...dismissed, ...state.dismissed.filter((id) => id === "gpu")] };
  }
  return link === null ? { ...moved, draft: DEFAULT_SCENARIO, run: firstRun(state) } : { ...moved, draft: link.scenario, run: null };
}

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case "engine-events":
      return reduceEvents(state, action.events);
    case "recording-loaded": {
      const recording = replay(action.events);
      if (recording === null) return { ...state, recording: "absent" };
      const linked = state.link?.status === "ok" || state.link?.status === "repaired";
      return { ...state, recording, run: state.run ?? (linked ? null : recording) };
    }
    case "run-requested":
      return {
        ...state,
        run: startedRun(action.runId, state.draft, action.expected, state.engine.machine, false),
        engine: { ...state.engine, failure: null },
        program: null,
        copied: null,
        dismissed: state.dismissed.filter((id) => id === "gpu" || id === "link"),
      };
    case "program-edited":
      return { ...state, program: action.program };
    case "draft-changed":
      return { ...state, draft: action.draft, copied: null };
    case "place-entered":
      return enterPlace(state, action.place, action.link);
    case "place-renamed":
      return { ...state, place: action.place };
    case "link-copied":
      return { ...state, copied: action.result };
    case "notice-dismissed":
      return { ...state, dismissed: [...state.dismissed, action.id] };
    case "reset":
      return {
        ...state, place: "", draft: DEFAULT_SCENARIO, run: firstRun(state), link: null, copied: null, dismissed: [], program: null,
      };
    default:
      return action satisfies never;
  }
}

/**
 * A run can be asked for once the engine has been up. While it loads again, say after a crash, the worker lets the run wait: a button that went
 * dead by itself would lose the press that is just being made.
 */
export function engineReady(engine: EngineState): boolean {
  return engine.machine !== null;
}

/** Arms to choose from: those whose checkpoint is shipped, and those the draft has already, so that they can be taken out. */
export function offeredArms(engine: EngineState, draft: Scenario): readonly ArmName[] {
  return ARM_NAMES.filter((arm) => {
    const model = ARM_MODELS[arm];
    return model === null || engine.models.includes(model) || draft.arms.includes(arm);
  });
}

/** The digest to check against: only as long as the draft still is the linked scenario. */
export function expectedDigest(state: PageState): RunDigest | null {
  const { link, draft } = state;
  if (link === null || link.status === "too-new" || link.status === "malformed") return null;
  return JSON.stringify(link.scenario) === JSON.stringify(draft) ? link.digest : null;
}
