from __future__ import annotations

import pytest
from lxml import html

from ingest.readers.web.phrasing import formula, lines_of, lowered, parted_at_seam, raised


@pytest.mark.parametrize(
    ("markup", "before", "expected"),
    [
        ("<sup>6</sup>", "10", "⁶"),
        ("<sup>-3</sup>", "10", "⁻³"),
        ("<sup>2</sup>", "km", "²"),
        ("<sup>n</sup>", "10", "ⁿ"),
        ("<sup>st</sup>", "1", "st"),
        ("<sup>2y</sup>", "x", "^2y"),
        ("<sup>1,2</sup>", "seen", "[1,2]"),
        ("<sup class=reference>[12]</sup>", "so", "[12]"),
        ("<sup><a href='#n'>3</a></sup>", "1984", "[3]"),
        ("<sup>*</sup>", "prices", "*"),
    ],
)
def test_raised_characters_never_join_the_number_before_them(markup: str, before: str, expected: str) -> None:
    assert raised(html.fragment_fromstring(markup), before) == expected


def test_lowered_characters_are_written_as_one_does() -> None:
    assert lowered(html.fragment_fromstring("<sub>2</sub>"), "CO") == "2"
    assert lowered(html.fragment_fromstring("<sub>2</sub>"), "101") == "₂"


@pytest.mark.parametrize(
    ("before", "after", "parted"),
    [
        ("Monday", "Wednesday", True),
        ("7:00", "19:30", True),
        ("Total:", "40", True),
        ("(see above)", "and", True),
        ("in", "formation", False),
        ("D", "rop", False),
        ("12", "34", False),
        ("3.", "5", False),
        ("word ", "Next", False),
        ("", "Next", False),
    ],
)
def test_words_that_touch_are_told_from_parts_of_one(before: str, after: str, *, parted: bool) -> None:
    assert parted_at_seam(before, after) is parted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada\nSquare 5", [["Ada", "Square 5"]]),
        ("Bring a coin\nfor the locker.", [["Bring a coin for the locker."]]),
        ("one\n\ntwo", [["one"], ["two"]]),
        (" \n ", []),
    ],
)
def test_lines_are_kept_where_they_were_broken_on_purpose(text: str, expected: list[list[str]]) -> None:
    assert lines_of(text, "\n") == expected


def test_lines_that_a_program_wrapped_are_joined() -> None:
    wrapped = ["A text that a program has broken at sixty characters, or", "So, as it did when windows were as wide as"]

    assert lines_of("\n".join([*wrapped, "Paper."]), "\n") == [[" ".join([*wrapped, "Paper."])]]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<math><mfrac><mi>a</mi><mrow><mn>2</mn><mi>b</mi></mrow></mfrac></math>", "a/2b"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup><mo>=</mo><mi>x</mi></math>", "10⁶ = x"),
        ("<math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>", "√(x + 1)"),
        ("<math><msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup></math>", "a_i²"),
        ("<math><semantics><mi>y</mi><annotation>\\frac</annotation></semantics></math>", "y"),
    ],
)
def test_formulas_stand_on_a_line(markup: str, expected: str) -> None:
    assert formula(html.fragment_fromstring(markup)) == expected
