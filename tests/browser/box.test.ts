// The box in a real browser: answers, stops, recovers, and lets nothing out.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSolverBox, type BoxProgress, type EngineFiles, type SolverBox } from "../../src/solver/box/box.ts";
import { jobTable } from "../../src/solver/box/job-tables.ts";
import type { DataTable } from "../../src/solver/result.ts";
import script from "../fixtures/box/worker.ts?boxed";

const ENGINE: EngineFiles = { name: "test", script, files: { data: new URL("data:application/octet-stream;base64,AAECAw==") }, totalBytes: 4 };
/** Local software machine, two busy cores: the time for a new worker, as the product promises it. */
const READY_AGAIN = 1500;

let box: SolverBox;
beforeEach(() => {
  box = createSolverBox();
});
afterEach(() => box.dispose());

const run = (payload: unknown, milliseconds = 10_000, signal: AbortSignal = new AbortController().signal, onProgress: (progress: BoxProgress) => void = () => {}) =>
  box.run(ENGINE, payload, { milliseconds, signal, onProgress });

describe("createSolverBox()", () => {
  test("loads once with progress, passes the files in and the reply out", async () => {
    const phases: string[] = [];
    const reply = await run(["echo", "hello"], 10_000, undefined, ({ phase }) => phases.push(phase));
    expect(reply).toMatchObject({ ok: true, reply: { argument: "hello", bytes: 4 } });
    expect(new Set(phases)).toEqual(new Set(["downloading", "starting", "running"]));
    phases.length = 0;
    await run(["echo", "again"], 10_000, undefined, ({ phase }) => phases.push(phase));
    expect(phases).not.toContain("downloading");
  });

  test("Stop ends a runaway within 150 ms, and the next job is answered soon after", async () => {
    await run(["echo", "warm"]);
    const stop = new AbortController();
    const running = run(["hang"], 10_000, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stoppedAt = performance.now();
    stop.abort();
    expect(await running).toMatchObject({ ok: false, code: "stopped" });
    expect(performance.now() - stoppedAt).toBeLessThan(150);
    expect(await run(["echo", "next"])).toMatchObject({ ok: true, reply: { argument: "next" } });
    expect(performance.now() - stoppedAt).toBeLessThan(READY_AGAIN);
  });

  test("the time budget holds within 300 ms", async () => {
    await run(["echo", "warm"]);
    const reply = await run(["hang"], 400);
    expect(reply).toMatchObject({ ok: false, code: "time", message: "Not done after 0.4 s. Make the program or the tables it reads smaller, or raise the time limit." });
    expect(reply.milliseconds).toBeGreaterThanOrEqual(399);
    expect(reply.milliseconds).toBeLessThan(700);
  });

  test("out of time, the last step is named: it may be a table that is too large, not the program", async () => {
    expect(await run(["hang", "Loading the table orders"], 400)).toMatchObject({ code: "time", message: expect.stringContaining("0.4 s; the last step was: Loading the table orders. ") });
  });

  test("an engine that dies, or floods the page, is replaced", async () => {
    expect(await run(["throw", "out of memory"])).toMatchObject({ ok: false, code: "crashed", message: expect.stringContaining("out of memory") });
    expect(await run(["flood"])).toMatchObject({ ok: false, code: "crashed", message: expect.stringContaining("too many") });
    expect(await run(["echo", "alive"])).toMatchObject({ ok: true });
  });

  test("an engine that holds much memory after a job is replaced, one that holds little is kept", async () => {
    const after = async (bytes: string): Promise<unknown> => {
      await run(["hold", bytes]);
      return run(["hold", "0"]).then((reply) => (reply.ok ? reply.reply : reply));
    };
    expect(await after("1000000")).toEqual({ jobs: 2 });
    expect(await after("300000000")).toEqual({ jobs: 1 });
    expect(await after("NaN")).toEqual({ jobs: 1 });
    expect(await run(["echo", "alive"])).toMatchObject({ ok: true });
  });

  describe("tables", () => {
    const table = (name: string, rows: number): DataTable => ({ name, source: null, columns: [{ name: "x", type: "text", cells: Array.from({ length: rows }, String) }] });
    const A = table("a", 3);
    const B = table("b", 4);
    /** How each table came to the engine. */
    const came = async (...tables: readonly DataTable[]): Promise<unknown> => {
      const reply = await run({ tables: tables.map(jobTable) });
      return reply.ok ? reply.reply : reply;
    };

    test("go to an engine once, as long as it holds them", async () => {
      expect(await came(A)).toEqual(["a 3 rows"]);
      expect(await came(A, B)).toEqual(["a held", "b 4 rows"]);
      expect(await came(B, A)).toEqual(["b held", "a held"]);
      expect(await came(B)).toEqual(["b held"]);
      expect(await came(A, B)).toEqual(["a 3 rows", "b held"]); // this engine lets go of what a job does not have
    });

    test("go again when the cells, the type or the name is another", async () => {
      expect(await came(A)).toEqual(["a 3 rows"]);
      expect(await came(table("a", 3))).toEqual(["a 3 rows"]);
      const retyped: DataTable = { ...A, columns: A.columns.map((column) => ({ ...column, type: "integer" })) };
      expect(await came(A)).toEqual(["a 3 rows"]);
      expect(await came(retyped)).toEqual(["a 3 rows"]);
      expect(await came({ ...A, name: "c" })).toEqual(["c 3 rows"]);
      expect(await came({ ...A, name: "c" })).toEqual(["c held"]);
    });

    test.each<[string, () => Promise<unknown>]>([
      ["Stop", async () => {
        const stop = new AbortController();
        const running = run(["hang"], 10_000, stop.signal);
        setTimeout(() => stop.abort(), 100);
        return running;
      }],
      ["the time budget", () => run(["hang"], 200)],
      ["a crash", () => run(["throw", "out of memory"])],
      ["much memory held", () => run(["hold", "300000000"])],
    ])("go again to the engine that comes after %s", async (_, end) => {
      expect([await came(A), await came(A)]).toEqual([["a 3 rows"], ["a held"]]);
      await end();
      expect([await came(A), await came(A)]).toEqual([["a 3 rows"], ["a held"]]);
    });
  });

  test("jobs wait for each other; a stopped one that waits never starts", async () => {
    const first = run(["echo", "1"]);
    const stopped = run(["hang"], 10_000, AbortSignal.abort());
    const third = run(["echo", "3"]);
    expect(await first).toMatchObject({ reply: { argument: "1" } });
    expect(await stopped).toMatchObject({ ok: false, code: "stopped" });
    expect(await third).toMatchObject({ reply: { argument: "3" } });
  });

  test("files that are missing end as unavailable, and are tried again", async () => {
    const gone: EngineFiles = { ...ENGINE, script: new URL("http://127.0.0.1:9/none.js"), files: { data: new URL("http://127.0.0.1:9/none") } };
    const reply = await box.run(gone, ["echo"], { milliseconds: 1000, signal: new AbortController().signal, onProgress: () => {} });
    expect(reply).toMatchObject({ ok: false, code: "unavailable" });
    expect(await run(["echo", "fine"])).toMatchObject({ ok: true });
  });

  test("no door of the box is open", async () => {
    const canary = `${location.origin}/icon.svg`;
    expect((await fetch(canary)).ok).toBe(true); // open to the page itself
    const reply = await run(["doors", canary]);
    if (!reply.ok) throw new Error(reply.message);
    const doors = Object.entries(reply.reply as Record<string, string>);
    expect(doors).toHaveLength(16);
    expect(doors.filter(([, state]) => state === "open")).toEqual([]);
  });
});
