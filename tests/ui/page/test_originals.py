from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from tests.ingest.files import pdf_of
from tests.ui.serving.desk import Desk
from ui.page.originals import PageDrawings, original_of


def desk_with(tmp_path: Path, name: str, data: bytes) -> Desk:
    (tmp_path / name).write_bytes(data)
    desk = Desk(tmp_path / "library")
    desk.ingest([str(tmp_path / name)])
    return desk


def test_the_original_is_the_file_as_long_as_it_is_there(tmp_path: Path) -> None:
    (record,) = desk_with(tmp_path, "mill.txt", b"The mill\n\nThe mill is old.\n").library.documents()

    assert original_of(record) == tmp_path / "mill.txt"
    (tmp_path / "mill.txt").unlink()
    assert original_of(record) is None


def test_a_pdf_has_pictures_of_its_pages_until_it_changes(tmp_path: Path) -> None:
    (record,) = desk_with(tmp_path, "mill.pdf", pdf_of(["The mill is old."], ["It is closed."])).library.documents()
    pictures = PageDrawings()

    path = pictures.of(record)
    assert path == tmp_path / "mill.pdf"
    drawn = pictures.draw(path, 2)
    assert drawn.png.startswith(b"\x89PNG")
    assert (drawn.pages, drawn is pictures.draw(path, 2)) == (2, True)
    with pytest.raises(UnreadableFile):
        pictures.draw(path, 3)
    path.write_bytes(pdf_of(["Another page."]))
    assert pictures.of(record) is None


def test_what_is_no_pdf_has_no_pictures(tmp_path: Path) -> None:
    (record,) = desk_with(tmp_path, "mill.txt", b"The mill\n\nThe mill is old.\n").library.documents()

    assert PageDrawings().of(record) is None
