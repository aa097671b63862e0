from __future__ import annotations

from dataclasses import replace

from assistant.reader.labels import by_label, record_of
from assistant.reader.readings import Reading
from ingest.documents import Span
from tests.assistant.fakes import passage_in

CODES = ("Gate code: 4417", "Wifi code: 8820", "Safe code: 1193", "The keeper knows them all.")


def readings(*probabilities: float, sentences: tuple[str, ...] = CODES) -> list[Reading]:
    passage = passage_in(*sentences, between="\n")
    found = [Reading(passage, span, one) for span, one in zip(passage.chunk.sentences, probabilities, strict=True)]
    return sorted(found, key=lambda reading: -reading.probability)


def said(question: str, given: list[Reading]) -> list[tuple[str, float]]:
    return [(one.text, one.probability) for one in by_label(question, given)]


def test_the_value_whose_label_is_asked_for_is_the_likeliest_of_its_siblings() -> None:
    assert said("What is the safe code?", readings(0.5, 0.9, 0.2, 0.1))[0] == ("Safe code: 1193", 0.9)


def test_the_probabilities_of_a_passage_stay_what_they_are() -> None:
    dealt = by_label("What is the safe code?", readings(0.5, 0.9, 0.2, 0.1))

    assert [one.probability for one in dealt] == [0.9, 0.5, 0.2, 0.1]


def test_a_question_that_names_no_label_changes_nothing() -> None:
    given = readings(0.5, 0.9, 0.2, 0.1)

    assert by_label("Who knows them?", given) == tuple(given)


def test_sentences_without_labels_keep_their_probability() -> None:
    assert ("The keeper knows them all.", 0.7) in said("What is the safe code?", readings(0.5, 0.9, 0.2, 0.7))


def test_labels_of_other_passages_are_no_siblings() -> None:
    passage = passage_in("Safe code: 1193", title="Other")
    other = Reading(passage, Span(0, 15), 0.3)

    dealt = by_label("What is the safe code?", [*readings(0.5, 0.9, sentences=CODES[:2]), other])

    assert [(one.text, one.probability) for one in dealt][-1] == ("Safe code: 1193", 0.3)


def test_a_value_that_the_question_names_says_whose_record_it_is_and_is_not_the_answer() -> None:
    record = ("Tenant: Maud Ferris", "Start: 1 March 2026", "Landlord: Hugo Lindt")

    assert said("When does Maud Ferris's lease start?", readings(0.2, 0.9, 0.1, sentences=record))[0] == (
        "Start: 1 March 2026",
        0.9,
    )
    assert said("Who is the landlord of Maud Ferris?", readings(0.3, 0.2, 0.9, sentences=record))[0] == (
        "Landlord: Hugo Lindt",
        0.9,
    )


def test_a_row_is_said_of_the_line_above_its_table() -> None:
    passage = passage_in("Dryer Tempest", "Price | 349", "Warranty | 2 years", title="Offer", between="\n")
    spans = passage.chunk.sentences
    told = replace(passage, chunk=replace(passage.chunk, stand_alone=("", "Price: 349", "Warranty: 2 years")))

    assert record_of(told, spans[2]) == "Dryer Tempest"
    assert record_of(told, spans[0]) == ""
