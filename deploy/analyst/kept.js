// What the wall has seen, kept in the browser over reloads (IndexedDB), a database for each broker. Where the browser lends none, it is
// kept in memory and gone with the page.

const MOST_CARDS = 20_000;
const MOST_CHIPS = 12_000;

/** @returns the kept things of one broker */
export async function openKept(broker) {
  try {
    return new Kept(await opened(`tilewatch ${broker}`));
  } catch {
    return new Kept(null);
  }
}

function opened(name) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      const cards = asked.result.createObjectStore("cards", { keyPath: "event" });
      cards.createIndex("newest", "order");
      asked.result.createObjectStore("chips", { keyPath: "key" }).createIndex("at", "at");
      asked.result.createObjectStore("stations", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("another page holds an older form of what is kept"));
  });
}

class Kept {
  #database;
  #memory = { cards: new Map(), chips: new Map(), stations: new Map() };

  constructor(database) {
    this.#database = database;
  }

  /** Whether it outlives the page. */
  get lasting() {
    return this.#database !== null;
  }

  /** Cards, the newest first; all, or so many. */
  cards(most) {
    return this.#all("cards", "newest", most);
  }

  stations() {
    return this.#all("stations");
  }

  /** @param card whose `order` grows with age */
  putCard(card) {
    return this.#put("cards", card.event, card);
  }

  putStation(station) {
    return this.#put("stations", station.id, station);
  }

  removeStation(id) {
    return this.#write("stations", (store) => store.delete(id), (map) => map.delete(id));
  }

  putChip(id, role, bytes) {
    const key = `${id}/${role}`;
    return this.#put("chips", key, { key, at: Date.now(), bytes });
  }

  /** The picture's bytes; null if it never came or is kept no longer. */
  async chip(id, role) {
    const key = `${id}/${role}`;
    if (!this.#database) {
      return this.#memory.chips.get(key)?.bytes ?? null;
    }
    const found = await answer(this.#database.transaction("chips").objectStore("chips").get(key));
    return found?.bytes ?? null;
  }

  /** Lets the oldest go, beyond what is kept; returns the events that went. */
  async trim() {
    if (!this.#database) {
      return [];
    }
    await this.#oldest("chips", "at", "next", MOST_CHIPS);
    return this.#oldest("cards", "newest", "prev", MOST_CARDS);
  }

  async #oldest(name, index, direction, most) {
    const store = this.#database.transaction(name, "readwrite").objectStore(name);
    let over = (await answer(store.count())) - most;
    const gone = [];
    if (over <= 0) {
      return gone;
    }
    await new Promise((done, failed) => {
      const asked = store.index(index).openCursor(null, direction);
      asked.onerror = () => failed(asked.error);
      asked.onsuccess = () => {
        if (!asked.result || over <= 0) {
          done();
          return;
        }
        gone.push(asked.result.primaryKey);
        asked.result.delete();
        over -= 1;
        asked.result.continue();
      };
    });
    return gone;
  }

  async #all(name, index = null, most = undefined) {
    if (!this.#database) {
      return [...this.#memory[name].values()].sort((a, b) => a.order - b.order).slice(0, most);
    }
    const store = this.#database.transaction(name).objectStore(name);
    return answer((index ? store.index(index) : store).getAll(null, most));
  }

  #put(name, key, value) {
    return this.#write(name, (store) => store.put(value), (map) => map.set(key, value));
  }

  async #write(name, onDisk, inMemory) {
    if (!this.#database) {
      inMemory(this.#memory[name]);
      return;
    }
    const transaction = this.#database.transaction(name, "readwrite");
    onDisk(transaction.objectStore(name));
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error ?? new Error("the browser keeps nothing more"));
    });
  }
}

function answer(asked) {
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}
