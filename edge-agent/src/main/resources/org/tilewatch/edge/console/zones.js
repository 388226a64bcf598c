import { capital, el, post, put, say } from "./text.js";

// Zones on the map of a site: the ones that are, and drawing another one.

/* global L */

const PURPOSES = ["construction", "housing", "entrance", "loading-area", "rail-yard", "road", "water", "ignore"];
const words = (purpose) => purpose.replaceAll("-", " ");

/** Draws the zones of a site. */
export function showZones(map, at, site) {
  for (const zone of site.zones) {
    for (const ring of zone.outline) {
      L.polygon(ring.map(at), { className: `zone ${zone.purpose}` }).bindTooltip(el("span", {}, `${zone.name}: ${words(zone.purpose)}`), { sticky: true }).addTo(map);
    }
  }
}

/**
 * The part of the side that lists zones and lets one draw another.
 *
 * @param point turns a place of the map into [x, y] of the site's grid
 * @param saved called after a zone was saved
 */
export function zonePanel(map, point, site, saved) {
  const panel = el("section", { class: "zones", "aria-label": "Zones" });
  const list = () => put(panel,
    el("h3", {}, "Zones"),
    site.zones.length === 0 ? el("p", { class: "quiet" }, "None yet.") : el("ul", {}, site.zones.map((zone) => el("li", {}, el("b", {}, zone.name), el("span", { class: "quiet" }, ` ${words(zone.purpose)}`)))),
    site.zonesKept ? el("button", { type: "button", name: "draw", click: () => drawing(map, panel, point, site, list, saved) }, "Draw a zone")
      : el("p", { class: "quiet small" }, "Zones are kept in the sites file; this site does not stand in one (key: sites)."));
  list();
  return panel;
}

function drawing(map, panel, point, site, list, saved) {
  const places = [];
  const shape = L.polygon([], { className: "zone drawn", interactive: false }).addTo(map);
  const marks = L.layerGroup().addTo(map);
  const count = el("p", { class: "quiet", role: "status" });
  const answer = el("p", { role: "alert" });

  function draw() {
    shape.setLatLngs(places);
    marks.clearLayers();
    places.forEach((place) => marks.addLayer(L.circleMarker(place, { radius: 4, className: "zone drawn", interactive: false })));
    count.textContent = places.length < 3 ? `${places.length} corners; click on the map, or move it under the cross and press “Corner here”.` : `${places.length} corners.`;
  }

  const add = (place) => {
    places.push(place);
    draw();
  };
  const click = (event) => add(event.latlng);
  const end = () => {
    map.off("click", click);
    shape.remove();
    marks.remove();
    map.getContainer().removeAttribute("data-drawing");
    list();
    panel.querySelector("[name=draw]")?.focus();
  };

  const form = el("form", { class: "draw", submit: async (event) => {
    event.preventDefault();
    answer.textContent = "";
    const { name, purpose, minArea, alertOnProvisional } = form.elements;
    const zone = { site: site.name, name: name.value, purpose: purpose.value, outline: places.map(point), minArea: Number(minArea.value) || 0, alertOnProvisional: alertOnProvisional.checked };
    if (places.length < 3) {
      answer.textContent = "A zone has three corners or more.";
      return;
    }
    try {
      say((await post("/api/zones", zone)).sentence);
      end();
      saved();
    } catch (failure) {
      answer.textContent = failure.message;
    }
  } },
  count,
  el("p", { class: "line" }, el("button", { type: "button", name: "here", click: () => add(map.getCenter()) }, "Corner here"),
    el("button", { type: "button", class: "plain", click: () => { places.pop(); draw(); } }, "Undo")),
  el("label", {}, "Name", el("input", { name: "name", required: true, maxlength: "64" })),
  el("label", {}, "Purpose", el("select", { name: "purpose" }, PURPOSES.map((purpose) => el("option", { value: purpose }, capital(words(purpose)))))),
  el("label", {}, "Smallest area to publish, m²", el("input", { name: "minArea", type: "number", min: "0", step: "1" })),
  el("label", { class: "toggle" }, el("input", { name: "alertOnProvisional", type: "checkbox" }), "One look is enough for an alert"),
  answer,
  el("p", { class: "line" }, el("button", { type: "submit" }, "Save the zone"), el("button", { type: "button", class: "plain", click: end }, "Cancel")));

  put(panel, el("h3", {}, "A new zone"), form);
  map.on("click", click);
  map.getContainer().setAttribute("data-drawing", "");
  draw();
  form.elements.here.focus();
}
