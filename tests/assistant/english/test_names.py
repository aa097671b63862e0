from __future__ import annotations

import pytest

from assistant.english.names import names_in, opens_with_name
from assistant.english.words import split_words, stems_of


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Who founded the Tarn Moss survey?", "Tarn Moss"),
        ("Describe the museum.", ""),
        ("NATO has members.", "NATO"),
        ("The Kestrel takes B12 cells, two Volt each.", "Kestrel B12 Volt"),
        ("The Big Five met in May.", "Big May"),
        ("The Two Towers", "Towers"),
    ],
)
def test_a_name_is_told_by_its_capitals(sentence: str, names: str) -> None:
    assert names_in(split_words(sentence)) == stems_of(names)


def test_the_first_word_is_part_of_a_name_where_the_second_has_a_capital_too() -> None:
    assert opens_with_name(split_words("Tarn Moss is a bog."))
    assert not opens_with_name(split_words("Bogs are wet."))
    assert not opens_with_name(split_words("The Tarn is wet."))
    assert not opens_with_name(())
