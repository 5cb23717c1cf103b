/** The list: finds what is near by itself, filters, and works offline. The page is complete without this script. */
import { app, whereThePhoneIs } from "./app.js";
import { Cards, Sayings, fill } from "./cards.js";
import { Places, loadState } from "./places.js";

const A_PAGE = 20;
const LAST = "nuanxin.map.here";
const LAST_LASTS_MS = 30 * 60_000;
const STATE_MS = 60_000;
const FAR_M = 30_000;
const FROM = "nuanxin.map.from";
const OURS = /^\/(?:place|check-in|certificate)\//;
const SEARCHED = "/map/searched";
const GRID_A_DEGREE = 200;
const SEARCHES_A_MINUTE = 6;

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const words = JSON.parse(byId("words").textContent);
const files = import.meta.url.replace(/map\/map\.js.*$/, "");

const asked = { needs: data.needs, open: data.open, district: data.district, limit: A_PAGE };
let spot = data.spot;
let here = keptHere();
/** The directory; null before it is loaded. */
let places = null;
let sayings = null;
let cards = null;
let rings = null;
let stateAt = 0;
let begun = null;
/** When searches were told in the last minute. */
let told = [];

/** The phone's position a moment ago. It never leaves the phone, except as `tellSearch` rounds it. */
function keptHere() {
  try {
    const { at = 0, position } = JSON.parse(localStorage.getItem(LAST) ?? "{}");
    if (Date.now() - at < LAST_LASTS_MS) return data.spot === null ? position : null;
    localStorage.removeItem(LAST);
    return null;
  } catch {
    return null;
  }
}

function keepHere(position) {
  try {
    localStorage.setItem(LAST, JSON.stringify({ at: Date.now(), position }));
  } catch {
    /* storage is switched off */
  }
}

function hint(text) {
  byId("hint").textContent = text;
  byId("hint").hidden = !text;
}

/** Whether only the server can make this list: along a street, or around words that can mean several spots. */
let isServers = data.servers;
/** Whether this script made the list on the page. */
let isOurs = false;

/** Where the distances begin; null if the list says none. */
function origin() {
  return here ?? (spot?.measured ? spot.at : null);
}

function heading(found) {
  const how = asked.open ? "open" : "any";
  if (here !== null && asked.district === null) return found ? words[`map-near-${how}`] : words["map-near-none"];
  const district = document.querySelector(`[data-district="${CSS.escape(asked.district ?? "")}"]`)?.textContent;
  const where = district ?? spot?.name ?? "";
  const needs = asked.needs.map((key) => data.titles[key].replace(/^\S+ /, "")).join(data.texts.and);
  const key = [found ? "some" : "none", needs ? "needs" : "none", where ? "spot" : "none", how].join(" ");
  return fill(data.texts.headings[key], { needs, spot: where });
}

async function render({ tell = true } = {}) {
  isOurs = true;
  mark();
  const minute = places.minute();
  const measured = origin() !== null;
  const { from, found } = await places.find({
    from: origin(),
    needs: asked.needs,
    openOnly: asked.open,
    district: asked.district,
    limit: asked.limit + 1,
    minute,
  });
  const shown = found.slice(0, asked.limit);
  byId("list").replaceChildren(
    ...shown.map((each, at) => cards.card(each, at + 1, { needs: asked.needs, measured, minute })),
  );
  byId("heading").textContent = heading(shown.length > 0);
  byId("nothing").hidden = shown.length > 0;
  for (const each of document.querySelectorAll(".pages a, .choices")) each.remove();
  byId("more").hidden = found.length <= asked.limit;
  byId("pages").hidden = byId("more").hidden;
  if (tell) byId("said").textContent = measured ? foundSaid(shown) : byId("heading").textContent;
  await rings?.show({ from, here, shown, asked });
}

function foundSaid(shown) {
  if (!shown.length) return data.texts.found.none;
  const [{ name }] = shown;
  const pattern = asked.open ? data.texts.found.open : data.texts.found.any;
  return fill(pattern, { count: shown.length, name, where: sayings.where(shown[0]) });
}

/** Shows the query in the chips and the address; the address never contains the position. */
function mark() {
  const current = (link, on) => (on ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  for (const chip of document.querySelectorAll("[data-need]")) current(chip, asked.needs.includes(chip.dataset.need));
  for (const chip of document.querySelectorAll("[data-district]")) current(chip, asked.district === chip.dataset.district);
  for (const link of document.querySelectorAll("[data-open]")) current(link, asked.open === (link.dataset.open === "1"));
  const query = new URLSearchParams(asked.needs.map((key) => ["need", key]));
  if (!asked.open) query.set("open", "0");
  if (asked.district !== null) query.set("district", asked.district);
  if (here === null && spot !== null && asked.district === null) query.set(data.place ? "place" : "q", data.place ?? data.q);
  const text = query.toString();
  history.replaceState(null, "", text ? `${location.pathname}?${text}` : location.pathname);
}

function press(event) {
  const link = event.target.closest("[data-need], [data-district], [data-open]");
  if (!link || places === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const { need, district, open } = link.dataset;
  if (district !== undefined) {
    asked.district = asked.district === district ? null : district;
    spot = null;
    byId("q").value = "";
    isServers = false;
  } else if (isServers) {
    return;
  }
  event.preventDefault();
  if (need !== undefined) {
    const alone = data.alone.includes(need);
    const others = alone ? [] : asked.needs.filter((key) => key !== need && !data.alone.includes(key));
    const kept = asked.needs.includes(need) ? others : [...others, need];
    asked.needs = Object.keys(data.titles).filter((key) => kept.includes(key));
    if (alone) asked.open = !kept.length;
  }
  if (open !== undefined) asked.open = open === "1";
  asked.limit = A_PAGE;
  hint("");
  render();
  if (need !== undefined && asked.needs.includes(need)) tellSearch();
}

/**
 * Tells the service what somebody looks for who just pressed, and in which square of 0.005 degrees, so that it is known
 * what is missing where. Nothing else ever sends a position. It does not matter whether it arrives.
 */
function tellSearch() {
  const now = Date.now();
  told = told.filter((at) => now - at < 60_000);
  if (here === null || asked.district !== null || told.length >= SEARCHES_A_MINUTE) return;
  told.push(now);
  const [lat, lon] = here.map((degrees) => Math.round(degrees * GRID_A_DEGREE) / GRID_A_DEGREE);
  const body = JSON.stringify({ need: asked.needs, lat, lon });
  fetch(SEARCHED, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {});
}

// --- where the phone is ----------------------------------------------------------------------------------------------

/** pressed: somebody asks for what is near; else the page looks by itself, and tells nobody. */
async function locate({ pressed }) {
  hint(words["map-locating"]);
  const position = await whereThePhoneIs().catch(notLocated);
  if (position && (await located(position)) && pressed) tellSearch();
}

/** Shows what is near the position. Returns whether it is near the city. */
async function located(position) {
  await begin();
  if (places === null) return false;
  const { found } = await places.find({ from: position, needs: [], openOnly: false, district: null, limit: 1 });
  const [nearest] = found;
  if (nearest === undefined || nearest.metres > FAR_M) {
    here = null;
    if (isOurs) render({ tell: false });
    hint(words["map-outside"]);
    byId("districts").open = true;
    return false;
  }
  here = position;
  isServers = false;
  spot = null;
  asked.district = null;
  byId("q").value = "";
  keepHere(position);
  hint("");
  await render();
  return true;
}

/** Opens the districts, so that two taps lead to a place: one for the district, one for the place. */
function notLocated({ code }) {
  hint(words[code === 1 ? "map-denied" : "map-unavailable"]);
  byId("districts").open = true;
}

async function locateIfAllowed() {
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (permission?.state === "granted" && data.spot === null && data.district === null) locate({ pressed: false });
}

// --- the state of this moment ----------------------------------------------------------------------------------------

async function refresh() {
  if (places === null || Date.now() - stateAt < STATE_MS) return;
  stateAt = Date.now();
  try {
    if (!navigator.onLine) throw new Error("no network");
    const state = await loadState();
    if (state.hash !== places.hash) await use(state.hash);
    await places.know(state);
    byId("warnings").replaceChildren(...state.warnings.map(warning));
    byId("offline").hidden = true;
  } catch {
    sayOffline();
  }
  const isOld = Date.now() - data.at > STATE_MS;
  if (!isServers && (isOurs || isOld)) await render({ tell: false });
}

/** Without a network the hours still count, but reports of riders and hosts do not arrive. */
function sayOffline() {
  const at = new Date(places?.at ?? data.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  byId("offline").textContent = fill(data.texts["as-of"], { at });
  byId("offline").hidden = false;
  stateAt = 0;
}

function warning([title, text]) {
  const line = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = title;
  line.className = "warning";
  line.append(bold, ` ${text}`);
  return line;
}

async function use(hash) {
  const loaded = places ?? new Places(data.texts.soon);
  await loaded.load(hash);
  places = loaded;
  sayings = new Sayings(data.texts, places);
  cards = new Cards(byId("card"), sayings, data);
}

/** Runs once. A very large directory is loaded only if a person asks for the nearest places or the map. */
const begin = () => (begun ??= start());

async function start() {
  try {
    await use(data.hash);
  } catch {
    if (!navigator.onLine) sayOffline();
    return; // the page still works by its links
  }
  if (here !== null) await render();
}

/** Opens the page of the code on a door, where the app can scan. */
async function scan() {
  const text = await (await app).scan().catch(() => "");
  if (text.startsWith(location.origin) && OURS.test(text.slice(location.origin.length))) location.assign(text);
  else if (text) hint(words["map-scanned-other"]);
}

// --- keys, the map, offline use --------------------------------------------------------------------------------------

function key(event) {
  const busy = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (busy || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const link = document.querySelectorAll("#list .place")[Number(event.key) - 1];
  if (!link) return;
  byId("said").textContent = `${words["map-opening-place"]}${link.textContent}`;
  link.click();
}

async function toggleMap() {
  const button = byId("show-map");
  const opens = byId("map-box").hidden;
  byId("map-box").hidden = !opens;
  button.setAttribute("aria-expanded", String(opens));
  button.textContent = words[opens ? "map-hide" : "map-show"];
  if (!opens) return;
  await begin();
  if (places === null) return;
  if (rings === null) {
    byId("scale").textContent = words["map-rings"];
    const { Rings } = await import("./rings.js");
    rings = await Rings.in(byId("map"), { files, base: data.base, places, words, texts: data.texts });
  }
  const { from } = await places.find({ from: origin(), needs: [], openOnly: false, district: asked.district, limit: 1 });
  await rings.show({ from, here, shown: await shownNow(), asked });
}

/** The places of the list on the page, made here or by the server. */
function shownNow() {
  return places.named([...document.querySelectorAll("#list .card")].map((card) => card.dataset.code));
}

async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registered = await navigator.serviceWorker.register("/map/worker.js", { scope: "/map" });
    await navigator.serviceWorker.register("/map/worker.js", { scope: "/place/" });
    const worker = registered.active ?? registered.waiting ?? registered.installing;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
    const seen = loaded.filter((path) => /^\/map\/(?!tiles\/)/.test(path));
    // the page comes last: once it is kept, so is all that it needs
    worker?.postMessage({ keep: [...(places?.paths ?? []), ...seen, location.pathname] });
  } catch {
    /* the browser allows no workers for this page */
  }
}

/** The first picture comes before everything else. */
function painted() {
  if (document.visibilityState !== "visible") return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

document.addEventListener("click", press);
document.addEventListener("keydown", key);
byId("near").addEventListener("click", () => locate({ pressed: true }));
byId("near").hidden = false;
app.then((inside) => (byId("scan").hidden = !inside?.scan));
byId("scan").addEventListener("click", scan);
byId("show-map").addEventListener("click", toggleMap);
byId("show-map").hidden = false;
byId("more").addEventListener("click", () => {
  asked.limit += A_PAGE;
  render();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
window.addEventListener("offline", sayOffline);
window.addEventListener("online", refresh);
window.addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(FROM, location.href);
  } catch {
    /* storage is switched off */
  }
});

await painted();
if (data.place !== null || matchMedia("(min-width: 900px)").matches) toggleMap();
if (!data.large) await begin();
await locateIfAllowed();
await refresh();
await keepForOffline();
