from __future__ import annotations

import pytest

from ingest.readers.extraction import Builder, Hints
from ingest.readers.mail.letters import Letter, Plain, write_letter


@pytest.mark.parametrize(
    ("sender", "date", "place"),
    [
        ("Ada Lovelace <ada@example.org>", "Sat, 2 May 2026 23:15:00 -0800", "Ada Lovelace, 2 May 2026"),
        ("ada@example.org", "", "ada@example.org"),
        ("", "Sat, 2 May 2026 10:15:00 +0000", "2 May 2026"),
        ("Ada", "yesterday", "Ada"),
        ("", "", "Keys"),
    ],
)
def test_the_place_of_a_letter_is_what_is_known_of_it(sender: str, date: str, place: str) -> None:
    assert Letter((("From", sender), ("Date", date), ("Subject", "Keys")), ()).place == place


def test_letters_in_letters_are_read_to_a_depth() -> None:
    letter = Letter((("Subject", "innermost"),), (Plain("Found it."),))
    for _ in range(12):
        letter = Letter((), (letter,))
    builder = Builder()

    write_letter(letter, builder, Hints())

    assert "Found it." not in builder.extraction().text
    assert "deep" in builder.extraction().doubts[0].message
