"""Citing: the rows or cells that a result was computed from, as exact words of their documents. All of them, folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import Citation
from assistant.computing.execution import Outcome
from assistant.computing.typed_tables import Grid, TableLine
from ingest.documents import Span
from vectorstore.views import Texts


def citations_of(outcome: Outcome, grid: Grid, library: Texts, *, singly: int) -> tuple[Citation, ...]:
    """Return a citation for each of the first rows, and one for each run of the others that stand together.

    Of a table that is read by its columns the cells are cited, not its rows.
    """
    spans = list(_cells(outcome, grid) if grid.turned else _rows(outcome, grid, singly))
    records = {record.id: record for record in library.records([line.document for line, _ in spans])}
    return tuple(
        Citation(
            number,
            line.document,
            line.revision,
            records[line.document].title,
            records[line.document].uri,
            None,
            span.start,
            span.end,
            library.text(line.document, line.revision)[span.start : span.end],
        )
        for number, (line, span) in enumerate(spans, start=1)
    )


def _rows(outcome: Outcome, grid: Grid, singly: int) -> Iterator[tuple[TableLine, Span]]:
    rows = [grid.lines[number] for number in dict.fromkeys(outcome.rows)]
    for line in rows[:singly]:
        yield line, Span(line.start, line.end)
    run: list[TableLine] = []
    for line in sorted(rows[singly:], key=lambda one: (one.document, one.start)):
        if run and not _follows(run[-1], line):
            yield _run(run)
            run = []
        run.append(line)
    if run:
        yield _run(run)


def _follows(one: TableLine, other: TableLine) -> bool:
    """Tell whether a row stands right below another, with none between them that is left out."""
    return one.document == other.document and other.start == one.end + 1


def _run(run: Sequence[TableLine]) -> tuple[TableLine, Span]:
    return run[0], Span(run[0].start, run[-1].end)


def _cells(outcome: Outcome, grid: Grid) -> Iterator[tuple[TableLine, Span]]:
    entries = [grid.columns[column].entries[number] for column in outcome.columns for number in outcome.rows]
    for span in dict.fromkeys(Span(entry.start, entry.end) for entry in entries):
        if span.end > span.start:
            yield grid.lines[0], span
