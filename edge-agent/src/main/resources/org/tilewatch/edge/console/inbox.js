import { bytes, capital, el, get, number, when } from "./text.js";

// What lies in the inbox and in quarantine, and the settings that hold.

const REASONS = {
  EMPTY: "holds nothing", NOT_AN_IMAGE: "is no image", NOT_A_FILE: "is no plain file", NO_ACCESS: "may not be read",
  TRUNCATED: "ends too early", CORRUPT: "is damaged", TOO_LARGE: "is too large", UNSUPPORTED: "has a form that is not read",
  BAD_SIDECAR: "has a bad sidecar", ORPHAN: "has no image", FAILED_REPEATEDLY: "failed again and again",
  DECODER_CRASHED: "ended the decoder, three times", TIMED_OUT: "took too long to decode, three times", OUT_OF_MEMORY: "took too much memory to decode, three times",
};

export async function showFiles(view) {
  const sheet = el("div", { class: "sheet" });
  view.append(sheet);
  const show = async () => {
    const files = await get("/api/inbox");
    sheet.replaceChildren(
      el("h2", {}, "Inbox"),
      files.waiting === 0
        ? el("p", { class: "quiet" }, "Nothing waits: every file that came has been worked on.")
        : table(files.waiting === 1 ? "1 file waits" : `${number(files.waiting)} files wait`, ["File", "Size", "Changed"], files.files.map((each) => [each.file, bytes(each.bytes), when(each.modified)])),
      el("h2", {}, "Quarantine"),
      files.quarantined === 0
        ? el("p", { class: "quiet" }, "No file had to be put aside.")
        : table(files.quarantined === 1 ? "1 file could not be used" : `${number(files.quarantined)} files could not be used`, ["File", "Why", "When", "Size"], files.quarantine.map((each) => [
            each.file, el("span", {}, el("b", {}, `It ${REASONS[each.reason] ?? `was refused (${each.reason})`}. `), capital(each.sentence ?? "")), when(each.time), bytes(each.bytes ?? 0)])));
  };
  await show();
  let timer = null;
  return { station() { clearTimeout(timer); timer = setTimeout(show, 400); }, leave() { clearTimeout(timer); } };
}

export async function showSettings(view) {
  const [settings, station, sites] = await Promise.all([get("/api/settings"), get("/api/station"), get("/api/sites")]);
  const tiles = sites.reduce((sum, site) => sum + site.tileCount, 0);
  const expected = (tiles * station.falsePerHundredTiles) / 100;
  view.append(el("div", { class: "sheet" },
    el("h2", {}, "Settings"),
    el("p", { class: "quiet" }, "As the agent read them when it started. They are changed in the configuration file alone; secrets stand in files of their own and are not shown."),
    el("p", {}, `Alert budget: ${station.falsePerHundredTiles} false alerts per hundred tiles looked at. `
      + (tiles ? `With the ${number(tiles)} tiles of all sites that is about ${expected < 1 ? `one in ${number(1 / expected)}` : number(expected)} ${expected < 1 ? "passes" : "per pass"} over everything.` : "")),
    table(`${settings.length} settings`, ["Key", "Value", "Where"], settings.map((each) =>
      [el("code", {}, each.key), each.value, each.line ? `line ${each.line}` : el("span", { class: "quiet" }, "not given")]))));
}

function table(caption, heads, rows) {
  return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, at) => el(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : { "data-head": heads[at], class: typeof cell === "string" && at > 1 ? "short" : null }, cell)))))));
}
