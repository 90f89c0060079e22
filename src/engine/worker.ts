// The engine worker: loads the checkpoints of the first scenario, chooses a plan, runs scenarios; a checkpoint that only other arms need is
// loaded when a run has one of them. Events leave in batches over a MessagePort.

import { expose } from "comlink";
import { acquireDevice, type GpuDevice } from "../gpu/device.ts";
import { causeOf, EngineFailure, GpuSilence } from "../gpu/failure.ts";
import { shaders } from "../gpu/shaders.ts";
import type { Model } from "../model/decoder.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../scenario/scenario.ts";
import { executeProgram } from "../solver/arithmetic/evaluate.ts";
import { ARM_MODELS, type ModelId } from "./model-ids.ts";
import { exactAnswer } from "./exact-answer.ts";
import { fetchManifest, fetchModels, type FetchProgress, type ManifestEntry } from "./models.ts";
import { choosePlans, cpuPlans, type Plans } from "./plans.ts";
import type { EngineApi, EngineEvent } from "./protocol.ts";
import { contentHashesOf, prepareRun, type RunEnvironment, runScenario } from "./run.ts";
import { timeRun } from "./time-run.ts";

const BATCH_INTERVAL_MS = 50;
/** Below it, a run is timed again before it is done: about ten times as long. */
const SHORT_RUN_MS = 200;

let port: MessagePort | null = null;
let folder = "";
let models: ReadonlyMap<ModelId, Model> = new Map();
/** Checkpoints that the start did without. */
let later: readonly ManifestEntry[] = [];
let plans: Plans | null = null;
/** Why there are no plans, once the start has failed. */
let startFailure = "";
let gpu: GpuDevice | null = null;
/** One recovery from a GPU that failed; the second failure ends on the CPU plan, and so does silence. */
let recoveries = 0;
let outbox: EngineEvent[] = [];
let flushedAt = 0;
let flushTimer: ReturnType<typeof setTimeout> | null = null;
let toPrepare: Scenario | null = null;
let running: { readonly runId: string; readonly controller: AbortController } | null = null;
/** Resolves when the engine has started and the latest run has let go of its decoders: they decode one sequence at a time. */
let settled: Promise<void> = Promise.resolve();

const now = (): number => performance.now();

function flush(): void {
  if (flushTimer !== null) clearTimeout(flushTimer);
  flushTimer = null;
  flushedAt = now();
  if (outbox.length > 0) port?.postMessage(outbox);
  outbox = [];
}

function send(event: EngineEvent): void {
  outbox.push(event);
  flushTimer ??= setTimeout(flush, BATCH_INTERVAL_MS);
}

/** The cpu plan's turns may outrank timers and messages: every 50 ms a plain turn lets events out and a Stop in. */
async function breathe(): Promise<void> {
  if (now() - flushedAt < BATCH_INTERVAL_MS) return;
  flush();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

async function preparePlans(): Promise<Plans> {
  const acquired = await acquireDevice();
  if (!acquired.ok) return cpuPlans(models, { code: acquired.code, message: acquired.message });
  gpu = acquired.gpu;
  return choosePlans(models, acquired.gpu, shaders, now);
}

function announce(ready: Plans): void {
  send({ type: "ready", runId: "", plan: ready.plan, adapter: gpu?.adapter ?? "no GPU", software: gpu?.software ?? true, gpuFailure: ready.gpuFailure });
  flush();
}

const reportLoading: FetchProgress = (phase, bytes, total) => send({ type: "status", runId: "", phase, bytes, total });

function reportPreparing(): void {
  send({ type: "status", runId: "", phase: "Preparing the engine", bytes: 1, total: 1 });
  flush();
}

const wants = ({ arms }: Scenario, { id }: ManifestEntry): boolean => arms.some((arm) => ARM_MODELS[arm] === id);

/** `current`, with the checkpoints too that only `scenario` needs; one that cannot be loaded is left out, and tried again by the next run. Throws when aborted. */
async function withModelsOf(scenario: Scenario, current: Plans, signal: AbortSignal): Promise<Plans> {
  const wanted = later.filter((entry) => !models.has(entry.id) && wants(scenario, entry));
  if (wanted.length === 0) return current;
  try {
    const loaded = await fetchModels(wanted, folder, reportLoading, signal);
    if (loaded.size === 0) return current;
    models = new Map([...models, ...loaded]);
    reportPreparing();
    plans = current.plan === "cpu" || gpu === null ? cpuPlans(models, current.gpuFailure) : await choosePlans(models, gpu, shaders, now, current.decoders);
    prepareRun(scenario, environmentOf(plans));
    return plans;
  } finally {
    announce(plans ?? current);
  }
}

async function recover(broken: Plans, failure: EngineFailure): Promise<void> {
  recoveries++;
  const cause = gpu === null ? failure : await causeOf(failure, gpu);
  for (const decoder of broken.decoders.values()) decoder.destroy();
  gpu?.device.destroy();
  plans = recoveries > 1 || failure instanceof GpuSilence ? cpuPlans(models, { code: cause.code, message: cause.message }) : await preparePlans();
  announce(plans);
}

function environmentOf({ decoders }: Plans): RunEnvironment {
  return { decoder: (id) => decoders.get(id) ?? null, now };
}

/** One time of so short a run says more of cold code than of the networks. What goes wrong meanwhile is returned: the run itself is done. */
async function timeShortRun(runId: string, scenario: Scenario, environment: RunEnvironment, signal: AbortSignal): Promise<unknown> {
  try {
    for await (const event of timeRun(runId, scenario, environment, signal)) send(event);
    return null;
  } catch (error) {
    return error;
  }
}

async function perform(runId: string, scenario: Scenario, controller: AbortController): Promise<void> {
  if (plans === null) {
    send({ type: "run-failed", runId, code: "model", message: startFailure });
    flush();
    return;
  }
  let current = plans;
  try {
    current = await withModelsOf(scenario, current, controller.signal);
    const environment = environmentOf(current);
    send({ type: "run-started", runId, scenario, plan: current.plan, exactAnswer: exactAnswer(scenario.question), contentHashes: contentHashesOf(scenario, environment) });
    let elapsedMs = 0;
    let untimed: unknown = null;
    for await (const event of runScenario(runId, scenario, environment, controller.signal)) {
      if (event.type === "arm-done") elapsedMs += event.result.elapsedMs - event.result.idleMs;
      if (event.type === "run-done" && elapsedMs < SHORT_RUN_MS) untimed = await timeShortRun(runId, scenario, environment, controller.signal);
      send(event);
      await breathe();
    }
    if (untimed instanceof EngineFailure && current.plan === "fused") await recover(current, untimed);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const broken = error instanceof EngineFailure && current.plan === "fused";
    if (broken) await recover(current, error); // after Stop too: the next run would find the same GPU
    if (controller.signal.aborted) {
      send({ type: "run-failed", runId, code: "cancelled", message: "Stopped." });
    } else if (broken) {
      send({ type: "run-failed", runId, code: "gpu", message: `${message} ${plans?.plan === "cpu" ? "The CPU has taken over" : "The engine started again"}; press Run to repeat.` });
    } else if (error instanceof EngineFailure) {
      send({ type: "run-failed", runId, code: "model", message }); // no GPU to lose here: the weights give no finite number
    } else {
      send({ type: "run-failed", runId, code: "worker", message });
    }
  } finally {
    if (running?.controller === controller) running = null;
    flush();
  }
}

/** Null, or why the run could not be timed. */
async function measure(runId: string, scenario: Scenario, controller: AbortController): Promise<string | null> {
  if (plans === null) return startFailure;
  let current = plans;
  try {
    current = await withModelsOf(scenario, current, controller.signal);
    const environment = environmentOf(current);
    for await (const event of timeRun(runId, scenario, environment, controller.signal)) {
      send(event);
      await breathe();
    }
    return null;
  } catch (error) {
    if (error instanceof EngineFailure && current.plan === "fused") await recover(current, error);
    if (controller.signal.aborted) return "Stopped.";
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (running?.controller === controller) running = null;
    flush();
  }
}

async function load(): Promise<void> {
  try {
    const entries = await fetchManifest(folder);
    send({ type: "models-listed", runId: "", models: entries.map(({ id }) => id) });
    later = entries.filter((entry) => !wants(DEFAULT_SCENARIO, entry));
    const first = entries.filter((entry) => wants(DEFAULT_SCENARIO, entry));
    models = await fetchModels(first, folder, reportLoading, new AbortController().signal);
  } catch (error) {
    startFailure = error instanceof Error ? error.message : String(error);
    throw error;
  }
  reportPreparing();
  plans = await preparePlans();
  announce(plans);
}

const api: EngineApi = {
  async start(eventPort, base) {
    port = eventPort;
    folder = base;
    const loaded = load();
    // A run asked for meanwhile, say right after a crash, waits; after a failed start it says why it cannot begin.
    settled = loaded.catch(() => {});
    await loaded;
  },

  async prepare(scenario) {
    toPrepare = scenario;
    await settled;
    // Of several seeds typed one after another only the last is worth it; a run that is wanted now makes its own.
    if (toPrepare === scenario && running === null && plans !== null) prepareRun(scenario, environmentOf(plans));
  },

  async run(runId, scenario) {
    running?.controller.abort();
    const controller = new AbortController();
    running = { runId, controller };
    settled = settled.then(() => perform(runId, scenario, controller));
    await settled;
  },

  async cancel(runId) {
    if (running?.runId === runId) running.controller.abort();
  },

  async time(runId, scenario) {
    running?.controller.abort();
    const controller = new AbortController();
    running = { runId, controller };
    const timed = settled.then(() => measure(runId, scenario, controller));
    settled = timed.then(() => {});
    return timed;
  },

  async execute(program) {
    return executeProgram(program);
  },
};

expose(api);
