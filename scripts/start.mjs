// npm start: installs what is missing, builds the page, serves it and prints its address.
import { spawnSync } from "node:child_process";
import { installIfMissing } from "./install.mjs";

installIfMissing();
const built = spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);
const { serve } = await import("./serve.mjs");
const wanted = Number(process.env.PORT ?? 0);
try {
  const { port } = await serve("dist", wanted);
  console.log(`http://127.0.0.1:${port}/`);
  console.log("Ready. Press Ctrl+C to stop.");
} catch (error) {
  console.error(error.code === "EADDRINUSE" ? `Port ${wanted} is taken; set PORT to another, or leave it out.` : error.message);
  process.exit(1);
}
