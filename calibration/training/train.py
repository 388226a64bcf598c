#!/usr/bin/env python3
"""Trains the change network and writes it as ONNX, with its figures at home and abroad beside it.

usage: train.py PAIRS OUT [--minutes 85] [--threads 1] [--device cpu|cuda] [--resume FILE.pt]

PAIRS holds manifest.csv; only its split 'train' is trained on. OUT.onnx takes 'before' and 'after' (1 x 3 x H x W, BGR, 0..1, H
and W multiples of 32) and gives 'change' (1 x 2 x H x W: probability of a changed structure, of any lasting change).
Needs PyTorch 1.13 or newer, numpy and OpenCV's Python bindings.
"""

import argparse
import copy
import json
import math
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from examine import examine, load_examination
from ground import Ground, load
from network import ChangeNetwork, Probability, multiply_accumulates
from sites import Sites


def cost(logits, truth, known):
    """Cross entropy with changed pixels counted double, and one minus the Dice coefficient, where the truth is known."""
    weight = torch.tensor([2.0, 2.0], device=logits.device).view(1, 2, 1, 1)
    entropy = F.binary_cross_entropy_with_logits(logits, truth, pos_weight=weight, reduction="none")
    entropy = (entropy * known).sum((0, 2, 3)) / known.sum((0, 2, 3)).clamp(min=1)
    seen = torch.sigmoid(logits) * known
    overlap = (seen * truth).sum((0, 2, 3))
    dice = 1 - (2 * overlap + 1) / (seen.sum((0, 2, 3)) + (truth * known).sum((0, 2, 3)) + 1)
    return (entropy + 0.5 * dice) @ torch.tensor([1.0, 0.6], device=logits.device)


def follow(average, network, decay):
    """The exported network is the running average of the trained one: steadier, and better after a short run."""
    with torch.no_grad():
        for mine, theirs in zip(average.state_dict().values(), network.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.mul_(decay).add_(theirs, alpha=1 - decay)
            else:
                mine.copy_(theirs)


def settle(network, ground, batches=40):
    """Measures the moments of its layers anew: an average of weights gives others than those that were averaged along with them."""
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    device = next(network.parameters()).device
    network.train()
    with torch.no_grad():
        for _ in range(batches):
            before, after, _, _ = zip(*(ground.sample() for _ in range(8)))
            network(*(torch.from_numpy(np.stack(part).astype(np.float32)).to(device) for part in (before, after)))
    network.eval()


def export(network, path, lift=0.0):
    wrapped = Probability(copy.deepcopy(network).cpu(), lift).eval()
    pair = (torch.rand(1, 3, 256, 256), torch.rand(1, 3, 256, 256))
    torch.onnx.export(wrapped, pair, path, input_names=["before", "after"], output_names=["change"], opset_version=11)


def train(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    cv2.setNumThreads(1)
    sites = Sites(options.sites) if options.sites else None
    ground = Ground(load(options.pairs, "train"), options.seed, options.planted, options.abroad, sites, options.drawn)
    examination = load_examination(options.pairs)
    network = ChangeNetwork()
    if options.resume:
        network.load_state_dict(torch.load(options.resume, map_location="cpu"))
    network.to(options.device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    print(sum(p.numel() for p in network.parameters()), "parameters,", multiply_accumulates(average.cpu()) / 1e9, "GMAC", flush=True)
    average.to(options.device)
    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-3)
    started, step = time.time(), 0
    while (done := (time.time() - started) / 60 / options.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * done)) + 0.01)
        batch = list(zip(*(ground.sample() for _ in range(options.batch))))
        before, after, truth, known = (
            torch.from_numpy(np.ascontiguousarray(np.stack(part), dtype=np.float32)).to(options.device) for part in batch
        )
        with torch.autocast(options.device, dtype=torch.bfloat16, enabled=options.bfloat16):
            logits = network(before, after)
        loss = cost(logits, truth, known)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        step += 1
        follow(average, network, min(0.998, step / (step + 20)))
        if step % options.every == 0:
            print(json.dumps({"step": step, "seconds": round(time.time() - started), **examine(average, examination)}), flush=True)
            torch.save(average.state_dict(), options.out + ".pt")
            export(average, options.out + ".onnx", options.lift)
    settle(average, ground)
    figures = {"step": step, "seconds": round(time.time() - started), **examine(average, examination)}
    print(json.dumps(figures), flush=True)
    torch.save(average.state_dict(), options.out + ".pt")
    export(average, options.out + ".onnx", options.lift)
    with open(options.out + ".figures.json", "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=85, help="wall clock; the learning rate falls to its end within it")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--resume", metavar="FILE.pt", help="go on from these weights")
    parser.add_argument("--lift", type=float, default=0.0, help="added to the exported log-odds (default: 0)")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--bfloat16", action="store_true", help="convolutions in half as many bits: twice the steps where the CPU has them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=1000, help="steps between examinations")
    parser.add_argument("--planted", type=float, default=0.4, help="share of samples that are simulated revisits")
    parser.add_argument("--sites", metavar="DIR", help="also show sites that 'tilewatch simulate --over' drew")
    parser.add_argument("--drawn", type=float, default=0.15, help="share of samples that these are")
    parser.add_argument("--abroad", type=float, default=0.5, help="share of samples in another place's colours")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
