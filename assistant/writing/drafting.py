"""Drafting: the sentences of a model's answer as they complete, each with the passages that its markers name.

Knows markers and the form of sentences, never whether a sentence is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.writing.markers import Marker, MarkerParser, Piece
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence without its markers, and the numbers of the passages that they name, in order."""

    text: str
    numbers: tuple[int, ...] = ()


_OPENS = lazy_pattern(r"[\s.,;:!?)|…]")  # before one of these a blank that stood before a marker goes
_EMPHASIS = lazy_pattern(r"\*\*|__|^#{1,6}\s+")
_WORD = lazy_pattern(r"\w\S*\s+\S")  # whole, and the blank behind it stays: one before a marker may go
# Says nothing without the sentence after it.
_SHORT = lazy_pattern(r"(?:yes|no|correct|right|sure|certainly|of course)[.!,]?", re.IGNORECASE)


class Drafting:
    """Takes the stream of a model's text; gives each sentence once it is whole, however the stream is split."""

    def __init__(self, numbers: range) -> None:
        self._parser = MarkerParser(numbers)
        self._text = ""  # what is not yet given, without markers
        self._marks: list[tuple[int, tuple[int, ...]]] = []  # where in it markers stood
        self._after_marker = False

    @property
    def dropped(self) -> int:
        """How many markers named a passage that there is not."""
        return self._parser.dropped

    @property
    def begun(self) -> DraftSentence | None:
        """The sentences that are not whole yet, as far as they have come."""
        text = _cleaned(self._text)
        numbers = dict.fromkeys(number for _, named in self._marks for number in named)
        return DraftSentence(text, tuple(numbers)) if text else None

    def feed(self, text: str) -> tuple[DraftSentence, ...]:
        """Take more text; return the sentences that it completes."""
        self._take(self._parser.feed(text))
        return self._whole(ended=False)

    def close(self) -> tuple[DraftSentence, ...]:
        """Return the rest, once nothing more comes."""
        self._take(self._parser.close())
        return self._whole(ended=True)

    def _take(self, pieces: tuple[Piece, ...]) -> None:
        for piece in pieces:
            if isinstance(piece, Marker):
                self._marks.append((len(self._text), piece.numbers))
                self._after_marker = True
            else:
                if self._after_marker and _OPENS.match(piece.text):
                    self._text = self._text.rstrip(" \t")
                    self._marks = [(min(offset, len(self._text)), named) for offset, named in self._marks]
                self._text += piece.text
                self._after_marker = False

    def _whole(self, *, ended: bool) -> tuple[DraftSentence, ...]:
        spans = _sentences(self._text)
        count = len(spans) if ended else sum(1 for _ in self._settled(spans))
        whole = [
            DraftSentence(cleaned, self._numbers(spans, index))
            for index in range(count)
            if (cleaned := _cleaned(self._text[spans[index].start : spans[index].end]))
        ]
        if count:
            self._keep_from(spans[count].start if count < len(spans) else len(self._text), spans, count)
        return tuple(whole)

    def _settled(self, spans: list[Span]) -> list[Span]:
        """Return the sentences that nothing to come can change: the first word after them, no dash, is whole."""
        settled = []
        for span, after in pairwise(spans):
            if "\n" not in self._text[span.end : after.start] and not _WORD.search(self._text, after.start):
                break
            settled.append(span)
        return settled

    def _numbers(self, spans: list[Span], index: int) -> tuple[int, ...]:
        owned = (named for offset, named in self._marks if self._owner(spans, offset) == index)
        return tuple(dict.fromkeys(number for named in owned for number in named))

    def _owner(self, spans: list[Span], offset: int) -> int:
        """Return the sentence of a marker: the one that it stands in or behind; at the start of a line, the next."""
        before = max((index for index, span in enumerate(spans) if span.start < offset), default=-1)
        line = self._text[:offset].rpartition("\n")[2]
        opens_line = not line.strip() and before + 1 < len(spans) and self._text[offset:].lstrip(" ")[:1] != "\n"
        return before + 1 if opens_line or before < 0 else before

    def _keep_from(self, start: int, spans: list[Span], count: int) -> None:
        self._marks = [
            (max(offset - start, 0), named) for offset, named in self._marks if self._owner(spans, offset) >= count
        ]
        self._text = self._text[start:]


def draft(text: str, numbers: range) -> tuple[DraftSentence, ...]:
    """Return the sentences of a whole answer."""
    drafting = Drafting(numbers)
    return (*drafting.feed(text), *drafting.close())


def _sentences(text: str) -> list[Span]:
    """Return sentence spans; a "Yes." or a "Sure!" belongs to the sentence after it."""
    spans: list[Span] = []
    for span in split_sentences(text):
        if spans and _SHORT.fullmatch(text[spans[-1].start : spans[-1].end]):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _cleaned(text: str) -> str:
    """Return a sentence without marks of emphasis; "" where no letter or digit is left."""
    bare = _EMPHASIS.sub("", text).strip()
    return bare if any(character.isalnum() for character in bare) else ""
