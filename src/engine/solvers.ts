// The solvers by language: each loads its parser when first asked and its engine when first run, and runs in the box.

import { LANGUAGES, type Language, type LanguageModule, type SolverData, type SolverFailure, type SolverLimits, type SolverResult } from "../solver/result.ts";
import { type BoxProgress, type BoxReply, createSolverBox, type EngineFiles, type SolverBox } from "../solver/box/box.ts";

export interface LoadedLanguage {
  readonly module: LanguageModule<unknown>;
  /** Addresses only: the box fetches the bytes at the first run. */
  readonly engine: EngineFiles;
}

export type Registry = Readonly<Partial<Record<Language, () => Promise<LoadedLanguage>>>>;

/** Uncompressed bytes of the files the engines' packages bring along. */
export const PACKAGE_FILES = { "sqlite3.wasm": 879_084, "swipl-web.wasm": 2_196_717, "swipl-web.data": 1_643_470 } as const;

export const REGISTRY: Registry = {
  async arithmetic() {
    const [{ arithmeticLanguage }, { default: script, bytes }] = await Promise.all([import("../solver/arithmetic/language.ts"), import("../solver/arithmetic/worker.ts?boxed")]);
    return { module: arithmeticLanguage, engine: { name: "the calculator", script, files: {}, totalBytes: bytes } };
  },
  async sql() {
    const [{ sqlLanguage }, { default: script, bytes }, { default: wasm }] = await Promise.all([
      import("../solver/sql/language.ts"),
      import("../solver/sql/worker.ts?boxed"),
      import("@sqlite.org/sqlite-wasm/sqlite3.wasm?url"),
    ]);
    return { module: sqlLanguage, engine: { name: "SQLite", script, files: { "sqlite3.wasm": address(wasm) }, totalBytes: bytes + PACKAGE_FILES["sqlite3.wasm"] } };
  },
  async prolog() {
    const [{ prologLanguage }, { default: script, bytes }, { default: wasm }, { default: data }] = await Promise.all([
      import("../solver/prolog/language.ts"),
      import("../solver/prolog/worker.ts?boxed"),
      import("swipl-wasm/dist/swipl/swipl-web.wasm?url"),
      import("swipl-wasm/dist/swipl/swipl-web.data?url"),
    ]);
    const files = { "swipl-web.wasm": address(wasm), "swipl-web.data": address(data) };
    return { module: prologLanguage, engine: { name: "SWI-Prolog", script, files, totalBytes: bytes + PACKAGE_FILES["swipl-web.wasm"] + PACKAGE_FILES["swipl-web.data"] } };
  },
  async plan() {
    const [{ planLanguage }, { default: script, bytes }] = await Promise.all([import("../solver/plan/language.ts"), import("../solver/plan/worker.ts?boxed")]);
    return { module: planLanguage, engine: { name: "the planner", script, files: {}, totalBytes: bytes } };
  },
};

function address(url: string): URL {
  return new URL(url, import.meta.url);
}

/** The languages that can be run. */
export const SHIPPED_LANGUAGES: readonly Language[] = LANGUAGES.filter((language) => Object.hasOwn(REGISTRY, language));

export interface SolveOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BoxProgress) => void;
}

export interface Solved {
  readonly result: SolverResult;
  /** Time of the job inside the box as this device's clock saw it, starting the engine left out; null when it did not come to its end. */
  readonly milliseconds: number | null;
}

export interface Solvers {
  /** What the language says against the program before anything runs; null when it would run. */
  check(language: Language, program: string, data: SolverData, limits: SolverLimits): Promise<SolverFailure | null>;
  /** Every expected failure is a result. */
  solve(language: Language, program: string, data: SolverData, limits: SolverLimits, options: SolveOptions): Promise<Solved>;
}

function boxFailure(code: string, message: string): SolverFailure {
  return { end: "out-of-budget", code, message, position: null };
}

function ofReply(reply: BoxReply, { module }: LoadedLanguage, payload: unknown): Solved {
  if (reply.ok) return { result: module.interpret(reply.reply, payload), milliseconds: reply.milliseconds };
  const message = reply.code === "stopped" ? "Stopped before it was done. Run it again, or make the program smaller." : reply.message;
  return { result: boxFailure(reply.code, message), milliseconds: null };
}

export function createSolvers(registry: Registry = REGISTRY, makeBox: () => SolverBox = createSolverBox): Solvers {
  let box: SolverBox | null = null;

  /** Null when the code did not come: no connection, or a newer version of the page has taken its place. */
  async function load(language: Language): Promise<LoadedLanguage | null> {
    return registry[language]?.().catch(() => null) ?? null;
  }

  return {
    async check(language, program, data, limits) {
      const prepared = (await load(language))?.module.prepare(program, data, limits);
      return prepared === undefined || prepared.ok ? null : prepared.failure;
    },

    async solve(language, program, data, limits, { signal, onProgress }) {
      const loaded = await load(language);
      if (loaded === null) {
        return { result: boxFailure("unavailable", `The ${language} solver could not be loaded; check the connection, or reload the page, and run again.`), milliseconds: null };
      }
      const prepared = loaded.module.prepare(program, data, limits);
      if (!prepared.ok) return { result: prepared.failure, milliseconds: null };
      box ??= makeBox();
      const reply = await box.run(loaded.engine, prepared.payload, { milliseconds: limits.milliseconds, signal, onProgress });
      return ofReply(reply, loaded, prepared.payload);
    },
  };
}
