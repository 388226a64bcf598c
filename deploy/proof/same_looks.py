"""Compares two replays of the same looks, for the proof of arm64: same_looks.py FIRST.jsonl SECOND.jsonl SECONDS

Objects are paired by place (their numbers within a look shift when one more is found): boxes that overlap by 0.3 at least.
Exit code 0 if every look has the same verdict and reason, its score within 1e-3, and the same published alerts, of the same status,
polarity and kind, their scores within 1e-3. Areas, and candidates that are not published, are compared too, and told: the weakest
candidates come and go with the last bit of an addition.
"""

import json
import sys

CLOSE = 1e-3


def box(thing):
    across, down = zip(*thing["pixels"])
    return min(across), min(down), max(across) + 1, max(down) + 1


def overlap(first, second):
    """Of the boxes around two objects: what is common as a share of both together."""
    a, b = box(first), box(second)
    common = max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return common / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - common)


def pairs(first, second):
    """Pairs of objects, None where the other replay has none."""
    left = list(second)
    for thing in first:
        most, best = max(((overlap(thing, other), i) for i, other in enumerate(left)), default=(0, -1))
        yield thing, left.pop(best) if most > 0.3 else None
    for thing in left:
        yield None, thing


def main():
    looks = [[json.loads(line) for line in open(name)] for name in sys.argv[1:3]]
    verdicts = alerts = alone = told = words = 0
    score = score_of_look = score_of_alerts = area = strongest_alone = 0.0
    equal = len(looks[0]) != len(looks[1])
    objects = 0
    for a, b in zip(*looks):
        differs = any(a[field] != b[field] for field in ("source", "verdict", "reason"))
        verdicts += differs
        if differs:
            print(f"{a['source']}: {a['verdict']} {a['reason']}, {b['verdict']} {b['reason']}", file=sys.stderr)
        score_of_look = max(score_of_look, abs((a["score"] or 0) - (b["score"] or 0)))
        for one, other in pairs(a["objects"], b["objects"]):
            objects += 1
            if one is None or other is None:
                alone += 1
                strongest_alone = max(strongest_alone, (one or other)["score"])
                alerts += (one or other)["alert"]
                continue
            told += one["alert"]
            alerts += one["alert"] != other["alert"]
            apart = abs(one["score"] - other["score"])
            score = max(score, apart)
            if one["alert"]:
                score_of_alerts = max(score_of_alerts, apart)
                area = max(area, abs(one["area_m2"] - other["area_m2"]) / max(1.0, other["area_m2"]))
                words += any(one[field] != other[field] for field in ("status", "polarity", "kind"))
    good = not equal and not (verdicts or alerts or words) and max(score_of_alerts, score_of_look) <= CLOSE
    print(
        f"arm64: {'passed' if good else 'FAILED'}: {len(looks[0])} looks, {verdicts} verdicts differ, scores of looks by at most"
        f" {score_of_look:.1e}; {told} alerts, {alerts} on one alone, {words} of another status, polarity or kind, scores by at most"
        f" {score_of_alerts:.1e}, areas by {area:.1e}; of {objects} candidates {alone} on one alone (score up to {strongest_alone:.2f}), scores by"
        f" at most {score:.1e}; {sys.argv[3]} s under qemu-aarch64-static"
    )
    sys.exit(not good)


main()
