// The page of a case: opens forms and evidence in place, keeps what is half-written, says that the page is open.

import { setBoxes } from "./boxes.js";
import { letInsert } from "./insert.js";

const page = document.querySelector(".case");
const path = page.dataset.path;
const compose = document.getElementById("compose");
const others = document.getElementById("others");
const viewer = document.getElementById("viewer");
const PAUSE_MS = 1200;
const WRITES_FOR_MS = 20000;
let typedAt = -WRITES_FOR_MS;
let keeping = null;

/** The part of a page behind this address, or null where there is none. */
async function part(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  return answer?.ok && answer.status !== 204 ? answer.text() : null;
}

// --- the form of an act --------------------------------------------------------------------------------------------

/** Marks the act whose form is open, and leads back to the list that was looked at. */
function mark() {
  const list = sessionStorage.getItem("list");
  for (const each of document.querySelectorAll("a[data-list]")) each.href = list ?? each.href;
  const open = compose.querySelector("form")?.dataset.act;
  for (const each of page.querySelectorAll("[data-act]:not(form)")) {
    if (each.dataset.act === open) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
}

function begin() {
  const form = compose.querySelector("form");
  mark();
  if (!form) return;
  const text = form.querySelector("textarea");
  if (text) letInsert(form, text);
  form.addEventListener("input", () => {
    typedAt = performance.now();
    clearTimeout(keeping);
    keeping = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(keeping);
    keeping = null; // what is sent is no draft any more
  });
}

async function open(act) {
  if (compose.querySelector("form")?.dataset.act !== act) {
    compose.setAttribute("aria-busy", "true");
    await keepNow();
    const shown = await part(`${path}/compose?act=${encodeURIComponent(act)}`);
    compose.removeAttribute("aria-busy");
    if (shown === null) return false;
    compose.innerHTML = shown;
    begin();
  }
  enter();
  return true;
}

/** Lets who opened the form write into it. */
function enter() {
  compose.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  compose.scrollIntoView({ block: "nearest" });
}

page.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-act]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!(await open(link.dataset.act))) location.assign(link.href);
});

// --- what is half-written ------------------------------------------------------------------------------------------

async function keepNow() {
  if (keeping === null) return;
  clearTimeout(keeping);
  await keep();
}

async function keep() {
  keeping = null;
  const form = compose.querySelector("form");
  const said = form?.querySelector(".kept");
  if (!said) return;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("act", form.dataset.act);
  const answer = await fetch(`${path}/draft`, { method: "POST", body: fields, keepalive: true }).catch(() => null);
  said.textContent = answer?.ok ? form.dataset.kept : form.dataset.notKept;
  said.classList.toggle("is-away", !answer?.ok);
}

addEventListener("pagehide", keepNow);

// --- who else is there ---------------------------------------------------------------------------------------------

async function sayHere() {
  if (document.hidden) return;
  const writes = performance.now() - typedAt < WRITES_FOR_MS ? 1 : 0;
  const shown = await part(`${path}/others?writes=${writes}`);
  if (shown !== null && shown.trim() !== others.innerHTML.trim()) others.innerHTML = shown.trim();
}

setInterval(sayHere, 1000 * Number(page.dataset.every));
document.addEventListener("visibilitychange", sayHere);

// --- evidence ------------------------------------------------------------------------------------------------------

async function look(address) {
  const shown = await part(address);
  if (shown === null) return false;
  viewer.innerHTML = shown;
  setBoxes(viewer);
  if (!viewer.open) viewer.showModal();
  return true;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.piece-link");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (!(await look(link.href))) location.assign(link.href);
  } else if (event.target.closest("[data-close]") && viewer.open) {
    event.preventDefault();
    viewer.close();
  }
});

viewer.addEventListener("close", () => viewer.replaceChildren());

viewer.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
  if (way && event.target.matches("input, textarea, video, audio") === false) viewer.querySelector(`[data-turn=${way}]`)?.click();
});

document.body.addEventListener("htmx:after:swap", mark);
begin();
if (location.hash === "#compose") {
  enter();
  // a browser that scrolls to a part of the page takes the cursor away
  addEventListener("load", () => setTimeout(() => document.activeElement === document.body && enter()));
}
sayHere();
