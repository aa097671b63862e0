from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answers import Citation, Contrast
from assistant.citations import to_citation
from assistant.disagreement import contrast_of, disagreements
from tests.assistant.contrasts import CONFLICTING, CONSISTENT
from tests.assistant.fakes import passage_in
from vectorstore.passages import Passage

FURTHER = [json.loads(line) for line in Path(__file__).with_name("contrasts.jsonl").read_text("utf-8").splitlines()]
OLD = passage_in("The Tarn bridge is 503 metres long.", "It is painted green.", title="Guide of 1990")
NEW = passage_in("The Tarn bridge is 530 metres long.", "Ships pass below.", title="Survey of 2020")


def cite(passage: Passage, number: int) -> Citation:
    return to_citation(passage, passage.chunk.sentences[0], number=number)


@pytest.mark.parametrize(("first", "second"), CONFLICTING)
def test_contradictions_are_found_from_either_side(first: str, second: str) -> None:
    assert contrast_of(first, second) is not None
    assert contrast_of(second, first) is not None


@pytest.mark.parametrize(("first", "second"), CONSISTENT)
def test_consistent_sentences_raise_no_alarm(first: str, second: str) -> None:
    assert contrast_of(first, second) is None
    assert contrast_of(second, first) is None


@pytest.mark.parametrize("part", ["seen", "unseen"])
def test_of_further_pairs_most_contradictions_are_found_and_no_alarm_is_raised(part: str) -> None:
    """The rules were tuned on the part that was seen; the figures of both are in docs/generation.md."""
    pairs = [row for row in FURTHER if row["part"] == part]
    found = {(row["first"], row["second"]): row["kind"] for row in pairs if contrast_of(row["first"], row["second"])}

    assert [pair for pair, kind in found.items() if kind == "consistent"] == []
    assert len(found) >= 0.5 * sum(row["kind"] == "contrary" for row in pairs)


def test_there_are_pairs_enough() -> None:
    assert len(CONFLICTING) >= 20
    assert len(CONSISTENT) >= 50


def test_it_is_told_in_what_two_sources_differ() -> None:
    assert contrast_of("It holds 60 litres of tea.", "It holds 45 litres of tea.") is Contrast.NUMBER
    assert contrast_of("The shop opened in 1932.", "The shop opened in 1934.") is Contrast.DATE
    assert contrast_of("The old shop is open.", "The old shop is not open.") is Contrast.DENIAL


def test_both_quotes_come_with_their_documents_and_dates() -> None:
    dates = {OLD.chunk.document_id: "1990-01-01", NEW.chunk.document_id: "2020-05-05"}

    (found,) = disagreements([cite(OLD, 1), cite(NEW, 2)], [OLD, NEW], dates)

    assert (found.first.quote, found.first.title, found.first_date) == (
        "The Tarn bridge is 503 metres long.",
        "Guide of 1990",
        "1990-01-01",
    )
    assert (found.second.quote, found.second_date) == ("The Tarn bridge is 530 metres long.", "2020-05-05")


def test_a_source_that_was_read_but_not_cited_contradicts_too() -> None:
    (found,) = disagreements([cite(OLD, 1)], [OLD, NEW], {})

    assert found.second.title == "Survey of 2020"
    assert found.second.number == 2


def test_one_document_does_not_contradict_itself() -> None:
    both = passage_in("The Tarn bridge is 503 metres long.", "The Tarn bridge is 530 metres long.")

    assert disagreements([cite(both, 1)], [both], {}) == ()


def test_nothing_is_in_disagreement_with_nothing() -> None:
    assert disagreements([], [OLD, NEW], {}) == ()
