import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { BoxReply, EngineFiles, RunOptions, SolverBox } from "../../src/solver/box/box.ts";
import type { Language, LanguageModule, SolverFailure, SolverLimits } from "../../src/solver/result.ts";
import { createSolvers, PACKAGE_FILES, type Registry } from "../../src/engine/solvers.ts";

const DATA = { tables: [], facts: "" };
const LIMITS: SolverLimits = { milliseconds: 5000, rows: 10, work: 1000 };
const REFUSED: SolverFailure = { end: "not-understood", code: "syntax", message: "no", position: { line: 1, column: 1 } };

const MODULE: LanguageModule<unknown> = {
  language: "plan",
  prepare: (program) => (program === "bad" ? { ok: false, failure: REFUSED } : { ok: true, payload: { program } }),
  interpret: (reply) => ({ end: "unknown", headline: String(reply), explanation: [], cautions: [], sources: [], work: { unit: "nodes", count: 1 } }),
};
const ENGINE: EngineFiles = { name: "test", script: new URL("https://x.invalid/worker.js"), files: {}, totalBytes: 1 };

function registry(load: () => Promise<{ module: LanguageModule<unknown>; engine: EngineFiles }>): Registry {
  return { arithmetic: load, sql: load, prolog: load, plan: load };
}

function setUp(reply: BoxReply, load = async () => ({ module: MODULE, engine: ENGINE })) {
  const jobs: { engine: EngineFiles; payload: unknown; options: RunOptions }[] = [];
  let boxes = 0;
  const makeBox = (): SolverBox => {
    boxes++;
    return {
      async run(engine, payload, options) {
        jobs.push({ engine, payload, options });
        return reply;
      },
      dispose() {},
    };
  };
  const solvers = createSolvers(registry(load), makeBox);
  const solve = (program: string, language: Language = "plan") => solvers.solve(language, program, DATA, LIMITS, { signal: new AbortController().signal, onProgress: () => {} });
  return { solvers, solve, jobs, boxes: () => boxes };
}

describe("solve()", () => {
  test("prepares on the page, runs in the box under the time limit, and interprets the reply", async () => {
    const { solve, jobs } = setUp({ ok: true, reply: "done", milliseconds: 12 });
    expect(await solve("good")).toMatchObject({ result: { end: "unknown", headline: "done" }, milliseconds: 12 });
    expect(jobs).toMatchObject([{ engine: ENGINE, payload: { program: "good" }, options: { milliseconds: 5000 } }]);
  });

  test("makes one box, and none for a program that is refused", async () => {
    const { solve, boxes } = setUp({ ok: true, reply: "", milliseconds: 1 });
    expect(await solve("bad")).toEqual({ result: REFUSED, milliseconds: null });
    expect(boxes()).toBe(0);
    await solve("good");
    await solve("good", "sql");
    expect(boxes()).toBe(1);
  });

  test.each(["time", "stopped", "crashed", "unavailable"] as const)("a box that says %s ends out of budget, with that code and no time", async (code) => {
    const { solve } = setUp({ ok: false, code, message: "because", milliseconds: 3 });
    expect(await solve("good")).toMatchObject({ result: { end: "out-of-budget", code }, milliseconds: null });
  });

  test("a solver whose code does not come is unavailable, and is asked for again", async () => {
    let online = false;
    const { solve } = setUp({ ok: true, reply: "done", milliseconds: 1 }, async () => {
      if (!online) throw new TypeError("Failed to fetch dynamically imported module");
      return { module: MODULE, engine: ENGINE };
    });
    expect(await solve("good")).toMatchObject({ result: { code: "unavailable" } });
    online = true;
    expect(await solve("good")).toMatchObject({ result: { end: "unknown" } });
  });
});

test("check() gives the parser's complaint and starts nothing", async () => {
  const { solvers, boxes } = setUp({ ok: true, reply: "", milliseconds: 1 });
  expect(await solvers.check("plan", "bad", DATA, LIMITS)).toBe(REFUSED);
  expect(await solvers.check("plan", "good", DATA, LIMITS)).toBeNull();
  expect(boxes()).toBe(0);
});

test("PACKAGE_FILES gives the sizes of the packages' files", () => {
  const { resolve } = createRequire(import.meta.url);
  const swipl = resolve("swipl-wasm/dist/swipl/swipl-web.js").replace(/[^/]*$/, "");
  const paths = { "sqlite3.wasm": resolve("@sqlite.org/sqlite-wasm/sqlite3.wasm"), "swipl-web.wasm": `${swipl}swipl-web.wasm`, "swipl-web.data": `${swipl}swipl-web.data` };
  expect(Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, statSync(path).size]))).toEqual(PACKAGE_FILES);
});
