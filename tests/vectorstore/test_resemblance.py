from __future__ import annotations

import pytest

from vectorstore.resemblance import ENOUGH, resemblance


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("one two three four", "one two three four", 1.0),
        ("one two three four", "one two three five", 1 / 2),  # of two runs of three words, one
        ("one two three", "four five six", 0.0),
        ("one", "one", 1.0),
        ("", "one", 0.0),
    ],
)
def test_it_is_the_share_of_the_longer_text_s_runs_of_words(first: str, second: str, share: float) -> None:
    assert resemblance(first, second) == pytest.approx(share)


def test_a_text_with_a_sentence_more_is_known_again_and_another_is_not() -> None:
    text = "The mill stands by the river. It was built in 1820, and grinds to this day."

    assert resemblance(text, f"{text} Visitors are welcome.") > ENOUGH
    assert resemblance(text, "The mill is a film of 2011 about a painting, and has little to do with it.") < ENOUGH
