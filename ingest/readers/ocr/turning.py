"""Turning: a page that lies on its side, its head or askew is set straight, and what is found on it is turned back.

Knows turns of images and boxes; which way is up is seen from what can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from statistics import median

import cv2
import numpy as np

from ingest.readers.ocr.detection import SlantedBox
from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.networks import Pixels, read_line

_SAMPLES = 8  # lines that are tried both ways, the longest
_CLEAR = 0.93  # mean confidence of words that are surely read the right way round; upside down they reach 0.8
_READABLE = 0.8  # mean confidence: lower both ways, the page is in a script that the network does not know
_LONG = 5  # times its height: a line that tells how the page slopes


@dataclass(frozen=True, slots=True)
class Rotation:
    """From an image of `width` by `height` to the page set straight: quarter turns to the left, then a slope undone.

    `slope` is in degrees, of the lines after the quarter turns; positive where they fall to the right.
    """

    width: int
    height: int
    quarters: int
    slope: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height after the quarter turns."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def level(self, box: SlantedBox) -> SlantedBox:
        """Return where a box of the page after its quarter turns stands when the slope is undone."""
        x, y = self._rotated(box.x, box.y, -self.slope)
        return SlantedBox(x, y, box.length, box.height, box.slope - self.slope)

    def levelled(self, page: Pixels) -> Pixels:
        """Return the page, after its quarter turns, with its slope undone."""
        width, height = self.size
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), self.slope, 1.0)
        level = cv2.warpAffine(page, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(level, dtype=np.uint8)

    def on_image(self, box: PixelBox) -> PixelBox:
        """Return where a box of the page set straight stands on the image."""
        x, y = self._rotated((box.left + box.right) / 2, box.middle, self.slope)
        across, down = abs(cos(radians(self.slope))), abs(sin(radians(self.slope)))
        half_width = (box.width * across + box.height * down) / 2
        half_height = (box.width * down + box.height * across) / 2
        left, top, right, bottom = x - half_width, y - half_height, x + half_width, y + half_height
        turned = {
            0: (left, top, right, bottom),
            1: (self.width - bottom, left, self.width - top, right),
            2: (self.width - right, self.height - bottom, self.width - left, self.height - top),
            3: (top, self.height - right, bottom, self.height - left),
        }
        return PixelBox(*turned[self.quarters])

    def _rotated(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        middle_x, middle_y = self.size[0] / 2, self.size[1] / 2
        across, down = cos(radians(degrees)), sin(radians(degrees))
        x, y = x - middle_x, y - middle_y
        return middle_x + x * across - y * down, middle_y + x * down + y * across


def find_turn(image: Pixels, boxes: Sequence[SlantedBox]) -> Rotation:
    """Return how an image is set straight, from the boxes of its lines and from what its longest lines say."""
    height, width = image.shape[:2]
    quarters = _quarters(image, boxes)
    slopes = [box.slope for box in after_quarters(boxes, width, height, quarters) if box.length > _LONG * box.height]
    return Rotation(width, height, quarters, median(slopes) if slopes else 0.0)


def after_quarters(boxes: Sequence[SlantedBox], width: float, height: float, quarters: int) -> list[SlantedBox]:
    """Return where boxes of an image of this size stand after so many quarter turns to the left."""
    turned = list(boxes)
    for _ in range(quarters):
        turned = [SlantedBox(box.y, width - box.x, box.height, box.length, box.slope) for box in turned]
        width, height = height, width
    return turned


def _quarters(image: Pixels, boxes: Sequence[SlantedBox]) -> int:
    across = sum(box.length for box in boxes if box.length >= box.height)
    along = sum(box.height for box in boxes if box.height > box.length)
    quarters = 1 if along > across else 0
    turned = np.ascontiguousarray(np.rot90(image, quarters))
    placed = after_quarters(boxes, image.shape[1], image.shape[0], quarters)
    samples = sorted(placed, key=lambda box: -box.length)[:_SAMPLES]
    upright = _confidence(turned, samples)
    if not samples or upright >= _CLEAR:
        return quarters
    on_its_head = _confidence(turned, [_upside_down(box) for box in samples])
    return quarters + 2 if on_its_head > max(upright, _READABLE) else quarters


def _confidence(image: Pixels, boxes: Sequence[SlantedBox]) -> float:
    words = [word for box in boxes for word in read_line(image, box)]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _upside_down(box: SlantedBox) -> SlantedBox:
    return SlantedBox(box.x, box.y, box.length, box.height, box.slope + 180)
