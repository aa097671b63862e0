from __future__ import annotations

import pytest

from tests.assistant.computing.asked import DIVERS, ROWERS, said


def test_a_word_that_names_all_rows_is_no_condition_though_some_have_it_as_a_cell() -> None:
    assert said("List all members from Havel.", (ROWERS, "Members")).startswith("Ilse Brandt; Noor Vance")
    assert said("How many members are there?", (ROWERS, "Members")).startswith("4")


def test_who_looks_after_a_thing_is_no_row_after_another() -> None:
    beds = (("Bed", "Crop", "Gardener"), ("1", "Leeks", "Ida"), ("2", "Peas", "Tom"), ("3", "Kale", "Ida"))

    assert said("Which crops does Ida look after?", (beds, "Beds")).startswith("Leeks; Kale")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who has wrecks but no dives without tank?", "Bram Otter"),
        ("Which diver is second to last?", "Bram Otter"),
        ("Which diver was listed last in the table?", "Noor Vance"),
        ("Which diver has the most wrecks?", "Ilse Brandt"),
        ("In which year were there at least 5 wrecks?", "2020"),
        ("Which diver comes right after Orla Finn?", "Ilse Brandt"),
    ],
)
def test_words_are_heeded_where_they_stand(question: str, answer: str) -> None:
    assert said(question, (DIVERS, "Divers")).startswith(answer)
