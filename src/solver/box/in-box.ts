// Runs inside a solver worker, inside the box: takes the engine's files, then jobs one at a time, over the port it is given.

/** What an engine does in the box. */
export interface BoxedEngine {
  /** `files` by the names the page gave them; resolves when the engine can run jobs. */
  start(files: ReadonlyMap<string, ArrayBuffer>): Promise<void>;
  /**
   * Structured-cloneable in, structured-cloneable out; `progress` is a short line for the status. Throws only on a defect. Tables that
   * it holds come without columns (job-tables.ts).
   */
  run(payload: unknown, progress: (text: string) => void): Promise<unknown>;
  /** Bytes of memory that it has taken and cannot give back: WebAssembly's only grows. Left out: next to nothing. */
  heldBytes?(): number;
  /** Keys of the tables that the next job finds here. Left out: none. */
  heldTables?(): readonly string[];
}

export type ToBoxed =
  | { readonly type: "start"; readonly files: ReadonlyMap<string, ArrayBuffer> }
  | { readonly type: "run"; readonly id: number; readonly payload: unknown };

export type FromBoxed =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly id: number; readonly text: string }
  | { readonly type: "done"; readonly id: number; readonly reply: unknown; readonly heldBytes: number; readonly heldTables: readonly string[] }
  | { readonly type: "crashed"; readonly message: string };

/** To be called once, at the top level of a worker's entry file. */
export function serveInBox(engine: BoxedEngine): void {
  self.addEventListener(
    "message",
    (first: MessageEvent) => {
      const [port] = first.ports;
      if (port === undefined) return;
      const send = (message: FromBoxed): void => port.postMessage(message);
      port.onmessage = async ({ data }: MessageEvent<ToBoxed>) => {
        try {
          if (data.type === "start") {
            await engine.start(data.files);
            send({ type: "ready" });
          } else {
            const { id } = data;
            const reply = await engine.run(data.payload, (text) => send({ type: "progress", id, text }));
            send({ type: "done", id, reply, heldBytes: engine.heldBytes?.() ?? 0, heldTables: engine.heldTables?.() ?? [] });
          }
        } catch (error) {
          send({ type: "crashed", message: error instanceof Error ? error.message : String(error) });
        }
      };
    },
    { once: true },
  );
}
