// The Chromium that the tests use: it comes inside an npm package and is unpacked into the temporary folder.
import chromium from "@sparticuz/chromium";

export const BROWSER_FLAGS = [
  "--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan", "--disable-quic",
  "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function browserPath() {
  return chromium.executablePath();
}
