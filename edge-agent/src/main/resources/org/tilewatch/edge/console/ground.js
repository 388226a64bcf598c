import { el } from "./text.js";

// What maps stand on: the library, coastlines, and lines of longitude and latitude in place of a base map, since nothing is loaded from
// elsewhere. The coastlines (land.json) are those of Natural Earth, 1:110 million, which is in the public domain: polygons of rings of
// tenths of degrees, each point told as its difference to the one before.

/* global L */

let library = null;

/** The same meridian as a longitude that is at most half a turn from another one. */
export const near = (longitude, reference) => longitude + 360 * Math.round((reference - longitude) / 360);

/** All rings of a Polygon, or of a MultiPolygon that was cut at the anti-meridian, in longitudes that go on beyond it; none of a point. */
export function rings(geometry) {
  const parts = geometry?.type === "MultiPolygon" ? geometry.coordinates : geometry?.type === "Polygon" ? [geometry.coordinates] : [];
  const reference = parts[0]?.[0]?.[0]?.[0];
  return parts.flat().map((ring) => ring.map(([lon, lat]) => [near(lon, reference), lat]));
}

/** The library of maps, loaded when the first map is shown. */
export function leaflet() {
  library ??= new Promise((done, failed) => {
    const part = (name) => new URL(name, import.meta.url);
    const fails = () => failed(new Error("the map did not load"));
    const style = el("link", { rel: "stylesheet", href: part("leaflet.css"), error: fails, load: () => {
      document.head.append(el("script", { src: part("leaflet.js"), load: done, error: fails }));
    } });
    document.head.append(style);
  });
  return library;
}

/** From here on coastlines of this scale would lie beside the real ones. */
const LAND_UNTIL = 7;

/** Draws the continents below everything else, as long as the map shows much of the world. */
export async function land(map) {
  const told = await fetch(new URL("land.json", import.meta.url)).then((reply) => reply.json());
  const shape = L.polygon(told.map((polygon) => polygon.map(corners)), { className: "land", interactive: false, pane: "tilePane" });
  const draw = () => (map.getZoom() <= LAND_UNTIL ? map.addLayer(shape) : map.removeLayer(shape));
  map.on("zoomend", draw);
  draw();
}

function corners(ring) {
  const points = [];
  let [lon, lat] = [0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    lon += ring[i] / 10;
    lat += ring[i + 1] / 10;
    points.push([lat, lon]);
  }
  return points;
}

/** Draws lines of longitude and latitude, anew wherever the map is moved. */
export function graticule(map) {
  const lines = L.layerGroup().addTo(map);
  const draw = () => {
    lines.clearLayers();
    const seen = map.getBounds();
    const steps = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
    const step = steps.find((each) => (seen.getEast() - seen.getWest()) / each >= 5) ?? 0.001;
    for (let lon = Math.ceil(seen.getWest() / step) * step; lon < seen.getEast(); lon += step) {
      lines.addLayer(L.polyline([[seen.getSouth(), lon], [seen.getNorth(), lon]], { className: "graticule", interactive: false }));
    }
    for (let lat = Math.ceil(Math.max(-85, seen.getSouth()) / step) * step; lat < Math.min(85, seen.getNorth()); lat += step) {
      lines.addLayer(L.polyline([[lat, seen.getWest()], [lat, seen.getEast()]], { className: "graticule", interactive: false }));
    }
  };
  map.on("moveend", draw);
}
