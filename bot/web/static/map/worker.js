/** Keeps the list, its files and the places that were opened, for use without a network. */

const CACHE = "nuanxin-map-1";
const MOST = 80;
const PATIENCE_MS = 4000;
const FOR_GOOD = /^\/map\/(?:files\/|places-[0-9a-f]+\.json$)/;

/** All lists are kept as one page, whatever their query; the page's script does the rest. */
const nameOf = (url) => (url.pathname === "/map" ? "/map" : url.pathname);

async function keep(name, response) {
  if (!response.ok) return;
  const cache = await caches.open(CACHE);
  await cache.put(name, response);
  const names = await cache.keys();
  const pages = names.filter(({ url }) => new URL(url).pathname !== "/map");
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST)).map((each) => cache.delete(each)));
}

async function forGood(request) {
  const kept = await caches.match(nameOf(new URL(request.url)));
  if (kept) return kept;
  const response = await fetch(request);
  await keep(nameOf(new URL(request.url)), response.clone());
  return response;
}

async function pageOf(request) {
  const name = nameOf(new URL(request.url));
  const fetched = fetch(request).then(async (response) => {
    await keep(name, response.clone());
    return response;
  });
  const kept = await caches.match(name);
  if (!kept) return fetched;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fetched.catch(() => kept), late]);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const keepAll = async () => {
    for (const path of event.data.keep) {
      if (!(await caches.match(path))) await keep(path, await fetch(path)).catch(() => {});
    }
  };
  event.waitUntil(keepAll().catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (FOR_GOOD.test(url.pathname)) event.respondWith(forGood(event.request));
  else if (event.request.mode === "navigate") event.respondWith(pageOf(event.request));
});
