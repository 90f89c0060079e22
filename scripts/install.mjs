// Installs the packages of the lock file when they are missing or older than it.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

export function installIfMissing() {
  const mark = "node_modules/.package-lock.json";
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync("package-lock.json").mtimeMs - 1000) return;
  console.log("Installing packages ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("npm ci failed; the reason is above.");
    process.exit(1);
  }
}
