import { showAlerts } from "./alerts.js";
import { showCoverage } from "./days.js";
import { showFiles, showSettings } from "./inbox.js";
import { showMap } from "./map.js";
import { showStation } from "./station.js";
import { el, get, say } from "./text.js";

// One page, five views; the part of the address behind # says which. A view is told of news and keys by its own functions, if it has them.
// A view that hears them while it still loads returns them at once, and as `ready` what becomes of its loading.

const VIEWS = { alerts: showAlerts, map: showMap, coverage: showCoverage, files: showFiles, settings: showSettings };
let view = document.getElementById("view");
let current = {};
let shown = "";

async function route() {
  if (location.hash === "#view" && shown) {
    return; // the link that skips the head
  }
  const [name, ...rest] = location.hash.replace(/^#/, "").split("/");
  const wanted = VIEWS[name] ? name : "alerts";
  for (const tab of document.querySelectorAll(".tabs a")) {
    const here = tab.hash === `#${wanted}`;
    tab.toggleAttribute("data-here", here);
    if (here) {
      tab.setAttribute("aria-current", "page");
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else {
      tab.removeAttribute("aria-current");
    }
  }
  const parts = rest.map(decodeURIComponent);
  if (shown === wanted && current.go) {
    current.go(parts);
    return;
  }
  current.leave?.();
  shown = wanted;
  current = {};
  const mine = freshView();
  try {
    const loaded = (await VIEWS[wanted](mine, parts)) ?? {};
    if (mine !== view) {
      loaded.leave?.();
      return;
    }
    current = loaded;
    await loaded.ready;
  } catch (failure) {
    if (mine === view) {
      current = {};
    }
    mine.replaceChildren(el("p", { class: "empty", role: "alert" }, `The station did not answer: ${failure.message}`));
  }
}

/** An empty element in the place of the view: what a view that was left still loads lands in the old one, which nobody sees. */
function freshView() {
  const fresh = view.cloneNode(false);
  view.replaceWith(fresh);
  view = fresh;
  return fresh;
}

function listen() {
  const live = new EventSource("/api/live");
  let newest = null;
  live.addEventListener("station", (event) => {
    document.body.removeAttribute("data-lost");
    showStation(JSON.parse(event.data));
    current.station?.();
  });
  live.addEventListener("alerts", (event) => {
    // Also the first time: an alert may have come after the list was read and before this feed began.
    if (event.data !== newest) {
      newest = event.data;
      current.news?.();
    }
  });
  live.addEventListener("error", () => {
    document.body.setAttribute("data-lost", "");
    document.getElementById("station-line").textContent = "no answer from the agent; trying again";
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    return;
  }
  const tabs = { 1: "alerts", 2: "map", 3: "coverage", 4: "files", 5: "settings" };
  if (event.key === "?") {
    showKeys();
  } else if (tabs[event.key]) {
    location.hash = tabs[event.key];
  } else if (!current.key?.(event.key)) {
    return;
  }
  event.preventDefault();
});

function showKeys() {
  const keys = [
    ["j / k", "next, previous alert"], ["a", "accept: it is real"], ["r", "reject: it is not"], ["d", "show the difference"],
    ["o", "show the outline"], ["← →", "move the slider (when it has the focus)"], ["m", "show on the map"], ["/", "go to the filters"],
    ["1 … 5", "views"], ["?", "this list"],
  ];
  const dialog = document.getElementById("keys");
  dialog.replaceChildren(
    el("h2", { id: "keys-title" }, "Keys"),
    el("dl", {}, keys.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
    el("form", { method: "dialog" }, el("button", {}, "Close")),
  );
  dialog.showModal();
}

window.addEventListener("hashchange", route);
get("/api/station").then(showStation).catch((failure) => say(failure.message));
route();
listen();
