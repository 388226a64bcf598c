"""The change network: one encoder for both dates, compared at every scale, drawn back to half resolution.

Plain 3x3 convolutions only: they train several times faster on a CPU than depthwise ones of the same cost, and OpenCV's DNN
module runs them well. The comparison (|x - y|, max, min) does not know which date is which.
"""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F

STRUCTURE, CHANGE = 0, 1  # channels of the output: a building came or went; anything of the ground changed for good


def convolution(inputs, outputs, size=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = convolution(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Comparison(nn.Module):
    """Order-free comparison of the two dates' features at one scale."""

    def __init__(self, width, outputs):
        super().__init__()
        self.mix = convolution(3 * width, outputs, 1)
        self.look = convolution(outputs, outputs)

    def forward(self, x, y):
        if self.training:  # the same three, of which PyTorch finds the gradients in a third of the time
            more = F.relu(x - y)
            largest, least = y + more, x - more
            return self.look(self.mix(torch.cat([largest - least, largest, least], 1)))
        return self.look(self.mix(torch.cat([torch.abs(x - y), torch.max(x, y), torch.min(x, y)], 1)))


class ChangeNetwork(nn.Module):
    """Inputs 1 x 3 x H x W each, BGR, 0 to 1, H and W multiples of 32; output 1 x 2 x H x W, log-odds."""

    def __init__(self, widths=(12, 24, 32, 48, 64), decoder=24):
        super().__init__()
        self.stem = nn.Sequential(convolution(3, widths[0], 3, 2), convolution(widths[0], widths[1], 3, 2))
        stages = [Residual(widths[1])]
        stages += [nn.Sequential(convolution(widths[i], widths[i + 1], 3, 2), Residual(widths[i + 1])) for i in (1, 2, 3)]
        self.stages = nn.ModuleList(stages)
        self.compare = nn.ModuleList([Comparison(width, decoder) for width in widths[1:]])
        self.up = nn.ModuleList([convolution(decoder, decoder) for _ in range(3)])
        self.last = convolution(decoder, 16)
        self.head = nn.Conv2d(16, 8, 1)

    def encode(self, x):
        x, features = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        return features

    def compared(self, before, after):
        """What the last convolution gives, at a quarter of the scale."""
        count = before.shape[0]
        features = self.encode(torch.cat([before, after], 0))
        scales = [compare(f[:count], f[count:]) for compare, f in zip(self.compare, features)]
        y = scales[3]
        for up, scale in zip(self.up, (scales[2], scales[1], scales[0])):
            y = up(F.interpolate(y, scale_factor=2, mode="nearest") + scale)
        return self.last(y)

    def forward(self, before, after):
        half = F.pixel_shuffle(self.head(self.compared(before, after)), 2).float().contiguous()
        return F.interpolate(half, scale_factor=2, mode="bilinear", align_corners=False)


class Probability(nn.Module):
    """What is exported: probabilities instead of log-odds, for pictures of any size.

    The 1x1 convolution and the pixel shuffle become one transposed convolution of the same weights, since OpenCV 4.9 ties a pixel
    shuffle to the size of the exported example. Its biases differ from place to place, so they become the weights of a plane of
    ones. Odds are those of the network times exp(lift): training counts changed pixels double, which lifts them too far.
    """

    def __init__(self, network, lift=0.0):
        super().__init__()
        self.network = copy.deepcopy(network)
        head = self.network.head
        channels = head.out_channels // 4
        self.draw = nn.ConvTranspose2d(head.in_channels + 1, channels, 2, 2, bias=False)
        with torch.no_grad():
            weight = head.weight[:, :, 0, 0].reshape(channels, 2, 2, -1)
            bias = head.bias.reshape(channels, 2, 2, 1) + lift
            self.draw.weight.copy_(torch.cat([weight, bias], 3).permute(3, 0, 1, 2))

    def forward(self, before, after):
        compared = self.network.compared(before, after)
        half = self.draw(torch.cat([compared, compared[:, :1] * 0 + 1], 1))
        return torch.sigmoid(F.interpolate(half, scale_factor=2, mode="bilinear", align_corners=False))


def multiply_accumulates(network, size=256):
    """Multiply-accumulates of one pair of size x size pixels, counted over the convolutions."""
    total, hooks = [0], []

    def count(module, _, output):
        total[0] += output.numel() * module.weight[0].numel()

    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_hook(count))
    network.eval()
    with torch.no_grad():
        network(torch.zeros(1, 3, size, size), torch.zeros(1, 3, size, size))
    for hook in hooks:
        hook.remove()
    return total[0]
