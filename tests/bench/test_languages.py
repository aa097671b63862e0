from __future__ import annotations

from dataclasses import replace

from assistant.answers import Answer, Citation, Refusal, Statement
from bench.languages import Asked, _measure, _uri
from ingest.documents import DocumentId, Revision

GOLD = Asked("1", "Wann öffnet der Laden?", "It is small. The shop opens at nine. It sells tea.", ("nine",))


class Told:
    """Gives one answer to whatever is asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def ask(self, question: str) -> Answer:
        return replace(self._answer, question=question)


def answer_of(*quotes: str, source: str = _uri(GOLD.context)) -> Answer:
    cited = tuple(
        Citation(number, DocumentId("d"), Revision("r"), "Shop", source, None, 0, len(quote), quote)
        for number, quote in enumerate(quotes, start=1)
    )
    return Answer("", "", tuple(Statement(one.quote, (one.number,)) for one in cited), cited)


def test_the_right_sentence_may_be_said_first_or_after_the_one_that_it_leans_on() -> None:
    first = _measure(Told(answer_of("The shop opens at nine.")), GOLD.question, GOLD)
    second = _measure(Told(answer_of("It is small.", "The shop opens at nine.")), GOLD.question, GOLD)

    assert first[1:] == (1.0, 1.0, 1.0)
    assert second[1:] == (1.0, 0.0, 1.0)


def test_the_same_words_of_another_paragraph_are_not_right() -> None:
    assert _measure(Told(answer_of("It closed at nine.", source="elsewhere")), GOLD.question, GOLD)[2:] == (0.0, 0.0)


def test_a_refusal_is_neither_answered_nor_right() -> None:
    refused = Answer("", "", refusal=Refusal("Not in your documents."))

    assert _measure(Told(refused), GOLD.question, GOLD) == (0.0, 0.0, 0.0, 0.0)
