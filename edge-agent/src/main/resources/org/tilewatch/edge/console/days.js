import { capital, day, el, get, moment, number, percent, svg } from "./text.js";

// What happened on which day: the time line of alerts, and the calendar of looks.

const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const midnight = (text) => Date.parse(`${text}T00:00:00Z`);

/** Bars of reports, urgent ones below; a click chooses the days of a bar. Beyond half a year a bar is a week or a month. */
export function timeLine(days, chosen, choose) {
  const dates = Object.keys(days).sort();
  if (dates.length === 0) {
    return [];
  }
  const last = midnight(dates.at(-1));
  const first = Math.min(midnight(dates[0]), last - 59 * DAY);
  const span = (last - first) / DAY + 1;
  const step = span <= 120 ? 1 : span <= 900 ? 7 : 30;
  const bars = new Map();
  for (const date of dates) {
    const at = Math.floor((midnight(date) - first) / DAY / step);
    const bar = bars.get(at) ?? { urgent: 0, routine: 0 };
    bar.urgent += days[date].urgent ?? 0;
    bar.routine += days[date].routine ?? 0;
    bars.set(at, bar);
  }
  const count = Math.ceil(span / step);
  const highest = Math.max(...[...bars.values()].map((bar) => bar.urgent + bar.routine));
  const total = [...bars.values()].reduce((sum, bar) => sum + bar.urgent + bar.routine, 0);
  const drawn = [...bars].map(([at, bar]) => {
    const from = first + at * step * DAY;
    const until = Math.min(from + (step - 1) * DAY, last);
    const urgent = (30 * bar.urgent) / highest;
    const all = Math.max(2, (30 * (bar.urgent + bar.routine)) / highest);
    const on = !chosen.from || (iso(until) >= chosen.from && iso(from) <= (chosen.until || "9999"));
    return svg("g", { class: on ? "on" : "off", click: () => choose(iso(from), iso(until)) },
      svg("title", {}, `${day(from)}${step > 1 ? ` to ${day(until)}` : ""}: ${bar.urgent} urgent, ${bar.routine} routine`),
      svg("rect", { class: "room", x: at, y: 0, width: 1, height: 32 }),
      svg("rect", { class: "routine", x: at + 0.1, y: 32 - all, width: 0.8, height: all }),
      svg("rect", { class: "urgent", x: at + 0.1, y: 32 - urgent, width: 0.8, height: urgent }));
  });
  return [
    svg("svg", { viewBox: `0 0 ${count} 32`, preserveAspectRatio: "none", role: "img",
      "aria-label": `${total === 1 ? "1 report" : `${number(total)} reports`} from ${day(first)} to ${day(last)}, at most ${number(highest)} in one bar` }, drawn),
    el("p", { class: "quiet axis" }, el("span", {}, day(first)), el("span", {}, total === 1 ? "1 report" : `${number(total)} reports`), el("span", {}, day(last))),
  ];
}

const SEEN = { clear: "seen", cloud: "under cloud", unusable: "not usable", none: "no look" };

/** A calendar for each site: a column is a week, a row a day of the week. */
export async function showCoverage(view) {
  const coverage = await get("/api/coverage?days=182");
  const sites = Object.entries(coverage.sites);
  view.append(
    el("div", { class: "sheet" },
      el("h2", {}, "Coverage"),
      el("p", { class: "quiet" }, `What was seen of each site from ${day(coverage.from)} to ${day(coverage.until)}. A day that was not seen is not a day without change.`),
      el("ul", { class: "legend", "aria-label": "Legend" }, Object.entries(SEEN).map(([seen, words]) =>
        el("li", {}, el("i", { class: "cell", "data-seen": seen, "aria-hidden": "true" }), words)),
        el("li", {}, el("i", { class: "cell", "data-seen": "clear", "data-changed": "yes", "aria-hidden": "true" }), "changed")),
      sites.length === 0 ? el("p", { class: "empty" }, "No look has come yet.") : sites.map(([site, days]) => calendar(site, days, coverage, coverage.blind[site] ?? []))));
  return { news() {}, station() {} };
}

function calendar(site, days, { from, until }, blind) {
  const start = midnight(from);
  const end = midnight(until);
  const lead = (new Date(start).getUTCDay() + 6) % 7;
  const cells = Array.from({ length: lead }, () => el("i", { class: "cell gap" }));
  const counts = { clear: 0, cloud: 0, unusable: 0, none: 0 };
  let lastSeen = null;
  for (let time = start; time <= end; time += DAY) {
    const found = days[iso(time)];
    const seen = found?.seen ?? "none";
    counts[seen] += 1;
    if (seen === "clear") {
      lastSeen = time;
    }
    cells.push(el("i", { class: "cell", "data-seen": seen, "data-changed": found?.changed ? "yes" : null,
      title: `${day(time)}: ${SEEN[seen]}${found && found.looks > 1 ? `, ${found.looks} looks` : ""}${found?.changed ? ", changed" : ""}` }));
  }
  const ago = lastSeen === null ? null : Math.round((end - lastSeen) / DAY);
  const words = `${counts.clear === 1 ? "1 day" : `${counts.clear} days`} seen, ${counts.cloud} under cloud, ${counts.unusable} not usable, ${counts.none} without a look`;
  return el("article", { class: "calendar" },
    el("h3", {}, site),
    el("p", { class: "quiet" }, `${words}. ${ago === null ? "Never seen in this time" : ago === 0 ? "Last seen on the last day" : `Last seen ${ago} ${ago === 1 ? "day" : "days"} before the end`}.`),
    blind.map((each) => el("p", { class: "blind" }, el("b", {}, each.zone ? `Zone ${each.zone} is blind` : "Blind"),
      ` since ${moment(each.since)}: the latest look saw ${percent(each.observedFraction)} of it. ${each.lastClear ? `Last clear look ${moment(each.lastClear)}.` : "It never had a clear look."}`)),
    el("div", { class: "weeks", role: "group", tabindex: "0", "aria-label": `Calendar of ${site}` },
      months(start, end, lead), el("div", { class: "cells", role: "img", "aria-label": words }, cells)));
}

/** Names of months above the columns in which they begin. */
function months(start, end, lead) {
  const names = [];
  let last = -9;
  for (let time = start; time <= end; time += DAY) {
    const date = new Date(time);
    const column = Math.floor(((time - start) / DAY + lead) / 7);
    if ((date.getUTCDate() === 1 || time === start) && column - last > 2) {
      last = column;
      const name = el("span", {}, capital(date.toLocaleString("en-GB", { month: "short", timeZone: "UTC" })));
      name.style.gridColumn = String(column + 1);
      names.push(name);
    }
  }
  return el("div", { class: "months", "aria-hidden": "true" }, names);
}
