from __future__ import annotations

import numpy as np

from vectorstore.eight_bits import in_eight_bits, smoothing

DRAW = np.random.default_rng(0)


def test_rounded_weights_are_near_and_no_pair_of_products_overflows() -> None:
    table = DRAW.standard_normal((64, 8)).astype(np.float32)
    table[10:12, 0] = 9.0  # two large ones beside each other
    table[20:22, 1] = -9.0

    rounded, scales = in_eight_bits(table)

    assert np.allclose(rounded * scales, table, atol=scales.max())
    widest = np.array([0, 255])[:, None]  # what comes in is 0 to 255
    for sign in (1, -1):
        pairs = np.maximum(sign * rounded[0::2].astype(int), 0) + np.maximum(sign * rounded[1::2].astype(int), 0)
        assert (widest * pairs.max(0) < 2**15).all()


def test_a_column_of_nothing_stays_nothing() -> None:
    rounded, scales = in_eight_bits(np.zeros((4, 2), np.float32))

    assert not rounded.any()
    assert np.isfinite(scales).all()


def test_smoothing_makes_large_channels_small_and_changes_no_product() -> None:
    values = DRAW.standard_normal((20, 16)).astype(np.float32)
    values[:, 3] *= 30
    table = DRAW.standard_normal((16, 5)).astype(np.float32)

    scale = smoothing(np.abs(values).max(0), [table])

    smooth = values / scale
    assert np.allclose(smooth @ (table * scale[:, None]), values @ table, atol=1e-3)
    assert np.abs(smooth).max() / np.median(np.abs(smooth).max(0)) < 3
