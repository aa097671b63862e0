from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.multilingual.pieces import Cutter, write_pieces
from vectorstore.multilingual.weights import Vocabulary

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁tea", "▁sho", "p", "s", "1", "/", "2", "<mask>")


@pytest.fixture
def cutter(tmp_path: Path) -> Cutter:
    """A cutter of a vocabulary of thirteen."""
    scores = (0.0, 0.0, 0.0, 0.0, *(-float(place) for place in range(1, len(PIECES) - 4)), 0.0)
    write_pieces(Vocabulary(PIECES, scores, {ord("½"): "1/2", 0xA0: " ", 7: ""}, 0, 1, 2, 3), tmp_path)
    return Cutter.open(tmp_path)


def test_a_text_is_cut_into_the_likeliest_pieces(cutter: Cutter) -> None:
    assert cutter.cut(["tea shops"]) == [[5, 6, 7, 8]]


def test_blanks_of_any_kind_and_number_are_one(cutter: Cutter) -> None:
    assert cutter.cut(["  tea\u00a0  tea "]) == [[5, 5]]


def test_characters_are_written_as_the_model_was_taught(cutter: Cutter) -> None:
    assert cutter.cut(["tea½", "te\aa"]) == [[5, 9, 10, 11], [5]]


def test_what_is_in_no_piece_is_unknown(cutter: Cutter) -> None:
    assert cutter.cut(["tea 茶"]) == [[5, 4, 3]]


def test_a_text_that_spells_a_mark_is_no_mark(cutter: Cutter) -> None:
    assert not {0, 1, 2, 12} & set(cutter.cut(["<s> </s> <mask>"])[0])
