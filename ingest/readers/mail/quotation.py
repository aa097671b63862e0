"""Quotation: which lines of a mail repeat an earlier one, and how deep. Knows the customs of mail programs only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.documents import Block, BlockKind
from ingest.readers.extraction import Extraction

_MARKS = re.compile(r"(?:>[ \t]?)+")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|a écrit|écrivait|escribió|ha scritto|scrisse|escreveu|schreef|skrev|pisze|napisał\w*|"
    r"написал\w*|пишет|kirjoitti|yazdı|írta)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{4}|\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\S@\S")
_LONGEST_INTRODUCTION = 300  # characters
_SHORT = 6  # words of an introduction without a date: "Ada Lovelace wrote:"
_MOST_INTRODUCING = 3  # lines that "On Monday, 4 May, Ada Lovelace <ada@example.org> wrote:" is wrapped to
_SEPARATOR = re.compile(r"\s*-{3,}\s?(?P<words>[^\W\d_][^-]*(?:-[^-]+)*?)\s?-{3,}\s*")
_FORWARDED = re.compile(r"forward|weitergeleitet|transféré|reenviado|inoltrat|doorgestuurd|encaminhad", re.IGNORECASE)
_SENDER = re.compile(r"\s*\*?(?:From|Von|De|Da|Van|Från|Fra|От|Od|Kimden)\s?:\*?\s", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\s*\*?(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Ämne|Emne|Тема|Temat|Konu)\s?:\*?\s",
    re.IGNORECASE,
)
_HEADER_LINES = 9  # among which the repeated head of a mail names its subject
_CITED = re.compile(
    r"<blockquote\b[^>]*(?:type\s*=\s*[\"']?cite|gmail_quote|yahoo_quoted|protonmail_quote)", re.IGNORECASE
)
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
_REPLIED = re.compile(
    r"<(?:div|hr|span)\b[^>]*\bid\s*=\s*[\"']?(?:divRplyFwdMsg|x?_?appendonsend|OLK_SRC_BODY_SECTION|stopSpelling)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together; `depth` is 0 for the writer's own, 1 for the mail that is answered, and so on."""

    depth: int
    lines: tuple[str, ...]


def stretches_of(lines: Sequence[str]) -> list[Stretch]:
    """Part the lines of a plain mail into its own and repeated ones; the marks ">" are off."""
    end = _repeated_from(lines)
    marked = [(*_unmarked(line), number) for number, line in enumerate(lines)]
    stretches = [
        Stretch(depth, tuple(line for _, line, _ in group))
        for depth, group in groupby(marked, key=lambda one: max(one[0], int(one[2] >= end)))
    ]
    return [one for one in _with_introductions(stretches) if any(line.strip() for line in one.lines)]


def page_stretches(source: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a mail in HTML, each with whether it repeats an earlier mail."""
    replied = _REPLIED.search(source)
    own, rest = (source[: replied.start()], source[replied.start() :]) if replied else (source, "")
    start = 0
    while cited := _CITED.search(own, start):
        yield False, own[start : cited.start()]
        start = _end_of_quote(own, cited.start())
        yield True, own[cited.start() : start]
    yield False, own[start:]
    if rest:
        yield True, rest


def quoted(extraction: Extraction, depth: int = 1) -> Extraction:
    """Return the reading as one that repeats an earlier mail; its tables stay tables."""
    blocks = tuple(
        block if block.kind is BlockKind.ROW else Block(BlockKind.QUOTED, block.start, block.end, depth, block.hidden)
        for block in extraction.blocks
    )
    return replace(extraction, blocks=blocks)


def is_introduction(text: str) -> bool:
    """Tell "On 4 May 2026 Ada Lovelace wrote:" from other lines that end in a colon."""
    bare = " ".join(text.split())
    if not bare.endswith((":", "：")) or len(bare) > _LONGEST_INTRODUCTION:
        return False
    return bool(_WROTE.search(bare) and (_DATED.search(bare) or 1 < len(bare.split()) <= _SHORT))


def _unmarked(line: str) -> tuple[int, str]:
    marks = _MARKS.match(line)
    if marks is None or line.startswith(">From "):
        return 0, line
    return marks.group().count(">"), line[marks.end() :]


def _with_introductions(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Give the line that introduces a quotation to the quotation."""
    carried: tuple[str, ...] = ()
    for number, stretch in enumerate(stretches):
        lines = (*carried, *stretch.lines)
        carried = ()
        following = stretches[number + 1] if number + 1 < len(stretches) else None
        if following is not None and following.depth > stretch.depth:
            kept = _without_introduction(lines)
            carried = lines[kept:]
            lines = lines[:kept]
        yield Stretch(stretch.depth, lines)


def _without_introduction(lines: Sequence[str]) -> int:
    """Return how many of the lines stand before an introduction at their end."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    first = len(lines)
    for count in range(1, min(_MOST_INTRODUCING, len(filled)) + 1):
        if count > 1 and filled[-count] + 1 != filled[-count + 1]:
            break
        if is_introduction(" ".join(lines[filled[-count] :])):
            first = filled[-count]
    return first


def _repeated_from(lines: Sequence[str]) -> int:
    """Return the line from which on an earlier mail is repeated whole, as Outlook does it, below the writer's own."""
    own = False
    for number, line in enumerate(lines):
        separator = _SEPARATOR.fullmatch(line)
        if separator and _FORWARDED.search(separator["words"]):
            return len(lines)
        begins = bool(separator) or bool(_SENDER.match(line))
        if begins and own and _repeats_head(lines[number : number + _HEADER_LINES]):
            return number
        if is_introduction(line) and own and not any(_MARKS.match(one) for one in lines[number + 1 :]):
            return number
        own = own or bool(re.search(r"\w", line) and not separator)
    return len(lines)


def _repeats_head(lines: Sequence[str]) -> bool:
    return any(map(_SENDER.match, lines)) and any(map(_SUBJECT.match, lines))


def _end_of_quote(source: str, start: int) -> int:
    depth = 0
    for tag in _BLOCKQUOTE.finditer(source, start):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return tag.end()
    return len(source)
