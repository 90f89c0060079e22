// The engine worker: loads the checkpoints, chooses a plan, runs scenarios. Events leave in batches over a MessagePort.

import { expose } from "comlink";
import { acquireDevice, type GpuDevice } from "../gpu/device.ts";
import { EngineFailure } from "../gpu/failure.ts";
import { shaders } from "../gpu/shaders.ts";
import type { Model } from "../model/decoder.ts";
import { executeProgram } from "../solver/arithmetic/evaluate.ts";
import type { ModelId } from "./arms.ts";
import { fetchModels } from "./models.ts";
import { choosePlans, cpuPlans, type Plans } from "./plans.ts";
import type { EngineApi, EngineEvent } from "./protocol.ts";
import { runScenario } from "./run.ts";

const BATCH_INTERVAL_MS = 50;

let port: MessagePort | null = null;
let models: ReadonlyMap<ModelId, Model> = new Map();
let plans: Plans | null = null;
let gpu: GpuDevice | null = null;
/** One recovery from a lost device; the second loss ends on the CPU plan. */
let recoveries = 0;
let outbox: EngineEvent[] = [];
let flushAt: ReturnType<typeof setTimeout> | null = null;
let running: { readonly runId: string; readonly controller: AbortController } | null = null;

function flush(): void {
  if (flushAt !== null) clearTimeout(flushAt);
  flushAt = null;
  if (outbox.length > 0) port?.postMessage(outbox);
  outbox = [];
}

function send(event: EngineEvent): void {
  outbox.push(event);
  flushAt ??= setTimeout(flush, BATCH_INTERVAL_MS);
}

const now = (): number => performance.now();

async function preparePlans(): Promise<Plans> {
  const acquired = await acquireDevice();
  if (!acquired.ok) return cpuPlans(models, acquired.code);
  gpu = acquired.gpu;
  try {
    return await choosePlans(models, acquired.gpu, shaders, now);
  } catch (error) {
    return cpuPlans(models, error instanceof EngineFailure ? error.code : "device-lost");
  }
}

function announce(ready: Plans): void {
  send({ type: "ready", runId: "", plan: ready.plan, adapter: gpu?.adapter ?? "no GPU", software: gpu?.software ?? true, gpuFailure: ready.gpuFailure });
  flush();
}

async function recover(): Promise<void> {
  recoveries++;
  plans = recoveries > 1 ? cpuPlans(models, "device-lost") : await preparePlans();
  announce(plans);
}

const api: EngineApi = {
  async start(eventPort, base) {
    port = eventPort;
    models = await fetchModels(base, (phase, bytes, total) => send({ type: "status", runId: "", phase, bytes, total }));
    send({ type: "status", runId: "", phase: "Preparing the engine", bytes: 1, total: 1 });
    flush();
    plans = await preparePlans();
    announce(plans);
  },

  async run(runId, scenario) {
    running?.controller.abort();
    const controller = new AbortController();
    running = { runId, controller };
    const current = plans;
    if (current === null) {
      send({ type: "run-failed", runId, code: "model", message: "The engine is still loading; press Run again in a moment." });
      flush();
      return;
    }
    send({ type: "run-started", runId, scenario, plan: current.plan, expected: null });
    const environment = { decoder: (id: ModelId) => current.decoders.get(id) ?? null, now };
    try {
      for await (const event of runScenario(runId, scenario, environment, controller.signal)) send(event);
    } catch (error) {
      if (controller.signal.aborted) {
        send({ type: "run-failed", runId, code: "cancelled", message: "Stopped." });
      } else if (error instanceof EngineFailure) {
        await recover();
        send({ type: "run-failed", runId, code: "gpu", message: `${error.message} The engine started again; press Run to repeat.` });
      } else {
        send({ type: "run-failed", runId, code: "worker", message: error instanceof Error ? error.message : String(error) });
      }
    } finally {
      if (running?.controller === controller) running = null;
      flush();
    }
  },

  async cancel(runId) {
    if (running?.runId === runId) running.controller.abort();
  },

  async execute(program) {
    return executeProgram(program);
  },
};

expose(api);
