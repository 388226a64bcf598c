// Elements and words. Text reaches the page as text alone: nothing here, or anywhere, parses HTML.

/** An element with attributes (functions become listeners) and children; null children are left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same in SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** Replaces the children of an element; null children are left out. */
export function put(into, ...children) {
  into.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export async function get(path) {
  const reply = await fetch(path, { headers: { Accept: "application/json" } });
  if (reply.status === 401) {
    location.reload();
  }
  if (!reply.ok) {
    throw new Error((await reply.text()).trim() || reply.statusText);
  }
  return reply.json();
}

export async function post(path, body) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) {
    throw new Error(text.trim() || reply.statusText);
  }
  return text ? JSON.parse(text) : {};
}

const language = "en-GB";
const DAY = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const day = (iso) => DAY.format(new Date(iso));
export const moment = (iso) => `${DAY.format(new Date(iso))}, ${TIME.format(new Date(iso))} UTC`;
export const number = (value) => NUMBER.format(value);
export const percent = (share) => (share >= 0.995 && share < 1 ? "> 99 %" : `${Math.round(share * 100)} %`);
export const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** A time element that shows the day and keeps the moment. */
export function when(iso, text = moment(iso)) {
  return el("time", { datetime: iso, title: moment(iso) }, text);
}

export function bytes(count) {
  const units = ["B", "KiB", "MiB", "GiB"];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Tells people who listen rather than look. */
export function say(sentence) {
  document.getElementById("said").textContent = sentence;
}
