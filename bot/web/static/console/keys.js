// Keys as agents know them. They are off while somebody types, and whatever a key does is also a button or a link. The last
// script of a page: a key presses a button only once the others know what to do with it.

// on a phone the ways are one line: where one is has to be in sight
document.querySelector(".ways [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const help = document.getElementById("keys");
const TYPES = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const GO_WITHIN_MS = 1500;
let goesAt = -GO_WITHIN_MS;

/** The rows of the list on this page, those that are shown. */
function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((each) => each.offsetParent !== null);
}

function move(by) {
  const all = rows();
  if (!all.length) return false;
  const here = all.findIndex((each) => each.classList.contains("on"));
  const next = all[Math.min(all.length - 1, Math.max(0, here + by))];
  for (const each of all) each.classList.toggle("on", each === next);
  (next.querySelector("a") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector) {
  const found = [...document.querySelectorAll(selector)].find((each) => each.offsetParent !== null);
  found?.click();
  return Boolean(found);
}

const here = () => document.querySelector("[data-row].on");

const DOES = {
  "?": () => (help ? (help.showModal(), true) : false),
  "/": () => {
    const search = document.querySelector("input[type=search]");
    search?.focus();
    return Boolean(search);
  },
  j: () => move(1),
  k: () => move(-1),
  x: () => {
    const box = here()?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  },
  g: () => {
    goesAt = performance.now();
    return true;
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form");
    if (form?.method === "post" && form.matches(".compose")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape" && event.target.matches?.(TYPES) && !document.querySelector("dialog[open]")) {
    event.target.blur();
    return;
  }
  if (event.target.matches?.(TYPES) || document.querySelector("dialog[open]")) return;
  if (document.querySelector("[aria-busy=true]")) {
    event.preventDefault(); // who types on while a form comes means no key
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const goes = performance.now() - goesAt < GO_WITHIN_MS;
  goesAt = -GO_WITHIN_MS;
  const done = goes && /^[a-z]$/.test(key) ? press(`[data-go="${key}"]`) : (DOES[key]?.() ?? (/^[a-z]$/.test(key) && press(`[data-key="${key}"]`)));
  if (done) event.preventDefault();
});
