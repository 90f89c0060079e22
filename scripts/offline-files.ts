// Vite plugin: writes offline-files.json, the files that the service worker keeps in the background after the first visit, so that
// every view works without a connection, and all others of the release. Engines are among the others: they are loaded, and kept, when
// first used. A page is in neither list, because a kept one names the scripts of its release.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";
import { addressOf, parseManifest } from "../src/engine/models.ts";
import { LANGUAGES } from "../src/solver/result.ts";

const LIST = "offline-files.json";
const ENGINE_SCRIPT = new RegExp(`/(?:${LANGUAGES.join("|")})-worker-[^/]*\\.js$`);
/** Folders of public/ that the page reads JSON from; of the networks it reads those that the manifest lists. */
const READ_FOLDERS = ["models", "recordings", "results", "tables"];

export function offlineFiles(): Plugin {
  return {
    name: "offline-files",
    apply: "build",
    // The folder tells what there is, once all is written.
    writeBundle({ dir }) {
      if (dir === undefined) throw new Error("the build has no folder");
      const made = readdirSync(`${dir}/assets`).map((name) => `assets/${name}`).filter((file) => /\.(?:js|css)$/.test(file) && !ENGINE_SCRIPT.test(file));
      const read = READ_FOLDERS.flatMap((folder) => readdirSync(`${dir}/${folder}`).filter((name) => name.endsWith(".json")).map((name) => `${folder}/${name}`));
      const networks = parseManifest(JSON.parse(readFileSync(`${dir}/models/manifest.json`, "utf8"))).map(addressOf);
      const kept = [...made, ...read, ...networks, "icon.svg"];
      const keptFiles = new Set(kept.map((address) => address.split("?")[0]));
      const all = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(dir, join(parentPath, name)).replaceAll(sep, "/"));
      const others = [LIST, ...all].filter((file) => !keptFiles.has(file) && !file.endsWith(".html"));
      writeFileSync(`${dir}/${LIST}`, JSON.stringify({ kept, others }));
    },
  };
}
