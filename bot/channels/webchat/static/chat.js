/** The chat page: puts the line, the transcript, the composer, the location and the photos together. */
import { showBusy } from "./chat-bubbles.js";
import { Composer, followKeyboard } from "./chat-composer.js";
import { Connection, newId } from "./chat-connection.js";
import { Locator } from "./chat-location.js";
import { Log } from "./chat-log.js";
import { Photos } from "./chat-photos.js";
import { BackKey } from "./chat-back.js";
import { store, Transcript } from "./chat-transcript.js";
import { Unread } from "./chat-unread.js";
import { clearToasts, showHint, showState, showToast, word } from "./chat-words.js";

const { socket, upload, identity } = document.body.dataset;
const NO_ANSWER_MS = 4000;
const RELOAD_AGAIN_MS = 60_000;
const SPOKEN_AS = "nuanxin.chat.locale";

const transcript = new Transcript(identity);
/** Presses whose answer has not come: {id, message, data}, oldest first. */
let presses = [];

const log = new Log(transcript, {
  press,
  say,
  locate: () => locator.locate(),
  isPressed: (message, data) => presses.some((waiting) => waiting.message === message && waiting.data === data),
  resend,
});

const unread = new Unread();
const backKey = new BackKey(() => log.pressBack());

const connection = new Connection(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${socket}`, {
  hello: () => ({
    seen: transcript.seen,
    language: document.documentElement.lang,
    welcomed: transcript.newest?.message.welcome === true,
  }),
  frame: receive,
  accepted: settled,
  refused,
  state: showState,
  startOver,
});

const locateButton = document.getElementById("send-location");
const locator = new Locator({
  waiting(isWaiting) {
    const asking = document.querySelectorAll(".is-newest .button[data-ask=location]");
    for (const button of [locateButton, ...asking]) showBusy(button, isWaiting);
    showHint(isWaiting ? word("web-locating") : "");
  },
  found: (position) => sendMine({ location: position }, { what: "location" }),
  failed: (key) => showHint(word(key), "problem"),
});

const photos = new Photos(upload, {
  added(id, content) {
    const entry = transcript.addMine(id, content);
    log.show(entry);
    return entry;
  },
  changed,
  uploaded(entry, key, kind) {
    entry.status = "sending";
    entry.photo = key;
    entry.isDocument = kind === "document";
    changed(entry);
    connection.send({ id: entry.id, ...asInput(entry) });
  },
  say: word,
});

function changed(entry) {
  if (!transcript.find(entry.key)) return;
  transcript.save();
  log.show(entry);
}

function sendMine(input, content) {
  const id = newId();
  showHint("");
  clearToasts();
  log.show(transcript.addMine(id, { status: "sending", ...content }));
  connection.send({ id, ...input });
}

function say(text) {
  backKey.forward();
  sendMine({ text }, { what: "text", text });
}

function press(message, button, node) {
  if (presses.some((waiting) => waiting.message === message.id && waiting.data === button.press)) return;
  const id = newId();
  backKey.forward();
  presses.push({ id, message: message.id, data: button.press });
  showBusy(node, true);
  showHint("");
  clearToasts();
  connection.send({ id, press: button.press, message: message.id });
}

/** Lets go of presses that are answered, and gives them back. */
function release(isAnswered) {
  const done = presses.filter(isAnswered);
  presses = presses.filter((waiting) => !done.includes(waiting));
  for (const { message } of done) {
    const node = document.querySelector(`[data-message="${CSS.escape(message)}"]`);
    node?.querySelectorAll("[aria-busy]").forEach((button) => showBusy(button, false));
  }
  return done;
}

function receive(frame) {
  if (frame.locale) speak(frame.locale);
  if (frame.caught_up) log.drawAll();
  if (frame.fresh && !(frame.seq <= transcript.seen)) forget();
  if (Number.isInteger(frame.seq) && !transcript.hears(frame.seq)) return;
  if (frame.old) {
    transcript.take(frame);
    return;
  }
  if (frame.own) release((waiting) => waiting.id === frame.own.id);
  if (frame.edit) release((waiting) => waiting.message === frame.edit.id);
  if (frame.own) log.beginAnswer();
  transcript.take(frame).forEach((entry) => log.show(entry));
  if (frame.toast) showToast(frame.toast);
  if (frame.message || frame.edit) unread.came();
  transcript.save();
}

/** The chat is spoken to in another language: loaded again, the whole page is in it. Once: a page that stays as it was
 * is better than one that loads for ever. */
function speak(locale) {
  if (locale === document.documentElement.lang || store.read(SPOKEN_AS) === locale) return;
  store.write(SPOKEN_AS, locale);
  if (!photos.isRunning) location.reload();
}

/** The input is safe. A press that changes nothing on the screen stops looking busy after a while. */
function settled(id) {
  const entry = transcript.find(`mine-${id}`);
  if (entry && entry.status !== "accepted") {
    entry.status = "accepted";
    changed(entry);
  }
  setTimeout(() => release((waiting) => waiting.id === id), NO_ANSWER_MS);
}

function refused(id, text) {
  const entry = transcript.find(`mine-${id}`);
  if (entry) {
    entry.status = "unsent";
    entry.why = text;
    changed(entry);
  } else {
    release((waiting) => waiting.id === id);
    showToast(text || word("web-unsent"));
  }
}

/** A file that was uploaded, as it is sent. */
function asInput({ photo, name, isDocument }) {
  return isDocument ? { document: photo, name: name ?? "" } : { photo };
}

/** What was refused will never be taken under its old id: it goes out as a new input, at the end. */
function resend(entry) {
  if (entry.what === "location") {
    locator.locate();
    return;
  }
  if (entry.what === "photo" && !entry.photo) {
    photos.retry(entry);
    return;
  }
  transcript.entries = transcript.entries.filter((other) => other !== entry);
  log.drawAll();
  const { what, text, photo, preview, name, isDocument } = entry;
  if (what === "photo") sendMine(asInput(entry), { what, photo, preview, name, isDocument });
  else say(text);
}

/** Nothing of what was said stays on this device. */
function forget() {
  transcript.clear();
  transcript.save();
  log.drawAll();
}

/** The page has no identity any more: loading it again gives one. What a reload just brought does not reload at once. */
function startOver() {
  forget();
  const wasReloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (!wasReloaded || performance.now() > RELOAD_AGAIN_MS) location.reload();
}

/** After a reload: an upload that was cut off cannot go on, and what was not sent is being sent. */
function mendTranscript() {
  for (const entry of transcript.entries) {
    if (entry.kind !== "mine") continue;
    const isCutOff = entry.what === "photo" && !entry.photo;
    if (isCutOff) {
      Object.assign(entry, { status: "unsent", final: true, why: entry.final ? entry.why : word("web-photo-lost") });
    } else if (entry.status === "sending" && !connection.holds(entry.id)) {
      entry.status = "accepted";
    }
  }
}

const chooser = document.getElementById("photos");
document.getElementById("send-photo").addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  photos.take([...chooser.files]);
  chooser.value = "";
});
locateButton.addEventListener("click", () => locator.locate());
document.getElementById("reconnect").addEventListener("click", () => connection.connectNow());

/** `/chat?start=…`: the code of a link is handed in once, and is in the address no more. */
function openLink() {
  const code = new URLSearchParams(location.search).get("start");
  if (code === null) return;
  history.replaceState(null, "", location.pathname);
  if (/^[\w-]{1,64}$/.test(code)) connection.send({ id: newId(), text: `/start ${code}` });
}

new Composer(say, (files) => photos.take(files));
mendTranscript();
log.drawAll();
followKeyboard();
openLink();
connection.connect();
