/**
 * What was said, in order, kept over a reload; a new tab gets it from the server.
 *
 * An entry is {key, kind: "theirs" | "mine", at, …}. Theirs carry the message as the server sent it, the seq that put it
 * there, the seq of its newest content, and the label pressed below it; mine carry {id, text | photo | place, status}.
 * Frames may come twice or out of order: a seq counts once, and an older content never replaces a newer one.
 */
import { firstLine, ownContent, pressedLabel } from "./chat-own.js";

const KEPT = 200;
const SEQS_KEPT = 600;
const STORED_AS = "nuanxin.chat.transcript";

/** sessionStorage where the browser allows it, else a memory that lives as long as the page. */
export const store = {
  memory: new Map(),
  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  },
  /** Returns false when it did not fit. */
  write(name, value) {
    this.memory.set(name, value);
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

export class Transcript {
  /** identity: who the cookie says this is, as an opaque mark; another one starts an empty transcript. */
  constructor(identity) {
    this.identity = identity;
    this.clear();
    const stored = store.read(STORED_AS);
    if (!stored || stored.identity !== identity) return;
    this.entries = stored.entries;
    this.seen = stored.seen;
    this.floor = stored.floor;
    this.heard = new Set(stored.heard);
  }

  clear() {
    this.entries = [];
    this.seen = null;
    this.floor = 0;
    this.heard = new Set();
  }

  /** True the first time a seq comes. */
  hears(seq) {
    if (seq <= this.floor || this.heard.has(seq)) return false;
    this.heard.add(seq);
    this.seen = Math.max(this.seen ?? 0, seq);
    if (this.heard.size > SEQS_KEPT) this.forgetOldSeqs();
    return true;
  }

  forgetOldSeqs() {
    const seqs = [...this.heard].sort((a, b) => a - b);
    const dropped = seqs.splice(0, SEQS_KEPT / 2);
    this.floor = dropped[dropped.length - 1];
    this.heard = new Set(seqs);
  }

  find(key) {
    return this.entries.find((entry) => entry.key === key);
  }

  /**
   * Takes in what was said, and what the person did to be told so, here or in another tab. Returns the entries that are
   * new or changed, in order.
   */
  take(frame) {
    const seq = frame.seq ?? this.seen ?? 0;
    const shown = frame.own ? this.takeOwn(frame) : [];
    if (frame.message) shown.push(this.addTheirs(seq, frame.message, frame.at));
    else if (frame.edit) shown.push(this.takeEdit(seq, frame));
    return shown;
  }

  /** A press that leads to another screen stays below its message; where that is out of sight, as words of mine too. */
  takeOwn({ own, at, message, edit }) {
    if (!("press" in own)) return [this.settleMine(own, at)];
    const entry = this.find(`theirs-${own.message}`);
    const label = entry && pressedLabel(entry.message, own.press);
    if (!label || !(message || edit) || this.isSameScreen(entry, own, edit)) return [];
    const wasNewest = entry === this.newest;
    entry.pressed = label;
    return wasNewest ? [] : [this.settleMine({ id: own.id, label }, at)];
  }

  settleMine(own, at) {
    const known = this.find(`mine-${own.id}`);
    if (!known) return this.addMine(own.id, { ...ownContent(own), status: "accepted" }, at);
    known.status = "accepted";
    return known;
  }

  /**
   * New content for the message that was pressed: in its place only where it is the same screen, else below. What
   * answers something sent goes below that: "6 received" below the sixth.
   */
  takeEdit(seq, { own, edit, at }) {
    const entry = this.find(`theirs-${edit.id}`);
    if (!entry || !own) return this.changeTheirs(seq, edit, at);
    if (!("press" in own)) {
      this.entries = [...this.entries.filter((other) => other !== entry), Object.assign(entry, { seq })];
      return this.changeTheirs(seq, edit);
    }
    if (own.message !== edit.id || this.isSameScreen(entry, own, edit)) return this.changeTheirs(seq, edit, at);
    return this.addTheirs(seq, { ...edit, id: seq }, at);
  }

  /** Another page of a list, another tick: it begins alike, or what was pressed can be pressed again. */
  isSameScreen(entry, own, edit) {
    if (edit?.id !== own.message || entry !== this.newest) return false;
    const offersAgain = edit.rows.flat().some((button) => button.press === own.press);
    return offersAgain || firstLine(edit.text) === firstLine(entry.message.text);
  }

  /** Their new message, put where its seq belongs. Returns its entry. */
  addTheirs(seq, message, at = Date.now()) {
    const key = `theirs-${message.id}`;
    const known = this.find(key);
    if (known) return this.changeTheirs(seq, message);
    const entry = { key, kind: "theirs", at, seq, version: seq, message };
    const later = this.entries.findIndex((other) => other.kind === "theirs" && other.seq > seq);
    if (later < 0) this.entries.push(entry);
    else this.entries.splice(later, 0, entry);
    this.save();
    return entry;
  }

  /** New content of their message; one that this tab never had is a new message. Returns its entry. */
  changeTheirs(seq, message, at) {
    const entry = this.find(`theirs-${message.id}`);
    if (!entry) return this.addTheirs(seq, message, at);
    if (seq > entry.version) {
      entry.version = seq;
      entry.message = message;
      this.save();
    }
    return entry;
  }

  addMine(id, content, at = Date.now()) {
    const entry = { key: `mine-${id}`, kind: "mine", at, id, ...content };
    this.entries.push(entry);
    this.save();
    return entry;
  }

  /** Their entries whose buttons have served: something was pressed or said behind them, and answered. */
  get spent() {
    const spent = new Set();
    let isAnswered = false;
    let hasMovedOn = false;
    for (const entry of [...this.entries].reverse()) {
      if (entry.kind === "mine") hasMovedOn = hasMovedOn || isAnswered;
      else if (hasMovedOn || (entry.pressed && isAnswered)) spent.add(entry);
      if (entry.kind === "theirs") isAnswered = true;
      if (spent.has(entry)) hasMovedOn = true;
    }
    return spent;
  }

  /** Their entry with the newest content: the one whose buttons are emphasised. */
  get newest() {
    let newest = null;
    for (const entry of this.entries) if (entry.kind === "theirs" && entry.version >= (newest?.version ?? 0)) newest = entry;
    return newest;
  }

  save() {
    this.entries.splice(0, this.entries.length - KEPT);
    if (this.write()) return;
    for (const entry of this.entries) delete entry.preview;
    this.write();
  }

  write() {
    const { identity, entries, seen, floor, heard } = this;
    return store.write(STORED_AS, { identity, entries, seen, floor, heard: [...heard] });
  }
}
