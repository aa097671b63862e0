"""Streams of a model's text: without the thinking that some models show first, and never without an end."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import EndlessAnswer

_THINKING, _THOUGHT = "<think>", "</think>"
_MOST_CHARACTERS = 24_000  # of one answer: some ten pages
_WINDOW = 600  # characters looked at for repetition
_LONGEST_PERIOD = 150  # of what is said again and again: four times and more within the window
_STEP = 100  # characters between two looks


def without_thoughts(texts: Iterator[str]) -> Iterator[str]:
    """Yield the texts without blanks at the beginning and without what stands there between `<think>` tags."""
    waiting = ""
    for text in texts:
        waiting += text
        bare = waiting.lstrip()
        if _THINKING.startswith(bare[: len(_THINKING)]) and _THOUGHT not in bare:
            waiting = bare if len(bare) <= len(_THINKING) else _THINKING + bare[-len(_THOUGHT) :]
            continue
        if bare.startswith(_THINKING):
            bare = bare.partition(_THOUGHT)[2].lstrip()
        if bare:
            yield bare
            yield from texts
            return
        waiting = ""
    if waiting.strip() and not waiting.startswith(_THINKING):
        yield waiting


def unless_endless(texts: Iterator[str]) -> Iterator[str]:
    """Yield the texts. Raises EndlessAnswer when the model says one thing over and over, or does not stop."""
    tail, length, looked = "", 0, 0
    for text in texts:
        yield text
        length += len(text)
        tail = (tail + text)[-_WINDOW:]
        if length > _MOST_CHARACTERS:
            raise EndlessAnswer(f"the model wrote more than {_MOST_CHARACTERS:,} characters; ask something narrower")
        if length - looked >= _STEP:
            looked = length
            if len(tail) == _WINDOW and shortest_period(tail) <= _LONGEST_PERIOD:
                raise EndlessAnswer("the model repeats itself without end; try again, or try another model")


def shortest_period(text: str) -> int:
    """Return the least p with `text[i] == text[i + p]` throughout, by the borders of Knuth, Morris and Pratt (1977)."""
    borders = [0] * len(text)
    length = 0
    for index in range(1, len(text)):
        while length and text[index] != text[length]:
            length = borders[length - 1]
        length += text[index] == text[length]
        borders[index] = length
    return len(text) - (borders[-1] if borders else 0)
