from __future__ import annotations

import pytest

from assistant.computing.linking import AskedWords
from assistant.computing.triggers import Trigger, Wh, intent_of


@pytest.mark.parametrize(
    ("question", "wh", "trigger"),
    [
        ("how many vendors are there", Wh.HOW_MANY, Trigger.COUNT),
        ("what is the average amount", Wh.AMOUNT, Trigger.MEAN),
        ("who paid the most", Wh.WHO, Trigger.LARGEST),
        ("which came right after the hotel", Wh.WHAT, Trigger.NEXT),
        ("in what year was the change largest", Wh.WHEN, Trigger.CHANGE),
        ("is the hotel dearer or the train", Wh.YES_NO, Trigger.OR),
    ],
)
def test_words_pull_triggers(question: str, wh: Wh, trigger: Trigger) -> None:
    intent = intent_of(AskedWords.of(question))

    assert intent.wh is wh
    assert trigger in intent


def test_the_focus_is_the_noun_that_is_asked_for() -> None:
    asked = AskedWords.of("how many different software vendors were paid in May")

    assert [asked.terms[number].form for number in sorted(intent_of(asked).focus)] == ["software", "vendors"]


@pytest.mark.parametrize(
    "question", ["Which boats pay more than 100?", "List all berths below 40", "Who has at least 5 knots?"]
)
def test_a_limit_asks_for_no_largest_and_no_neighbour(question: str) -> None:
    intent = intent_of(AskedWords.of(question))

    assert not {Trigger.LARGEST, Trigger.SMALLEST, Trigger.NEXT, Trigger.PREVIOUS} & set(intent.triggers)
