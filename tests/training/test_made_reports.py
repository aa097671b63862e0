from __future__ import annotations

from training.made_reports import contests, statements


def test_a_seed_draws_the_same_tables_and_questions() -> None:
    for maker in (statements, contests):
        first, again = list(maker(4)), list(maker(4))

        assert [document.text for document, _ in first] == [document.text for document, _ in again]
        assert [one.text for _, asked in first for one in asked] == [one.text for _, asked in again for one in asked]


def test_every_question_has_an_answer_and_every_table_some_questions() -> None:
    for maker in (statements, contests):
        for document, asked in maker(8):
            assert len(document.tables) == 1
            assert len(asked) > 5
            assert all(one.answers for one in asked)


def test_a_figure_that_is_asked_for_stands_in_its_table() -> None:
    cells = [(one, document) for document, asked in statements(20) for one in asked if one.text.startswith("how much")]

    assert cells
    assert all(_figure(one.answers[0]) in document.text.replace(",", "") for one, document in cells)


def _figure(answer: str) -> str:
    return f"{abs(float(answer)):.1f}".removesuffix(".0")
