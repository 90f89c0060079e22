// Vite plugin: `import address, { bytes } from "./worker.ts?boxed"` gives that file bundled, with all it imports, into one
// classic script, in the build and in the development server alike. Workers inside the solver box cannot import.

import { rolldown } from "rolldown";
import type { Plugin } from "vite";

const QUERY = "?boxed";
const DEV_PATH = "/@boxed";

async function bundle(file: string, minify: boolean): Promise<string> {
  const build = await rolldown({ input: file, platform: "browser", transform: { define: { "import.meta.url": "self.location.href" } }, resolve: { conditionNames: ["browser", "import"] } });
  const { output } = await build.generate({ format: "iife", minify, codeSplitting: false });
  await build.close();
  return output[0].code;
}

export function boxed(): Plugin {
  let development = false;
  return {
    name: "boxed",
    enforce: "pre",
    configResolved(config) {
      development = config.command === "serve";
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const file = id.slice(0, -QUERY.length);
      const source = await bundle(file, !development);
      const bytes = `export const bytes = ${Buffer.byteLength(source)};`;
      if (development) return `${bytes} export default new URL(${JSON.stringify(DEV_PATH + file)}, location.href);`;
      const name = file.split("/").slice(-2).join("-").replace(/\.ts$/, ".js");
      const reference = this.emitFile({ type: "asset", name, source });
      return `${bytes} export default new URL(import.meta.ROLLUP_FILE_URL_${reference}, import.meta.url);`;
    },
    configureServer(server) {
      server.middlewares.use(DEV_PATH, (request, response, next) => {
        const file = (request.url ?? "").split("?")[0] ?? "";
        if (!file.startsWith(server.config.root) || !file.endsWith("/worker.ts")) return next();
        bundle(file, false).then(
          (code) => response.setHeader("Content-Type", "text/javascript").end(code),
          (error: unknown) => next(error),
        );
      });
    },
  };
}
