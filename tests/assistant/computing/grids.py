"""Grids of a few rows, as a file would give them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.computing.typed_tables import Grid, grid_of
from ingest.documents import Document, Source
from ingest.readers.tables import CellGrid as WrittenGrid
from ingest.readers.tables import table_of

EXPENSES = (
    ("Date", "Vendor", "Category", "Amount"),
    ("2026-01-05", "Figma", "Software", "€120.50"),
    ("2026-01-19", "Rail", "Travel", "€80"),
    ("2026-02-02", "GitHub", "Software", "€40"),
    ("2026-02-11", "Hotel", "Travel", "€310"),
    ("2026-03-09", "Figma", "Software", "tbc"),
    ("Total", "", "", "€550.50"),
)


def document_of(rows: Sequence[Sequence[str]], *, title: str = "Expenses", before: str = "") -> Document:
    """Return a document of one table."""
    written = table_of(WrittenGrid.of_texts(rows, header_rows=1), start=len(before))
    assert written is not None
    assert written.table is not None
    return Document(Source(f"file:///{title}", title), title, before + written.text, tables=(written.table,))


def grid(rows: Sequence[Sequence[str]] = EXPENSES, *, title: str = "Expenses") -> Grid:
    """Return the table of a document to compute with."""
    document = document_of(rows, title=title)
    made = grid_of(document, document.tables[0])
    assert made is not None
    return made
