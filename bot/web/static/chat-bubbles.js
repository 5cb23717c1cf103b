/** How one entry of the transcript looks: bubbles, the buttons below them, places, files and photos. */
import { linked, outsideLink, safeAddress } from "./chat-links.js";
import { element, icon, word } from "./chat-words.js";

/**
 * An entry as an <article>.
 *
 * actions: {press(message, button, node), say(text), locate(node), isPressed(message, data), resend(entry)}.
 */
export function drawEntry(entry, actions) {
  const article = element("article", `entry ${entry.kind}`);
  article.tabIndex = -1;
  article.dataset.key = entry.key;
  if (entry.kind === "theirs") {
    article.dataset.message = entry.message.id;
    article.append(...theirs(entry.message, actions));
  } else {
    article.dataset.status = entry.status;
    article.append(...mine(entry, actions));
  }
  return article;
}

function theirs(message, actions) {
  const bubble = element("div", "bubble");
  bubble.append(element("span", "unseen", word("web-from-service")));
  if (message.photo) bubble.append(photo(message.photo));
  if (message.text) {
    const text = element("p", "text");
    text.append(linked(message.text));
    bubble.append(text);
  }
  if (message.place) bubble.append(place(message.place));
  if (message.file) bubble.append(file(message.file));
  const parts = [bubble];
  if (message.rows?.length) parts.push(keyboard(message, actions));
  return parts;
}

function photo({ url }) {
  const address = safeAddress(url);
  const link = outsideLink(url, "photo", "");
  const image = element("img");
  image.alt = word("web-photo-of-service");
  image.addEventListener("error", () => image.replaceWith(element("span", "photo-unseen", word("web-photo-unseen"))));
  if (address) image.src = address;
  link.prepend(image);
  return link;
}

function card(className, symbol, title, detail, action, url) {
  const link = outsideLink(url, `card ${className}`, "");
  const lines = element("span", "card-lines");
  lines.append(element("b", "", title));
  if (detail) lines.append(element("span", "card-detail", detail));
  lines.append(element("span", "card-action", action));
  link.prepend(icon(symbol), lines);
  return link;
}

function place({ title, address, url }) {
  return card("place", "pin", title, address, word("web-place-open"), url);
}

function file({ name, url }) {
  const link = card("file", "file", name, "", word("web-file-save"), url);
  if (link.href) link.download = name;
  return link;
}

function keyboard(message, actions) {
  const rows = message.rows.map((buttons) => {
    const row = element("div", "row");
    if (buttons.length >= 4 && buttons.every((button) => [...button.text].length <= 2)) row.classList.add("numbers");
    row.append(...buttons.map((button) => keyboardButton(message, button, actions)));
    return row;
  });
  const board = element("div", "keyboard");
  board.append(...rows);
  return board;
}

function keyboardButton(message, button, actions) {
  if (button.url) {
    const link = outsideLink(button.url, "button", button.text);
    link.append(icon("outside"));
    return link;
  }
  const node = element("button", "button");
  node.type = "button";
  node.append(element("span", "", button.text));
  if (button.ask) node.dataset.ask = button.ask;
  if (button.press !== undefined && actions.isPressed(message.id, button.press)) showBusy(node, true);
  node.addEventListener("click", (event) => act(event, message, button, node, actions));
  return node;
}

/** The second half of a double tap must not press what the first half brought under the finger. */
function act(event, message, button, node, actions) {
  const fresh = performance.now() - Number(node.closest(".entry").dataset.drawn ?? 0) < 600;
  if (event.detail > 1 && fresh) return;
  if (button.ask === "location") actions.locate(node);
  else if (button.say !== undefined) actions.say(button.say);
  else actions.press(message, button, node);
}

/** Shows that a button was pressed and the answer is on its way. */
export function showBusy(node, busy) {
  if (busy) node.setAttribute("aria-busy", "true");
  else node.removeAttribute("aria-busy");
}

function mine(entry, actions) {
  const bubble = element("div", "bubble");
  bubble.append(element("span", "unseen", word("web-from-me")));
  if (entry.what === "photo") bubble.append(myPhoto(entry));
  else if (entry.what === "location") bubble.append(icon("pin"), element("span", "", word("web-my-location")));
  else bubble.append(element("p", "text", entry.text));
  if (entry.what === "press") bubble.classList.add("pressed");
  return [bubble, ...fate(entry, actions)];
}

function myPhoto(entry) {
  const frame = element("div", "photo");
  if (entry.preview) {
    const image = element("img");
    image.alt = word("web-my-photo");
    image.src = entry.preview;
    frame.append(image);
  } else {
    frame.append(icon(entry.isDocument ? "file" : "photo"), element("span", "photo-name", entry.name ?? word("web-my-photo")));
  }
  if (entry.status !== "uploading") return frame;
  const bar = element("progress");
  bar.max = 1;
  bar.value = entry.progress ?? 0;
  bar.setAttribute("aria-label", word("web-photo-sending"));
  frame.append(bar);
  return frame;
}

/** What became of my entry: nothing to say when all is well. */
function fate(entry, actions) {
  if (entry.status === "waiting" || entry.status === "uploading") {
    return [element("p", "fate", word(entry.status === "waiting" ? "web-photo-waiting" : "web-photo-sending"))];
  }
  if (entry.status !== "unsent") return [];
  const line = element("p", "fate is-unsent", entry.why || word("web-unsent"));
  if (entry.final) return [line];
  const again = element("button", "resend", word("web-resend"));
  again.type = "button";
  again.addEventListener("click", () => actions.resend(entry));
  return [line, again];
}
