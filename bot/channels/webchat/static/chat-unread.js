/** How much came while nobody looked, in the title. */
export class Unread {
  constructor() {
    this.title = document.title;
    this.count = 0;
    document.addEventListener("visibilitychange", () => document.hidden || this.show(0));
  }

  came() {
    if (document.hidden) this.show(this.count + 1);
  }

  show(count) {
    this.count = count;
    document.title = count ? `(${count}) ${this.title}` : this.title;
  }
}
