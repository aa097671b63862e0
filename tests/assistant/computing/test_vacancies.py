from __future__ import annotations

import pytest

from assistant.computing.forms import Condition, Relation
from assistant.computing.linking import AskedWords
from assistant.computing.vacancies import vacant_pieces
from tests.assistant.computing.grids import grid

LOCKERS = (("Locker", "Tenant", "Floor"), ("L1", "Ilse", "1"), ("L2", "", "1"), ("L3", "Bram", "2"))


@pytest.mark.parametrize("question", ["Which lockers are free?", "vacant lockers", "lockers not taken"])
def test_what_is_free_has_nobody_in_it(question: str) -> None:
    pieces = list(vacant_pieces(AskedWords.of(question), grid(LOCKERS, title="Lockers")))

    assert [piece.condition for piece in pieces] == [Condition(1, Relation.BLANK)]


def test_what_costs_nothing_is_not_vacant() -> None:
    lockers = grid(LOCKERS, title="Lockers")

    assert not list(vacant_pieces(AskedWords.of("Which lockers are free of charge?"), lockers))
    assert not list(vacant_pieces(AskedWords.of("Who has locker L2?"), lockers))
