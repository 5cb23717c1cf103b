/** What the page itself says: its words, alerts that pass, the hint above the composer, the state of the line. */

const words = JSON.parse(document.getElementById("words").textContent);
const places = {
  toasts: document.getElementById("toasts"),
  hint: document.getElementById("hint"),
  state: document.getElementById("state"),
  stateText: document.getElementById("state-text"),
  reconnect: document.getElementById("reconnect"),
};
const STATE_WORDS = {
  connecting: "web-connecting",
  reconnecting: "web-reconnecting",
  offline: "web-offline",
};
const STATE_DELAY_MS = 900;
let stateTimer = 0;
let stateNow = "open";

/** The text of a key of locales/<locale>/web.ftl. Throws on a key that is not there. */
export function word(key) {
  if (!(key in words)) throw new Error(`no word for ${key}`);
  return words[key];
}

/** An element with a class and a text; nothing here is ever parsed as HTML. */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** One of the page's icons, by the name of its symbol in the template. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** An alert that covers nothing important and goes by itself: long texts stay longer, a tap closes it. */
export function showToast(text) {
  const toast = element("div", "toast");
  toast.append(element("p", "", text));
  const close = element("button", "toast-close");
  close.type = "button";
  close.setAttribute("aria-label", word("web-close"));
  close.append(icon("close"));
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  places.toasts.append(toast);
  while (places.toasts.childElementCount > 3) places.toasts.firstElementChild.remove();
  setTimeout(() => toast.remove(), 4000 + 100 * text.length);
}

/** What the person does next answers the alerts that are still there. */
export function clearToasts() {
  places.toasts.replaceChildren();
}

/** Says something above the composer until the next thing is said there; "" clears it. */
export function showHint(text, tone = "calm") {
  places.hint.textContent = text;
  places.hint.dataset.tone = tone;
}

/**
 * Shows how the line is: "open" hides it at once, anything else appears only when it lasts,
 * so that a blink of the network is not a message.
 */
export function showState(state) {
  stateNow = state;
  if (state === "open") {
    clearTimeout(stateTimer);
    stateTimer = 0;
    places.state.hidden = true;
    places.stateText.textContent = "";
  } else if (!places.state.hidden) {
    sayState();
  } else if (!stateTimer) {
    stateTimer = setTimeout(sayState, STATE_DELAY_MS);
  }
}

function sayState() {
  const text = word(STATE_WORDS[stateNow]);
  places.state.hidden = false;
  if (places.stateText.textContent !== text) places.stateText.textContent = text;
  places.reconnect.hidden = stateNow !== "reconnecting";
}
