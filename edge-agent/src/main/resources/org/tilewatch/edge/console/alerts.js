import { showCard } from "./card.js";
import { Filters } from "./filters.js";
import { day, el, number, percent, say } from "./text.js";
import { area, badge, headline, looks } from "./words.js";

// The list of alerts, newest first, beside the one that is looked at. Parts of the list come as one scrolls towards them.

const wide = window.matchMedia("(min-width: 900px)");

export function showAlerts(view, [wanted = ""], source) {
  const list = el("ol", { class: "cards", "aria-label": "Alerts, newest first" });
  const detail = el("section", { class: "detail", "aria-label": "The alert in detail", tabindex: "-1" });
  const more = el("p", { class: "more quiet" });
  const split = el("div", { class: "split" }, el("div", { class: "column" }, list, more), detail);
  const filters = new Filters(source, () => restart());
  view.append(filters.element, split);

  let cards = new Map();
  let next = 0;
  let selected = wanted;
  let drawn = "";
  let loading = null;

  const ask = (below) => source.alerts(filters.chosen(), below);
  const entry = (card) => entryOf(card, source);

  async function load() {
    const round = cards;
    const part = await ask(next);
    if (round !== cards) {
      return;
    }
    for (const card of part.alerts) {
      if (!cards.has(card.event)) {
        const item = entry(card);
        cards.set(card.event, { card, item });
        list.append(item);
      }
    }
    next = part.next;
    tellHowMany();
  }

  function tellHowMany() {
    more.textContent = cards.size === 0 ? filters.active() ? "No alert fits these filters." : source.none : next > 0 ? "more …" : `${number(cards.size)} ${cards.size === 1 ? "alert" : "alerts"}, that is all`;
  }

  function loadMore() {
    if (!loading) {
      const mine = load().catch((failure) => { more.textContent = failure.message; }).finally(() => { loading = loading === mine ? null : loading; });
      loading = mine;
    }
    return loading;
  }

  /** For other filters. What was asked with the earlier ones and comes later finds another map of cards, and is dropped. */
  async function restart() {
    const round = new Map();
    cards = round;
    next = 0;
    loading = null;
    list.replaceChildren();
    await loadMore();
    if (round === cards) {
      detail.replaceChildren();
      mark("");
      await firstIfWide();
    }
  }

  async function firstIfWide() {
    if (wide.matches && cards.size > 0 && !selected) {
      await open([...cards.values()][0].card.event);
    }
  }

  async function open(event) {
    mark(event);
    const whole = await source.alert(event).catch(() => null);
    if (selected !== event) {
      return;
    }
    if (whole) {
      drawn = whole.event;
      showCard(detail, whole, source, changed);
      if (!wide.matches) {
        detail.scrollIntoView({ block: "start" });
      }
      mark(whole.event);
    } else {
      detail.replaceChildren(el("p", { class: "empty" }, "This alert is not known here, or it is older than what is kept."));
    }
  }

  function mark(event) {
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    selected = event;
    cards.get(event)?.item.firstChild.setAttribute("aria-current", "true");
    split.toggleAttribute("data-open", event !== "");
  }

  /** After news: the first part anew, put on top; what one looks at stays where it is. */
  async function refresh(announce) {
    await begun;
    const round = cards;
    const part = await ask(0);
    if (round !== cards) {
      return;
    }
    for (const card of part.alerts.toReversed()) {
      const known = cards.get(card.event);
      if (known && known.card.seq === card.seq && known.card.delivery === card.delivery && known.card.review === card.review) {
        continue;
      }
      const item = entry(card);
      if (!known || known.card.seq !== card.seq) {
        known?.item.remove();
        item.classList.add("fresh");
        list.prepend(item);
        if (announce) {
          say(`${known ? "News of an alert" : "New alert"} on ${card.site}: ${card.sentence}`);
        }
      } else {
        known.item.replaceWith(item);
      }
      cards.set(card.event, { card, item });
      if (card.event === selected) {
        await open(selected);
      }
    }
    tellHowMany();
    filters.again();
    await firstIfWide();
  }

  const changed = () => refresh(false);

  function step(by) {
    const order = [...list.children].map((item) => item.dataset.event);
    const at = order.indexOf(selected);
    const to = order[Math.min(order.length - 1, Math.max(0, at + by))];
    if (to) {
      // At once, so that the next key steps on from here and not from what the address said before.
      mark(to);
      location.replace(`#alerts/${encodeURIComponent(to)}`);
      cards.get(to).item.scrollIntoView({ block: "nearest" });
      if (order.length - order.indexOf(to) < 8 && next > 0) {
        loadMore();
      }
    }
  }

  const watcher = new IntersectionObserver((seen) => {
    if (seen[0].isIntersecting && next > 0) {
      loadMore();
    }
  }, { rootMargin: "600px" });
  watcher.observe(more);

  const begun = loadMore();

  async function begin() {
    await begun;
    requestAnimationFrame(() => performance.mark("alerts-shown"));
    await (selected ? open(selected) : firstIfWide());
    await filters.begin();
  }

  return {
    ready: begin(),
    news: () => refresh(true),
    leave: () => watcher.disconnect(),
    go([event = ""]) {
      if (!event) {
        mark("");
        return firstIfWide();
      }
      // What stands there already keeps its slider, its toggles and the focus.
      return wide.matches && event === selected && event === drawn ? null : open(event);
    },
    key(key) {
      if (key === "j" || key === "k") {
        step(key === "j" ? 1 : -1);
        return true;
      }
      if (key === "/") {
        filters.focus();
        return true;
      }
      if (key === "m" && selected) {
        const link = detail.querySelector(".onmap");
        link?.click();
        return Boolean(link);
      }
      // A key means the alert that is marked; while its card is on the way, the one before still stands there.
      return selected !== "" && selected === drawn && (source.key?.(detail, key) || toggleByKey(detail, key));
    },
  };
}

function toggleByKey(detail, key) {
  const box = detail.querySelector({ d: "[name=difference]", o: "[name=outline]" }[key] ?? "#none");
  box?.click();
  return Boolean(box);
}

function entryOf(card, source) {
  const picture = card.pictures.includes("after")
    ? source.picture(card, "after", { alt: "", loading: "lazy", width: "72", height: "72" })
    : el("span", { class: "nopicture", "aria-hidden": "true" });
  return el("li", { "data-event": card.event, "data-severity": card.severity, "data-status": card.status },
    el("a", { href: `#alerts/${encodeURIComponent(card.event)}` },
      picture,
      el("span", { class: "words" },
        el("span", { class: "line" }, el("b", {}, card.station ? `${card.station} · ${card.site}` : card.site), el("time", { datetime: card.acquired, class: "quiet" }, day(card.acquired))),
        el("span", { class: "sentence" }, headline(card)),
        el("span", { class: "line quiet" }, el("span", {}, `${area(card)} · ${percent(card.probability ?? 0)} · ${looks(card)}`), badge(card)))));
}
