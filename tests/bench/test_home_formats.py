from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bench.home_formats import Block, Grid, Heading, Listing, Money, Sheet, Text, pdf_file, scanned, word_file, workbook
from examples.home.make import FOLDER, files
from ingest.formats import read_file
from ingest.readers.extraction import Hints

BLOCKS: list[Block] = [
    Heading("Moss", 0),
    Text("It is wet (and green)."),
    Listing(("dig", "sow"), numbered=True),
    Grid((("Bed", "Crop"), ("1", "kale"))),
]


@pytest.mark.parametrize(("suffix", "make"), [(".docx", word_file), (".pdf", pdf_file)])
def test_blocks_are_read_as_they_were_written(suffix: str, make: Callable[[Sequence[Block]], bytes]) -> None:
    reading = read_file(make(BLOCKS), Hints("moss", suffix))

    assert "It is wet (and green)." in reading.text
    assert "1. dig\n2. sow" in reading.text
    assert [table.columns for table in reading.tables] == [("Bed", "Crop")]


def test_a_cell_of_money_is_read_with_its_currency_and_an_empty_one_as_nothing() -> None:
    content = workbook([Sheet("May", (("What", "Price"), ("hay", Money(1150.0)), ("oats", None)))])

    assert read_file(content, Hints("may", ".xlsx")).text.endswith("hay | 1,150.00 €\noats")


def test_the_same_values_make_the_same_bytes() -> None:
    assert scanned([("TOTAL", "1.00")]) == scanned([("TOTAL", "1.00")])
    assert word_file(BLOCKS) == word_file(BLOCKS)


def test_the_committed_files_are_those_that_the_script_makes() -> None:
    pictures = ".png"  # its bytes are those of one version of Pillow and zlib

    changed = [
        name for name, content in files() if not name.endswith(pictures) and (FOLDER / name).read_bytes() != content
    ]

    assert changed == []
