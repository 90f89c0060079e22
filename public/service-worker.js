// Keeps what the page has loaded and what it names, so that it works without a connection after the first visit. Files under assets/
// carry a hash of their content in their names, so the kept copy is as good as the server's; all else is asked for anew and kept
// for the time when the server is out of reach.

const CACHE = "hundredfold-1";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const tidy = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("hundredfold-") && name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

/** Addresses the page loaded before this worker was there, and those it may need later: fetched after all that somebody waits for. */
self.addEventListener("message", (event) => {
  if (event.data?.type !== "keep" || !Array.isArray(event.data.addresses)) return;
  const own = event.data.addresses.filter((address) => typeof address === "string" && address.startsWith(self.registration.scope));
  event.waitUntil(
    caches.open(CACHE).then((cache) => Promise.all(own.map(async (address) => (await cache.match(address)) ?? cache.add(new Request(address, { priority: "low" })).catch(() => undefined)))),
  );
});

async function keep(request, response) {
  if (response.ok && response.type === "basic") await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

async function keptFirst(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request));
}

async function serverFirst(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept === undefined) throw error;
    return kept;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const path = request.url.slice(self.registration.scope.length);
  event.respondWith(path.startsWith("assets/") ? keptFirst(request) : serverFirst(request));
});
