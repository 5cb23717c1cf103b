/** The app that the page is opened in, if it can do more than a browser, and where the phone is. */

const LOCATE_MS = 10_000;
const FRESH_MS = 60_000;
const IN_TELEGRAM = "nuanxin.map.telegram";

/** What Telegram adds to the address when it opens the page, kept for the pages that are opened from there; or null. */
function telegramsStart() {
  const given = location.hash.includes("tgWebAppVersion=") ? location.hash.slice(1) : null;
  try {
    if (given !== null) sessionStorage.setItem(IN_TELEGRAM, given);
    return sessionStorage.getItem(IN_TELEGRAM);
  } catch {
    return given; // storage is switched off
  }
}

/** What an app shows when the page is passed on. */
function shared() {
  const said = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content ?? "";
  return { title: said("title"), text: said("description"), link: location.href.split("#")[0], picture: said("image") };
}

async function opened() {
  const start = telegramsStart(); // at once: the page changes its address
  try {
    let inside = null;
    if (/MicroMessenger/i.test(navigator.userAgent)) inside = await (await import("./inside_wechat.js")).open();
    else if (start !== null) inside = await (await import("./inside_telegram.js")).open(new URLSearchParams(start));
    inside?.share?.(shared()).catch(() => {});
    return inside;
  } catch {
    return null; // the app does not answer: this is a page like any other
  }
}

/** What the app can do: locate, navigate, scan, share, send; null in a browser. */
export const app = opened();

function byBrowser() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation || !window.isSecureContext) reject(Object.assign(new Error("none"), { code: 2 }));
    else
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve([coords.latitude, coords.longitude]),
        reject,
        { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge: FRESH_MS },
      );
  });
}

/** [latitude, longitude] in WGS-84, from the app or else the browser. Rejects with a code like that of GeolocationPositionError. */
export async function whereThePhoneIs() {
  const inside = await app;
  if (!inside?.locate) return byBrowser();
  try {
    return await inside.locate();
  } catch (error) {
    if (error.code === 1) throw error; // asking once more in another way is not what a person wants who said no
    return byBrowser();
  }
}
