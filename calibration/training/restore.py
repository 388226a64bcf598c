#!/usr/bin/env python3
"""Brings an exported network back into PyTorch, so that its training can go on from the ONNX file alone.

usage: restore.py PAIRS NETWORK.onnx OUT.pt [--lift 0.0]

PAIRS is what train.py takes, --lift what NETWORK.onnx was exported with. OUT.pt gives the same probabilities; `check_export.py` proves
it. Needs Python's onnx beside what train.py needs.
"""

import argparse

import cv2
import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper

from ground import Ground, load
from network import ChangeNetwork

BATCHES = 20


def normalised(network):
    """Each convolution with its batch normalisation, in the order in which they are exported."""
    modules = list(network.modules())
    return [(one, two) for one, two in zip(modules, modules[1:]) if isinstance(two, nn.BatchNorm2d)]


def folded(path, lift):
    """The network of the file; its batch normalisations, which the export folded into the convolutions, only add."""
    tensors = [torch.from_numpy(numpy_helper.to_array(part).copy()) for part in onnx.load(path).graph.initializer]
    network = ChangeNetwork().eval()
    draw = tensors.pop(0).permute(1, 2, 3, 0)
    network.head.weight.copy_(draw[..., :-1].reshape(network.head.weight.shape))
    network.head.bias.copy_(draw[..., -1].flatten() - lift)
    for (convolution, norm), weight, bias in zip(normalised(network), tensors[0::2], tensors[1::2], strict=True):
        convolution.weight.copy_(weight)
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.bias.copy_(bias)
    return network


def moments(network, ground):
    """Mean and variance of what each convolution gives for samples of the training."""
    sums = {convolution: [0, 0, 0] for convolution, _ in normalised(network)}

    def add(convolution, _, output):
        each = output.double().transpose(0, 1).flatten(1)
        now = each.shape[1], each.sum(1), (each * each).sum(1)
        sums[convolution] = [old + new for old, new in zip(sums[convolution], now)]

    hooks = [convolution.register_forward_hook(add) for convolution in sums]
    for _ in range(BATCHES):
        before, after, _, _ = zip(*(ground.sample() for _ in range(8)))
        network(*(torch.from_numpy(np.stack(part).astype(np.float32)) for part in (before, after)))
    for hook in hooks:
        hook.remove()
    return {convolution: (first / n, second / n - (first / n) ** 2) for convolution, (n, first, second) in sums.items()}


def unfold(network, found):
    """Batch normalisation takes part again: filters of length one, and what was found as its running figures."""
    for convolution, norm in normalised(network):
        mean, variance = found[convolution]
        length = convolution.weight.flatten(1).norm(dim=1).clamp(min=1e-6)
        convolution.weight.div_(length.view(-1, 1, 1, 1))
        norm.running_mean.copy_(mean / length)
        norm.running_var.copy_(variance / length**2)
        norm.weight.copy_(torch.sqrt(norm.running_var + norm.eps) * length)
        norm.bias.add_(mean)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("onnx")
    parser.add_argument("out")
    parser.add_argument("--lift", type=float, default=0.0, help="what train.py was given (default: 0)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    network = folded(options.onnx, options.lift)
    unfold(network, moments(network, Ground(load(options.pairs, "train"), 0, 0.3, 0.3)))
    torch.save(network.state_dict(), options.out)


if __name__ == "__main__":
    main()
