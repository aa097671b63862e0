"""Runs: pieces of a paragraph in one look, put together as its text; what is struck out or not shown is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.documents import BlockKind, DoubtKind, Span
from ingest.readers.extraction import Builder

_BULLET = re.compile(r"\s*[•●○◦▪▫■□‣⁃∙·➢➤✓✔❖❑\uf000-\uf0ff]\s+(?=\S)")
_ENDS = frozenset(".:;!?…")
_CLOSING = frozenset(".,;:!?)]}")
_LONGEST_TOLD = 60  # characters of words that are told of
_LETTERS = 2  # that are struck inside a word: nothing is meant by it
_MOST_TOLD = 40  # struck places, each by itself
EDGE = "\x1f"  # of an equation: a blank where words stand close to it. No character of XML


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text, and whether it is struck through."""

    text: str
    struck: bool = False


@dataclass(slots=True)
class Losses:
    """What of a file is not shown, and so was left out; and the words that are struck through, and read all the same.

    `kept` are the latter, each with the paragraph that it stands in.
    """

    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, builder: Builder) -> None:
        """Say in a reading's doubts what was left out, and what is struck through."""
        for lost, what in (
            (self.deleted, "deleted by tracked changes"),
            (self.hidden, "hidden"),
            (self.struck, "struck through"),
        ):
            count = sum(len(text.split()) for text in lost)
            if count:
                words = "1 word that is" if count == 1 else f"{count:,} words that are"
                builder.doubt(
                    DoubtKind.LEFT_OUT, f"{words} {what} in the file, left out here: “{_shortened(' '.join(lost))}”."
                )
        self._tell_kept(builder)

    def _tell_kept(self, builder: Builder) -> None:
        text, at = builder.since(0), 0
        for words, paragraph in self.kept[:_MOST_TOLD]:
            line = next((line for line in lines_of(paragraph) if words in line), words)
            found = text.find(line, at)
            at = at if found < 0 else found
            start = at + line.index(words)
            where = Span(start, start + len(words)) if found >= 0 else None
            builder.doubt(
                DoubtKind.STRUCK, f"“{_shortened(words)}” is struck through in the file, and read here.", where
            )
        if len(self.kept) > _MOST_TOLD:
            further = len(self.kept) - _MOST_TOLD
            builder.doubt(
                DoubtKind.STRUCK, f"{further:,} further places are struck through in the file, and read here."
            )


def _shortened(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST_TOLD else f"{bare[:_LONGEST_TOLD].rstrip()}…"


def settled(runs: Sequence[TextRun], losses: Losses) -> str:
    """Return the text of a paragraph without what is struck out: all of a struck one, and figures that others replace.

    Single struck words stay, and are told of: as often as not they are an example, or a mark for what is done.
    """
    shown = _without_edges(runs)
    filled = [run.struck for run in shown if run.text.strip()]
    if not any(filled):
        return "".join(run.text for run in shown)
    kept = ""
    pieces: list[str] = []
    for struck, group in groupby(shown, key=lambda run: run.struck):
        text = "".join(run.text for run in group)
        if struck and (all(filled) or any(character.isdecimal() for character in text)):
            losses.struck.append(text)
            continue
        kept += text
        pieces += [" ".join(text.split())] if struck else []
    losses.kept.extend((words, kept) for words in pieces if len(words) > _LETTERS)
    return kept


def lines_of(text: str) -> list[str]:
    """Return the lines of a paragraph; those that only go on in small letters after a break are joined."""
    joined: list[str] = []
    for line in (" ".join(one.split()) for one in text.split("\n")):
        if joined and line[:1].islower() and joined[-1][-1:] not in _ENDS:
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
    return joined


def without_bullet(text: str) -> str:
    """Return text without a bullet that somebody typed before it."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def begin_paragraph(builder: Builder) -> None:
    """Part what comes from a list or table before it; under a heading it stands on the next line."""
    if builder.last_kind is not BlockKind.HEADING:
        builder.gap()


def _without_edges(runs: Sequence[TextRun]) -> list[TextRun]:
    """Part equations by a blank from words that they stand close to."""
    shown = list(runs)
    for number, run in enumerate(shown):
        if run.text == EDGE:
            before = shown[number - 1].text[-1:] if number else ""
            after = shown[number + 1].text[:1] if number + 1 < len(shown) else ""
            close = before.strip() and after.strip() and after not in _CLOSING
            shown[number] = TextRun(" " if close else "", run.struck)
    return shown
