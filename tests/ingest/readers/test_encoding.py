from __future__ import annotations

import pytest

from ingest.readers.encoding import NotText, decode, tidy

JAPANESE = (
    "東京都は二〇二四年の予算案を発表しました。教育と交通に重点を置き、総額は八兆円を超える見込みです。"
    "知事は記者会見で、子育て支援を拡大すると述べました。"
)
GERMAN = "Die Gebühr beträgt 40 Euro – „für alle“ – und wird jährlich fällig. Übermäßige Kürzungen schließt man aus."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        ("Café – 5 €", "cp1252"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("Москва — столица России, и в ней живёт много людей. Погода сегодня хорошая.", "cp1251"),
    ],
)
def test_text_comes_out_as_it_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_before_a_guess() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź, grudzień</p>'

    assert decode(page.encode("iso-8859-2")) == page


def test_a_server_declares_too() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2") == "Łódź"


def test_an_unknown_declaration_is_no_reason_to_fail() -> None:
    assert "Caf" in decode('<meta charset="klingon"> Café'.encode("cp1252"))


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 4])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("a\u00a0b\u3000c", "a b c"),
        ("so\u00adft\u200b", "soft"),
        ("bell\x07 delete\x7f", "bell delete"),
    ],
)
def test_tidy_text_has_one_way_to_write_each_thing(text: str, expected: str) -> None:
    assert tidy(text) == expected
