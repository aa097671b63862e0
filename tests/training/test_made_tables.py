from __future__ import annotations

from training.made_tables import libraries


def test_a_seed_draws_the_same_questions() -> None:
    first, again = next(libraries(1)), next(libraries(1))

    assert [one.text for one in first.questions] == [one.text for one in again.questions]
    assert len(first.documents) == 4


def test_every_question_has_an_answer_or_is_one_that_no_table_answers() -> None:
    questions = next(libraries(1)).questions

    assert all(one.answers for one in questions)
    assert sum(one.about == "none" for one in questions) == 7
