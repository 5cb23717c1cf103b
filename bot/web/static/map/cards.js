/** The cards of the list, and all texts with numbers: the server's own texts with their gaps filled. */

const DAY = 1440;
const NIGHT_ENDS = 6;
const GRAIN_M = 10;

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

export class Sayings {
  /** texts: of bot/web/map/patterns.py. */
  constructor(texts, directory) {
    this.texts = texts;
    this.directory = directory;
  }

  where({ metres, bearing }) {
    const rounded = Math.max(GRAIN_M, Math.round(metres / GRAIN_M) * GRAIN_M);
    const distance =
      rounded < 1000
        ? fill(this.texts.metres, { metres: rounded })
        : fill(this.texts.kilometres, { kilometres: (rounded / 1000).toFixed(1) });
    const direction = this.texts.directions[Math.round(bearing / 45) % 8];
    const minutes = Math.max(1, Math.round(rounded / this.texts.metresAMinute));
    return fill(this.texts.where, { distance, direction, minutes });
  }

  opening({ how, until }, minute) {
    const closing = how === "closes" || how === "closes-soon";
    const at = until === null ? "" : this.moment(until, minute, closing);
    const minutes = until === null ? "" : Math.max(1, Math.round(until - minute));
    return fill(this.texts.opening[how], { at, minutes });
  }

  /** How to get in, with what else is noted; empty if nothing is known. */
  way(index) {
    const { access, access_note: notes, note } = this.directory.columns;
    const said = access[index] ? this.texts.access[access[index] - 1] : "";
    const noted = notes[index] || "";
    const both = said && noted ? fill(this.texts.accessNoted, { access: said, note: noted }) : said || noted;
    return [both, note[index] || ""].filter(Boolean).join(this.texts.beside);
  }

  /** When it was checked, or that nobody has for long: {text, old}. */
  checked(index, minute) {
    const { columns, ahead } = this.directory;
    const day = columns.checked[index];
    const today = Math.floor((columns.from + ahead + minute) / DAY);
    if (!day || today - day > this.texts.longUnchecked) return { text: this.texts.unchecked, old: true };
    const at = new Date(day * DAY * 60_000);
    const date = fill(this.texts.date, { month: this.texts.months[at.getUTCMonth()], date: at.getUTCDate() });
    return { text: fill(this.texts.checked, { date }), old: false };
  }

  /** A time within the next days, in the same words as handlers/phrases/places.py. */
  moment(at, now, closing) {
    const endsDay = closing && at % DAY === 0;
    const day = Math.floor(at / DAY) - (endsDay ? 1 : 0);
    const days = day - Math.floor(now / DAY);
    const { from } = this.directory.columns;
    const date = new Date((from + this.directory.ahead + day * DAY) * 60_000);
    const clock = `${Math.floor((at % DAY) / 60)}:${String(at % 60).padStart(2, "0")}`;
    const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    let said = days > 1 && days < 7 ? weekdays[date.getUTCDay()] : "later";
    if (days === 0) said = "today";
    if (days === 1) said = closing && (at % DAY) / 60 < NIGHT_ENDS ? "night" : "tomorrow";
    return fill(this.texts.moment[said], {
      time: endsDay ? "24:00" : clock,
      month: this.texts.months[date.getUTCMonth()],
      date: date.getUTCDate(),
    });
  }
}

/** Fills the page's template once for each place. */
export class Cards {
  constructor(template, sayings, { titles, firstNeeds }) {
    Object.assign(this, { template, sayings, titles, firstNeeds });
  }

  card(found, number, { needs, measured, minute }) {
    const { directory, texts } = this.sayings;
    const { columns } = directory;
    const { index } = found;
    const node = this.template.content.firstElementChild.cloneNode(true);
    const say = (selector, text) => {
      const place = node.querySelector(selector);
      place.textContent = text;
      return place;
    };
    const show = (selector, text) => {
      say(selector, text).hidden = !text;
    };
    node.dataset.code = columns.code[index];
    node.querySelector(".place").href = `/place/${encodeURIComponent(columns.code[index])}`;
    say(".number", number);
    say(".name", columns.name[index]);
    show(".where", measured ? this.sayings.where(found) : "");
    const shape = texts.shapes[found.how];
    node.querySelector(".state").dataset.shape = shape;
    node.querySelector(".shape use").setAttribute("href", `#shape-${shape}`);
    say(".opening", this.sayings.opening(found, minute));
    node.querySelector(".said").hidden = !(directory.saidOpen.has(index) && shape !== "shut");
    const offered = directory.needsOf(index);
    const offers = needs.length ? needs : this.firstNeeds.filter((key) => offered.includes(key));
    show(".offers", offers.map((key) => this.titles[key]).join(texts.and));
    show(".address", columns.address[index]);
    show(".closure", directory.closures.get(index) ?? "");
    const way = this.sayings.way(index);
    say(".note", way);
    node.querySelector(".way").hidden = !way;
    const { text, old } = this.sayings.checked(index, minute);
    say(".checked", text).toggleAttribute("data-old", old);
    node.querySelector(".checked").hidden = false;
    const phone = node.querySelector(".phone");
    phone.hidden = !columns.phone[index];
    if (columns.phone[index]) phone.href = `tel:${columns.phone[index]}`;
    say(".number-called", columns.phone[index] || "");
    return node;
  }
}
