import { reviewBar, reviewByKey } from "./review.js";
import { el, get } from "./text.js";

// Where the views of the operator's page have their alerts from: the station's own little API. The analysts' wall has another source of
// the same shape.

export const source = {
  /** Begins what is told when nothing could be had. */
  silent: "The station did not answer",
  none: "No alert yet. The station tells you here as soon as something really changed.",

  /** Cards, newest first, of the reports below a number; `next` is where the following part begins, 0 at the end. */
  alerts(chosen, below) {
    const asked = new URLSearchParams({ limit: "40" });
    const put = (name, value) => value && asked.set(name, value);
    for (const name of ["site", "zone", "severity", "status"]) {
      put(name, chosen[name]);
    }
    put("from", chosen.from && `${chosen.from}T00:00:00Z`);
    put("until", chosen.until && new Date(Date.parse(`${chosen.until}T00:00:00Z`) + 86400000).toISOString());
    put("below", below > 0 ? String(below) : "");
    return get(`/api/alerts?${asked}`);
  },

  /** One event, by its id or that of any of its alerts. */
  alert: (id) => get(`/api/alerts/${encodeURIComponent(id)}`),

  /** Reports per day and severity. */
  days: ({ site }) => get(`/api/days${site ? `?site=${encodeURIComponent(site)}` : ""}`),

  /** What the filters let one choose among, by name. */
  async choices() {
    const sites = await get("/api/sites");
    return { site: sites.map((each) => each.name), zone: [...new Set(sites.flatMap((each) => (each.zones ?? []).map((zone) => zone.name)))] };
  },

  picture: (card, role, attributes) => el("img", { ...attributes, src: `/api/chips/${card.picture}/${role}` }),
  mapOf: (card) => `#map/${encodeURIComponent(card.site)}/${encodeURIComponent(card.event)}`,
  actions: reviewBar,
  key: reviewByKey,
};
