"""Resemblance: how much two texts have in common, to know a file again that was moved and edited. Knows words only."""

from __future__ import annotations

import hashlib

ENOUGH = 0.5
"""Of the longer text: what git asks of a renamed file too."""

_RUN = 3  # words that must follow one another alike


def resemblance(first: str, second: str) -> float:
    """Return the share of the longer text's runs of words that both have, in [0, 1]."""
    one, other = _runs(first), _runs(second)
    return len(one & other) / max(len(one), len(other), 1)


def _runs(text: str) -> frozenset[bytes]:
    words = text.split()
    width = min(_RUN, max(len(words), 1))
    return frozenset(
        hashlib.blake2b(" ".join(words[start : start + width]).encode("utf-8", "replace"), digest_size=8).digest()
        for start in range(len(words) - width + 1)
    )
