import { el, number } from "./text.js";

// What an alert is called on cards, lists and maps.

const WHAT = { structure: "Structure", ground: "Ground", opening: "Opening", cover: "Ground cover", vehicle: "Vehicle", wagons: "Wagons", mast: "Mast", water: "Water", ice: "Snow or ice", burn: "Burnt ground", smoke: "Smoke or dust", hotspot: "Hot spot" };

export function headline(card) {
  return `${WHAT[card.kind] ?? "Something"} ${card.polarity ?? "changed"}`;
}

export function looks(card) {
  return card.looks_seen === 1 ? "1 look" : `${card.looks_seen} looks`;
}

export function badge(card) {
  const word = card.review ? (card.review === "accept" ? "accepted" : "rejected") : card.status;
  return el("span", { class: "badge", "data-word": word }, word);
}

export function area(card) {
  const size = card.area_m2 ?? card.area_px;
  if (size === undefined || size === null) {
    return "unknown";
  }
  if (card.area_m2 >= 1e6) {
    return `${(card.area_m2 / 1e6).toFixed(1)} km²`;
  }
  const unit = card.area_m2 === undefined ? "px" : "m²";
  return `${size < 10 ? size.toFixed(1) : number(size)} ${unit}`;
}
