"""Judges for tests: one that tells support by shared words, and one that is told what to say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.english.words import split_words, stems_of
from assistant.reader.claims import Chances


class WordJudge:
    """Believes a claim whose words all stand in the passage, half believes one with three in four, none with half."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        self.asked.extend(pairs)
        return tuple(_chances(max(2 * _share(claim, passage) - 1, 0.0)) for claim, passage in pairs)


class ToldJudge:
    """Gives every pair the chances of the first known part of its passage; of others it believes nothing."""

    def __init__(self, **supported: float) -> None:
        self._supported = {part.replace("_", " "): chance for part, chance in supported.items()}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        return tuple(
            _chances(next((chance for part, chance in self._supported.items() if part in passage), 0.0))
            for _, passage in pairs
        )


def _share(claim: str, passage: str) -> float:
    wanted = {word.stem for word in split_words(claim) if word.is_content and not word.is_number}
    return len(wanted & stems_of(passage)) / len(wanted) if wanted else 0.0


def _chances(supported: float) -> Chances:
    return Chances(supported, (1 - supported) * 0.9, (1 - supported) * 0.1)
