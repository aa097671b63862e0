from __future__ import annotations

import pytest

from ingest.readers.hyphens import Hyphens


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
