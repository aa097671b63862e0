from __future__ import annotations

from pathlib import PurePosixPath

from bench.office_files import office_files
from ingest.formats import read_file
from ingest.readers.extraction import Hints


def test_the_same_seed_makes_the_same_files_and_another_one_others() -> None:
    assert list(office_files(3, seed=7)) == list(office_files(3, seed=7))
    assert list(office_files(3, seed=7)) != list(office_files(3, seed=8))


def test_each_kind_of_file_is_read_with_its_structure() -> None:
    readings = {
        suffix: read_file(content, Hints(name, suffix))
        for name, content in office_files(3)
        for suffix in (PurePosixPath(name).suffix,)
    }

    assert set(readings) == {".docx", ".pptx", ".xlsx"}
    assert len(readings[".docx"].headings) >= 6
    assert readings[".docx"].tables
    assert len(readings[".pptx"].places) >= 6
    assert sum(len(table.rows) for table in readings[".xlsx"].tables) == 118
