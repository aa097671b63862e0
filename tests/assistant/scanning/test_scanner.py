from __future__ import annotations

from assistant.answers import Answer, Verdict
from assistant.conversation.question import Question
from assistant.scanning.scanner import Scanner
from assistant.ways import Asked
from ingest.documents import Document
from tests.assistant.fakes import MemoryLibrary, document_of

MAY = document_of("Ada Holm met Finn Berg. Hail fell. The bill was 12 pounds.", title="May")
JUNE = document_of("Ada Holm was ill. It rained, and hail came again: 40 pounds.", title="June")
JULY = document_of("Nothing happened in turkey farms.", title="July")


def scan(question: str, *documents: Document) -> Answer | None:
    return Scanner(MemoryLibrary(documents=documents or (MAY, JUNE, JULY))).answer(Asked(Question(question), question))


def lines(answer: Answer | None) -> list[str]:
    assert answer is not None
    return [statement.text for statement in answer.statements]


def test_documents_that_mention_something_are_counted_listed_and_cited_and_what_was_searched_is_said() -> None:
    answer = scan("Which documents mention hail?")

    assert lines(answer) == [
        "2 of 3 documents mention “hail”.",
        "May: Hail fell.",
        "June: It rained, and hail came again: 40 pounds.",
        "3 documents, all 3 passages searched.",
    ]
    assert answer is not None
    assert [statement.citations for statement in answer.statements] == [(1, 2), (1,), (2,), ()]
    assert [citation.quote for citation in answer.citations] == [
        "Hail fell.",
        "It rained, and hail came again: 40 pounds.",
    ]
    assert answer.statements[0].concluded
    assert answer.statements[0].support.verdict is Verdict.SUPPORTED


def test_documents_that_never_mention_something_are_listed_by_their_opening_words() -> None:
    assert lines(scan("Which documents never mention hail?"))[:2] == ["1 of 3 documents never mentions “hail”.", "July"]


def test_both_words_or_either_or_one_without_the_other() -> None:
    assert lines(scan("How many documents mention hail and Finn Berg?"))[0].startswith("1 of 3 documents")
    assert lines(scan("How many documents mention turkey or Finn Berg?"))[0].startswith("2 of 3 documents")
    assert lines(scan("How many documents mention hail but not Finn Berg?"))[0].startswith("1 of 3 documents")


def test_what_may_be_another_word_is_shown_apart() -> None:
    assert lines(scan("Which documents mention Turkey?")) == [
        "0 of 3 documents mention “Turkey”.",
        "Doubtful, as the words may mean something else:",
        "July: Nothing happened in turkey farms.",
        "3 documents, all 3 passages searched; 1 doubtful, shown apart.",
    ]


def test_how_often_something_is_mentioned() -> None:
    assert lines(scan("How often is Ada Holm mentioned?"))[0] == "“Ada Holm”: 2 times, in 2 of 3 documents."


def test_records_of_a_type_are_listed_with_the_sentence_that_each_stands_in() -> None:
    answer = scan("List every amount in pounds.")

    assert lines(answer)[:3] == ["2 amounts in £ found in 3 documents.", "12 pounds", "40 pounds"]
    assert answer is not None
    assert answer.citations[0].quote == "The bill was 12 pounds."


def test_who_appears_in_several_documents_is_listed_with_a_place_in_each() -> None:
    answer = scan("Who appears in more than one document?")

    assert lines(answer)[:2] == ["1 person found in 2 documents or more.", "Ada Holm: 2 documents"]
    assert answer is not None
    assert answer.statements[1].citations == (1, 2)


def test_only_documents_that_are_called_so_are_scanned() -> None:
    assert lines(scan("How many amounts are mentioned in June?"))[0] == "1 amount found in 1 document."
    assert scan("How many invoices mention hail?") is None


def test_progress_is_told_after_each_document() -> None:
    told: list[tuple[int, int]] = []
    scanner = Scanner(MemoryLibrary(documents=[MAY, JUNE]), on_document=lambda done, of: told.append((done, of)))

    scanner.answer(Asked(Question("q"), "Which documents mention hail?"))

    assert told == [(1, 2), (2, 2)]


def test_other_questions_are_left() -> None:
    assert scan("Who met Finn Berg?") is None
