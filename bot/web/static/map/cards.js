/** The cards of the list, and all texts with numbers: the server's own texts with their gaps filled. */

const DAY = 1440;
const NIGHT_ENDS = 6;
const GRAIN_M = 10;

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

export class Sayings {
  /** texts: of bot/web/map/patterns.py; from, ahead: how the directory's minutes count. */
  constructor(texts, { from, ahead }) {
    Object.assign(this, { texts, from, ahead });
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
  way({ access, accessNote, note }) {
    const said = access ? this.texts.access[access - 1] : "";
    const noted = accessNote || "";
    const both = said && noted ? fill(this.texts.accessNoted, { access: said, note: noted }) : said || noted;
    return [both, note || ""].filter(Boolean).join(this.texts.beside);
  }

  /** When it was checked, or that nobody has for long: {text, old}. */
  checked({ checked: day, unchecked }, minute) {
    if (unchecked) return { text: this.texts.gateUnchecked, old: true };
    const today = Math.floor((this.from + this.ahead + minute) / DAY);
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
    const date = new Date((this.from + this.ahead + day * DAY) * 60_000);
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
  constructor(template, sayings, { titles, firstNeeds, alone }) {
    Object.assign(this, { template, sayings, titles, firstNeeds, alone });
  }

  card(found, number, { needs, measured, minute }) {
    const { texts } = this.sayings;
    const node = this.template.content.firstElementChild.cloneNode(true);
    const say = (selector, text) => {
      const place = node.querySelector(selector);
      place.textContent = text;
      return place;
    };
    const show = (selector, text) => {
      say(selector, text).hidden = !text;
    };
    node.dataset.code = found.code;
    node.querySelector(".place").href = `/place/${encodeURIComponent(found.code)}`;
    say(".number", number);
    say(".name", found.name);
    show(".where", measured ? this.sayings.where(found) : "");
    const shape = texts.shapes[found.how];
    node.querySelector(".state").dataset.shape = shape;
    node.querySelector(".shape use").setAttribute("href", `#shape-${shape}`);
    say(".opening", this.sayings.opening(found, minute));
    node.querySelector(".said").hidden = !(found.saidOpen && shape !== "shut");
    node.querySelector(".state").hidden = found.unlisted && found.how === "unknown";
    const offers = (needs.length ? needs : this.firstNeeds).filter((key) => found.needs.includes(key) && !this.alone.includes(key));
    show(".offers", offers.map((key) => this.titles[key]).join(texts.and));
    show(".details", found.details || "");
    show(".grade", texts.grades[found.grade ?? 0]);
    show(".address", found.address);
    show(".closure", found.closure);
    const way = this.sayings.way(found);
    say(".note", way);
    node.querySelector(".way").hidden = !way;
    const { text, old } = this.sayings.checked(found, minute);
    say(".checked", text).toggleAttribute("data-old", old);
    node.querySelector(".checked").hidden = false;
    const phone = node.querySelector(".phone");
    phone.hidden = !found.phone;
    if (found.phone) phone.href = `tel:${found.phone}`;
    say(".number-called", found.phone || "");
    return node;
  }
}
