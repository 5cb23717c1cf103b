/** A place's page: sharing, printing, and back to the list as it was. */

const FROM = "nuanxin.map.from";
const byId = (id) => document.getElementById(id);

/** The list this page was opened from, where there is one. */
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
