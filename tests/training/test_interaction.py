"""Learning the interaction: the sentence with the answer comes to be first."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from assistant.reader.interaction import Interaction
from training.interaction import AnsweredPieces, is_left_out, learn

WIDTH = 160


def examples() -> list[AnsweredPieces]:
    """Questions whose one piece is answered by quite another one, which no likeness tells."""
    rng = np.random.default_rng(7)
    pieces = np.linalg.qr(rng.normal(size=(WIDTH, WIDTH)))[0].astype(np.float32)
    owners = torch.tensor([0, 1, 2])
    return [
        AnsweredPieces(
            "data",
            torch.tensor(pieces[:1]),
            torch.tensor(pieces[[1, 2, 3 + n]]),
            owners,
            torch.tensor([True, False, False]),
        )
        for n in range(24)
    ]


def right(interaction: Interaction, example: AnsweredPieces) -> bool:
    asked, said = example.asked.numpy(), example.said.numpy()
    scores = [interaction(asked, said[at : at + 1]) for at in range(3)]
    return scores.index(max(scores)) == 0


def test_what_answers_is_learned() -> None:
    learned = learn(examples(), passes=40)

    assert all(right(learned, one) for one in examples())


def test_one_context_in_four_is_left_out() -> None:
    share = sum(is_left_out(f"context {number}") for number in range(2000)) / 2000

    assert share == pytest.approx(0.25, abs=0.04)
