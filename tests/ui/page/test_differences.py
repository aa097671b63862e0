from __future__ import annotations

from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.page.differences import difference_html


def test_lines_that_went_and_came_are_shown_and_no_others() -> None:
    html = difference_html("One.\nTwo.\nThree.", "One.\n2.\nThree.")

    assert "<del>Two.</del>" in html
    assert "<ins>2.</ins>" in html
    assert "One." not in html


def test_equal_texts_have_no_difference() -> None:
    assert difference_html("One.", "One.") == ""


def test_a_difference_is_text() -> None:
    assert is_harmless(difference_html(HOSTILE, f"{HOSTILE} more"))
