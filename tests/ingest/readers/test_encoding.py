from __future__ import annotations

import pytest

from ingest.documents import DoubtKind
from ingest.readers.encoding import NotText, decode, tidy
from ingest.readers.extraction import Extraction

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
    assert decode(text.encode(encoding)).text == text


def test_a_declared_encoding_is_believed_before_a_guess() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź, grudzień</p>'

    assert decode(page.encode("iso-8859-2")).text == page


def test_a_server_declares_too() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2").text == "Łódź"


def test_an_unknown_declaration_is_no_reason_to_fail() -> None:
    assert "Caf" in decode('<meta charset="klingon"> Café'.encode("cp1252")).text


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
        ("so\u200cft \u200dword", "soft word"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("bell\x07 delete\x7f", "bell delete"),
    ],
)
def test_tidy_text_has_one_way_to_write_each_thing(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["A short note.\nTwo lines.", "Привет, мир.\n", "知事は、会見で\n述べました。"])
def test_wide_characters_need_no_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert (decoded.text, decoded.encoding, decoded.doubts) == (text, encoding, ())


def test_one_bad_byte_costs_one_character_and_is_a_doubt() -> None:
    decoded = decode("Grüße\naus Kö".encode() + b"\xff" + "ln – fünf".encode())

    assert decoded.text == "Grüße\naus Kö\ufffdln – fünf"
    assert [(doubt.kind, doubt.message) for doubt in decoded.doubts] == [
        (DoubtKind.REPLACED, "1 byte is no text in UTF-8, in line 2; “\ufffd” stands there instead")
    ]


def test_a_declared_code_page_with_a_bad_byte_is_still_believed() -> None:
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 5

    decoded = decode(text.encode("cp1250") + b"\x81", "windows-1250")

    assert decoded.text == text + "\ufffd"
    assert [doubt.kind for doubt in decoded.doubts] == [DoubtKind.REPLACED]


def test_a_header_is_believed_before_the_page() -> None:
    page = '<meta charset="windows-1252"><p>Łódź, grudzień</p>'

    assert decode(page.encode("iso-8859-2"), "iso-8859-2").text == page


def test_a_page_that_is_utf8_is_read_so_whatever_a_server_says() -> None:
    assert decode("Grüße – 5 €".encode(), "iso-8859-1").text == "Grüße – 5 €"


def test_a_declared_utf8_that_is_none_is_not_believed() -> None:
    text = "Библиотека открыта по будням с восьми до пяти часов."

    assert decode(text.encode("cp1251"), "utf-8").text == text


@pytest.mark.parametrize("declared", ["utf-16", "rot13", "base64", ""])
def test_a_declaration_that_cannot_be_is_passed_over(declared: str) -> None:
    assert decode("Grüße".encode(), declared).text == "Grüße"


def test_programs_write_more_than_the_name_of_their_encoding_holds() -> None:
    assert decode("“5”～①".encode("cp932"), "shift_jis").text == "“5”～①"
    assert decode("“5 €”".encode("cp1252"), "iso-8859-1").text == "“5 €”"


def test_a_guess_that_may_be_wrong_is_a_doubt_over_all_the_text() -> None:
    decoded = decode("Zdroj: Klíč".encode("iso-8859-2"))

    extraction = decoded.told(Extraction("", "Zdroj: Klíč"))

    assert [(doubt.kind, doubt.start, doubt.end) for doubt in extraction.doubts] == [(DoubtKind.ENCODING, 0, 11)]
    assert "save the file as UTF-8" in extraction.doubts[0].message


def test_a_replaced_byte_is_found_again_in_what_was_read() -> None:
    decoded = decode("Grüße – gut".encode() + b"\xff")

    extraction = decoded.told(Extraction("", "Grüße – gut\ufffd"))

    assert [(doubt.start, doubt.end) for doubt in extraction.doubts] == [(11, 12)]


def test_text_that_shifts_between_sets_of_characters_is_known_without_a_declaration() -> None:
    assert decode("鍵は三階にあります。".encode("iso2022_jp")).text == "鍵は三階にあります。"
    assert decode(b"\x1b[32mgreen\x1b[0m").text == "\x1b[32mgreen\x1b[0m"


def test_a_letter_before_a_figure_is_no_price() -> None:
    assert decode("The café’s naïve résumé costs £5 – “fine”.".encode("cp1252")).text.count("£5") == 1


@pytest.mark.parametrize("text", ["The gate opens at six.\0 Go.\n" * 4, "\0\0\0\0" + "2026-03-04 pump started\n" * 8])
def test_stray_zero_bytes_make_no_wide_characters(text: str) -> None:
    assert tidy(decode(text.encode()).text) == text.replace("\0", "")


def test_chinese_between_braces_is_known_without_a_declaration() -> None:
    text = "The notice says: 图书馆平日从八点开到五点。\n"

    decoded = decode(text.encode("hz"))

    assert (decoded.text, decoded.doubts) == (text, ())


@pytest.mark.parametrize("text", ["a set ~{ab~} of ~{cdef~} words", "match x~{3,5~} times", "~{:Ky is no end"])
def test_other_braces_after_a_tilde_are_as_they_stand(text: str) -> None:
    assert decode(text.encode()).text == text
