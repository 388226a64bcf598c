import { timeLine } from "./days.js";
import { capital, el, get } from "./text.js";

const STATUS = ["provisional", "confirmed", "ended", "absorbed", "retracted"];

/** Site, severity, state and days; what is chosen stays for as long as the page is open. */
export class Filters {
  static chosen = { site: "", severity: "", status: "", from: "", until: "" };

  constructor(changed) {
    this.changed = changed;
    this.sites = el("select", { name: "site", "aria-label": "Site" }, el("option", { value: "" }, "All sites"));
    this.line = el("div", { class: "timeline" });
    this.clear = el("button", { type: "button", class: "plain", click: () => this.reset() }, "Clear");
    this.form = el("form", { class: "filters", "aria-label": "Filters", change: () => this.take(), submit: (event) => event.preventDefault() },
      this.sites,
      choice("severity", "Severity", "Urgent and routine", ["urgent", "routine"]),
      choice("status", "State", "Any state", STATUS),
      el("span", { class: "dates" }, date("from", "From"), date("until", "To")),
      this.clear);
    this.element = el("div", { class: "finder" }, this.form, this.line);
    this.show();
  }

  async begin() {
    const sites = await get("/api/sites");
    this.sites.append(...sites.map((site) => el("option", { value: site.name }, site.name)));
    this.show();
    await this.refresh();
  }

  async refresh() {
    const site = Filters.chosen.site;
    const days = await get(`/api/days${site ? `?site=${encodeURIComponent(site)}` : ""}`);
    if (site !== Filters.chosen.site) {
      return;
    }
    this.line.replaceChildren(...timeLine(days, Filters.chosen, (from, until) => {
      Object.assign(Filters.chosen, { from, until });
      this.show();
      this.changed();
      this.refresh();
    }));
  }

  take() {
    for (const field of this.form.elements) {
      if (field.name) {
        Filters.chosen[field.name] = field.value;
      }
    }
    this.show();
    this.changed();
    this.refresh();
  }

  reset() {
    Filters.chosen = { site: "", severity: "", status: "", from: "", until: "" };
    this.show();
    this.changed();
    this.refresh();
  }

  show() {
    for (const field of this.form.elements) {
      if (field.name) {
        field.value = Filters.chosen[field.name];
      }
    }
    this.clear.hidden = !this.active();
  }

  active() {
    return Object.values(Filters.chosen).some((value) => value !== "");
  }

  query(below) {
    const { site, severity, status, from, until } = Filters.chosen;
    const asked = new URLSearchParams({ limit: "40" });
    const put = (name, value) => value && asked.set(name, value);
    put("site", site);
    put("severity", severity);
    put("status", status);
    put("from", from && `${from}T00:00:00Z`);
    put("until", until && new Date(Date.parse(`${until}T00:00:00Z`) + 86400000).toISOString());
    put("below", below > 0 ? String(below) : "");
    return asked;
  }
}

function choice(name, label, all, values) {
  return el("select", { name, "aria-label": label }, el("option", { value: "" }, all), values.map((value) => el("option", { value }, capital(value))));
}

function date(name, label) {
  return el("label", {}, el("span", {}, label), el("input", { type: "date", name }));
}
