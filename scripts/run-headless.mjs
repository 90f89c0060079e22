// Runs headless/NAME.ts under Node: bundles it (types stripped) into .cache/headless/, then imports it.
//   node scripts/run-headless.mjs NAME [options]
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

/** Files that the commands share. */
const NOT_COMMANDS = new Set(["host"]);

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || NOT_COMMANDS.has(name) || !existsSync(`headless/${name}.ts`)) {
  const commands = readdirSync("headless").map((file) => file.replace(/\.ts$/, "")).filter((command) => !NOT_COMMANDS.has(command)).toSorted();
  if (name !== undefined) console.error(`There is no command ${name}.`);
  console.error(`Usage: node scripts/run-headless.mjs ${commands.join("|")} [options]\nThe head of headless/NAME.ts says what it does and which options it takes.`);
  process.exit(2);
}
await build({
  logLevel: "error",
  configFile: false,
  publicDir: false,
  build: {
    ssr: `headless/${name}.ts`,
    outDir: ".cache/headless",
    emptyOutDir: false,
    rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
  },
});
process.argv = [process.argv[0], `headless/${name}.ts`, ...rest];
await import(pathToFileURL(resolve(`.cache/headless/${name}.mjs`)).href);
