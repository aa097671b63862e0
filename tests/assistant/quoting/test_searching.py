from __future__ import annotations

import pytest

from assistant.quoting.searching import is_bare, places_of_words
from tests.assistant.fakes import passage_in


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
