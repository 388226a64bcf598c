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
  if (Number.isFinite(card.area_m2)) {
    return square(card.area_m2);
  }
  return Number.isFinite(card.area_px) ? `${short(card.area_px)} px` : "unknown";
}

/** Square metres, or square kilometres from one on. */
export function square(metres) {
  return metres >= 1e6 ? `${(metres / 1e6).toFixed(1)} km²` : `${short(metres)} m²`;
}

const short = (value) => (value < 10 ? value.toFixed(1) : number(value));

export function areaError(card) {
  return Number.isFinite(card.area_error) && card.area_error > 0 ? ` ± ${Math.round(card.area_error * 100)} %` : "";
}

/** A station's sentence, which is written for terminals too, in the signs of print. */
export function pretty(sentence) {
  return sentence.replaceAll("+-", "±").replace(/\b(k?m)2\b/g, "$1²");
}
