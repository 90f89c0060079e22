// Registers the service worker that keeps the page usable without a connection, and tells it what was loaded before it came.

/** What the engine's worker loads; the page's own list of requests does not have it. */
const LOADED_BY_WORKERS = ["models/manifest.json", "models/core.safetensors", "models/dense.safetensors"];

/** Does nothing where service workers are absent or forbidden: the page then needs its server, as any page does. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", document.baseURI));
    const { active } = await navigator.serviceWorker.ready;
    const keep = (addresses: readonly (string | undefined)[]): void => active?.postMessage({ type: "keep", addresses });
    keep([location.href.split("#")[0], ...LOADED_BY_WORKERS.map((file) => new URL(file, document.baseURI).href)]);
    // What comes later passes the service worker by itself; what came before, and what is under way now, is told to it.
    const observer = new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: "resource", buffered: true });
  } catch {
    // Private windows and strict settings refuse registration.
  }
}
