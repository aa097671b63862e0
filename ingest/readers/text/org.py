"""Org: the words and structure of an Emacs Org file without its marks. Knows what a reader of the file sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.tables import CellGrid
from ingest.readers.text.wrapping import field_of, written_lines

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_END = re.compile(r"[ \t]*#\+end_\w+[ \t]*$", re.IGNORECASE)
_KEYWORD = re.compile(r"[ \t]*#\+(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_BEGIN = re.compile(r"[ \t]*#\+begin_(?P<kind>\w+)", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:(?P<name>[\w+-]+):[ \t]+(?P<value>.*)")
_PLANNED = re.compile(r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[][^>\]]+[>\]][ \t]*)+$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-+]|(?<=[ \t])\*|(?P<number>\d+[.)]|[a-zA-Z][.)]))[ \t]+(?P<words>.*)")
_TERM = re.compile(r"(?P<term>.+?)[ \t]+::(?:[ \t]+(?P<words>.*))?$")
_ROW = re.compile(r"[ \t]*\|")
_TABLE_RULE = re.compile(r"[ \t]*\|[-+|]*-[-+|]*$")
_FIXED = re.compile(r"[ \t]*:(?: (.*))?$")
_NOTE = re.compile(r"\[fn:([\w-]+)\][ \t]+(.*)")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")

_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
_NOTE_MARK = re.compile(r"\[fn:([\w-]+)\]")
_NOTE_INSIDE = re.compile(r"\[fn:[\w-]*:([^\[\]]+)\]")
_EMPHASIS = re.compile(r"(?<![\w/])([*/_=~])(?=\S)(.+?)(?<=\S)\1(?![\w/])")
_STRUCK = re.compile(r"(?<![\w+])\+(?=[^\s+])([^+\n]*?[^\s+])\+(?![\w+])")

_SHOWN = ("title", "subtitle", "author", "email", "date", "description")
_CODE = ("src", "example")
_UNSEEN = ("comment", "export")


def read_org(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text of an Org file; the title is the one that it gives itself, or its first heading."""
    decoded = decode(content, hints.encoding)
    builder = Builder()
    writer = _Writer(tidy(decoded.text).replace("\f", "\n").split("\n"), builder)
    writer.write()
    return decoded.told(builder.extraction(writer.title or builder.first_heading))


class _Writer:
    """Goes through the lines once; each way of writing takes the lines that are its own."""

    def __init__(self, lines: Sequence[str], builder: Builder) -> None:
        self._lines = lines
        self._builder = builder
        self._at = 0
        self._paragraph: list[str] = []
        self._indents: list[int] = []
        self.title = ""
        self._ways: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], None]]] = (
            (_HEADING, self._heading),
            (_BEGIN, self._block),
            (_END, self._nothing),
            (_KEYWORD, self._keyword),
            (_DRAWER, self._drawer),
            (_PLANNED, self._planned),
            (_NOTE, self._note),
            (_RULE, self._nothing),
            (_ROW, self._table),
            (_ITEM, self._item),
            (_FIXED, self._fixed),
            (_COMMENT, self._nothing),
        )

    def write(self) -> None:
        """Write the whole text."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            for pattern, way in self._ways:
                found = pattern.match(line)
                if found:
                    self._end_paragraph()
                    way(found)
                    break
            else:
                self._take(line)
        self._end_paragraph()

    def _take(self, line: str) -> None:
        if not line.strip():
            self._end_paragraph()
            self._builder.gap()
            self._indents = []
        elif self._indents and len(line) - len(line.lstrip()) <= self._indents[0]:
            self._end_paragraph()
            self._builder.gap()
            self._indents = []
            self._paragraph.append(line)
        else:
            self._paragraph.append(line)

    def _end_paragraph(self) -> None:
        lines, self._paragraph = self._paragraph, []
        if not lines:
            return
        written = written_lines([self._words(line) for line in lines])
        for line in written:
            if len(written) == 1 and not self._indents:
                self._builder.paragraph(line)
            else:
                self._builder.line(line, BlockKind.FIELD if field_of(line) else BlockKind.PARAGRAPH)

    def _heading(self, found: re.Match[str]) -> None:
        self._indents = []
        self._builder.heading(self._words(found.group(2)), len(found.group(1)))

    def _keyword(self, found: re.Match[str]) -> None:
        key, value = found["key"].lower(), found["value"].strip()
        if key == "title":
            self.title = self.title or self._words(value)
        if key == "caption":
            self._builder.line(self._words(value), BlockKind.CAPTION)
        elif key in _SHOWN and value:
            self._builder.line(f"{found['key']}: {self._words(value)}", BlockKind.FIELD)

    def _block(self, found: re.Match[str]) -> None:
        """Write a block that has an end; one without is text like any other."""
        kind = found["kind"].lower()
        end = self._find(re.compile(rf"[ \t]*#\+end_{kind}\b", re.IGNORECASE))
        if end is None or kind not in (*_CODE, *_UNSEEN, "verse"):
            return  # the marks of quotations and the like go, their lines are text
        inner = self._lines[self._at : end]
        self._at = end + 1
        if kind in _CODE:
            margin = min((len(line) - len(line.lstrip()) for line in inner if line.strip()), default=0)
            self._builder.code("\n".join(line[margin:] for line in inner))
        elif kind == "verse":
            for line in inner:
                self._builder.line(self._words(line), BlockKind.PARAGRAPH)
            self._builder.gap()

    def _drawer(self, found: re.Match[str]) -> None:
        end = self._find(re.compile(r"[ \t]*:END:[ \t]*$", re.IGNORECASE))
        if end is None:
            self._builder.paragraph(found.group())
            return
        for line in self._lines[self._at : end]:
            held = _PROPERTY.match(line)
            words = f"{held['name']}: {self._words(held['value'])}" if held else self._words(line)
            self._builder.line(words, BlockKind.FIELD, hidden=True)
        self._builder.gap()
        self._at = end + 1

    def _planned(self, found: re.Match[str]) -> None:
        self._builder.line(found.group(), BlockKind.FIELD)

    def _note(self, found: re.Match[str]) -> None:
        self._builder.line(f"[{found.group(1)}] {self._words(found.group(2))}", BlockKind.FOOTNOTE)

    def _table(self, _found: re.Match[str]) -> None:
        start = self._at - 1
        while self._at < len(self._lines) and _ROW.match(self._lines[self._at]):
            self._at += 1
        rows: list[list[str]] = []
        headers: int | None = None
        for line in self._lines[start : self._at]:
            if _TABLE_RULE.match(line):
                headers = len(rows) if headers is None and rows else headers
            else:
                rows.append([self._words(cell.strip()) for cell in line.strip().strip("|").split("|")])
        self._builder.table(CellGrid.of_texts(rows, header_rows=headers))

    def _item(self, found: re.Match[str]) -> None:
        indent = len(found["indent"].expandtabs(8))
        self._indents = [*(one for one in self._indents if one < indent), indent]
        words = [found["words"]]
        while self._at < len(self._lines) and self._hangs(self._lines[self._at], indent):
            words.append(self._lines[self._at].strip())
            self._at += 1
        text = " ".join(words)
        term = _TERM.match(text)
        if term:
            self._builder.line(f"{self._words(term['term'])}: {self._words(term['words'] or '')}", BlockKind.FIELD)
        else:
            number = f"{found['number']} " if found["number"] else ""
            self._builder.line(number + self._words(text), level=len(self._indents))

    def _hangs(self, line: str, indent: int) -> bool:
        if not line.strip() or len(line) - len(line.lstrip()) <= indent:
            return False
        return not any(pattern.match(line) for pattern, _ in self._ways)

    def _fixed(self, found: re.Match[str]) -> None:
        lines = [found.group(1) or ""]
        while self._at < len(self._lines) and (further := _FIXED.match(self._lines[self._at])):
            lines.append(further.group(1) or "")
            self._at += 1
        self._builder.code("\n".join(lines))

    def _nothing(self, _found: re.Match[str]) -> None:
        pass

    def _find(self, pattern: re.Pattern[str]) -> int | None:
        return next((at for at in range(self._at, len(self._lines)) if pattern.match(self._lines[at])), None)

    def _words(self, text: str) -> str:
        """Return the words of a line without marks; struck-through ones are left out, with a doubt."""
        struck = [match.group(1) for match in _STRUCK.finditer(text)]
        for words in struck:
            self._builder.doubt(DoubtKind.LEFT_OUT, f"struck-through words are left out: “{words[:60]}”")
        if struck:
            text = _STRUCK.sub("", text)
        text = _LINK.sub(lambda link: link.group(2) or link.group(1), text)
        text = _NOTE_INSIDE.sub(r" [\1]", text)
        text = _NOTE_MARK.sub(r"[\1]", text)
        return _EMPHASIS.sub(r"\2", text)
