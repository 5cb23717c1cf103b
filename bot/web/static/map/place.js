/** The page of a place: sharing, printing, and the way back to the list as it was. */

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
  const url = location.href;
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(url);
  byId("share").textContent = byId("share").dataset.copied;
  byId("said").textContent = byId("share").dataset.copied;
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

tellWhetherKept();
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
