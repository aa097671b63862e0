from __future__ import annotations

from assistant.computing.calculator import Calculator, CalculatorOptions
from assistant.conversation.question import Question
from assistant.proving.verification import verify
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of
from tests.assistant.computing.test_understanding import PAYMENTS
from tests.assistant.fakes import MemoryLibrary

LIBRARY = MemoryLibrary(documents=[document_of(PAYMENTS, title="Payments")])


def _asked(question: str) -> Asked:
    return Asked(Question(question), question)


def test_a_sum_is_told_with_its_rows_its_words_and_its_query() -> None:
    answer = Calculator(LIBRARY).answer(_asked("How much was spent on paper in total?"))

    assert answer is not None
    assert answer.statements[0].text == (
        "€167.50 – the sum of Amount over 3 rows of “Payments”, where Kind is “Paper”."
    )
    assert [citation.quote for citation in answer.citations] == [
        "2026-01-05 | Brook | Paper | €120.50",
        "2026-02-02 | Arbor | Paper | €40",
        "2026-03-09 | Brook | Paper | €7",
    ]
    assert answer.computation is not None
    assert answer.computation.sql == """SELECT sum("Amount") FROM "payments" WHERE "Kind" = 'Paper'"""


def test_every_citation_holds_and_the_conclusion_stands() -> None:
    answer = Calculator(LIBRARY).answer(_asked("How much was spent on paper in total?"))

    assert answer is not None
    verified = verify(answer, LIBRARY)
    assert len(verified.citations) == 3
    assert verified.statements[0].support.verdict == "supported"


def test_many_rows_are_folded_into_runs() -> None:
    calculator = Calculator(LIBRARY, options=CalculatorOptions(threshold=0.0, cited=1))

    answer = calculator.answer(_asked("What was the average amount?"))

    assert answer is not None
    assert [len(citation.quote.splitlines()) for citation in answer.citations] == [1, 4]


def test_a_question_about_something_else_is_left_to_others() -> None:
    assert Calculator(LIBRARY).answer(_asked("How many moons has Jupiter?")) is None


def test_a_library_without_tables_is_left_to_others() -> None:
    assert Calculator(MemoryLibrary()).answer(_asked("How many payments?")) is None
