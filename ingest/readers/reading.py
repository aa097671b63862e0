"""What every reader of a file format returns, and how it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.documents import Heading, Page


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as canonical text (see `Document`). `title` is "" where the file names none."""

    title: str
    text: str
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(slots=True)
class Builder:
    """Puts canonical text together block by block, noting where headings stand."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _headings: list[Heading] = field(default_factory=list)

    def paragraph(self, text: str) -> None:
        """Add a paragraph, with a blank line after it."""
        self._add(text, "\n\n")

    def line(self, text: str) -> None:
        """Add a list item or a table row, with a single newline after it."""
        self._add(text, "\n")

    def heading(self, text: str, level: int) -> None:
        """Add a heading, on a line of its own after a blank one."""
        self.gap()
        bare = " ".join(text.split())
        if bare:
            self._headings.append(Heading(level, self._length, self._length + len(bare)))
            self._add(bare, "\n")

    def gap(self) -> None:
        """End a list or table with a blank line."""
        if self._parts and not self._parts[-1].endswith("\n\n"):
            self._parts.append("\n")
            self._length += 1

    def reading(self, title: str = "") -> Reading:
        """Return what was put together."""
        return Reading(title=title, text="".join(self._parts).rstrip(), headings=tuple(self._headings))

    @property
    def first_heading(self) -> str:
        """The words of the first heading, "" without any."""
        if not self._headings:
            return ""
        return "".join(self._parts)[self._headings[0].start : self._headings[0].end]

    def _add(self, text: str, ending: str) -> None:
        bare = " ".join(text.split())
        if bare:
            self._parts.append(bare + ending)
            self._length += len(bare) + len(ending)
