"""Levels of headings: by the bookmarks of the file, else by the size of their type. Knows nothing of places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from ingest.documents import BlockKind
from ingest.readers.pdf.paragraphs import Paragraph

_DEEPEST = 6
_MOST_BOOKMARKS = 5_000
_SAME_SIZE = 0.5  # points
_NO_WORD = re.compile(r"[^\w.]|_")


@dataclass(frozen=True, slots=True)
class Outline:
    """The bookmarks of a file: their words, bare, and their depth from 1."""

    levels: Mapping[str, int]

    @classmethod
    def of(cls, document: pypdfium2.PdfDocument) -> Outline:
        """Return the bookmarks of a document, none where they are damaged."""
        levels: dict[str, int] = {}
        try:
            for number, bookmark in enumerate(document.get_toc(max_depth=_DEEPEST)):
                if number >= _MOST_BOOKMARKS:
                    break
                levels.setdefault(_bare(bookmark.get_title()), bookmark.level + 1)
        except pypdfium2.PdfiumError:
            return cls({})
        return cls(levels)

    def level(self, text: str) -> int | None:
        """Return the depth of the bookmark with these words, None where there is none; its number may be missing."""
        bare = _bare(text)
        return self.levels.get(bare) or self.levels.get(bare.lstrip("0123456789.")) if len(bare) > 1 else None


def with_levels(paragraphs: Sequence[Paragraph], outline: Outline) -> list[Paragraph]:
    """Return the paragraphs with the levels of headings; short lines that are bookmarks are headings, too."""
    marked = [_marked(paragraph, outline) for paragraph in paragraphs]
    sizes: list[float] = []
    for size in sorted({_size(one) for one in marked if one.kind is BlockKind.HEADING}, reverse=True):
        if not sizes or sizes[-1] - size > _SAME_SIZE:
            sizes.append(size)
    return [_levelled(paragraph, outline, sizes) for paragraph in marked]


def _marked(paragraph: Paragraph, outline: Outline) -> Paragraph:
    short = paragraph.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and len(paragraph.lines) == 1
    if short and outline.levels and outline.level(paragraph.text) is not None:
        return replace(paragraph, kind=BlockKind.HEADING)
    return paragraph


def _levelled(paragraph: Paragraph, outline: Outline, sizes: Sequence[float]) -> Paragraph:
    if paragraph.kind is not BlockKind.HEADING or paragraph.lines[0].kind is not None:
        return paragraph
    by_size = next(index for index, size in enumerate(sizes, start=1) if _size(paragraph) >= size - _SAME_SIZE)
    return replace(paragraph, level=min(outline.level(paragraph.text) or by_size, _DEEPEST))


def _size(paragraph: Paragraph) -> float:
    return max(line.size for line in paragraph.lines)


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text.casefold()).strip(".")
