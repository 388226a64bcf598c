import { jsonOf } from "./messages.js";
import { capital, day, el, moment, when } from "./lib/text.js";

// The stations: who is there, who was lost, who sees nothing. A station tells its status every minute; the broker tells its Last Will.

const SILENT_AFTER_MILLIS = 200_000;
const PHASES = ["starting", "learning", "ready", "degraded", "stopped", "lost"];
const MOST_NAMES = 500;

export class Stations {
  #known = new Map();
  #kept;
  /** When this page came to hear the broker; before that nobody was silent. */
  #listeningSince = Infinity;
  #heard = new Map();

  constructor(kept) {
    this.#kept = kept;
  }

  async begin() {
    for (const station of await this.#kept.stations()) {
      this.#known.set(station.id, station);
    }
  }

  get all() {
    return [...this.#known.values()].sort((a, b) => a.id.localeCompare(b.id));
  }

  /** @param up whether the broker is heard */
  link(up) {
    this.#listeningSince = up ? Date.now() : Infinity;
  }

  async message({ station: id, kind, levels }, bytes, retained) {
    const known = this.#known.get(id);
    if (!known && this.#known.size >= MOST_NAMES) {
      throw new Error(`more than ${MOST_NAMES} stations`);
    }
    const station = known ?? { id, phase: "unknown", conditions: {}, sites: {} };
    if (kind === "status" && bytes.length === 0) {
      this.#known.delete(id);
      await this.#kept.removeStation(id);
      return;
    }
    if (kind === "status") {
      this.#status(station, jsonOf(bytes), retained);
    } else if (kind === "condition" && levels.length === 1) {
      condition(station, levels[0], bytes);
    } else if (kind === "coverage") {
      coverage(station, bytes);
    } else {
      return;
    }
    this.#known.set(id, station);
    await this.#kept.putStation(station);
  }

  #status(station, told, retained) {
    const phase = PHASES.find((each) => each === told.phase) ?? "unknown";
    if (phase !== station.phase) {
      station.since = retained && station.phase === "unknown" ? null : Date.now();
    }
    station.phase = phase;
    station.version = String(told.version ?? "").slice(0, 40);
    if (phase !== "lost" && phase !== "stopped") {
      this.#heard.set(station.id, Date.now());
    }
    if (!Number.isNaN(Date.parse(told.time))) {
      station.lastHeard = Date.parse(told.time);
      station.armed = told.armed !== false;
      station.looks = [Number(told.looks_so_far) || 0, Number(told.looks_needed) || 0];
      const look = told.last_look;
      station.lastLook = look && !Number.isNaN(Date.parse(look.acquired))
        ? { site: String(look.site).slice(0, 200), acquired: look.acquired, verdict: String(look.verdict).slice(0, 40) } : null;
    }
  }

  /** Whether it says it is well, but has said nothing for three minutes. */
  silent(station) {
    const since = Math.max(this.#heard.get(station.id) ?? 0, this.#listeningSince);
    return !["lost", "stopped"].includes(station.phase) && Date.now() - since > SILENT_AFTER_MILLIS;
  }

  /** What is wrong, in the order of weight: a station, a word for it, a sentence. */
  problems() {
    const lost = [];
    const rest = [];
    for (const station of this.all) {
      const heard = station.lastHeard ? `, last heard ${moment(station.lastHeard)}` : "";
      if (station.phase === "lost") {
        lost.push({ station, word: "lost", sentence: `The broker has lost ${station.id}${heard}. What changes there is not told until it is back.` });
      } else if (this.silent(station)) {
        lost.push({ station, word: "silent", sentence: `${station.id} has said nothing for three minutes${heard}. It may be gone without the broker's knowing.` });
      } else if (station.phase === "stopped") {
        lost.push({ station, word: "stopped", sentence: `${station.id} was stopped${heard}.` });
      }
      for (const [code, sentence] of Object.entries(station.conditions)) {
        rest.push({ station, word: code.replaceAll("-", " "), sentence: `${station.id}: ${sentence}` });
      }
      for (const [site, seen] of blindSites(station)) {
        rest.push({ station, word: "blind", sentence: `${station.id} has not seen ${site} clearly since ${seen.lastClear ? day(seen.lastClear) : "it began"}. No alert from there does not mean no change.` });
      }
    }
    return [...lost, ...rest];
  }
}

/** Sites that the latest look did not see clearly. */
export function blindSites(station) {
  return Object.entries(station.sites).filter(([, seen]) => seen.blindSince !== null);
}

function condition(station, code, bytes) {
  delete station.conditions[code];
  if (bytes.length > 0 && /^[a-z-]{1,40}$/.test(code) && Object.keys(station.conditions).length < 50) {
    station.conditions[code] = String(jsonOf(bytes).sentence ?? "").slice(0, 300);
  }
}

function coverage(station, bytes) {
  const told = jsonOf(bytes);
  const time = (value) => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null);
  const site = String(told.site).slice(0, 200);
  if (site in station.sites || Object.keys(station.sites).length < MOST_NAMES) {
    station.sites[site] = { lastLook: time(told.last_look), lastClear: time(told.last_clear), blindSince: time(told.blind_since), looks: Number(told.looks) || 0, clear: Number(told.clear_looks) || 0 };
  }
}

/** The view: a sheet for each station with its sites. */
export function showStations(view, parts, source) {
  const sheet = el("div", { class: "sheet stations" });
  view.append(sheet);
  const show = () => {
    const all = source.stations.all;
    sheet.replaceChildren(...(all.length === 0 ? [el("p", { class: "empty" }, "No station was heard yet.")] : all.map((station) => stationSheet(station, source.stations))));
  };
  show();
  return { station: show };
}

function stationSheet(station, stations) {
  const word = stations.silent(station) ? "silent" : station.phase;
  const sites = Object.entries(station.sites);
  return el("article", { class: "calendar", "data-station": station.id },
    el("h2", {}, station.id, " ", el("span", { class: "badge", "data-word": word }, word)),
    el("p", { class: "quiet" }, station.phase === "learning" ? `Learned ${station.looks?.[0]} of ${station.looks?.[1]} clear looks. ` : "",
      station.armed === false ? "Disarmed: it watches and publishes nothing. " : "",
      station.lastHeard ? `Last heard ${moment(station.lastHeard)}. ` : "",
      station.lastLook ? `Last look: ${station.lastLook.site}, ${day(station.lastLook.acquired)}, ${station.lastLook.verdict}.` : ""),
    Object.entries(station.conditions).map(([code, sentence]) => el("p", {}, el("b", {}, capital(code.replaceAll("-", " "))), `: ${sentence}`)),
    sites.length === 0 ? null : el("ul", { class: "seenlist" }, sites.map(([site, seen]) =>
      el("li", {}, el("b", {}, site), " ", el("span", { class: "badge", "data-word": seen.blindSince ? "blind" : "seen" }, seen.blindSince ? "blind" : "seen"),
        el("span", { class: "quiet" }, " ", seen.lastClear ? ["last clear look ", when(seen.lastClear, day(seen.lastClear))] : "never seen clearly", `, ${seen.clear} of ${seen.looks} looks clear`)))));
}
