from __future__ import annotations

from ingest.readers.office.rtf_tokens import Token, TokenKind, tokens


def test_a_control_word_takes_its_number_and_the_one_blank_that_ends_it() -> None:
    assert list(tokens(rb"\u-10179 \par  x")) == [
        Token(TokenKind.WORD, "u", -10179),
        Token(TokenKind.WORD, "par"),
        Token(TokenKind.BYTES, data=b" x"),
    ]


def test_groups_symbols_and_coded_bytes_come_in_the_order_of_the_file() -> None:
    assert list(tokens(rb"{\*\'e9\~}")) == [
        Token(TokenKind.OPEN),
        Token(TokenKind.SYMBOL, "*"),
        Token(TokenKind.BYTE, data=b"\xe9"),
        Token(TokenKind.SYMBOL, "~"),
        Token(TokenKind.CLOSE),
    ]


def test_line_ends_part_bytes_and_mean_nothing() -> None:
    assert list(tokens(b"ab\r\ncd")) == [Token(TokenKind.BYTES, data=b"ab"), Token(TokenKind.BYTES, data=b"cd")]


def test_binary_data_is_passed_over_even_where_it_looks_like_groups() -> None:
    assert list(tokens(rb"a\bin4 }{\bb")) == [Token(TokenKind.BYTES, data=b"a"), Token(TokenKind.BYTES, data=b"b")]


def test_a_backslash_at_the_very_end_means_nothing() -> None:
    assert list(tokens(b"a\\")) == [Token(TokenKind.BYTES, data=b"a")]
