// The stream of events of an open page: live parts fetch themselves again on `changed` from the body.

const body = document.body;
const state = document.getElementById("live-state");

function listen() {
  const source = new EventSource(body.dataset.live);
  source.addEventListener("changed", () => body.dispatchEvent(new CustomEvent("changed")));
  source.addEventListener("gone", () => {
    source.close();
    location.reload();
  });
  source.addEventListener("open", () => {
    if (!state.hidden) body.dispatchEvent(new CustomEvent("changed"));
    state.hidden = true;
  });
  source.addEventListener("error", () => {
    state.textContent = state.dataset.away;
    state.hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

// what takes longer than a second says so; a file that comes leaves the page as it is, so it says so for a while only
const SLOW_MS = 1000;
const SAID_FOR_MS = 15000;

function wait() {
  const shown = setTimeout(() => {
    state.textContent = state.dataset.busy;
    state.hidden = false;
    setTimeout(() => {
      state.hidden = true;
    }, SAID_FOR_MS);
  }, SLOW_MS);
  addEventListener("pagehide", () => clearTimeout(shown), { once: true });
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method !== "dialog") wait();
});

listen();
