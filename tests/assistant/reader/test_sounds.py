"""Sounds: names are known again in other scripts and with endings, and others are not taken for them."""

import pytest

from assistant.reader.sounds import may_be_one_name, sounds_of


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Келлера", "Keller"),
        ("ケラー", "Keller"),
        ("Κέλερ", "Keller"),
        ("केलर", "Keller"),
        ("เคลเลอร์", "Keller"),
        ("كيلر", "Keller"),
        ("켈러", "Keller"),
        ("Londynie", "Londyn"),
        ("Лондоне", "London"),
        ("ロンドン", "London"),
        ("Μαρτίνου", "Martin"),
        ("Kellers", "Keller"),
        ("マルティン", "Мартин"),
        ("Müllers", "Müller"),
    ],
)
def test_a_name_is_one_in_another_script_and_with_an_ending(asked: str, said: str) -> None:
    assert may_be_one_name(asked, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [("Петров", "Peters"), ("Keller", "Koller"), ("David", "Dora"), ("", "Anna"), ("Ia", "Ea")],
)
def test_other_names_are_not_taken_for_it(asked: str, said: str) -> None:
    assert not may_be_one_name(asked, said)


def test_silent_letters_and_marks_sound_of_nothing() -> None:
    assert sounds_of("กันต์") == sounds_of("กัน")
    assert sounds_of("ß") == sounds_of("s")
