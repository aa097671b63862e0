from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answers import Citation, Contrast
from assistant.proving.citations import to_citation
from assistant.proving.disagreement import contrast_of, disagreements
from tests.assistant.fakes import passage_in
from tests.assistant.proving.contrasts import CONFLICTING, CONSISTENT
from vectorstore.passages import Passage

FURTHER = [json.loads(line) for line in Path(__file__).with_name("contrasts.jsonl").read_text("utf-8").splitlines()]
PARTS = tuple(dict.fromkeys(row["part"] for row in FURTHER))
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


def told_apart(part: str, kind: str) -> tuple[int, int]:
    """Return how many of the further pairs of a part and kind are taken for contradictions, and of how many."""
    pairs = [(row["first"], row["second"]) for row in FURTHER if (row["part"], row["kind"]) == (part, kind)]
    return sum(contrast_of(first, second) is not None for first, second in pairs), len(pairs)


@pytest.mark.parametrize("part", ["seen", "unseen"])
def test_of_further_pairs_most_contradictions_are_found(part: str) -> None:
    """The rules were tuned on the part that was seen; the figures of all are in docs/generation.md."""
    found, pairs = told_apart(part, "contrary")

    assert found >= 0.5 * pairs


@pytest.mark.parametrize("part", PARTS)
def test_of_further_pairs_no_consistent_one_raises_an_alarm(part: str) -> None:
    found, pairs = told_apart(part, "consistent")

    assert (found, pairs > 0) == (0, True)


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


def main() -> None:
    """Print what is found of the further pairs, part by part."""
    for part in PARTS:
        for kind in ("contrary", "consistent"):
            found, pairs = told_apart(part, kind)
            print(f"{part}, {kind}: {found} of {pairs} taken for contradictions")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
