from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.scanning.holdings import Holdings, since_of
from assistant.ways import Asked
from tests.assistant.fakes import MemoryLibrary, document_of
from vectorstore.problems import Problem

SATURDAY = datetime(2026, 1, 31, 15, tzinfo=UTC)  # the day on which the fakes are added
DOCUMENTS = [document_of("It rains.", title="May"), document_of("It snows.", title="June")]
LIBRARY = MemoryLibrary(documents=DOCUMENTS)


def ask(question: str, library: MemoryLibrary = LIBRARY, now: datetime = SATURDAY) -> Answer | None:
    return Holdings(library, now=lambda: now).answer(Asked(Question(question), question))


@pytest.mark.parametrize(
    "question",
    [
        "What documents do I have?",
        "list my files",
        "Show me all documents",
        "What is in my library?",
        "Which files are in the library?",
    ],
)
def test_what_the_library_holds_is_counted_and_listed_each_with_its_opening_words(question: str) -> None:
    answer = ask(question)

    assert answer is not None
    assert [statement.text for statement in answer.statements] == ["2 documents in your library.", "May", "June"]
    assert [citation.quote for citation in answer.citations] == ["It rains.", "It snows."]


@pytest.mark.parametrize("question", ["How many documents are there?", "How many documents do you have?"])
def test_how_many_is_answered_with_the_count_alone_proved_by_each(question: str) -> None:
    answer = ask(question)

    assert answer is not None
    assert answer.text == "2 documents in your library. [1] [2]"
    assert [citation.quote for citation in answer.citations] == ["It rains.", "It snows."]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("What changed this week?", "2 documents were added or changed this week."),
        ("What's new?", "2 documents were added or changed in the last seven days."),
        ("Which documents were added today?", "2 documents were added or changed today."),
        ("Which files were added since Monday?", "2 documents were added or changed since monday."),
        ("How many files were changed in the last 3 days?", "2 documents were added or changed in the last 3 days."),
    ],
)  # fmt: skip
def test_what_is_new_is_listed_with_its_day(question: str, lead: str) -> None:
    answer = ask(question)

    assert answer is not None
    assert [statement.text for statement in answer.statements] == [
        lead,
        "May, added on 31 January 2026",
        "June, added on 31 January 2026",
    ]


def test_nothing_is_new_a_month_later() -> None:
    answer = ask("What changed this week?", now=datetime(2026, 3, 4, tzinfo=UTC))

    assert answer is not None
    assert answer.text == "0 documents were added or changed this week."


def test_what_could_not_be_read_is_named() -> None:
    class Broken(MemoryLibrary):
        def failures(self) -> tuple[Problem, ...]:
            return (Problem("file:///a.pdf", "a.pdf", ("no text layer",)),)

    answer = ask("Which files could not be read?", Broken())

    assert answer is not None
    assert "a.pdf: no text layer" in answer.text


@pytest.mark.parametrize(
    "question",
    ["What documents are needed for a visa?", "How many files does the trust keep?",
     "What changed in the second draft?", "How many dogs do I have?",
     "Who has the documents?", "What documents did the board approve?"],
)  # fmt: skip
def test_questions_about_things_in_the_documents_are_left(question: str) -> None:
    assert ask(question) is None


def test_things_are_not_counted_by_the_one_document_that_is_called_by_their_name() -> None:
    library = MemoryLibrary(documents=[document_of("Bring an apron.", title="Young mechanics")])

    assert ask("How many mechanics do we have?", library) is None


def test_a_time_is_counted_from_the_day_that_it_names() -> None:
    since = since_of("since Thursday", SATURDAY)

    assert since is not None
    assert since.start == datetime(2026, 1, 29, tzinfo=UTC)
    assert since_of("since the flood", SATURDAY) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many files are in here?", "2 documents in your library."),
        ("Number of documents in the folder?", "2 documents in your library."),
        ("Could you show me all the files in this folder, please?", "2 documents in your library."),
        ("How many PDF files are there?", "0 pdf files in your library."),
    ],
)
def test_the_library_is_asked_after_in_many_ways(question: str, said: str) -> None:
    answer = ask(question)

    assert answer is not None
    assert answer.statements[0].text == said


def test_files_of_a_format_are_told_by_the_end_of_their_names() -> None:
    lease = document_of("It is let.", title="Lease")
    library = MemoryLibrary(
        documents=[replace(lease, source=replace(lease.source, uri="file:///lease.pdf")), *DOCUMENTS]
    )

    answer = ask("Which PDFs do I have?", library)

    assert answer is not None
    assert [statement.text for statement in answer.statements[1:]] == ["Lease (lease.pdf)"]
