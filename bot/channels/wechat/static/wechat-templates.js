/* Shows WeChat's own button once its script accepts the page, and says what the person answered in its dialog. */

const PATIENCE_MS = 6000;

const subscribe = document.getElementById("subscribe");
const result = document.getElementById("result");

/** Says one of the texts that the page holds: accept, reject or failed. */
function say(state) {
  result.dataset.state = state;
  result.textContent = document.querySelector(`[data-for="${state}"]`).textContent;
}

/** WeChat gives JSON in JSON: template id -> {"status": "accept" | "reject" | …}. */
function answerIn(details) {
  try {
    const given = JSON.parse(details)[subscribe.getAttribute("template")];
    return JSON.parse(given).status === "accept" ? "accept" : "reject";
  } catch {
    return "failed";
  }
}

function begin() {
  const { app, nonce, timestamp, signature } = document.body.dataset;
  if (!globalThis.wx || !signature) {
    say("failed");
    return;
  }
  const patience = setTimeout(() => say("failed"), PATIENCE_MS);
  globalThis.wx.config({
    appId: app,
    timestamp: Number(timestamp),
    nonceStr: nonce,
    signature,
    jsApiList: [],
    openTagList: ["wx-open-subscribe"],
  });
  globalThis.wx.ready(() => {
    clearTimeout(patience);
    subscribe.hidden = false;
    result.textContent = "";
    result.dataset.state = "ready";
  });
  globalThis.wx.error(() => {
    clearTimeout(patience);
    say("failed");
  });
  subscribe.addEventListener("success", (event) => say(answerIn(event.detail.subscribeDetails)));
  subscribe.addEventListener("error", () => say("failed"));
}

begin();
