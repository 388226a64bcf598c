// What stations say, as far as the wall understands it. Everything comes from outside: names and texts are kept as text, numbers are
// checked, and what does not fit is refused with a reason. No part of a message ever becomes markup, an address or a path.

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ROLES = ["before", "after", "diff"];
const STATUS = ["provisional", "confirmed", "ended", "absorbed", "retracted"];
const TOLD = ["tile", "zone", "kind", "polarity", "probability", "area_m2", "area_px", "area_error", "length_m", "width_m", "orientation_deg", "first_seen", "last_seen", "looks_seen", "before",
  "looks_in_history", "clear_looks_without", "model", "profile", "status"];
const MOST_CORNERS = 4000;
const LONGEST_TEXT = 600;

/** Of a topic below the root: the station, the kind of message and the levels behind it; null for any other. */
export function topicBelow(root, topic) {
  if (!topic.startsWith(`${root}/`)) {
    return null;
  }
  const [station, kind, ...levels] = topic.slice(root.length + 1).split("/");
  return station && kind ? { station, kind, levels } : null;
}

/** The alert id and role that a chip's topic names; null if it names none. */
export function chipOf(levels) {
  const [id, role] = levels;
  return levels.length === 2 && ID.test(id) && ROLES.includes(role) ? { id, role } : null;
}

export function jsonOf(bytes) {
  const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Error("no JSON object");
  }
  return value;
}

/** Whether the alert's own checksum fits its bytes; true where the browser lends no arithmetic for it (a page that came by plain HTTP). */
export async function sealed(bytes, alert) {
  if (!globalThis.crypto?.subtle) {
    return true;
  }
  const value = alert.properties?.integrity?.value;
  if (typeof value !== "string" || !/^[A-Za-z0-9+/=]{44}$/.test(value)) {
    return false;
  }
  const text = new TextDecoder().decode(bytes).replace(`"value":"${value}"`, `"value":""`);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...sum)) === value;
}

/**
 * The card of an alert, as the views show it.
 *
 * @throws with the reason, if it is none or tells of another station than the one whose topic it came on
 */
export function cardOf(station, alert) {
  const told = alert.properties ?? {};
  const own = (name) => told[`tw:${name}`];
  refuse(!ID.test(alert.id), "its id is none");
  refuse(own("station") !== station, `it came from ${station} and names another station`);
  refuse(typeof told.data_id !== "string" || !told.data_id.startsWith(`${station}/`), "its data_id is not of that station");
  refuse(!STATUS.includes(own("status")), "its status is unknown");
  refuse([told.pubtime, told.datetime].some((time) => Number.isNaN(Date.parse(time))), "its times are none");
  const card = { event: told.data_id, id: alert.id, revision: count(own("revision")), station, site: text(own("site")) };
  card.severity = own("severity") === "urgent" ? "urgent" : "routine";
  card.change = ["new", "update", "deletion"].find((change) => change === own("change")) ?? "update";
  card.acquired = new Date(told.datetime).toISOString();
  card.told = Date.parse(told.pubtime);
  card.sentence = text(told.description);
  for (const name of TOLD) {
    const value = own(name);
    if (typeof value === "string") {
      card[name] = text(value);
    } else if (Number.isFinite(value)) {
      card[name] = value;
    }
  }
  const beside = own("reference");
  if (typeof beside?.name === "string" && Number.isFinite(beside.fraction)) {
    card.reference = { name: text(beside.name), fraction: beside.fraction };
  }
  card.explain = Object.fromEntries(Object.entries(own("explain") ?? {}).filter(([, value]) => Number.isFinite(value)).slice(0, 40));
  card.geometry = geometryOf(alert.geometry);
  card.pictures = ROLES.filter((role) => alert.assets?.[role]);
  card.picture = card.id;
  card.pictured = card.acquired;
  card.sums = sumsOf(alert.assets);
  card.format = alert.assets?.after?.type === "image/webp" ? "webp" : "jpg";
  card.frame = frameOf(alert);
  card.page = pageOf(alert.links);
  return card;
}

/** A card with what was told of its event before: the newest revision speaks, and a withdrawal keeps the pictures before it. */
export function merged(known, card) {
  const told = ({ id, revision, acquired, sentence, severity }) => ({ id, revision, acquired, sentence, severity });
  const history = [...(known?.history ?? []), told(card)].sort((a, b) => b.revision - a.revision).slice(0, 60);
  const newest = known && known.revision > card.revision ? { ...known } : { ...card };
  if (known && newest.pictures.length === 0) {
    Object.assign(newest, { pictures: known.pictures, picture: known.picture, pictured: known.pictured, frame: known.frame, sums: known.sums, format: known.format, before: known.before });
  }
  return { ...newest, history };
}

function refuse(when, reason) {
  if (when) {
    throw new Error(reason);
  }
}

function text(value) {
  return typeof value === "string" ? value.slice(0, LONGEST_TEXT) : "";
}

function count(value) {
  return Number.isInteger(value) && value > 0 ? value : 1;
}

const place = (point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1])
  && Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90;

function geometryOf(geometry) {
  if (geometry?.type === "Point" && place(geometry.coordinates)) {
    return { type: "Point", coordinates: geometry.coordinates.slice(0, 2) };
  }
  const list = (value) => (Array.isArray(value) ? value : [null]);
  const type = geometry?.type;
  const polygons = type === "MultiPolygon" ? list(geometry.coordinates) : type === "Polygon" ? [geometry.coordinates] : [];
  const corners = polygons.flatMap(list).flatMap(list);
  if (corners.length < 4 || corners.length > MOST_CORNERS || !corners.every(place)) {
    return null;
  }
  const kept = polygons.map((rings) => rings.map((ring) => ring.map((point) => point.slice(0, 2))));
  return { type, coordinates: type === "Polygon" ? kept[0] : kept };
}

/** Where the picture lies: reference system, shape and transform as STAC's projection extension has them. */
function frameOf(alert) {
  const told = { ...alert.properties, ...alert.assets?.after };
  const code = told["proj:code"];
  const shape = told["proj:shape"];
  const transform = told["proj:transform"];
  const numbers = (list, least) => Array.isArray(list) && list.length >= least && list.every(Number.isFinite);
  return /^EPSG:\d{4,6}$/.test(code) && numbers(shape, 2) && numbers(transform, 6) ? { code, shape, transform } : null;
}

/** SHA-256 of each picture in hexadecimal digits, out of its multihash. */
function sumsOf(assets) {
  const told = ROLES.map((role) => [role, assets?.[role]?.["file:checksum"]]);
  return Object.fromEntries(told.filter(([, sum]) => typeof sum === "string" && /^1220[0-9a-f]{64}$/.test(sum)).map(([role, sum]) => [role, sum.slice(4)]));
}

/** The station's own page about the alert; only an address of the web is one. */
function pageOf(links) {
  const own = Array.isArray(links) ? links.find((link) => ["canonical", "update", "deletion"].includes(link?.rel)) : null;
  return typeof own?.href === "string" && /^https?:\/\//.test(own.href) && own.href.length < 400 ? own.href : null;
}
