/** The conversation on the screen: entries in order, the scroll position, the focus, and which buttons are the newest. */
import { drawEntry } from "./chat-bubbles.js";
import { element } from "./chat-words.js";

const NEAR_END_PX = 140;
const PAUSE_MS = 5 * 60_000;

/** My words, on their way or there: nothing to draw again, and a screen reader must not read them twice. */
function isSettledText(entry) {
  return entry.kind === "mine" && entry.what !== "photo" && entry.status !== "unsent";
}

function settle(node, status) {
  node.dataset.status = status;
  node.querySelectorAll(".fate, .resend").forEach((part) => part.remove());
}

export class Log {
  constructor(transcript, actions) {
    this.transcript = transcript;
    this.actions = actions;
    this.scroller = document.getElementById("log");
    this.list = document.getElementById("entries");
    this.toEnd = document.getElementById("newest");
    const locale = document.documentElement.lang;
    this.clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
    this.calendar = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
    /** Whether the end is being followed: what loads late or takes room then does not push it out of sight. */
    this.follows = true;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.follows && this.showEnd());
    [this.scroller, this.list].forEach((part) => sizes.observe(part));
    this.toEnd.addEventListener("click", () => this.showEnd());
  }

  /** Draws everything again, without announcing it. */
  drawAll() {
    this.scroller.setAttribute("aria-busy", "true");
    this.list.replaceChildren();
    this.transcript.entries.forEach((entry) => this.place(entry));
    this.markNewest();
    this.showEnd();
    this.scroller.removeAttribute("aria-busy");
  }

  /** Shows an entry that is new, or new content of one that is there. */
  show(entry) {
    const followed = this.follows;
    const old = this.nodeOf(entry);
    if (old && isSettledText(entry)) {
      settle(old, entry.status);
      return;
    }
    const node = old ? this.replace(old, entry) : this.place(entry);
    this.markNewest();
    while (this.list.querySelectorAll(".entry").length > this.transcript.entries.length) this.list.firstElementChild.remove();
    if (entry.kind === "mine" && !old) this.showEnd();
    else if (followed) this.reveal(node);
    else if (!old) this.toEnd.hidden = false;
  }

  nodeOf(entry) {
    return this.list.querySelector(`[data-key="${CSS.escape(entry.key)}"]`);
  }

  place(entry) {
    const node = this.draw(entry);
    const { entries } = this.transcript;
    const index = entries.indexOf(entry);
    const next = entries.slice(index + 1).map((later) => this.nodeOf(later)).find(Boolean);
    const chip = this.timeBefore(entries[index - 1], entry);
    if (next) next.before(node);
    else this.list.append(...(chip ? [chip, node] : [node]));
    return node;
  }

  draw(entry) {
    const node = drawEntry(entry, this.actions);
    node.dataset.drawn = performance.now();
    return node;
  }

  timeBefore(previous, entry) {
    if (previous && entry.at - previous.at < PAUSE_MS) return null;
    const at = new Date(entry.at);
    const isToday = at.toDateString() === new Date().toDateString();
    return element("p", "time", isToday ? this.clock.format(at) : `${this.calendar.format(at)} ${this.clock.format(at)}`);
  }

  /** Redraws in place. The focus stays on the button of the same name, or on the message: it never falls to the page. */
  replace(old, entry) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const node = this.draw(entry);
    old.replaceChildren(...node.childNodes);
    Object.assign(old.dataset, node.dataset);
    if (focused && !old.contains(document.activeElement)) {
      const same = [...old.querySelectorAll("button, a")].find((other) => other.textContent === focused.textContent);
      (same ?? old).focus({ preventScroll: true });
    }
    return old;
  }

  markNewest() {
    const { newest } = this.transcript;
    this.list.querySelector(".is-newest")?.classList.remove("is-newest");
    if (newest) this.nodeOf(newest)?.classList.add("is-newest");
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  scrolled() {
    this.follows = this.atEnd();
    if (this.follows) this.toEnd.hidden = true;
  }

  showEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.follows = true;
    this.toEnd.hidden = true;
  }

  /** The message with numbers to call that is part of the same answer. */
  numbersBefore(node) {
    let before = node.previousElementSibling;
    while (before && !before.matches(".mine") && !before.querySelector(".call-line")) before = before.previousElementSibling;
    return before?.querySelector(".call-line") ? before : null;
  }

  /** To the end, but not past the beginning of what there is to read, nor past numbers to call that came with it. */
  reveal(node) {
    this.showEnd();
    const first = this.numbersBefore(node) ?? node;
    const above = this.scroller.getBoundingClientRect().top + 8 - first.getBoundingClientRect().top;
    if (above <= 0 || node !== this.list.lastElementChild) return;
    this.scroller.scrollTop -= above;
    this.follows = this.atEnd();
  }
}
