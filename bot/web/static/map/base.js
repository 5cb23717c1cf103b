/** The base map below the rings: tiles of our own service. Where they fail, the rings stay alone. */
import { datums } from "./datum.js";

/** Tiles that fail, with none shown, until the base map is taken away. */
const MOST_FAILED = 4;

/** Draws WGS-84 positions where a map in this datum has them, so that all the rest knows WGS-84 alone. */
export function projectionOf(L, datum) {
  const { projection } = L.EPSG3857;
  const { into, from } = datums[datum];
  return {
    ...L.EPSG3857,
    projection: {
      ...projection,
      project: ({ lat, lng }) => projection.project(L.latLng(into([lat, lng]))),
      unproject: (point) => {
        const { lat, lng } = projection.unproject(point);
        return L.latLng(from([lat, lng]));
      },
    },
  };
}

/** about: {tiles, deepest} of bot/web/map/tiles.py. credit: the line that says whose map it is. */
export function showTiles(L, map, { tiles, deepest }, credit) {
  let failed = 0;
  let shown = 0;
  const layer = L.tileLayer(tiles, { maxNativeZoom: deepest, keepBuffer: 1 });
  layer.on("tileload", () => (shown += 1));
  layer.on("tileerror", () => {
    failed += 1;
    if (shown || failed < MOST_FAILED) return;
    layer.remove();
    credit.hidden = true;
  });
  layer.addTo(map);
}
