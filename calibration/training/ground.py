"""What the network is shown: labelled building pairs, and simulated revisits of single pictures with changes planted into them.

A sample is (before, after, truth, known): two pictures of 256 px as 3 x 256 x 256 in 0..1, truth and known as 2 x 256 x 256 for
the channels structure and change; where known is 0 the truth is not known and costs nothing (labels name buildings alone, so a
pair of other years says nothing about other change).
"""

import csv
import os
import random

import cv2
import numpy as np

SIZE = 256


def load(root, split, source=None):
    """Labelled pairs of a manifest as (before, after, mask of 0 and 1)."""
    pairs = []
    with open(os.path.join(root, "manifest.csv"), encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest):
            if row["split"] != split or not row["label"] or (source and row["source"] != source):
                continue
            before, after = (cv2.imread(os.path.join(root, row[key]), cv2.IMREAD_COLOR) for key in ("a", "b"))
            label = cv2.imread(os.path.join(root, row["label"]), cv2.IMREAD_GRAYSCALE)
            pairs.append((before, after, (label > 127).astype(np.uint8)))
    return pairs


class Ground:
    """Draws samples; the same seed gives the same samples."""

    def __init__(self, pairs, seed=0, planted=0.4, abroad=0.5, sites=None, drawn=0.0):
        self.pairs = pairs
        self.changed = [pair for pair in pairs if pair[2].mean() > 0.01]
        self.random, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.planted, self.abroad, self.drawn = planted, abroad, drawn if sites else 0
        self.of_a_site = lambda: sites.sample(self)

    def sample(self):
        lot = self.random.random()
        kind = self.revisit if lot < self.planted else self.of_a_site if lot < self.planted + self.drawn else self.labelled
        before, after, truth, known = kind()
        if self.random.random() < 0.5:
            before, after = before[:, ::-1], after[:, ::-1]
            truth, known = truth[:, :, ::-1], known[:, :, ::-1]
        if self.random.random() < 0.5:
            before, after = after, before
        before, after = before.astype(np.float32) / 255, after.astype(np.float32) / 255
        if self.random.random() < self.abroad:
            before, after = self.another_place(before, after)
        before, after = self.another_day(before), self.another_day(after)
        return before.transpose(2, 0, 1), after.transpose(2, 0, 1), truth.astype(np.float32), known.astype(np.float32)

    def one_of(self, pairs):
        """A pair; all ground is shown equally often, so a large picture more often than a small one."""
        return self.random.choices(pairs, [pair[2].size for pair in pairs])[0]

    def scale(self, shape, least, most):
        """Pictures larger than a sample hold coarser ground and are also shown as large as the others' ground is."""
        return np.exp(self.random.uniform(np.log(least), np.log(most * max(1, min(shape[:2]) / SIZE))))

    # Two kinds of pair

    def labelled(self):
        """A pair years apart; at times with another pair's buildings, at times the same picture twice."""
        before, after, label = self.one_of(self.changed if self.random.random() < 0.65 else self.pairs)
        same = self.random.random() < 0.05
        if same:
            after, label = before, np.zeros_like(label)
        place = self.placement(label.shape, self.scale(label.shape, 0.65, 1.4))
        moved = place.copy()
        moved[:, 2] += [self.random.uniform(-2, 2), self.random.uniform(-2, 2)]
        before, after = crop(before, place), crop(after, moved)
        label = crop(label, place, cv2.INTER_NEAREST)
        if self.random.random() < 0.3:
            after, label = self.buildings_of_another(after, label)
        known = np.stack([np.ones_like(label), np.ones_like(label) if same else label])
        return before, after, np.stack([label, label]), known

    def buildings_of_another(self, after, label):
        _, other, mask = self.one_of(self.changed)
        place = self.placement(mask.shape, self.scale(mask.shape, 0.7, 1.3))
        other, mask = crop(other, place), crop(mask, place, cv2.INTER_NEAREST)
        return blend(after, other, mask), np.maximum(label, mask)

    def revisit(self):
        """One picture twice, as two passes would see it, with changes planted into the second and bustle in both."""
        picture = self.random.choice(self.one_of(self.pairs)[:2])
        place = self.placement(picture.shape[:2], self.scale(picture.shape, 0.8, 1.5))
        before = crop(picture, place)
        after = before.copy()
        structure, change = np.zeros((SIZE, SIZE), np.uint8), np.zeros((SIZE, SIZE), np.uint8)
        sun = self.random.uniform(0, 2 * np.pi)
        if self.random.random() < 0.75:
            for _ in range(self.random.randint(1, 4)):
                after = self.random.choices(
                    [self.roof, self.cover, self.clearing, self.mast, self.goods], [0.3, 0.22, 0.13, 0.2, 0.15]
                )[0](after, structure, change, sun)
        before, after = self.bustle(before), self.bustle(after)
        hidden = np.zeros((SIZE, SIZE), np.uint8)
        before, after = self.clouded(before, hidden), self.clouded(after, hidden)
        # What only a cloud hides is not known: elsewhere, and where a cloud shows unchanged ground, the truth is.
        known = 1 - (hidden & change)
        return before, self.parallax(after), np.stack([structure, change]), np.stack([known, known])

    # Changes, drawn

    def box(self, shortest, longest, slimmest=0.35):
        length = np.exp(self.random.uniform(np.log(shortest), np.log(longest)))
        width = max(shortest * 0.6, length * self.random.uniform(slimmest, 1))
        centre = self.random.uniform(0, SIZE), self.random.uniform(0, SIZE)
        return cv2.boxPoints((centre, (length, width), self.random.uniform(0, 180)))

    def roof(self, picture, structure, change, sun):
        """A roof with a ridge or flat, in some paint, with its shadow on the far side of the sun."""
        corners = self.box(10, 90)
        paint = np.array([self.random.uniform(40, 240)] * 3) + self.numbers.normal(0, 18, 3)
        away = np.array([np.cos(sun), np.sin(sun)]) * self.random.uniform(2, 14)
        shade = filled(cv2.convexHull(np.concatenate([corners, corners + away]).astype(np.float32)))
        roof = filled(corners)
        picture = toned(picture, shade & ~roof, self.random.uniform(0.35, 0.7))
        texture = np.full((SIZE, SIZE, 3), paint, np.float32)
        texture += self.numbers.normal(0, self.random.uniform(1, 9), (SIZE, SIZE, 1)).astype(np.float32)
        if self.random.random() < 0.6:
            middle = np.array([(corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2, corners[2], corners[1]])
            texture[filled(middle) > 0] *= self.random.uniform(0.65, 0.9)
        structure |= roof
        change |= roof
        return blend(picture, np.clip(texture, 0, 255).astype(np.uint8), roof)

    def cover(self, picture, structure, change, sun):
        """A piece of another picture: other ground, other roofs."""
        other = self.random.choice(self.one_of(self.pairs)[:2])
        piece = filled(self.box(10, 80))
        change |= piece
        structure &= ~piece
        return blend(picture, crop(other, self.placement(other.shape[:2], self.scale(other.shape, 0.8, 1.4))), piece)

    def clearing(self, picture, structure, change, sun):
        """Bare ground with a ragged edge."""
        angles = np.sort(self.numbers.uniform(0, 2 * np.pi, 9))
        reach = np.exp(self.random.uniform(np.log(8), np.log(55))) * self.numbers.uniform(0.6, 1.2, 9)
        centre = self.numbers.uniform(0, SIZE, 2)
        edge = centre + np.stack([np.cos(angles), np.sin(angles)], 1) * reach[:, None]
        piece = filled(edge)
        soil = np.array([95, 125, 150]) * self.random.uniform(0.6, 1.5) + self.numbers.normal(0, 12, 3)
        rough = cv2.GaussianBlur(self.numbers.normal(0, 60, (SIZE, SIZE, 1)).astype(np.float32), (0, 0), self.random.uniform(1, 4))
        texture = np.clip(soil + rough[..., None], 0, 255).astype(np.uint8)
        change |= piece
        structure &= ~piece
        return blend(picture, texture, piece, 2)

    def mast(self, picture, structure, change, sun):
        """A crane: a thin line or two, with shadow."""
        start, turn = self.numbers.uniform(20, SIZE - 20, 2), self.random.uniform(0, 2 * np.pi)
        mask, shade = np.zeros((SIZE, SIZE), np.uint8), np.zeros((SIZE, SIZE), np.uint8)
        width = self.random.randint(1, 4)
        for part in range(self.random.randint(1, 3)):
            reach = np.exp(self.random.uniform(np.log(12), np.log(110)))
            end = start + np.array([np.cos(turn + part * 1.5), np.sin(turn + part * 1.5)]) * reach
            cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 1, width)
        move = np.float32([[1, 0, 8 * np.cos(sun)], [0, 1, 8 * np.sin(sun)]])
        shade = cv2.warpAffine(mask, move, (SIZE, SIZE), flags=cv2.INTER_NEAREST)
        picture = toned(picture, shade & ~mask, self.random.uniform(0.4, 0.7))
        change |= mask
        paint = self.random.uniform(60, 255) + self.numbers.normal(0, 25, 3)
        return blend(picture, np.clip(paint, 0, 255), mask)

    def goods(self, picture, structure, change, sun):
        """Rows of containers, wagons or stacked material."""
        length, width, turn = self.random.uniform(8, 26), self.random.uniform(4, 8), self.random.uniform(0, 180)
        step, start = np.deg2rad(turn), self.numbers.uniform(20, SIZE - 20, 2)
        for row in range(self.random.randint(1, 3)):
            for place in range(self.random.randint(2, 6)):
                along = np.array([np.cos(step), np.sin(step)]) * place * length * 1.1
                beside = np.array([-np.sin(step), np.cos(step)]) * row * width * 1.3
                box = filled(cv2.boxPoints((tuple(start + along + beside), (length, width), turn)))
                picture = blend(picture, self.numbers.uniform(30, 230, 3), box)
                change |= box
        return picture

    # Nuisances

    def bustle(self, picture):
        """Single cars on either date: nobody's event."""
        for _ in range(self.random.randint(0, 5)):
            box = filled(self.box(7, 11, 0.4))
            picture = blend(picture, [self.random.uniform(10, 250)] * 3, box)
        return picture

    def clouded(self, picture, hidden):
        """At times a thin soft veil, puffs with soft edges that hide the ground, or the shadow of either: no change at all."""
        if self.random.random() > 0.3:
            return picture
        dense = self.random.random() < 0.6
        spot = np.zeros((SIZE, SIZE), np.float32)
        for _ in range(self.random.randint(1, 5) if dense else 1):
            centre = tuple(int(v) for v in self.numbers.uniform(0, SIZE, 2))
            reach = (self.random.randint(5, 45), self.random.randint(4, 35)) if dense else (self.random.randint(30, 130), self.random.randint(25, 90))
            cv2.ellipse(spot, centre, reach, self.random.uniform(0, 180), 0, 360, 1, -1)
        spot = cv2.GaussianBlur(spot, (0, 0), self.random.uniform(2.5, 12) if dense else self.random.uniform(15, 40))
        if dense:
            rough = cv2.GaussianBlur(self.numbers.normal(0, 1, (SIZE, SIZE)).astype(np.float32), (0, 0), self.random.uniform(3, 9))
            spot = np.clip(spot * (1 + rough * self.random.uniform(0, 3)), 0, 1)
        shadow = self.random.random() < 0.35
        veil = spot[..., None] * (self.random.uniform(0.15, 0.6) if shadow or not dense else self.random.uniform(0.4, 1.0))
        if not shadow:
            hidden |= (veil[..., 0] > 0.6).astype(np.uint8)
        towards = 0.0 if shadow else self.random.uniform(225, 255)
        return np.clip(picture * (1 - veil) + towards * veil, 0, 255).astype(np.uint8)

    def parallax(self, picture):
        """Misregistration: a shift, and a smooth field of leaning ground on top."""
        reach = self.random.uniform(0, 1.6)
        field = self.numbers.normal(0, 1, (2, 5, 5)).astype(np.float32) * reach
        x, y = np.meshgrid(np.arange(SIZE, dtype=np.float32), np.arange(SIZE, dtype=np.float32))
        x += cv2.resize(field[0], (SIZE, SIZE), interpolation=cv2.INTER_CUBIC) + self.random.uniform(-1.2, 1.2)
        y += cv2.resize(field[1], (SIZE, SIZE), interpolation=cv2.INTER_CUBIC) + self.random.uniform(-1.2, 1.2)
        return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)

    # Light, sensor, place

    def another_place(self, before, after):
        """Another continent, another sensor: the colours of both dates are mixed and stretched in one and the same way."""
        mix = np.eye(3) + self.numbers.normal(0, 0.18, (3, 3))
        if self.random.random() < 0.15:
            mix = np.full((3, 3), 1 / 3) + self.numbers.normal(0, 0.05, (3, 3))
        mix /= mix.sum(1, keepdims=True)
        mix, gamma, middle = mix.astype(np.float32), self.random.uniform(0.6, 1.5), self.random.uniform(0.3, 0.5)
        contrast = self.random.uniform(0.6, 1.4)

        def shown(x):
            return np.clip((cv2.pow(np.clip(cv2.transform(x, mix), 0, 1), gamma) - middle) * contrast + middle, 0, 1)

        return shown(before), shown(after)

    def another_day(self, x):
        """Light, haze, sharpness, noise and compression of one date."""
        x = cv2.pow(np.clip(x, 0, 1), self.random.uniform(0.7, 1.4))
        gains = self.numbers.uniform(0.8, 1.25, 3) * self.random.uniform(0.75, 1.2)
        x = cv2.transform(x, np.column_stack([np.diag(gains), np.full(3, self.random.uniform(-0.1, 0.1))]))
        if self.random.random() < 0.3:
            x = cv2.GaussianBlur(x, (0, 0), self.random.uniform(0.4, 1.4))
        if self.random.random() < 0.15:
            small = self.random.randint(int(SIZE * 0.5), SIZE - 1)
            x = cv2.resize(cv2.resize(x, (small, small), interpolation=cv2.INTER_AREA), (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
        if self.random.random() < 0.3:
            x = x + 0.02 * self.numbers.standard_normal(x.shape, np.float32)
        x = np.clip(x, 0, 1)
        if self.random.random() < 0.2:
            quality = [cv2.IMWRITE_JPEG_QUALITY, self.random.randint(55, 92)]
            x = cv2.imdecode(cv2.imencode(".jpg", (x * 255).astype(np.uint8), quality)[1], 1).astype(np.float32) / 255
        return x

    def placement(self, shape, scale):
        """A random window of a picture: any of four turns and a little, a scale, a place."""
        height, width = shape
        place = cv2.getRotationMatrix2D(
            (width / 2, height / 2), self.random.choice([0, 90, 180, 270]) + self.random.uniform(-12, 12), scale
        )
        for axis, length in ((0, width), (1, height)):
            place[axis, 2] += SIZE / 2 - length / 2 + self.random.uniform(-0.5, 0.5) * max(0, length * scale - SIZE)
        return place


def crop(picture, place, flags=cv2.INTER_LINEAR):
    return cv2.warpAffine(picture, place, (SIZE, SIZE), flags=flags, borderMode=cv2.BORDER_REFLECT)


def filled(corners):
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.fillPoly(mask, [np.round(np.asarray(corners).reshape(-1, 2)).astype(np.int32)], 1)
    return mask


def blend(picture, other, mask, soft=1):
    """The other picture, or one colour, where the mask is; only there is it worked out, since most masks are small."""
    part = around(mask)
    edge = cv2.GaussianBlur(mask[part].astype(np.float32), (0, 0), soft * 0.7)[..., None]
    other = other[part] if np.ndim(other) == 3 else np.float32(other)
    blended = picture.copy()
    blended[part] = picture[part] * (1 - edge) + other * edge
    return blended


def toned(picture, mask, factor):
    part = around(mask)
    edge = cv2.GaussianBlur(mask[part].astype(np.float32), (0, 0), 0.8)[..., None]
    tinted = picture.copy()
    tinted[part] = picture[part] * (1 - edge * (1 - np.float32(factor)))
    return tinted


def around(mask, margin=8):
    """The part of a picture that holds the mask and its soft edge."""
    x, y, width, height = cv2.boundingRect(mask)
    return slice(max(0, y - margin), y + height + margin), slice(max(0, x - margin), x + width + margin)
