import { Filters } from "./lib/filters.js";
import { graticule, land, leaflet, near, rings } from "./lib/ground.js";
import { capital, day, el, number, percent } from "./lib/text.js";
import { area, headline } from "./lib/words.js";

// Many stations on one map: a spot for each site, and the outlines of the events that are chosen where the map is near enough to show them.

/* global L */

const MOST_OUTLINES = 1500;
/** From here on a site is larger than its spot. */
const NEAR = 13;

export async function showWallMap(view, [wanted = ""], source) {
  await leaflet();
  const ground = el("div", { class: "ground", role: "region", "aria-label": "Map of all stations" });
  const side = el("aside", { class: "side" });
  const filters = new Filters(source, () => draw(false));
  view.append(filters.element, el("div", { class: "mapsplit" }, ground, side));
  const map = L.map(ground, { attributionControl: false, worldCopyJump: true, zoomSnap: 0.5, maxZoom: 20 });
  graticule(map);
  map.setView([20, 0], 2);
  land(map).catch((failure) => console.warn(`no coastlines: ${failure.message}`));
  const spots = L.layerGroup().addTo(map);
  const outlines = L.layerGroup().addTo(map);
  let placed = [];
  const shapes = new Map();

  async function draw(look) {
    placed = (await source.fitting(filters.chosen())).map((card) => ({ card, at: middle(card.geometry) })).filter((each) => each.at);
    const sites = bySite(placed);
    spots.clearLayers();
    for (const site of sites) {
      L.circleMarker(site.bounds.getCenter(), { radius: 8, className: site.open > 0 ? "spot open" : "spot" })
        .bindTooltip(el("span", {}, site.name), { permanent: sites.length <= 60, direction: "right", offset: [10, 0] })
        .on("click", () => map.fitBounds(site.bounds.pad(0.5), { maxZoom: 17, animate: false }))
        .addTo(spots);
    }
    side.replaceChildren(el("h2", {}, sites.length === 1 ? "1 site" : `${number(sites.length)} sites`), sites.length === 0 ? el("p", { class: "quiet" }, filters.active() ? "No alert fits these filters." : source.none) : el("ul", { class: "events" }, sites.slice(0, 200).map((site) =>
      el("li", {}, el("button", { type: "button", click: () => map.fitBounds(site.bounds.pad(0.5), { maxZoom: 17, animate: false }) },
        el("b", {}, site.name), el("span", { class: "quiet" }, `${number(site.cards)} ${site.cards === 1 ? "event" : "events"}, ${number(site.open)} open`))))));
    if (look && sites.length > 0) {
      const all = L.latLngBounds([]);
      sites.forEach((site) => all.extend(site.bounds));
      map.fitBounds(all.pad(0.2), { maxZoom: sites.length === 1 ? 15 : 6, animate: false });
    }
    drawOutlines();
  }

  function drawOutlines() {
    const seen = map.getBounds().pad(0.1);
    const inside = placed.filter((each) => seen.contains(each.at));
    const near = map.getZoom() >= NEAR && inside.length <= MOST_OUTLINES;
    if (near === map.hasLayer(spots)) {
      near ? map.removeLayer(spots) : map.addLayer(spots);
    }
    // What stays is left alone, or a popup would close when it moves the map to make room for itself.
    const wanted = new Set(near ? inside.map((each) => each.card) : []);
    for (const [event, { card, shape }] of shapes) {
      if (!wanted.delete(card)) {
        outlines.removeLayer(shape);
        shapes.delete(event);
      }
    }
    for (const { card, at } of inside.filter((each) => wanted.has(each.card))) {
      const outline = latLngs(card.geometry);
      const shape = outline.length > 0
        ? L.polygon(outline, { className: `event ${card.status}` })
        : L.circleMarker(at, { radius: 6, className: `event ${card.status}` });
      shapes.set(card.event, { card, shape: shape.bindPopup(() => popup(card, source), { minWidth: 200, maxWidth: 220 }).addTo(outlines) });
    }
  }

  async function focus(event) {
    const card = await source.alert(event).catch(() => null);
    const at = card && middle(card.geometry);
    if (at) {
      const outline = latLngs(card.geometry);
      const shape = outline.length > 0 ? L.latLngBounds(outline.flat()) : at.toBounds(60);
      map.fitBounds(shape.pad(3), { maxZoom: 18, animate: false });
      drawOutlines();
      shapes.get(event)?.shape.openPopup();
    }
  }

  map.on("moveend", drawOutlines);
  const begin = async () => {
    await draw(!wanted);
    await filters.begin();
    if (wanted) {
      await focus(wanted);
    }
  };
  return { ready: begin(), news() {
      draw(false);
      filters.again();
    }, go: ([event = ""]) => (event ? focus(event) : draw(true)), leave: () => map.remove() };
}

const latLngs = (geometry) => rings(geometry).map((ring) => ring.map(([lon, lat]) => [lat, lon]));

function bySite(placed) {
  const sites = new Map();
  for (const { card, at } of placed) {
    const name = `${card.station} · ${card.site}`;
    const site = sites.get(name) ?? { name, cards: 0, open: 0, bounds: L.latLngBounds([]) };
    site.cards += 1;
    site.open += ["provisional", "confirmed"].includes(card.status) ? 1 : 0;
    // A site across the anti-meridian is one place, not two at the ends of the map.
    const first = site.bounds.isValid() ? site.bounds.getCenter().lng : at.lng;
    site.bounds.extend(L.latLng(at.lat, near(at.lng, first)));
    sites.set(name, site);
  }
  return [...sites.values()].sort((a, b) => b.open - a.open || a.name.localeCompare(b.name));
}

function middle(geometry) {
  if (geometry === null) {
    return null;
  }
  const ring = rings(geometry)[0] ?? [geometry.coordinates];
  return L.latLng(...[1, 0].map((axis) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length));
}

function popup(card, source) {
  const alt = `The place on ${day(card.pictured)}`;
  return el("div", {}, card.pictures.includes("after") ? source.picture(card, "after", { class: "seen", alt, width: "200", height: "200" }) : null,
    el("b", {}, headline(card)),
    el("p", {}, `${card.station} · ${card.site}`),
    el("p", {}, `${area(card)} · ${percent(card.probability ?? 0)} · ${capital(card.status)}, ${day(card.first_seen ?? card.acquired)} to ${day(card.last_seen ?? card.acquired)}`),
    el("a", { href: `#alerts/${encodeURIComponent(card.event)}` }, "Open the alert"));
}
