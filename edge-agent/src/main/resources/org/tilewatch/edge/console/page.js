import { showAlerts } from "./alerts.js";
import { showCoverage } from "./days.js";
import { LIST_KEYS, startShell } from "./shell.js";
import { source } from "./source.js";
import { showStation } from "./station.js";
import { get, say } from "./text.js";

// The operator's page of one station.

/** What the first view does not need is loaded when it is asked for. */
const VIEWS = {
  alerts: showAlerts,
  map: async (...given) => (await import("./map.js")).showMap(...given),
  coverage: showCoverage,
  files: async (...given) => (await import("./inbox.js")).showFiles(...given),
  settings: async (...given) => (await import("./inbox.js")).showSettings(...given),
};
const KEYS = [["a", "accept: it is real"], ["r", "reject: it is not"], ["c", "correct the outline"], ["i", "ignore this place from now on"], ...LIST_KEYS];

function listen(tell) {
  const live = new EventSource("/api/live");
  let newest = null;
  live.addEventListener("station", (event) => {
    document.body.removeAttribute("data-lost");
    showStation(JSON.parse(event.data));
    tell("station");
  });
  live.addEventListener("alerts", (event) => {
    // Also the first time: an alert may have come after the list was read and before this feed began.
    if (event.data !== newest) {
      newest = event.data;
      tell("news");
    }
  });
  live.addEventListener("error", () => {
    document.body.setAttribute("data-lost", "");
    document.getElementById("station-line").textContent = "no answer from the agent; trying again";
  });
}

get("/api/station").then(showStation).catch((failure) => say(failure.message));
listen(startShell(VIEWS, source, KEYS));
