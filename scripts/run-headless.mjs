// Runs headless/NAME.ts under Node: bundles it (types stripped) into .cache/headless/, then imports it.
//   node scripts/run-headless.mjs NAME [options]
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !existsSync(`headless/${name}.ts`)) {
  console.error(`No headless/${name ?? ""}.ts. Usage: node scripts/run-headless.mjs train|ask|run|record|evaluate [options]`);
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
