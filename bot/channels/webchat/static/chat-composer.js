/** The field at the bottom: grows to four lines, sends with Enter where there is a keyboard, never in the middle of a Chinese word. */
import { store } from "./chat-transcript.js";

const STORED_AS = "nuanxin.chat.draft";
const LINES = 4;

export class Composer {
  /** send(text) takes what was written; pictures(files) takes what was pasted. */
  constructor(send, pictures) {
    this.form = document.getElementById("composer");
    this.field = document.getElementById("text");
    this.send = send;
    this.field.value = store.read(STORED_AS) ?? "";
    this.hasKeyboard = window.matchMedia("(hover: hover) and (pointer: fine)");
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      pictures(files);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    keepFocus(document.getElementById("send"));
    new ResizeObserver(() => this.grow()).observe(this.form);
    this.changed();
  }

  changed() {
    this.form.classList.toggle("is-filled", this.field.value.trim() !== "");
    this.grow();
    store.write(STORED_AS, this.field.value);
  }

  grow() {
    const style = getComputedStyle(this.field);
    const line = parseFloat(style.lineHeight);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const border = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, LINES * line + padding) + border}px`;
  }

  /** While a word is being composed Enter chooses it; 229 is how some browsers say the same. */
  pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!this.hasKeyboard.matches && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) {
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.changed();
    this.send(text);
  }
}

/** A tap on the button leaves the focus, and the soft keyboard, where they are. */
function keepFocus(button) {
  button.addEventListener("pointerdown", (event) => event.preventDefault());
}

/** Keeps header and composer on the part of the screen that the soft keyboard leaves, where the browser does not. */
export function followKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const follow = () => {
    if (view.scale > 1.01) return;
    const root = document.documentElement;
    const covered = window.innerHeight - view.height > 1;
    root.classList.toggle("is-covered", covered);
    root.style.setProperty("--visible-height", `${view.height}px`);
    root.style.setProperty("--visible-top", `${view.offsetTop}px`);
  };
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
}
