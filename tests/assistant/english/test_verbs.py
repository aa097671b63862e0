from __future__ import annotations

import pytest

from assistant.english.verbs import is_planned_at, is_verbal, main_verb, root, tells_plan
from assistant.english.words import split_words


@pytest.mark.parametrize(
    ("sentence", "verb", "opens"),
    [
        ("The mill was built by Ada Quill.", "built", "was"),
        ("Tom Reed will lead the mill.", "lead", "will"),
        ("The board approved a second mill.", "approved", "approved"),
        ("The miller who has a dog grinds the rye.", "grinds", "grinds"),
        ("Prices rose by 4 percent.", "rose", "rose"),
    ],
)
def test_the_main_verb_and_where_its_group_opens(sentence: str, verb: str, opens: str) -> None:
    words = split_words(sentence)
    found = main_verb(words)

    assert found is not None
    assert (words[found.at].form, words[found.opens].form) == (verb, opens)


def test_passives_past_and_what_only_is_so_are_told_apart() -> None:
    passive, copula = main_verb(split_words("The mill was built.")), main_verb(split_words("The mill is old."))

    assert passive is not None
    assert (passive.is_passive, passive.is_past, passive.is_copula) == (True, True, False)
    assert copula is not None
    assert (copula.is_passive, copula.is_past, copula.is_copula) == (False, False, True)


def test_a_heading_has_no_verb() -> None:
    assert main_verb(split_words("The old mill by the river")) is None


def test_past_forms_participles_and_gerunds_are_verbal() -> None:
    words = split_words("The king rose, tired of ruling a red ring, to bed.")

    assert [word.form for word in words if is_verbal(word)] == ["rose", "tired", "ruling"]


def test_forms_of_one_verb_share_a_root() -> None:
    assert root(split_words("led")[0]) == root(split_words("leads")[0])


def test_a_plan_is_told_by_what_stands_right_before_the_verb() -> None:
    text = "They proposed to build a mill. It stands by the river."

    assert tells_plan(text)
    assert is_planned_at(text, text.index("build"))
    assert not is_planned_at(text, text.index("river"))


def test_what_may_be_done_is_planned_only_where_an_event_is_told_of() -> None:
    text = "Dogs may enter the mill."

    assert is_planned_at(text, text.index("enter"))
    assert not is_planned_at(text, text.index("enter"), surely=True)
