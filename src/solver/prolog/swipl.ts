// SWI-Prolog started from bytes: no files but those in its own memory, no network, no output.

import load from "swipl-wasm/dist/swipl/swipl-web.js";

/** What of the module is used here. */
interface SwiplModule {
  readonly FS: { writeFile(path: string, text: string): void; unlink(path: string): void };
  readonly prolog: { query(goal: string, input?: Record<string, unknown>): { once(): unknown } };
}

type Load = (options: {
  readonly arguments: string[];
  readonly instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => WebAssembly.Exports;
  readonly getPreloadedPackage: (name: string, size: number) => ArrayBuffer;
  readonly locateFile: (name: string) => string;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
}) => Promise<SwiplModule>;

/** Values of the goal's variables; null where it fails. */
export type Bindings = Readonly<Record<string, unknown>> | null;

export interface Swipl {
  /** The goal is fixed text of ours; values come in as `input`. Throws where Prolog does. */
  ask(goal: string, input?: Record<string, string | number | boolean>): Bindings;
  write(path: string, text: string): void;
  heldBytes(): number;
  /** Lines Prolog printed since the last call, warnings of the loader among them. */
  printed(): string[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export async function startSwipl(wasm: ArrayBuffer, data: ArrayBuffer): Promise<Swipl> {
  const lines: string[] = [];
  const print = (text: string): void => {
    if (lines.length < 100) lines.push(text);
  };
  let memory: WebAssembly.Memory | null = null;
  const compiled = await WebAssembly.compile(wasm);
  const start: Load = load;
  const { FS, prolog } = await start({
    arguments: ["-q"],
    // The loader would fetch the bytes otherwise.
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(compiled, imports).then((instance) => {
        memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory) ?? null;
        done(instance);
      }, print);
      return {};
    },
    getPreloadedPackage: () => data,
    locateFile: (name) => name,
    print,
    printErr: print,
  });
  return {
    ask(goal, input) {
      const answer = prolog.query(goal, input).once();
      if (!isRecord(answer)) throw new Error(`SWI-Prolog answered ${String(answer)}`);
      if (answer["error"] === true) throw new Error(String(answer["message"]));
      return answer["success"] === true ? answer : null;
    },
    write: (path, text) => FS.writeFile(path, text),
    heldBytes: () => memory?.buffer.byteLength ?? 0,
    printed: () => lines.splice(0),
  };
}
