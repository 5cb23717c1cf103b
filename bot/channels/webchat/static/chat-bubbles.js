/** How one entry of the transcript looks: bubbles, the buttons below them, places, files and photos. */
import { linked, outsideLink, safeAddress } from "./chat-links.js";
import { blocks } from "./chat-list.js";
import { element, icon, word } from "./chat-words.js";

const FILES = "/chat/file/";

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
    const { text, photo: shown, file: given, place: where } = entry.message;
    article.lang = languageOf(text || where?.title || (given ?? shown)?.name || "");
    article.append(...theirs(entry.message, actions));
  } else {
    article.dataset.status = entry.status;
    article.append(...mine(entry, actions));
  }
  return article;
}

/** For whoever has it read out: what was said before the language changed stays in the old one. */
function languageOf(text) {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return chinese > 2 * latin ? "zh-CN" : latin ? "en" : document.documentElement.lang;
}

function theirs(message, actions) {
  const bubble = element("div", "bubble");
  bubble.append(element("span", "unseen", word("web-from-service")));
  if (message.photo) bubble.append(photo(message.photo));
  const inList = new Set();
  if (message.text) bubble.append(...said(message, actions, inList));
  if (message.place) bubble.append(place(message.place));
  if (message.file) bubble.append(file(message.file));
  const rows = (message.rows ?? []).map((row) => row.filter((button) => !inList.has(button))).filter((row) => row.length);
  return rows.length ? [bubble, choices(message, rows, actions)] : [bubble];
}

/** The text; of what is numbered a list, whose entries are the buttons of their numbers. inList gets those buttons. */
function said(message, actions, inList) {
  const byNumber = new Map((message.rows ?? []).flat().map((button) => [button.text, button]));
  return blocks(message.text).map(({ lines, items }) => {
    if (lines) {
      const text = element("p", "text");
      text.append(linked(lines.join("\n")));
      return text;
    }
    const list = element("ol", "list");
    list.setAttribute("role", "list");
    for (const each of items) {
      const button = byNumber.get(each.number);
      const isPressed = button && button.press !== undefined;
      if (isPressed) inList.add(button);
      const entry = element("li");
      entry.append(isPressed ? listButton(message, button, each, actions) : listEntry(element("div", "listed"), each));
      list.append(entry);
    }
    return list;
  });
}

function listButton(message, button, item, actions) {
  const node = listEntry(element("button", "listed button"), item);
  node.type = "button";
  if (actions.isPressed(message.id, button.press)) showBusy(node, true);
  node.addEventListener("click", (event) => act(event, message, button, node, actions));
  return node;
}

function listEntry(node, { number, title, facts }) {
  const isName = node.matches("button") || facts.length > 0;
  const lines = element("span", "listed-lines");
  const name = element(isName ? "b" : "span");
  name.lang = languageOf(title);
  name.append(node.matches("button") ? title : linked(title));
  lines.append(name);
  for (const line of facts) {
    const row = element("span", "facts");
    for (const fact of line) row.append(" ", element("span", "fact", fact));
    lines.append(row);
  }
  node.append(element("span", "number", `${number}.`), " ", lines);
  return node;
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

function place({ title, address, url, picture }) {
  const link = card("place", "pin", title, address, word("web-place-open"), url);
  if (!picture) return link;
  const image = Object.assign(new Image(600, 480), { className: "around", alt: "", loading: "lazy", src: picture });
  image.addEventListener("error", () => image.remove());
  link.append(image);
  return link;
}

function file({ name, url }) {
  const link = card("file", "file", name, "", word("web-file-save"), url);
  if (link.href) link.download = name;
  return link;
}

/** The buttons, which fold into one line when they have served: see `foldChoices`. */
function choices(message, rows, actions) {
  const board = element("div", "keyboard");
  for (const buttons of rows) {
    const row = element("div", "row");
    if (buttons.length >= 4 && buttons.every((button) => [...button.text].length <= 2)) row.classList.add("numbers");
    row.append(...buttons.map((button) => keyboardButton(message, button, actions)));
    board.append(row);
  }
  const all = element("details", "choices");
  all.open = true;
  const line = element("summary");
  line.hidden = true;
  all.append(line, board);
  return all;
}

/** Folds the buttons of an entry into a line that says what was pressed, and shows them again; or lets them stand. */
export function foldChoices(article, isSpent, pressed = "") {
  const all = article.querySelector(".choices");
  const line = all?.querySelector("summary");
  if (!all || (line.hidden !== isSpent && (line.dataset.pressed ?? "") === pressed)) return;
  line.hidden = !isSpent;
  line.dataset.pressed = pressed;
  all.open = !isSpent;
  const how = element("span", pressed ? "unseen" : "", word(pressed ? "web-pressed" : "web-choices"));
  line.replaceChildren(...(pressed ? [icon("done"), how, element("span", "", pressed)] : [how]), icon("unfold"));
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
  if (!entry.preview && entry.photo && !entry.isDocument) entry.preview = `${FILES}${entry.photo}`;
  if (entry.preview) {
    const image = element("img");
    image.alt = word("web-my-photo");
    image.addEventListener("error", () => image.replaceWith(icon("photo"), element("span", "photo-name", word("web-my-photo"))));
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
  if (entry.status !== "unsent") return entry.note ? [element("p", "fate", entry.note)] : [];
  const line = element("p", "fate is-unsent", entry.why || word("web-unsent"));
  if (entry.final) return [line];
  const again = element("button", "resend", word("web-resend"));
  again.type = "button";
  again.addEventListener("click", () => actions.resend(entry));
  return [line, again];
}
