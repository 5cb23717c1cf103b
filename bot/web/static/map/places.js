/** The page's side of the directory: asks the thread that has it (search.js), and keeps it under its hash. */

const KEPT = "nuanxin.map.directory";
const SEARCH = new URL("./search.js", import.meta.url).pathname;

/** {hash, at, text} of the edition that was kept; null if there is none, or storage is switched off. */
function kept() {
  try {
    const [hash, at, ...rest] = (localStorage.getItem(KEPT) ?? "").split("\n");
    return rest.length ? { hash, at: Number(at), text: rest.join("\n") } : null;
  } catch {
    return null;
  }
}

function keep({ hash, at }, text) {
  try {
    localStorage.setItem(KEPT, `${hash}\n${at}\n${text}`);
  } catch {
    /* storage is switched off or full */
  }
}

async function fetched(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** The state of this moment: {hash, shut, open, warnings}. Rejects without a network. */
export async function loadState() {
  return (await fetched("/map/state.json")).json();
}

export class Places {
  /** soon: minutes before closing that count as soon. */
  constructor(soon) {
    this.soon = soon;
    this.waiting = new Map();
    this.asked = 0;
    this.failed = null;
    this.worker = new Worker(SEARCH, { type: "module" });
    this.worker.addEventListener("message", ({ data: { id, answer, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(answer);
      else reject(new Error(error));
    });
    this.worker.addEventListener("error", () => {
      this.failed = new Error("the browser allows no thread");
      for (const { reject } of this.waiting.values()) reject(this.failed);
    });
  }

  /** Loads the edition with this hash, or without a network the one that was kept. Rejects if there is neither. */
  async load(hash) {
    let edition = kept();
    if (edition?.hash !== hash) {
      try {
        const bytes = await (await fetched(`/map/places-${hash}.json`)).arrayBuffer();
        edition = { hash, at: Date.now(), bytes };
      } catch (error) {
        if (edition === null) throw error;
      }
    }
    const { about, text } = await this.ask("load", { ...edition, soon: this.soon }, edition.bytes ? [edition.bytes] : []);
    /** Its hash, when it was loaded (at), and how its minutes count: from, ahead (of UTC). */
    Object.assign(this, about);
    if (edition.bytes && text !== null) keep(about, text);
  }

  minute() {
    return Date.now() / 60_000 - this.from;
  }

  know(state) {
    return this.ask("know", state);
  }

  find(asked) {
    return this.ask("find", { minute: this.minute(), ...asked });
  }

  named(codes) {
    return this.ask("named", codes);
  }

  clusters(asked) {
    return this.ask("clusters", { minute: this.minute(), ...asked });
  }

  /** The paths that the thread needs, for use without a network. */
  get paths() {
    return [SEARCH, SEARCH.replace("search.js", "directory.js")];
  }

  /** Answers come in the order of the questions. given: buffers that are not needed here any more. */
  async ask(what, asked, given = []) {
    if (this.failed !== null) throw this.failed;
    const id = (this.asked += 1);
    const answered = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.worker.postMessage({ id, what, asked }, given);
    return answered;
  }
}
