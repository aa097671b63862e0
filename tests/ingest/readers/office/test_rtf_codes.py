from __future__ import annotations

import pytest

from ingest.readers.office.rtf_codes import Font, codec_of_charset, codec_of_page, decoded, page_of


@pytest.mark.parametrize(
    ("page", "codec"), [(1250, "cp1250"), (936, "gb18030"), (10000, "mac_roman"), (0, "cp1252"), (10001, "cp1252")]
)
def test_a_code_page_is_its_codec_and_one_that_is_not_known_the_western(page: int, codec: str) -> None:
    assert codec_of_page(page) == codec


def test_bytes_are_read_in_the_codec_of_their_font_and_without_one_in_the_files() -> None:
    assert decoded(b"\xcc\xe8\xf0", Font("Arial", codec_of_charset(204)), "cp1252") == "Мир"
    assert decoded(b"\xe9", Font("Arial", codec_of_charset(1)), "cp1250") == "é"
    assert decoded(b"\x9c", Font("Arial", codec_of_charset(0)), "cp1250") == "ś"


def test_bytes_of_a_picture_font_are_the_signs_that_it_shows() -> None:
    assert decoded(b"\xb3 \xa5", Font("Symbol", codec_of_charset(2)), "cp1252") == "≥ ∞"
    assert decoded(b"\xfe", Font("Wingdings", codec_of_charset(2)), "cp1252") == "☑"


def test_a_single_byte_that_its_codec_cannot_read_is_western() -> None:
    assert decoded(b"\xe9", Font("Mincho", codec_of_charset(128)), "cp1252") == "é"


def test_a_western_font_is_western_only_where_another_font_names_the_files_page() -> None:
    western, cyrillic = Font("A", codec_of_charset(0)), Font("B", codec_of_charset(204))

    assert page_of(western, [western, cyrillic], "cp1251") == "cp1252"
    assert page_of(western, [western], "cp1251") == "cp1251"
    assert page_of(cyrillic, [western, cyrillic], "cp1251") == "cp1251"
