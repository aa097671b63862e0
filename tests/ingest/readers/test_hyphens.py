from __future__ import annotations

import pytest

from ingest.readers.hyphens import Hyphens, is_unparted


@pytest.mark.parametrize(
    ("before", "after", "glue"),
    [
        ("after the inspec-", "tion of the roof", ""),
        ("a self-", "contained flat", "-"),
        ("a self-con-", "tained flat", ""),
        ("her mother-in-", "law came", "-"),
        ("is up-to-", "date now", "-"),
        ("twenty-", "three boats", "-"),
        ("the nine-", "teenth century", ""),
        ("by short-", "ening the rope", ""),
        ("a state-", "of-the-art kiln", "-"),
        ("the years 1914-", "1918 were hard", "-"),
        ("Mary Smith-", "Jones spoke", "-"),
        ("with two-", "and three-wheeled carts", " "),
        ("Vor-", "und Nachteile", " "),
        ("the reno\u00ad", "vation of", ""),
        ("the reno\u2010", "vation of", ""),
        ("from here -", "to there", None),
        ("no hyphen", "here", None),
    ],
)
def test_what_is_general_decides_where_the_document_is_silent(before: str, after: str, glue: str | None) -> None:
    assert Hyphens([]).glue(before, after) == glue


def test_what_the_document_writes_elsewhere_decides_first() -> None:
    joined = Hyphens(["The coworkers met.", "a co-"])
    hyphened = Hyphens(["The re-entry is planned.", "the re-"])

    assert joined.glue("a co-", "workers met") == ""
    assert hyphened.glue("the re-", "entry was") == "-"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("で、参", "加費", True),
        ("三階で、", "The", False),
        ("the", "end", False),
        ("여섯", "시에", False),
        ("pp. 240–", "249.", True),
    ],
)
def test_no_blank_belongs_between_lines_of_chinese_and_japanese_nor_within_a_range(
    before: str, after: str, *, expected: bool
) -> None:
    assert is_unparted(before, after) is expected
