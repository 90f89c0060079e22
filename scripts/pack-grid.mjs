// Developer's command: the yearly carbon intensities of @tgwf/co2 -> src/energy/grid.ts, with country names of world-countries.
// Fails at the first surprise in the data. Run with: node scripts/pack-grid.mjs

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const PACKAGES = { "@tgwf/co2": "0.19.0", "world-countries": "5.1.0" };
const GROUPS = { WORLD: "World", EU: "European Union" };
const root = fileURLToPath(new URL("..", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "pack-grid-"));
try {
  const list = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const install = spawnSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", ...list], { cwd: folder, stdio: "inherit" });
  if (install.status !== 0) throw new Error("npm install failed");
  const { data } = await import(pathToFileURL(join(folder, "node_modules/@tgwf/co2/dist/esm/data/average-intensities.min.js")).href);
  const countries = createRequire(join(folder, "package.json"))("world-countries");
  const names = new Map([...countries.map(({ cca3, name }) => [cca3, name.common]), ...Object.entries(GROUPS)]);
  const rows = Object.entries(data)
    // No grid is free of carbon, and exactly 1000 is where the source had to guess.
    .filter(([code, grams]) => names.has(code) && grams > 0 && grams !== 1000)
    .map(([code, grams]) => [code, names.get(code), grams])
    .toSorted(([a, , x], [b, , y]) => (a in GROUPS ? -1 : 1) - (b in GROUPS ? -1 : 1) || (a in GROUPS ? y - x : names.get(a).localeCompare(names.get(b), "en")));
  if (rows.length < 190) throw new Error(`only ${rows.length} countries`);
  for (const [code, , grams] of rows) if (!(grams > 5 && grams < 1500)) throw new Error(`${code}: ${grams} g/kWh`);
  const lines = rows.map((row) => `  ${JSON.stringify(row).replaceAll(",", ", ")},`);
  writeFileSync(
    join(root, "src/energy/grid.ts"),
    `// Carbon intensity of electricity: yearly averages, the latest year known for each country (2022 to 2024), life cycle, before losses in the grid.
// Ember, as in @tgwf/co2 ${PACKAGES["@tgwf/co2"]}; CC BY-SA 4.0. Written by scripts/pack-grid.mjs.

/** [ISO 3166 alpha-3 code or group, name, grams of CO2 equivalent per kWh] */
export const GRID_INTENSITIES: readonly (readonly [code: string, name: string, gramsPerKilowattHour: number])[] = [
${lines.join("\n")}
];
`,
  );
  console.log(`${rows.length} countries and groups written`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
