/**
 * What was said in this tab, in order, kept over a reload.
 *
 * An entry is {key, kind: "theirs" | "mine", at, …}. Theirs carry the message as the server sent it, the seq that put it
 * there and the seq of its newest content; mine carry {id, text | photo | place, status}.
 * Frames may come twice or out of order: a seq counts once, and an older content never replaces a newer one.
 */

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

  /** Their new message, put where its seq belongs. Returns its entry. */
  addTheirs(seq, message) {
    const key = `theirs-${message.id}`;
    const known = this.find(key);
    if (known) return this.changeTheirs(seq, message);
    const entry = { key, kind: "theirs", at: Date.now(), seq, version: seq, message };
    const later = this.entries.findIndex((other) => other.kind === "theirs" && other.seq > seq);
    if (later < 0) this.entries.push(entry);
    else this.entries.splice(later, 0, entry);
    this.save();
    return entry;
  }

  /** New content of their message; one that this tab never had is a new message. Returns its entry. */
  changeTheirs(seq, message) {
    const entry = this.find(`theirs-${message.id}`);
    if (!entry) return this.addTheirs(seq, message);
    if (seq > entry.version) {
      entry.version = seq;
      entry.message = message;
      this.save();
    }
    return entry;
  }

  addMine(id, content) {
    const entry = { key: `mine-${id}`, kind: "mine", at: Date.now(), id, ...content };
    this.entries.push(entry);
    this.save();
    return entry;
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
