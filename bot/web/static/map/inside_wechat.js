/**
 * WeChat's own browser: its position, its map, its scanner, what it shows when the page is shared.
 *
 * WeChat puts a bridge into every page. Its script for pages (wx, jweixin-1.6.0.js) is a thin layer over that bridge;
 * it comes from a host of its own only and reports every page there, which the pages of the map do not allow. So this
 * speaks to the bridge as wx does: `wx.config` is preVerifyJSAPI, `wx.getLocation` is geoLocation, and so on.
 * https://developers.weixin.qq.com/doc/service/guide/h5/jssdk.html
 */
import { datums } from "./datum.js";

const READY_MS = 4000;
const USED = ["geoLocation", "openLocation", "scanQRCode", "updateAppMessageShareData", "updateTimelineShareData"];

/** The address that WeChat checks: on iPhones the one that was opened first, whatever the page made of it since. */
function pathToSign() {
  const first = performance.getEntriesByType("navigation")[0]?.name;
  const { pathname, search } = first && /iPhone|iPad/.test(navigator.userAgent) ? new URL(first) : location;
  return encodeURIComponent(pathname + search);
}

function bridge() {
  return new Promise((resolve, reject) => {
    if (globalThis.WeixinJSBridge) resolve(globalThis.WeixinJSBridge);
    document.addEventListener("WeixinJSBridgeReady", () => resolve(globalThis.WeixinJSBridge), { once: true });
    setTimeout(() => reject(new Error("no bridge")), READY_MS);
  });
}

/** The app as the page uses it; null if WeChat does not accept the page. */
export async function open() {
  const [wechat, answer] = await Promise.all([bridge(), fetch(`/wechat/signature?path=${pathToSign()}`)]);
  if (!answer.ok) return null;
  const { app, nonce, timestamp, signature } = await answer.json();
  const proof = {
    appId: app,
    verifyAppId: app,
    verifySignType: "sha1",
    verifyTimestamp: timestamp,
    verifyNonceStr: nonce,
    verifySignature: signature,
  };
  const invoke = (name, given) =>
    new Promise((resolve, reject) => {
      wechat.invoke(name, { ...given, ...proof }, (said) => {
        const outcome = said.errMsg ?? said.err_msg ?? "";
        if (/:(ok|confirm)$/.test(outcome)) resolve(said);
        else reject(Object.assign(new Error(outcome), { code: /den(y|ied)|cancel/.test(outcome) ? 1 : 2 }));
      });
    });
  await invoke("preVerifyJSAPI", { verifyJsApiList: USED });
  return {
    /** WGS-84, on the phone. */
    async locate() {
      const { latitude, longitude } = await invoke("geoLocation", { type: "gcj02" });
      return datums.gcj02.from([Number(latitude), Number(longitude)]);
    },
    /** latitude, longitude: GCJ-02. */
    navigate: ({ latitude, longitude, name, address }) =>
      invoke("openLocation", { latitude, longitude, name, address, scale: 17, infoUrl: location.href }),
    /** The text of a code. */
    async scan() {
      const { resultStr } = await invoke("scanQRCode", { needResult: 1, scanType: ["qrCode"] });
      try {
        return JSON.parse(resultStr).scan_code.scan_result; // on iPhones
      } catch {
        return resultStr;
      }
    },
    async share({ title, text, link, picture }) {
      await invoke("updateAppMessageShareData", { title, desc: text, link, imgUrl: picture });
      await invoke("updateTimelineShareData", { title, link, imgUrl: picture });
    },
  };
}
