"""Detection: a map of how likely each pixel belongs to text becomes slanted boxes around lines.

Follows "Real-time Scene Text Detection with Differentiable Binarization" (Liao et al. 2020). Knows no network.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

_TEXT = 0.3  # a pixel of text, as the network was trained
_SURE = 0.5  # the mean inside a box, or it is none
_GROWTH = 1.6  # the network marks the middle of a line; its outline lies this share of area by circumference farther
_LEAST_SIDE = 3.0  # pixels of the map
_MOST_BOXES = 3000

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SlantedBox:
    """A rectangle around a line: its middle, its length along the text, its height, and its slope in degrees.

    The slope is above -45 and at most 45 for a line that runs across the page; a line that runs up or down it has its
    `height` above its `length`.
    """

    x: float
    y: float
    length: float
    height: float
    slope: float

    def corners(self) -> FloatArray:
        """Return upper left, upper right, lower right, lower left: an array of (4, 2)."""
        angle = np.deg2rad(self.slope)
        along = np.array([np.cos(angle), np.sin(angle)]) * self.length / 2
        down = np.array([-np.sin(angle), np.cos(angle)]) * self.height / 2
        middle = np.array([self.x, self.y])
        ends = (middle - along - down, middle + along - down, middle + along + down, middle - along + down)
        return np.array(ends, dtype=np.float32)


def boxes_of(likelihood: FloatArray, *, scale: tuple[float, float]) -> tuple[SlantedBox, ...]:
    """Return the boxes of text in a map of likelihoods (height, width).

    `scale` is how many pixels of the image one of the map stands for, across and down.
    """
    mask = cv2.dilate((likelihood > _TEXT).astype(np.uint8), np.ones((2, 2), dtype=np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = (_box(likelihood, np.asarray(outline), scale) for outline in outlines[:_MOST_BOXES])
    return tuple(box for box in found if box is not None)


def _box(likelihood: FloatArray, outline: npt.NDArray[np.int32], scale: tuple[float, float]) -> SlantedBox | None:
    rectangle = cv2.minAreaRect(outline)
    (x, y), (length, height), slope = rectangle
    if (
        min(length, height) < _LEAST_SIDE
        or _mean_inside(likelihood, np.asarray(cv2.boxPoints(rectangle), np.float32)) < _SURE
    ):
        return None
    growth = 2 * _GROWTH * length * height / (2 * (length + height))
    length, height = length + growth, height + growth
    while slope > 45:  # noqa: PLR2004 - half a right angle
        slope, length, height = slope - 90, height, length
    while slope <= -45:  # noqa: PLR2004 - half a right angle
        slope, length, height = slope + 90, height, length
    # The pixels of the map are nearly square, so a slope stays what it is.
    return SlantedBox(x * scale[0], y * scale[1], length * scale[0], height * scale[1], slope)


def _mean_inside(likelihood: FloatArray, corners: FloatArray) -> float:
    height, width = likelihood.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((bottom - top + 1, right - left + 1), dtype=np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], (1,))
    return float(cv2.mean(likelihood[top : bottom + 1, left : right + 1], mask)[0])
