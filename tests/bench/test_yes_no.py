from __future__ import annotations

from collections import Counter

from assistant.answers import Answer, Refusal, Statement
from bench.yes_no import Pair, outcome, read_pairs, word_of

YES = Answer("Q?", "Q?", statements=(Statement("Yes."), Statement("It is open.")))
PLAIN = Answer("Q?", "Q?", statements=(Statement("It is open on Mondays."),))
SILENT = Answer("Q?", "Q?", refusal=Refusal("Not in your documents."))


def test_the_word_of_an_answer_is_the_one_that_it_begins_with() -> None:
    assert [word_of(one) for one in (YES, PLAIN, SILENT)] == ["yes", "open", "open"]


def test_a_word_where_none_is_certain_is_wrong_and_none_where_one_is_plain_is_unsaid() -> None:
    assert outcome(Pair("Q?", "yes", ""), YES) == "right"
    assert outcome(Pair("Q?", "no", ""), YES) == "wrong"
    assert outcome(Pair("Q?", "open", ""), YES) == "wrong"
    assert outcome(Pair("Q?", "open", ""), PLAIN) == "right"
    assert outcome(Pair("Q?", "no", ""), SILENT) == "unsaid"


def test_there_are_a_hundred_pairs_each_asked_once() -> None:
    pairs = read_pairs()

    assert len(pairs) == len({pair.question for pair in pairs}) == 100
    assert set(Counter(pair.polarity for pair in pairs)) == {"yes", "no", "open"}
