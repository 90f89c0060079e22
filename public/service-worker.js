// Keeps what the page has loaded and what it names, so that it works without a connection after the first visit. Files under assets/
// carry a hash of their content in their names, so the kept copy is as good as the server's; all else is asked for anew and kept
// for the time when the server is out of reach. What only another release had goes once nobody can need it any more.

const CACHE = "hundredfold-1";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const tidy = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("hundredfold-") && name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

/** Whether all of them are kept now: addresses that were loaded before this worker was there, and those that may be needed later, fetched after all that somebody waits for. */
async function keepAll(addresses) {
  const cache = await caches.open(CACHE);
  const own = addresses.filter((address) => typeof address === "string" && address.startsWith(self.registration.scope));
  const kept = await Promise.all(own.map(async (address) => (await cache.match(address)) !== undefined || cache.add(new Request(address, { priority: "low" })).then(() => true, () => false)));
  return kept.every(Boolean);
}

/**
 * Removes what `release` does not have. Not while a page of another release is open: it may still load a part of itself, which by now
 * only this cache has. Each open page holds a lock named by its release; the next visit without such a page tidies.
 */
async function removeOthers(release, files) {
  const locks = await self.navigator.locks?.query();
  if (locks === undefined || locks.held.some(({ name }) => name.startsWith(self.registration.scope) && name !== release)) return;
  const cache = await caches.open(CACHE);
  // A page is kept under the address it was asked for, with what is behind its "#".
  const old = (await cache.keys()).filter(({ url }) => url.startsWith(self.registration.scope) && !files.includes(url.split("#")[0]));
  await Promise.all(old.map((request) => cache.delete(request)));
}

self.addEventListener("message", (event) => {
  const { type, addresses, release, others } = event.data ?? {};
  if (type === "keep" && Array.isArray(addresses)) event.waitUntil(keepAll(addresses));
  if (type === "release" && Array.isArray(addresses) && Array.isArray(others)) {
    event.waitUntil(keepAll(addresses).then((all) => (all ? removeOthers(release, [...addresses, ...others]) : undefined)));
  }
});

/** The response, a copy of which is kept while the page reads it: so a long download shows how far it is. */
function keep(event, response) {
  if (response.ok && response.type === "basic") {
    const copy = response.clone();
    const kept = caches.open(CACHE).then((cache) => cache.put(event.request, copy));
    event.waitUntil(kept.catch(() => {})); // the page has stopped the download, or there is no room
  }
  return response;
}

async function keptFirst(event) {
  return (await caches.match(event.request)) ?? keep(event, await fetch(event.request));
}

async function serverFirst(event) {
  const { request } = event;
  try {
    return keep(event, await fetch(request));
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
  event.respondWith(path.startsWith("assets/") ? keptFirst(event) : serverFirst(event));
});
