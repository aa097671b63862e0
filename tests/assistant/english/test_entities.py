from __future__ import annotations

import pytest

from assistant.english.entities import EntityType, records_of


def found(text: str, wanted: EntityType) -> list[str]:
    return [text[one.span.start : one.span.end] for one in records_of(text, wanted)]


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        (EntityType.AMOUNT, "It cost 12 pounds, later €1,200, for 3 days.", ["12 pounds", "€1,200"]),
        (EntityType.PERCENTAGE, "It grew by 9 percent, then 4.5%.", ["9 percent", "4.5%"]),
        (EntityType.DATE, "From 3 May 2026 to 2026-06-01.", ["3 May 2026", "2026-06-01"]),
        (EntityType.MAIL, "Write to ada.holm@mill.example, not to us.", ["ada.holm@mill.example"]),
        (EntityType.PHONE, "Tel. 0555 201 334, on 12 May 2026.", ["0555 201 334"]),
        (
            EntityType.PHONE,
            "Vet 01632 960788 or 07700900341, +44 7911123456.",
            "01632 960788|07700900341|+44 7911123456".split("|"),
        ),
        (EntityType.PHONE, "Invoice 20250 1234567, code 12345678.", []),
        (EntityType.LINK, "See https://mill.example/map for it.", ["https://mill.example/map"]),
        (EntityType.ABBREVIATION, "The Mill Trust (MT) paid.", ["MT"]),
    ],
)
def test_records_of_a_type_are_found_with_their_whole_spelling(
    wanted: EntityType, text: str, expected: list[str]
) -> None:
    assert found(text, wanted) == expected


def test_people_are_two_capitals_or_one_behind_a_title_and_no_places_or_firms() -> None:
    text = (
        "Ada Holm met Dr. Berg on Mill Street in New York. The Holm Bakery Ltd sells bread. "
        "When Eve Lund's dog came, Monday Morning ended."
    )

    assert found(text, EntityType.PERSON) == ["Ada Holm", "Berg", "Eve Lund"]


def test_organisations_are_known_by_a_word_of_their_name_or_by_capitals() -> None:
    text = "Ada Holm of Holm Bakery Ltd wrote to the University of Oslo and to NASA."

    assert found(text, EntityType.ORGANISATION) == ["Holm Bakery Ltd", "NASA"]


def test_two_spellings_of_one_amount_have_one_key() -> None:
    (first,) = records_of("It cost €1,200.", EntityType.AMOUNT)
    (second,) = records_of("They paid 1200 euros.", EntityType.AMOUNT)

    assert (first.key, first.unit) == (second.key, "€")
