import { timeLine } from "./days.js";
import { capital, el } from "./text.js";

/** Not a state of an event, but what a person asks for first: what nobody has reviewed. */
const REVIEW = "to-review";
const STATUS = ["provisional", "confirmed", "ended", "absorbed", "retracted"];
const NOTHING = { station: "", site: "", zone: "", severity: "", status: "", from: "", until: "" };
/** Names that are only known once there are alerts or sites: what they are chosen from, and the word for all of them. */
const NAMED = { station: ["Station", "All stations"], site: ["Site", "All sites"], zone: ["Zone", "All zones"] };

const narrow = window.matchMedia("(max-width: 560px)");

/** Station, site, zone, severity, state and days; what is chosen stays for as long as the page is open. */
export class Filters {
  static #chosen = { ...NOTHING };

  constructor(source, changed) {
    this.source = source;
    this.changed = changed;
    this.named = Object.fromEntries(Object.entries(NAMED).map(([name, [label, all]]) => [name, el("select", { name, "aria-label": label, hidden: true }, el("option", { value: "" }, all))]));
    this.named.site.hidden = false;
    this.line = el("div", { class: "timeline" });
    this.clear = el("button", { type: "button", class: "plain", click: () => this.reset() }, "Clear");
    this.form = el("form", { class: "filters", "aria-label": "Filters", change: () => this.take(), submit: (event) => event.preventDefault() },
      Object.values(this.named),
      choice("severity", "Severity", "Urgent and routine", ["urgent", "routine"]),
      choice("status", "State", "Any state", source.actions ? [REVIEW, ...STATUS] : STATUS),
      el("span", { class: "dates" }, date("from", "From"), date("until", "To")),
      this.clear);
    // On a wide screen the filters are always there; on a narrow one they wait behind a word.
    this.word = el("summary", {}, "Filter");
    this.fold = el("details", { open: !narrow.matches || this.active() }, this.word, this.form);
    narrow.onchange = () => { this.fold.open = !narrow.matches; };
    this.element = el("div", { class: "finder" }, this.fold, this.line);
    this.show();
  }

  async begin() {
    await this.#offer();
    await this.refresh();
  }

  /** What can be chosen grows with what was seen. */
  async #offer() {
    const choices = await this.source.choices();
    for (const [name, select] of Object.entries(this.named)) {
      const known = new Set([...select.options].map((option) => option.value));
      select.append(...(choices[name] ?? []).filter((value) => !known.has(value)).map((value) => el("option", { value }, value)));
      select.hidden = select.options.length < 2 && name !== "site";
    }
    this.show();
  }

  /** After news. */
  async again() {
    await this.#offer();
    await this.refresh();
  }

  async refresh() {
    const { site, station } = Filters.#chosen;
    const days = await this.source.days({ ...Filters.#chosen });
    if (site !== Filters.#chosen.site || station !== Filters.#chosen.station) {
      return;
    }
    this.line.replaceChildren(...timeLine(days, Filters.#chosen, (from, until) => this.#choose({ from, until })));
  }

  take() {
    this.#choose(Object.fromEntries([...this.form.elements].filter((field) => field.name).map((field) => [field.name, field.value])));
  }

  reset() {
    this.#choose(NOTHING);
  }

  #choose(what) {
    Object.assign(Filters.#chosen, what);
    this.show();
    this.changed();
    this.refresh();
  }

  show() {
    for (const field of this.form.elements) {
      if (field.name) {
        field.value = Filters.#chosen[field.name];
      }
    }
    this.clear.hidden = !this.active();
    const count = Object.values(Filters.#chosen).filter((value) => value !== "").length;
    this.word.textContent = count === 0 ? "Filter" : `Filter (${count})`;
  }

  focus() {
    this.fold.open = true;
    this.form.querySelector("select:not([hidden])").focus();
  }

  active() {
    return Object.values(Filters.#chosen).some((value) => value !== "");
  }

  /** What is chosen, by name; empty text for what is not. */
  static get chosen() {
    return { ...Filters.#chosen };
  }

  chosen() {
    return Filters.chosen;
  }
}

function choice(name, label, all, values) {
  return el("select", { name, "aria-label": label }, el("option", { value: "" }, all), values.map((value) => el("option", { value }, capital(value.replaceAll("-", " ")))));
}

function date(name, label) {
  return el("label", {}, el("span", {}, label), el("input", { type: "date", name }));
}
