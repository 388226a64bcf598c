import { graticule, land, leaflet } from "./ground.js";
import { capital, day, el, get, number, percent, put } from "./text.js";
import { learned } from "./why.js";
import { area, headline } from "./words.js";
import { showZones, zonePanel } from "./zones.js";

// The map of all sites in longitude and latitude, and of one site in the pixels of its own grid, where the station's imagery lies exactly.
// Nothing is loaded from elsewhere: what the station itself has seen is the only imagery.

/* global L */

export async function showMap(view, [site = "", event = ""]) {
  const [sites] = await Promise.all([get("/api/sites"), leaflet()]);
  const places = sites.filter((each) => each.extent);
  const choice = el("select", { "aria-label": "Site", change: () => { location.hash = choice.value ? `map/${encodeURIComponent(choice.value)}` : "map"; } },
    el("option", { value: "" }, places.length > 1 ? "All sites" : "Sites"), places.map((each) => el("option", { value: each.name }, each.name)));
  const ground = el("div", { class: "ground", role: "region", "aria-label": "Map" });
  const side = el("aside", { class: "side" });
  view.append(el("div", { class: "finder" }, el("form", { class: "filters", submit: (each) => each.preventDefault() }, choice)), el("div", { class: "mapsplit" }, ground, side));
  let map = null;
  let asked = 0;

  /** The last one asked for; another that comes later is dropped. */
  async function show(name, wanted) {
    choice.value = name;
    asked += 1;
    const mine = asked;
    const whole = name ? await get(`/api/sites/${encodeURIComponent(name)}`) : null;
    if (mine === asked) {
      map?.remove();
      map = whole ? siteMap(ground, side, whole, wanted, () => show(name, "")) : overview(ground, side, places);
    }
  }

  const start = site || (places.length === 1 ? places[0].name : "");
  if (places.length === 0) {
    view.replaceChildren(el("p", { class: "empty" }, "There is no map yet: the first usable look of a site lays down its grid."));
    return {};
  }
  await show(start, event);
  return {
    go: ([name = "", wanted = ""]) => show(name || (places.length === 1 ? places[0].name : ""), wanted),
    leave: () => {
      asked += 1;
      map?.remove();
    },
  };
}

function overview(ground, side, places) {
  const map = L.map(ground, { attributionControl: false, worldCopyJump: true, zoomSnap: 0.5 });
  graticule(map);
  const bounds = L.latLngBounds([]);
  for (const site of places.filter((each) => each.corners)) {
    const ring = site.corners.map(([lon, lat]) => [lat, lon]);
    const shape = L.polygon(ring, { className: "area" }).addTo(map);
    L.circleMarker(shape.getBounds().getCenter(), { radius: 9, className: site.eventsOpen > 0 ? "spot open" : "spot" })
      .bindTooltip(document.createTextNode(site.name).textContent === site.name ? el("span", {}, site.name) : "", { permanent: true, direction: "right", offset: [10, 0] })
      .on("click", () => { location.hash = `map/${encodeURIComponent(site.name)}`; })
      .addTo(map);
    bounds.extend(shape.getBounds());
  }
  if (bounds.isValid()) {
    map.fitBounds(bounds.pad(0.4), { maxZoom: 13 });
  } else {
    map.setView([20, 0], 2);
  }
  land(map).catch((failure) => console.warn(`no coastlines: ${failure.message}`));
  side.replaceChildren(el("h2", {}, `${number(places.length)} sites`), el("ul", { class: "events" }, places.map((site) =>
    el("li", {}, el("a", { href: `#map/${encodeURIComponent(site.name)}` }, el("b", {}, site.name),
      el("span", { class: "quiet" }, `${site.eventsOpen} open · ${site.tileCount} tiles${site.lastLook ? ` · ${day(site.lastLook.acquired)}` : ""}`))))));
  return map;
}

const TILE = 256;

function siteMap(ground, side, site, wanted, changed) {
  const map = L.map(ground, { crs: L.CRS.Simple, attributionControl: false, minZoom: -5, maxZoom: 4, zoomSnap: 0.25, zoomControl: true });
  const at = ([x, y]) => [-y, x];
  const [left, top, right, bottom] = site.extent;
  const bounds = L.latLngBounds([at([left, bottom]), at([right, top])]);
  map.fitBounds(shown(bounds, site.outline.flat().map(at)));
  for (const tile of site.tiles) {
    const [, column, row] = tile.id.match(/^c(-?\d+)r(-?\d+)$/);
    const x = column * TILE;
    const y = row * TILE;
    const box = [at([x, y + TILE]), at([x + TILE, y])];
    L.imageOverlay(`/api/tiles/${encodeURIComponent(site.name)}/${tile.id}?v=${tile.file}`, box, { alt: `Tile ${tile.id}` }).addTo(map);
    L.rectangle(box, { className: "tile", interactive: false }).addTo(map);
  }
  scale(map, site);
  site.outline.forEach((ring) => L.polygon(ring.map(at), { className: "border", interactive: false }).addTo(map));
  site.restless.forEach((ring) => L.polygon(ring.map(at), { className: "restless" })
    .bindTooltip(el("span", {}, "Things come and go here, or a person rejected an alert: what is seen here has to be surer."), { sticky: true }).addTo(map));
  showZones(map, at, site);
  const shapes = new Map();
  for (const event of site.events) {
    const shape = L.polygon(event.outline.map((ring) => ring.map(at)), { className: `event ${event.status}` }).addTo(map);
    shape.bindPopup(() => popup(site, event), { maxWidth: 240 });
    shapes.set(event.id, shape);
  }
  const focus = (id) => {
    const shape = shapes.get(id);
    if (shape) {
      map.fitBounds(shape.getBounds().pad(3), { maxZoom: 2, animate: false });
      shape.openPopup();
    }
  };
  put(side,
    el("h2", {}, site.name),
    el("p", { class: "quiet" }, `${site.tileCount === 1 ? "1 tile" : `${number(site.tileCount)} tiles`}${site.gsd ? ` at ${metres(site.gsd[0])} m` : ""}, ${site.tileCount === 1 ? "" : "at least "}${site.looksLearned} looks learned${site.tileCount === 1 ? "" : " each"}.`),
    site.restless.length === 0 ? null : el("p", { class: "quiet" }, `${site.restless.length === 1 ? "1 place is" : `${number(site.restless.length)} places are`} restless (orange on the map): what is seen there has to be surer.`),
    learned(site.learned, site.name),
    site.events.length === 0 ? el("p", { class: "quiet" }, "No event was published here.") : el("ul", { class: "events" }, site.events.slice(0, 200).map((event) =>
      el("li", {}, el("button", { type: "button", click: () => focus(event.id) },
        el("b", {}, headline(event)), el("span", { class: "badge", "data-word": event.status }, event.status),
        el("span", { class: "quiet" }, `${measure(site, event)} · first seen ${day(event.firstSeen)}`))))),
    zonePanel(map, ({ lat, lng }) => [lng, -lat].map((value) => Math.round(value * 10) / 10), site, changed));
  if (wanted) {
    focus(wanted);
  }
  return map;
}

/** Of the tiles what the site's own outline holds, where the sites file gives one and they meet. */
function shown(tiles, corners) {
  const own = corners.length > 0 ? L.latLngBounds(corners).pad(0.04) : tiles;
  if (!own.intersects(tiles)) {
    return tiles;
  }
  return L.latLngBounds(
    [Math.max(own.getSouth(), tiles.getSouth()), Math.max(own.getWest(), tiles.getWest())],
    [Math.min(own.getNorth(), tiles.getNorth()), Math.min(own.getEast(), tiles.getEast())]);
}

/** A pixel's size: centimetres matter below ten metres alone. */
function metres(gsd) {
  return gsd < 10 ? gsd.toFixed(2) : number(gsd);
}

function measure(site, event) {
  return area(site.gsd ? { area_m2: event.area } : { area_px: event.area });
}

function popup(site, event) {
  return el("div", {}, el("b", {}, headline(event)),
    el("p", {}, `${measure(site, event)} · ${percent(event.probability)} · ${capital(event.status)}, ${day(event.firstSeen)} to ${day(event.lastSeen)}`),
    el("a", { href: `#alerts/${encodeURIComponent(event.id)}` }, "Open the alert"));
}

/** A bar of a round length. */
function scale(map, site) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => el("div", { class: "scale" });
  control.addTo(map);
  const draw = () => {
    const length = (site.gsd?.[0] ?? 1) * (120 / 2 ** map.getZoom());
    const round = [1, 2, 5].map((each) => each * 10 ** Math.floor(Math.log10(length))).filter((each) => each <= length).at(-1);
    const bar = control.getContainer();
    bar.textContent = !site.gsd ? `${number(round)} px` : round >= 1000 ? `${number(round / 1000)} km` : `${number(round)} m`;
    bar.style.width = `${(120 * round) / length}px`;
  };
  map.on("zoomend", draw);
  draw();
}
