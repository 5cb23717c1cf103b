/** The parts of Leaflet that the map draws with. README.md in the folder above says how leaflet.js is made of it. */
import { svg } from "leaflet/src/layer/vector/SVG.js";
import { Map as LeafletMap } from "leaflet/src/map/Map.js";
import "leaflet/src/control/Control.Zoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

/** Without Canvas, which Leaflet's own Renderer.getRenderer.js brings along. */
LeafletMap.include({
  getRenderer(layer) {
    const renderer = layer.options.renderer || (this._renderer = this._renderer || svg());
    if (!this.hasLayer(renderer)) this.addLayer(renderer);
    return renderer;
  },
});

export { EPSG3857 } from "leaflet/src/geo/crs/CRS.EPSG3857.js";
export { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
export { toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { layerGroup } from "leaflet/src/layer/LayerGroup.js";
export { divIcon } from "leaflet/src/layer/marker/DivIcon.js";
export { marker } from "leaflet/src/layer/marker/Marker.js";
export { tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
export { circle } from "leaflet/src/layer/vector/Circle.js";
export { createMap as map } from "leaflet/src/map/Map.js";
