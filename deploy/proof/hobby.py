"""What came of hobby.sh's passes: alerts against what was drawn, and bad folders against their reasons. One line; exit code 1 if wrong."""
import json
import pathlib
import sys
from datetime import datetime, timedelta

seed, begin, work, left = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3]), int(sys.argv[4])
truth = json.loads((work / "truth.json").read_text())
EXPECTED = {"no_dataset": "TRUNCATED", "cut_cbor": "TRUNCATED", "cut_image": "TRUNCATED", "unprojected": "UNSUPPORTED",
            "escape": "CORRUPT", "link": "NOT_A_FILE", "foreign": "TRUNCATED"}


def time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def inside(ring, x, y):
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd


def shared(geometry, event):
    """How many of an event's drawn pixels an outline holds."""
    return sum(inside(geometry["coordinates"][0], x, y) for x, y in event["pixels"])


def matches(item, event):
    kind = item["properties"]["tw:kind"]
    fire = event["kind"] == "burn" and kind in ("smoke", "hotspot", "burn")
    begun = time(item["properties"]["tw:first_seen"]) >= time(event["from"])
    return begun and (kind == event["kind"] or fire) and (kind == "smoke" or shared(item["geometry"], event) > 0)


alerts, first = [], None
for line in (work / "alerts.txt").read_text().splitlines():
    at, _, payload = line.split(" ", 2)
    first = first or float(at)
    alerts.append(json.loads(payload))
chips = len((work / "chips.txt").read_text().splitlines())
newest = {}
for item in alerts:
    newest[item["properties"]["data_id"]] = item
false = [i for i in newest.values() if not any(matches(i, e) for e in truth["events"])]
problems, figures = [], []
for event in truth["events"]:
    mine = [i for i in alerts if i["properties"]["tw:kind"] == event["kind"] and matches(i, event)]
    if not mine:
        problems.append(f"{event['kind']} was not told")
        continue
    clear = [p for p, at in ((p, time(p["acquired"])) for p in truth["passes"])
             if at >= time(event["full"]) and p["day"] and p["clear"][truth["events"].index(event)] >= 0.7]
    told = time(mine[0]["properties"]["datetime"])
    passes = sum(time(p["acquired"]) <= told for p in clear)
    pieces = [i for i in newest.values() if i in mine and i["properties"]["tw:status"] != "retracted"]
    passes = max(passes, 1)  # told on a pass that saw a part of it
    off = sum(i["properties"]["tw:area_m2"] for i in pieces) / 1e6 / event["area_km2"] - 1
    apart = f" in {len(pieces)} pieces" if len(pieces) != 1 else ""
    figures.append(f"{event['kind']} on clear pass {passes}, area {off:+.0%}{apart}")
    if passes > 4 or abs(off) > 0.2:
        problems.append(figures[-1])
reasons = {}
for file in (work / "station/state/quarantine").glob("*.reason.json"):
    told = json.loads(file.read_text())
    reasons[told["file"]] = told["reason"]
for name, reason in EXPECTED.items():
    if reasons.pop(name, None) != reason:
        problems.append(f"folder {name} is not in quarantine as {reason}")
problems += [f"{name} went to quarantine as {reason}" for name, reason in reasons.items()]
seconds = first - begin if first else float("nan")
if not seconds < 300:
    problems.append("no alert within five minutes")
if left:
    problems.append(f"{left} folders still lie in the inbox")
if len(false) > len(truth["passes"]) / 100:
    problems.append("false: " + ", ".join(i["id"] for i in false))
print(f"hobby: {'FAILED: ' + '; '.join(problems) + ': ' if problems else ''}seed {seed}, init to first alert {seconds:.0f} s; "
      f"{len(figures)} of {len(truth['events'])} told ({'; '.join(figures)}); {len(false)} false alerts in {len(truth['passes'])} "
      f"passes; {len(alerts)} alerts and {chips} chips received; {len(EXPECTED)} bad folders in quarantine")
sys.exit(bool(problems))
