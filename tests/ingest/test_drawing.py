from __future__ import annotations

from pathlib import Path

import pytest

from ingest.drawing import draw_page
from ingest.errors import UnreadableFile
from tests.ingest.files import pdf_of


def test_a_page_is_drawn_as_wide_as_was_asked(tmp_path: Path) -> None:
    file = tmp_path / "mill.pdf"
    file.write_bytes(pdf_of(["The mill is old."], ["It is closed."]))

    drawn = draw_page(file, 2, pixels=300)

    assert drawn.png.startswith(b"\x89PNG")
    assert int.from_bytes(drawn.png[16:20], "big") in {300, 301}
    assert drawn.pages == 2
    assert drawn.height > drawn.width > 100


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.4 and then nothing"])
def test_what_cannot_be_drawn_is_told_with_the_remedy(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "mill.pdf"
    file.write_bytes(data)

    with pytest.raises(UnreadableFile, match="its text is there still"):
        draw_page(file, 1, pixels=300)


def test_a_file_that_is_gone_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        draw_page(tmp_path / "gone.pdf", 1, pixels=300)
