"""Leaks: texts to learn from that also stand in a file kept for measuring. Knows words, never what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.english.words import split_words

# As in the overlap studies of language models (Brown et al. 2020 use 13): shorter runs are idioms and quotations.
RUN = 13
_SHORTEST = 4  # words of a text that says something of its own


def leaking(training: Sequence[str], measured: Iterable[str]) -> frozenset[int]:
    """Return the indices of the training texts that share a run of 13 words with a measured text.

    A text of fewer words leaks where the same words are the whole of a measured text.
    """
    known = {run for text in measured for run in _runs(text)}
    return frozenset(index for index, text in enumerate(training) if any(run in known for run in _runs(text)))


def _runs(text: str) -> Iterator[int]:
    words = tuple(word.lower for word in split_words(text))
    if _SHORTEST <= len(words) < RUN:
        yield hash(words)
    for start in range(len(words) - RUN + 1):
        yield hash(words[start : start + RUN])
