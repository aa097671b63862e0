"""Scores: the figures of one question, as a run makes them and as a report keeps them. What comparisons are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

DIGITS: Final = 6
"""Digits after the point that a report keeps of a figure; two runs are compared in them."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one question by name, and what parts the questions.

    `confidence` is the assistant's that it answers; None where it failed. `said` is its answer as text.
    """

    id: str
    question: str
    answerable: bool
    follow_up: bool = False
    confidence: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    said: str = ""
