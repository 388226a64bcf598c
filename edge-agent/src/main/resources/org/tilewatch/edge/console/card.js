import { near, rings } from "./ground.js";
import { day, el, moment, number, percent, put, svg, when } from "./text.js";
import { why } from "./why.js";
import { area, areaError, badge, headline, looks, pretty } from "./words.js";

// One alert: pictures to compare, measures, why it was flagged, what was told of it before.

/** @param changed called after a person has changed something about the alert */
export function showCard(into, card, source, changed) {
  put(into,
    el("a", { class: "back", href: "#alerts" }, "← All alerts"),
    el("header", {},
      el("h2", {}, headline(card)),
      el("p", { class: "line" }, el("span", { class: "quiet" }, [card.station, card.site, card.zone, `tile ${card.tile ?? "?"}`].filter(Boolean).join(" · ")), badge(card), severity(card))),
    compare(card, source),
    source.actions?.(card, into, changed),
    el("p", { class: "told" }, pretty(card.sentence)),
    measures(card),
    why(card),
    history(card),
    el("p", { class: "quiet small" }, `Event ${card.event}, revision ${card.revision}. Thresholds: ${card.profile ?? "?"}. `, delivery(card)),
  );
  into.scrollTop = 0;
}

function severity(card) {
  return el("span", { class: "badge", "data-word": card.severity }, card.severity);
}

function delivery(card) {
  const words = {
    waiting: "Waits for the broker.",
    acknowledged: `Taken over by the broker${card.left ? ` ${moment(card.left)}` : ""}.`,
    dead: `Cannot be sent: ${card.failure || "the broker never takes it"}.`,
    dropped: "Taken out of the outbox by a person.",
  };
  return words[card.delivery] ?? "";
}

function compare(card, source) {
  if (!card.pictures.includes("before") || !card.pictures.includes("after")) {
    return el("p", { class: "empty" }, "The pictures of this alert are no longer kept.");
  }
  const picture = (role, alt) => source.picture(card, role, { class: role, alt, draggable: "false" });
  const slider = el("input", { type: "range", min: "0", max: "100", value: "50", class: "slider", "aria-label": "Slide between before and after" });
  const frame = el("div", { class: "frame" },
    picture("before", `Before, ${day(card.before ?? card.first_seen)}`),
    picture("after", `After, ${day(card.pictured)}`),
    card.pictures.includes("diff") ? picture("diff", "The difference, drawn over the picture after") : null,
    outline(card),
    el("span", { class: "tag left", "aria-hidden": "true" }, `before · ${day(card.before ?? card.first_seen)}`),
    el("span", { class: "tag right", "aria-hidden": "true" }, `after · ${day(card.pictured)}`),
    el("span", { class: "grip", "aria-hidden": "true" }),
    slider);
  const move = () => {
    frame.style.setProperty("--at", `${slider.value}%`);
    slider.setAttribute("aria-valuetext", `${slider.value} % before, the rest after`);
  };
  slider.addEventListener("input", move);
  move();
  return el("figure", { class: "compare" }, frame, el("figcaption", {},
    toggle("Outline", "outline", true, (on) => frame.toggleAttribute("data-outline", on)),
    card.pictures.includes("diff") ? toggle("Difference", "difference", false, (on) => frame.toggleAttribute("data-difference", on)) : null,
    el("a", { class: "onmap", href: source.mapOf(card) }, "Show on the map"),
    (source.links?.(card) ?? []).map(([words, address]) => el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words))));
}

function toggle(label, name, on, changed) {
  const box = el("input", { type: "checkbox", name, checked: on, change: () => changed(box.checked) });
  queueMicrotask(() => changed(box.checked));
  return el("label", { class: "toggle" }, box, label);
}

/** The event's outline over what the pictures show; both are in pixels of the site's grid. */
function outline(card) {
  if (!card.window || !card.outline) {
    return null;
  }
  const { x, y, width, height } = card.window;
  return svg("svg", { class: "outline", viewBox: `${x} ${y} ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { "vector-effect": "non-scaling-stroke", d: card.outline.map((ring) => `M${ring.map((point) => point.join(" ")).join("L")}Z`).join("") }));
}

function measures(card) {
  const row = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];
  return el("dl", { class: "measures" },
    row("Probability", el("meter", { min: "0", max: "1", value: card.probability ?? 0, "aria-label": "Probability that it is real" }), ` ${percent(card.probability ?? 0)}`),
    row("Area", area(card), areaError(card)),
    size(card) ? row("Length and width", size(card)) : null,
    direction(card) ? row("Longer side", direction(card)) : null,
    card.reference ? row(`Beside ${card.reference.name}`, percent(card.reference.fraction)) : null,
    row("First seen", when(card.first_seen, day(card.first_seen))),
    row("Last seen", when(card.last_seen, day(card.last_seen))),
    row("Seen on", looks(card)),
    card.clear_looks_without > 0 ? row("Not seen before on", `${number(card.clear_looks_without)} clear ${card.clear_looks_without === 1 ? "look" : "looks"}`) : null,
    centre(card) ? row("Where", centre(card)) : null);
}

/** Sides of the narrowest rectangle around it. */
function size({ length_m: length, width_m: width }) {
  if (!length || !width) {
    return null;
  }
  const [a, b, unit] = length >= 3000 ? [length / 1000, width / 1000, "km"] : [length, width, "m"];
  const whole = (value) => (value < 10 ? value.toFixed(1) : number(value));
  return `${whole(a)} × ${whole(b)} ${unit}`;
}

/** Where the longer side points, from north through east; nothing for what has none. */
function direction({ length_m: length, width_m: width, orientation_deg: towards }) {
  return length >= 1.3 * width && Number.isFinite(towards) ? `towards ${number(towards)}°` : null;
}

function centre(card) {
  let point = card.geometry?.type === "Point" ? card.geometry.coordinates : null;
  const [ring] = rings(card.geometry);
  if (ring) {
    point = [0, 1].map((axis) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length);
    point[0] = near(point[0], 0);
  }
  return point && `${Math.abs(point[1]).toFixed(5)}° ${point[1] < 0 ? "S" : "N"}, ${Math.abs(point[0]).toFixed(5)}° ${point[0] < 0 ? "W" : "E"}`;
}

function history(card) {
  if (card.history.length < 2) {
    return null;
  }
  return el("details", { class: "why" }, el("summary", {}, `What was told before (${card.history.length - 1})`),
    el("ol", { class: "past" }, card.history.slice(1).map((each) =>
      el("li", {}, when(each.acquired, day(each.acquired)), ` ${pretty(each.sentence)}`))));
}
