import { capital, el, number, percent } from "./text.js";
import { square } from "./words.js";

// Why an alert was flagged: what the tests found, in sentences for people, and all figures for whoever wants to check.

/** What each figure is, and in what it is measured. */
const FIGURES = {
  magnitude: ["Difference to the looks before", "times the noise that this place usually has"],
  strength: ["Strength of the core", "times the noise, where it is strongest"],
  network_change: ["Network: a lasting change", "0 to 1"],
  network_structure: ["Network: a structure", "0 to 1"],
  shade: ["Shade", "1: a change of light alone explains it"],
  restless_place: ["Past of this place", "log-odds"],
  built_on_cleared_ground: ["Built on cleared ground", "1: this look shows it for the first time"],
  standing_magnitude: ["Its place still differs", "times the noise"],
  standing_around: ["What surrounds it differs", "times the noise"],
  edge_gain: ["Edges", "above 0: edges came, below 0: edges went"],
  stands_out_gain: ["Contrast to its surroundings", "-1 to 1; above 0: more than before"],
  brighter_dn: ["Brightness", "grey levels more than before"],
  redder_dn: ["First band against the third", "grey levels more than before"],
  texture_dn: ["Texture now", "grey levels over two pixels"],
  texture_before_dn: ["Texture before", "grey levels over two pixels"],
  outline_support: ["Edges along the outline", "how well they bear it out; 0: it was not fitted"],
  look_noise_p99: ["Noise of this look", "99 % of its pixels differ by less"],
  shift_trust: ["Alignment", "how sure the look lies on the history, 0 to 1"],
  zone_ignored: ["Zone", "1: it is ignored"],
  zone_min_area: ["Smallest area of its zone", "m²"],
  pixels: ["Size", "pixels"],
  area_km2: ["Area", "km²"],
  fresh_fraction: ["Seen by this look", "share of its pixels, 0 to 1"],
  strong_fraction: ["Unlike its neighbours", "share of its pixels, 0 to 1"],
};

/** What counts for an alert, what against it, and what it looks like: each a mark and a sentence. */
const FOR = "for";
const AGAINST = "against";
const LOOKS = "looks";
const MARKS = { [FOR]: ["+", "Speaks for it: "], [AGAINST]: ["−", "Speaks against it: "], [LOOKS]: ["·", ""] };

const times = (value) => (value < 10 ? value.toFixed(1) : number(value));
/** Below so many grey levels nobody sees a difference. */
const LEVELS = 3;

const FINDINGS = [
  ({ magnitude, strength }) => magnitude !== undefined
    && [FOR, `It differs ${times(magnitude)} times as much as this place usually does${strength ? `, ${times(strength)} times where it is strongest` : ""}.`],
  ({ network_change: change }) => change !== undefined
    && [change >= 0.5 ? FOR : AGAINST, `The network gives a lasting change ${percent(change)}.`],
  ({ network_structure: structure }) => structure !== undefined
    && [structure >= 0.5 ? FOR : LOOKS, `It gives a structure ${percent(structure)}.`],
  ({ pixels, strong_fraction: strong }) => pixels !== undefined
    && [FOR, `It covers ${number(pixels)} pixels; what surrounds them does not explain ${percent(strong ?? 0)} of these.`],
  ({ fresh_fraction: fresh }) => fresh !== undefined && fresh < 0.995
    && [LOOKS, `This look saw ${percent(fresh)} of it; for the rest the latest clear look counts.`],
  ({ built_on_cleared_ground: built }) => built && [FOR, "It stands on ground that was cleared before."],
  ({ standing_magnitude: inside, standing_around: around }) => inside !== undefined
    && [FOR, `It still stands: its place differs ${times(inside)} times the noise, what surrounds it ${times(around ?? 0)} times.`],
  ({ restless_place: past }) => past
    && [AGAINST, `Things come and go at this place, or a person rejected an alert here: its odds were divided by ${times(Math.exp(Math.abs(past)))}.`],
  ({ shade }) => shade && [AGAINST, "A change of light alone explains it."],
  ({ zone_ignored: ignored }) => ignored && [AGAINST, "Its zone is ignored: it is recorded and not published."],
  ({ zone_min_area: least }) => least && [AGAINST, `Its zone publishes from ${square(least)} on.`],
  ({ edge_gain: gain }) => gain !== undefined && Math.abs(gain) >= 0.15 && [LOOKS, gain > 0 ? "It brought edges." : "Edges went with it."],
  ({ stands_out_gain: gain }) => gain !== undefined && Math.abs(gain) >= 0.15
    && [LOOKS, `It stands out from what surrounds it ${gain > 0 ? "more" : "less"} than before.`],
  ({ brighter_dn: brighter = 0, redder_dn: redder = 0 }) => {
    const words = [
      Math.abs(brighter) >= LEVELS ? `${brighter > 0 ? "brighter" : "darker"} by ${number(Math.abs(brighter))} grey levels` : "",
      Math.abs(redder) >= LEVELS ? `${redder > 0 ? "redder" : "bluer"} by ${number(Math.abs(redder))}` : "",
    ].filter(Boolean);
    return words.length > 0 && [LOOKS, `It is ${words.join(" and ")}.`];
  },
  ({ texture_dn: now, texture_before_dn: before }) => now && before && (now / before > 1.3 || now / before < 0.77)
    && [LOOKS, `Its texture is ${now > before ? "rougher" : "smoother"} than before.`],
  ({ shift_trust: trust }) => trust !== undefined && trust < 0.3 && [AGAINST, `This look lies on the earlier ones with little certainty (${trust.toFixed(2)} of 1).`],
];

/** @returns the part of a card that explains it; null where nothing was told */
export function why(card) {
  const told = card.explain ?? {};
  if (Object.keys(told).length === 0) {
    return null;
  }
  const found = FINDINGS.map((finding) => finding(told)).filter(Boolean);
  return el("details", { class: "why", open: true }, el("summary", {}, "Why flagged"),
    el("p", {}, `Compared with ${number(card.looks_in_history ?? 0)} clear looks of the same ground. `
      + (card.model ? "The network had a say." : "No network had a say.")),
    el("ul", { class: "findings" }, found.map(([side, sentence]) => el("li", { "data-side": side },
      el("i", { "aria-hidden": "true" }, MARKS[side][0]), MARKS[side][1] ? el("span", { class: "unseen" }, MARKS[side][1]) : null, sentence))),
    learned(card.learned, card.site),
    el("details", { class: "figures" }, el("summary", {}, "All figures"),
      el("dl", { class: "measures" }, Object.entries(told).map(([name, value]) => {
        const [label, unit] = FIGURES[name] ?? [capital(name.replaceAll("_", " ")), ""];
        return [el("dt", {}, label, el("small", {}, unit)), el("dd", {}, Math.abs(value) < 10 ? value.toFixed(2) : number(value))];
      }))));
}

/** What reviews taught the station about a site; null where there was none, or where it does not learn from them. */
export function learned(what, site) {
  const sentence = learnedSentence(what, site);
  return sentence && el("p", { class: "learned" }, sentence);
}

export function learnedSentence(what, site) {
  if (!what || what.reviews === 0) {
    return null;
  }
  const bar = (from, usually) => `from ${percent(from)} on (${percent(usually)} without reviews)`;
  return `${what.reviews === 1 ? "1 review" : `${number(what.reviews)} reviews`} of ${site}: it now tells what two looks show ${bar(what.confirmedFrom, what.confirmedUsually)}, `
    + `what one shows ${bar(what.provisionalFrom, what.provisionalUsually)}.`;
}
