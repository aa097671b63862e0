from __future__ import annotations

import numpy as np
import pytest

from assistant.conversation.question import Turn
from bench.rewriting import (
    Row,
    Share,
    changed,
    content_recalled,
    distance_closed,
    half_of,
    over_all,
    turns_of,
    words_recalled,
    words_right,
)

ROW = Row("cast2019", "1", "Is it treatable?", "Is throat cancer treatable?", "Is lung cancer treatable?")


def test_half_of_the_words_that_the_person_added_are_recalled() -> None:
    assert words_recalled(ROW) == Share(1, 2)
    assert content_recalled(ROW) == Share(1, 2)


def test_half_of_our_words_are_the_person_s() -> None:
    assert words_right(ROW) == Share(1, 2)


def test_distance_is_closed_from_the_question_to_the_rewrite() -> None:
    east, north = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    between = np.array([0.6, 0.8], np.float32)
    vectors = {ROW.question: east, ROW.rewrite: north, ROW.ours: between}

    share = distance_closed(vectors)(ROW)

    assert share.part == pytest.approx(0.8)
    assert share.whole == pytest.approx(1.0)


def test_a_question_stood_alone_when_the_person_left_it_but_for_its_form() -> None:
    assert Row("cast2019", "1", "What is the ACL?", "what is ACL").stood_alone
    assert not ROW.stood_alone
    assert changed(ROW) == Share(1.0, 1.0)


def test_rows_are_weighed_by_their_wholes() -> None:
    other = Row("cast2019", "2", "Why?", "Why did the old band part?", "Why did the old band part?")

    interval = over_all([ROW, other], words_recalled)

    assert interval is not None
    assert interval.value == pytest.approx(5 / 6)
    assert over_all([], words_recalled) is None


def test_histories_become_turns_as_their_source_lists_them() -> None:
    assert turns_of("canard_dev", ["Title", "Section", "Who?", "Ada."]) == (
        Turn("Title"),
        Turn("Section"),
        Turn("Who?", "Ada."),
    )
    assert turns_of("cast2019", ["Who?", "When?"]) == (Turn("Who?"), Turn("When?"))
    assert turns_of("cast2022", ["Who?", "Ada.", "When?"]) == (Turn("Who?", "Ada."), Turn("When?"))


def test_two_talks_of_one_section_are_in_one_half() -> None:
    assert half_of("canard_dev", "C_1_0") == half_of("canard_dev", "C_1_1")
