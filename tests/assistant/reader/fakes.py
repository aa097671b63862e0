"""A network that is told what to see."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.english.words import split_words
from assistant.reader.network import Sighting

SURE, UNSURE = 6.0, -6.0


class PointingNetwork:
    """Sees an answer where a passage holds one of `answers`; a claim is supported by a passage that holds it."""

    def __init__(self, *answers: str) -> None:
        self._answers = answers
        self.seen: list[tuple[str, str]] = []

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        self.seen.extend(pairs)
        return tuple(self._sighting(query, passage) for query, passage in pairs)

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        return self.look(pairs)

    def _sighting(self, query: str, passage: str) -> Sighting:
        offsets = np.array([(word.start, word.end) for word in split_words(passage)], np.int64).reshape(-1, 2)
        place = next((passage.index(answer) for answer in self._answers if answer in passage), None)
        answer = next((answer for answer in self._answers if answer in passage), "")
        starts = np.full(len(offsets), UNSURE, np.float32)
        ends = np.full(len(offsets), UNSURE, np.float32)
        if place is not None:
            starts[offsets[:, 0] == place] = SURE
            ends[offsets[:, 1] == place + len(answer)] = SURE
        holds = query in passage
        support = np.array([SURE, UNSURE, UNSURE] if holds else [UNSURE, SURE, UNSURE], np.float32)
        return Sighting(SURE if place is not None else UNSURE, 0.0, starts, ends, offsets, support)
