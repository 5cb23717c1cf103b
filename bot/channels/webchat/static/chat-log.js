/** The conversation on the screen: entries in order, the scroll position, the focus, and which buttons are the newest. */
import { drawEntry, foldChoices } from "./chat-bubbles.js";
import { element } from "./chat-words.js";

const NEAR_END_PX = 140;
const PAUSE_MS = 5 * 60_000;
/** What comes within so long belongs to one answer. */
const ONE_ANSWER_MS = 3000;
const ABOVE_PX = 8;

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
    /** The beginning of the newest answer: whatever grows, it stays in view until somebody scrolls. */
    this.top = null;
    /** {node, at}: the first message of the answer that is coming in. */
    this.answer = null;
    this.back = JSON.parse(document.body.dataset.back);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.keepPlace());
    [this.scroller, this.list].forEach((part) => sizes.observe(part));
    this.toEnd.addEventListener("click", () => this.showEnd());
  }

  /** Draws everything again, without announcing it. */
  drawAll() {
    this.scroller.setAttribute("aria-busy", "true");
    this.list.replaceChildren();
    this.transcript.entries.forEach((entry) => this.place(entry));
    this.mark();
    this.showEnd();
    const first = this.firstOfAnswer();
    if (first) this.keepAtTop(this.nodeOf(first));
    this.scroller.removeAttribute("aria-busy");
  }

  /** Shows an entry that is new, or new content of one that is there. */
  show(entry) {
    const isWithUs = this.follows || this.top !== null;
    const old = this.nodeOf(entry);
    if (old && isSettledText(entry)) {
      settle(old, entry.status);
      this.mark();
      return;
    }
    const focused = document.activeElement;
    const node = old ? this.replace(old, entry) : this.place(entry);
    this.mark();
    if (focused?.closest(".choices:not([open]), .listed")) node.focus({ preventScroll: true });
    while (this.list.querySelectorAll(".entry").length > this.transcript.entries.length) this.list.firstElementChild.remove();
    if (entry.kind === "mine") this.followMine(!old);
    else if (isWithUs) this.reveal(node);
    else if (!old) this.toEnd.hidden = false;
  }

  /** Where the last thing said is theirs: the entry that its answer begins with. */
  firstOfAnswer() {
    const { entries, spent } = this.transcript;
    const last = entries.at(-1);
    let first = null;
    for (const entry of [...entries].reverse()) {
      if (entry.kind === "mine" || spent.has(entry) || last.at - entry.at > ONE_ANSWER_MS) break;
      first = entry;
    }
    return first;
  }

  /** What comes now answers something else. */
  beginAnswer() {
    this.answer = null;
  }

  followMine(isNew) {
    if (!isNew) return;
    this.beginAnswer();
    this.showEnd();
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
    if (entry === this.transcript.entries.at(-1) && old !== this.list.lastElementChild) this.list.append(old);
    Object.assign(old.dataset, node.dataset);
    if (focused && !old.contains(document.activeElement)) {
      const same = [...old.querySelectorAll("button, a")].find((other) => other.textContent === focused.textContent);
      (same ?? old).focus({ preventScroll: true });
    }
    return old;
  }

  /** Which message is the newest, and whose buttons have served. */
  mark() {
    const { newest, spent } = this.transcript;
    this.list.querySelector(".is-newest")?.classList.remove("is-newest");
    if (newest) this.nodeOf(newest)?.classList.add("is-newest");
    for (const entry of this.transcript.entries) {
      const node = entry.kind === "theirs" ? this.nodeOf(entry) : null;
      if (node) foldChoices(node, spent.has(entry), entry.pressed);
    }
  }

  /** Presses what leads one screen back, or else home. Returns false where the newest message has neither. */
  pressBack() {
    const message = this.transcript.newest?.message;
    const buttons = message?.rows?.flat() ?? [];
    const button = this.back.map((label) => buttons.find(({ text }) => text === label)).find(Boolean);
    if (!button) return false;
    const shown = [...this.list.querySelectorAll(".is-newest .button")].find((node) => node.textContent === button.text);
    if (button.say !== undefined) this.actions.say(button.say);
    else this.actions.press(message, button, shown ?? this.toEnd);
    return true;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** Where we scrolled to ourselves nothing changes. */
  scrolled() {
    if (Math.abs(this.scroller.scrollTop - this.expected) < 2) return;
    this.top = null;
    this.follows = this.atEnd();
    if (this.follows) this.toEnd.hidden = true;
  }

  scrollTo(place) {
    this.scroller.scrollTop = place;
    this.expected = this.scroller.scrollTop;
  }

  /** Something has loaded late, or the view has another size. */
  keepPlace() {
    if (this.top?.isConnected) this.keepAtTop(this.top);
    else if (this.follows) this.showEnd();
  }

  showEnd() {
    this.scrollTo(this.scroller.scrollHeight);
    this.follows = true;
    this.top = null;
    this.toEnd.hidden = true;
  }

  /** As far down as there is something, but not past the beginning of this message. */
  keepAtTop(node) {
    this.scrollTo(this.scroller.scrollHeight);
    const above = this.scroller.getBoundingClientRect().top + ABOVE_PX - node.getBoundingClientRect().top;
    this.top = node;
    this.follows = above <= 0;
    if (above > 0) this.scrollTo(this.scroller.scrollTop - above);
    this.toEnd.hidden = true;
  }

  /** An answer is read from its beginning, which comes into view with all that fits below it. */
  reveal(node) {
    const isSame = this.answer?.node.isConnected && performance.now() - this.answer.at < ONE_ANSWER_MS;
    const isEarlier = isSame && node.compareDocumentPosition(this.answer.node) & Node.DOCUMENT_POSITION_PRECEDING;
    if (!isEarlier) this.answer = { node, at: performance.now() };
    this.keepAtTop(this.answer.node);
  }
}
