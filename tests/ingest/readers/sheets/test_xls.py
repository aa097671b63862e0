from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.extraction import CannotRead
from ingest.readers.sheets.xls import read_xls

MILL = (Path(__file__).parent / "files" / "mill.xls").read_bytes()


def test_an_old_workbook_is_read_as_its_sheets_show_it() -> None:
    extraction = read_xls(MILL)

    assert extraction.tables[0].caption == "Costs of the mill"
    assert extraction.tables[0].columns == ("Item", "Share", "Since", "Sum")
    assert "Wheel | 12.5% | 03.05.2026" in extraction.text
    assert "Race | 50.0% | 09.01.2025 | TRUE" in extraction.text


def test_a_hidden_sheet_is_kept_and_marked() -> None:
    extraction = read_xls(MILL)

    assert [(place.name, extraction.text[place.start : place.end].split()[-1]) for place in extraction.places][1] == (
        "Old",
        "gone",
    )
    assert extraction.blocks[-1].hidden


@pytest.mark.parametrize("content", [b"", b"<html>", MILL[:2000], MILL[:512] + b"\0" * 4000])
def test_what_is_no_old_workbook_or_damaged_is_refused(content: bytes) -> None:
    with pytest.raises(CannotRead):
        read_xls(content)
