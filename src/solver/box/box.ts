// The page's side of the box: one disposable worker per engine inside an iframe without an origin, a clock outside it that
// really stops it, and a warmed spare so that the next job does not wait for a new start.

import { FRAME_DOCUMENT, type FromFrame, type ToFrame } from "./frame.ts";
import type { FromBoxed, ToBoxed } from "./in-box.ts";
import { withoutHeld } from "./job-tables.ts";

/** What the page fetches, once and only when first used, to run an engine in the box. */
export interface EngineFiles {
  /** For messages and the worker's name. */
  readonly name: string;
  /** One self-contained classic script. */
  readonly script: URL;
  readonly files: Readonly<Record<string, URL>>;
  /** Bytes of all of it, uncompressed, for the progress bar. */
  readonly totalBytes: number;
}

export type BoxReply =
  | { readonly ok: true; readonly reply: unknown; readonly milliseconds: number }
  /** unavailable: the files or the frame did not come. crashed: the engine died, a new one is being made. */
  | { readonly ok: false; readonly code: "stopped" | "time" | "crashed" | "unavailable"; readonly message: string; readonly milliseconds: number };

export interface BoxProgress {
  readonly phase: "downloading" | "starting" | "running";
  readonly text: string;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface RunOptions {
  /** Wall clock for the job itself; starting the engine has START_MILLISECONDS of its own. */
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BoxProgress) => void;
}

export interface SolverBox {
  /** One job after the other; a second one waits for the first. Never rejects. */
  run(engine: EngineFiles, payload: unknown, options: RunOptions): Promise<BoxReply>;
  /** Stops every worker and removes the frame. */
  dispose(): void;
}

const START_MILLISECONDS = 20_000;
const LOAD_MILLISECONDS = 10 * 60_000;
/** A job may send this many progress lines; a flood beyond it can only be meant to harm the page. */
const MOST_PROGRESS_MESSAGES = 1000;
/** An engine that holds more than this after a job is replaced: only its end gives memory back. Above that of large tables. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024;

interface Boxed {
  readonly id: number;
  readonly port: MessagePort;
  /** Resolves when the engine has started, rejects when it died on the way. */
  readonly ready: Promise<void>;
  /** Keys of the tables that it held after its last job. */
  held: ReadonlySet<unknown>;
  /** The current job's listener. */
  listen: (message: FromBoxed) => void;
}

interface LoadedEngine {
  readonly code: string;
  readonly files: ReadonlyMap<string, ArrayBuffer>;
}

class BoxStop extends Error {
  readonly code: "stopped" | "time" | "crashed" | "unavailable";
  constructor(code: BoxStop["code"], message: string) {
    super(message);
    this.code = code;
  }
}

async function download(url: URL, name: string, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => null);
  if (response === null) {
    const engine = name.charAt(0).toUpperCase() + name.slice(1);
    throw new BoxStop("unavailable", `${engine} was not loaded before, and its server cannot be reached now. Connect once and run again; after that it works without a connection.`);
  }
  if (!response.ok || response.body === null) {
    throw new BoxStop("unavailable", `${url.pathname} could not be loaded (${response.status}); reload the page and run again.`);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    onBytes(value.length);
  }
  return new Blob(chunks).arrayBuffer();
}

/** `page` is where the frame is put; tests pass their own document. */
export function createSolverBox(page: Document = document): SolverBox {
  const frame = page.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.title = "Solver box";
  frame.hidden = true;
  frame.srcdoc = FRAME_DOCUMENT;

  const loaded = new Map<string, Promise<LoadedEngine>>();
  const current = new Map<string, Boxed>();
  const spares = new Map<string, Boxed>();
  const alive = new Map<number, { readonly boxed: Boxed; readonly fail: (message: string) => void }>();
  let nextId = 1;
  let queue: Promise<unknown> = Promise.resolve();

  const tellFrame = (message: ToFrame, transfer: Transferable[] = []): void => frame.contentWindow?.postMessage(message, "*", transfer);

  const { promise: framed, resolve: frameReady } = Promise.withResolvers<void>();
  const fromFrame = ({ source, data }: MessageEvent<FromFrame>): void => {
    if (source !== frame.contentWindow || frame.contentWindow === null) return;
    if (data.type === "frame-ready") frameReady();
    else if (data.type === "worker-error") alive.get(data.id)?.fail(data.message);
  };
  const view = page.defaultView;
  view?.addEventListener("message", fromFrame);
  page.body.append(frame);

  function stop(boxed: Boxed): void {
    alive.delete(boxed.id);
    boxed.port.close();
    tellFrame({ type: "stop", id: boxed.id });
  }

  function start(engine: EngineFiles, { code, files }: LoadedEngine): Boxed {
    const { port1, port2 } = new MessageChannel();
    const id = nextId++;
    const { promise: ready, resolve: resolveReady, reject: rejectReady } = Promise.withResolvers<void>();
    ready.catch(() => {}); // a spare may die unheard; the run that takes it hears of it
    const boxed: Boxed = { id, port: port1, ready, held: new Set(), listen: () => {} };
    const fail = (message: string): void => {
      rejectReady(new BoxStop("crashed", `The ${engine.name} engine stopped: ${message.slice(0, 300)}`));
      boxed.listen({ type: "crashed", message });
    };
    port1.onmessage = ({ data }: MessageEvent<FromBoxed>) => {
      if (data.type === "ready") resolveReady();
      else if (data.type === "crashed") fail(String(data.message));
      else boxed.listen(data);
    };
    alive.set(id, { boxed, fail });
    tellFrame({ type: "start", id, name: engine.name, code }, [port2]);
    port1.postMessage({ type: "start", files } satisfies ToBoxed);
    return boxed;
  }

  function load(engine: EngineFiles, onBytes: (bytes: number) => void): Promise<LoadedEngine> {
    const known = loaded.get(engine.script.href);
    if (known !== undefined) return known;
    let bytes = 0;
    const count = (more: number): void => {
      bytes += more;
      onBytes(bytes);
    };
    const fetched = Promise.all([engine.script, ...Object.values(engine.files)].map((url) => download(url, engine.name, count))).then(([script, ...files]) => ({
      code: new TextDecoder().decode(script),
      files: new Map(Object.keys(engine.files).map((name, index) => [name, files[index] ?? new ArrayBuffer(0)])),
    }));
    loaded.set(engine.script.href, fetched);
    fetched.catch(() => loaded.delete(engine.script.href)); // so that the next run tries again
    return fetched;
  }

  /** `work`, unless the time runs out, the signal fires or the engine dies first. */
  function guarded<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal, late: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(new BoxStop("stopped", "Stopped."));
      const clock = setTimeout(() => reject(new BoxStop("time", late())), milliseconds);
      signal.addEventListener("abort", onAbort);
      if (signal.aborted) onAbort();
      work.then(resolve, reject).finally(() => {
        clearTimeout(clock);
        signal.removeEventListener("abort", onAbort);
      });
    });
  }

  /** One job on a started worker; rejects with a BoxStop. */
  function runOn(boxed: Boxed, { name, totalBytes }: EngineFiles, payload: unknown, { milliseconds, signal, onProgress }: RunOptions): Promise<{ readonly reply: unknown; readonly heldBytes: number }> {
    const id = nextId++;
    let lines = 0;
    let step = "";
    const answered = new Promise<{ readonly reply: unknown; readonly heldBytes: number }>((resolve, reject) => {
      boxed.listen = (message) => {
        if (message.type === "crashed") {
          reject(new BoxStop("crashed", `The ${name} engine stopped: ${String(message.message).slice(0, 300)}. A new one is being made; make the program or its tables smaller and run again.`));
        } else if (message.type === "done" && message.id === id) {
          boxed.held = new Set(Array.isArray(message.heldTables) ? message.heldTables : []);
          resolve({ reply: message.reply, heldBytes: Number(message.heldBytes) });
        } else if (++lines > MOST_PROGRESS_MESSAGES) {
          reject(new BoxStop("crashed", `The ${name} engine sent too many messages and was stopped.`));
        } else if (message.type === "progress" && message.id === id) {
          step = String(message.text).slice(0, 200);
          onProgress({ phase: "running", text: step, bytes: totalBytes, totalBytes });
        }
      };
    });
    onProgress({ phase: "running", text: `Running ${name}`, bytes: totalBytes, totalBytes });
    boxed.port.postMessage({ type: "run", id, payload: withoutHeld(payload, boxed.held) } satisfies ToBoxed);
    const late = (): string => `Not done after ${milliseconds / 1000} s${step === "" ? "" : `; the last step was: ${step}`}. Make the program or the tables it reads smaller, or raise the time limit.`;
    return guarded(answered, milliseconds, signal, late);
  }

  async function runNow(engine: EngineFiles, payload: unknown, options: RunOptions): Promise<BoxReply> {
    const { name, totalBytes } = engine;
    const { signal, onProgress } = options;
    const key = engine.script.href;
    let startedAt = performance.now();
    let boxed: Boxed | undefined;
    let files: LoadedEngine | undefined;
    try {
      if (!loaded.has(key)) onProgress({ phase: "downloading", text: `Loading ${name}`, bytes: 0, totalBytes });
      const fetched = load(engine, (bytes) => onProgress({ phase: "downloading", text: `Loading ${name}`, bytes, totalBytes }));
      const arrived = Promise.all([fetched, framed]).then(([engineFiles]) => engineFiles);
      files = await guarded(arrived, LOAD_MILLISECONDS, signal, () => `${name} did not load in ${LOAD_MILLISECONDS / 60_000} minutes; check the connection and run again.`);
      boxed = current.get(key) ?? spares.get(key) ?? start(engine, files);
      if (spares.get(key) === boxed) spares.delete(key);
      current.set(key, boxed);
      onProgress({ phase: "starting", text: `Starting ${name}`, bytes: totalBytes, totalBytes });
      await guarded(boxed.ready, START_MILLISECONDS, signal, () => `${name} did not start in ${START_MILLISECONDS / 1000} s; run again.`);
      startedAt = performance.now();
      const { reply, heldBytes } = await runOn(boxed, engine, payload, options);
      const milliseconds = performance.now() - startedAt;
      boxed.listen = () => {};
      if (!(heldBytes <= MOST_KEPT_BYTES)) {
        stop(boxed);
        current.delete(key);
      }
      if (!spares.has(key)) spares.set(key, start(engine, files));
      return { ok: true, reply, milliseconds };
    } catch (error) {
      const milliseconds = performance.now() - startedAt;
      if (boxed !== undefined && files !== undefined) {
        stop(boxed);
        current.delete(key);
        if (!spares.has(key)) spares.set(key, start(engine, files));
      }
      const stopped = error instanceof BoxStop ? error : new BoxStop("crashed", String(error));
      return { ok: false, code: stopped.code, message: stopped.message, milliseconds };
    }
  }

  return {
    run(engine, payload, options) {
      const turn = queue.then(() => runNow(engine, payload, options));
      queue = turn;
      return turn;
    },
    dispose() {
      for (const { boxed } of alive.values()) stop(boxed);
      view?.removeEventListener("message", fromFrame);
      frame.remove();
    },
  };
}
