"""Notebooks: their text, code and results, cell by cell. Knows Jupyter's files, format 3 and 4."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from ingest.documents import DoubtKind, PlaceKind
from ingest.formats import read_file
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.text.code import without_colours
from ingest.readers.text.plain_tables import grid_of

Part = Mapping[str, object]
"""An object of the notebook's JSON, of which nothing is believed."""

_REPRESENTATION = re.compile(r"\s*<.*>\s*", re.DOTALL)
_OLD_TEXTS = {
    "text": "text/plain",
    "html": "text/html",
    "latex": "text/latex",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_DAMAGED = "not a notebook, or a damaged one; open it in Jupyter and save it anew"


def read_ipynb(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return a notebook's cells in order, each a place by its number; pictures are passed over."""
    notebook = _parsed(content, hints)
    cells = list(_cells(notebook))
    builder = Builder()
    for number, cell in enumerate(cells, 1):
        with builder.place(PlaceKind.CELL, str(number)):
            _write_cell(cell, number, builder)
        hints.progress(number, len(cells))
    title = _part(notebook, "metadata").get("title")
    return builder.extraction(title if isinstance(title, str) and title else builder.first_heading)


def _parsed(content: bytes, hints: Hints) -> Part:
    written = decode(content, hints.encoding).text
    try:
        notebook = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise CannotRead(_DAMAGED) from error
    if not isinstance(notebook, dict) or not ("cells" in notebook or "worksheets" in notebook):
        raise CannotRead(_DAMAGED)
    return cast("Part", notebook)


def _cells(notebook: Part) -> Iterator[Part]:
    """Yield the cells; in format 3 they lie in worksheets."""
    yield from _parts(notebook, "cells")
    for worksheet in _parts(notebook, "worksheets"):
        yield from _parts(worksheet, "cells")


def _write_cell(cell: Part, number: int, builder: Builder) -> None:
    kind = cell.get("cell_type")
    source = _text(cell.get("source", cell.get("input")))
    hidden = bool(_part(_part(cell, "metadata"), "jupyter").get("source_hidden"))
    if kind == "markdown":
        _include(source, ".md", number, builder)
    elif kind == "heading":  # of format 3
        level = cell.get("level")
        builder.heading(source, level if isinstance(level, int) else 1)
    else:
        builder.code(tidy(source), hidden=hidden)
    for output in _parts(cell, "outputs"):
        _write_output(output, number, builder)


def _write_output(output: Part, number: int, builder: Builder) -> None:
    if output.get("output_type") == "stream":
        builder.code(_shown(output.get("text")))
        return
    if output.get("output_type") in ("error", "pyerr"):
        builder.code(_shown(output.get("traceback"), between="\n") or _shown(output.get("evalue")))
        return
    bundle = _bundle(output)
    plain = _shown(bundle.get("text/plain"))
    if any(kind.startswith("image/") for kind in bundle) and _REPRESENTATION.fullmatch(plain):
        return  # "<Figure size 640x480 with 1 Axes>": the picture's name for itself
    if "text/markdown" in bundle:
        _include(_text(bundle["text/markdown"]), ".md", number, builder)
    elif "text/html" in bundle and (not plain or _REPRESENTATION.fullmatch(plain)):
        _include(_text(bundle["text/html"]), ".html", number, builder)
    else:
        _write_result(plain or _shown(bundle.get("text/latex")), builder, is_table="text/html" in bundle)


def _write_result(plain: str, builder: Builder, *, is_table: bool) -> None:
    """Write a result; one that a notebook shows as a table is one, where its columns can be told."""
    grid = grid_of([line for line in plain.split("\n") if line.strip()]) if is_table else None
    if grid is None:
        builder.code(plain)
    else:
        builder.table(grid)


def _bundle(output: Part) -> Part:
    """Return a result in its several forms by their media types."""
    found = output.get("data")
    if isinstance(found, dict):
        return cast("Part", found)
    return {media: output[old] for old, media in _OLD_TEXTS.items() if old in output}


def _include(source: str, suffix: str, number: int, builder: Builder) -> None:
    if not source.strip():
        return
    try:
        builder.include(read_file(source.encode("utf-8", "replace"), Hints(suffix=suffix, encoding="utf-8")))
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"cell {number} could not be read: {error}")


def _shown(value: object, *, between: str = "") -> str:
    return tidy(without_colours(_text(value, between=between)))


def _text(value: object, *, between: str = "") -> str:
    """Return text that is written as one string or as a list of lines."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return between.join(line for line in value if isinstance(line, str))
    return ""


def _part(of: Part, name: str) -> Part:
    value = of.get(name)
    return cast("Part", value) if isinstance(value, dict) else {}


def _parts(of: Part, name: str) -> Sequence[Part]:
    value = of.get(name)
    return [cast("Part", one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
