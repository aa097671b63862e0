"""Subtitles and transcripts (SubRip, WebVTT): what is said, after the time at which it begins and who says it.

Knows cues; never who wrote them. A sentence that several cues share stands as one, at the time of the first.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.documents import BlockKind, PlaceKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints

_TIMES = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{2})[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}.*")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_MARK = re.compile(r"</?(?:[biuvc]|font|lang|ruby|rt)\b[^>]*>|<\d[\d:.]*>|\{\\[^}]*\}", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d+\s*")
_ENDS = tuple(".!?…。！？♪)]")
_LONGEST = 600  # characters of cues without the end of a sentence that are put together


@dataclass(frozen=True, slots=True)
class _Cue:
    time: str
    voice: str
    words: str
    line: int


def read_subtitles(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what is said, sentence by sentence after its time: “00:04:10 Kei: The lock opens”."""
    decoded = decode(content, hints.encoding)
    builder = Builder()
    for cue in _sentences(_cues(tidy(decoded.text).split("\n"))):
        said = f"{cue.voice}: {cue.words}" if cue.voice else cue.words
        with builder.place(PlaceKind.LINE, str(cue.line)):
            builder.line(f"{cue.time} {said}", BlockKind.PARAGRAPH)
    return decoded.told(builder.extraction())


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """Yield what follows each line of times, up to a blank one; comments, styles and the head have none."""
    number = 0
    while number < len(lines):
        times = _TIMES.fullmatch(lines[number])
        number += 1
        if times is None:
            continue
        begin = number
        while number < len(lines) and lines[number].strip() and not _begins(lines, number):
            number += 1
        said = " ".join(lines[begin:number])
        voice = _VOICE.search(said)
        words = " ".join(html.unescape(_MARK.sub("", said)).split())
        if words:
            yield _Cue(times.group(1), voice.group(1).strip() if voice else "", words, begin)


def _begins(lines: list[str], number: int) -> bool:
    """Whether a cue begins although no blank line ends the one before: its times, or its number above them."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(_TIMES.fullmatch(lines[number]) or (_NUMBER.fullmatch(lines[number]) and _TIMES.fullmatch(below)))


def _sentences(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Put cues of one voice together until one ends a sentence; a cue said twice, as live captions do, is said once."""
    open_cue: _Cue | None = None
    for cue in cues:
        if open_cue is None:
            open_cue = cue
        elif cue.words == open_cue.words:
            continue
        elif cue.voice != open_cue.voice or open_cue.words.endswith(_ENDS) or len(open_cue.words) > _LONGEST:
            yield open_cue
            open_cue = cue
        else:
            open_cue = _Cue(open_cue.time, open_cue.voice, f"{open_cue.words} {cue.words}", open_cue.line)
    if open_cue is not None:
        yield open_cue
