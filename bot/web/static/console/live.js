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

listen();
