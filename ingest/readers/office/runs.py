"""Runs: pieces of a paragraph in one look, put together as its text; what is struck out or not shown is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.reading import Builder

_BULLET = re.compile(r"\s*[•●○◦▪▫■□‣⁃∙·➢➤✓✔❖❑\uf000-\uf0ff]\s+(?=\S)")
_ENDS = frozenset(".:;!?…")
_CLOSING = frozenset(".,;:!?)]}")
EDGE = "\x1f"  # of an equation: a blank where words stand close to it. No character of XML


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, and whether it is struck through."""

    text: str
    struck: bool = False


@dataclass(slots=True)
class Losses:
    """How many words of a file are not shown, and so were left out."""

    deleted: int = 0
    hidden: int = 0
    struck: int = 0

    def tell(self, builder: Builder) -> None:
        """Say in a reading's doubts what was left out."""
        for count, what in (
            (self.deleted, "deleted by tracked changes"),
            (self.hidden, "hidden"),
            (self.struck, "struck through"),
        ):
            if count:
                words = "1 word that is" if count == 1 else f"{count:,} words that are"
                builder.doubt(DoubtKind.LEFT_OUT, f"{words} {what} in the file, left out here.")


def settled(runs: Sequence[Run], losses: Losses) -> str:
    """Return the text of a paragraph without what is struck out: all of a struck one, and figures that others replace.

    Single struck words stay: as often as not they are an example, or a mark for what is done.
    """
    shown = _without_edges(runs)
    filled = [run.struck for run in shown if run.text.strip()]
    if not any(filled):
        return "".join(run.text for run in shown)
    kept = ""
    for run in shown:
        if run.struck and (all(filled) or any(character.isdecimal() for character in run.text)):
            losses.struck += len(run.text.split())
        else:
            kept += run.text
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


def words_in(texts: Iterable[str | None]) -> int:
    """Return how many words texts hold together."""
    return sum(len(text.split()) for text in texts if text)


def _without_edges(runs: Sequence[Run]) -> list[Run]:
    """Part equations by a blank from words that they stand close to."""
    shown = list(runs)
    for number, run in enumerate(shown):
        if run.text == EDGE:
            before = shown[number - 1].text[-1:] if number else ""
            after = shown[number + 1].text[:1] if number + 1 < len(shown) else ""
            close = before.strip() and after.strip() and after not in _CLOSING
            shown[number] = Run(" " if close else "", run.struck)
    return shown
