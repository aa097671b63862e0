from __future__ import annotations

from vectorstore.graphs import open_word_pieces


def test_word_pieces_tell_where_they_stand() -> None:
    pieces = open_word_pieces().split("Tea, now.")

    assert [tuple(offset) for offset in pieces.offsets] == [(0, 3), (3, 4), (5, 8), (8, 9)]
    assert len(pieces.ids) == 4


def test_a_long_text_is_not_cut() -> None:
    assert len(open_word_pieces().split("tea " * 1000).ids) == 1000


def test_an_empty_text_has_no_pieces() -> None:
    assert open_word_pieces().split("").offsets.shape == (0, 2)
