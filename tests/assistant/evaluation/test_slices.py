from __future__ import annotations

from dataclasses import replace

from assistant.conversation.history import EarlierTurn
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.run import RunRow
from assistant.evaluation.slices import language_of, length_of, slices_of, type_of
from ingest.documents import DocumentId
from tests.assistant.evaluation.fakes import asked, refusing


def row(question: EvaluationQuestion, correct: float, *documents: str) -> RunRow:
    """A row of one figure."""
    return RunRow(question, refusing(), 0.1, tuple(map(DocumentId, documents)), {"correct": correct})


def test_figures_are_given_for_each_value_of_each_dimension() -> None:
    rows = [
        row(asked("When does the shop open?"), 1.0, "d1"),
        row(asked("When does it shut?"), 0.0, "d1", "d2"),
        row(replace(asked("Who leads it?"), history=(EarlierTurn("A"),)), 1.0),
    ]

    slices = slices_of(rows, {DocumentId("d1"): "Shop"})

    assert {value: figures["correct"].value for value, figures in slices["document"].items()} == {
        "Shop": 0.5,
        "d2": 0.0,
    }
    assert {value: figures["correct"].count for value, figures in slices["type"].items()} == {"date": 2, "person": 1}
    assert set(slices["conversation"]) == {"first question", "follow-up"}


def test_what_does_not_part_the_questions_is_left_out_and_so_are_absent_figures() -> None:
    slices = slices_of([row(asked(), 1.0), row(asked(answerable=False), 1.0)], {})

    assert set(slices) == {"answerable"}
    assert set(slices["answerable"]["answerable"]) == {"correct"}


def test_labels_of_the_file_come_before_what_the_question_looks_like() -> None:
    labelled = row(EvaluationQuestion("a", "When?", answerable=True, kind="trap", language="uz"), 1.0)
    bare = row(asked("Сколько стоит билет на поезд сегодня вечером?"), 1.0)

    assert (type_of(labelled), language_of(labelled), length_of(labelled)) == ("trap", "uz", "up to 6 words")
    assert (language_of(bare), length_of(bare)) == ("not en", "7 to 12 words")
    assert length_of(row(asked("word " * 13), 1.0)) == "13 words or more"


def test_lengths_stand_as_they_grow() -> None:
    rows = [row(asked("word " * words), 1.0) for words in (13, 7, 3)]

    assert list(slices_of(rows, {})["length"]) == ["up to 6 words", "7 to 12 words", "13 words or more"]


def test_of_a_dimension_with_many_values_the_largest_are_shown() -> None:
    rows = [row(asked(), 1.0, f"d{number:03}") for number in range(100)] + [row(asked(), 1.0, "d099")]

    documents = slices_of(rows, {})["document"]

    assert len(documents) == 40
    assert documents["d099"]["correct"].count == 2
