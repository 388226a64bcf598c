#!/usr/bin/env python3
"""Writes what PyTorch gives for a drawn pair beside the exported network, for the agent's test of the same pixels.

usage: check_export.py WEIGHTS.pt NETWORK.onnx [--lift 0.0]

WEIGHTS.pt and --lift are those that NETWORK.onnx was exported from. NETWORK.json gets the checksum of the ONNX file and the
probabilities at a few places of a pair of 128 x 128 pixels. OpenCV runs the file here too: a difference above 0.0001 ends with 1 and
writes nothing.
"""

import argparse
import hashlib
import json
import pathlib
import sys

import cv2
import numpy as np
import torch

from network import ChangeNetwork, Probability

SIDE = 128
PLACES = [(64, 64), (20, 30), (100, 25), (33, 97), (77, 118), (0, 0), (127, 127), (50, 56)]  # x, y


def drawn(after):
    """Red, green, blue, 0 to 255: a slanting ramp; the later picture has two bright boxes on it, the earlier one a dark one."""
    y, x, band = np.mgrid[0:SIDE, 0:SIDE, 0:3]
    picture = (x * 7 + y * 13 + 40 * band) % 256 // 4 + 80
    boxes = [(40, 48, 64, 72, 220), (90, 16, 110, 34, 200)] if after else [(20, 88, 44, 104, 30)]
    for left, top, right, bottom, level in boxes:
        picture[top:bottom, left:right] = level
    return picture


def blob(picture):
    return np.ascontiguousarray(picture[:, :, ::-1].transpose(2, 0, 1)[None], dtype=np.float32) / np.float32(255)


def by_pytorch(weights, lift, before, after):
    network = ChangeNetwork()
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    with torch.no_grad():
        return Probability(network, lift).eval()(torch.from_numpy(before), torch.from_numpy(after)).numpy()[0]


def by_opencv(onnx, before, after):
    net = cv2.dnn.readNetFromONNX(str(onnx))
    net.setInput(before, "before")
    net.setInput(after, "after")
    return net.forward()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("onnx", type=pathlib.Path)
    parser.add_argument("--lift", type=float, default=0.0, help="what train.export was given")
    options = parser.parse_args()
    before, after = blob(drawn(False)), blob(drawn(True))
    expected = by_pytorch(options.weights, options.lift, before, after)
    try:
        furthest = float(np.abs(expected - by_opencv(options.onnx, before, after)).max())
    except cv2.error as error:
        sys.exit(f"OpenCV cannot run {options.onnx} on pictures of {SIDE} x {SIDE}; nothing written: {error}")
    print(f"PyTorch and OpenCV {cv2.__version__} differ by {furthest:.2g} at most; probabilities {expected.min():.4f} to {expected.max():.4f}")
    if furthest > 1e-4:
        sys.exit("not the network of these weights and this lift; nothing written")
    reference = {
        "sha256": hashlib.sha256(options.onnx.read_bytes()).hexdigest(),
        "side": SIDE,
        "places": [list(place) for place in PLACES],
        "structure": [round(float(expected[0, y, x]), 6) for x, y in PLACES],
        "change": [round(float(expected[1, y, x]), 6) for x, y in PLACES],
    }
    lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in reference.items())
    options.onnx.with_suffix(".json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
