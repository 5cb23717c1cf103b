/**
 * The browser's back key goes one screen back in the chat, as its own button does; at the beginning it leaves.
 *
 * Each step forward is an entry of the browser's history, made while somebody presses or sends: browsers skip others.
 */
export class BackKey {
  /** goBack() goes one screen back, and returns whether there was one. */
  constructor(goBack) {
    this.goBack = goBack;
    this.depth = history.state?.depth ?? 0;
    this.isGoing = false;
    window.addEventListener("popstate", (event) => this.moved(event.state?.depth ?? 0));
  }

  forward() {
    if (this.isGoing) return;
    this.depth += 1;
    history.pushState({ depth: this.depth }, "");
  }

  moved(depth) {
    const isBack = depth < this.depth;
    this.depth = depth;
    if (!isBack) return;
    this.isGoing = true;
    const went = this.goBack();
    this.isGoing = false;
    if (!went) history.go(-(depth + 1));
  }
}
