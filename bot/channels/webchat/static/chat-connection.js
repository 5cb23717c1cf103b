/**
 * The line to the service: a WebSocket that comes back by itself, and the inputs that must not be lost on it.
 *
 * An input is kept until the server says "accepted" (or "refused"), and sent again with the same id after a
 * reconnect. One is under way at a time, the next goes when its fate is known: the order is the person's, whatever happens.
 * A text that has to wait is told "ahead" all the same: who is in danger gets the numbers before it is their turn.
 */
import { store } from "./chat-transcript.js";

const STORED_AS = "nuanxin.chat.unsent";
const OPEN_WITHIN_MS = 10_000;
const ACCEPT_WITHIN_MS = 12_000;
const STALE_AFTER_HIDDEN_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const START_OVER = 4001;
/** Close code: newer pages of this person took the place of this one. */
const MANY_PAGES = 4002;

/** A delivery key: unique without coordination. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Connection {
  /**
   * on: {hello() -> the hello's content, frame(frame), accepted(id), refused(id, text), state(name), startOver()};
   * state is "connecting", "open", "reconnecting" or "offline".
   */
  constructor(url, on) {
    this.url = url;
    this.on = on;
    this.unsent = store.read(STORED_AS) ?? [];
    this.socket = null;
    this.failures = 0;
    this.hiddenAt = 0;
    window.addEventListener("online", () => this.connectNow());
    window.addEventListener("offline", () => this.on.state("offline"));
    document.addEventListener("visibilitychange", () => this.visibilityChanged());
  }

  get isOpen() {
    return this.socket !== null && this.socket.readyState === WebSocket.OPEN;
  }

  /** Keeps the input, and sends it as soon as the line allows. */
  send(input) {
    this.unsent.push(input);
    this.keepUnsent();
    if (this.isBusy) this.tellAhead(input);
    if (!this.socket && this.wasOpen) this.connectNow();
    this.transmit();
  }

  tellAhead(input) {
    if (this.isOpen && "text" in input) this.socket.send(JSON.stringify({ ahead: input }));
  }

  holds(id) {
    return this.unsent.some((input) => input.id === id);
  }

  connectNow() {
    if (this.isOpen) return;
    this.failures = 0;
    this.connect();
  }

  connect() {
    this.drop();
    clearTimeout(this.retryTimer);
    this.on.state(!navigator.onLine ? "offline" : this.wasOpen ? "reconnecting" : "connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.openTimer = setTimeout(() => this.lost(), OPEN_WITHIN_MS);
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    socket.onclose = (event) => this.lost(event.code);
  }

  opened() {
    clearTimeout(this.openTimer);
    this.wasOpen = true;
    this.socket.send(JSON.stringify({ hello: this.on.hello() }));
    this.on.state("open");
    this.unsent.slice(1).forEach((input) => this.tellAhead(input));
    this.transmit();
  }

  /** Sends the oldest input, unless one is under way or the server asked to wait. */
  transmit() {
    if (!this.isOpen || this.isBusy || !this.unsent.length) return;
    this.isBusy = true;
    this.socket.send(JSON.stringify(this.unsent[0]));
    this.expectAnswer();
  }

  /** A server that is there says something in time; every frame starts the time again. */
  expectAnswer() {
    clearTimeout(this.acceptTimer);
    this.acceptTimer = setTimeout(() => this.lost(), ACCEPT_WITHIN_MS);
  }

  heard(frame) {
    this.failures = 0;
    if (this.isBusy) this.expectAnswer();
    if ("accepted" in frame) this.settle(frame.accepted, () => this.on.accepted(frame.accepted));
    else if ("refused" in frame) this.settle(frame.refused, () => this.on.refused(frame.refused, frame.text));
    else if ("again" in frame) this.holdBack(frame.after);
    else this.on.frame(frame);
  }

  settle(id, tell) {
    if (!this.holds(id)) return;
    this.unsent = this.unsent.filter((input) => input.id !== id);
    this.keepUnsent();
    tell();
    this.free();
  }

  /** What the server could not take now goes again after so many seconds, before everything younger. */
  holdBack(seconds) {
    clearTimeout(this.acceptTimer);
    clearTimeout(this.againTimer);
    this.againTimer = setTimeout(() => this.free(), Math.min(60, Math.max(0.2, Number(seconds) || 1)) * 1000);
  }

  free() {
    clearTimeout(this.acceptTimer);
    this.isBusy = false;
    this.transmit();
  }

  /** The line is gone, or as good as gone: a mobile network often says nothing when it drops one. */
  lost(code) {
    this.drop();
    if (code === START_OVER) this.on.startOver();
    this.on.state(navigator.onLine ? "reconnecting" : "offline");
    clearTimeout(this.retryTimer);
    if (code === MANY_PAGES && document.hidden) return; // it comes back when somebody looks at it
    const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    const wait = (code === MANY_PAGES ? LONGEST_WAIT_MS : growing) * (0.5 + Math.random() / 2);
    this.failures += 1;
    this.retryTimer = setTimeout(() => this.connect(), wait);
  }

  drop() {
    [this.openTimer, this.acceptTimer, this.againTimer].forEach(clearTimeout);
    this.isBusy = false;
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  visibilityChanged() {
    if (document.hidden) {
      this.hiddenAt = Date.now();
    } else if (!this.isOpen) {
      this.connectNow();
    } else if (this.hiddenAt && Date.now() - this.hiddenAt > STALE_AFTER_HIDDEN_MS) {
      this.connect();
    }
  }

  keepUnsent() {
    store.write(STORED_AS, this.unsent);
  }
}
