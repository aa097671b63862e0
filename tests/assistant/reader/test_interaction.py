"""The interaction of a question's pieces with a sentence's."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.reader.interaction import Interaction

EYE = np.eye(3, dtype=np.float32)
NONE = np.zeros(3, np.float32)
WHEN, TEA, DATE = EYE


def interaction(*, asked: NDArray[Any] = EYE, weighing: NDArray[Any] = NONE, plainly: float = 0.0) -> Interaction:
    return Interaction(asked.astype(np.float32), EYE, weighing.astype(np.float32), plainly)


def test_of_each_piece_of_a_question_the_nearest_of_the_sentence_counts() -> None:
    assert interaction()(np.array([WHEN, TEA]), np.array([TEA, DATE, TEA])) == pytest.approx(0.5)


def test_a_piece_that_is_weighed_more_counts_more() -> None:
    weighed = interaction(weighing=np.log(3) * TEA)

    assert weighed(np.array([WHEN, TEA]), np.array([TEA])) == pytest.approx(0.75)


def test_what_asks_can_come_to_lie_near_what_answers() -> None:
    turned = interaction(asked=np.array([DATE, TEA, WHEN]))

    assert turned(np.array([WHEN]), np.array([DATE])) == pytest.approx(1.0)
    assert interaction()(np.array([WHEN]), np.array([DATE])) == 0.0


def test_pieces_also_count_as_they_are_where_that_is_wanted() -> None:
    turned = interaction(asked=np.array([DATE, TEA, WHEN]), plainly=2.0)

    assert turned(np.array([WHEN]), np.array([DATE])) == pytest.approx(1.0)
    assert turned(np.array([TEA]), np.array([TEA])) == pytest.approx(3.0)


def test_weights_are_read_as_they_were_written() -> None:
    file = BytesIO()

    interaction(weighing=TEA / 2).write(file)
    file.seek(0)

    assert Interaction.read(file).weighing == pytest.approx(TEA / 2)


def test_the_weights_of_the_package_are_for_the_models_vectors() -> None:
    learned = Interaction.load()

    assert learned.asked.shape == learned.said.shape == (384, 128)
    assert learned.weighing.shape == (384,)
