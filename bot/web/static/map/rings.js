/** Shows the places around a point as dots: rings of 300, 500 and 1000 m, north up; below them the base map, if any. */

const RINGS_M = [300, 500, 1000];
const NUMBERED = 20;
/** The first places of the list, which are in sight at first. */
const NEAREST = 4;
const METRES_A_DEGREE = 111_195.08;
const CLUSTER_PX = 44;
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
  static async in(box, { files, base, directory, words, texts }) {
    const [L, below] = await Promise.all([
      import(`${files}vendor/leaflet/leaflet.js`),
      base && import("./base.js"),
      load("link", { rel: "stylesheet", href: `${files}vendor/leaflet/leaflet.css` }),
      load("script", { src: `${files}vendor/supercluster/supercluster.min.js` }),
    ]);
    const crs = base ? below.projectionOf(L, base.datum) : L.EPSG3857;
    const rings = new Rings(L, globalThis.Supercluster, box, { crs, directory, words, texts });
    if (base) below.showTiles(L, rings.map, base, document.getElementById("credit"));
    return rings;
  }

  constructor(L, Supercluster, box, { crs, directory, words, texts }) {
    Object.assign(this, { L, Supercluster, directory, words, texts });
    this.map = L.map(box, { crs, attributionControl: false, minZoom: 9, maxZoom: 18, zoomSnap: 0.5 });
    this.map.zoomControl.setPosition("bottomright");
    this.rings = L.layerGroup().addTo(this.map);
    this.others = L.layerGroup().addTo(this.map);
    this.numbered = L.layerGroup().addTo(this.map);
    box.append(element("span", "north", `↑ ${words["map-north"]}`));
    this.map.on("moveend", () => this.drawOthers());
    this.asked = "";
  }

  /** from: the middle of the rings; here: whether that is the phone; shown: the places of the list, in order. */
  show({ from, here, shown, asked }) {
    this.directory.minute();
    this.drawRings(from, here);
    this.drawNumbered(shown);
    this.index(asked, new Set(shown.slice(0, NUMBERED).map(({ index }) => index)));
    const far = shown.length ? this.L.latLngBounds(shown.slice(0, NEAREST).map(({ index }) => this.directory.position(index))) : null;
    const near = this.L.latLng(from).toBounds(2 * RINGS_M[1]);
    this.map.fitBounds(far ? near.extend(far) : near, { animate: false, padding: [24, 24], maxZoom: CLOSEST });
    this.drawOthers();
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
    const { L, numbered, directory } = this;
    numbered.clearLayers();
    shown.slice(0, NUMBERED).forEach(({ index }, at) => {
      const code = directory.columns.code[index];
      const title = `${at + 1} ${directory.columns.name[index]}`;
      const options = { interactive: true, title, zIndexOffset: 1000 - at };
      const pin = mark(L, directory.position(index), "pin", String(at + 1), 28, options);
      pin.on("click", () => {
        const link = document.querySelector(`#list [data-code="${CSS.escape(code)}"] .place`);
        link?.scrollIntoView({ block: "center" });
        link?.focus({ preventScroll: true });
      });
      pin.addTo(numbered);
    });
  }

  /** Clusters all places that match; they are indexed again only when the query changes. */
  index(asked, numbered) {
    const key = JSON.stringify([asked.needs, asked.open, asked.district, [...numbered], this.directory.hash]);
    if (key === this.asked) return;
    this.asked = key;
    const { directory } = this;
    const all = directory.find({
      from: directory.columns.centre,
      needs: asked.needs,
      openOnly: asked.open,
      district: asked.district,
      limit: Infinity,
    });
    const points = all
      .filter(({ index }) => !numbered.has(index))
      .map(({ index }) => {
        const [latitude, longitude] = directory.position(index);
        return { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [longitude, latitude] } };
      });
    this.clusters = new this.Supercluster({ radius: CLUSTER_PX, maxZoom: CLOSEST, extent: 256 }).load(points);
  }

  drawOthers() {
    if (!this.clusters) return;
    const { L, others, map } = this;
    const bounds = map.getBounds().pad(0.2);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    others.clearLayers();
    for (const { geometry, properties } of this.clusters.getClusters(box, Math.round(map.getZoom()))) {
      const at = [geometry.coordinates[1], geometry.coordinates[0]];
      if (properties.cluster) {
        const many = mark(L, at, "many", properties.point_count_abbreviated, 34, { interactive: true });
        many.on("click", () => map.setView(at, Math.min(CLOSEST, map.getZoom() + 2)));
        many.addTo(others);
      } else {
        mark(L, at, "dot", "", 12).addTo(others);
      }
    }
  }
}
