"""Places: what a citation says of where its words stand. Knows a document's structure, never its format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.documents import Cell, Document, Place, PlaceKind, Span, Table

_LONGEST_NAME = 80  # characters of a chapter or a mail that are shown


def page_at(places: Sequence[Place], offset: int) -> int | None:
    """Return the number of the page that holds the character at `offset`, None where there are no pages."""
    pages = [place for place in places if place.kind is PlaceKind.PAGE and place.start <= offset]
    return int(pages[-1].name) if pages and pages[-1].name.isdecimal() else None


def place_name(document: Document, span: Span) -> str:
    """Return where a span stands, from the outermost place to the innermost: “sheet Budget, cells A7:C7”, or "".

    A span that begins in one place and ends in another of its kind names both: “pages 3–4”. What a page calls itself
    stands beside its number: “page 6 (iv)”. What the source holds without showing it says so: “slide 4, hidden”.
    """
    named = [_named(document, place, span) for place in _outermost_first(document.places, span.start)]
    cells = _cells(document.tables, span)
    hidden = "hidden" if _is_hidden(document, span) else ""
    return ", ".join(filter(None, (*named, cells, hidden)))


def _is_hidden(document: Document, span: Span) -> bool:
    """Tell whether a span, or all of the cells that lie in it, are not shown."""
    at = bisect_right(document.blocks, span.start, key=lambda block: block.start) - 1
    block = document.blocks[at] if at >= 0 else None
    if block is not None and block.hidden and block.end > span.start:
        return True
    hidden = [cell.hidden for cell in _cells_in(document.tables, span)]
    return bool(hidden) and all(hidden)


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
        return f"{place.kind}s {place.name}–{last.name}{_labels(place, last)}"
    return f"{place.kind} {_shortened(place.name)}{_labels(place)}"


def _labels(*places: Place) -> str:
    labels = [place.label or place.name for place in places] if any(place.label for place in places) else []
    return f" ({'–'.join(labels)})" if labels else ""


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
    cells = [cell for cell in _cells_in(tables, span) if cell.name]
    if not cells:
        return ""
    hidden = [cell.name for cell in cells if cell.hidden]
    aside = f" ({', '.join(hidden)} hidden)" if 0 < len(hidden) < len(cells) else ""
    return f"cell {cells[0].name}" if len(cells) == 1 else f"cells {cells[0].name}:{cells[-1].name}{aside}"


def _cells_in(tables: Sequence[Table], span: Span) -> Iterator[Cell]:
    """Yield the cells that hold something of a span."""
    for table in tables:
        if table.end <= span.start or table.start >= span.end:
            continue
        first = max(bisect_right([row.start for row in table.rows], span.start) - 1, 0)
        for row in table.rows[first:]:
            if row.start >= span.end:
                break
            yield from (cell for cell in row.cells if cell.start < span.end and cell.end > span.start)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
