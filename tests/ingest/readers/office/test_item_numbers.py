from __future__ import annotations

import pytest

from ingest.readers.office.item_numbers import numeral


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (3, "decimal", "3"),
        (7, "decimalZero", "07"),
        (14, "upperRoman", "XIV"),
        (1999, "lowerRoman", "mcmxcix"),
        (4000, "upperRoman", "4000"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (2, "lowerGreek", "β"),
        (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"),
        (21, "cardinalText", "Twenty-one"),
        (112, "cardinalText", "One hundred twelve"),
        (12, "ordinalText", "Twelfth"),
        (20, "ordinalText", "Twentieth"),
        (33, "ordinalText", "Thirty-third"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "(21)"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (103, "chineseCounting", "一百〇三"),
        (110, "chineseCounting", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (13, "ideographZodiac", "子"),
        (12, "thaiNumbers", "๑๒"),
        (5, "chicago", "**"),
        (9, "never heard of", "9"),
        (0, "lowerLetter", "0"),
    ],
)
def test_numbers_are_written_in_their_form(value: int, form: str, written: str) -> None:
    assert numeral(value, form) == written
