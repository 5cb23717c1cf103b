/**
 * Plain text of the service as nodes: web addresses become links, telephone numbers can be called, and the number of a
 * case stays in one line. A line that ends in a hotline (“急救：120”) is one large button.
 *
 * A short hotline is a number to call only where it is not an amount, a distance or a house number: "120 米", "青石路 120 号".
 */
import { element, word } from "./chat-words.js";

const ADDRESS = String.raw`https?:\/\/[^\s<>"'“”‘’，。；：！？、（）《》【】「」]+`;
const HOTLINE = String.raw`1(?:10|19|20|22)|123\d{2}|9[56]\d{3}|100(?:00|01|10|86|99)`;
const MOBILE = String.raw`(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}`;
const LANDLINE = String.raw`0\d{2,3}[ -]?\d{3,4}[ -]?\d{4}|[48]00[ -]?\d{3}[ -]?\d{4}`;
const CASE = String.raw`NX-\d{6}-\d{5,}-\d`;
const CALL_LINE = new RegExp(`^(.{1,24}[：:])\\s*(${HOTLINE})$`);
const FOUND = new RegExp(`(${ADDRESS})|(${MOBILE}|${LANDLINE})|(${HOTLINE})|(${CASE})`, "g");

const GLUED_BEFORE = /[\dA-Za-z.\-_#¥￥$第]$/;
const GLUED_AFTER = /^(?:[\dA-Za-z_]|[.:,]\d|[-–—~～至到]\s*\d)/;
const COUNTED_CHINESE = /^\s*(?:平?米|公里|千米|元|块|分|个|人|号|年|月|天|日|小时|秒|点|岁|名|次|位|件|张|家|条|度|多|余|弄|栋|幢|室|楼|层|巷|街|路|[%％℃°])/;
const COUNTED_ENGLISH = /^\s+(?:m|km|yuan|min|metres?|meters?|minutes?|hours?|days?|people|places?|spots?|seats?)\b/;
const STREET_ENGLISH = /^ [A-Z][a-z]+ (?:Road|Street|Avenue|Lane|St|Rd|Ave)\b/;

function callable(number, isHotline, before, after) {
  if (GLUED_BEFORE.test(before) || GLUED_AFTER.test(after)) return false;
  if (!isHotline) return true;
  return !(COUNTED_CHINESE.test(after) || COUNTED_ENGLISH.test(after) || STREET_ENGLISH.test(after));
}

/** The address as one that is safe to open, or null: http, https and tel only. */
export function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens outside the chat and can do nothing to it; as plain text when its address is not safe. */
export function outsideLink(address, className, text) {
  const href = safeAddress(address);
  const link = element(href ? "a" : "span", className, text);
  if (!href) return link;
  link.href = href;
  if (href.startsWith("tel:")) return link;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.append(element("span", "unseen", word("web-opens-outside")));
  return link;
}

function callLink(number) {
  const link = element("a", number.length === 3 ? "call urgent" : "call", number);
  link.href = `tel:${number.replace(/[ -]/g, "")}`;
  link.setAttribute("aria-label", `${word("web-call")} ${number}`);
  return link;
}

function nodeFor(match, found, after) {
  if (match[1]) return outsideLink(found, "address", found);
  if (match[4]) return element("span", "whole", found);
  const before = match.input.slice(0, match.index);
  return callable(found, Boolean(match[3]), before, after) ? callLink(found) : null;
}

/** A line that ends in a number to call, as a button that a trembling thumb hits. */
function callLine(label, number) {
  const link = element("a", number.length === 3 ? "call-line urgent" : "call-line");
  link.href = `tel:${number}`;
  link.setAttribute("aria-label", `${word("web-call")} ${label}${number}`);
  link.append(element("span", "", label), element("b", "", number));
  return link;
}

/** The text as nodes to append. */
export function linked(text) {
  const nodes = document.createDocumentFragment();
  let plain = [];
  const appendPlain = () => {
    if (plain.length) nodes.append(linkedInLine(plain.join("\n")));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const [, label, number] = CALL_LINE.exec(line) ?? [];
    if (!number) {
      plain.push(line);
      continue;
    }
    appendPlain();
    nodes.append(callLine(label, number));
  }
  appendPlain();
  return nodes;
}

function linkedInLine(text) {
  const nodes = document.createDocumentFragment();
  let rest = 0;
  for (const match of text.matchAll(FOUND)) {
    const found = match[1] ? match[1].replace(/[.,;:!?)\]]+$/, "") : match[0];
    const end = match.index + found.length;
    const node = nodeFor(match, found, text.slice(end));
    if (!node) continue;
    nodes.append(text.slice(rest, match.index), node);
    rest = end;
  }
  nodes.append(text.slice(rest));
  return nodes;
}
