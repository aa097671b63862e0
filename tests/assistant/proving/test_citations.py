from __future__ import annotations

from assistant.proving.citations import Citations, nearest
from ingest.documents import Span
from tests.assistant.fakes import passage_in


def test_the_same_words_keep_their_number() -> None:
    passage = passage_in("The shop opens at nine.", "It sells tea.")
    citations = Citations()

    numbers = [citations.cite(passage, span) for span in (Span(0, 23), Span(24, 37), Span(0, 23))]

    assert numbers == [1, 2, 1]
    assert [one.quote for one in citations.made()] == ["The shop opens at nine.", "It sells tea."]


def test_the_same_place_in_another_document_is_another_citation() -> None:
    citations = Citations()

    first = citations.cite(passage_in("Tea.", title="A"), Span(0, 4))
    second = citations.cite(passage_in("Tea.", title="B"), Span(0, 4))

    assert (first, second) == (1, 2)


def test_the_nearest_passages_are_cited_whole_up_to_the_limit() -> None:
    passages = [passage_in(f"Text {number}.", title=str(number)) for number in range(5)]

    assert [one.quote for one in nearest(passages, limit=2)] == ["Text 0.", "Text 1."]
