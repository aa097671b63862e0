"""Judges: who tells whether words support a statement. By default the reader's, a chat model when asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.evidence import folded
from assistant.reader.claims import Chances, Judge

_CERTAIN = Chances(supported=1.0, not_supported=0.0, refuted=0.0)


class VerbatimFirst:
    """A `Judge` that asks another one only of words that do not themselves stand in the passage."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        """Return the chances of each pair (claim, passage), in order."""
        open_ = [pair for pair in pairs if not _stands_in(*pair)]
        asked = iter(self._judge.judge(open_) if open_ else ())
        return tuple(_CERTAIN if _stands_in(*pair) else next(asked) for pair in pairs)


def _stands_in(claim: str, passage: str) -> bool:
    return folded(claim) in folded(passage)
