import { el, post, put, say } from "./text.js";
import { learnedSentence } from "./why.js";

// A person's review: accept, reject, correct the outline, ignore the place. The station carries it out and publishes what follows from it.

const WORDS = { accept: "accepted", reject: "rejected" };
const KEYS = { a: "accept", r: "reject", c: "correct", i: "ignore" };
/** Pixels that a zone to be ignored reaches beyond what it was drawn around. */
const MARGIN = 4;

/** The buttons of a card; null where nothing can be reviewed any more. */
export function reviewBar(card, detail, changed) {
  if (!card.reviewable) {
    return null;
  }
  const bar = el("div", { class: "review", role: "group", "aria-label": "Review" });
  show(bar, card, detail, changed);
  return bar;
}

function show(bar, card, detail, changed) {
  const answer = el("p", { class: "quiet", role: "status" }, reviewed(card));
  const button = (name, label, key, click, more = {}) => el("button", { type: "button", name, "aria-keyshortcuts": key, click, ...more }, label, el("kbd", { "aria-hidden": "true" }, key));
  const decide = (decision) => () => review(card, { decision }, answer, changed);
  const open = ["provisional", "confirmed"].includes(card.status);
  put(bar,
    button("accept", "It is real", "a", decide("accept"), { "aria-pressed": String(card.review === "accept") }),
    button("reject", "It is not", "r", decide("reject"), { "aria-pressed": String(card.review === "reject") }),
    open && card.window && card.outline ? button("correct", "Correct outline", "c", () => correct(bar, card, detail, changed)) : null,
    open && card.outline ? button("ignore", "Ignore place", "i", () => ignore(card, changed)) : null,
    answer);
}

/** What became of the review, and what the station learned from it. */
function reviewed(card) {
  if (!card.review) {
    return "";
  }
  const place = card.review === "reject" && card.learned ? "What is seen at this place later and is not much larger is told no more." : "";
  return [`You ${WORDS[card.review]} this alert.`, place, learnedSentence(card.learned, card.site)].filter(Boolean).join(" ");
}

async function review(card, order, answer, changed) {
  answer.textContent = "Asking the station …";
  try {
    const told = await post("/api/review", { event: card.event, ...order });
    say(told.sentence ?? `The alert is ${WORDS[order.decision]}.`);
    await changed();
  } catch (failure) {
    answer.textContent = failure.message;
  }
}

async function correct(bar, card, detail, changed) {
  const { editOutline } = await import("./outline.js");
  const frame = detail.querySelector(".frame");
  let saved = false;
  const save = async (outline) => {
    const told = await post("/api/review", { event: card.event, decision: "correct", outline });
    saved = true;
    say(told.sentence);
  };
  editOutline(frame, card, bar, save, () => {
    show(bar, card, detail, changed);
    bar.querySelector("[name=correct]")?.focus();
    if (saved) {
      changed();
    }
  });
}

/** Asks for a name, draws a zone to be ignored around the event, and rejects the alert. */
function ignore(card, changed) {
  const dialog = document.getElementById("ask");
  const name = el("input", { name: "name", required: true, maxlength: "64", value: `ignored ${card.tile} ${card.first_seen.slice(0, 10)}` });
  const answer = el("p", { role: "alert" });
  const form = el("form", { submit: async (event) => {
    event.preventDefault();
    answer.textContent = "";
    try {
      await post("/api/zones", { site: card.site, name: name.value, purpose: "ignore", outline: around(card.outline[0]) });
      await post("/api/review", { event: card.event, decision: "reject", note: `zone ${name.value} is ignored from now on` });
      dialog.close();
      say(`Zone ${name.value} is ignored from now on, and the alert is rejected.`);
      await changed();
    } catch (failure) {
      answer.textContent = failure.message;
    }
  } },
  el("p", {}, "Draws a zone around this event. What changes in it is still recorded, and never published again. The alert is rejected."),
  el("label", {}, "Name of the zone", name), answer,
  el("p", { class: "line" }, el("button", { type: "submit" }, "Ignore"), el("button", { type: "button", class: "plain", click: () => dialog.close() }, "Cancel")));
  put(dialog, el("h2", { id: "ask-title" }, "Ignore this place"), form);
  dialog.showModal();
}

function around(ring) {
  const [xs, ys] = [0, 1].map((axis) => ring.map((point) => point[axis]));
  const [left, top, right, bottom] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN, Math.max(...xs) + MARGIN, Math.max(...ys) + MARGIN];
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

export function reviewByKey(detail, key) {
  const button = detail.querySelector(`.review [name=${KEYS[key] ?? "none"}]`);
  button?.click();
  return Boolean(button);
}
