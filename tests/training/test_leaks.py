from __future__ import annotations

from training.leaks import RUN, leaking

WORDS = [f"word{index}" for index in range(RUN)]


def test_a_text_that_shares_a_run_of_words_leaks_whatever_its_case_and_stops() -> None:
    measured = ["Before. " + " ".join(WORDS) + " after"]
    training = ["other " + ", ".join(WORDS).upper() + "!", " ".join(WORDS[1:]) + " else"]

    assert leaking(training, measured) == {0}


def test_a_short_text_leaks_where_it_is_the_whole_of_a_measured_one() -> None:
    assert leaking(["Who came home first?", "Who came home?"], ["who came home first", "Who came home late?"]) == {0}


def test_texts_of_three_words_say_nothing_of_their_own() -> None:
    assert leaking(["Who is it?"], ["Who is it?"]) == frozenset()
