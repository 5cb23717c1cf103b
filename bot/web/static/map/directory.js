/**
 * The directory on the phone: every place in columns. The phone searches it by itself, so nobody has to be told the
 * position. Minutes count from the first midnight of the edition, in the city.
 */

const DAY = 1440;
const METRES_A_DEGREE = 111_195.08;
const DEGREE = 100_000;
/** Farther than any place of a city. */
const LAST_M = 10_000_000;

export class Directory {
  /** columns: of bot/web/map/directory.py. at: when they were loaded; soon: minutes before closing that count as soon. */
  constructor(columns, { hash, at, soon }) {
    this.columns = unpacked(columns);
    this.from = columns.from;
    this.hash = hash;
    this.at = at;
    this.soon = soon;
    this.unlisted = new Set(columns.unlisted);
    this.unchecked = new Set(columns.unchecked);
    this.unmended = new Set(columns.unmended);
    this.shut = new Map();
    this.saidOpen = new Set();
    this.closures = new Map();
    this.byCode = new Map(this.columns.code.map((code, index) => [code, index]));
    const late = columns.from % DAY;
    /** Minutes by which the city is ahead of UTC. */
    this.ahead = late > DAY / 2 ? DAY - late : -late;
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

  position(index) {
    const [latitude, longitude] = this.columns.centre;
    return [latitude + this.columns.north[index] / DEGREE, longitude + this.columns.east[index] / DEGREE];
  }

  /** Everything that a card and the map show of a place. */
  place(index) {
    const { columns } = this;
    return {
      code: columns.code[index],
      name: columns.name[index],
      at: this.position(index),
      needs: columns.need_keys.filter((_, at) => Math.floor(columns.needs[index] / 2 ** at) % 2 === 1),
      address: columns.address[index],
      details: columns.details[index],
      grade: columns.grade[index],
      note: columns.note[index],
      access: columns.access[index],
      accessNote: columns.access_note[index],
      checked: columns.checked[index],
      closure: this.closures.get(index) ?? "",
      phone: columns.phone[index],
      saidOpen: this.saidOpen.has(index),
      unlisted: this.unlisted.has(index),
      unchecked: this.unchecked.has(index),
    };
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
   * Calls `each` with the index and the state of every place that matches.
   * needs: keys, all of which a place must have; district: a key or null.
   */
  forEachMatch({ needs, openOnly, district, minute }, each) {
    const { columns } = this;
    const states = columns.spans.map((_, hours) => this.hoursState(hours, minute));
    const isOpen = states.map(({ how }) => how === "always" || how === "open" || how === "closes" || how === "closes-soon");
    const wanted = needs.map((key) => 2 ** columns.need_keys.indexOf(key));
    const inDistrict = district === null ? -1 : columns.district_keys.indexOf(district);
    const now = minute + columns.from;
    for (let index = 0; index < columns.code.length; index += 1) {
      if (!needs.length && this.unlisted.has(index)) continue;
      if (inDistrict >= 0 && columns.district[index] !== inDistrict) continue;
      const bits = columns.needs[index];
      if (!wanted.every((bit) => Math.floor(bits / bit) % 2 === 1)) continue;
      const foundShut = (this.shut.get(index) ?? 0) > now;
      const hours = columns.hours[index];
      if (openOnly && (foundShut || this.unmended.has(index) || !isOpen[hours])) continue;
      each(index, foundShut ? { how: "found-shut", until: null } : states[hours]);
    }
  }

  /**
   * The nearest places that match, nearest first, unchecked gates last: {from, found: [{...place, metres, bearing, how, until}]}.
   * from: [latitude, longitude]; null means the middle of the district, or of the city.
   */
  find({ from, limit, ...asked }) {
    const { columns } = this;
    const origin = from ?? this.middleOf(asked.district);
    const north0 = (origin[0] - columns.centre[0]) * DEGREE;
    const east0 = (origin[1] - columns.centre[1]) * DEGREE;
    const metre = METRES_A_DEGREE / DEGREE;
    const narrow = Math.cos(((origin[0] + columns.centre[0]) / 2) * (Math.PI / 180));
    const nearest = [];
    this.forEachMatch(asked, (index, state) => {
      const north = (columns.north[index] - north0) * metre;
      const east = (columns.east[index] - east0) * metre * narrow;
      const metres = Math.hypot(north, east);
      const rank = this.unchecked.has(index) ? metres + LAST_M : metres;
      if (nearest.length === limit && rank >= nearest[limit - 1].rank) return;
      insert(nearest, { index, metres, rank, bearing: bearingOf(north, east), state }, limit);
    });
    const found = nearest.map(({ index, metres, bearing, state }) => {
      return { ...this.place(index), metres, bearing, ...state };
    });
    return { from: origin, found };
  }

  /** The places with these codes; codes that are unknown are left out. */
  named(codes) {
    return codes.filter((code) => this.byCode.has(code)).map((code) => this.place(this.byCode.get(code)));
  }

  /** The middle of a district's places; the city's centre if it has none, or for null. */
  middleOf(district) {
    if (district === null) return this.columns.centre;
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
    if (found[middle].rank <= each.rank) low = middle + 1;
    else high = middle;
  }
  found.splice(low, 0, each);
  if (found.length > limit) found.pop();
}
