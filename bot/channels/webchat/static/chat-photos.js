/** Photos, recordings, documents: chosen several at once, uploaded one after another, each with its preview, progress and retry. */
import { newId } from "./chat-connection.js";

const LARGEST_BYTES = 20 * 1024 * 1024;
const PREVIEW_PX = 320;
/** Longer sides, tried in turn, of a picture that has too many bytes as it is; text on a screenshot can be read at the first two. */
const SMALLER_PX = [4096, 2560, 1600];
/** Without any progress; however slow a line is, what still moves is not given up. */
const STALLED_MS = 60_000;
/** HTTP: of what is wrong with the file itself, so that sending it again is in vain. */
const NEVER_TAKEN = [413, 415];

/** The picture on white, its longer side so many pixels at most. */
function drawn(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A small JPEG as a data: address, or null where the browser cannot read the picture. */
async function previewOf(file) {
  try {
    const picture = await createImageBitmap(file);
    const preview = drawn(picture, PREVIEW_PX).toDataURL("image/jpeg", 0.7);
    picture.close();
    return preview;
  } catch {
    return null;
  }
}

/** The picture as a JPEG that fits, or null where the browser cannot read it. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    let made = null;
    for (const longest of SMALLER_PX) {
      made = await new Promise((resolve) => drawn(picture, longest).toBlob(resolve, "image/jpeg", 0.9));
      if (made && made.size <= LARGEST_BYTES) break;
      made = null;
    }
    picture.close();
    return made;
  } catch {
    return null;
  }
}

/** A file that was not taken. isFinal: it never will be. */
class NotTaken extends Error {
  constructor(text, isFinal) {
    super(text);
    this.isFinal = isFinal;
  }
}

/** Sends the file's bytes. Resolves to its {key, kind}: a "photo" or a "document"; rejects with NotTaken, whose message is the server's words, or empty. */
function upload(path, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const moves = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALLED_MS);
    };
    const end = (how, what) => {
      clearTimeout(timer);
      how(what);
    };
    request.open("POST", path);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-Requested-With", "chat");
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    request.upload.onprogress = (event) => {
      moves();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = request.onabort = () => end(reject, new NotTaken("", false));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status < 300 && answer.key) end(resolve, answer);
      else end(reject, new NotTaken(answer.error ?? "", NEVER_TAKEN.includes(request.status)));
    };
    moves();
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

export class Photos {
  /** on: {added(id, content) -> entry, changed(entry), uploaded(entry, key, kind), say(key) -> text}. */
  constructor(path, on) {
    this.path = path;
    this.on = on;
    this.queue = [];
    this.files = new Map();
  }

  /** Takes what was chosen; each file is an entry at once, in the order chosen. */
  async take(files) {
    const added = [...files].map((file) => {
      const fits = file.size <= LARGEST_BYTES || file.type.startsWith("image/");
      const fate = fits ? { status: "waiting" } : this.tooLarge();
      const entry = this.on.added(newId(), { what: "photo", name: file.name, ...fate });
      if (fits) this.files.set(entry.id, file);
      return { entry, file, fits };
    });
    this.enqueue(added.filter(({ fits }) => fits).map(({ entry }) => entry));
    for (const { entry, file, fits } of added) {
      if (!fits) continue;
      entry.preview = file.type.startsWith("image/") ? await previewOf(file) : null;
      this.on.changed(entry);
    }
  }

  tooLarge() {
    return { status: "unsent", final: true, why: this.on.say("web-file-too-large") };
  }

  /** What is to be uploaded of the entry; null where it is too large and cannot be made smaller. */
  async fitting(entry) {
    const file = this.files.get(entry.id);
    if (file.size <= LARGEST_BYTES) return file;
    const made = await smaller(file);
    if (made) {
      this.files.set(entry.id, made);
      entry.note = this.on.say("web-photo-smaller");
    }
    return made;
  }

  retry(entry) {
    entry.status = "waiting";
    this.on.changed(entry);
    this.enqueue([entry]);
  }

  enqueue(entries) {
    this.queue.push(...entries);
    if (!this.isRunning) this.run();
  }

  async run() {
    this.isRunning = true;
    while (this.queue.length) await this.uploadOne(this.queue.shift());
    this.isRunning = false;
  }

  async uploadOne(entry) {
    entry.status = "uploading";
    entry.progress = 0;
    this.on.changed(entry);
    const file = await this.fitting(entry);
    if (!file) {
      this.files.delete(entry.id);
      this.on.changed(Object.assign(entry, this.tooLarge()));
      return;
    }
    try {
      const { key, kind } = await upload(this.path, file, (done) => this.progressed(entry, done));
      this.files.delete(entry.id);
      this.on.uploaded(entry, key, kind);
    } catch (error) {
      entry.status = "unsent";
      entry.final = error.isFinal;
      entry.why = error.message || this.on.say("web-photo-failed");
      this.on.changed(entry);
    }
  }

  progressed(entry, done) {
    entry.progress = done;
    const bar = document.querySelector(`[data-key="${CSS.escape(entry.key)}"] progress`);
    if (bar) bar.value = done;
  }
}
