#!/usr/bin/env python3
"""Measures kind and polarity of confirmed events against planted truth. usage: kinds.py SERIES_DIR REPLAY.jsonl [-v]

SERIES_DIR holds folders with truth.json (or is one itself), REPLAY.jsonl is what `tilewatch replay SERIES_DIR` printed. Of each planted event the
strongest confirmed object that lies more than half within it (+8 px) and covers at least 20 % of it counts, on the last look that has one.
Needs numpy and OpenCV (python3-opencv).
"""
import collections, json, os, sys

import cv2
import numpy as np

RIGHT = {
    "building": {"structure"},
    "construction": {"ground", "structure"},
    "clearing": {"ground"},
    "vehicles": {"vehicle"},
    "train": {"wagons"},
    "crane_removed": {"mast"},
    "entrance_opened": {"opening"},
    "loading_area_covered": {"cover", "structure"},
}


def filled(points, shape):
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.array(points, np.float32).round().astype(np.int32)], 1)
    return mask


def told(truth, number, looks):
    event, size, seen = truth["events"][number], truth["size"], []
    planted = sum(filled(ring, (size, size)) for ring in event["polygons_px"]).clip(0, 1)
    for i, look in enumerate(truth["looks"]):
        shown = event["first_look"] <= i <= event["last_look"] and i >= truth["warm_up_looks"]
        if not shown or look["events"][number]["hidden"] >= 0.25 or look["file"] not in looks:
            continue
        width, height = look.get("width", size), look.get("height", size)
        here = cv2.warpAffine(planted, np.float32(look["warp"]), (width, height), flags=cv2.INTER_NEAREST)
        around, best = cv2.dilate(here, np.ones((17, 17), np.uint8)), None
        for thing in looks[look["file"]]["objects"]:
            if thing["status"] == "confirmed":
                mask = filled(thing["pixels"], (height, width))
                hit = (mask & around).sum() > 0.5 * mask.sum() and (mask & here).sum() >= 0.2 * here.sum()
                if hit and (best is None or thing["score"] > best["score"]):
                    best = thing
        if best:
            seen.append((best["kind"], best["polarity"]))
    return seen


def main():
    root, replay = sys.argv[1:3]
    looks = {os.path.basename(r["source"]): r for r in map(json.loads, filter(str.strip, open(replay)))}
    kinds, ways = [], []
    for site in ["."] if os.path.exists(f"{root}/truth.json") else sorted(os.listdir(root)):
        if not os.path.exists(f"{root}/{site}/truth.json"):
            continue
        truth = json.load(open(f"{root}/{site}/truth.json"))
        for number, event in enumerate(truth["events"]):
            seen = told(truth, number, looks)
            if event["kind"] in RIGHT and seen:
                kinds.append(seen[-1][0] in RIGHT[event["kind"]])
                ways.append(seen[-1][1] == ("vanished" if event["kind"] == "crane_removed" else "appeared"))
            if "-v" in sys.argv:
                print(site, number, event["kind"], collections.Counter(seen).most_common())
    print(f"{len(kinds)} confirmed events: kind right {np.mean(kinds):.2f}, polarity right {np.mean(ways):.2f}")


main()
