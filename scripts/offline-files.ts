// Vite plugin: writes offline-files.json, the files that the service worker keeps in the background after the first visit, so that
// every view works without a connection. Engines are not among them: they are loaded, and kept, when first used.

import { readdirSync, writeFileSync } from "node:fs";
import type { Plugin } from "vite";
import { LANGUAGES } from "../src/solver/result.ts";

const ENGINE_SCRIPT = new RegExp(`/(?:${LANGUAGES.join("|")})-worker-[^/]*\\.js$`);
/** Folders of public/ that the page reads from, and what it reads there: JSON, and the networks. */
const READ_FOLDERS = ["models", "recordings", "results", "tables"];
const READ_FILE = /\.(?:json|safetensors)$/;

export function offlineFiles(): Plugin {
  return {
    name: "offline-files",
    apply: "build",
    // The folder tells what there is, once all is written.
    writeBundle({ dir }) {
      if (dir === undefined) throw new Error("the build has no folder");
      const made = readdirSync(`${dir}/assets`).map((name) => `assets/${name}`).filter((file) => /\.(?:js|css)$/.test(file) && !ENGINE_SCRIPT.test(file));
      const read = READ_FOLDERS.flatMap((folder) => readdirSync(`${dir}/${folder}`).filter((name) => READ_FILE.test(name)).map((name) => `${folder}/${name}`));
      writeFileSync(`${dir}/offline-files.json`, JSON.stringify([...made, ...read, "icon.svg"]));
    },
  };
}
