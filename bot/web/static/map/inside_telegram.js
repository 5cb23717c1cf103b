/**
 * The page as a Mini App: Telegram's colours and position, links in Telegram, and a place sent to the person's own chat.
 *
 * Telegram's script comes from its own host only, which the pages of the map do not allow; this posts the same events.
 * https://docs.telegram-mini-apps.com/platform/methods
 */

const ANSWER_MS = 20_000;
const READABLE = 4.5;
const BACKGROUNDS = { bg_color: "--surface", secondary_bg_color: "--ground" };
const TEXTS = { text_color: "--text", hint_color: "--quiet", link_color: "--link" };
/** Our colours of text, which stay where Telegram has none. */
const READ = ["--text", "--quiet", "--link", "--good", "--danger", "--brand-strong"];
const darkRules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule.media?.mediaText.includes("prefers-color-scheme: dark"));

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

/** Wears Telegram's light or dark, whatever the phone's is, and its colours where all that is written can be read. */
function wear(theme) {
  const below = brightness(theme?.bg_color);
  if (Number.isNaN(below)) return;
  const root = document.documentElement;
  const worn = (ours) => getComputedStyle(root).getPropertyValue(ours).trim();
  const put = (ours, colour) => root.style.setProperty(ours, colour);
  root.style.colorScheme = below < 0.2 ? "dark" : "light";
  for (const rule of darkRules) rule.media.mediaText = below < 0.2 ? "all" : "not all";
  for (const ours of Object.values({ ...BACKGROUNDS, ...TEXTS })) root.style.removeProperty(ours);
  for (const [name, ours] of Object.entries(BACKGROUNDS)) {
    if (READ.every((text) => contrast(worn(text), theme[name]) >= READABLE)) put(ours, theme[name]);
  }
  for (const [name, ours] of Object.entries(TEXTS)) {
    if (Object.values(BACKGROUNDS).every((each) => contrast(theme[name], worn(each)) >= READABLE)) put(ours, theme[name]);
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
