from __future__ import annotations

import pytest

from assistant.english.enumerations import enumerations


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("The mill grinds wheat, rye and oats.", ["wheat", "rye", "oats"]),
        ("Ada Quill, Tom Reed, and Mia Lund are at work there.", ["Ada Quill", "Tom Reed", "Mia Lund"]),
    ],
)
def test_the_items_of_a_list_are_found_without_what_stands_around_them(sentence: str, items: list[str]) -> None:
    (enumeration,) = enumerations(sentence)

    assert [sentence[one.start : one.end] for one in enumeration.items] == items


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill and the barn are old.",
        "She likes mills and barns, bringing flour from one to the other and bread to all.",
        "The mill, which stands by the river and has four floors since it was rebuilt, is old and tall.",
    ],
)
def test_two_things_or_clauses_are_no_list(sentence: str) -> None:
    assert enumerations(sentence) == ()
