/**
 * The directory on the phone: every place in columns, kept under its hash. The phone searches it by itself, so the
 * position never leaves the phone. Minutes count from the first midnight of the edition, in the city.
 */

const KEPT = "nuanxin.map.directory";
const LONGEST_KEPT = 4_000_000;
const DAY = 1440;
const METRES_A_DEGREE = 111_195.08;
const DEGREE = 100_000;

/** Nothing is kept if storage is switched off or full. */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    /* nothing is kept */
  }
}

async function fetchText(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

/** The edition with this hash; without a network, the one that was kept. Rejects if there is neither. */
export async function loadDirectory(hash, soon) {
  const [keptHash, keptAt, ...rest] = (read(KEPT) ?? "").split("\n");
  const kept = rest.join("\n");
  if (keptHash === hash && kept) return new Directory(JSON.parse(kept), { hash, at: Number(keptAt), soon });
  try {
    const text = await fetchText(`/map/places-${hash}.json`);
    if (text.length < LONGEST_KEPT) write(KEPT, `${hash}\n${Date.now()}\n${text}`);
    return new Directory(JSON.parse(text), { hash, at: Date.now(), soon });
  } catch (error) {
    if (!kept) throw error;
    return new Directory(JSON.parse(kept), { hash: keptHash, at: Number(keptAt), soon });
  }
}

/** The state of this moment: {hash, shut, open, closures, warnings}. Rejects without a network. */
export async function loadState() {
  return JSON.parse(await fetchText("/map/state.json"));
}

export class Directory {
  /** columns: of bot/web/map/directory.py. at: when they were loaded; soon: minutes before closing that count as soon. */
  constructor(columns, { hash, at, soon }) {
    this.columns = unpacked(columns);
    this.hash = hash;
    this.at = at;
    this.soon = soon;
    this.shut = new Map();
    this.saidOpen = new Set();
    this.closures = new Map();
    this.byCode = new Map(this.columns.code.map((code, index) => [code, index]));
    const late = columns.from % DAY;
    /** Minutes by which the city is ahead of UTC. */
    this.ahead = late > DAY / 2 ? DAY - late : -late;
  }

  get size() {
    return this.columns.code.length;
  }

  /** Takes in the state of this moment. */
  know(state) {
    const known = (code) => this.byCode.has(code);
    this.shut = new Map(
      Object.entries(state.shut).filter(([code]) => known(code)).map(([code, until]) => [this.byCode.get(code), until]),
    );
    const closures = Object.entries(state.closures ?? {}).filter(([code]) => known(code));
    this.closures = new Map(closures.map(([code, said]) => [this.byCode.get(code), said]));
    this.saidOpen = new Set(state.open.filter(known).map((code) => this.byCode.get(code)));
  }

  minute(now = Date.now()) {
    return now / 60_000 - this.columns.from;
  }

  position(index) {
    const [latitude, longitude] = this.columns.centre;
    return [latitude + this.columns.north[index] / DEGREE, longitude + this.columns.east[index] / DEGREE];
  }

  needsOf(index) {
    const bits = this.columns.needs[index];
    return this.columns.need_keys.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
  }

  /** The state by the hours at a minute: {how, until}, as in models/values/opening_hours.py, within the edition's days. */
  hoursState(hours, minute) {
    const [open, unknown] = this.columns.spans[hours];
    const end = this.columns.days * DAY;
    if (minute < 0 || minute >= end || inSpan(unknown, minute) !== null) return { how: "unknown", until: null };
    const until = inSpan(open, minute);
    if (until !== null) {
      if (open[0] === 0 && until === end && open.length === 2) return { how: "always", until: null };
      if (until === end) return { how: "open", until: null };
      return { how: until - minute <= this.soon ? "closes-soon" : "closes", until };
    }
    const next = Math.min(nextBegin(open, minute), nextBegin(unknown, minute));
    return next < end ? { how: "opens", until: next } : { how: "shut", until: null };
  }

  /**
   * The nearest places that match, nearest first: [{index, metres, bearing, how, until}].
   * from: [latitude, longitude]; needs: keys, all of which a place must have; district: a key or null.
   */
  find({ from, needs, openOnly, district, limit, minute = this.minute() }) {
    const { columns } = this;
    const states = columns.spans.map((_, hours) => this.hoursState(hours, minute));
    const isOpen = states.map(({ how }) => how === "always" || how === "open" || how === "closes" || how === "closes-soon");
    const wanted = needs.map((key) => 2 ** columns.need_keys.indexOf(key));
    const inDistrict = district === null ? -1 : columns.district_keys.indexOf(district);
    const now = minute + columns.from;
    const north0 = (from[0] - columns.centre[0]) * DEGREE;
    const east0 = (from[1] - columns.centre[1]) * DEGREE;
    const metre = METRES_A_DEGREE / DEGREE;
    const narrow = Math.cos(((from[0] + columns.centre[0]) / 2) * (Math.PI / 180));
    const found = [];
    for (let index = 0; index < columns.code.length; index += 1) {
      if (inDistrict >= 0 && columns.district[index] !== inDistrict) continue;
      const bits = columns.needs[index];
      if (!wanted.every((bit) => Math.floor(bits / bit) % 2 === 1)) continue;
      const foundShut = (this.shut.get(index) ?? 0) > now;
      const hours = columns.hours[index];
      if (openOnly && (foundShut || !isOpen[hours])) continue;
      const north = (columns.north[index] - north0) * metre;
      const east = (columns.east[index] - east0) * metre * narrow;
      const metres = Math.hypot(north, east);
      if (found.length === limit && metres >= found[limit - 1].metres) continue;
      const state = foundShut ? { how: "found-shut", until: null } : states[hours];
      insert(found, { index, metres, bearing: bearingOf(north, east), ...state }, limit);
    }
    return found;
  }

  /** The middle of a district's places; the city's centre if it has none. */
  middleOf(district) {
    const at = this.columns.district_keys.indexOf(district);
    const inside = this.columns.district.flatMap((each, index) => (each === at ? [index] : []));
    if (!inside.length) return this.columns.centre;
    const mean = (column) => inside.reduce((sum, index) => sum + column[index], 0) / inside.length / DEGREE;
    return [this.columns.centre[0] + mean(this.columns.north), this.columns.centre[1] + mean(this.columns.east)];
  }
}

/** Turns steps into numbers and packed codes into whole ones, see bot/web/map/directory.py. */
function unpacked(columns) {
  const summed = (steps) => {
    let sum = 0;
    return steps.map((step) => (sum += step));
  };
  let before = "";
  const code = columns.code.map((said) => {
    const gap = said.indexOf(" ");
    before = [...before].slice(0, Number(said.slice(0, gap))).join("") + said.slice(gap + 1);
    return before;
  });
  const spans = columns.spans.map((kinds) => kinds.map(summed));
  return { ...columns, code, spans, north: summed(columns.north), east: summed(columns.east) };
}

function bearingOf(north, east) {
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

/** The end of the span that holds the minute, or null. spans: begin, end, begin, end, … */
function inSpan(spans, minute) {
  for (let at = 0; at < spans.length; at += 2) if (spans[at] <= minute && minute < spans[at + 1]) return spans[at + 1];
  return null;
}

function nextBegin(spans, minute) {
  for (let at = 0; at < spans.length; at += 2) if (spans[at] > minute) return spans[at];
  return Infinity;
}

function insert(found, each, limit) {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle].metres <= each.metres) low = middle + 1;
    else high = middle;
  }
  found.splice(low, 0, each);
  if (found.length > limit) found.pop();
}
