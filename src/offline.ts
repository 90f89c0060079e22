// Registers the service worker that keeps the page usable without a connection, tells it what was loaded before it came, has it fetch
// what other views will need, and tells it which release this is, so that it can let go of what only another one had.

import * as v from "valibot";

/** Written by the build: all views with their styles and data, and the networks, which only a worker asks for; and what else the release has, such as solver engines. */
const OFFLINE_FILES = v.object({ kept: v.array(v.string()), others: v.array(v.string()) });

/** This script's address: its name is a hash of its content, and with it of the names of all other scripts. */
const RELEASE = import.meta.url;

const addressOf = (file: string): string => new URL(file, document.baseURI).href;

async function offlineFiles(): Promise<v.InferOutput<typeof OFFLINE_FILES>> {
  const response = await fetch(addressOf("offline-files.json"));
  const { kept, others } = v.parse(OFFLINE_FILES, await response.json());
  return { kept: kept.map(addressOf), others: others.map(addressOf) };
}

/** Does nothing where service workers are absent or forbidden: the page then needs its server, as any page does. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  // Held for as long as this page is open: it says that files of this release may be needed.
  void navigator.locks?.request(RELEASE, { mode: "shared" }, () => new Promise<never>(() => {}));
  try {
    await navigator.serviceWorker.register(addressOf("service-worker.js"));
    const { active } = await navigator.serviceWorker.ready;
    const keep = (addresses: readonly (string | undefined)[]): void => active?.postMessage({ type: "keep", addresses });
    const page = location.href.split("#")[0] ?? "";
    keep([page]);
    // What comes later passes the service worker by itself; what came before, and what is under way now, is told to it.
    const observer = new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: "resource", buffered: true });
    const { kept, others } = await offlineFiles();
    // The server may have a newer release by now; that one is kept when its page is opened.
    if (kept.includes(RELEASE)) active?.postMessage({ type: "release", release: RELEASE, addresses: [page, ...kept], others });
  } catch {
    // Private windows and strict settings refuse registration; without a connection there is no list.
  }
}
