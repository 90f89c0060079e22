import { describe, expect, test, vi } from "vitest";
import type { CsvImportOptions } from "../../src/solver/data/csv.ts";
import { readCsv } from "../../src/solver/data/csv-parse.ts";
import { createSolveStore, type SolveStore } from "../../src/store/solve-store.ts";
import { createOwnData, type OwnData } from "../../src/views/solve/own-data.ts";

// Without its worker.
vi.mock("../../src/solver/data/csv.ts", () => ({
  importCsv: async (bytes: Uint8Array, name: string, { choices, onProgress }: CsvImportOptions) => readCsv(bytes, name, choices, onProgress),
}));

const MINE = "region,amount\nnorth,1\nsouth,2\n";
const THEIRS = { name: "sales", csv: "amount\n7\n", types: [] };

function setUp(): { store: SolveStore; own: OwnData; tables: () => Promise<Record<string, number>> } {
  const store = createSolveStore([]);
  const own = createOwnData(store, ["countries"]);
  /** Rows by name, once all are read. */
  const tables = async (): Promise<Record<string, number>> => {
    await vi.waitFor(() => expect(store.getState().own.every(({ outcome }) => outcome !== null)).toBe(true));
    return Object.fromEntries(store.getState().own.map(({ table }) => [table?.name, table?.columns[0]?.cells.length ?? 0]));
  };
  return { store, own, tables };
}

const mine = (): File => new File([MINE], "sales.csv");

describe("addLinked()", () => {
  test("keeps the visitor's tables; one of the same name gets another and is named", async () => {
    const { own, tables } = setUp();
    own.add([mine(), new File([MINE], "other.csv")]);
    await tables();
    expect(own.addLinked([THEIRS])).toEqual(["Your table sales is named sales_2 now: the link brings another of its name."]);
    expect(await tables()).toEqual({ sales_2: 2, other: 2, sales: 1 });
  });

  test("gives the name to the link's table while both are still being read", async () => {
    const { own, tables } = setUp();
    own.add([mine()]);
    own.addLinked([THEIRS]);
    expect(await tables()).toEqual({ sales_2: 2, sales: 1 });
  });

  test("a table that is read anew after it was renamed keeps its new name", async () => {
    const { store, own, tables } = setUp();
    own.add([mine()]);
    await tables();
    const [before] = store.getState().own;
    if (before === undefined) throw new Error("no table");
    own.choose(before, { ...before.choices, header: false });
    own.addLinked([THEIRS]);
    expect(await tables()).toEqual({ sales_2: 3, sales: 1 });
  });

  test("the same link again brings nothing twice; its table changed since is kept beside", async () => {
    const { store, own, tables } = setUp();
    own.addLinked([THEIRS]);
    await tables();
    expect(own.addLinked([THEIRS])).toEqual([]);
    expect(await tables()).toEqual({ sales: 1 });
    const [table] = store.getState().own;
    if (table === undefined) throw new Error("no table");
    own.retype(table, "amount", "text");
    expect(own.addLinked([THEIRS])).toHaveLength(1);
    expect(await tables()).toEqual({ sales_2: 1, sales: 1 });
  });

  test("names of built-in tables and names twice are told apart", async () => {
    const { own, tables } = setUp();
    expect(own.addLinked([{ ...THEIRS, name: "countries" }, THEIRS, THEIRS])).toEqual([]);
    expect(await tables()).toEqual({ countries_2: 1, sales: 1, sales_2: 1 });
  });
});
