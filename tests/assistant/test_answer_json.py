from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from assistant.answer_json import to_object, to_reference
from assistant.answers import Answer, Lack, Support, Verdict
from ingest.documents import Span
from tests.assistant.fakes import passage_in
from tests.ui.answers import answer_of, disagreeing, refusal_of


def told(answer: Answer) -> Any:  # noqa: ANN401 - JSON
    return to_object(answer)


def test_an_answer_is_an_object_with_statements_and_the_places_that_prove_them() -> None:
    table = told(answer_of("It opens at nine."))

    assert table["answer"] == "It opens at nine. [1]"
    assert table["refused"] is False
    assert table["statements"] == [
        {
            "text": "It opens at nine.",
            "support": "supported",
            "probability": 1.0,
            "lacks": [],
            "citations": [1],
            "concluded": False,
        }
    ]
    assert table["citations"][0]["quote"] == "It opens at nine."
    assert (table["citations"][0]["start"], table["citations"][0]["end"]) == (0, 17)


def test_what_a_statement_lacks_is_told_with_its_place_and_the_reason() -> None:
    lacking = Support(Verdict.PARTLY, 0.5, (Lack(Span(12, 16), "“nine” is not in the source"),))
    answer = answer_of("It opens at nine.")
    doubted = replace(answer, statements=(replace(answer.statements[0], support=lacking),))

    assert told(doubted)["statements"][0]["lacks"] == [
        {"start": 12, "end": 16, "reason": "“nine” is not in the source"}
    ]


def test_a_refusal_says_so_with_what_came_closest() -> None:
    table = told(refusal_of("Not in your documents.", "Near it."))

    assert table["refused"] is True
    assert table["reason"] == "Not in your documents."
    assert table["nearest"][0]["quote"] == "Near it."


def test_it_is_json() -> None:
    assert json.loads(json.dumps(told(answer_of("Ünï")))) == told(answer_of("Ünï"))


def test_notes_are_told() -> None:
    assert told(replace(answer_of("It is so."), notes=("Read in German.",)))["notes"] == ["Read in German."]


def test_a_disagreement_names_its_citations_and_their_dates() -> None:
    assert told(disagreeing())["disagreements"] == [
        {"about": "number", "citations": [1, 2], "dates": ["1990-01-01", "2020-05-05"]}
    ]


def test_a_figure_that_is_not_finite_is_null() -> None:
    assert told(replace(answer_of("It is so."), confidence=float("nan")))["confidence"] is None


def test_a_passage_is_found_again_by_its_place() -> None:
    passage = passage_in("The shop opens at nine.")

    reference = to_reference(passage)

    assert set(reference) == {"chunk_id", "document_id", "start", "end", "dense_rank", "lexical_rank"}
    assert told(replace(answer_of("It is so."), passages=(passage,)))["passages"] == [
        {
            **reference,
            "title": passage.chunk.title,
            "heading": passage.chunk.heading,
            "page": None,
            "text": "The shop opens at nine.",
            "score": passage.score,
            "similarity": passage.similarity,
        }
    ]
