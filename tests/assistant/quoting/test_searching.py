from __future__ import annotations

import pytest

from assistant.quoting.searching import is_bare, lacks_words, places_of_words
from tests.assistant.fakes import passage_in, reading_of


@pytest.mark.parametrize("text", ["kestrel warranty", "key deposit", "rent of the mill"])
def test_a_few_words_are_a_bare_search(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize("text", ["Who leads it?", "list the mills", "the mill is old", "", "a b c d e f g h"])
def test_questions_requests_and_sentences_are_none(text: str) -> None:
    assert not is_bare(text)


def test_sentences_with_all_the_words_are_shown_one_of_each_document_definitions_first() -> None:
    news = passage_in("The warranty was changed in May.", "Warranty work is free.", title="Kestrel news")
    leaflet = passage_in("Warranty: two years.", "It is red.", title="Kestrel leaflet")
    other = passage_in("Warranty: three years.", title="Merlin leaflet")

    found = places_of_words("kestrel warranty", [news, leaflet, other], [])

    assert [one.text for one in found] == ["Warranty: two years.", "The warranty was changed in May."]


def test_a_sentence_with_a_figure_goes_before_a_step_without() -> None:
    passage = passage_in("1. Pay the deposit.", "The deposit of £40 is due.", title="Camp", between="\n")

    assert [one.text for one in places_of_words("deposit camp", [passage], [])] == ["The deposit of £40 is due."]


def test_a_likeliest_sentence_that_lacks_a_word_is_told() -> None:
    passage = passage_in("It is in Oldmoor.", "The deposit is £40.", title="Camp")

    assert lacks_words("deposit camp", [reading_of(passage, "It is in Oldmoor.", 0.6)])
    assert not lacks_words("deposit camp", [reading_of(passage, "The deposit is £40.", 0.6)])
    assert not lacks_words("deposit camp", [])
