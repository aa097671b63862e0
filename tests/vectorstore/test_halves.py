from __future__ import annotations

import numpy as np
import pytest

from vectorstore.halves import halved, widened


def test_a_vector_comes_back_in_half_the_bytes_with_its_first_three_digits() -> None:
    given = np.random.default_rng(1).standard_normal(384).astype(np.float32)
    given /= np.linalg.norm(given)

    half = halved(given.tobytes())

    assert len(half) == 2 * len(given)
    ((key, wide),) = widened([("one", half)])
    assert key == "one"
    assert np.frombuffer(wide, np.float32) == pytest.approx(given, rel=0.0005, abs=1e-7)


def test_what_was_halved_is_not_changed_again() -> None:
    once = halved(np.array([0.1, -0.3, 1e-9], np.float32).tobytes())

    ((_, wide),) = widened([(1, once)])

    assert halved(wide) == once


def test_many_vectors_come_in_their_order_whatever_their_lengths() -> None:
    lengths = [3, 1, 0, 2] * 700
    rows = [(place, np.full(length, place % 100, np.float16).tobytes()) for place, length in enumerate(lengths)]

    wide = [(place, np.frombuffer(vector, np.float32).tolist()) for place, vector in widened(iter(rows))]

    assert wide == [(place, [place % 100] * length) for place, length in enumerate(lengths)]


@pytest.mark.parametrize("vector", [b"1", b"12345"])
def test_bytes_that_are_no_vector_are_an_error(vector: bytes) -> None:
    with pytest.raises(ValueError, match="buffer size"):
        halved(vector)
    with pytest.raises(ValueError, match="buffer size"):
        list(widened([(1, vector)]))
