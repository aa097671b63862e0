"""RTF: paragraphs, lists with their numbers, tables, notes and text boxes as one canonical text.

A reader of our own: of the libraries, striprtf drops footnotes and keeps deleted and hidden text, and none gives
structure.
"""

from __future__ import annotations

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.office.rtf_reading import RtfReading
from ingest.readers.office.rtf_stories import RtfParagraph, RtfStory
from ingest.readers.office.runs import begin_paragraph, without_bullet
from ingest.readers.packages import what_else

_LONGEST_HEADING = 300  # characters; a longer paragraph at a heading's level is one of text
_PAGE_WORDS = 3  # beside a page's number: "Page … of …"


def read_rtf(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what an RTF file shows, without deleted and hidden words. Raises CannotRead."""
    if not content.strip():
        raise CannotRead("empty; there is nothing to read")
    if not content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise CannotRead(what_else(content))
    file = RtfReading()
    file.read(content, hints)
    builder = Builder()
    writer = _Writer(builder)
    writer.write(file.story)
    writer.write_repeated(file.repeated)
    if file.cut_short:
        builder.doubt(DoubtKind.MISSING, "The file ends in the middle: words may be missing; fetch it again.")
    file.losses.tell(builder)
    return builder.extraction(builder.first_heading or file.title)


class _Writer:
    """Writes stories to a builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._notes = 0

    def write(self, story: RtfStory) -> None:
        """Write the paragraphs and tables of a story, each with what is anchored in it."""
        for block in story.blocks:
            if isinstance(block, RtfParagraph):
                self._write_paragraph(block)
                self._write_anchored(block)
            else:
                self._builder.table(block.grid)
                for paragraph in block.paragraphs:
                    self._write_anchored(paragraph)

    def write_repeated(self, stories: list[RtfStory]) -> None:
        """Write what pages repeat and the text does not say, once, without the numbers of pages."""
        said = self._builder.extraction().text
        for paragraph in (one for story in stories for one in story.paragraphs()):
            line = " ".join(paragraph.numbered)
            if line and line not in said and not (paragraph.paged and len(line.split()) <= _PAGE_WORDS):
                said += f"\n{line}"
                begin_paragraph(self._builder)
                self._builder.paragraph(line, BlockKind.NOTE)

    def _write_paragraph(self, paragraph: RtfParagraph) -> None:
        lines = paragraph.numbered
        if not lines:
            return
        whole = " ".join(lines)
        bare = without_bullet(lines[0])
        if paragraph.heading and len(whole) <= _LONGEST_HEADING:
            self._builder.heading(whole, paragraph.heading)
        elif paragraph.level or bare != lines[0]:
            self._builder.line(bare, level=max(paragraph.level, 1))
            for line in lines[1:]:
                self._builder.line(line, BlockKind.PARAGRAPH)
        else:
            begin_paragraph(self._builder)
            for line in lines[:-1]:
                self._builder.line(line, BlockKind.PARAGRAPH)
            self._builder.paragraph(lines[-1])

    def _write_anchored(self, paragraph: RtfParagraph) -> None:
        for kind, story, author in paragraph.anchored:
            if kind == "box":
                self.write(story)
                continue
            lines = list(story.lines())
            begin_paragraph(self._builder)
            if kind == "footnote":
                self._notes += 1
                for number, line in enumerate(lines):
                    self._builder.paragraph(line if number else f"[{self._notes}] {line}", BlockKind.FOOTNOTE)
            elif kind == "picture":
                self._builder.line(" ".join(lines), BlockKind.CAPTION)
            else:
                said = " ".join(lines)
                self._builder.paragraph(f"{author.strip()}: {said}" if author.strip() else said, BlockKind.NOTE)
