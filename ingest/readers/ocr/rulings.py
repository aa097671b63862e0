"""Rulings: the straight lines of tables and forms on a page that was set straight. Knows pixels, never text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.networks import Pixels

_SHORTEST = 1.6  # line heights: a shorter stroke may be a letter's
_THICKEST = 0.6  # line heights: a thicker one is a bar or a picture
_DARKER = 12  # grey levels below the neighbourhood's mean
_NEIGHBOURHOOD = 31  # pixels


@dataclass(frozen=True, slots=True)
class Rulings:
    """The boxes of straight strokes that run across the page, and of those that run down it."""

    across: tuple[PixelBox, ...] = ()
    down: tuple[PixelBox, ...] = ()


def find_rulings(page: Pixels, *, line_height: float) -> Rulings:
    """Return the rulings of a page whose lines of text are so high."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _DARKER)
    length, thickest = max(20, round(_SHORTEST * line_height)), _THICKEST * line_height
    across = _strokes(np.asarray(dark, np.uint8), (length, 1))
    down = _strokes(np.asarray(dark, np.uint8), (1, length))
    return Rulings(
        tuple(box for box in across if box.height <= thickest),
        tuple(box for box in down if box.width <= thickest),
    )


def _strokes(dark: npt.NDArray[np.uint8], shape: tuple[int, int]) -> Sequence[PixelBox]:
    kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
    joined = cv2.dilate(kept, np.ones((3, 3), np.uint8))  # a scanned line is broken here and there
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    return [
        PixelBox(float(left), float(top), float(left + width), float(top + height))
        for left, top, width, height, _ in boxes[1:]
    ]
