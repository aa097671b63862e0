from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.tesseract import fragments_of, read_by_tesseract

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
TABLE = f"""{HEAD}
4\t1\t1\t1\t1\t0\t10\t20\t200\t30\t-1\t
5\t1\t1\t1\t1\t1\t10\t20\t90\t30\t96.0\tМельница
5\t1\t1\t1\t1\t2\t110\t20\t100\t30\t90.0\tзакрыта
5\t1\t1\t1\t2\t1\t10\t60\t90\t30\t80.0\tзимой
"""
PAGE = Image.new("RGB", (300, 100), "white")


def _program(folder: Path, languages: str, table: str) -> None:
    """Write a program that answers as Tesseract does."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\ncase $1 in --list-langs) echo '{languages}';; *) cat '{folder}/table';; esac\n")
    (folder / "table").write_text(table, "utf-8")
    program.chmod(0o755)


def test_words_of_a_line_are_a_fragment_with_boxes_and_confidence() -> None:
    first, second = fragments_of(TABLE)

    assert first.text == "Мельница закрыта"
    assert first.box == PixelBox(10, 20, 210, 50)
    assert first.confidence == pytest.approx((0.96 * 8 + 0.90 * 7) / 15)
    assert second.text == "зимой"


def test_without_the_program_nothing_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert read_by_tesseract(PAGE, dpi=200) == ()


def test_a_page_is_read_in_an_installed_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _program(tmp_path, "rus", TABLE)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert [one.text for one in read_by_tesseract(PAGE, dpi=200)] == ["Мельница закрыта", "зимой"]


@pytest.mark.parametrize(
    ("languages", "table"), [("eng", TABLE), ("rus", TABLE.replace("9", "1").replace("80.0", "9.0"))]
)
def test_without_a_language_or_sure_words_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, languages: str, table: str
) -> None:
    _program(tmp_path, languages, table)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert read_by_tesseract(PAGE, dpi=200) == ()
