#!/usr/bin/env python3
"""The founding story, as a proof: story.py [SEED ...] [--keep DIR] [--tilewatch COMMAND] [--port P]

For each seed (default 1 to 10): `simulate --story factory`, a station that runs on its looks and its sites file alone (never on truth.json), `report`,
and then the summary of the report against the truth: each sentence there, areas within 10 %, dates within one look, shares within 10 points of percent.
Sentences about lasting things that were never planted are listed and counted beside.
Nothing listens at the broker's port (default 21599): reports wait, nothing else changes. Exit code 0 if every seed tells every sentence rightly.
Needs nothing but Python.
"""
import argparse, html, json, os, re, shutil, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))


def station(folder, seed, args):
    """Draws the looks, runs a station on them, writes the report; returns the truth and the findings of the report."""
    looks, inbox, state, page = (os.path.join(folder, n) for n in ("drawn", "inbox", "state", "report.html"))
    subprocess.run([*args.tilewatch, "simulate", "--story", "factory", "--seed", str(seed), looks], check=True, stdout=subprocess.DEVNULL)
    os.makedirs(inbox)
    shutil.move(os.path.join(looks, "sites.geojson"), folder)
    truth = json.load(open(os.path.join(looks, "truth.json")))
    for name in sorted(os.listdir(looks)):
        if name.endswith(("Z.json", "Z.tif")):
            shutil.copy2(os.path.join(looks, name), inbox)
    config = os.path.join(folder, "station.yaml")
    open(config, "w").write(
        'station: { id: proof, name: Proof, location: [127.5, 39.8] }\n'
        f'inbox: {{ folder: "{inbox}", afterwards: delete, quietPeriod: 1s, sidecarWait: 2s }}\nstate: "{state}"\n'
        f'mqtt: {{ url: "tcp://127.0.0.1:{args.port}" }}\nsites: "{folder}/sites.geojson"\n')
    log = open(os.path.join(folder, "run.log"), "w")
    agent = subprocess.Popen([*args.tilewatch, "run", "--config", config], stdout=log, stderr=log)
    end = time.time() + 300
    while any(n.endswith(".tif") for n in os.listdir(inbox)):
        if agent.poll() is not None or time.time() > end:
            agent.kill()
            sys.exit(f"seed {seed}: the station did not finish, see {log.name}")
        time.sleep(0.3)
    agent.send_signal(signal.SIGTERM)
    agent.wait(20)
    subprocess.run([*args.tilewatch, "report", "--config", config, "--site", "factory", "--out", page], check=True, stdout=subprocess.DEVNULL)
    found = re.search(r'<ul class="findings">(.*?)</ul>', open(page).read(), re.S)
    lines = re.findall(r"<li>(.*?)</li>", found.group(1), re.S) if found else []
    return truth, [html.unescape(re.sub(r"<[^>]+>", "", line)).replace("\xa0", " ") for line in lines]


class Check:
    """Compares the sentences with the truth; each call notes one line."""

    def __init__(self, truth, sentences):
        self.truth, self.sentences, self.notes, self.wrong, self.used = truth, sentences, [], 0, []
        self.days = [look["datetime"][:10] for look in truth["looks"]]

    def note(self, good, text):
        self.notes.append(("ok    " if good else "WRONG ") + text)
        self.wrong += not good
        return good

    def sentence(self, what, *parts):
        fits = [s for s in self.sentences if all(p in s for p in parts)]
        if not fits:
            self.note(False, f"{what}: no sentence with {', '.join(parts)}")
        self.used += fits[:1]
        return fits[0] if fits else None

    def unplanted(self):
        lasting = ("A new structure", "A small lasting change", "Ground of", "A roof", "The entrance", "A crane", "A structure")
        return [s for s in self.sentences if s.startswith(lasting) and s not in self.used]

    def area(self, what, sentence, true):
        told = re.search(r"([\d,]+(?:\.\d+)?) m2(?: ± (\d+) %)?", sentence)
        if not told:
            return self.note(False, f"{what}: no area in '{sentence}'")
        value, error = float(told.group(1).replace(",", "")), float(told.group(2) or "nan") / 100
        off = value / true - 1
        self.covered = getattr(self, "covered", []) + [abs(off) <= error, abs(off) <= 2 * error]
        return self.note(abs(off) <= 0.10, f"{what}: {value:,.0f} m2 +- {error:.0%}, true {true:,.0f}: {off:+.1%}")

    def date(self, what, sentence, before, look):
        """The day after the words `before`, against the first look from `look` on that shows the place, and its neighbours."""
        told = re.search(re.escape(before) + r" (\d{4}-\d\d-\d\d)", sentence)
        day = told and told.group(1)
        first = next((i for i in range(look, len(self.days)) if self.clear(i, what)), look)
        good = bool(day) and day in self.days and look - 1 <= self.days.index(day) <= first + 1
        at = self.days.index(day) if day in self.days else None
        return self.note(good, f"{what}: '{before}' {day} is look {at}, true look {look}, first clear {first}")

    def clear(self, look, what):
        return self.truth["looks"][look]["events"][self.event(what)]["hidden"] < 0.25

    def event(self, what):
        return {"hall": 0, "housing": 1, "crane": 2, "entrance": 3, "roof": 4}[what]


def compare(truth, sentences):
    check, story = Check(truth, sentences), truth["story"]
    hall = check.sentence("hall", "A new structure of", "Assembly hall 1", "'Construction'")
    if hall:
        check.area("hall", hall, story["hall_m2"])
        share = re.search(r"(\d+) % of Assembly hall 1", hall)
        check.note(abs(int(share.group(1)) / 100 - story["hall_share"]) <= 0.1 * story["hall_share"], f"hall: {share.group(1)} % of Assembly hall 1, true {story['hall_share']:.0%}")
        check.date("hall", hall, "first seen", story["hall_cleared"])
        check.note("not on any earlier look (" in hall, "hall: not on any earlier look")
    housing = check.sentence("housing", "A new structure of", "'Staff housing'")
    if housing:
        check.area("housing", housing, story["housing_m2"])
        check.date("housing", housing, "first seen", story["housing_cleared"])
    entrance = check.sentence("entrance", "The crane at the entrance", "is gone since", "the entrance is open since")
    if entrance:
        check.date("crane", entrance, "gone since", story["crane_gone"])
        check.date("entrance", entrance, "open since", story["entrance_open"])
        check.area("entrance", entrance, story["gate_m2"])
        check.note("not on any earlier look (" in entrance, "entrance: not on any earlier look")
    roof = check.sentence("roof", "A roof of", "over the loading area")
    if roof:
        check.area("roof", roof, story["roof_m2"])
        check.date("roof", roof, "since", story["loading_roof"])
    wagons = check.sentence("wagons", "Wagons stood in")
    if wagons:
        count = int(re.search(r"about (\d+) wagons", wagons).group(1))
        day = re.search(r"on (\d{4}-\d\d-\d\d)\.$", wagons).group(1)
        look = next((i for i, d in enumerate(check.days) if d == day), -1)
        true = story["wagons"].get(str(look), 0)
        check.note(abs(count - true) <= max(1, 0.1 * true), f"wagons: about {count} on look {look}, true {true} (all trains: {story['wagons']})")
    pace = check.sentence("pace", "Pace of work", "'Construction'", "active construction since")
    if pace:
        check.note("small objects" in pace, "pace: material and lorries grew in number")
    return check


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="*", type=int, default=list(range(1, 11)))
    parser.add_argument("--keep", help="folder that keeps everything, for looking at")
    parser.add_argument("--tilewatch", default=os.path.join(HERE, "..", "tilewatch"), type=lambda text: text.split())
    parser.add_argument("--port", type=int, default=21599)
    args = parser.parse_args()
    args.tilewatch = args.tilewatch if isinstance(args.tilewatch, list) else [args.tilewatch]
    failed, within, twice, notes, unplanted = [], 0, 0, 0, 0
    for seed in args.seeds:
        folder = os.path.join(args.keep, f"seed{seed}") if args.keep else tempfile.mkdtemp(prefix="tilewatch-story")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        try:
            check = compare(*station(folder, seed, args))
        finally:
            if not args.keep:
                shutil.rmtree(folder, ignore_errors=True)
        print(f"seed {seed}: {'all told rightly' if not check.wrong else str(check.wrong) + ' wrong'}")
        print("\n".join("  " + s for s in check.sentences) + "\n" + "\n".join("    " + n for n in check.notes), flush=True)
        for sentence in check.unplanted():
            print("    beside " + sentence, flush=True)
        unplanted += len(check.unplanted())
        covered = getattr(check, "covered", [])
        within, twice, notes = within + sum(covered[::2]), twice + sum(covered[1::2]), notes + len(covered[::2])
        failed += [seed] if check.wrong else []
    print(f"{len(args.seeds) - len(failed)} of {len(args.seeds)} seeds told rightly{', not ' + str(failed) if failed else ''}; "
          f"true area within the told error {within} of {notes} times, within twice that {twice} of {notes}; {unplanted} sentences about lasting things that were not planted")
    return 1 if failed else 0


sys.exit(main())
