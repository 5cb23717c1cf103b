/** What the person did, as the server tells it back to every tab of theirs. */

import { numbered } from "./chat-list.js";

/** The content of an entry for it. */
export function ownContent({ text, label, location, photo, document: file, name }) {
  if (label) return { what: "press", text: label };
  if (location) return { what: "location" };
  if (photo) return { what: "photo", photo };
  if (file) return { what: "photo", photo: file, name, isDocument: true };
  return { what: "text", text: text ?? "" };
}

/** What was pressed below a message, by its data: of a number, what stands beside it in the list. */
export function pressedLabel(message, data) {
  const label = message.rows?.flat().find((button) => button.press === data)?.text;
  return numbered(message.text).get(label) ?? label;
}

export function firstLine(text) {
  return (text ?? "").split("\n", 1)[0];
}
