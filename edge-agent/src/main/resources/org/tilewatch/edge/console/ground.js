import { el } from "./text.js";

// What maps stand on: the library, and lines of longitude and latitude in place of a base map, since nothing is loaded from elsewhere.

/* global L */

let library = null;

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
