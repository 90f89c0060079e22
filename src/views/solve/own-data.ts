// The visitor's own files -> tables: reads each in a worker, corrects its types, and tells names apart.

import type { LinkedTable } from "../../scenario/program-link.ts";
import { hiddenNumbers, retype } from "../../solver/data/column-types.ts";
import { importCsv } from "../../solver/data/csv.ts";
import { type CsvChoices, DETECT_ALL, MAX_BYTES } from "../../solver/data/csv-outcome.ts";
import { tableName } from "../../solver/data/names.ts";
import type { ColumnType, DataTable } from "../../solver/result.ts";
import type { OwnOutcome, OwnTable, SolveStore } from "../../store/solve-store.ts";
import { TYPE_TITLES } from "./column-kind.ts";

/** The name, or the next free name_2, name_3; SQL does not tell upper from lower case. */
function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((other) => other.toLowerCase()));
  let free = name;
  for (let copy = 2; used.has(free.toLowerCase()); copy++) free = `${name}_${copy}`;
  return free;
}

/** Columns of which it is said that they hold numbers. */
const MOST_HINTS = 5;

function withTypes(table: DataTable, types: OwnTable["types"], decimalComma: boolean): Pick<OwnTable, "table" | "notes"> {
  let corrected = table;
  const notes: string[] = [];
  for (const [column, type] of Object.entries(types)) {
    const kept = retype(corrected, column, type, { decimalComma, emptyMisfits: false });
    if (!kept.ok && kept.code === "misfits") {
      const cells = kept.misfits.slice(0, 5).map(({ row, cell }) => `"${cell.slice(0, 40)}" (row ${row})`);
      notes.push(`${column} as ${TYPE_TITLES[type]}: ${kept.total === 1 ? "1 cell does" : `${kept.total} cells do`} not fit and counts as empty: ${cells.join(", ")}${kept.total > cells.length ? " and more" : ""}.`);
    }
    const forced = kept.ok ? kept : retype(corrected, column, type, { decimalComma, emptyMisfits: true });
    if (!forced.ok) continue;
    corrected = forced.table;
    if (forced.decorated.length > 0) notes.push(`${column} as ${TYPE_TITLES[type]}: ${forced.decorated.map(({ cell, value }) => `"${cell.slice(0, 40)}" read as ${value}`).join(", ")}.`);
  }
  const hints = table.columns.flatMap((column) => {
    const hidden = Object.hasOwn(types, column.name) ? null : hiddenNumbers(column, decimalComma);
    return hidden === null ? [] : [`${column.name} is text and could be read as ${TYPE_TITLES[hidden.type]}: "${hidden.cell.slice(0, 40)}" as ${hidden.value}.`];
  });
  return { table: corrected, notes: [...notes, ...hints.slice(0, MOST_HINTS)] };
}

function broken(error: unknown): OwnOutcome {
  return { ok: false, code: "worker", message: error instanceof Error ? error.message : String(error), row: null, picks: null };
}

async function readFile({ file, choices }: OwnTable, signal: AbortSignal, onProgress: (fraction: number) => void): Promise<OwnOutcome> {
  // One byte more is enough for the parser to refuse the file by its size.
  const bytes = new Uint8Array(await file.slice(0, MAX_BYTES + 1).arrayBuffer());
  return importCsv(bytes, file.name, { choices, signal, onProgress });
}

function renameTo(name: string | undefined, own: OwnTable): OwnTable {
  return own.table === null || name === undefined ? own : { ...own, table: { ...own.table, name } };
}

function sameTypes(types: OwnTable["types"], wanted: LinkedTable["types"]): boolean {
  return Object.keys(types).length === wanted.length && wanted.every(([column, type]) => types[column] === type);
}

export interface OwnData {
  add(files: Iterable<File>): void;
  /**
   * Puts a link's tables beside those that are there. They keep their names, for the link's program reads them by name; a table that
   * had one of them gets another, and is given back as a sentence. A table that is there already is not put in twice.
   */
  addLinked(tables: readonly LinkedTable[]): readonly string[];
  choose(table: OwnTable, choices: CsvChoices): void;
  retype(table: OwnTable, column: string, type: ColumnType): void;
  remove(id: number): void;
}

/** `builtIn` are the names that own tables may not take. */
export function createOwnData(store: SolveStore, builtIn: readonly string[]): OwnData {
  const readers = new Map<number, AbortController>();
  /** The name of each table by id; one from a link has its name even before it is read. */
  const names = new Map<number, string>();
  /** What a link brought, by id. */
  const linked = new Map<number, string>();
  let nextId = 1;

  const start = (file: File, types: OwnTable["types"]): OwnTable => ({ id: nextId++, file, choices: DETECT_ALL, types, fraction: 0, outcome: null, table: null, notes: [] });

  /** The table as programs see it. */
  function settle(own: OwnTable): OwnTable {
    const { outcome } = own;
    if (outcome === null || !outcome.ok) return { ...own, table: null, notes: [] };
    const name = names.get(own.id) ?? freeName(outcome.table.name, [...builtIn, ...names.values()]);
    names.set(own.id, name);
    return { ...own, ...withTypes({ ...outcome.table, name }, own.types, outcome.picks.delimiter !== ",") };
  }

  async function read(own: OwnTable): Promise<void> {
    readers.get(own.id)?.abort();
    const controller = new AbortController();
    readers.set(own.id, controller);
    const onProgress = (fraction: number): void => {
      if (!controller.signal.aborted) store.dispatch({ type: "own-put", table: { ...renameTo(names.get(own.id), own), outcome: null, fraction } });
    };
    onProgress(0);
    const outcome = await readFile(own, controller.signal, onProgress).catch(broken);
    // Removed meanwhile, or read anew with other choices.
    if (controller.signal.aborted) return;
    store.dispatch({ type: "own-put", table: settle({ ...own, outcome, fraction: 1 }) });
  }

  return {
    add(files) {
      for (const file of files) void read(start(file, {}));
    },
    addLinked(tables) {
      const wanted = tables.map(({ name }) => tableName(`${name}.csv`)).map((name, index, all) => freeName(name, [...builtIn, ...all.slice(0, index)]));
      const renamed: string[] = [];
      for (const [index, { csv, types }] of tables.entries()) {
        const name = wanted[index] ?? "";
        const known = store.getState().own.find(({ id }) => names.get(id) === name);
        if (known !== undefined && linked.get(known.id) === csv && sameTypes(known.types, types)) continue;
        if (known !== undefined) {
          const other = freeName(name, [...builtIn, ...names.values(), ...wanted]);
          names.set(known.id, other);
          store.dispatch({ type: "own-put", table: renameTo(other, known) });
          renamed.push(`Your table ${name} is named ${other} now: the link brings another of its name.`);
        }
        const added = start(new File([csv], `${name}.csv`, { type: "text/csv" }), Object.fromEntries(types));
        names.set(added.id, name);
        linked.set(added.id, csv);
        void read(added);
      }
      return renamed;
    },
    choose(table, choices) {
      void read({ ...table, choices, types: {} }); // other columns, perhaps
    },
    retype(table, column, type) {
      store.dispatch({ type: "own-put", table: settle({ ...table, types: { ...table.types, [column]: type } }) });
    },
    remove(id) {
      names.delete(id);
      linked.delete(id);
      readers.get(id)?.abort();
      store.dispatch({ type: "own-removed", id });
    },
  };
}
