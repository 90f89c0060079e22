import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchBuiltIn, parseBuiltIn, type BuiltInTable } from "../../src/solver/data/built-in.ts";
import { BUILT_IN_TABLES } from "../../src/solver/data/built-in-list.ts";
import { cleanName } from "../../src/solver/data/names.ts";
import type { DataTable } from "../../src/solver/result.ts";

type Row = Readonly<Record<string, string | number | null>>;

const fileOf = (name: string): URL => new URL(`../../public/tables/${name}.json`, import.meta.url);
const jsonOf = (name: string): unknown => JSON.parse(readFileSync(fileOf(name), "utf8"));

function listed(name: string): BuiltInTable {
  const table = BUILT_IN_TABLES.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(name);
  return table;
}

function load(name: string): DataTable {
  const loaded = parseBuiltIn(listed(name), jsonOf(name));
  if (!loaded.ok) throw new Error(loaded.message);
  return loaded.table;
}

function rowsOf(name: string): Row[] {
  const { columns } = load(name);
  return (columns[0]?.cells ?? []).map((_, row) => Object.fromEntries(columns.map((column) => [column.name, column.cells[row] ?? null])));
}

describe("every built-in table", () => {
  test.each(BUILT_IN_TABLES.map((table) => [table.name, table] as const))("%s is what the list says, with source, date and licence, and small", (name, table) => {
    const loaded = load(name);
    expect(statSync(fileOf(name)).size).toBe(table.bytes);
    expect(gzipSync(readFileSync(fileOf(name))).length).toBeLessThan(100_000);
    expect(loaded.source).toEqual(table.source);
    expect(table.source.title).not.toBe("");
    expect(table.source.date).toMatch(/^20\d\d(-\d\d){0,2}$/);
    expect(table.source.licence).toMatch(/^(MIT|ODbL-1\.0|CC-BY-4\.0|ISC|WordNet licence)$/);
    expect(table.source.url).toMatch(/^https:\/\//);
    const rows = rowsOf(name).map((row) => JSON.stringify(row));
    expect(rows).toHaveLength(table.rows);
    expect(new Set(rows).size).toBe(rows.length);
    for (const column of table.columns) expect(cleanName(column.name, "")).toBe(column.name);
  });

  test("the licences lie beside them", () => {
    const text = readFileSync(new URL("../../public/tables/LICENCES.txt", import.meta.url), "utf8");
    for (const { name } of BUILT_IN_TABLES) expect(text).toContain(`${name}.json`);
    expect(text).toContain("THIS SOFTWARE AND DATABASE IS PROVIDED \"AS IS\" AND PRINCETON");
    expect(text).toContain("Open Database License");
    expect(text).toContain("Creative Commons Attribution 4.0");
  });
});

describe("known facts", () => {
  test("countries: 250 codes, capitals, continents, languages", () => {
    const countries = rowsOf("countries");
    const of = (code: string): Row | undefined => countries.find((row) => row["code"] === code);
    expect(countries).toHaveLength(250);
    expect(new Set(countries.map(({ name }) => name)).size).toBe(250);
    expect(of("KZ")).toMatchObject({ name: "Kazakhstan", capital: "Astana", continent: "Asia", other_continent: "Europe" });
    expect(of("CH")).toMatchObject({ capital: "Bern", languages: "German, French, Italian" });
    expect(of("BI")).toMatchObject({ capital: "Gitega" });
    expect(of("JP")).toMatchObject({ capital: "Tokyo", currency: "JPY", languages: "Japanese", other_continent: null });
    expect(new Set(countries.map(({ continent }) => continent)).size).toBe(7);
  });

  test("areas: 193 members of the United Nations, 45 landlocked, Russia the largest", () => {
    const areas = rowsOf("country_areas");
    const codes = new Set(rowsOf("countries").map(({ code }) => code));
    expect(areas.every(({ code }) => codes.has(code ?? null))).toBe(true);
    expect(areas.filter(({ landlocked }) => landlocked === "1")).toHaveLength(45);
    expect(areas.filter(({ un_member: member }) => member === "1")).toHaveLength(193);
    expect(areas.toSorted((a, b) => Number(b["area_km2"]) - Number(a["area_km2"]))[0]).toMatchObject({ code: "RU", area_km2: 17_098_242 });
    expect(areas.find(({ code }) => code === "SJ")).toMatchObject({ area_km2: null });
  });

  test("cities: all of 100,000 and more, in known countries, at most one capital each but for countries with several", () => {
    const cities = rowsOf("cities");
    const codes = new Set(rowsOf("countries").map(({ code }) => code));
    expect(cities).toHaveLength(4272);
    expect(cities.every(({ country, population }) => codes.has(country ?? null) && Number(population) >= 100_000)).toBe(true);
    expect(cities.find(({ name, country }) => name === "Paris" && country === "FR")).toMatchObject({ population: "2138551", latitude: 48.853, longitude: 2.349, is_capital: "1" });
    expect(cities.find(({ name }) => name === "Rio de Janeiro")).toMatchObject({ country: "BR", is_capital: "0" });
    const capitals = cities.filter(({ is_capital: capital }) => capital === "1").map(({ country }) => country);
    expect(capitals.length - new Set(capitals).size).toBeLessThanOrEqual(3);
  });

  test("elements: 118 in order, 7 noble gases, weights and places", () => {
    const elements = rowsOf("elements");
    expect(elements.map((row) => row["atomic_number"])).toEqual(Array.from({ length: 118 }, (_, index) => String(index + 1)));
    expect(elements[25]).toEqual({
      atomic_number: "26",
      symbol: "Fe",
      name: "Iron",
      atomic_weight: 55.845,
      period: "4",
      group_number: "8",
      category: "transition metal",
      state: "solid",
      electronegativity: 1.83,
      melting_point_k: 1811,
    });
    expect(elements.filter((row) => row["group_number"] === "18").map(({ symbol }) => symbol)).toEqual(["He", "Ne", "Ar", "Kr", "Xe", "Rn", "Og"]);
    expect(elements.filter(({ state }) => state === "liquid").map(({ name }) => name)).toEqual(["Bromine", "Mercury"]);
    expect(elements.find(({ symbol }) => symbol === "U")).toMatchObject({ period: "7", group_number: null });
  });

  test("is_a: steps lead from things to their kinds, never round in a circle", () => {
    const above = new Map<unknown, unknown[]>();
    for (const { thing, kind } of rowsOf("is_a")) above.set(thing, [...(above.get(thing) ?? []), kind]);
    const kinds = (thing: string, seen: readonly unknown[] = []): Set<unknown> => {
      expect(seen).not.toContain(thing);
      return new Set((above.get(thing) ?? []).flatMap((kind) => [kind, ...kinds(String(kind), [...seen, thing])]));
    };
    for (const thing of above.keys()) kinds(String(thing));
    expect([...kinds("dog")]).toEqual(["canine", "carnivore", "mammal", "vertebrate", "animal", "living thing"]);
    expect(kinds("dolphin")).toContain("mammal");
    expect(kinds("dolphin")).not.toContain("fish");
    expect(kinds("penguin")).toContain("bird");
    expect(kinds("spider")).not.toContain("insect");
    expect(kinds("violin")).toContain("musical instrument");
    expect(kinds("apple")).toContain("food");
    expect(kinds("car")).not.toContain("container");
    expect(kinds("gold")).toContain("metal");
  });
});

describe("fetchBuiltIn()", () => {
  afterEach(() => void vi.unstubAllGlobals());

  test("reads the file beside the page, under any path", async () => {
    const fetched: string[] = [];
    vi.stubGlobal("fetch", (url: URL) => {
      fetched.push(url.href);
      return Promise.resolve(new Response(readFileSync(fileOf("elements"))));
    });
    const loaded = await fetchBuiltIn("elements", "https://example.org/some/path/index.html");
    expect(fetched).toEqual(["https://example.org/some/path/tables/elements.json"]);
    expect(loaded.ok && loaded.table.columns[1]?.cells[78]).toBe("Au");
  });

  test("says what is wrong when the table is unknown, missing or damaged", async () => {
    const messageOf = async (name: string): Promise<string> => {
      const loaded = await fetchBuiltIn(name, "https://example.org/");
      return loaded.ok ? "" : loaded.message;
    };
    expect(await messageOf("planets")).toBe("There is no built-in table planets; there are countries, country_areas, cities, elements, is_a.");
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 404 })));
    expect(await messageOf("is_a")).toBe("The table is_a could not be read (HTTP 404).");
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>")));
    expect(await messageOf("is_a")).toMatch(/^The table is_a could not be read: /);
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json(jsonOf("elements"))));
    expect(await messageOf("is_a")).toBe("The table is_a is damaged: it is another table than listed. Reload the page.");
  });

  test("a file with a cell of another type, or rows missing, is not used", () => {
    const good = jsonOf("elements") as { columns: { cells: unknown[] }[] };
    const damage = (change: (columns: { cells: unknown[] }[]) => void): unknown => {
      const copy = structuredClone(good);
      change(copy.columns);
      return parseBuiltIn(listed("elements"), copy);
    };
    expect(damage((columns) => (columns[0]!.cells[3] = 3.5))).toMatchObject({ ok: false, message: "The table elements is damaged: atomic_number holds 3.5, which is no integer. Reload the page." });
    expect(damage((columns) => columns[2]!.cells.pop())).toMatchObject({ ok: false, message: "The table elements is damaged: name has 117 rows instead of 118. Reload the page." });
    expect(damage((columns) => (columns[1]!.cells[0] = { toString: 1 }))).toMatchObject({ ok: false });
    expect(damage((columns) => columns.reverse())).toMatchObject({ ok: false });
  });
});
