import { el, post, say } from "./text.js";

// A person's accept or reject. The station carries it out and publishes what follows from it.

const WORDS = { accept: "accepted", reject: "rejected" };

export function reviewBar(card, detail, changed) {
  if (!card.reviewable) {
    return null;
  }
  const answer = el("p", { class: "quiet", role: "status" }, card.review ? `You ${WORDS[card.review]} this alert.` : "");
  const button = (decision, label, key) =>
    el("button", { type: "button", name: decision, "aria-pressed": String(card.review === decision), "aria-keyshortcuts": key,
      click: () => review(card, decision, answer, changed) }, label, el("kbd", { "aria-hidden": "true" }, key));
  return el("div", { class: "review", role: "group", "aria-label": "Review" },
    button("accept", "It is real", "a"), button("reject", "It is not", "r"), answer);
}

async function review(card, decision, answer, changed) {
  answer.textContent = "Asking the station …";
  try {
    const told = await post("/api/review", { event: card.event, decision });
    say(told.sentence ?? `The alert is ${WORDS[decision]}.`);
    await changed();
  } catch (failure) {
    answer.textContent = failure.message;
  }
}

export function reviewByKey(detail, key) {
  const button = detail.querySelector(`.review [name=${{ a: "accept", r: "reject" }[key] ?? "none"}]`);
  button?.click();
  return Boolean(button);
}
