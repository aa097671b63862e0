"""Places: what a citation says of where its words stand. Knows a document's structure, never its format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.documents import Document, Place, PlaceKind, Span, Table

_LONGEST_NAME = 80  # characters of a chapter or a mail that are shown


def page_at(places: Sequence[Place], offset: int) -> int | None:
    """Return the number of the page that holds the character at `offset`, None where there are no pages."""
    pages = [place for place in places if place.kind is PlaceKind.PAGE and place.start <= offset]
    return int(pages[-1].name) if pages and pages[-1].name.isdecimal() else None


def place_name(document: Document, span: Span) -> str:
    """Return where a span stands, from the outermost place to the innermost: “sheet Budget, cells A7:C7”, or "".

    A span that begins in one place and ends in another of its kind names both: “pages 3–4”.
    """
    named = [_named(document, place, span) for place in _outermost_first(document.places, span.start)]
    cells = _cells(document.tables, span)
    return ", ".join((*named, cells) if cells else named)


def _outermost_first(places: Sequence[Place], offset: int) -> list[Place]:
    """Return the places that hold `offset`, one of a kind: of places that begin together, the longer is outside."""
    holding = [place for place in places if place.start <= offset < place.end]
    innermost = {place.kind: place for place in sorted(holding, key=lambda place: (place.start, -place.end))}
    return sorted(innermost.values(), key=lambda place: (place.start, -place.end))


def _named(document: Document, place: Place, span: Span) -> str:
    if place.kind is PlaceKind.LINE:
        return _lines(document.text, place, span)
    last = _last(document.places, place, span)
    if last is not None:
        return f"{place.kind}s {place.name}–{last.name}"
    return f"{place.kind} {_shortened(place.name)}"


def _last(places: Sequence[Place], first: Place, span: Span) -> Place | None:
    """Return the numbered place of the same kind in which a span that began in `first` ends, if it is another."""
    if span.end <= first.end or not first.name.isdecimal():
        return None
    return next((one for one in places if one.kind is first.kind and one.start < span.end <= one.end), None)


def _lines(text: str, place: Place, span: Span) -> str:
    first = int(place.name) + text.count("\n", place.start, span.start)
    last = first + text.count("\n", span.start, max(span.start, span.end - 1))
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _cells(tables: Sequence[Table], span: Span) -> str:
    names = list(_cell_names(tables, span))
    if not names:
        return ""
    return f"cell {names[0]}" if len(names) == 1 else f"cells {names[0]}:{names[-1]}"


def _cell_names(tables: Sequence[Table], span: Span) -> Iterator[str]:
    for table in tables:
        if table.end <= span.start or table.start >= span.end:
            continue
        first = max(bisect_right([row.start for row in table.rows], span.start) - 1, 0)
        for row in table.rows[first:]:
            if row.start >= span.end:
                break
            yield from (
                cell.name for cell in row.cells if cell.name and cell.start < span.end and cell.end > span.start
            )


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
