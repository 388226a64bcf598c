import { cardOf, chipOf, jsonOf, merged, sealed, topicBelow } from "./messages.js";
import { Stations } from "./stations.js";
import { picture } from "./picture.js";
import { outlineOnPicture } from "./place.js";

// Everything that the wall has seen, and the source that the shared views take their alerts from. Messages are taken one after the other:
// an alert's chips come before it.

const PART = 40;
/** Enough for the first paint; the rest is read behind it. */
const FIRST_PART = 60;
const TRIM_EVERY = 500;

export class Seen {
  silent = "What was kept could not be read";
  none = "No alert yet. They appear here as stations publish them.";
  refusals = 0;
  #cards = new Map();
  #newestFirst = [];
  #kept;
  #root;
  #told;
  #queue = Promise.resolve();
  #taken = 0;
  #loaded;

  /**
   * @param told alert(card, past) for each alert that is new here, changed() after anything else
   */
  constructor(kept, root, told) {
    this.#kept = kept;
    this.#root = root;
    this.#told = told;
    this.stations = new Stations(kept);
  }

  /** Reads what was kept: the newest at once, the rest when the page has been painted. */
  async begin() {
    await this.stations.begin();
    this.#hold(await this.#kept.cards(FIRST_PART));
    this.#loaded = new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(() => this.#kept.cards()).then((all) => {
      this.#hold(all.filter((card) => !this.#cards.has(card.event)));
      this.#told.changed();
    });
  }

  get count() {
    return this.#cards.size;
  }

  /** Takes a message; the broker's order is kept. */
  message(topic, bytes, retained) {
    this.#queue = this.#queue.then(() => this.#take(topic, bytes, retained)).catch((failure) => {
      this.refusals += 1;
      console.warn(`${topic} was refused: ${failure.message}`);
      this.#told.changed();
    });
  }

  /** Takes an alert of a folder of past ones, as the bytes that were published. */
  past(folder, bytes) {
    this.#queue = this.#queue.then(() => {
      const alert = jsonOf(bytes);
      return this.#alert(String(alert.properties?.["tw:station"] ?? ""), bytes, folder);
    }).catch((failure) => console.warn(`an alert of ${folder} was refused: ${failure.message}`));
  }

  async #take(topic, bytes, retained) {
    const below = topicBelow(this.#root, topic);
    if (below === null) {
      return;
    }
    if (below.kind === "chip") {
      const chip = chipOf(below.levels);
      if (chip !== null) {
        await this.#kept.putChip(chip.id, chip.role, bytes);
      }
    } else if (below.kind === "alert") {
      await this.#alert(below.station, bytes);
    } else {
      await this.stations.message(below, bytes, retained);
      this.#told.changed();
    }
  }

  async #alert(station, bytes, past = "") {
    await this.#loaded;
    const alert = jsonOf(bytes);
    if (!(await sealed(bytes, alert))) {
      throw new Error("its checksum does not fit its bytes");
    }
    const card = cardOf(station, alert);
    const known = this.#cards.get(card.event);
    if (known?.history.some((each) => each.id === card.id)) {
      return; // sent again after a break
    }
    if (past) {
      card.past = past;
    }
    const whole = merged(known, card);
    whole.order = -whole.told;
    whole.seq = whole.id;
    await this.#kept.putCard(whole);
    this.#hold([whole]);
    this.#taken += 1;
    if (this.#taken % TRIM_EVERY === 1) {
      for (const event of await this.#kept.trim()) {
        this.#cards.delete(event);
      }
      this.#hold([]);
    }
    this.#told.alert(whole, past !== "");
  }

  #hold(cards) {
    for (const card of cards) {
      this.#cards.set(card.event, card);
    }
    this.#newestFirst = [...this.#cards.values()].sort((a, b) => a.order - b.order);
  }

  /** All cards that fit what is chosen, the newest first. */
  async fitting(chosen) {
    await this.#loaded;
    return this.#newestFirst.filter((card) => fits(card, chosen));
  }

  // From here on: the source of the shared views.

  async alerts(chosen, below) {
    const start = below || 0;
    const anything = Object.values(chosen).every((value) => value === "");
    const cards = anything && start === 0 ? this.#newestFirst : await this.fitting(chosen);
    const rest = cards.length > start + PART || cards.length === FIRST_PART;
    return { alerts: cards.slice(start, start + PART), next: rest ? start + PART : 0 };
  }

  async alert(id) {
    await (this.#cards.has(id) ? null : this.#loaded);
    const card = this.#cards.get(id) ?? this.#newestFirst.find((each) => each.history.some((told) => told.id === id));
    if (!card) {
      throw new Error("no such alert");
    }
    return { ...card, ...outlineOnPicture(card) };
  }

  async days(chosen) {
    await this.#loaded;
    const days = {};
    for (const card of this.#newestFirst) {
      if (fits(card, { station: chosen.station, site: chosen.site })) {
        for (const told of card.history) {
          const day = (days[told.acquired.slice(0, 10)] ??= { urgent: 0, routine: 0 });
          day[told.severity] += 1;
        }
      }
    }
    return days;
  }

  async choices() {
    await this.#loaded;
    const among = (name) => [...new Set(this.#newestFirst.map((card) => card[name]).filter(Boolean))].sort();
    return { station: among("station"), site: among("site"), zone: among("zone") };
  }

  picture(card, role, attributes) {
    return picture(this.#kept, card, role, attributes);
  }

  mapOf(card) {
    return `#map/${encodeURIComponent(card.event)}`;
  }

  /** The station's own page about the alert, where it told an address of the web. */
  links(card) {
    return card.page ? [["At the station", card.page]] : [];
  }
}

function fits(card, { station = "", site = "", zone = "", severity = "", status = "", from = "", until = "" }) {
  const day = card.acquired.slice(0, 10);
  return (!station || card.station === station) && (!site || card.site === site) && (!zone || card.zone === zone)
    && (!severity || card.severity === severity) && (!status || card.status === status) && (!from || day >= from) && (!until || day <= until);
}
