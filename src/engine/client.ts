// The page's side of the engine: starts the worker, hands events on, and replaces a worker that died or fell silent.

import { transfer, wrap, type Remote } from "comlink";
import type { Scenario } from "../scenario/scenario.ts";
import type { EngineApi, EngineEvent, ProgramOutcome } from "./protocol.ts";

export interface EngineClient {
  /** Starts the worker; every batch of events goes to `onEvents`. */
  start(onEvents: (events: readonly EngineEvent[]) => void): void;
  /** Has the worker make, while nobody waits, what a run of `scenario` needs of its profile and seed alone; the same again does nothing. */
  prepare(scenario: Scenario): void;
  /** Begins a run and returns its id; progress comes as events. */
  run(scenario: Scenario): string;
  cancel(runId: string): void;
  /** Times the networks of a run that has ended; results come as events. Null, or why it could not; never rejects. */
  time(runId: string, scenario: Scenario): Promise<string | null>;
  /** Executes an arithmetic program in the worker. Always settles, never rejects. */
  execute(program: string): Promise<ProgramOutcome>;
  dispose(): void;
}

/** More deaths than this in a row and the page stops restarting. */
const MAX_RESTARTS = 3;
export const EXECUTE_TIMEOUT_MS = 5000;
/** While an answer is owed, the worker is asked for a sign of life this often. */
export const BEAT_MS = 5000;
/** Beats without any sign before the worker counts as dead. Counted, not timed: a computer that slept is not a dead worker. */
export const SILENT_BEATS = 3;
/** As above, before the first sign: its code may still be on a slow line. */
export const SILENT_BEATS_AT_START = 24;

interface Connection {
  readonly worker: Worker;
  readonly api: Remote<EngineApi>;
  readonly port: MessagePort;
  /** Resolves when the connection is closed: calls into a terminated worker never settle by themselves. */
  readonly closed: Promise<void>;
  readonly markClosed: () => void;
  /** Calls without an answer yet. */
  owed: number;
  silentBeats: number;
  answered: boolean;
  timer: ReturnType<typeof setInterval> | null;
}

function newWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
}

function failedProgram(code: string, message: string): ProgramOutcome {
  return { ok: false, code, message, column: null, hostOperations: 0 };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `base` is the folder that holds `models/`; `makeWorker` is replaced in tests. */
export function createEngineClient(base: string = new URL(".", document.baseURI).href, makeWorker: () => Worker = newWorker): EngineClient {
  let connection: Connection | null = null;
  let listener: (events: readonly EngineEvent[]) => void = () => {};
  let openRun: string | null = null;
  let prepared: Scenario | null = null;
  let runs = 0;
  let restarts = 0;

  function fail(runId: string, code: "model" | "worker", message: string): void {
    if (runId === openRun) openRun = null;
    listener([{ type: "run-failed", runId, code, message }]);
  }

  function onWorkerDeath(dead: Connection, message: string): void {
    if (connection !== dead) return; // a late report about a worker already replaced
    close();
    const again = restarts++ < MAX_RESTARTS;
    fail(openRun ?? "", "worker", `The engine stopped: ${message} ${again ? "The engine starts again." : "Reload the page to start it again."}`);
    if (again) open();
  }

  function beat(to: Connection): void {
    const most = to.answered ? SILENT_BEATS : SILENT_BEATS_AT_START;
    if (to.silentBeats >= most) {
      onWorkerDeath(to, `it gave no sign of life for ${(most * BEAT_MS) / 1000} s.`);
      return;
    }
    to.silentBeats++;
    // A run of this name does not exist: the answer itself is the sign of life.
    to.api.cancel("").then(
      () => {
        to.silentBeats = 0;
        to.answered = true;
      },
      () => {},
    );
  }

  /** Watches the worker for as long as `answer` is owed. */
  function watch<T>(to: Connection, answer: Promise<T>): Promise<T> {
    to.owed++;
    to.timer ??= setInterval(() => beat(to), BEAT_MS);
    return answer.finally(() => {
      to.silentBeats = 0;
      to.answered = true;
      if (--to.owed > 0 || to.timer === null) return;
      clearInterval(to.timer);
      to.timer = null;
    });
  }

  function prepareIn(to: Connection | null): void {
    if (prepared !== null) to?.api.prepare(prepared).catch(() => {}); // a run that finds nothing prepared makes it
  }

  function open(): void {
    const worker = makeWorker();
    const { port1, port2 } = new MessageChannel();
    let markClosed = (): void => {};
    const closed = new Promise<void>((resolve) => (markClosed = resolve));
    const opened: Connection = { worker, api: wrap<EngineApi>(worker), port: port1, closed, markClosed, owed: 0, silentBeats: 0, answered: false, timer: null };
    connection = opened;
    worker.addEventListener("error", (event) => onWorkerDeath(opened, event.message || "it could not be loaded."));
    worker.addEventListener("messageerror", () => onWorkerDeath(opened, "a message could not be read."));
    port1.onmessage = ({ data }: MessageEvent<readonly EngineEvent[]>) => {
      if (connection !== opened) return;
      opened.silentBeats = 0;
      opened.answered = true;
      for (const event of data) {
        if (event.type === "ready") restarts = 0;
        if ((event.type === "run-done" || event.type === "run-failed") && event.runId === openRun) openRun = null;
      }
      listener(data);
    };
    watch(opened, opened.api.start(transfer(port2, [port2]), base)).catch((error: unknown) => {
      if (connection === opened) fail("", "model", textOf(error));
    });
    prepareIn(opened);
  }

  function close(): void {
    if (connection === null) return;
    if (connection.timer !== null) clearInterval(connection.timer);
    connection.worker.terminate();
    connection.port.close();
    connection.markClosed();
    connection = null;
  }

  return {
    start(onEvents) {
      listener = onEvents;
      open();
    },
    prepare(scenario) {
      if (scenario.seed === prepared?.seed && scenario.profile === prepared.profile && scenario.arms.join() === prepared.arms.join()) return;
      prepared = scenario;
      prepareIn(connection);
    },
    run(scenario) {
      const runId = `run-${++runs}`;
      const to = connection;
      openRun = runId;
      if (to === null) {
        // After the caller has the id, so that the event finds its run.
        queueMicrotask(() => fail(runId, "worker", "The engine is not running. Reload the page to start it again."));
      } else {
        watch(to, to.api.run(runId, scenario)).catch((error: unknown) => {
          if (connection === to) fail(runId, "worker", `The run could not begin: ${textOf(error)}`);
        });
      }
      return runId;
    },
    cancel(runId) {
      connection?.api.cancel(runId).catch(() => {}); // a dead worker is the watch's matter
    },
    async time(runId, scenario) {
      const to = connection;
      if (to === null) return "The engine is not running; reload the page.";
      const gone = to.closed.then(() => "The engine stopped; try again.");
      const answer = watch(to, Promise.resolve<string | null>(to.api.time(runId, scenario))).catch((error: unknown) => textOf(error));
      return Promise.race([answer, gone]);
    },
    async execute(program) {
      const to = connection;
      if (to === null) return failedProgram("no-engine", "The engine is not running; reload the page.");
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<ProgramOutcome>((resolve) => {
        timer = setTimeout(() => resolve(failedProgram("timeout", "The solver gave no answer within 5 s; make the program smaller.")), EXECUTE_TIMEOUT_MS);
      });
      const gone = to.closed.then(() => failedProgram("no-engine", "The engine stopped before the solver answered; try again."));
      const answer = watch(to, Promise.resolve<ProgramOutcome>(to.api.execute(program))).catch((error: unknown) => failedProgram("no-engine", `The solver gave no answer: ${textOf(error)}`));
      return Promise.race([answer, late, gone]).finally(() => clearTimeout(timer));
    },
    dispose: close,
  };
}
