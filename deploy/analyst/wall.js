import { showAlerts } from "./lib/alerts.js";
import { Filters } from "./lib/filters.js";
import { LIST_KEYS, startShell } from "./lib/shell.js";
import { capital, el, number, put, say } from "./lib/text.js";
import { connect, sessionFor } from "./broker.js";
import { askForBroker, Bell, geojson, saveAs } from "./desk.js";
import { openKept } from "./kept.js";
import { ownFolder, readPast } from "./past.js";
import { Seen } from "./seen.js";
import { blindSites, showStations } from "./stations.js";

// The analysts' wall: the same views as the operator's page, of many stations, heard through the broker.

const CHOICE = "tilewatch broker";
const PASSWORD = "tilewatch password";
const MOST_PROBLEMS = window.matchMedia("(max-width: 560px)").matches ? 2 : 4;

/** Where to listen: what this browser was told last, else what the server of these files says. */
async function whereToListen() {
  const served = await fetch("wall.json", { cache: "no-cache" }).then((reply) => (reply.ok ? reply.json() : {})).catch(() => ({}));
  const chosen = JSON.parse(localStorage.getItem(CHOICE) ?? "{}");
  return {
    url: chosen.url ?? served.broker ?? "", root: chosen.root ?? served.root ?? "tilewatch/1", user: chosen.user ?? served.user ?? "",
    password: sessionStorage.getItem(PASSWORD) ?? "",
    // Another broker has another past.
    past: typeof served.past === "string" && (chosen.url ?? served.broker) === served.broker && ownFolder(served.past) ? served.past : "",
  };
}

function askAndBeginAgain(where, trouble) {
  askForBroker(where, trouble, ({ url, root, user, password }) => {
    localStorage.setItem(CHOICE, JSON.stringify({ url, root, user }));
    sessionStorage.setItem(PASSWORD, password);
    location.reload();
  });
}

function showState(seen, kept, link, where) {
  const stations = seen.stations.all;
  const heard = stations.filter((station) => !["lost", "stopped"].includes(station.phase) && !seen.stations.silent(station));
  const blind = stations.flatMap(blindSites).length;
  const fact = (title, value, line) => el("div", {}, el("h2", {}, title), el("p", { class: "value" }, value), el("p", { class: "quiet" }, line));
  put(document.getElementById("facts"),
    fact("Broker", { up: "Connected", away: "Away", refused: "Refused", none: "None" }[link.state], link.state === "away" ? "trying again; what was kept is shown" : link.sentence || where.url),
    fact("Stations", stations.length === 0 ? "None yet" : heard.length === stations.length ? `${number(stations.length)} heard` : `${number(heard.length)} of ${number(stations.length)} heard`,
      stations.length === heard.length ? "each tells its state every minute" : "the others are named below"),
    fact("Sites", blind === 0 ? "All seen" : `${number(blind)} blind`, blind === 0 ? "by their latest looks" : "their latest looks were not clear"),
    fact("Alerts", number(seen.count), [kept.lasting ? "kept in this browser" : "not kept over a reload", seen.refusals ? `, ${number(seen.refusals)} messages refused` : ""].join("")));
  const problems = seen.stations.problems();
  put(document.getElementById("conditions"),
    problems.slice(0, MOST_PROBLEMS).map(({ station, word, sentence }) => el("article", { "data-problem": word, "data-station": station.id }, el("h2", {}, `${word}: ${station.id}`), el("p", {}, sentence))),
    problems.length > MOST_PROBLEMS ? el("p", {}, el("a", { href: "#stations" }, `${number(problems.length - MOST_PROBLEMS)} more under Stations`)) : null);
  document.getElementById("link-line").textContent = where.url ? `${where.root} at ${where.url}` : "no broker yet";
  document.body.toggleAttribute("data-lost", link.state !== "up");
}

/** At most ten times a second, however much comes. */
function gently(what) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      what();
    }, 100);
  };
}

async function begin() {
  const where = await whereToListen();
  const kept = await openKept(`${where.url} ${where.root}`);
  const link = { state: where.url ? "away" : "none", sentence: "" };
  const bell = new Bell(document.getElementById("notify"));
  let tell = () => {};
  const show = gently(() => {
    showState(seen, kept, link, where);
    tell("station");
  });
  const news = gently(() => tell("news"));
  const seen = new Seen(kept, where.root, {
    alert: (card, past) => {
      if (!past) {
        bell.tell(card);
      }
      news();
      show();
    },
    changed: show,
  });
  await seen.begin();
  tell = startShell({ alerts: showAlerts, map: async (...given) => (await import("./wallmap.js")).showWallMap(...given), stations: showStations }, seen, [...LIST_KEYS, ["e", "export what is chosen"]]);
  showState(seen, kept, link, where);
  setInterval(show, 15_000);
  document.getElementById("broker").addEventListener("click", () => askAndBeginAgain(where, ""));
  exporting(seen);
  if (where.past) {
    readPast(where.past, (bytes) => seen.past(where.past, bytes)).catch((failure) => console.warn(`${where.past} could not be read: ${failure.message}`));
  }
  if (!where.url) {
    askAndBeginAgain(where, "");
    return;
  }
  connect(where, await sessionFor(where.url), {
    message: (topic, bytes, retained) => seen.message(topic, bytes, retained),
    state: (state, sentence) => {
      if (state !== link.state) {
        say({ up: "The broker is connected.", away: "The broker is away.", refused: capital(sentence) }[state]);
      }
      Object.assign(link, { state, sentence });
      seen.stations.link(state === "up");
      show();
      if (state === "refused") {
        askAndBeginAgain(where, `${capital(sentence)}.`);
      }
    },
  });
}

function exporting(seen) {
  const button = document.getElementById("export");
  button.addEventListener("click", async () => {
    const cards = await seen.fitting(Filters.chosen);
    saveAs(`tilewatch-${new Date().toISOString().slice(0, 10)}.geojson`, JSON.stringify(geojson(cards), null, 1));
    say(`${number(cards.length)} alerts were exported.`);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "e" && !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !document.querySelector("dialog[open]")) {
      button.click();
    }
  });
}

begin().catch((failure) => {
  document.getElementById("view").replaceChildren(el("p", { class: "empty", role: "alert" }, `The wall could not begin: ${failure.message}`));
});
