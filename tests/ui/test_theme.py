from __future__ import annotations

import pytest

from ui.theme import script, stylesheet, theme

READABLE = 4.5
"""The contrast that WCAG 2.1 asks for in 1.4.3."""


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    "name", ["body_text_color_subdued", "input_placeholder_color", "button_primary_background_fill"]
)
def test_words_can_be_read_on_white_and_white_ones_on_the_button(name: str) -> None:
    look = theme()
    colour = getattr(look, getattr(look, name).removeprefix("*"))

    assert contrast(colour, "#ffffff") >= READABLE


def test_fonts_are_those_of_the_machine() -> None:
    look = theme()

    assert look.font.startswith("system-ui")
    assert look.font_mono.startswith("ui-monospace")
    assert look._stylesheets == []


@pytest.mark.parametrize("page", ["plain", "review", "report"])
def test_styles_fetch_nothing(page: str) -> None:
    styles = stylesheet(page)

    assert "{" in styles
    assert not any(fetched in styles for fetched in ("http:", "https:", "@import"))
    assert stylesheet() == stylesheet("plain")


def test_a_script_is_an_element_for_the_head() -> None:
    written = script("review")

    assert written.startswith("<script>")
    assert written.endswith("</script>")
    assert written.count("</script") == 1
