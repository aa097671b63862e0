from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.quoting.headed import denying_heading, told_under
from tests.assistant.fakes import passage_in
from vectorstore.passages import Passage


def under(heading: str, *lines: str) -> Passage:
    passage = passage_in(heading, *lines, title="Lease", between="\n")
    return replace(passage, chunk=replace(passage.chunk, heading=heading))


def test_a_line_is_a_sentence_of_the_heading_that_it_stands_under() -> None:
    passage = under("5 What the tenants must not do", "Smoke in the house.", "Keep a pet.")

    assert [told_under(passage, span) for span in passage.chunk.sentences[1:]] == [
        "The tenants must not smoke in the house.",
        "The tenants must not keep a pet.",
    ]


def test_a_line_with_a_participle_is_of_its_heading() -> None:
    passage = under("What you must not do", "Leave doors unlocked.", "Smoke in rooms used by guests.")

    assert all(told_under(passage, span).startswith("You must not ") for span in passage.chunk.sentences[1:])


def test_what_is_left_behind_stays_at_home() -> None:
    passage = under("What to leave at home", "phones")

    assert told_under(passage, passage.chunk.sentences[1]) == "phones stay at home"


def test_a_line_that_a_heading_denies_needs_that_heading() -> None:
    denied, allowed = under("Things you may not do", "Smoke"), under("Things you may do", "Smoke")

    assert denying_heading(denied, denied.chunk.sentences[1]) == denied.chunk.sentences[0]
    assert denying_heading(allowed, allowed.chunk.sentences[1]) is None
    assert told_under(allowed, allowed.chunk.sentences[1]) == "You may smoke"


@pytest.mark.parametrize(
    "line",
    [
        "Guests are welcome in the house.",
        "The landlord may keep a key.",
        "Please bring a torch.",
        "If you smoke in the house, you pay a fine.",
    ],
)
def test_a_sentence_of_its_own_says_what_it_says_under_any_heading(line: str) -> None:
    for heading in ("What you must not do", "What to leave at home"):
        passage = under(heading, line)

        assert told_under(passage, passage.chunk.sentences[1]) == ""
        assert denying_heading(passage, passage.chunk.sentences[1]) is None


def test_under_any_other_heading_a_line_stands_alone() -> None:
    passage = under("Rules", "Smoke in the yard only.")

    assert told_under(passage, passage.chunk.sentences[1]) == ""
    assert denying_heading(passage, passage.chunk.sentences[1]) is None
