from __future__ import annotations

import pytest

from assistant.scanning.terms import Term, finds


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("earthquake", "Two earthquakes, one Earthquake; no quake.", ["earthquakes", "Earthquake"]),
        ("solar panel", "Solar panels and a solar oven.", ["Solar panels"]),
        ("Ada Holm", "Ada Holm's mill; Ada-Holm; Ada and Holm.", ["Ada Holm's", "Ada-Holm"]),
        ("cat", "A cat, cats, the category and a bobcat.", ["cat", "cats"]),
        ("K3-40000", "From K3-40000 to K3-40001.", ["K3-40000"]),
    ],
)
def test_a_term_is_found_in_its_forms_as_whole_words(term: str, text: str, expected: list[str]) -> None:
    spans = [one.span for one in finds(Term.of(term), text)]

    assert [text[span.start : span.end] for span in spans] == expected


def test_a_name_without_its_capital_is_a_doubtful_find() -> None:
    assert [one.sure for one in finds(Term.of("Turkey"), "Turkey is far; a turkey is not.")] == [True, False]
    assert [one.sure for one in finds(Term.of("turkey"), "Turkey is far; a turkey is not.")] == [True, True]
