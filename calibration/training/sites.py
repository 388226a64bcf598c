"""Sites that 'tilewatch simulate --over' drew, shown as a station sees them: the median of some looks against a later one."""

import glob
import json
import os

import cv2
import numpy as np

from ground import crop

MOST_LOOKS = 6
# What is on the ground on fewer looks than this is passing through: whether it counts is not known.
LASTING = 3
STRUCTURES = ("construction",)


class Site:
    """One site: its looks on its own grid, and what was planted."""

    def __init__(self, truth_file):
        with open(truth_file, encoding="utf-8") as file:
            truth = json.load(file)
        self.size = truth["size"]
        self.events = truth["events"]
        self.clear, self.hidden, self.pictures = [], [], []
        for look in truth["looks"]:
            picture = cv2.imread(os.path.join(os.path.dirname(truth_file), look["file"]), cv2.IMREAD_COLOR)
            # The truth's warp leads from the grid to the look's own pixels.
            self.pictures.append(
                cv2.warpAffine(
                    picture,
                    np.float32(look["warp"]),
                    (self.size, self.size),
                    flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                    borderMode=cv2.BORDER_REFLECT,
                )
            )
            self.clear.append(look["cloud"] < 0.4 and look["nodata"] < 0.1)
            self.hidden.append({each["event"]: each["hidden"] for each in look["events"]})

    def choose(self, random):
        """The looks that are remembered, and the one that is compared with them."""
        clear = [index for index, is_clear in enumerate(self.clear) if is_clear]
        starts = [event["first_look"] for event in self.events if len(clear) > 3 and clear[1] < event["first_look"] <= clear[-1]]
        # A station does not learn what it has just found: the look may come some time after those that are remembered.
        if starts and random.random() < 0.75:
            start = random.choice(starts)
            past = [look for look in clear if look < start]
            now = random.choice([look for look in clear if look >= start][:3])
        else:
            at = random.randrange(2, len(clear))
            past, now = clear[:at], clear[at]
        return past[-random.randint(2, MOST_LOOKS) :], now

    def label(self, past, now):
        """What has changed for good between them, as 2 x size x size: structure and any change; and where that is known."""
        truth = np.zeros((2, self.size, self.size), np.uint8)
        known = np.ones((2, self.size, self.size), np.uint8)
        for index, event in enumerate(self.events):
            first, last = event["first_look"], event["last_look"]
            before = sum(first <= look <= last for look in past) / len(past)
            after = first <= now <= last
            if not after and before < 0.3 or after and before > 0.7:
                continue
            mask = np.zeros((self.size, self.size), np.uint8)
            for polygon in event["polygons_px"]:
                cv2.fillPoly(mask, [np.round(np.array(polygon)).astype(np.int32)], 1)
            if not after or before >= 0.3 or last - first < LASTING or self.hidden[now].get(index, 0) > 0.2:
                known[:, mask > 0] = 0
            else:
                truth[1, mask > 0] = 1
                truth[0, mask > 0] = event["kind"] in STRUCTURES
        return truth, known


class Sites:
    """Draws samples of sites; all ground is shown equally often."""

    def __init__(self, folder):
        self.sites = [Site(file) for file in sorted(glob.glob(os.path.join(folder, "*", "truth.json")))]
        if not self.sites:
            raise SystemExit(f"{folder}: no site with a truth.json; 'tilewatch simulate --over PICTURES --sites N {folder}' draws some")

    def sample(self, ground):
        """Before, after, truth and known, turned, scaled and shifted by what registration leaves."""
        site = ground.random.choices(self.sites, [each.size**2 for each in self.sites])[0]
        past, now = site.choose(ground.random)
        truth, known = site.label(past, now)
        place = ground.placement((site.size, site.size), ground.scale((site.size, site.size), 0.8, 1.5))
        before = np.median([crop(site.pictures[look], nudged(ground.random, place, 0.3)) for look in past], axis=0).astype(np.uint8)
        after = crop(site.pictures[now], nudged(ground.random, place, 0.7))
        return before, after, *(np.stack([crop(layer, place, cv2.INTER_NEAREST) for layer in part]) for part in (truth, known))


def nudged(random, place, most):
    """The same place, but for an error of position."""
    moved = place.copy()
    moved[:, 2] += [random.uniform(-most, most), random.uniform(-most, most)]
    return moved
