// The Chromium that the tests use: it comes inside an npm package and is unpacked into the temporary folder.
import { spawnSync } from "node:child_process";
import chromium from "@sparticuz/chromium";

export const BROWSER_FLAGS = [
  "--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan", "--disable-quic",
  "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function browserPath() {
  return chromium.executablePath();
}

/** Null when the browser starts; otherwise what is wrong and what to do about it. */
export async function browserProblem() {
  const path = await browserPath();
  const { status, stderr, error } = spawnSync(path, ["--no-sandbox", "--version"], { encoding: "utf8", timeout: 60_000 });
  if (status === 0) return null;
  const reason = stderr?.trim() || error?.message || `exit code ${status}`;
  if (reason.includes("shared libraries")) return `${reason}\nChromium needs NSS, NSPR and expat. On Debian or Ubuntu: apt install libnss3 libnspr4 libexpat1`;
  return `${path} does not start: ${reason}\nIf an earlier run was interrupted while unpacking it, delete that file and try again.`;
}
