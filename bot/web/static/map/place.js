/** The page of a place: sharing, printing, what the app around it can do, and the way back to the list as it was. */
import { app } from "./app.js";

const FROM = "nuanxin.map.from";
const KEPT_MS = 15 * 60_000;
const byId = (id) => document.getElementById(id);

/** The list from which this page was opened; null if there is none. */
function listBefore() {
  try {
    return sessionStorage.getItem(FROM);
  } catch {
    return null;
  }
}

async function share() {
  const [url] = location.href.split("#"); // an app may have put in whose page it is
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(url);
  say("share", byId("share").dataset.copied);
}

/** A page that was kept for offline use shows the week, but cannot know whether the place is open now. */
function tellWhetherKept() {
  const note = byId("kept");
  if (!note || Date.now() - Number(note.dataset.at) < KEPT_MS) return;
  const at = new Date(Number(note.dataset.at));
  const said = at.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  note.textContent = note.dataset.text.replace("{at}", said);
  note.hidden = false;
  if (byId("state")) byId("state").hidden = true;
}

function say(id, text) {
  byId(id).textContent = text;
  byId("said").textContent = text;
}

/** Buttons for what the app around the page can do. */
async function offer() {
  const inside = await app;
  const [navigate, send] = [byId("navigate"), byId("send")];
  if (inside?.navigate) {
    const { latitude, longitude, name, address } = navigate.dataset;
    navigate.closest("li").hidden = false;
    navigate.addEventListener("click", () => {
      inside.navigate({ latitude: Number(latitude), longitude: Number(longitude), name, address }).catch(() => {});
    });
  }
  if (inside?.send) {
    send.hidden = false;
    send.addEventListener("click", async () => {
      send.disabled = true;
      await inside.send(send.dataset.code).then(
        () => say("send", send.dataset.sent),
        () => say("send", send.dataset.failed),
      );
      send.disabled = false;
    });
  }
}

tellWhetherKept();
if (byId("navigate")) offer();
const before = listBefore();
if (byId("back") && before) byId("back").href = before;

if (byId("share") && (navigator.share || navigator.clipboard)) {
  byId("share").hidden = false;
  byId("share").addEventListener("click", share);
}

if (byId("print")) {
  byId("print").hidden = false;
  byId("print").addEventListener("click", () => window.print());
}
