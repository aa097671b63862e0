"""JSON records: .json and .jsonl become tables, labelled lines and headings. Numbers keep their characters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.documents import BlockKind, DoubtKind, Place, PlaceKind
from ingest.formats import read_file
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.sheets.sheets import MOST_CELLS
from ingest.readers.tables import CellGrid, GridCell, Progress

_BETWEEN = " › "  # the names of a value and of what holds it
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_DEEPEST_HEADING = 3
_LONGEST_CELL = 300  # characters; records with longer values are read one after the other, not as a table's rows
_MOST_COLUMNS = 60
_MOST_NUMBERS = 200  # of a list that holds nothing else: more are measurements for programs, such as a coast's points
_PROGRESS_EVERY = 20_000
_WITH_COMMENTS = ".jsonc"  # read line by line, so that the comments stay
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_COMMENT = re.compile(rf"{_STRING}|//[^\n]*|/\*.*?\*/|^\s*#[^\n]*", re.DOTALL | re.MULTILINE)
_LAST_COMMA = re.compile(rf"({_STRING})|,(\s*[\]}}])")
_FULL = 0.3  # of a table's cells that hold something; records with fewer have too little in common


class _Literal(str):
    """A number, or a word that stands for a value, with the characters of the file."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Object:
    """The names and values of an object, in order; a name may be there twice."""

    members: tuple[tuple[str, _Value], ...]


_Plain = str | bool | None
_Value = _Plain | list["_Value"] | _Object


def read_json_records(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what the file holds. Raises CannotRead for what is no JSON, naming the line."""
    decoded = decode(content, hints.encoding)
    text = tidy(decoded.text)
    writer = _Writer(Builder(), hints.progress)
    if not text.strip():
        return writer.builder.extraction()
    try:
        if hints.suffix in _LINES_SUFFIXES:
            _read_lines(text, writer, hints)
        elif _has_comments(text):
            return read_file(content, replace(hints, suffix=_WITH_COMMENTS))
        else:
            _read_whole(text, writer, hints)
    except RecursionError as error:
        raise CannotRead("lists and objects inside each other without end; flatten it first") from error
    writer.tell()
    return decoded.told(writer.builder.extraction())


def _read_whole(text: str, writer: _Writer, hints: Hints) -> None:
    """Read one value; or, where the file holds one on each line whatever its name says, those."""
    try:
        value = _parse(text)
    except json.JSONDecodeError as error:
        first, _, rest = text.strip().partition("\n")
        if rest and _parses(first):
            _read_lines(text, writer, hints)
            return
        raise CannotRead(f"no JSON: line {error.lineno}, column {error.colno}: {error.msg}; mend it there") from error
    writer.add("", value, 1)


def _read_lines(text: str, writer: _Writer, hints: Hints) -> None:
    """Read a value from each line. Lines that hold none are told of, and left out."""
    values: list[_Value] = []
    bad: list[tuple[int, str]] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if number % _PROGRESS_EVERY == 0:
            hints.progress(number, len(lines))
        if not line.strip():
            continue
        try:
            values.append(_parse(line))
        except json.JSONDecodeError as error:
            bad.append((number, error.msg))
    if bad and not values:
        raise CannotRead(f"no JSON: line {bad[0][0]}: {bad[0][1]}; mend it there")
    written = writer.add_list("", values, 1)
    if written is not None and len(values) == len(text.rstrip("\n").split("\n")):
        writer.builder.add_place(Place(PlaceKind.LINE, "1", written[0], written[1]))
    for number, message in bad:
        writer.builder.doubt(DoubtKind.MISSING, f"line {number} is no JSON ({message}) and is left out; mend it there")


def _parse(text: str) -> _Value:
    value: _Value = json.loads(
        text,
        object_pairs_hook=lambda members: _Object(tuple(members)),
        parse_float=_Literal,
        parse_int=_Literal,
        parse_constant=_Literal,
        strict=False,
    )
    return value


def _has_comments(text: str) -> bool:
    """Tell JSON as people write settings, with comments and commas at the ends of lists, which the standard forbids."""
    if _parses(text):
        return False
    bare = _COMMENT.sub(lambda found: found.group() if found.group().startswith('"') else " ", text)
    return _parses(_LAST_COMMA.sub(lambda found: found.group(1) or found.group(2), bare))


def _parses(text: str) -> bool:
    try:
        _parse(text)
    except json.JSONDecodeError:
        return False
    return True


@dataclass(slots=True)
class _Writer:
    """Writes values into a builder."""

    builder: Builder
    progress: Progress
    numbers_left_out: list[str] = field(default_factory=list)
    cells: int = 0

    def tell(self) -> None:
        """Say what was left out."""
        if self.numbers_left_out:
            names = list(dict.fromkeys(name or "the list" for name in self.numbers_left_out))
            shown = ", ".join(f"“{name}”" for name in names[:5])
            self.builder.doubt(
                DoubtKind.LEFT_OUT, f"lists of more than {_MOST_NUMBERS} numbers are left out, of {shown}"
            )

    def add(self, name: str, value: _Value, level: int) -> None:
        """Add a value under its name, "" for none."""
        if isinstance(value, _Object):
            self._add_object(name, value, level)
        elif isinstance(value, list):
            self.add_list(name, value, level)
        else:
            self._add_text(name, value)

    def add_list(self, name: str, values: Sequence[_Value], level: int) -> tuple[int, int] | None:
        """Add a list: as a table, items, or one after the other. Return the span of a table's rows, if it is one."""
        grid = self._grid(name, values)
        short = None if grid else self._short(name, values)
        if short is not None:
            self._add_text(name, short)
            return None
        inner = self._headed(name, level)
        if grid is not None:
            table = self.builder.table(grid, progress=self.progress)
            return (table.rows[0].start, table.rows[-1].end) if table is not None and table.rows else None
        for value in values:
            if isinstance(value, _Object | list):
                self.add("", value, inner)
                self.builder.gap()
            else:
                self.builder.line(_text(value))
        self.builder.gap()
        return None

    def _add_object(self, name: str, value: _Object, level: int) -> None:
        inner = self._headed(name, level)
        for label, member in value.members:
            path = f"{name}{_BETWEEN}{label}" if name and inner == level else label
            self.add(path, member, inner)
        self.builder.gap()

    def _headed(self, name: str, level: int) -> int:
        """Write the name of what follows as a heading, down to a depth; return the level of what is inside."""
        if not name or level > _DEEPEST_HEADING:
            return level
        self.builder.gap()
        self.builder.heading(name, level)
        return level + 1

    def _add_text(self, name: str, value: _Plain) -> None:
        paragraphs = [part for part in re.split(r"\n+", _text(value)) if part.strip()]
        if not paragraphs:
            return
        first = f"{name}: {paragraphs[0]}" if name else paragraphs[0]
        self.builder.line(first, BlockKind.FIELD if name else BlockKind.PARAGRAPH)
        for paragraph in paragraphs[1:]:
            self.builder.paragraph(paragraph)

    def _short(self, name: str, values: Sequence[_Value]) -> str | None:
        """Return a list of single words and numbers in one line; "" for so many numbers that nobody reads them."""
        numbers = _numbers(values)
        if len(numbers) > _MOST_NUMBERS:
            self.numbers_left_out.append(name)
            return ""
        if numbers:
            return ", ".join(numbers) if name else None
        plain = [_text(value) for value in values if not isinstance(value, list | _Object)]
        joined = ", ".join(text for text in plain if text)
        short = len(plain) == len(values) and len(joined) <= _LONGEST_CELL and "\n" not in joined
        return joined if name and short else None

    # -- tables -------------------------------------------------------------------------------------------------

    def _grid(self, name: str, values: Sequence[_Value]) -> CellGrid | None:
        """Return records as rows under the names of their values; None where they are no table."""
        if len(values) < 2 and not name:  # noqa: PLR2004 - one record reads better as labelled lines
            return None
        if values and all(isinstance(value, list) for value in values):
            return self._grid_of_lists([value for value in values if isinstance(value, list)])
        rows = [self._flat(value) for value in values]
        columns = list(dict.fromkeys(column for row in rows if row for column in row))
        if not columns or len(columns) > _MOST_COLUMNS or any(row is None for row in rows):
            return None
        filled = sum(len(row) for row in rows if row)
        if filled < _FULL * len(rows) * len(columns):
            return None
        header = tuple(GridCell(column) for column in columns)
        body = (tuple(GridCell((row or {}).get(column, "")) for column in columns) for row in rows)
        return self._bounded(CellGrid((header, *body), header_rows=1), len(columns))

    def _grid_of_lists(self, lists: Sequence[list[_Value]]) -> CellGrid | None:
        nested = any(isinstance(cell, list | _Object) for cells in lists for cell in cells)
        if nested or len(_numbers(lists)) > _MOST_NUMBERS or len(lists) < 2:  # noqa: PLR2004 - a table has rows
            return None
        rows = tuple(
            tuple(GridCell(_text(cell)) for cell in cells if not isinstance(cell, list | _Object)) for cells in lists
        )
        return self._bounded(CellGrid(rows), max(map(len, rows)))

    def _bounded(self, grid: CellGrid, width: int) -> CellGrid:
        room = max((MOST_CELLS - self.cells) // max(width, 1), 1)
        self.cells += len(grid.rows) * width
        if len(grid.rows) <= room:
            return grid
        self.builder.doubt(
            DoubtKind.MISSING,
            f"only {room:,} of {len(grid.rows):,} records are read, {MOST_CELLS:,} values being the most of a file; "
            "split it into smaller files",
        )
        return CellGrid(grid.rows[:room], grid.header_rows)

    def _flat(self, value: _Value) -> dict[str, str] | None:
        """Return a record's values by their names, those inside others by their paths; None where it is no row."""
        flat: dict[str, str] = {}
        if not isinstance(value, _Object):
            return None
        for path, member in _members(value, ""):
            if isinstance(member, list):
                text = self._short(path, member)
                if text is None:
                    return None
            else:
                text = _text(member)
            if path in flat or len(text) > _LONGEST_CELL or text.count("\n") > 1:
                return None
            if text:
                flat[path] = text
        return flat


def _members(value: _Object, path: str) -> Iterator[tuple[str, _Plain | list[_Value]]]:
    for name, member in value.members:
        whole = f"{path}{_BETWEEN}{name}" if path else name
        if isinstance(member, _Object):
            yield from _members(member, whole)
        else:
            yield whole, member


def _text(value: _Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value or ""
    return text if text.isascii() else tidy(text)


def _numbers(values: Sequence[_Value]) -> list[str]:
    """Return the numbers in lists of numbers and of such lists; none where there is anything else."""
    numbers: list[str] = []
    for value in values:
        inside = _numbers(value) if isinstance(value, list) else [value] if isinstance(value, _Literal) else []
        if not inside:
            return []
        numbers.extend(inside)
    return numbers
