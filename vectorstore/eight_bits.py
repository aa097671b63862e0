"""Eight bits: weights as whole numbers, which a layer multiplies by in half the time. Knows arrays, no graph.

What comes into a layer is rounded as it comes, with one scale for all (onnxruntime's dynamic quantisation). A few
channels of a transformer are ten times as large as the others and would take all of that scale, so that they are made
smaller and the weights they meet larger (SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SHARE = 0.85  # of a channel's size that goes over to the weights: of 0.4 to 1 it leaves the reader's logits nearest
_MOST_WEIGHT = 127
_MOST_PAIR = 128  # the sum of two weights beside each other: 255 times that fits 16 bits
_A_LITTLE = 1.002
_LEAST = 1e-5


def smoothing(sizes: Floats, tables: Sequence[Floats]) -> Floats:
    """Return by what each channel is divided, shape (channels,), and its row of the weights multiplied instead.

    `sizes`, shape (channels,), are how large each gets; `tables`, shape (channels, out), the weights that meet them.
    """
    rows = np.max([np.abs(table).max(1) for table in tables], axis=0)
    scale = np.maximum(sizes, _LEAST) ** _SHARE / np.maximum(rows, _LEAST) ** (1 - _SHARE)
    return np.asarray(scale / np.exp(np.log(scale).mean()), np.float32)


def in_eight_bits(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return weights, shape (in, out), as whole numbers, and the scale of each column.

    The scale is the least with which no weight and no sum of two beside each other, of one sign, is too large: no two
    products of a pair then overflow the 16 bits in which processors with AVX2, but without VNNI, add them up. They
    would be cut without a word.
    """
    scales = np.maximum(np.abs(table).max(0) / _MOST_WEIGHT, _of_pairs(table) / _MOST_PAIR) + _LEAST**2
    while (too_large := _of_pairs(np.round(table / scales)) > _MOST_PAIR).any():
        scales = np.where(too_large, scales * _A_LITTLE, scales)
    return np.round(table / scales).astype(np.int8), scales.astype(np.float32)


def _of_pairs(table: Floats) -> Floats:
    """Return the largest sum of two weights beside each other that have one sign, of each column."""
    signs = [np.maximum(sign * table, 0) for sign in (1, -1)]
    return np.asarray(np.max([(one[0::2] + one[1::2]).max(0) for one in signs], axis=0))
