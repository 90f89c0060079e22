// The page's side of the engine: starts the worker, hands events on, and replaces a worker that died.

import { transfer, wrap, type Remote } from "comlink";
import type { Scenario } from "../scenario/scenario.ts";
import type { EngineApi, EngineEvent, ProgramOutcome } from "./protocol.ts";

export interface EngineClient {
  /** Starts the worker; every batch of events goes to `onEvents`. */
  start(onEvents: (events: readonly EngineEvent[]) => void): void;
  /** Begins a run and returns its id; progress comes as events. */
  run(scenario: Scenario): string;
  cancel(runId: string): void;
  /** Executes an arithmetic program in the worker. */
  execute(program: string): Promise<ProgramOutcome>;
  dispose(): void;
}

/** More deaths than this in a row and the page stops restarting. */
const MAX_RESTARTS = 3;
const EXECUTE_TIMEOUT_MS = 5000;

interface Connection {
  readonly worker: Worker;
  readonly api: Remote<EngineApi>;
  readonly port: MessagePort;
}

function newWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
}

/** `base` is the folder that holds `models/`; `makeWorker` is replaced in tests. */
export function createEngineClient(base: string = new URL(".", document.baseURI).href, makeWorker: () => Worker = newWorker): EngineClient {
  let connection: Connection | null = null;
  let listener: (events: readonly EngineEvent[]) => void = () => {};
  let openRun: string | null = null;
  let runs = 0;
  let restarts = 0;

  function onWorkerDeath(message: string): void {
    close();
    const events: EngineEvent[] = [];
    const again = restarts++ < MAX_RESTARTS;
    const next = again ? "The engine starts again." : "Reload the page to start it again.";
    events.push({ type: "run-failed", runId: openRun ?? "", code: "worker", message: `The engine stopped: ${message} ${next}` });
    openRun = null;
    listener(events);
    if (again) open();
  }

  function open(): void {
    const worker = makeWorker();
    const { port1, port2 } = new MessageChannel();
    const api = wrap<EngineApi>(worker);
    connection = { worker, api, port: port1 };
    worker.addEventListener("error", (event) => onWorkerDeath(event.message || "it could not be loaded."));
    worker.addEventListener("messageerror", () => onWorkerDeath("a message could not be read."));
    port1.onmessage = ({ data }: MessageEvent<readonly EngineEvent[]>) => {
      for (const event of data) {
        if (event.type === "ready") restarts = 0;
        if ((event.type === "run-done" || event.type === "run-failed") && event.runId === openRun) openRun = null;
      }
      listener(data);
    };
    api.start(transfer(port2, [port2]), base).catch((error: unknown) => {
      listener([{ type: "run-failed", runId: "", code: "model", message: error instanceof Error ? error.message : String(error) }]);
    });
  }

  function close(): void {
    connection?.worker.terminate();
    connection?.port.close();
    connection = null;
  }

  return {
    start(onEvents) {
      listener = onEvents;
      open();
    },
    run(scenario) {
      const runId = `run-${++runs}`;
      openRun = runId;
      if (connection === null) {
        // After the caller has the id, so that the event finds its run.
        queueMicrotask(() => listener([{ type: "run-failed", runId, code: "worker", message: "The engine is not running. Reload the page to start it again." }]));
      }
      connection?.api.run(runId, scenario).catch((error: unknown) => onWorkerDeath(String(error)));
      return runId;
    },
    cancel(runId) {
      void connection?.api.cancel(runId);
    },
    async execute(program) {
      if (connection === null) return { ok: false, code: "no-engine", message: "The engine is not running; reload the page.", column: null };
      const late = new Promise<ProgramOutcome>((resolve) => {
        setTimeout(() => resolve({ ok: false, code: "timeout", message: "The solver gave no answer within 5 s; make the program smaller.", column: null }), EXECUTE_TIMEOUT_MS);
      });
      return Promise.race([connection.api.execute(program), late]);
    },
    dispose: close,
  };
}
