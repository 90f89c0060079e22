// Registers the service worker that keeps the page usable without a connection, tells it what was loaded before it came, and has
// it fetch what other views will need.

import * as v from "valibot";

/** Written by the build: all views with their styles and data, and the networks, which only a worker asks for; no solver engines. */
const OFFLINE_FILES = v.array(v.string());

async function offlineFiles(): Promise<readonly string[]> {
  const response = await fetch(new URL("offline-files.json", document.baseURI));
  return v.parse(OFFLINE_FILES, await response.json());
}

/** Does nothing where service workers are absent or forbidden: the page then needs its server, as any page does. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", document.baseURI));
    const { active } = await navigator.serviceWorker.ready;
    const keep = (addresses: readonly (string | undefined)[]): void => active?.postMessage({ type: "keep", addresses });
    keep([location.href.split("#")[0]]);
    // What comes later passes the service worker by itself; what came before, and what is under way now, is told to it.
    const observer = new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: "resource", buffered: true });
    keep((await offlineFiles()).map((file) => new URL(file, document.baseURI).href));
  } catch {
    // Private windows and strict settings refuse registration; without a connection there is no list.
  }
}
