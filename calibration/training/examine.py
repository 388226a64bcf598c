#!/usr/bin/env python3
"""Figures of a network at home (LEVIR) and abroad (Guangzhou), on pictures that it was not trained on.

usage: examine.py PAIRS NETWORK.pt
"""

import json
import sys

import numpy as np
import torch

from ground import Ground, load
from network import STRUCTURE, ChangeNetwork

TILE = 256
REVISITED = 93  # pictures abroad compared with their own simulated revisit


def load_examination(root):
    home = load(root, "dev", "levir_test")
    abroad = load(root, "dev", "gz_restored")
    return home, abroad, revisits_of(abroad)


def revisits_of(pairs):
    """Pictures against themselves, as another pass under another light would see them: nothing changed."""
    simulated = []
    for number, (before, _, _) in enumerate(pairs[:REVISITED]):
        ground = Ground([(before, before, np.zeros(before.shape[:2], np.uint8))], seed=number)
        again = ground.bustle(ground.parallax(before))
        simulated.append((before, np.clip(ground.another_day(again.astype(np.float32) / 255) * 255, 0, 255).astype(np.uint8)))
    return simulated


def probability(network, before, after):
    device = next(network.parameters()).device

    def plane(x):
        return torch.from_numpy((x.astype(np.float32) / 255).transpose(2, 0, 1)[None].copy()).to(device)

    with torch.no_grad():
        return torch.sigmoid(network(plane(before), plane(after)))[0, STRUCTURE].cpu().numpy()


def tile_score(tile):
    """The hottest half percent of a tile: what is a change of 330 px and more."""
    return float(np.sort(tile, axis=None)[-tile.size // 200 :].mean())


def examine(network, examination):
    network.eval()
    home, abroad, unchanged = examination
    hits = {t: np.zeros(3) for t in (0.3, 0.4, 0.5, 0.6, 0.7)}
    changed, quiet = [], []
    for before, after, label in home:
        p = probability(network, before, after)
        for threshold, sums in hits.items():
            marked = p > threshold
            sums += [(marked & (label > 0)).sum(), (marked & (label == 0)).sum(), (~marked & (label > 0)).sum()]
        for y in range(0, p.shape[0], TILE):
            for x in range(0, p.shape[1], TILE):
                share = label[y : y + TILE, x : x + TILE].mean()
                if share >= 0.005:
                    changed.append(tile_score(p[y : y + TILE, x : x + TILE]))
                elif share == 0:
                    quiet.append(tile_score(p[y : y + TILE, x : x + TILE]))
    threshold = float(np.quantile(quiet, 0.95))
    found = [in_place(probability(network, before, after), label, threshold) for before, after, label in abroad]
    false = [tile_score(probability(network, before, after)) > threshold for before, after in unchanged]
    scores = np.array(changed)[:, None] - np.array(quiet)[None]
    return {
        "home_f1": {t: round(float(2 * s[0] / (2 * s[0] + s[1] + s[2] + 1e-9)), 4) for t, s in hits.items()},
        "home_tile_auroc": round(float((scores > 0).mean() + 0.5 * (scores == 0).mean()), 4),
        "threshold": round(threshold, 4),
        "abroad_found": round(float(np.mean(found)), 4),
        "abroad_false": round(float(np.mean(false)), 4),
    }


def in_place(p, label, threshold):
    """Flagged, and the hottest half percent of the map lies on the label (most of it)."""
    if tile_score(p) <= threshold:
        return False
    hottest = p >= np.sort(p, axis=None)[-p.size // 200]
    return bool(label[hottest].mean() > 0.5)


if __name__ == "__main__":
    torch.set_num_threads(1)
    trained = ChangeNetwork()
    trained.load_state_dict(torch.load(sys.argv[2], map_location="cpu"))
    print(json.dumps(examine(trained, load_examination(sys.argv[1])), indent=1))
