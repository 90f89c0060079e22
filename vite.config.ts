// The page: static files with relative addresses, so the folder works under any sub-path.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { boxed } from "./scripts/boxed.ts";
import { offlineFiles } from "./scripts/offline-files.ts";

export default defineConfig({
  base: "./",
  plugins: [react(), boxed(), offlineFiles()],
  worker: { format: "es" },
  build: { target: "es2023", sourcemap: false, modulePreload: { polyfill: false } },
});
