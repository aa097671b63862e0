from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.drafting import Drafting, DraftSentence, draft

NUMBERS = range(1, 6)


def sentences(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.numbers) for one in draft(text, NUMBERS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opens. [1] It closes. [2]", [("It opens.", (1,)), ("It closes.", (2,))]),
        ("It opens [1]. It closes [2].", [("It opens.", (1,)), ("It closes.", (2,))]),
        ("It opens.[1][2]\nIt closes. [3, 4]", [("It opens.", (1, 2)), ("It closes.", (3, 4))]),
        ("It opens [1] at nine [2].", [("It opens at nine.", (1, 2))]),
        ("It opens. [9]", [("It opens.", ())]),
        ("- tea [1]\n- coffee [2]", [("- tea", (1,)), ("- coffee", (2,))]),
        ("| Bridge [1] | 1932 |\n|---|---|\n", [("| Bridge | 1932 |", (1,))]),
        ("[1] It opens.\n[2] It closes.", [("It opens.", (1,)), ("It closes.", (2,))]),
        ("It opens.\n[1]", [("It opens.", (1,))]),
        ("Yes. It is. [1]", [("Yes. It is.", (1,))]),
        ("Of course! It is. [1]", [("Of course! It is.", (1,))]),
        ("**Ada** leads. [1]", [("Ada leads.", (1,))]),
        ("It opens at 9 a.m. on May 3. [1]", [("It opens at 9 a.m. on May 3.", (1,))]),
        ("It opens", [("It opens", ())]),
        ("", []),
        ("[1]", []),
        (" \n---\n", []),
    ],
)
def test_a_marker_belongs_to_the_sentence_it_stands_in_or_behind(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert sentences(text) == expected


def test_a_sentence_is_given_as_soon_as_nothing_can_change_it() -> None:
    drafting = Drafting(NUMBERS)

    assert drafting.feed("It opens at nine. [1") == ()
    assert drafting.feed("] It") == ()
    assert drafting.feed(" closes") == (DraftSentence("It opens at nine.", (1,)),)
    assert drafting.begun == DraftSentence("It closes")
    assert drafting.close() == (DraftSentence("It closes"),)


def test_what_has_begun_shows_its_citations_as_soon_as_they_are_complete() -> None:
    drafting = Drafting(NUMBERS)
    drafting.feed("It opens at nine [2]")

    assert drafting.begun == DraftSentence("It opens at nine", (2,))


def test_unknown_markers_are_counted() -> None:
    drafting = Drafting(NUMBERS)
    drafting.feed("It opens [7]. ")

    assert drafting.dropped == 1


def test_a_dash_does_not_tell_yet_that_the_sentence_before_it_has_ended() -> None:
    drafting = Drafting(NUMBERS)

    assert drafting.feed("! - ") == ()
    assert (*drafting.feed("opens"), *drafting.close()) == draft("! - opens", NUMBERS)


TEXTS = st.lists(
    st.sampled_from(
        ["It ", "opens", ". ", ".", "[1]", " [2]", "\n", "U.S. ", "a.m. ", "Yes. ", "3.5 ", "! ", "**", "- ", "`x`"]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.data())
def test_however_a_stream_is_split_the_sentences_are_those_of_the_whole(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    drafting = Drafting(NUMBERS)

    given_out = [
        one for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True) for one in drafting.feed(text[start:end])
    ]

    assert (*given_out, *drafting.close()) == draft(text, NUMBERS)
