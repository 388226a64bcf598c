import { capital, day, el, number, post, say } from "./text.js";

// The head of the page: lamps, facts, conditions.

const LAMPS = {
  ready: { off: "not ready", on: "ready", blink: "learning" },
  working: { off: "at rest", on: "a look is being processed", blink: "working" },
  alert: { off: "no new alert", on: "an alert waits for a person", blink: "alert" },
  fault: { off: "no condition is open", on: "a condition is open", blink: "fault" },
  link: { off: "stopped", on: "broker connected", blink: "broker away" },
  buzzer: { off: "silent", on: "sounds", blink: "sounds" },
};

const PHASES = {
  starting: "Starting",
  ready: "Ready",
  degraded: "Degraded",
  stopped: "Stopped",
  lost: "Lost",
};

export function showStation(state) {
  document.getElementById("station-name").textContent = state.name;
  document.getElementById("station-line").textContent = `${state.id} · tilewatch ${state.version}`;
  showLamps(state.lamps);
  showFacts(state);
  showConditions(state.conditions);
  document.title = state.alertsOpen > 0 ? `(${state.alertsOpen}) Tilewatch` : "Tilewatch";
  const silence = document.getElementById("silence");
  silence.hidden = state.alertsOpen === 0;
  silence.textContent = state.alertsOpen > 1 ? `Silence ${state.alertsOpen} alerts` : "Silence";
}

document.getElementById("silence").addEventListener("click", async () => {
  await post("/api/silence", {});
  say("Lamp and buzzer are quiet until the next alert.");
});

/** Lamps are made once and then only change their state, so that all of them blink in step. */
function showLamps(lamps) {
  const list = document.getElementById("lamps");
  for (const [name, light] of Object.entries(lamps)) {
    let item = list.querySelector(`[data-lamp="${name}"]`);
    if (!item) {
      item = el("li", { "data-lamp": name }, el("i", { "aria-hidden": "true" }), el("span", {}, name), el("span", { class: "unseen" }));
      list.append(item);
    }
    if (item.dataset.light !== light) {
      item.dataset.light = light;
      item.lastChild.textContent = `: ${LAMPS[name]?.[light] ?? light}`;
      item.title = LAMPS[name]?.[light] ?? light;
    }
  }
}

function showFacts(state) {
  const learning = state.phase === "learning";
  const queue = state.queue;
  document.getElementById("facts").replaceChildren(
    fact("Station", learning ? `Learning ${state.looksSoFar} of ${state.looksNeeded}` : !state.armed ? "Disarmed" : PHASES[state.phase] ?? capital(state.phase),
      learning ? "clear looks that every tile needs" : !state.armed ? "it watches and publishes nothing" : state.working ? "a look is being processed" : "waiting for the next look",
      learning ? el("progress", { max: state.looksNeeded, value: state.looksSoFar, "aria-label": "Looks learned" }) : null),
    fact("Last look", state.lastLook ? capital(state.lastLook.verdict) : "None yet",
      state.lastLook ? `${state.lastLook.site}, ${day(state.lastLook.acquired)}` : "nothing has come from the receiver"),
    fact("Broker", state.broker.up ? "Connected" : "Away", state.broker.up ? host(state.broker.url) : `${host(state.broker.url)}, trying again`),
    fact("Outbox", queue.waiting === 0 ? "Empty" : `${number(queue.waiting)} waiting`,
      queue.deadLetters > 0 ? `${queue.deadLetters} can never pass` : queue.waiting === 0 ? "every alert was taken over" : "sent as soon as the broker takes them"),
  );
}

/** A broker's address without what is the same everywhere. */
function host(url) {
  return url.replace(/^(mqtts?|tcp|ssl):\/\//, "");
}

function fact(title, value, line, extra = null) {
  return el("div", {}, el("h2", {}, title), el("p", { class: "value" }, value), el("p", { class: "quiet" }, line), extra);
}

function showConditions(conditions) {
  document.getElementById("conditions").replaceChildren(...conditions.map((each) =>
    el("article", {}, el("h2", {}, each.code.replaceAll("-", " ")), el("p", {}, capital(each.sentence)), each.advice ? el("p", { class: "advice" }, each.advice) : null)));
}
