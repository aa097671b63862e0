from __future__ import annotations

import json
from dataclasses import replace

from tests.ui.answers import answer_of, disagreeing, refusal_of
from ui.json_lines import to_object


def test_an_answer_is_an_object_with_statements_and_the_places_that_prove_them() -> None:
    table = to_object(answer_of("It opens at nine."))

    assert table["answer"] == "It opens at nine. [1]"
    assert table["refused"] is False
    assert table["statements"] == [
        {"text": "It opens at nine.", "support": "supported", "probability": 1.0, "citations": [1]}
    ]
    assert table["citations"][0]["quote"] == "It opens at nine."
    assert (table["citations"][0]["start"], table["citations"][0]["end"]) == (0, 17)


def test_a_refusal_says_so_with_what_came_closest() -> None:
    table = to_object(refusal_of("Not in your documents.", "Near it."))

    assert table["refused"] is True
    assert table["reason"] == "Not in your documents."
    assert table["nearest"][0]["quote"] == "Near it."


def test_it_is_json() -> None:
    assert json.loads(json.dumps(to_object(answer_of("Ünï")))) == to_object(answer_of("Ünï"))


def test_notes_are_told() -> None:
    assert to_object(replace(answer_of("It is so."), notes=("Read in German.",)))["notes"] == ["Read in German."]


def test_a_disagreement_names_its_citations_and_their_dates() -> None:
    assert to_object(disagreeing())["disagreements"] == [
        {"about": "number", "citations": [1, 2], "dates": ["1990-01-01", "2020-05-05"]}
    ]
