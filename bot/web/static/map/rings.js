/** Shows the places around a point as dots: rings of 300, 500 and 1000 m, north up; below them the base map, if any. */

const RINGS_M = [300, 500, 1000];
const NUMBERED = 20;
/** The first places of the list, which are in sight at first. */
const NEAREST = 4;
const METRES_A_DEGREE = 111_195.08;
const CLOSEST = 17;

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.addEventListener("load", resolve);
    made.addEventListener("error", reject);
    document.head.append(made);
  });
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A label or a dot drawn by the page's own style. */
function mark(L, at, className, text, size, options = {}) {
  const icon = L.divIcon({ className: "", html: element("span", className, text), iconSize: [size, size] });
  return L.marker(at, { icon, keyboard: false, interactive: false, ...options });
}

export class Rings {
  /** Rejects if a library cannot be loaded. */
  static async in(box, { files, base, places, words, texts }) {
    const [L, below] = await Promise.all([
      import(`${files}vendor/leaflet/leaflet.js`),
      base && import("./base.js"),
      load("link", { rel: "stylesheet", href: `${files}vendor/leaflet/leaflet.css` }),
    ]);
    const crs = base ? below.projectionOf(L, base.datum) : L.EPSG3857;
    const library = `${files}vendor/supercluster/supercluster.min.js`;
    const rings = new Rings(L, box, { crs, places, words, texts, library });
    if (base) below.showTiles(L, rings.map, base, document.getElementById("credit"));
    return rings;
  }

  constructor(L, box, { crs, places, words, texts, library }) {
    Object.assign(this, { L, places, words, texts, library });
    this.map = L.map(box, { crs, attributionControl: false, minZoom: 9, maxZoom: 18, zoomSnap: 0.5 });
    this.map.zoomControl.setPosition("bottomright");
    this.rings = L.layerGroup().addTo(this.map);
    this.others = L.layerGroup().addTo(this.map);
    this.numbered = L.layerGroup().addTo(this.map);
    box.append(element("span", "north", `↑ ${words["map-north"]}`));
    this.map.on("moveend", () => this.drawOthers());
    /** What the clusters are of, and the marks that are drawn of them. */
    this.asked = null;
    this.drawn = new Map();
  }

  /** from: the middle of the rings; here: whether that is the phone; shown: the places of the list, in order. */
  show({ from, here, shown, asked }) {
    this.drawRings(from, here);
    this.drawNumbered(shown);
    const { needs, open: openOnly, district } = asked;
    this.asked = { needs, openOnly, district, without: shown.slice(0, NUMBERED).map(({ code }) => code) };
    const far = shown.length ? this.L.latLngBounds(shown.slice(0, NEAREST).map(({ at }) => at)) : null;
    const near = this.L.latLng(from).toBounds(2 * RINGS_M[1]);
    this.map.fitBounds(far ? near.extend(far) : near, { animate: false, padding: [24, 24], maxZoom: CLOSEST });
    return this.drawOthers();
  }

  drawRings(from, here) {
    const { L, rings } = this;
    rings.clearLayers();
    for (const metres of RINGS_M) {
      L.circle(from, { radius: metres, interactive: false, className: "ring" }).addTo(rings);
      const north = [from[0] + metres / METRES_A_DEGREE, from[1]];
      mark(L, north, "ring-label", this.texts.metres.replace("{metres}", metres), 0).addTo(rings);
    }
    const label = this.words[here ? "map-here" : "map-from-here"];
    mark(L, from, here ? "here" : "from-here", "", 18, { title: label }).addTo(rings);
  }

  /** Draws the places with their numbers in the list; a tap leads to the card. */
  drawNumbered(shown) {
    const { L, numbered } = this;
    numbered.clearLayers();
    shown.slice(0, NUMBERED).forEach(({ code, name, at }, before) => {
      const options = { interactive: true, title: `${before + 1} ${name}`, zIndexOffset: 1000 - before };
      const pin = mark(L, at, "pin", String(before + 1), 28, options);
      pin.on("click", () => {
        const link = document.querySelector(`#list [data-code="${CSS.escape(code)}"] .place`);
        link?.scrollIntoView({ block: "center" });
        link?.focus({ preventScroll: true });
      });
      pin.addTo(numbered);
    });
  }

  /** Draws the other places that match; marks that stay where they are are not drawn again. */
  async drawOthers() {
    if (this.asked === null) return;
    const bounds = this.map.getBounds().pad(0.2);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const zoom = Math.round(this.map.getZoom());
    const clusters = await this.places.clusters({ ...this.asked, library: this.library, box, zoom });
    const before = this.drawn;
    this.drawn = new Map(clusters.map((each) => [`${each.count} ${each.at}`, each]));
    for (const [key, made] of before) if (!this.drawn.has(key)) this.others.removeLayer(made);
    for (const [key, each] of this.drawn) this.drawn.set(key, before.get(key) ?? this.other(each).addTo(this.others));
  }

  /** A dot, or for several places their count, which leads nearer. */
  other({ at, count }) {
    if (count === 1) return mark(this.L, at, "dot", "", 12);
    const many = mark(this.L, at, "many", count, 34, { interactive: true });
    return many.on("click", () => this.map.setView(at, Math.min(CLOSEST, this.map.getZoom() + 2)));
  }
}
