// Codes of people who come, scanned with the camera or typed: each is kept with its moment until the service has
// answered, so that nothing is lost where there is no network. A code is six digits and says nothing by itself.

const box = document.querySelector("[data-check-ins]");
const find = (name) => box.querySelector(`[data-${name}]`);
const KEY = `check-ins ${box.dataset.checkIns}`;
const CODE = /(?:^|\D)(\d{6})(?!\d)/;
const AGAIN_MS = 4000;
let sending = false;

const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");

function keep(scans) {
  localStorage.setItem(KEY, JSON.stringify(scans));
  find("send").hidden = scans.length === 0;
}

function line(code, said) {
  const id = `scan-${code}`;
  let item = document.getElementById(id);
  if (!item) {
    item = document.createElement("li");
    item.id = id;
    find("scans").prepend(item);
  }
  item.textContent = `${code} ${said}`;
}

export function take(text) {
  const code = CODE.exec(text.replace(/[\s-]/g, ""))?.[1];
  if (!code) return;
  const scans = kept();
  if (!scans.some((each) => each.code === code)) keep([...scans, { code, at: Date.now() }]);
  line(code, box.dataset.waits);
  send();
}

async function send() {
  const scans = kept();
  if (sending || scans.length === 0) return;
  sending = true;
  try {
    const body = new URLSearchParams({ token: box.dataset.token });
    for (const each of scans) body.append("scan", `${each.code} ${each.at}`);
    const answer = await fetch(box.dataset.checkIns, { method: "POST", body });
    if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
      find("count").textContent = box.dataset.refused;
      return;
    }
    const told = await answer.json();
    told.scans.forEach((each, number) => line(scans[number].code, each.said));
    find("count").textContent = told.count;
    const done = new Set(scans.map((each) => each.code));
    keep(kept().filter((each) => !done.has(each.code)));
  } catch {
    find("count").textContent = box.dataset.away;
  } finally {
    sending = false;
  }
}

async function look() {
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  const video = find("picture");
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  let last = "";
  let until = 0;
  const step = async () => {
    const [found] = await reader.detect(video).catch(() => []);
    if (found && (found.rawValue !== last || Date.now() > until)) {
      last = found.rawValue;
      until = Date.now() + AGAIN_MS;
      take(last);
    }
    requestAnimationFrame(step);
  };
  step();
}

box.hidden = false;
document.querySelector("[data-plain]")?.setAttribute("hidden", "");
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  find("camera").hidden = false;
  find("camera").addEventListener("click", () => look().catch(() => (find("camera").hidden = true)));
}
find("take").addEventListener("click", () => {
  take(find("typed").value);
  find("typed").value = "";
  find("typed").focus();
});
find("typed").addEventListener("keydown", (event) => {
  if (event.key === "Enter") find("take").click();
});
find("send").addEventListener("click", send);
window.addEventListener("online", send);
for (const each of kept()) line(each.code, box.dataset.waits);
keep(kept());
send();
