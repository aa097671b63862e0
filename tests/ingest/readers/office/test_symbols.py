from __future__ import annotations

from ingest.readers.office.symbols import raised, shown


def test_characters_of_picture_fonts_are_what_they_show() -> None:
    assert shown("\uf0a8 \uf0fe", "Wingdings") == "☐ ☑"
    assert shown("a", "Symbol") == "α"
    assert shown("\uf0b3 5", "") == "≥ 5"
    assert shown("plain", "Arial") == "plain"


def test_raised_figures_do_not_run_together_with_what_they_stand_at() -> None:
    assert raised("6") == "⁶"
    assert raised("−2") == "⁻²"
    assert raised("th") == "th"
