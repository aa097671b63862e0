from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.reader.network import Sighting
from bench.prediction import Remembering, Rows, _agreement, _correlation


def test_figures_that_rise_together_correlate() -> None:
    said = _correlation([(0.1, 0.2), (0.3, 0.4), (0.5, 0.9)])

    assert said.startswith("rank correlation over 3 settings: 1.000 [")


def test_figures_that_do_not_vary_have_no_correlation() -> None:
    assert _correlation([(0.5, 0.2), (0.5, 0.4)]).startswith("no rank correlation")


def share(right: int) -> Rows:
    """Twenty questions, the first of them answered rightly."""
    return np.array([1.0] * right + [0.0] * (20 - right))


def test_settings_that_people_tell_apart_are_counted_by_how_generated_questions_order_them() -> None:
    low, same, high = (share(5), share(3)), (share(9), share(4)), (share(8), share(19))

    said = _agreement([low, same, high])

    assert said.startswith("of 3 pairs of settings, people's questions tell 2 apart (p < 0.05)")
    assert said.endswith("generated ones put 1 in the same order, 1 in the other, 0 level")


def test_no_pair_of_texts_is_read_twice() -> None:
    read: list[tuple[str, str]] = []
    nothing, nowhere = np.empty(0, np.float32), np.empty((0, 2), np.int64)

    class Counting:
        def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
            read.extend(pairs)
            return tuple(Sighting(len(one), 0.0, nothing, nothing, nowhere, nothing) for one, _ in pairs)

        seek = look

    network = Remembering(Counting())
    network.look([("a", "text")])

    again = network.look([("abc", "text"), ("a", "text"), ("abc", "text")])

    assert [one.answerable for one in again] == [3, 1, 3]
    assert read == [("a", "text"), ("abc", "text")]
