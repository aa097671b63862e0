from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.evaluation.review import ReviewedFile
from tests.vectorstore.fakes import WordModel, note
from ui.reviewing import Fields, drop, first_open, keep, sheet
from vectorstore.library import Library

LINES: Sequence[str] = (
    (
        '{"id": "a", "question": "When does it open?", "answers": ["nine", "9"], "evidence": ["opens at nine"],'
        ' "answerable": true}'
    ),
    '{"id": "b", "question": "Who paints the shop?", "answerable": false}',
)


@pytest.fixture
def file(tmp_path: Path) -> ReviewedFile:
    """A file of a question with an answer and one without."""
    (tmp_path / "questions.jsonl").write_text("\n".join(LINES))
    return ReviewedFile.open(tmp_path / "questions.jsonl")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with a note on a shop."""
    library = Library.open(tmp_path / "library", WordModel(), write=True)
    library.put(note("shop", "The shop opens at nine. It sells green tea."))
    return library


def test_a_sheet_shows_the_evidence_or_for_an_unanswerable_question_what_is_nearest(
    file: ReviewedFile, library: Library
) -> None:
    answerable, other = sheet(file, library, 0), sheet(file, library, 1)

    assert answerable.excerpts[0].quote == "opens at nine"
    assert (answerable.total, answerable.open) == (2, 2)
    assert "sells green tea" in other.excerpts[0].before


def test_a_place_beyond_the_ends_shows_the_nearest_question(file: ReviewedFile, library: Library) -> None:
    assert sheet(file, library, -1).place == 0
    assert sheet(file, library, 7).place == 1


def test_boxes_that_were_not_touched_change_nothing(file: ReviewedFile) -> None:
    question = file.questions[0]

    assert Fields.of(question).edit(question) == question
    assert Fields.of(question).answers == "nine\n9"


def test_what_is_written_in_the_boxes_is_kept_and_the_next_question_follows(file: ReviewedFile) -> None:
    place, message = keep(file, 0, Fields("When does\nthe shop open?", " nine o'clock \n\n9", "", "opens at nine"))

    assert (place, message) == (1, "")
    assert file.questions[0].question == "When does the shop open?"
    assert file.questions[0].answers == ("nine o'clock", "9")
    assert file.questions[0].review == "edited"
    assert first_open(file) == 1


def test_a_refused_edit_stays_where_it_is_and_says_why(file: ReviewedFile) -> None:
    place, message = keep(file, 0, Fields("", "nine", "", ""))

    assert place == 0
    assert message.startswith("Not saved.")
    assert 'no "question"' in message


def test_the_last_decision_says_that_the_file_is_ready(file: ReviewedFile) -> None:
    drop(file, 0)

    assert drop(file, 1) == (2, "All questions are decided; questions.jsonl is ready to be run.")
    assert first_open(file) == 0
