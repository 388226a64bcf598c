import { el, number, say } from "./lib/text.js";
import { headline } from "./lib/words.js";
import { brokerAddress } from "./broker.js";

// What an analyst does with the page itself: takes the selection home, asks to be told, names the broker.

const LEFT_OUT = new Set(["geometry", "frame", "order", "seq", "told", "history", "picture", "pictures", "pictured", "sums", "format", "past", "explain", "page"]);

/** Cards as a GeoJSON FeatureCollection. */
export function geojson(cards) {
  return {
    type: "FeatureCollection",
    features: cards.map((card) => ({
      type: "Feature",
      id: card.id,
      geometry: card.geometry,
      properties: {
        ...Object.fromEntries(Object.entries(card).filter(([name]) => !LEFT_OUT.has(name))),
        pubtime: new Date(card.told).toISOString(),
      },
    })),
  };
}

/** Hands a file to whoever looks at the page. */
export function saveAs(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/geo+json" }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Desktop notifications of urgent alerts, if the person wants them; many at once become one. */
export class Bell {
  #button;
  #waiting = [];
  #timer = null;

  constructor(button) {
    this.#button = button;
    button.hidden = !("Notification" in window) || !window.isSecureContext;
    button.addEventListener("click", () => this.#press());
    this.#show();
  }

  get #on() {
    return !this.#button.hidden && localStorage.getItem("tilewatch notify") === "yes" && Notification.permission === "granted";
  }

  async #press() {
    const wanted = !this.#on;
    localStorage.setItem("tilewatch notify", wanted ? "yes" : "no");
    if (wanted && (await Notification.requestPermission()) !== "granted") {
      say("The browser does not let this page notify you; its settings say for which pages it does.");
    }
    this.#show();
  }

  #show() {
    this.#button.setAttribute("aria-pressed", String(this.#on));
  }

  tell(card) {
    if (!this.#on || card.severity !== "urgent" || card.status === "retracted") {
      return;
    }
    this.#waiting.push(card);
    this.#timer ??= setTimeout(() => this.#ring(), 300);
  }

  #ring() {
    const cards = this.#waiting;
    this.#waiting = [];
    this.#timer = null;
    if (cards.length > 3) {
      this.#note(`${number(cards.length)} alerts`, [...new Set(cards.map((card) => `${card.station} · ${card.site}`))].slice(0, 4).join(", "), "many", "#alerts");
      return;
    }
    for (const card of cards) {
      this.#note(`${headline(card)}: ${card.station} · ${card.site}`, card.sentence, card.event, `#alerts/${encodeURIComponent(card.event)}`);
    }
  }

  #note(title, body, tag, hash) {
    try {
      const note = new Notification(title, { body, tag, icon: "lib/icon.svg" });
      note.onclick = () => {
        window.focus();
        location.hash = hash;
      };
    } catch {
      say("This browser shows notifications of installed pages alone.");
    }
  }
}

/** Asks for the broker; what was answered goes to `chosen`. The password is kept for as long as the tab is open. */
export function askForBroker(where, trouble, chosen) {
  const dialog = document.getElementById("login");
  const field = (name, label, type, value, more = {}) => el("label", {}, label, el("input", { name, type, value, ...more }));
  const answer = el("p", { role: "alert" }, trouble);
  const form = el("form", { submit: (event) => {
    event.preventDefault();
    const given = Object.fromEntries(["url", "root", "user", "password"].map((name) => [name, form.elements[name].value.trim()]));
    if (!brokerAddress(given.url)) {
      answer.textContent = "An address like wss://broker.example.org:8884 is wanted; user and password have fields of their own.";
      return;
    }
    dialog.close();
    chosen(given);
  } },
  field("url", "Address of the broker (MQTT over WebSocket)", "url", where.url, { required: true, placeholder: "wss://broker.example.org:8884" }),
  field("root", "Topics below", "text", where.root, { required: true }),
  field("user", "User", "text", where.user, { autocomplete: "username" }),
  field("password", "Password", "password", where.password, { autocomplete: "current-password" }),
  answer,
  el("p", { class: "line" }, el("button", { type: "submit" }, "Connect"), el("button", { type: "button", class: "plain", click: () => dialog.close() }, "Cancel")));
  dialog.replaceChildren(el("h2", { id: "login-title" }, "Broker"), form);
  if (!dialog.open) {
    dialog.showModal();
  }
}
