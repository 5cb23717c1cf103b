/**
 * The page as a Mini App: Telegram's colours and position, links in Telegram, and a place sent to the person's own chat.
 *
 * Telegram's script comes from its own host only, which the pages of the map do not allow; this posts the same events.
 * https://docs.telegram-mini-apps.com/platform/methods
 */

const ANSWER_MS = 20_000;
const COLOURS = {
  bg_color: "--surface",
  secondary_bg_color: "--ground",
  text_color: "--text",
  hint_color: "--quiet",
  link_color: "--link",
};

function post(name, given = {}) {
  if (globalThis.TelegramWebviewProxy) globalThis.TelegramWebviewProxy.postEvent(name, JSON.stringify(given));
  else if (globalThis.external?.notify) globalThis.external.notify(JSON.stringify({ eventType: name, eventData: given }));
}

const waiting = new Map();

/** Telegram's apps call this. */
function receive(name, given) {
  if (name === "theme_changed") wear(given?.theme_params);
  if (name === "back_button_pressed") history.back();
  waiting.get(name)?.(given ?? {});
  waiting.delete(name);
}

function ask(name, answered) {
  return new Promise((resolve, reject) => {
    waiting.set(answered, resolve);
    setTimeout(() => reject(Object.assign(new Error(name), { code: 3 })), ANSWER_MS);
    post(name);
  });
}

/** Puts Telegram's colours into ours where text on them can be read. */
function wear(theme) {
  const { bg_color: below = "", text_color: text = "" } = theme ?? {};
  if (contrast(below, text) < 4.5) return;
  const { style } = document.documentElement;
  style.colorScheme = brightness(below) < 0.2 ? "dark" : "light";
  for (const [name, ours] of Object.entries(COLOURS)) {
    const readable = name.endsWith("bg_color") ? contrast(theme[name], text) : contrast(theme[name], below);
    if (readable >= 4.5) style.setProperty(ours, theme[name]);
  }
}

/** Relative luminance by WCAG; NaN for anything but #rrggbb. */
function brightness(colour) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? "")?.slice(1) ?? [];
  const [red, green, blue] = parts.map((hex) => {
    const share = parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, bright] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05) || 0;
}

/** Links to chats and to other pages open where Telegram opens them, not inside this page. */
function follow(event) {
  const link = event.target.closest?.("a[href^='http']");
  if (!link || link.origin === location.origin) return;
  event.preventDefault();
  if (link.hostname === "t.me") post("web_app_open_tg_link", { path_full: link.pathname + link.search });
  else post("web_app_open_link", { url: link.href });
}

/** start: what Telegram adds to the address that it opens. */
export function open(start) {
  globalThis.Telegram = { WebView: { receiveEvent: receive } };
  globalThis.TelegramGameProxy = { receiveEvent: receive };
  try {
    wear(JSON.parse(start.get("tgWebAppThemeParams") ?? "{}"));
  } catch {
    /* it gave no colours */
  }
  document.addEventListener("click", follow);
  post("web_app_ready");
  post("web_app_expand");
  post("web_app_setup_back_button", { is_visible: location.pathname !== "/map" });
  return {
    async locate() {
      const { available, latitude, longitude } = await ask("web_app_request_location", "location_requested");
      if (!available) throw Object.assign(new Error("no position"), { code: 2 });
      return [latitude, longitude];
    },
    /** Sends the place's card to the person's chat; Telegram's proof of who they are goes along. */
    async send(code) {
      const body = JSON.stringify({ code, proof: start.get("tgWebAppData") ?? "" });
      const answer = await fetch("/telegram/place", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!answer.ok) throw new Error(String(answer.status));
      post("web_app_close");
    },
  };
}
