from __future__ import annotations

from assistant.proving.premises import premises_of


def test_a_sentence_knows_the_words_of_the_few_before_it() -> None:
    first, second = premises_of("Ada Quill built the mill. She leads it.")

    assert "mill" in second.before
    assert second.has_pronoun
    assert "mill" in second.meant
    assert not first.before


def test_a_list_is_one_with_the_line_that_announces_it() -> None:
    (premise,) = premises_of("Never bring these:\n\nopen fires\ndogs")

    assert {"open", "dog", "bring"} <= premise.roots


def test_what_only_asks_is_told_by_its_end() -> None:
    asked, told = premises_of('Is the mill open? "It is."')

    assert asked.is_question
    assert not told.is_question
